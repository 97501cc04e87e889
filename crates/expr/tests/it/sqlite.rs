//! The SQL back end on SQLite, in memory.

use expr::{Constants, Dialect, Expression, SqlTarget, Type};
use kernel::Value;
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

use crate::cases::{Expect, compiled, from_database, none, to_database};

pub struct Sqlite(SqliteConnection);

impl Sqlite {
    pub async fn open() -> Self {
        Self(SqliteConnection::connect("sqlite::memory:").await.expect("a database in memory"))
    }

    /// The answer for one record, kept in a real table.
    pub async fn run(
        &mut self,
        expression: &Expression,
        value: impl Fn(&str) -> Option<Value>,
        constants: &Constants,
    ) -> Result<Option<Value>, String> {
        let columns = expression.columns();
        let kinds = columns.iter().map(|(name, ty)| match ty {
            Type::Text(_) | Type::Codes(_) => format!(", \"{name}\" TEXT"),
            _ => format!(", \"{name}\" INTEGER"),
        });
        let table = format!("CREATE TEMP TABLE t (id INTEGER{})", kinds.collect::<String>());
        let marks = ", ?".repeat(columns.len());
        let insert = format!("INSERT INTO t VALUES (1{marks})");
        let target = SqlTarget { dialect: Dialect::Sqlite, column: &|name| format!("t.\"{name}\""), constants };
        let select = format!("SELECT v, typeof(v) FROM (SELECT {} AS v FROM t)", expression.to_sql(&target));
        self.execute("DROP TABLE IF EXISTS t".to_owned()).await;
        self.execute(table).await;
        let mut query = sqlx::query(AssertSqlSafe(insert));
        for (name, ty) in columns {
            query = match (ty, value(name).map(|value| to_database(ty, &value))) {
                (Type::Text(_) | Type::Codes(_), cell) => query.bind(cell.and_then(|(_, text)| text)),
                (_, cell) => query.bind(cell.and_then(|(int, _)| int)),
            };
        }
        query.execute(&mut self.0).await.expect("inserts");
        let row = sqlx::query(AssertSqlSafe(select.clone())).fetch_one(&mut self.0).await;
        let row = row.map_err(|error| error.to_string())?;
        let (ty, kind): (_, String) = (expression.ty(), row.get(1));
        match (ty, kind.as_str()) {
            (_, "null") => Ok(None),
            (Type::Text(_) | Type::Codes(_), "text") => Ok(from_database(ty, None, row.get(0))),
            (Type::Text(_) | Type::Codes(_), _) => panic!("{kind} for text: {select}"),
            (_, "integer") => Ok(from_database(ty, row.get(0), None)),
            _ => panic!("{kind} for an integer: {select}"),
        }
    }

    async fn execute(&mut self, sql: String) {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut self.0).await.expect("prepares the table");
    }
}

#[tokio::test]
async fn every_case_in_sqlite() {
    let mut sqlite = Sqlite::open().await;
    let mut failures = Vec::new();
    for (case, expression) in compiled() {
        let answer = sqlite.run(&expression, |column| case.value(column), &case.constants()).await;
        if let Some(error) = answer.as_ref().err().filter(|error| !error.contains("integer overflow")) {
            failures.push(format!("sqlite: {}: {}: {error}", case.name, case.expression));
        }
        if !(case.lazy && case.expect() == Expect::Overflow) {
            failures.extend(case.check("sqlite", answer));
        }
    }
    none(failures);
}
