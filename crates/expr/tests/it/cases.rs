//! The table, and its values as the kernel's. A line of `cases.json` is an expression, the columns and constants it may
//! read (`integer`, `decimal:2`, `money`, `area:2`, `code:a|b` …, with a value or null), and what is expected:
//! `{"value": …}` as on the wire, `"absent"`, `"overflow"`, or `{"finding": code}`. `lazy` marks an overflow in a part
//! that decides nothing, where a database need not look. The browser's test reads the same file.

use std::{collections::BTreeMap, sync::Arc};

use expr::{Constants, Expression, Schema, Type, compile};
use kernel::{Date, Decimal, Instant, Quantity, Value};
use serde::Deserialize;
use serde_json::Value as Json;

#[derive(Deserialize)]
pub struct Case {
    pub name: String,
    pub expression: String,
    #[serde(default)]
    pub columns: BTreeMap<String, Cell>,
    #[serde(default)]
    pub constants: BTreeMap<String, Cell>,
    expect: Json,
    /// The overflow is where a database need not look.
    #[serde(default)]
    pub lazy: bool,
}

#[derive(Deserialize)]
pub struct Cell {
    #[serde(rename = "type")]
    ty: String,
    value: Json,
}

#[derive(PartialEq, Eq, Debug)]
pub enum Expect {
    Value(Json),
    Absent,
    Overflow,
    Finding(String),
}

pub fn all() -> Vec<Case> {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../../cases.json")).expect("the table of cases");
    assert!(cases.len() >= 300, "{}", cases.len());
    cases
}

/// The cases that compile, compiled.
pub fn compiled() -> Vec<(Case, Expression)> {
    let runs = |case: &Case| !matches!(case.expect(), Expect::Finding(_));
    let mut failures = Vec::new();
    let mut compile = |case: Case| match compile(&case.expression, &case.schema()) {
        Ok(expression) => Some((case, expression)),
        Err(findings) => {
            failures.push(format!("{}: {}: {findings:?}", case.name, case.expression));
            None
        }
    };
    let compiled = all().into_iter().filter(runs).filter_map(&mut compile).collect();
    none(failures);
    compiled
}

/// No failures, or all of them.
pub fn none(failures: impl IntoIterator<Item = String>) {
    let failures: Vec<String> = failures.into_iter().collect();
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
}

impl Case {
    pub fn schema(&self) -> Schema {
        let types =
            |cells: &BTreeMap<String, Cell>| cells.iter().map(|(name, cell)| (name.clone(), cell.ty())).collect();
        Schema { columns: types(&self.columns), constants: types(&self.constants) }
    }

    pub fn constants(&self) -> Constants {
        self.constants.iter().map(|(name, cell)| (name.clone(), cell.value())).collect()
    }

    pub fn value(&self, column: &str) -> Option<Value> {
        self.columns[column].value()
    }

    pub fn expect(&self) -> Expect {
        match &self.expect {
            Json::String(text) if text == "absent" => Expect::Absent,
            Json::String(text) if text == "overflow" => Expect::Overflow,
            Json::Object(map) if map.contains_key("value") => Expect::Value(map["value"].clone()),
            Json::Object(map) => Expect::Finding(map["finding"].as_str().expect("a code").to_owned()),
            other => panic!("{}: expects {other}", self.name),
        }
    }

    /// What is wrong with a back end's answer, so that all that is wrong can be shown at once.
    #[must_use]
    pub fn check(&self, by: &str, answer: Result<Option<Value>, String>) -> Option<String> {
        let found = match answer {
            Ok(Some(value)) => Expect::Value(value.to_json()),
            Ok(None) => Expect::Absent,
            Err(_) => Expect::Overflow,
        };
        let expect = match self.expect() {
            // Integers beyond 2⁵³ stand in the table as text.
            Expect::Value(Json::String(text)) if matches!(&found, Expect::Value(Json::Number(_))) => {
                Expect::Value(serde_json::from_str(&text).expect("an integer"))
            }
            other => other,
        };
        let Self { name, expression, .. } = self;
        (found != expect).then(|| format!("{by}: {name}: {expression}\n  found {found:?}, expected {expect:?}"))
    }
}

