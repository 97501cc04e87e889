//! All text that another database would say differently, and the SQL text with its binds.

pub(crate) mod postgres;
mod sqlite;

use std::borrow::Cow;

pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;

use crate::{
    cell::Cell,
    hash::{Canonical, to_hex},
};

/// What one database says in its own way.
pub(crate) trait Dialect: Send + Sync {
    /// Whether other processes write to the same database.
    fn is_shared(&self) -> bool;
    /// The tongue of expressions.
    fn expressions(&self) -> expr::Dialect;
    /// The n-th bind, from 1, and what it is; nothing where it is absent.
    fn placeholder(&self, n: usize, ty: Option<ColumnType>) -> String;
    /// The n-th bind of a statement that takes thousands, each once and in order.
    fn bulk_placeholder(&self, n: usize) -> String;
    /// The type of a column of this kind.
    fn column_type(&self, column: ColumnType) -> &'static str;
    /// What follows the closing parenthesis of a table.
    fn table_suffix(&self) -> &'static str;
    /// The same of a table that is only read and written in the order of its key.
    fn keyed_table_suffix(&self) -> &'static str;
    /// The names of a table's columns, one a row; none where there is no such table.
    fn columns_of(&self, table: &str) -> String;
    /// Whether a column is among the texts of a JSON array, given as one bind.
    fn is_among(&self, column: &str, placeholder: &str) -> String;
    /// Equal, or both absent; must be able to use an index.
    fn is_same(&self, left: &str, right: &str) -> String;
    /// Whether a text holds another, letter by letter: never `LIKE`, which SQLite asks without regard to case.
    fn finds(&self, text: &str, words: &str) -> String;
    /// The number that a text of digits says; absent where it has anything else.
    fn said_number(&self, text: &str) -> String;
    /// What an index is made of that [`Dialect::is_same`] can use.
    fn same_key(&self, column: &str) -> String;
    /// An absent value of a type.
    fn absent(&self, column: ColumnType) -> &'static str;
    /// Two sums that give `high × 2³² + low` exactly.
    fn exact_sum(&self, column: &str) -> (String, String);
    /// The bytes of a column as a text of hexadecimal digits in lower case.
    fn hex(&self, column: &str) -> String;
    /// A JSON array of these values.
    fn json_array(&self, values: &str) -> String;
    /// A subquery of the rows of a JSON array of arrays, given as one bind, with columns `c0`, `c1` … of these types.
    fn listed(&self, placeholder: &str, types: &[ColumnType]) -> String;
    /// The rows of a subquery, each one JSON, as the text of one JSON array in their order.
    fn json_rows(&self, row: &str) -> String;
    /// The most binds one statement takes.
    fn most_binds(&self) -> usize;
    /// Begins a transaction that will write.
    fn begin_write(&self) -> &'static str;
    /// What must be said before questions are put to a table that this transaction wrote much to.
    fn look_anew(&self, table: &str) -> Option<String>;
    /// Asks name and version of the database.
    fn version(&self) -> &'static str;
    /// Asks whether the file is whole, in a question that ends with how many findings at most.
    fn look_over(&self) -> Option<&'static str>;
    /// What is good to do once much was written and everybody has an answer.
    fn tidy_up(&self) -> Option<&'static str>;
}

/// Types of columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ColumnType {
    Int,
    Text,
    Bytes,
}

/// SQL text and its binds, one clause a line.
pub(crate) struct Sql {
    dialect: &'static dyn Dialect,
    pub text: String,
    pub binds: Vec<Cell>,
}

impl Sql {
    pub fn new(dialect: &'static dyn Dialect) -> Self {
        Self { dialect, text: String::new(), binds: Vec::new() }
    }

    /// Adds a clause.
    pub fn line(&mut self, clause: impl AsRef<str>) -> &mut Self {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(clause.as_ref());
        self
    }

    /// Binds a value; answers how the text calls it.
    pub fn bind(&mut self, cell: Cell) -> String {
        let ty = match &cell {
            Cell::Null => None,
            Cell::Int(_) => Some(ColumnType::Int),
            Cell::Text(_) => Some(ColumnType::Text),
            Cell::Blob(_) => Some(ColumnType::Bytes),
        };
        self.binds.push(cell);
        self.dialect.placeholder(self.binds.len(), ty)
    }

    pub fn bind_text(&mut self, text: impl AsRef<str>) -> String {
        self.bind(Cell::text(text.as_ref()))
    }

    pub fn bind_int(&mut self, number: i64) -> String {
        self.bind(Cell::Int(number))
    }

    pub fn dialect(&self) -> &'static dyn Dialect {
        self.dialect
    }
}

/// A name as SQL quotes it. Names come from packs; none of them can end the quotes.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", named(name).replace('"', "\"\""))
}

/// The longest name that PostgreSQL does not cut off without a word.
const LONGEST: usize = 63;

/// A name as the database keeps it: one that is too long ends with what tells it from others that begin alike.
pub(crate) fn named(name: &str) -> Cow<'_, str> {
    if name.len() <= LONGEST {
        return Cow::Borrowed(name);
    }
    let tail = to_hex(&Canonical::of(name).hash());
    let head = name.floor_char_boundary(LONGEST - 9);
    Cow::Owned(format!("{}_{}", &name[..head], &tail[..8]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_never_cut_off_by_the_database() {
        let long = |end: char| format!("st__{}{end}", "a".repeat(59));
        assert_eq!(named("st__close"), "st__close");
        assert_eq!(named(&long('x')).len(), LONGEST);
        assert_ne!(named(&long('x')), named(&long('y')));
        assert!(named(&"村".repeat(30)).len() <= LONGEST);
    }
}
