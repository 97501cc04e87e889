//! Rows as they stand in the file, for the page: the first few to look at, and those that must be mended.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Finding;

use super::{
    read::{Cell, Row, Sheet},
    report::{ImportReport, SheetRow},
};

/// Rows of the sample.
pub(super) const SAMPLE: usize = 6;
/// More wrong rows than a person mends in a page.
const MOST_WRONG: usize = 300;

/// Of each sheet, the columns of each row that were filled from above.
pub(super) type Filled = BTreeMap<Option<String>, BTreeMap<u32, Vec<u32>>>;

/// The rows of the errors, as they stand.
pub(super) fn wrong_rows(
    sheets: &[Sheet],
    report: &ImportReport,
    filled: &Filled,
    findings: &[Finding],
) -> Vec<SheetRow> {
    let nothing = BTreeMap::new();
    let headings = |sheet: Option<&str>| {
        let child = report.children.iter().find(|child| Some(child.sheet.as_str()) == sheet);
        child.map_or(report.header_row, |child| child.header_row)
    };
    let spots: BTreeSet<(Option<&str>, u32)> = findings
        .iter()
        .filter(|finding| finding.is_error())
        .filter_map(|finding| Some((finding.place.sheet.as_deref(), finding.place.line?)))
        .filter(|(sheet, row)| *row > headings(*sheet))
        .collect();
    let found = |(name, number): (Option<&str>, u32)| {
        let sheet = sheets.iter().find(|sheet| sheet.name.as_deref() == name)?;
        let row = sheet.rows.get(sheet.find(number)?)?;
        let filled = filled.get(&sheet.name).unwrap_or(&nothing);
        Some(excerpt(name, &row, filled))
    };
    spots.into_iter().take(MOST_WRONG).filter_map(found).collect()
}

/// A row as it stands; `filled` are the columns of each row that were filled from above.
pub(super) fn excerpt(sheet: Option<&str>, row: &Row, filled: &BTreeMap<u32, Vec<u32>>) -> SheetRow {
    let text = |cell: &Cell| match cell {
        Cell::Value(input) => input.text(),
        Cell::Formula => String::new(),
        Cell::Error(error) => error.clone(),
    };
    let filled = filled.get(&row.number).cloned().unwrap_or_default();
    SheetRow { sheet: sheet.map(str::to_owned), row: row.number, cells: row.cells.iter().map(text).collect(), filled }
}
