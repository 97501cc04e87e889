//! The typed tree that all back ends run. Types are settled before it is made: scales are aligned by [`Node::Rescale`],
//! and each operator says what it works on, so that no back end asks for a type again.

use std::sync::Arc;

use serde::{Serialize, Serializer};

/// One part of an expression. Numbers, days and moments are 64-bit integers here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Node {
    /// Yes or no.
    Bool {
        /// Which.
        value: bool,
    },
    /// A number at the scale its place needs, a day, or a moment.
    Int {
        /// Written as a string in JSON, for browsers count exactly only to 2⁵³.
        #[serde(serialize_with = "as_text")]
        value: i64,
    },
    /// Text.
    Text {
        /// The text; it holds no NUL.
        value: Arc<str>,
    },
    /// The column of this number in [`crate::Expression::columns`].
    Column {
        /// Its place in the list.
        index: usize,
    },
    /// The constant of this number in [`crate::Expression::constants`].
    Constant {
        /// Its place in the list.
        index: usize,
    },
    /// Whether a column or constant is present.
    Has {
        /// [`Node::Column`] or [`Node::Constant`].
        of: Box<Node>,
    },
    /// Kleene's not.
    Not {
        /// A bool.
        of: Box<Node>,
    },
    /// Kleene's and.
    And {
        /// A bool.
        left: Box<Node>,
        /// A bool.
        right: Box<Node>,
    },
    /// Kleene's or.
    Or {
        /// A bool.
        left: Box<Node>,
        /// A bool.
        right: Box<Node>,
    },
    /// `condition ? yes : no`; absent if the condition is.
    If {
        /// A bool.
        condition: Box<Node>,
        /// If true.
        yes: Box<Node>,
        /// If false.
        no: Box<Node>,
    },
    /// A comparison of two values of one kind.
    Compare {
        /// How.
        test: Test,
        /// What both sides are.
        kind: Kind,
        /// The left side.
        left: Box<Node>,
        /// The right side.
        right: Box<Node>,
    },
    /// Whether a number, day or moment is one of these.
    InInts {
        /// What is looked for.
        of: Box<Node>,
        /// Where.
        #[serde(serialize_with = "as_texts")]
        items: Vec<i64>,
    },
    /// Whether a text is one of these.
    InTexts {
        /// What is looked for.
        of: Box<Node>,
        /// Where.
        items: Vec<Arc<str>>,
    },
    /// Whether a code is among those chosen.
    InCodes {
        /// A text.
        code: Box<Node>,
        /// Codes joined with [`crate::CODE_SEPARATOR`].
        codes: Box<Node>,
    },
    /// The integer times 10^by, checked.
    Rescale {
        /// An integer.
        of: Box<Node>,
        /// Places gained.
        by: u8,
    },
    /// `-x`, checked.
    Negate {
        /// An integer.
        of: Box<Node>,
    },
    /// An operation on two integers, checked.
    Arithmetic {
        /// Which.
        with: Arithmetic,
        /// The left side.
        left: Box<Node>,
        /// The right side.
        right: Box<Node>,
    },
    /// `left × 10^shift / right`, rounded half away from zero; a negative shift multiplies the divisor instead.
    Divide {
        /// The dividend.
        left: Box<Node>,
        /// The divisor.
        right: Box<Node>,
        /// So that the quotient has [`crate::types::QUOTIENT_SCALE`] places.
        shift: i8,
    },
    /// Year, month or day of a day.
    DatePart {
        /// Which.
        part: DatePart,
        /// A day.
        of: Box<Node>,
    },
    /// Completed years.
    Age {
        /// The day of birth.
        birth: Box<Node>,
        /// The day asked about.
        on: Box<Node>,
    },
    /// Two texts, one after the other.
    Concat {
        /// The first.
        left: Box<Node>,
        /// The second.
        right: Box<Node>,
    },
    /// The number of characters (Unicode scalar values).
    Size {
        /// A text.
        of: Box<Node>,
    },
    /// Whether a text holds another.
    Find {
        /// Where.
        place: FindPlace,
        /// The text searched.
        of: Box<Node>,
        /// The text looked for.
        what: Box<Node>,
    },
}

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// How values lie in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Numbers, days, moments.
    Int,
    /// Yes or no.
    Bool,
    /// Text and joined codes.
    Text,
}

/// Operations on two integers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `%`, truncated: the sign is the dividend's. By zero absent.
    Remainder,
    /// A day so many days later; must stay a day (32 bits).
    AddDays,
    /// A day so many days earlier; must stay a day (32 bits).
    SubtractDays,
}

/// Parts of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePart {
    /// The year.
    Year,
    /// The month, 1–12.
    Month,
    /// The day of the month, 1–31.
    Day,
}

/// Where a text is looked for in another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindPlace {
    /// Anywhere.
    Anywhere,
    /// At its beginning.
    Start,
    /// At its end.
    End,
}

impl Node {
    /// An integer.
    pub fn int(value: i64) -> Self {
        Self::Int { value }
    }

    /// The parts directly below.
    pub fn children(&self) -> Vec<&Node> {
        match self {
            Self::Bool { .. } | Self::Int { .. } | Self::Text { .. } | Self::Column { .. } | Self::Constant { .. } => {
                Vec::new()
            }
            Self::Has { of }
            | Self::Not { of }
            | Self::InInts { of, .. }
            | Self::InTexts { of, .. }
            | Self::Rescale { of, .. }
            | Self::Negate { of }
            | Self::DatePart { of, .. }
            | Self::Size { of } => vec![of],
            Self::And { left, right }
            | Self::Or { left, right }
            | Self::Compare { left, right, .. }
            | Self::Arithmetic { left, right, .. }
            | Self::Divide { left, right, .. }
            | Self::Concat { left, right } => vec![left, right],
            Self::InCodes { code, codes } => vec![code, codes],
            Self::Age { birth, on } => vec![birth, on],
            Self::Find { of, what, .. } => vec![of, what],
            Self::If { condition, yes, no } => vec![condition, yes, no],
        }
    }

    /// How many parts stand on top of one another.
    pub fn depth(&self) -> usize {
        1 + self.children().into_iter().map(Node::depth).max().unwrap_or_default()
    }
}

fn as_text<S: Serializer>(value: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn as_texts<S: Serializer>(values: &[i64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(i64::to_string))
}
