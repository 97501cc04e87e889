//! The one expression language of Qianmo: CEL's syntax, exact numbers, and an unknown that is neither yes nor no.
//!
//! - [`compile`] reads a source against a [`Schema`]: parse → check types, units and codes → lower
//! - [`types`]: what a column or constant may be; the scale of a number is part of its type
//! - [`ir`]: the small typed tree all back ends run
//! - [`eval`]: the tree over a [`Block`] of up to 1,024 rows, as values and bitmaps; a record is a block of one
//! - [`sql`]: the tree as text for SQLite or PostgreSQL
//! - [`Expression::to_json`]: the tree as JSON, which the browser runs (`web/src/expr/`)
//!
//! All back ends answer alike; `cases.json` is what "alike" means, and each of them is tested with it.
//!
//! # Meaning
//! - **Numbers** are scaled 64-bit integers. `+ -` and comparisons align scales, `*` adds them (to at most
//!   [`types::MAX_SCALE`] places), `/` gives [`types::QUOTIENT_SCALE`] places rounded half away from zero, `%` is for
//!   whole numbers. What does not fit is an error, never a wrong figure; a divisor is limited to
//!   [`eval::MAX_DIVISOR`] of its smallest places.
//! - **Quantities** add and compare only with their like; a literal takes the quantity of the other side, in its base unit.
//! - **Absent** is unknown: it passes through operators and functions; `&& || !` are Kleene's; `has(x)` is always yes
//!   or no; a guard or filter passes only on true. Division by zero is absent.
//! - Every part of an expression counts as evaluated for every row, so an overflow in the branch not taken is still an
//!   error. A database may be lazier, but never returns a wrong value.
//!
//! Absent on purpose: floating point, regular expressions, loops, functions of time or chance, and the interpreter of `cel`.

pub mod check;
pub mod eval;
mod expression;
pub mod ir;
pub mod sql;
pub mod types;

pub use check::{compile, compile_bool};
pub use eval::{Block, BlockColumn, Constants, Dictionary, EvalError, Evaluated};
pub use expression::Expression;
pub use sql::{Dialect, SqlTarget};
pub use types::{Number, Schema, Type};

/// Between the chosen codes of one record, in columns and in databases.
pub const CODE_SEPARATOR: char = '\u{1f}';
