//! Fields: what one piece of a record is, who may read it, how it is kept.

use expr::Expression;
use indexmap::IndexMap;
use kernel::{CodeListId, FieldId, LedgerId, LevelId, Measure, Quantity};
use serde::Serialize;

/// A field of a ledger. Its id, type, scale and quantity never change.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Field {
    /// Its id within the ledger.
    pub id: FieldId,
    /// The word people see.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: FieldType,
    /// Whether a record must have it.
    pub required: bool,
    /// A record for which this is true must have it.
    pub required_if: Option<Expression>,
    /// The field is asked only where this is true.
    pub show_if: Option<Expression>,
    /// What a new or edited record must satisfy.
    pub check: Option<Check>,
    /// Other headings under which spreadsheets bring it.
    pub aliases: Vec<String>,
    /// Who reads it.
    pub privacy: Privacy,
    /// Kept encrypted, found only by its exact value.
    pub sealed: bool,
    /// Keeps spells: from that day on, this value.
    pub dated: bool,
    /// The unit it is written and shown in: 万元, 亩.
    #[serde(rename = "in")]
    pub measure: Option<Measure>,
    /// What a new record starts with, as text that the type reads.
    pub default: Option<String>,
    /// What a new record starts with once it is said what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefill: Option<Prefill>,
    /// The number the house gives a new record where nobody typed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Numbering>,
    /// One sentence for the person who fills it.
    pub help: Option<String>,
    /// The ended field it takes the place of.
    pub replaces: Option<FieldId>,
}

/// Where a form takes a value from that is known already: `household.phone` is the phone of the record that the field
/// `household` refers to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Prefill {
    /// The field of this ledger that says which record.
    pub by: FieldId,
    /// The field of that record.
    pub from: FieldId,
}

/// How the house numbers new records: `YH{year}-{seq:3}` gives `YH2026-001`, `YH2026-002` … (ADR 0045).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Numbering {
    /// What stands before the running number.
    pub before: Vec<NumberPart>,
    /// Places of the running number, 1 to 9; smaller ones are filled up with noughts.
    pub digits: u32,
    /// Among which records it runs.
    pub per: NumberedPer,
}

/// A part of a number before what runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberPart {
    /// As it stands.
    Text(String),
    /// The year of the day that places the record; every year begins anew.
    Year,
}

/// Among which records a number runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberedPer {
    /// All of the book: of one township.
    #[default]
    Book,
    /// Those of one unit.
    Unit,
}

/// A condition with the sentence a person sees when it fails.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Check {
    /// Must not be false; absent passes, as `required` asks for presence.
    pub expression: Expression,
    /// What to say.
    pub message: String,
}

/// What a field may hold.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A whole number.
    Integer,
    /// A number with a fixed number of places, measuring something or nothing.
    Decimal {
        /// Places after the point, 0 to 6.
        scale: u8,
        /// What it measures; kept in that quantity's base unit.
        quantity: Option<Quantity>,
    },
    /// Money: kept in 分, computed in 元.
    Money,
    /// One code of a list.
    Choice(CodeListId),
    /// Several codes of a list.
    Choices(CodeListId),
    /// 是/否.
    Bool,
    /// A day.
    Date,
    /// A moment.
    Time,
    /// An opaque reference to the identity register.
    Person,
    /// A record of a ledger.
    Reference(LedgerId),
    /// An administrative unit, of this level where one is named.
    Unit(Option<LevelId>),
    /// A mobile phone number.
    Phone,
    /// A resident ID number.
    IdNumber,
    /// A unified social credit code.
    CreditCode,
    /// A file, by its digest.
    File,
    /// A photo, by its digest.
    Photo,
    /// GeoJSON in CGCS2000.
    Point,
    /// GeoJSON in CGCS2000.
    Line,
    /// GeoJSON in CGCS2000.
    Polygon,
    /// Child rows.
    Table(IndexMap<FieldId, Field>),
}

/// Who reads a field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Privacy {
    /// Anybody, also in public notices that list it.
    Open,
    /// Staff within the scope.
    #[default]
    Internal,
    /// Masked until opened for a stated purpose.
    Personal,
    /// As personal, and only for those who serve.
    Sensitive,
}

impl Privacy {
    /// As packs write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Internal => "internal",
            Self::Personal => "personal",
            Self::Sensitive => "sensitive",
        }
    }
}

impl Field {
    /// Whether a person must fill it in: what the house numbers may be left empty.
    pub fn is_demanded(&self) -> bool {
        self.required && self.number.is_none()
    }
}

impl FieldType {
    /// The type expressions see; `None` for what expressions cannot read (tables, geometries).
    /// `codes` gives the codes of a list, ended ones included.
    pub fn expression_type(&self, codes: &dyn Fn(&str) -> Option<std::sync::Arc<[String]>>) -> Option<expr::Type> {
        use expr::{Number, Type};
        Some(match self {
            Self::Integer => Type::Number(Number { scale: 0, quantity: None }),
            Self::Decimal { scale, quantity } => Type::Number(Number { scale: *scale, quantity: *quantity }),
            Self::Money => Type::Number(Number { scale: 2, quantity: Some(Quantity::Money) }),
            Self::Choice(list) => Type::Text(codes(list.as_str())),
            Self::Choices(list) => Type::Codes(codes(list.as_str())),
            Self::Bool => Type::Bool,
            Self::Date => Type::Date,
            Self::Time => Type::Time,
            Self::Table(_) | Self::Point | Self::Line | Self::Polygon => return None,
            _ => Type::Text(None),
        })
    }

    /// Places after the point in storage, for numbers.
    pub fn scale(&self) -> Option<u8> {
        match self {
            Self::Integer => Some(0),
            Self::Decimal { scale, .. } => Some(*scale),
            Self::Money => Some(2),
            _ => None,
        }
    }

    /// What numbers of this type measure.
    pub fn quantity(&self) -> Option<Quantity> {
        match self {
            Self::Decimal { quantity, .. } => *quantity,
            Self::Money => Some(Quantity::Money),
            _ => None,
        }
    }
}
