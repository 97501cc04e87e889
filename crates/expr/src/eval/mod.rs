//! The tree over a block of rows: values in slices, presence and yes/no in bitmaps of 64 rows a word.

mod arithmetic;
mod bits;
mod compare;
mod dates;
mod dictionary;
mod logic;
mod one;
mod scalar;
mod text;
mod vector;

use std::{collections::BTreeMap, sync::Arc};

pub use dictionary::Dictionary;
use kernel::Value;

use crate::{expression::Expression, ir::Node, types::Type};
pub(crate) use one::evaluate_one;
pub(crate) use scalar::{Scalar, read as read_scalar};
use vector::Vector;

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
        dictionary: &'a dyn Dictionary,
        /// Which rows have one.
        present: &'a [u64],
    },
    /// Several codes a row; an entry of the dictionary is the chosen codes joined with [`crate::CODE_SEPARATOR`].
    Codes {
        /// A place in the dictionary for each row.
        codes: &'a [u32],
        /// The choices.
        dictionary: &'a dyn Dictionary,
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
    #[error("“{0}”的值与声明的类型不符")]
    WrongType(String),
}

/// The result for every row.
pub(crate) fn evaluate(
    expression: &Expression,
    block: &Block<'_>,
    constants: &Constants,
) -> Result<Evaluated, EvalError> {
    let evaluator = Evaluator::new(expression, block, constants)?;
    Ok(evaluator.run(&expression.root)?.into_evaluated(block.len))
}

/// The rows on which it is true; an expression that is no condition is true nowhere.
pub(crate) fn passes(expression: &Expression, block: &Block<'_>, constants: &Constants) -> Result<Vec<u64>, EvalError> {
    let evaluator = Evaluator::new(expression, block, constants)?;
    Ok(match evaluator.run(&expression.root)? {
        Vector::Bool { values, .. } => values.into_owned(),
        _ => bits::none(block.len),
    })
}

/// Whether the constants it reads have the types it was compiled for.
pub(crate) fn check_constants(expression: &Expression, constants: &Constants) -> Result<(), EvalError> {
    read_constants(expression, constants).map(drop)
}

fn read_constants(expression: &Expression, constants: &Constants) -> Result<Vec<Option<Scalar>>, EvalError> {
    expression
        .constants
        .iter()
        .map(|(name, ty)| match constants.get(name) {
            Some(Some(value)) => scalar::read(name, ty, value).map(Some),
            Some(None) | None => Ok(None),
        })
        .collect()
}

/// Walks the tree once; every part makes one vector.
struct Evaluator<'a> {
    expression: &'a Expression,
    block: &'a Block<'a>,
    constants: Vec<Option<Scalar>>,
}

impl<'a> Evaluator<'a> {
    fn new(expression: &'a Expression, block: &'a Block<'a>, constants: &Constants) -> Result<Self, EvalError> {
        Ok(Self { expression, block, constants: read_constants(expression, constants)? })
    }

    fn run(&self, node: &'a Node) -> Result<Vector<'a>, EvalError> {
        let len = self.block.len;
        Ok(match node {
            Node::Bool { value } => Vector::same(&Scalar::Bool(*value), len),
            Node::Int { value } => Vector::same(&Scalar::Int(*value), len),
            Node::Text { value } => Vector::same(&Scalar::Text(value.clone()), len),
            Node::Column { index } => self.column(*index)?,
            Node::Constant { index } => self.constant(*index),
            Node::Has { of } => logic::has(&self.run(of)?, len),
            Node::Not { of } => logic::not(self.run(of)?),
            Node::And { left, right } => logic::and(self.run(left)?, self.run(right)?),
            Node::Or { left, right } => logic::or(self.run(left)?, self.run(right)?),
            Node::If { condition, yes, no } => logic::choose(self.run(condition)?, self.run(yes)?, self.run(no)?, len),
            Node::Compare { test, left, right, .. } => compare::compare(*test, self.run(left)?, self.run(right)?, len),
            Node::InInts { of, items } => compare::in_ints(self.run(of)?, items, len),
            Node::InTexts { of, items } => text::in_texts(self.run(of)?, items, len),
            Node::InCodes { code, codes } => text::in_codes(self.run(code)?, self.run(codes)?, len),
            Node::Rescale { of, by } => arithmetic::rescale(self.run(of)?, *by, len)?,
            Node::Negate { of } => arithmetic::negate(self.run(of)?, len)?,
            Node::Arithmetic { with, left, right } => {
                arithmetic::arithmetic(*with, self.run(left)?, self.run(right)?, len)?
            }
            Node::Divide { left, right, shift } => arithmetic::divide(self.run(left)?, self.run(right)?, *shift, len)?,
            Node::DatePart { part, of } => dates::part(*part, self.run(of)?, len),
            Node::Age { birth, on } => dates::age(self.run(birth)?, self.run(on)?, len),
            Node::Concat { left, right } => text::concat(self.run(left)?, self.run(right)?, len),
            Node::Size { of } => text::size(self.run(of)?, len),
            Node::Find { place, of, what } => text::find(*place, self.run(of)?, self.run(what)?, len),
        })
    }

    /// Whether the block gives what the expression was compiled for is checked here, once a block.
    fn column(&self, index: usize) -> Result<Vector<'a>, EvalError> {
        let (name, ty) = &self.expression.columns[index];
        let wrong = || EvalError::WrongType(name.clone());
        let column = self.block.columns.get(index).ok_or_else(wrong)?;
        let vector = Vector::column(column, self.block.len).ok_or_else(wrong)?;
        let fits = matches!(
            (ty, column),
            (Type::Number(_) | Type::Date | Type::Time, BlockColumn::Int { .. })
                | (Type::Bool, BlockColumn::Bool { .. })
                | (Type::Text(_), BlockColumn::Text { .. })
                | (Type::Codes(_), BlockColumn::Codes { .. })
        );
        if fits { Ok(vector) } else { Err(wrong()) }
    }

    fn constant(&self, index: usize) -> Vector<'a> {
        match &self.constants[index] {
            Some(value) => Vector::same(value, self.block.len),
            None => Vector::absent(&self.expression.constants[index].1, self.block.len),
        }
    }
}
