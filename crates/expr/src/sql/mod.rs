//! The tree as SQL.

use crate::{eval::Constants, expression::Expression};

/// Which database the text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// SQLite 3.38 or later.
    Sqlite,
    /// PostgreSQL 12 or later.
    Postgres,
}

/// Where an expression is written into SQL.
#[derive(Clone, Copy)]
pub struct SqlTarget<'a> {
    /// Which database.
    pub dialect: Dialect,
    /// How a column is written: a qualified, quoted name or any expression in parentheses.
    pub column: &'a dyn Fn(&str) -> String,
    /// The values written into the text.
    pub constants: &'a Constants,
}

pub(crate) fn render(_: &Expression, _: &SqlTarget<'_>) -> String {
    "NULL".to_owned()
}
