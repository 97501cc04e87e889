//! The source of an expression, after a line of numbers from which its rows are made.

use std::sync::Arc;

use expr::{Block, BlockColumn, Constants, Expression, Schema, SqlTarget, Type, compile};
use kernel::{Date, Decimal, Value};

const ROWS: usize = 5;

/// Whatever is written, it is told what is wrong, or computed alike by the row and by the block.
pub fn expressions(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (seed, source) = text.split_once('\n').unwrap_or(("", text));
    let Ok(expression) = compile(source, &schema()) else { return };
    let seed = seed.as_bytes();
    let constants = Constants::from([
        ("today".to_owned(), value(&Type::Date, seed, 3, 0)),
        ("param.k".to_owned(), value(&Type::INTEGER, seed, 5, 0)),
    ]);
    expression.to_json();
    for dialect in [expr::Dialect::Sqlite, expr::Dialect::Postgres] {
        let column = |name: &str| format!("\"{name}\"");
        expression.to_sql(&SqlTarget { dialect, column: &column, constants: &constants });
    }
    agree(&expression, seed, &constants);
}

fn agree(expression: &Expression, seed: &[u8], constants: &Constants) {
    let columns: Vec<Column> = expression
        .columns()
        .iter()
        .map(|(name, ty)| Column::new((0..ROWS).map(|row| value(ty, seed, place(name), row)).collect()))
        .collect();
    let block = Block {
        len: ROWS,
        columns: columns.iter().zip(expression.columns()).map(|(c, (_, ty))| c.block(ty)).collect(),
    };
    let all = expression.evaluate(&block, constants);
    let mut over = false;
    for row in 0..ROWS {
        let get = |name: &str| {
            value(expression.columns().iter().find(|(n, _)| n == name).map(|(_, ty)| ty)?, seed, place(name), row)
        };
        let one = expression.evaluate_one(&get, constants);
        over |= one.is_err();
        if let (Ok(all), Ok(one)) = (&all, &one) {
            assert_eq!(all.value(row, expression.ty()), *one, "{}: row {row}", expression.source());
        }
    }
    assert_eq!(all.is_err(), over, "{}", expression.source());
}

fn schema() -> Schema {
    Schema::new()
        .column("i", Type::INTEGER)
        .column("j", Type::INTEGER)
        .column("d", Type::decimal(2))
        .column("e", Type::decimal(5))
        .column("s", Type::text())
        .column("t", Type::text())
        .column("x", Type::Date)
        .column("steps.y", Type::Date)
        .column("f", Type::Bool)
        .column("g", Type::Bool)
        .constant("today", Type::Date)
        .constant("param.k", Type::INTEGER)
}

/// A number of its own for each name.
fn place(name: &str) -> usize {
    name.bytes().map(usize::from).sum()
}

/// What stands in a row, made of the seed: now and then nothing, now and then as large as can be.
fn value(ty: &Type, seed: &[u8], place: usize, row: usize) -> Option<Value> {
    let byte = seed.get((place + row * 7) % seed.len().max(1)).copied().unwrap_or_default();
    let number = match byte % 16 {
        0 => return None,
        1 => i64::MAX,
        2 => i64::MIN + 1,
        3 => 0,
        _ => i64::from(byte) * (row as i64 - 2) * 37,
    };
    Some(match ty {
        Type::Bool => Value::Bool(byte & 32 != 0),
        Type::Text(_) => Value::text(["", "甲", "乙村", "a'b"][usize::from(byte / 16 % 4)]),
        Type::Date => Value::Date(Date::from_days(i32::try_from(number % 40_000).unwrap_or_default())),
        Type::Number(number_type) if number_type.scale > 0 => {
            Value::Decimal(Decimal::from_i128_with_scale(number.into(), number_type.scale.into()))
        }
        _ => Value::Integer(number),
    })
}

/// A column of a block.
struct Column {
    ints: Vec<i64>,
    yes: Vec<u64>,
    dictionary: Vec<Arc<str>>,
    codes: Vec<u32>,
    present: Vec<u64>,
}

impl Column {
    fn new(values: Vec<Option<Value>>) -> Self {
        let (mut column, len) = (
            Self { ints: Vec::new(), yes: vec![0], dictionary: Vec::new(), codes: Vec::new(), present: vec![0] },
            values.len(),
        );
        for (row, value) in values.into_iter().enumerate() {
            column.present[0] |= u64::from(value.is_some()) << row;
            column.yes[0] |= u64::from(value == Some(Value::Bool(true))) << row;
            column.ints.push(match &value {
                Some(Value::Integer(number)) => *number,
                Some(Value::Decimal(decimal)) => i64::try_from(decimal.mantissa()).unwrap_or_default(),
                Some(Value::Date(date)) => i64::from(date.days()),
                _ => 0,
            });
            let text = if let Some(Value::Text(text)) = &value { text.as_str() } else { "" };
            // Each different text stands in the dictionary once.
            let place = column.dictionary.iter().position(|one| **one == *text);
            column.codes.push(place.unwrap_or(column.dictionary.len()) as u32);
            if place.is_none() {
                column.dictionary.push(Arc::from(text));
            }
        }
        debug_assert_eq!(column.ints.len(), len);
        column
    }

    fn block(&self, ty: &Type) -> BlockColumn<'_> {
        let present = &self.present;
        match ty {
            Type::Bool => BlockColumn::Bool { values: &self.yes, present },
            Type::Text(_) => BlockColumn::Text { codes: &self.codes, dictionary: &self.dictionary, present },
            _ => BlockColumn::Int { values: &self.ints, present },
        }
    }
}
