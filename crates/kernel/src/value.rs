//! What a field of a record holds. The declared type of the field says which of these it may be.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::{date::Date, date::Instant, ids::FieldId, number::Decimal};

/// The fields of one record; a field that is absent is simply not there.
pub type Fields = BTreeMap<FieldId, Value>;

/// One value. Exact: there are no binary floating-point numbers in Qianmo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// 是/否.
    Bool(bool),
    /// Whole numbers.
    Integer(i64),
    /// Decimals and money, at the scale the field declares (money in 元 with two places).
    Decimal(Decimal),
    /// Text, one code of a list, a reference, a unit, a person, a phone, an ID number, a file's digest, a geometry's GeoJSON.
    Text(String),
    /// A day.
    Date(Date),
    /// A moment.
    Time(Instant),
    /// Several codes of a list, in the order given.
    Codes(Vec<String>),
    /// Child rows of a field of type table.
    Rows(Vec<Fields>),
    /// The dated values of a field that keeps spells, oldest first: from that day on, this value (`None`: none).
    Spells(Vec<(Date, Option<Box<Value>>)>),
}

impl Value {
    /// A text value.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The day, where it is one.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Self::Decimal(number) => Some(*number),
            Self::Integer(number) => Some(Decimal::from(*number)),
            _ => None,
        }
    }

    /// On the wire: decimals are strings, days `YYYY-MM-DD`, spells a list of `{since, value}`.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Bool(yes) => json!(yes),
            Self::Integer(number) => json!(number),
            Self::Decimal(number) => json!(number.to_string()),
            Self::Text(text) => json!(text),
            Self::Date(date) => json!(date.to_string()),
            Self::Time(instant) => json!(instant.to_string()),
            Self::Codes(codes) => json!(codes),
            Self::Rows(rows) => Json::Array(rows.iter().map(fields_to_json).collect()),
            Self::Spells(spells) => Json::Array(
                spells
                    .iter()
                    .map(|(since, value)| {
                        json!({ "since": since.to_string(), "value": value.as_ref().map(|v| v.to_json()) })
                    })
                    .collect(),
            ),
        }
    }
}

/// A record's fields as a JSON object, fields in the order of their ids.
pub fn fields_to_json(fields: &Fields) -> Json {
    Json::Object(fields.iter().map(|(id, value)| (id.to_string(), value.to_json())).collect())
}
