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

    /// Puts rows into a real table, so that columns have the affinities the store gives them.
    pub async fn fill(&mut self, expression: &Expression, rows: usize, value: impl Fn(usize, &str) -> Option<Value>) {
        let columns = expression.columns();
        let kinds = columns.iter().map(|(name, ty)| match ty {
            Type::Text(_) | Type::Codes(_) => format!(", \"{name}\" TEXT"),
            _ => format!(", \"{name}\" INTEGER"),
        });
        let table = format!("CREATE TEMP TABLE t (id INTEGER{})", kinds.collect::<String>());
        let insert = format!("INSERT INTO t VALUES (?{})", ", ?".repeat(columns.len()));
        self.execute("DROP TABLE IF EXISTS t".to_owned()).await;
        self.execute(table).await;
        for row in 0..rows {
            let mut query = sqlx::query(AssertSqlSafe(insert.clone())).bind(i64::try_from(row).expect("few rows"));
            for (name, ty) in columns {
                query = match (ty, value(row, name).map(|value| to_database(ty, &value))) {
                    (Type::Text(_) | Type::Codes(_), cell) => query.bind(cell.and_then(|(_, text)| text)),
                    (_, cell) => query.bind(cell.and_then(|(int, _)| int)),
                };
            }
            query.execute(&mut self.0).await.expect("inserts");
        }
    }

    /// The answer for a row.
    pub async fn ask(
        &mut self,
        expression: &Expression,
        constants: &Constants,
        row: usize,
    ) -> Result<Option<Value>, String> {
        let target = SqlTarget { dialect: Dialect::Sqlite, column: &|name| format!("t.\"{name}\""), constants };
        let sql = expression.to_sql(&target);
        let select = format!("SELECT v, typeof(v) FROM (SELECT {sql} AS v FROM t WHERE id = {row})");
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
        sqlite.fill(&expression, 1, |_, column| case.value(column)).await;
        let answer = sqlite.ask(&expression, &case.constants(), 0).await;
        if let Some(error) = answer.as_ref().err().filter(|error| !error.contains("integer overflow")) {
            failures.push(format!("sqlite: {}: {}: {error}", case.name, case.expression));
        }
        if !(case.lazy && case.expect() == Expect::Overflow) {
            failures.extend(case.check("sqlite", answer));
        }
    }
    none(failures);
}
