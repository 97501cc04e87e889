//! The SQL back end on PostgreSQL, through its own client, where `QIANMO_TEST_PG` names a database.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use expr::{Dialect, Expression, SqlTarget, Type};
use kernel::Value;

use crate::cases::{Case, Expect, compiled, from_database, none, to_database};

#[test]
fn every_case_in_postgres() {
    let Ok(url) = std::env::var("QIANMO_TEST_PG") else { return };
    let cases = compiled();
    let script: String = cases.iter().map(|(case, expression)| statement(case, expression)).collect();
    let mut psql = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", &url])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("psql");
    let mut input = psql.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || input.write_all(script.as_bytes()).expect("writes"));
    let output = psql.wait_with_output().expect("psql ends");
    writer.join().expect("all was written");
    let text = String::from_utf8(output.stdout).expect("text");
    let mut answers = text.split("@@\n").skip(1);
    let mut failures = Vec::new();
    for (case, expression) in cases {
        let answer = answers.next().expect("an answer for every case").trim_end_matches('\n');
        let value = match answer.strip_prefix('=') {
            None => Err("an error".to_owned()),
            Some("∅") => Ok(None),
            Some(text) => Ok(read(expression.ty(), text)),
        };
        if !(case.lazy && case.expect() == Expect::Overflow) {
            failures.extend(case.check("postgres", value));
        }
    }
    none(failures);
}

/// An answer is a line `=` and the value, `∅` for absent, or nothing where the database refused.
fn statement(case: &Case, expression: &Expression) -> String {
    let constants = case.constants();
    let column = |name: &str| {
        let (_, ty) = expression.columns().iter().find(|(column, _)| column == name).expect("a column");
        literal(ty, case.value(name))
    };
    let columns: Vec<String> =
        expression.columns().iter().map(|(name, _)| format!("{} AS \"{name}\"", column(name))).collect();
    let target =
        SqlTarget { dialect: Dialect::Postgres, column: &|name| format!("t.\"{name}\""), constants: &constants };
    let from = if columns.is_empty() { "SELECT 1 AS id".to_owned() } else { format!("SELECT {}", columns.join(", ")) };
    let sql = expression.to_sql(&target);
    format!("\\echo @@\nSELECT '=' || COALESCE(CAST({sql} AS TEXT), '∅') FROM ({from} OFFSET 0) AS t;\n")
}

fn literal(ty: &Type, value: Option<Value>) -> String {
    let kind = match ty {
        Type::Bool => "BOOLEAN",
        Type::Text(_) | Type::Codes(_) => "TEXT",
        _ => "BIGINT",
    };
    let text = match value.map(|value| to_database(ty, &value)) {
        None => "NULL".to_owned(),
        Some((Some(int), _)) if *ty == Type::Bool => format!("'{}'", int == 1),
        Some((Some(int), _)) => format!("'{int}'"),
        Some((_, text)) => format!("'{}'", text.unwrap_or_default().replace('\'', "''")),
    };
    format!("CAST({text} AS {kind})")
}

fn read(ty: &Type, text: &str) -> Option<Value> {
    match ty {
        Type::Text(_) | Type::Codes(_) => from_database(ty, None, Some(text.to_owned())),
        Type::Bool => from_database(ty, Some(i64::from(text == "true")), None),
        _ => from_database(ty, Some(text.parse().expect("an integer")), None),
    }
}
