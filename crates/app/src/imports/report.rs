//! What a file was read as, and what became of it.

use kernel::{BookId, Decimal, FieldId, Finding, RecordId, UnitId};
use store::Receipt;

use crate::records::FieldChange;

/// What a file was read as, and what became or would become of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ImportReport {
    /// The file's name.
    pub file: String,
    /// The first sheet that was read; none in a CSV.
    pub sheet: Option<String>,
    /// All sheets that were read: those with the same headings are read as one.
    pub sheets: Vec<String>,
    /// The row of the last line of headings, from 1; 0 where none was found.
    pub header_row: u32,
    /// Columns that have a heading, and what they were taken for.
    pub columns: Vec<ColumnMatch>,
    /// Rows of data.
    pub rows: u64,
    /// Sheets that bring the rows of tables.
    pub children: Vec<ChildRows>,
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
    /// The sheet's own totals against ours.
    pub totals: Vec<TotalCheck>,
    /// Merged cells that were filled down.
    pub filled: u64,
    /// Of a whole list: records that are there and not in the list.
    pub missing: Vec<Missing>,
    /// How many of those end with this import.
    pub ended: u64,
    /// Cells a person put right in the page.
    pub mended: u64,
    /// Records that are new or change, the first ones; for lists that a person confirms.
    pub touched: Vec<Touched>,
    /// The first rows of data, as they stand.
    pub sample: Vec<SheetRow>,
    /// Rows with errors, as they stand, the first ones.
    pub wrong_rows: Vec<SheetRow>,
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
    /// What of it.
    pub brings: Brings,
    /// The word of the ledger by which its heading is known: a name, an alias, an id. None where a person said it.
    pub word: Option<String>,
    /// Who says so.
    pub source: Source,
    /// The unit its numbers are written in.
    pub measure: Option<String>,
}

/// A sheet that brings the rows of a table, and what they do to the records they belong to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChildRows {
    /// The field that holds the table.
    pub field: FieldId,
    /// The table's name.
    pub name: String,
    /// The sheet.
    pub sheet: String,
    /// The row of its headings, from 1.
    pub header_row: u32,
    /// Its columns, and what they were taken for.
    pub columns: Vec<ColumnMatch>,
    /// The first rows of data, as they stand.
    pub sample: Vec<SheetRow>,
    /// Rows of data.
    pub rows: u64,
    /// Records that are given rows.
    pub records: u64,
    /// How many rows of the table those have now.
    pub before: u64,
    /// How many they will have.
    pub after: u64,
    /// Of these records, how many will have fewer than now.
    pub fewer: u64,
}

/// What a column brings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Brings {
    /// A field's value.
    Field,
    /// The ID number of the person in a field.
    NumberOf,
    /// Since when a field's value holds; that of all dated fields where none is named.
    Since,
    /// The unit that owns the record.
    Unit,
    /// A unit above it, which tells units of one name apart.
    Above,
    /// The day of a step.
    Step,
    /// Who took a step.
    StepBy,
    /// Nothing, and that is right: a running number.
    Nothing,
    /// Nothing: it is called after a field that no cell can bring, files or the rows of a table.
    Named,
    /// Nothing, for nobody knows it.
    Unknown,
}

/// Who says what a column is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// The heading itself, or nobody.
    Heading,
    /// Whoever hands the file in.
    Said,
    /// Whoever handed in such a file before.
    Remembered,
}

/// A row as it stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetRow {
    /// Its sheet; none in a CSV.
    pub sheet: Option<String>,
    /// Its number, from 1.
    pub row: u32,
    /// Its cells from the first column on.
    pub cells: Vec<String>,
    /// Columns, from 1, that are blank here and say what the merged cell above says.
    pub filled: Vec<u32>,
}

/// A record that a row makes or changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Touched {
    /// Its sheet; none in a CSV.
    pub sheet: Option<String>,
    /// The number of its row, from 1.
    pub row: u32,
    /// What becomes of it.
    pub becomes: Becomes,
    /// The unit that owns it.
    pub unit: UnitId,
    /// What people call it.
    pub title: String,
    /// Of one that changes: old and new, as its history will tell them.
    pub changes: Vec<FieldChange>,
}

/// What becomes of a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Becomes {
    /// It is new.
    New,
    /// It changes.
    Changed,
}

/// Why a row is no record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// 合计, 小计.
    Total,
    /// A note, a caption, a line for signatures.
    Note,
    /// The lower half of the merged record above.
    Continued,
    /// The person who hands it in said so.
    Chosen,
}

/// A row that was left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Its sheet; none in a CSV.
    pub sheet: Option<String>,
    /// Its number, from 1.
    pub row: u32,
    /// What it begins with.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// A total that the sheet states, and what its rows come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TotalCheck {
    /// The name of its sheet; none in a CSV.
    pub page: Option<String>,
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 1.
    pub column: u32,
    /// The heading of the column.
    pub heading: String,
    /// The unit of both numbers, where they measure something.
    pub measure: Option<String>,
    /// What the sheet says.
    pub sheet: Decimal,
    /// What its rows come to.
    pub ours: Decimal,
    /// Whether they are the same.
    pub agrees: bool,
    /// Rows to look at first where they are not.
    pub look: Vec<u32>,
}

/// A record that a whole list does not have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    /// The book that keeps it.
    pub book: BookId,
    /// Its id.
    pub record: RecordId,
    /// The unit that owns it.
    pub unit: UnitId,
    /// What people call it.
    pub title: String,
}

impl ImportReport {
    /// Whether something is wrong with the file.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}
