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
    /// How often the table had moved when a row last came or ended.
    pub stamp: u64,
    /// What holds for all rows.
    bounds: Bounds,
}

/// What tells without looking at rows that a chunk is known whole or not at all.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// The least and the largest code of a book.
    books: (u32, u32),
    /// The first and the last Change from which a row is known.
    from: (u64, u64),
    /// The first Change by which a row is no longer known.
    to: u64,
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
            stamp: 0,
            bounds: Bounds { books: (u32::MAX, 0), from: (u64::MAX, 0), to: u64::MAX },
        }
    }

    /// The memory it takes: who and when of each row, and the columns.
    pub fn bytes(&self) -> usize {
        let row = 3 * size_of::<u32>() + 2 * size_of::<u64>() + 2 * size_of::<i32>();
        self.len * row + self.columns.iter().map(Column::bytes).sum::<usize>()
    }

    /// All its rows.
    pub fn all(&self) -> Bits {
        Bits::first(self.len)
    }

    /// Adds who and until when of the next row; its columns are the caller's.
    pub fn push(&mut self, (book, record, unit): (u32, u32, u32), known: (u64, u64), holds: (i32, i32)) {
        self.book.push(book);
        self.record.push(record);
        self.unit.push(unit);
        self.from_seq.push(known.0);
        self.to_seq.push(known.1);
        self.since.push(holds.0);
        self.until.push(holds.1);
        let Bounds { books, from, to } = &mut self.bounds;
        *books = (books.0.min(book), books.1.max(book));
        *from = (from.0.min(known.0), from.1.max(known.0));
        *to = (*to).min(known.1);
        self.len += 1;
    }

    /// Ends what is known of a row.
    pub fn close(&mut self, row: usize, to_seq: u64) {
        self.to_seq[row] = to_seq;
        self.bounds.to = self.bounds.to.min(to_seq);
    }

    /// The rows known at a cut, given as one position for each book code. Many chunks are known whole or not at all.
    pub fn known_at(&self, positions: &[u64]) -> Bits {
        let Bounds { books, from, to } = self.bounds;
        let books = positions.get(books.0 as usize..=books.1 as usize).unwrap_or_default();
        let (least, most) = (books.iter().min().copied(), books.iter().max().copied());
        if most.is_none_or(|most| most < from.0) {
            return Bits::default();
        }
        if least.is_some_and(|least| from.1 <= least) && most.is_some_and(|most| most < to) {
            return self.all();
        }
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
        let (least, most) = column.range;
        if most < i64::from(first) || i64::from(last) < least {
            return Bits::default();
        }
        match &column.values {
            super::column::Values::Narrow(_) if i64::from(first) <= least && most <= i64::from(last) => column.present,
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
