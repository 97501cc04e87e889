//! What a file was read as, and what became of it.

use kernel::{FieldId, Finding};
use store::Receipt;

/// What a file was read as, and what became or would become of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ImportReport {
    /// The file's name.
    pub file: String,
    /// The sheet that was read; none in a CSV.
    pub sheet: Option<String>,
    /// The row of the last line of headings, from 1; 0 where none was found.
    pub header_row: u32,
    /// Columns that have a heading, and what they were taken for.
    pub columns: Vec<ColumnMatch>,
    /// Rows of data.
    pub rows: u64,
    /// Records that are new.
    pub new: u64,
    /// Records that change.
    pub changed: u64,
    /// Records that stay as they are.
    pub same: u64,
    /// Rows with errors.
    pub wrong: u64,
    /// Persons that were registered along the way.
    pub persons: u64,
    /// Rows that were left out on purpose: totals, notes.
    pub left_out: Vec<LeftOut>,
    /// All that was found, errors first by row and column.
    pub findings: Vec<Finding>,
    /// What was written, one for each book; empty for a dry run and where nothing changed.
    pub receipts: Vec<Receipt>,
}

/// A column and what it was taken for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnMatch {
    /// Its number, from 1.
    pub column: u32,
    /// Its heading, lines joined.
    pub heading: String,
    /// The field; `unit`, `steps.<id>` where it is no field; none where it is not known.
    pub field: Option<FieldId>,
    /// The unit its numbers are written in.
    pub measure: Option<String>,
}

/// A row that was left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Its number, from 1.
    pub row: u32,
    /// What it begins with.
    pub text: String,
}

impl ImportReport {
    /// Whether something is wrong with the file.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}
