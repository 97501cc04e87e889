//! Up to 1,024 rows: who and when of each, and its columns.

use kernel::{Date, Seq};

use super::{
    bits::{Bits, ROWS},
    column::{Column, Shape, Values},
    integers::Integers,
};

/// A chunk. A row is a version of a record, or one spell of it where the ledger keeps spells.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// How many rows.
    pub len: usize,
    /// Code of the book.
    pub book: Integers,
    /// Code of the record's id.
    pub record: Integers,
    /// Code of the unit.
    pub unit: Integers,
    /// Known from this Change on.
    from_seq: Integers,
    /// Rows that are known no longer, each with the Change before which it was.
    ended: Vec<(u32, u64)>,
    /// Days: the first of the spell, and the first after it.
    spell: (Integers, Integers),
    /// The columns of the layout.
    pub columns: Vec<Column>,
    /// How often the table had moved when a row last came or ended.
    pub stamp: u64,
    /// What holds for all rows.
    bounds: Bounds,
}

/// The end of what is still known.
pub const OPEN: u64 = u64::MAX;

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
            book: Integers::default(),
            record: Integers::default(),
            unit: Integers::default(),
            from_seq: Integers::default(),
            ended: Vec::new(),
            spell: Default::default(),
            columns: shapes.map(Column::new).collect(),
            stamp: 0,
            bounds: Bounds { books: (u32::MAX, 0), from: (u64::MAX, 0), to: u64::MAX },
        }
    }

    /// The memory it takes: who and when of each row, and the columns.
    pub fn bytes(&self) -> usize {
        let integers = [&self.book, &self.record, &self.unit, &self.from_seq, &self.spell.0, &self.spell.1];
        let ended = self.ended.capacity() * size_of::<(u32, u64)>();
        let columns = self.columns.iter().map(Column::bytes).sum::<usize>();
        size_of::<Self>() + ended + columns + integers.into_iter().map(Integers::bytes).sum::<usize>()
    }

    /// All its rows.
    pub fn all(&self) -> Bits {
        Bits::first(self.len)
    }

    /// Adds who and until when of the next row; its columns are the caller's.
    pub fn push(&mut self, (book, record, unit): (u32, u32, u32), known: (u64, u64), holds: (i32, i32)) {
        self.book.push(book.into());
        self.record.push(record.into());
        self.unit.push(unit.into());
        self.from_seq.push(position(known.0));
        if known.1 < OPEN {
            self.ended.push((u32::try_from(self.len).unwrap_or(u32::MAX), known.1));
        }
        self.spell.0.push(holds.0.into());
        self.spell.1.push(holds.1.into());
        let Bounds { books, from, to } = &mut self.bounds;
        *books = (books.0.min(book), books.1.max(book));
        *from = (from.0.min(known.0), from.1.max(known.0));
        *to = (*to).min(known.1);
        self.len += 1;
        if self.len == ROWS {
            self.fold_up();
        }
    }

    /// It is full: all it holds is laid in as few bytes as it needs. Its columns are, and had their last row before.
    fn fold_up(&mut self) {
        let all = self.all();
        let Self { book, record, unit, from_seq, spell, columns, .. } = self;
        for integers in [book, record, unit, from_seq, &mut spell.0, &mut spell.1] {
            integers.close(&all);
        }
        columns.iter_mut().for_each(Column::close);
    }

    /// Ends what is known of a row that is still known.
    pub fn close(&mut self, row: usize, to_seq: u64) {
        self.ended.push((u32::try_from(row).unwrap_or(u32::MAX), to_seq));
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
        let at = |row: usize| positions[self.book.code(row) as usize];
        let mut known = match &self.book {
            Integers::Same(_) => self.from_seq.between(self.len, 0, position(at(0))),
            _ => Bits::of(self.len, |row| self.from_seq.get(row) <= position(at(row))),
        };
        for (row, to) in &self.ended {
            if *to <= at(*row as usize) {
                known.clear(*row as usize);
            }
        }
        known
    }

    /// The rows whose spell holds on a day.
    pub fn spell_holds(&self, day: i32) -> Bits {
        let (since, until) = &self.spell;
        let day = i64::from(day);
        since.between(self.len, i64::MIN, day).and(&until.between(self.len, day + 1, i64::MAX))
    }

    /// The Change from which on a row is known.
    pub fn seq(&self, row: usize) -> Seq {
        Seq(u64::try_from(self.from_seq.get(row)).unwrap_or_default())
    }

    /// The first day of a row's spell.
    pub fn since(&self, row: usize) -> i32 {
        i32::try_from(self.spell.0.get(row)).unwrap_or(i32::MAX)
    }

    /// The rows whose spell has no end: what is said last of a record.
    pub fn last_spells(&self) -> Bits {
        let end = i64::from(Date::MAX.days());
        self.spell.1.between(self.len, end, end)
    }

    /// The rows whose day in a column lies between two days, both included.
    pub fn day_between(&self, column: usize, first: i32, last: i32) -> Bits {
        let column = &self.columns[column];
        let (least, most) = column.range;
        if most < i64::from(first) || i64::from(last) < least {
            return Bits::default();
        }
        match &column.values {
            Values::Ints(_) if i64::from(first) <= least && most <= i64::from(last) => column.present,
            Values::Ints(days) => days.between(self.len, first.into(), last.into()).and(&column.present),
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

/// A position as a column keeps it: databases count them in 63 bits.
fn position(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