impl Cell {
    fn ty(&self) -> Type {
        let (kind, rest) = self.ty.split_once(':').unwrap_or((&self.ty, ""));
        let scale = || rest.parse().expect("a scale");
        let codes = || (!rest.is_empty()).then(|| rest.split('|').map(str::to_owned).collect::<Arc<[String]>>());
        match kind {
            "bool" => Type::Bool,
            "integer" => Type::INTEGER,
            "decimal" => Type::decimal(scale()),
            "money" => Type::MONEY,
            "area" => Type::quantity(scale(), Quantity::Area),
            "length" => Type::quantity(scale(), Quantity::Length),
            "mass" => Type::quantity(scale(), Quantity::Mass),
            "volume" => Type::quantity(scale(), Quantity::Volume),
            "energy" => Type::quantity(scale(), Quantity::Energy),
            "text" => Type::text(),
            "code" => Type::Text(codes()),
            "date" => Type::Date,
            "time" => Type::Time,
            "codes" => Type::Codes(codes()),
            other => panic!("no type {other}"),
        }
    }

    fn value(&self) -> Option<Value> {
        let text = || self.value.as_str().expect("text");
        if self.value.is_null() {
            return None;
        }
        Some(match self.ty() {
            Type::Bool => Value::Bool(self.value.as_bool().expect("bool")),
            Type::Number(_) if self.value.is_i64() => Value::Integer(self.value.as_i64().expect("integer")),
            Type::Number(_) => Value::Decimal(text().parse::<Decimal>().expect("decimal")),
            Type::Text(_) => Value::text(text()),
            Type::Date => Value::Date(text().parse().expect("date")),
            Type::Time => Value::Time(instant(text())),
            Type::Codes(_) => Value::Codes(serde_json::from_value(self.value.clone()).expect("codes")),
        })
    }
}

/// `2022-03-01T08:30:00.000+08:00`
fn instant(text: &str) -> Instant {
    let part = |range: std::ops::Range<usize>| text[range].parse::<i64>().expect("time");
    let day: Date = text[..10].parse().expect("day");
    let hours = i64::from(day.days()) * 24 + part(11..13) - 8;
    Instant::from_millis(((hours * 60 + part(14..16)) * 60 + part(17..19)) * 1000 + part(20..23))
}

/// A database's integer or text as the kernel's value of a type.
pub fn from_database(ty: &Type, int: Option<i64>, text: Option<String>) -> Option<Value> {
    match ty {
        Type::Text(_) => text.map(Value::Text),
        Type::Codes(_) => text.map(|text| Value::Codes(text.split('\u{1f}').map(str::to_owned).collect())),
        Type::Bool => int.map(|int| Value::Bool(int == 1)),
        Type::Date => int.map(|days| Value::Date(Date::from_days(i32::try_from(days).expect("days")))),
        Type::Time => int.map(|millis| Value::Time(Instant::from_millis(millis))),
        Type::Number(number) if number.scale == 0 => int.map(Value::Integer),
        Type::Number(number) => int.map(|int| {
            let scale = u32::from(number.scale);
            Value::Decimal(Decimal::try_from_i128_with_scale(i128::from(int), scale).expect("decimal"))
        }),
    }
}

/// A value as databases keep it.
pub fn to_database(ty: &Type, value: &Value) -> (Option<i64>, Option<String>) {
    match value {
        Value::Bool(value) => (Some(i64::from(*value)), None),
        Value::Text(text) => (None, Some(text.clone())),
        Value::Codes(codes) => (None, Some(codes.join("\u{1f}"))),
        Value::Date(date) => (Some(i64::from(date.days())), None),
        Value::Time(time) => (Some(time.millis()), None),
        number => {
            let scale = ty.as_number().expect("a number").scale;
            let number = number.as_decimal().expect("a number");
            (kernel::number::to_scaled(number, u32::from(scale)), None)
        }
    }
}
