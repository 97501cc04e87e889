//! Spreadsheets handed in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FieldChange, Receipt, ToldBy, shapes};

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
    /// Sheets that bring the rows of tables, and what they do to the records they belong to.
    pub children: Vec<ImportChild>,
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
    /// Rows left out on purpose, and why.
    pub left_out: Vec<ImportLeftOut>,
    /// The sheet's own totals against ours.
    pub totals: Vec<ImportTotal>,
    /// Merged cells that were filled down.
    pub filled: u64,
    /// Cells that were put right in the page.
    pub mended: u64,
    /// Records that are new or change, the first hundred of each.
    pub touched: Vec<ImportTouched>,
    /// Of a whole list: records that are there and not in the list.
    pub missing: Vec<ImportMissing>,
    /// How many of those end with this import.
    pub ended: u64,
    /// The first rows of data, as they stand.
    pub sample: Vec<ImportRow>,
    /// Rows with errors, as they stand, the first three hundred.
    pub wrong_rows: Vec<ImportRow>,
    /// All that was found wrong.
    pub findings: Vec<crate::problem::WireFinding>,
    /// What was written; empty for a preview or when nothing was.
    pub receipts: Vec<Receipt>,
}

/// A sheet that brings the rows of a table. Rows that are given for a record take the place of those it has.
#[derive(Serialize, ToSchema)]
pub struct ImportChild {
    /// The field that holds the table.
    pub field: String,
    /// The table's name.
    pub name: String,
    /// The sheet.
    pub sheet: String,
    /// The row of its headings, from 1.
    pub header_row: u32,
    /// Its columns; those that name the record are `parent.` and its field.
    pub columns: Vec<ImportColumn>,
    /// The first rows of data, as they stand.
    pub sample: Vec<ImportRow>,
    /// Rows of data.
    pub rows: u64,
    /// Records that are given rows.
    pub records: u64,
    /// How many rows of the table those have now.
    pub before: u64,
    /// How many they will have.
    pub after: u64,
    /// How many of these records will have fewer than now.
    pub fewer: u64,
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
    /// What of it: `field` its value, `number_of` the ID number of the person in it, `since` from when it holds, `unit`,
    /// `above` a unit above it, `step` the day of a step, `step_by` who took it, `nothing`, `named` nothing, as no cell can
    /// bring it (files, the rows of a table), or `unknown`.
    pub brings: String,
    /// The word of the ledger by which its heading is known: a name, an alias or an id; null where a person said it.
    pub word: Option<String>,
    /// Who says so: `heading`, `said` in this request, or `remembered` from one before.
    pub source: String,
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
    /// By how much they differ.
    pub differs: String,
    /// Whether they are the same.
    pub agrees: bool,
    /// Rows to look at first where they are not.
    pub look: Vec<u32>,
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

/// A row that was left out.
#[derive(Serialize, ToSchema)]
pub struct ImportLeftOut {
    /// Its sheet.
    pub sheet: Option<String>,
    /// Its number, from 1.
    pub row: u32,
    /// What it begins with.
    pub text: String,
    /// `total`, `note`, `continued` (the lower half of a merged record) or `chosen`.
    pub why: String,
}

/// A record that a row makes or changes.
#[derive(Serialize, ToSchema)]
pub struct ImportTouched {
    /// Its sheet.
    pub sheet: Option<String>,
    /// The number of its row, from 1.
    pub row: u32,
    /// `new` or `changed`.
    pub becomes: String,
    /// The unit that owns it.
    pub unit: String,
    /// What people call it.
    pub title: String,
    /// Of one that changes: old and new of each field, masked where personal.
    pub changes: Vec<FieldChange>,
}

/// A row as it stands in the file.
#[derive(Serialize, ToSchema)]
pub struct ImportRow {
    /// Its sheet.
    pub sheet: Option<String>,
    /// Its number, from 1.
    pub row: u32,
    /// Its cells from the first column on.
    pub cells: Vec<String>,
    /// Columns, from 1, that are blank here and say what the merged cell above says.
    pub filled: Vec<u32>,
}

/// How far an import is.
#[derive(Serialize, ToSchema)]
pub struct ImportProgress {
    /// `opening`, `reading`, `checking`, `writing` (it can no longer be stopped) or `done`.
    pub stage: String,
    /// Rows done in this stage.
    pub done: u64,
    /// Rows there are; 0 where that is not known.
    pub of: u64,
}

/// A spreadsheet and how it is to be taken in. Only described: the parts are read one by one.
#[derive(ToSchema)]
pub struct ImportForm {
    /// The file; its name comes with it.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
    /// JSON.
    #[schema(required = false, nullable = false)]
    pub options: Option<ImportOptions>,
}

/// How a spreadsheet is taken in.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportOptions {
    /// `preview` (the default) writes nothing; `run` writes; `mark` writes nothing and answers a copy of the file, what
    /// is wrong beside its cells.
    #[schema(pattern = "^(preview|run|mark)?$")]
    pub mode: Option<String>,
    /// The client's key for asking how far it is; a new one each time.
    pub request: Option<String>,
    /// `update` (by key, the default), `append`, or `snapshot`: the rows are the whole list as of `day`.
    #[schema(pattern = "^(update|append|snapshot)?$")]
    pub meaning: Option<String>,
    /// The day of a whole list.
    #[schema(value_type = Option<shapes::DayOrNone>)]
    pub day: Option<String>,
    /// Of a whole list: what it does not have ends on the day.
    #[serde(default)]
    pub end_missing: bool,
    /// Take the good rows and leave the others.
    #[serde(default)]
    pub partial: bool,
    /// The unit of all rows, whatever the sheet says.
    pub unit: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What headings are: heading → field, `unit`, or `-` for nothing. Kept for the next time.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// The same of sheets that bring the rows of tables, by the field that holds the table: heading → column, `parent.` and the
    /// field by which the record is named, `unit`, or `-`.
    #[serde(default)]
    pub tables: BTreeMap<String, BTreeMap<String, String>>,
    /// Cells that were put right in the page.
    #[serde(default)]
    pub mends: Vec<ImportMend>,
    /// Rows that are not to be taken in.
    #[serde(default)]
    pub leave_out: Vec<ImportSpot>,
    /// Who told all of it, where that is not who imports.
    pub told: Option<ToldBy>,
}

/// A cell, written anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportMend {
    /// Its sheet; where absent, the first.
    pub sheet: Option<String>,
    /// Its row, from 1.
    #[schema(value_type = i64, minimum = 0, maximum = 4_294_967_295_i64)]
    pub row: u32,
    /// Its column, from 1.
    #[schema(value_type = i64, minimum = 0, maximum = 4_294_967_295_i64)]
    pub column: u32,
    /// What it is to say; blank empties it.
    pub text: String,
}

/// A row of the file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportSpot {
    /// Its sheet; where absent, the first.
    pub sheet: Option<String>,
    /// Its number, from 1.
    #[schema(value_type = i64, minimum = 0, maximum = 4_294_967_295_i64)]
    pub row: u32,
}
