//! What a person put right in the page: cells written anew before anything is read, and rows they chose to leave out.
//! The file itself is not touched; what was mended is part of the request, and the report says how much.

use kernel::{Finding, Place};
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
    let mut done = 0;
    for mend in mends {
        let found = match &mend.sheet {
            Some(_) => sheets.iter_mut().find(|sheet| sheet.name == mend.sheet),
            None => sheets.first_mut(),
        };
        let inside = (1..=MOST_ROWS).contains(&mend.row) && (1..=MOST_COLUMNS).contains(&mend.column);
        let Some(sheet) = found.filter(|_| inside) else {
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
        put(sheet, mend);
        done += 1;
    }
    done
}

fn put(sheet: &mut Sheet, mend: &Mend) {
    let at = match sheet.rows.binary_search_by_key(&mend.row, |row| row.number) {
        Ok(at) => at,
        Err(at) => {
            sheet.rows.insert(at, Row { number: mend.row, cells: Vec::new() });
            at
        }
    };
    let cells = &mut sheet.rows[at].cells;
    let column = mend.column as usize - 1;
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Value(Input::Empty));
    }
    let text = mend.text.trim();
    cells[column] = Cell::Value(if text.is_empty() { Input::Empty } else { Input::from(text) });
}
