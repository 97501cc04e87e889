//! What a part of the tree is for all rows of a block. One value for all rows is kept as one,
//! so that comparing a column with a literal needs no second column.

use std::{borrow::Cow, sync::Arc};

use super::{
    BlockColumn, Dictionary, Evaluated,
    bits::{self, Bits},
    scalar::{self, Scalar},
};
use crate::types::Type;

/// Values and presence. The `values` of a bool are a part of its `present`.
pub(super) enum Vector<'a> {
    Int { values: Ints<'a>, present: Bits<'a> },
    Bool { values: Bits<'a>, present: Bits<'a> },
    Text { values: Texts<'a>, present: Bits<'a> },
}

/// Integers of the rows.
pub(super) enum Ints<'a> {
    Each(Cow<'a, [i64]>),
    Same(i64),
}

/// Texts of the rows.
pub(super) enum Texts<'a> {
    Coded { codes: &'a [u32], dictionary: &'a dyn Dictionary },
    Each(Vec<Arc<str>>),
    Same(Arc<str>),
}

impl<'a> Vector<'a> {
    /// One value for all rows.
    pub fn same(value: &Scalar, len: usize) -> Self {
        let present = Cow::Owned(bits::all(len));
        match value {
            Scalar::Int(value) => Self::Int { values: Ints::Same(*value), present },
            Scalar::Text(text) => Self::Text { values: Texts::Same(text.clone()), present },
            Scalar::Bool(true) => Self::Bool { values: present.clone(), present },
            Scalar::Bool(false) => Self::Bool { values: Cow::Owned(bits::none(len)), present },
        }
    }

    /// Nothing on any row.
    pub fn absent(ty: &Type, len: usize) -> Self {
        let present: Bits<'a> = Cow::Owned(bits::none(len));
        match ty {
            Type::Bool => Self::Bool { values: present.clone(), present },
            Type::Number(_) | Type::Date | Type::Time => Self::Int { values: Ints::Same(0), present },
            Type::Text(_) | Type::Codes(_) => Self::Text { values: Texts::Same(Arc::from("")), present },
        }
    }

    /// A column of the block; `None` if it is shorter than the block.
    pub fn column(column: &BlockColumn<'a>, len: usize) -> Option<Self> {
        Some(match column {
            BlockColumn::Int { values, present } => {
                Self::Int { values: Ints::Each(Cow::Borrowed(values.get(..len)?)), present: bits::read(present, len)? }
            }
            BlockColumn::Bool { values, present } => {
                let present = bits::read(present, len)?;
                Self::Bool { values: bits::and(bits::read(values, len)?, &present), present }
            }
            BlockColumn::Text { codes, dictionary, present } | BlockColumn::Codes { codes, dictionary, present } => {
                Self::Text {
                    values: Texts::Coded { codes: codes.get(..len)?, dictionary: *dictionary },
                    present: bits::read(present, len)?,
                }
            }
        })
    }

    /// Which rows have a value.
    pub fn present(&self) -> &Bits<'a> {
        match self {
            Self::Int { present, .. } | Self::Bool { present, .. } | Self::Text { present, .. } => present,
        }
    }

    /// As integers. The checker lets nothing else through to where this is asked; it would be absent.
    pub fn into_ints(self, len: usize) -> (Ints<'a>, Bits<'a>) {
        match self {
            Self::Int { values, present } => (values, present),
            _ => (Ints::Same(0), Cow::Owned(bits::none(len))),
        }
    }

    /// As texts, like [`Vector::into_ints`].
    pub fn into_texts(self, len: usize) -> (Texts<'a>, Bits<'a>) {
        match self {
            Self::Text { values, present } => (values, present),
            _ => (Texts::Same(Arc::from("")), Cow::Owned(bits::none(len))),
        }
    }

    /// A bool whose values may stand on absent rows.
    pub fn bool(values: Vec<u64>, present: Bits<'a>) -> Self {
        Self::Bool { values: bits::and(Cow::Owned(values), &present), present }
    }

    /// As the caller gets it.
    pub fn into_evaluated(self, len: usize) -> Evaluated {
        match self {
            Self::Int { values: Ints::Each(values), present } => {
                Evaluated::Int { values: values.into_owned(), present: present.into_owned() }
            }
            Self::Int { values: Ints::Same(value), present } => {
                Evaluated::Int { values: vec![value; len], present: present.into_owned() }
            }
            Self::Bool { values, present } => {
                Evaluated::Bool { values: values.into_owned(), present: present.into_owned() }
            }
            Self::Text { values, present } => {
                Evaluated::Text { values: values.into_rows(len), present: present.into_owned() }
            }
        }
    }
}

impl Ints<'_> {
    /// The integer of a row.
    pub fn get(&self, row: usize) -> i64 {
        match self {
            Self::Each(values) => values[row],
            Self::Same(value) => *value,
        }
    }
}

impl Texts<'_> {
    /// The text of a row; absent rows may have any.
    pub fn get(&self, row: usize) -> &str {
        match self {
            Self::Coded { codes, dictionary } => dictionary.text(codes[row]).unwrap_or_default(),
            Self::Each(values) => &values[row],
            Self::Same(text) => text,
        }
    }

    /// A text for each row.
    pub fn into_rows(self, len: usize) -> Vec<Arc<str>> {
        match self {
            Self::Coded { codes, dictionary } => {
                codes.iter().map(|code| Arc::from(dictionary.text(*code).unwrap_or_default())).collect()
            }
            Self::Each(values) => values,
            Self::Same(text) => vec![text; len],
        }
    }
}

impl Evaluated {
    /// Which rows have a result.
    pub fn present(&self) -> &[u64] {
        match self {
            Self::Int { present, .. } | Self::Bool { present, .. } | Self::Text { present, .. } => present,
        }
    }

    /// The result of a row as people's value, by the type of the expression; `None` is absent.
    pub fn value(&self, row: usize, ty: &Type) -> Option<kernel::Value> {
        if !bits::get(self.present(), row) {
            return None;
        }
        let scalar = match self {
            Self::Int { values, .. } => Scalar::Int(values[row]),
            Self::Bool { values, .. } => Scalar::Bool(bits::get(values, row)),
            Self::Text { values, .. } => Scalar::Text(values[row].clone()),
        };
        scalar::write(ty, scalar)
    }
}
