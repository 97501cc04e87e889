//! Values as a database keeps them: whole numbers, text, bytes. A decimal is its scaled integer, a day its number.

use kernel::{
    Date, Instant, Value,
    number::{from_scaled, to_scaled},
};
use pack::model::FieldType;
use serde_json::{Value as Json, json};

use crate::tagged::{tagged, untagged};

/// What one column of one row holds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Cell {
    #[default]
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// How values of a field become cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Text,
    Integer,
    Decimal(u8),
    Bool,
    Date,
    Time,
    Codes,
    Rows,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub fn as_blob(&self) -> Option<&[u8]> {
        if let Self::Blob(bytes) = self { Some(bytes) } else { None }
    }

    /// As JSON within another cell.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Int(number) => json!(number),
            Self::Text(text) => json!(text),
            Self::Null | Self::Blob(_) => Json::Null,
        }
    }

    /// See [`Cell::to_json`].
    pub fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Null => Some(Self::Null),
            Json::Number(number) => number.as_i64().map(Self::Int),
            Json::String(text) => Some(Self::text(text)),
            _ => None,
        }
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Int)
    }
}

impl Kind {
    pub fn of(ty: &FieldType) -> Self {
        match ty {
            FieldType::Integer => Self::Integer,
            FieldType::Decimal { .. } | FieldType::Money => Self::Decimal(ty.scale().unwrap_or_default()),
            FieldType::Bool => Self::Bool,
            FieldType::Date => Self::Date,
            FieldType::Time => Self::Time,
            FieldType::Choices(_) => Self::Codes,
            FieldType::Table(_) => Self::Rows,
            _ => Self::Text,
        }
    }

    /// As the catalog writes it.
    pub fn name(self) -> (&'static str, i64) {
        match self {
            Self::Text => ("text", 0),
            Self::Integer => ("integer", 0),
            Self::Decimal(scale) => ("decimal", i64::from(scale)),
            Self::Bool => ("bool", 0),
            Self::Date => ("date", 0),
            Self::Time => ("time", 0),
            Self::Codes => ("codes", 0),
            Self::Rows => ("rows", 0),
        }
    }

    /// See [`Kind::name`].
    pub fn named(name: &str, scale: i64) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "integer" => Self::Integer,
            "decimal" => Self::Decimal(u8::try_from(scale).ok()?),
            "bool" => Self::Bool,
            "date" => Self::Date,
            "time" => Self::Time,
            "codes" => Self::Codes,
            "rows" => Self::Rows,
            _ => return None,
        })
    }

    /// Whether its cells are whole numbers.
    pub fn is_int(self) -> bool {
        !matches!(self, Self::Text | Self::Codes | Self::Rows)
    }

    /// See [`Kind::value`]; a text is taken as it is.
    pub fn take(self, cell: Cell) -> Option<Value> {
        match (self, cell) {
            (Self::Text, Cell::Text(text)) => Some(Value::Text(text)),
            (_, cell) => self.value(&cell),
        }
    }

    /// The cell of a value; `None` where the value is of another kind or does not fit.
    pub fn cell(self, value: &Value) -> Option<Cell> {
        Some(match (self, value) {
            (Self::Text, Value::Text(text)) => Cell::text(text),
            (Self::Integer, Value::Integer(number)) => Cell::Int(*number),
            (Self::Integer, Value::Decimal(number)) => Cell::Int(to_scaled(*number, 0)?),
            (Self::Decimal(scale), Value::Decimal(_) | Value::Integer(_)) => {
                Cell::Int(to_scaled(value.as_decimal()?, u32::from(scale))?)
            }
            (Self::Bool, Value::Bool(yes)) => Cell::Int(i64::from(*yes)),
            (Self::Date, Value::Date(date)) => Cell::Int(i64::from(date.days())),
            (Self::Time, Value::Time(instant)) => Cell::Int(instant.millis()),
            (Self::Codes, Value::Codes(codes)) => Cell::text(codes.join(&expr::CODE_SEPARATOR.to_string())),
            (Self::Rows, Value::Rows(_)) => Cell::text(tagged(value).to_string()),
            _ => return None,
        })
    }

    /// The value of a cell; `None` for NULL and for what is no value of this kind.
    pub fn value(self, cell: &Cell) -> Option<Value> {
        Some(match (self, cell) {
            (Self::Text, Cell::Text(text)) => Value::text(text),
            (Self::Integer, Cell::Int(number)) => Value::Integer(*number),
            (Self::Decimal(scale), Cell::Int(number)) => {
                Value::Decimal(from_scaled(i128::from(*number), u32::from(scale))?)
            }
            (Self::Bool, Cell::Int(number)) => Value::Bool(*number != 0),
            (Self::Date, Cell::Int(days)) => Value::Date(Date::from_days(i32::try_from(*days).ok()?)),
            (Self::Time, Cell::Int(millis)) => Value::Time(Instant::from_millis(*millis)),
            (Self::Codes, Cell::Text(text)) if text.is_empty() => Value::Codes(Vec::new()),
            (Self::Codes, Cell::Text(text)) => {
                Value::Codes(text.split(expr::CODE_SEPARATOR).map(str::to_owned).collect())
            }
            (Self::Rows, Cell::Text(text)) => untagged(&serde_json::from_str(text).ok()?)?,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Decimal, Fields};

    use super::*;

    fn check(kind: Kind, value: Value, cell: Cell) {
        assert_eq!(kind.cell(&value), Some(cell.clone()), "{value:?}");
        assert_eq!(kind.value(&cell), Some(value));
    }

    #[test]
    fn values_read_back_from_their_cells() {
        let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
        check(Kind::Decimal(2), Value::Decimal(decimal("152.81")), Cell::Int(15_281));
        check(Kind::Text, Value::text("甲村"), Cell::text("甲村"));
        check(Kind::Bool, Value::Bool(true), Cell::Int(1));
        check(Kind::Date, Value::Date(Date::from_days(-1)), Cell::Int(-1));
        check(Kind::Codes, Value::Codes(vec!["a".into(), "b".into()]), Cell::text("a\u{1f}b"));
        check(Kind::Codes, Value::Codes(vec![]), Cell::text(""));
        let row = Fields::from([("n".into(), Value::Decimal(decimal("1.50"))), ("on".into(), Value::Date(Date::MAX))]);
        let rows = Value::Rows(vec![row, Fields::new()]);
        assert_eq!(Kind::Rows.value(&Kind::Rows.cell(&rows).expect("cell")), Some(rows));
    }

    #[test]
    fn what_does_not_fit_has_no_cell() {
        for (kind, value) in [
            (Kind::Integer, Value::text("1")),
            (Kind::Decimal(2), Value::Decimal("0.001".parse().expect("a decimal"))),
            (Kind::Date, Value::Integer(1)),
        ] {
            assert_eq!(kind.cell(&value), None, "{value:?}");
        }
    }
}
