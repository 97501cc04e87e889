//! Spreadsheets handed in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Receipt;

/// What a spreadsheet was read as, and what became or would become of it.
#[derive(Serialize, ToSchema)]
pub struct ImportReport {
    /// The file's name.
    pub file: String,
    /// The sheet that was read.
    pub sheet: Option<String>,
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

/// How a spreadsheet is taken in.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// `preview` writes nothing; `run` writes.
    pub mode: Option<String>,
    /// Take the good rows and leave the others.
    #[serde(default)]
    pub partial: bool,
    /// The unit of all rows, where the sheet does not say.
    pub unit: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}
