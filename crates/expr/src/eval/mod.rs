//! The tree over a block of rows: values in slices, presence and yes/no in bitmaps of 64 rows a word.

use std::{collections::BTreeMap, sync::Arc};

use kernel::Value;

use crate::{expression::Expression, types::Type};

/// The largest divisor, counted in its smallest places. The limit lets every back end divide exactly in 64 bits.
pub const MAX_DIVISOR: i64 = 900_000_000_000_000_000;

/// The values of constants; one that is not there is absent, as is `None`.
pub type Constants = BTreeMap<String, Option<Value>>;

/// Up to 1,024 rows, with a column for each of [`Expression::columns`], in that order.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The number of rows.
    pub len: usize,
    /// The columns.
    pub columns: Vec<BlockColumn<'a>>,
}

/// One column of a block. `present` and bool `values` are bitmaps, 64 rows a word, the first row in the lowest bit;
/// what a slice holds for an absent row does not matter.
#[derive(Clone, Debug)]
pub enum BlockColumn<'a> {
    /// Numbers at the scale of their type, days since 1970-01-01, moments in milliseconds.
    Int {
        /// One a row.
        values: &'a [i64],
        /// Which rows have one.
        present: &'a [u64],
    },
    /// Yes or no.
    Bool {
        /// Which rows say yes.
        values: &'a [u64],
        /// Which rows say anything.
        present: &'a [u64],
    },
    /// Text, each different one once in the dictionary.
    Text {
        /// A place in the dictionary for each row.
        codes: &'a [u32],
        /// The texts.
        dictionary: &'a [Arc<str>],
        /// Which rows have one.
        present: &'a [u64],
    },
    /// Several codes a row; an entry of the dictionary is the chosen codes joined with [`crate::CODE_SEPARATOR`].
    Codes {
        /// A place in the dictionary for each row.
        codes: &'a [u32],
        /// The choices.
        dictionary: &'a [Arc<str>],
        /// Which rows have one.
        present: &'a [u64],
    },
}

/// The result for every row of a block; `present` as in [`BlockColumn`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Evaluated {
    /// Numbers at the scale of the expression's type, days, moments. What stands for an absent row does not matter.
    Int {
        /// One a row.
        values: Vec<i64>,
        /// Which rows have one.
        present: Vec<u64>,
    },
    /// Yes or no.
    Bool {
        /// Which rows say yes.
        values: Vec<u64>,
        /// Which rows say anything.
        present: Vec<u64>,
    },
    /// Text and joined codes.
    Text {
        /// One a row.
        values: Vec<Arc<str>>,
        /// Which rows have one.
        present: Vec<u64>,
    },
}

/// Why an expression has no result.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EvalError {
    /// A number beyond 64 bits, a day beyond 32, or a divisor beyond [`MAX_DIVISOR`].
    #[error("计算结果超出可以表示的范围")]
    Overflow,
    /// A column or constant does not hold what the expression was compiled for.
    #[error("「{0}」的值与声明的类型不符")]
    WrongType(String),
}

pub(crate) fn evaluate(_: &Expression, _: &Block<'_>, _: &Constants) -> Result<Evaluated, EvalError> {
    Err(EvalError::Overflow)
}
pub(crate) fn passes(_: &Expression, _: &Block<'_>, _: &Constants) -> Result<Vec<u64>, EvalError> {
    Err(EvalError::Overflow)
}
pub(crate) fn evaluate_one(
    _: &Expression,
    _: &dyn Fn(&str) -> Option<Value>,
    _: &Constants,
) -> Result<Option<Value>, EvalError> {
    Err(EvalError::Overflow)
}
pub(crate) fn check_constants(_: &Expression, _: &Constants) -> Result<(), EvalError> {
    Ok(())
}
#[allow(dead_code)]
fn unused(_: Type) {}
