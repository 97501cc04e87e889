//! Up to 1,024 rows: who and when of each, and its columns.

use super::{
    bits::Bits,
    column::{Column, Shape},
};

/// A chunk. A row is a version of a record, or one spell of it where the ledger keeps spells.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// How many rows.
    pub len: usize,
    /// Code of the book.
    pub book: Vec<u32>,
    /// Code of the record's id.
    pub record: Vec<u32>,
    /// Code of the unit.
    pub unit: Vec<u32>,
    /// Known from this Change on.
    pub from_seq: Vec<u64>,
    /// Known before this Change; `u64::MAX` is still known.
    pub to_seq: Vec<u64>,
    /// First day of the spell.
    pub since: Vec<i32>,
    /// First day after the spell.
    pub until: Vec<i32>,
    /// The columns of the layout.
    pub columns: Vec<Column>,
}

impl Chunk {
    /// A chunk with room for its rows.
    pub fn new(shapes: impl Iterator<Item = Shape>) -> Self {
        Self {
            len: 0,
            book: Vec::new(),
            record: Vec::new(),
            unit: Vec::new(),
            from_seq: Vec::new(),
            to_seq: Vec::new(),
            since: Vec::new(),
            until: Vec::new(),
            columns: shapes.map(Column::new).collect(),
        }
    }

    /// All its rows.
    pub fn all(&self) -> Bits {
        Bits::first(self.len)
    }

    /// The rows known at a cut, given as one position for each book code.
    pub fn known_at(&self, positions: &[u64]) -> Bits {
        Bits::of(self.len, |row| {
            let at = positions[self.book[row] as usize];
            (self.from_seq[row] <= at) & (at < self.to_seq[row])
        })
    }

    /// The rows whose spell holds on a day.
    pub fn spell_holds(&self, day: i32) -> Bits {
        Bits::of(self.len, |row| (self.since[row] <= day) & (day < self.until[row]))
    }

    /// The rows whose day in a column lies between two days, both included.
    pub fn day_between(&self, column: usize, first: i32, last: i32) -> Bits {
        let column = &self.columns[column];
        match &column.values {
            super::column::Values::Narrow(days) => {
                Bits::of(self.len, |row| (first <= days[row]) & (days[row] <= last)).and(&column.present)
            }
            _ => Bits::default(),
        }
    }

    /// The rows that exist on a day: begun by then, not ended; a day that is not there leaves that end open.
    pub fn exists_on(&self, begins: Option<usize>, ends: Option<usize>, day: i32) -> Bits {
        let of = |column: Option<usize>, row: usize| column.and_then(|column| self.columns[column].day(row));
        Bits::of(self.len, |row| {
            of(begins, row).is_none_or(|begins| begins <= day) && of(ends, row).is_none_or(|ends| day < ends)
        })
    }
}
