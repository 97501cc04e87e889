//! What a column, a constant or a result may be.

use std::{collections::BTreeMap, sync::Arc};

use kernel::Quantity;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// The most places a number may have.
pub const MAX_SCALE: u8 = 12;

/// The places of every quotient.
pub const QUOTIENT_SCALE: u8 = 6;

/// The type of a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Type {
    /// 是/否.
    Bool,
    /// An exact number.
    Number(Number),
    /// Text, or one code of a list: then with the codes allowed.
    Text(Option<Arc<[String]>>),
    /// A day.
    Date,
    /// A moment.
    Time,
    /// Several codes of a list, with the codes allowed where they are known.
    Codes(Option<Arc<[String]>>),
}

/// The type of a number: integers have scale 0, money scale 2 and `Quantity::Money` (元).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Number {
    /// Decimal places.
    pub scale: u8,
    /// What it measures, in the base unit; `None` for counts and rates.
    pub quantity: Option<Quantity>,
}

/// The names an expression may use. Where a column and a constant share a name, it means the column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Schema {
    /// What differs from row to row; names may contain points (`steps.close`).
    pub columns: BTreeMap<String, Type>,
    /// What is the same for all rows: `today`, `actor.person`, `period.first`; `param('a.b')` is `param.a.b`.
    pub constants: BTreeMap<String, Type>,
}

impl Type {
    /// A whole number that measures nothing.
    pub const INTEGER: Type = Type::Number(Number { scale: 0, quantity: None });

    /// 元 with two places.
    pub const MONEY: Type = Type::Number(Number { scale: 2, quantity: Some(Quantity::Money) });

    /// A number of these places that measures nothing.
    pub const fn decimal(scale: u8) -> Self {
        Self::Number(Number { scale, quantity: None })
    }

    /// A number of these places in the base unit of a quantity.
    pub const fn quantity(scale: u8, quantity: Quantity) -> Self {
        Self::Number(Number { scale, quantity: Some(quantity) })
    }

    /// Any text.
    pub const fn text() -> Self {
        Self::Text(None)
    }

    /// One code of these.
    pub fn code<S: Into<String>>(codes: impl IntoIterator<Item = S>) -> Self {
        Self::Text(Some(codes.into_iter().map(Into::into).collect()))
    }

    /// Several codes of these.
    pub fn codes<S: Into<String>>(codes: impl IntoIterator<Item = S>) -> Self {
        Self::Codes(Some(codes.into_iter().map(Into::into).collect()))
    }

    /// The number's type, where it is one.
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Its name in sentences for people.
    pub fn name(&self) -> String {
        match self {
            Self::Bool => "是否".to_owned(),
            Self::Number(Number { quantity: Some(quantity), .. }) => format!("数（{}）", quantity.base()),
            Self::Number(Number { scale: 0, .. }) => "整数".to_owned(),
            Self::Number(_) => "小数".to_owned(),
            Self::Text(None) => "文字".to_owned(),
            Self::Text(Some(_)) => "选项".to_owned(),
            Self::Date => "日期".to_owned(),
            Self::Time => "时间".to_owned(),
            Self::Codes(_) => "多个选项".to_owned(),
        }
    }
}

impl Schema {
    /// An empty schema, to which names are added.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a column.
    pub fn column(mut self, name: impl Into<String>, ty: Type) -> Self {
        self.columns.insert(name.into(), ty);
        self
    }

    /// With a constant.
    pub fn constant(mut self, name: impl Into<String>, ty: Type) -> Self {
        self.constants.insert(name.into(), ty);
        self
    }
}

/// `{"kind": "number", "scale": 2, "quantity": "money"}`; lists of codes stay behind, for no back end needs them.
impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let kind = match self {
            Self::Bool => "bool",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Date => "date",
            Self::Time => "time",
            Self::Codes(_) => "codes",
        };
        map.serialize_entry("kind", kind)?;
        if let Self::Number(number) = self {
            map.serialize_entry("scale", &number.scale)?;
            if let Some(quantity) = &number.quantity {
                map.serialize_entry("quantity", quantity)?;
            }
        }
        map.end()
    }
}
