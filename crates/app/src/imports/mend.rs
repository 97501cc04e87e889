//! What a person put right in the page: cells written anew before anything is read, and rows they chose to leave out.
//! The file itself is not touched; what was mended is part of the request, and the report says how much.

use std::collections::BTreeMap;

use kernel::{Finding, Many, Place};
use rules::convert::Input;

use super::read::{Cell, MOST_COLUMNS, MOST_ROWS, Row, Sheet};

/// A cell, written anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mend {
    /// Its sheet; where absent, the first.
    pub sheet: Option<String>,
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 1.
    pub column: u32,
    /// What it is to say; blank empties it.
    pub text: String,
}

/// A row that is not to be taken in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LeaveOut {
    /// Its sheet; where absent, the first.
    pub sheet: Option<String>,
    /// Its row, from 1.
    pub row: u32,
}

/// Writes the cells anew; how many, and those that are nowhere.
pub(super) fn mend(sheets: &mut [Sheet], mends: &[Mend], findings: &mut Vec<Finding>) -> u64 {
    let mut by_sheet: BTreeMap<usize, BTreeMap<u32, Vec<&Mend>>> = BTreeMap::new();
    let mut done = 0;
    for mend in mends {
        let named = |sheet: &Sheet| mend.sheet.is_none() || sheet.name == mend.sheet;
        let inside = (1..=MOST_ROWS).contains(&mend.row) && (1..=MOST_COLUMNS).contains(&mend.column);
        let Some(sheet) = sheets.iter().position(named).filter(|_| inside) else {
            let place = Place {
                sheet: mend.sheet.clone(),
                line: Some(mend.row),
                column: Some(mend.column),
                ..Place::default()
            };
            let message = format!("要改的第{}行第{}列，文件里没有。", mend.row, mend.column);
            findings.push(Finding::error("import.unknown_cell", message, place).hint("请重新选择文件，再改一次。"));
            continue;
        };
        by_sheet.entry(sheet).or_default().entry(mend.row).or_default().push(mend);
        done += 1;
    }
    for (sheet, mends) in by_sheet {
        sheets[sheet].rows = mended(&sheets[sheet].rows, mends);
    }
    done
}

/// The rows with those cells written anew.
fn mended(rows: &Many<Row>, mut mends: BTreeMap<u32, Vec<&Mend>>) -> Many<Row> {
    let mut all = Many::default();
    for row in rows.iter() {
        while let Some(blank) = mends.first_entry().filter(|entry| *entry.key() < row.number) {
            let number = *blank.key();
            all.push(put(Row { number, cells: Vec::new() }, blank.remove()));
        }
        let own = mends.remove(&row.number).unwrap_or_default();
        all.push(put(row.into_owned(), own));
    }
    all.extend(mends.into_iter().map(|(number, mends)| put(Row { number, cells: Vec::new() }, mends)));
    all
}

fn put(mut row: Row, mends: Vec<&Mend>) -> Row {
    for mend in mends {
        let column = mend.column as usize - 1;
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::Value(Input::Empty));
        }
        let text = mend.text.trim();
        row.cells[column] = Cell::Value(if text.is_empty() { Input::Empty } else { Input::from(text) });
    }
    row
}
