//! Spreadsheets handed in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Receipt;

/// What a spreadsheet was read as, and what became or would become of it.
#[derive(Serialize, ToSchema)]
pub struct ImportReport {
    /// The file's name.
    pub file: String,
    /// The first sheet that was read.
    pub sheet: Option<String>,
    /// All sheets that were read.
    pub sheets: Vec<String>,
    /// The row of the headings, from 1.
    pub header_row: u32,
    /// Columns and the fields they were matched with.
    pub columns: Vec<ImportColumn>,
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
    /// Persons registered along the way.
    pub persons: u64,
    /// Rows left out on purpose (合计, notes).
    pub left_out: u64,
    /// The sheet's own totals against ours.
    pub totals: Vec<ImportTotal>,
    /// Merged cells that were filled down.
    pub filled: u64,
    /// Of a whole list: records that are there and not in the list.
    pub missing: Vec<ImportMissing>,
    /// How many of those end with this import.
    pub ended: u64,
    /// All that was found wrong.
    pub findings: Vec<crate::problem::WireFinding>,
    /// What was written; empty for a preview or when nothing was.
    pub receipts: Vec<Receipt>,
}

/// A column of the sheet.
#[derive(Serialize, ToSchema)]
pub struct ImportColumn {
    /// Its number, from 1.
    pub column: u32,
    /// Its heading as it stands.
    pub heading: String,
    /// The field it was matched with.
    pub field: Option<String>,
    /// The unit its numbers are written in.
    pub measure: Option<String>,
}

/// A total that the sheet states, and what its rows come to.
#[derive(Serialize, ToSchema)]
pub struct ImportTotal {
    /// The name of its sheet.
    pub page: Option<String>,
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 1.
    pub column: u32,
    /// The heading of the column.
    pub heading: String,
    /// The unit of both numbers.
    pub measure: Option<String>,
    /// What the sheet says.
    pub sheet: String,
    /// What its rows come to.
    pub ours: String,
    /// Whether they are the same.
    pub agrees: bool,
}

/// A record that a whole list does not have.
#[derive(Serialize, ToSchema)]
pub struct ImportMissing {
    /// The book that keeps it.
    pub book: String,
    /// Its id.
    pub record: String,
    /// The unit that owns it.
    pub unit: String,
    /// What people call it.
    pub title: String,
}

/// How a spreadsheet is taken in.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// `preview` writes nothing; `run` writes; `mark` writes nothing and answers a copy of the file, what is wrong
    /// beside its cells.
    pub mode: Option<String>,
    /// Take the good rows and leave the others.
    #[serde(default)]
    pub partial: bool,
    /// The unit of all rows, where the sheet does not say.
    pub unit: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// `update` (by key, the default) or `append`.
    pub meaning: Option<String>,
    /// The rows are the whole list as of this day.
    pub snapshot: Option<String>,
    /// Of a whole list: what it does not have ends on the day.
    #[serde(default)]
    pub end_missing: bool,
    /// What headings are: a JSON object, heading → field, `unit`, or `-` for nothing.
    pub columns: Option<String>,
}
