//! Bytes → sheets of cells. Knows nothing of ledgers.

mod archive;
mod csv;
mod limits;
mod opendocument;
mod plain;
mod text;
mod webpage;
mod workbook;

pub use limits::{FILE as LARGEST, refused};

use kernel::{Finding, Place};
use rules::convert::Input;

/// The last row and column that are read; beyond them stands only what was put there by accident.
pub(super) const MOST_ROWS: u32 = 200_000;
pub(super) const MOST_COLUMNS: u32 = 256;

/// One sheet, blank rows left out.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Sheet {
    /// Its name; a CSV has none.
    pub name: Option<String>,
    /// Rows that have anything.
    pub rows: Vec<Row>,
    /// Cells that are one.
    pub merged: Vec<Merged>,
}

/// One row.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Row {
    /// Its number, from 1; of a CSV, the line it begins on.
    pub number: u32,
    /// Its cells from the first column on.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell {
    /// What stands there; of a formula, what it last gave.
    Value(Input),
    /// A formula that was never computed.
    Formula,
    /// `#REF!` and its like.
    Error(String),
}

/// Rows and columns of cells that are one, both ends included, rows from 1, columns from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Merged {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: usize,
    pub last_column: usize,
}

/// The sheets of a file, or why it cannot be read.
pub(super) fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    let read = || {
        limits::file(bytes)?;
        if bytes.starts_with(b"PK") {
            let parts = archive::unpack(bytes)?;
            parts.and_then(|parts| plain::sheets(&parts)).map_or_else(|| workbook::sheets(bytes), Ok)
        } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            workbook::sheets(bytes)
        } else {
            text::decode(bytes).and_then(|text| csv::sheet(&text)).map(|sheet| vec![sheet])
        }
    };
    read().map_err(|mut finding| {
        finding.place.file = Some(name.to_owned());
        finding
    })
}

impl Row {
    /// What stands in a column.
    pub fn cell(&self, column: usize) -> &Cell {
        const EMPTY: &Cell = &Cell::Value(Input::Empty);
        self.cells.get(column).unwrap_or(EMPTY)
    }

    /// The text of a column, blank where there is none.
    pub fn text(&self, column: usize) -> String {
        match self.cell(column) {
            Cell::Value(input) => rules::convert::squeeze(&input.as_text()),
            Cell::Formula => String::new(),
            Cell::Error(error) => error.clone(),
        }
    }

    /// Columns that have anything.
    pub fn filled(&self) -> Vec<usize> {
        (0..self.cells.len()).filter(|column| !self.cell(*column).is_empty()).collect()
    }
}

impl Cell {
    /// The bytes its text takes.
    fn size(&self) -> usize {
        match self {
            Self::Value(Input::Text(text)) | Self::Error(text) => text.len(),
            _ => 0,
        }
    }

    /// Whether nothing stands there at all.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Value(Input::Empty) => true,
            Self::Value(Input::Text(text)) => text.trim().is_empty(),
            _ => false,
        }
    }
}

pub(super) fn unreadable(message: impl Into<String>, hint: &str) -> Finding {
    Finding::error("import.unreadable", message, Place::default()).hint(hint)
}
