//! All text that another database would say differently, and the SQL text with its binds.

mod sqlite;

pub(crate) use sqlite::Sqlite;

use crate::cell::Cell;

/// What one database says in its own way.
pub(crate) trait Dialect: Send + Sync {
    /// The tongue of expressions.
    fn expressions(&self) -> expr::Dialect;
    /// The n-th bind, from 1.
    fn placeholder(&self, n: usize) -> String;
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
    /// Two sums that give `high × 2³² + low` exactly.
    fn exact_sum(&self, column: &str) -> (String, String);
    /// The most binds one statement takes.
    fn most_binds(&self) -> usize;
    /// Begins a transaction that will write.
    fn begin_write(&self) -> &'static str;
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
        self.binds.push(cell);
        self.dialect.placeholder(self.binds.len())
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
    format!("\"{}\"", name.replace('"', "\"\""))
}
