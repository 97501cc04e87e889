//! The SQL back end on PostgreSQL, through its own client, in the cluster that all tests share.

#[expect(dead_code, reason = "no power fails here")]
#[path = "../../../store/tests/it/cluster.rs"]
mod cluster;

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use cluster::{Cluster, left_out};
use expr::{Constants, Dialect, Expression, SqlTarget, Type};
use kernel::Value;

use crate::{
    cases::{Case, Expect, compiled, from_database, none, to_database},
    random,
};

#[test]
fn every_case_in_postgres() {
    if left_out() {
        return;
    }
    let cluster = Cluster::start("shared");
    let cases = compiled();
    let script =
        |(case, expression): &(Case, Expression)| statement(expression, |name| case.value(name), &case.constants());
    let answers = run(&cluster.address, cases.iter().map(script).collect());
    let mut failures = Vec::new();
    for ((case, expression), answer) in cases.iter().zip(&answers) {
        if !(case.lazy && case.expect() == Expect::Overflow) {
            failures.extend(case.check("postgres", read(expression.ty(), answer)));
        }
    }
    assert_eq!(answers.len(), cases.len());
    none(failures);
}

#[test]
fn random_expressions_in_postgres() {
    if left_out() {
        return;
    }
    let cluster = Cluster::start("shared");
    let asked: Vec<_> = (0..2000).filter_map(|seed| random::Asked::from_seed(seed).ok()).collect();
    let script = |asked: &random::Asked| statement(&asked.expression, |name| asked.value(0, name), &asked.constants);
    let answers = run(&cluster.address, asked.iter().map(script).collect());
    let mut failures = Vec::new();
    for (asked, answer) in asked.iter().zip(&answers) {
        let expression = &asked.expression;
        let one = expression.evaluate_one(&|name| asked.value(0, name), &asked.constants);
        let answer = read(expression.ty(), answer);
        if one.is_ok() && one.as_ref().ok() != answer.as_ref().ok() {
            failures.push(format!("{}: {one:?}, postgres {answer:?}", expression.source()));
        }
    }
    assert_eq!(answers.len(), asked.len());
    none(failures);
}

/// The answers of a script, one a statement.
fn run(url: &str, script: String) -> Vec<String> {
    let mut psql = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", url])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("psql");
    let mut input = psql.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || input.write_all(script.as_bytes()).expect("writes"));
    let output = psql.wait_with_output().expect("psql ends");
    writer.join().expect("all was written");
    let text = String::from_utf8(output.stdout).expect("text");
    text.split("@@\n").skip(1).map(|answer| answer.trim_end_matches('\n').to_owned()).collect()
}

/// An answer is `=` and the value, `∅` for absent, or nothing where the database refused.
fn statement(expression: &Expression, value: impl Fn(&str) -> Option<Value>, constants: &Constants) -> String {
    let columns = expression.columns().iter().map(|(name, ty)| format!("{} AS \"{name}\"", literal(ty, value(name))));
    let columns: Vec<String> = std::iter::once("1 AS id".to_owned()).chain(columns).collect();
    let target = SqlTarget { dialect: Dialect::Postgres, column: &|name| format!("t.\"{name}\""), constants };
    let (sql, columns) = (expression.to_sql(&target), columns.join(", "));
    format!("\\echo @@\nSELECT '=' || COALESCE(CAST({sql} AS TEXT), '∅') FROM (SELECT {columns} OFFSET 0) AS t;\n")
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

fn read(ty: &Type, answer: &str) -> Result<Option<Value>, String> {
    let Some(text) = answer.strip_prefix('=') else { return Err("refused".to_owned()) };
    Ok(match ty {
        _ if text == "∅" => None,
        Type::Text(_) | Type::Codes(_) => from_database(ty, None, Some(text.to_owned())),
        Type::Bool => from_database(ty, Some(i64::from(text == "true")), None),
        _ => from_database(ty, Some(text.parse().expect("an integer")), None),
    })
}
