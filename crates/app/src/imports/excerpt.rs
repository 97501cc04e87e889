//! Rows as they stand in the file, for the page: the first few to look at, and those that must be mended.

use std::collections::BTreeSet;

use kernel::Finding;

use super::{
    read::{Cell, Row, Sheet},
    report::{ImportReport, SheetRow},
};

/// Rows of the sample.
pub(super) const SAMPLE: usize = 6;
/// More wrong rows than a person mends in a page.
const MOST_WRONG: usize = 300;

/// The rows of the errors, as they stand.
pub(super) fn wrong_rows(sheets: &[Sheet], report: &ImportReport, findings: &[Finding]) -> Vec<SheetRow> {
    let spots: BTreeSet<(Option<&str>, u32)> = findings
        .iter()
        .filter(|finding| finding.is_error())
        .filter_map(|finding| Some((finding.place.sheet.as_deref(), finding.place.line?)))
        .filter(|(_, row)| *row > report.header_row)
        .collect();
    let found = |(name, number): (Option<&str>, u32)| {
        let sheet = sheets.iter().find(|sheet| sheet.name.as_deref() == name)?;
        let at = sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        Some(excerpt(name, &sheet.rows[at]))
    };
    spots.into_iter().take(MOST_WRONG).filter_map(found).collect()
}

/// A row as it stands.
pub(super) fn excerpt(sheet: Option<&str>, row: &Row) -> SheetRow {
    let text = |cell: &Cell| match cell {
        Cell::Value(input) => input.text(),
        Cell::Formula => String::new(),
        Cell::Error(error) => error.clone(),
    };
    SheetRow { sheet: sheet.map(str::to_owned), row: row.number, cells: row.cells.iter().map(text).collect() }
}
