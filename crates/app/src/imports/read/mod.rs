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

use kernel::{Date, Finding, Instant, Many, Pack, Packs, Place, Unpack, Value};
use rules::convert::Input;

pub(super) use limits::{MOST_COLUMNS, MOST_ROWS};

/// One sheet, blank rows left out.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Sheet {
    /// Its name; a CSV has none.
    pub name: Option<String>,
    /// Rows that have anything.
    pub rows: Many<Row>,
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

impl Sheet {
    /// Its first rows, among which the headings stand.
    pub fn top(&self) -> &[Row] {
        self.rows.first()
    }

    /// The place of a row by its number; nothing where it is blank.
    pub fn find(&self, number: u32) -> Option<usize> {
        let at = self.rows.partition_point(|row| row.number < number);
        self.rows.get(at).filter(|row| row.number == number).map(|_| at)
    }

    /// About how much memory it takes, in cells that lie there as they are.
    pub fn weight(&self) -> usize {
        const CELL: usize = 48;
        self.rows.plain().map(|row| row.cells.len()).sum::<usize>() + self.rows.packed_bytes() / CELL
    }
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

impl Packs for Row {
    fn pack(&self, into: &mut Pack<'_>) {
        into.number(self.number.into());
        into.all(self.cells.iter(), Pack::put);
    }

    fn unpack(from: &mut Unpack<'_>) -> Self {
        let number = u32::try_from(from.number()).unwrap_or(u32::MAX);
        Self { number, cells: from.all(Unpack::take) }
    }
}

impl Packs for Cell {
    fn pack(&self, into: &mut Pack<'_>) {
        match self {
            Self::Value(Input::Empty) => into.number(0),
            Self::Value(Input::Text(text)) => {
                into.number(1);
                into.text(text);
            }
            Self::Value(Input::Number(number)) => {
                into.number(2);
                into.put(&Value::Decimal(*number));
            }
            Self::Value(Input::Bool(yes)) => into.number(3 + u64::from(*yes)),
            Self::Value(Input::Date(day)) => {
                into.number(5);
                into.signed(day.days().into());
            }
            Self::Value(Input::Time(moment)) => {
                into.number(6);
                into.signed(moment.millis().into());
            }
            Self::Formula => into.number(7),
            Self::Error(error) => {
                into.number(8);
                into.text(error);
            }
        }
    }

    fn unpack(from: &mut Unpack<'_>) -> Self {
        Self::Value(match from.number() {
            0 => Input::Empty,
            1 => Input::Text(from.text()),
            2 => from.take::<Value>().as_decimal().map_or(Input::Empty, Input::Number),
            3 => Input::Bool(false),
            4 => Input::Bool(true),
            5 => Input::Date(Date::from_days(from.signed() as i32)),
            6 => Input::Time(Instant::from_millis(from.signed() as i64)),
            7 => return Self::Formula,
            _ => return Self::Error(from.text()),
        })
    }
}

pub(super) fn unreadable(message: impl Into<String>, hint: &str) -> Finding {
    Finding::error("import.unreadable", message, Place::default()).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_packed_come_back_as_they_were() {
        let number = |text: &str| Input::Number(text.parse().expect("a number"));
        let cells = [
            Cell::Value(Input::Empty),
            Cell::Value(Input::Text("甲\n\"乙\"".to_owned())),
            Cell::Value(number("-0.050")),
            Cell::Value(Input::Bool(true)),
            Cell::Value(Input::Bool(false)),
            Cell::Value(Input::Date(Date::from_days(-1))),
            Cell::Value(Input::Time(Instant::from_millis(1_672_459_200_000))),
            Cell::Formula,
            Cell::Error("#REF!".to_owned()),
        ];
        let row = |at: u32| Row { number: at * 2 + 1, cells: cells[..at as usize % cells.len()].to_vec() };
        let sheet = Sheet { rows: (0..70_000).map(row).collect(), ..Sheet::default() };
        assert!(sheet.rows.packed_bytes() > 0 && sheet.top().len() > 1_000);
        assert!(sheet.rows.iter().map(std::borrow::Cow::into_owned).eq((0..70_000).map(row)));
        assert_eq!(
            (sheet.find(1), sheet.find(139_999), sheet.find(2), sheet.find(140_001)),
            (Some(0), Some(69_999), None, None)
        );
    }
}
