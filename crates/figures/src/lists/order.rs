//! All rows of a table in an order: by the columns asked for, absent values last in either direction, then by book and
//! record.

use std::cmp::Ordering;

use kernel::FieldId;
use store::{Cursor, Mark};

use crate::columns::{Table, Texts, UNIT, column::Shape};

/// So many rows may have come since an order was made; they are put in order by whoever asks.
const NEAR: usize = 2_048;

/// An order of the rows that were there when it was made.
#[derive(Debug)]
pub struct Order {
    rows: Vec<u32>,
}

/// By which columns.
pub struct Way<'a> {
    table: &'a Table,
    sort: &'a [(FieldId, bool)],
    by: Vec<By>,
}

/// One column, and whether the largest comes first.
#[derive(Clone, Copy)]
struct By {
    column: Column,
    descending: bool,
}

#[derive(Clone, Copy)]
enum Column {
    Unit,
    Int(usize),
    Text(usize),
}

/// A value to be compared by.
#[derive(Clone, Copy)]
enum Key<'a> {
    Int(i64),
    Text(&'a str),
}

impl<'a> Way<'a> {
    /// `None` where the columns do not hold what it is to be sorted by.
    pub fn new(table: &'a Table, sort: &'a [(FieldId, bool)]) -> Option<Self> {
        let by = |(field, descending): &(FieldId, bool)| {
            let column = match table.layout.place(field.as_str()) {
                Some(place) => match table.layout.shape(place) {
                    Shape::Text | Shape::Codes => Column::Text(place),
                    Shape::Number(_) | Shape::Day | Shape::Moment | Shape::Bool => Column::Int(place),
                },
                None if field.as_str() == UNIT => Column::Unit,
                None => return None,
            };
            Some(By { column, descending: *descending })
        };
        Some(Self { table, sort, by: sort.iter().map(by).collect::<Option<_>>()? })
    }

    /// What was asked for.
    pub fn sort(&self) -> &[(FieldId, bool)] {
        self.sort
    }

    /// How two rows stand to each other; versions of one record in the order in which they were written.
    pub fn compare(&self, one: u32, other: u32) -> Ordering {
        let by = self.by.iter().map(|by| by.compare(self.key(*by, one), self.key(*by, other)));
        let differ = by.into_iter().find(|order| order.is_ne());
        differ.unwrap_or_else(|| self.name(one).cmp(&self.name(other)).then(one.cmp(&other)))
    }

    /// Whether a row comes after where a page ended; `None` where the cursor is of other columns.
    pub fn is_beyond(&self, row: u32, cursor: &Cursor) -> Option<bool> {
        for (by, mark) in self.by.iter().zip(&cursor.values) {
            let mark = match (mark, by.column) {
                (Mark::Absent, _) => None,
                (Mark::Int(number), Column::Int(_)) => Some(Key::Int(*number)),
                (Mark::Text(text), Column::Text(_) | Column::Unit) => Some(Key::Text(text)),
                _ => return None,
            };
            match by.compare(self.key(*by, row), mark) {
                Ordering::Equal => {}
                order => return Some(order.is_gt()),
            }
        }
        Some(self.name(row) > (cursor.book.as_str(), cursor.record.as_str()))
    }

    /// Where a page ends whose last row this is.
    pub fn cursor(&self, row: u32) -> Cursor {
        let mark = |by: &By| match self.key(*by, row) {
            None => Mark::Absent,
            Some(Key::Int(number)) => Mark::Int(number),
            Some(Key::Text(text)) => Mark::Text(text.to_owned()),
        };
        let (book, record) = self.name(row);
        let values = self.by.iter().map(mark).collect();
        Cursor { sort: self.sort.to_vec(), values, book: book.to_owned(), record: record.to_owned() }
    }

    /// Book and record of a row.
    pub fn name(&self, row: u32) -> (&'a str, &'a str) {
        let (chunk, row) = Table::split(row);
        let chunk = &self.table.chunks[chunk];
        (self.table.books.text(chunk.book.code(row)), self.table.records.text(chunk.record.code(row)))
    }

    fn key(&self, by: By, row: u32) -> Option<Key<'a>> {
        let (chunk, row) = Table::split(row);
        let chunk = &self.table.chunks[chunk];
        match by.column {
            Column::Unit => Some(Key::Text(self.table.units.text(chunk.unit.code(row)))),
            Column::Int(place) => chunk.columns[place].int(row).map(Key::Int),
            Column::Text(place) => {
                let text = |code| Key::Text(self.table.dictionaries[place].text(code));
                chunk.columns[place].code(row).map(text)
            }
        }
    }

    /// A number by which rows can be sorted as [`Way::compare`] does by this column.
    fn numbers(&self, by: By, rows: &[u32]) -> Vec<Option<u64>> {
        let ranks = match by.column {
            Column::Unit => ranks_of(self.table.units.texts()),
            Column::Text(place) => ranks_of(self.table.dictionaries[place].texts()),
            Column::Int(_) => Vec::new(),
        };
        let number = |row: &u32| {
            let (chunk, row) = Table::split(*row);
            let chunk = &self.table.chunks[chunk];
            let number = match by.column {
                Column::Unit => u64::from(ranks[chunk.unit.code(row) as usize]),
                Column::Int(place) => chunk.columns[place].int(row)?.cast_unsigned() ^ 1 << 63,
                Column::Text(place) => {
                    let code = chunk.columns[place].int(row)?;
                    u64::from(ranks[usize::try_from(code).unwrap_or_default()])
                }
            };
            Some(if by.descending { !number } else { number })
        };
        rows.iter().map(number).collect()
    }

    /// All rows by book and record, and of one record in the order in which they were written.
    fn by_name(&self) -> Vec<u32> {
        let table = self.table;
        let books = ranks_of(table.books.texts());
        let records = ranks(table.records.count(), |code| table.records.text(code));
        let mut keyed = Vec::with_capacity(table.rows());
        for (number, chunk) in (0..).zip(&table.chunks) {
            keyed.extend((0..chunk.len).map(|row| {
                let (book, record) = (chunk.book.code(row), chunk.record.code(row));
                let (book, record) = (books[book as usize], records[record as usize]);
                (u64::from(book) << 32 | u64::from(record), Table::joined(number, row))
            }));
        }
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, row)| row).collect()
    }
}

impl By {
    fn compare(self, one: Option<Key<'_>>, other: Option<Key<'_>>) -> Ordering {
        let order = match (one, other) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Greater,
            (Some(_), None) => return Ordering::Less,
            (Some(Key::Int(one)), Some(Key::Int(other))) => one.cmp(&other),
            (Some(Key::Text(one)), Some(Key::Text(other))) => one.cmp(other),
            // One column holds one kind.
            (Some(_), Some(_)) => Ordering::Equal,
        };
        if self.descending { order.reverse() } else { order }
    }
}

impl Order {
    /// All rows: by their names first, then by the last column up to the first, each time keeping what equals in place.
    pub fn made(table: &Table, way: &Way<'_>) -> Self {
        let mut rows = way.by_name();
        for by in way.by.iter().rev() {
            let numbers = way.numbers(*by, &rows);
            let (mut present, mut absent) = (Vec::with_capacity(rows.len()), Vec::new());
            for (row, number) in rows.iter().zip(numbers) {
                match number {
                    Some(number) => present.push((number, *row)),
                    None => absent.push(*row),
                }
            }
            present.sort_by_key(|(number, _)| *number);
            rows.clear();
            rows.extend(present.into_iter().map(|(_, row)| row).chain(absent));
        }
        debug_assert_eq!(rows.len(), table.rows());
        Self { rows }
    }

    /// Whether few rows have come since.
    pub fn is_near(&self, table: &Table) -> bool {
        table.rows() - self.rows.len() <= NEAR
    }

    /// With the rows that have come since: each is put where it belongs, what lies between is moved as it is.
    pub fn extended(&self, table: &Table, way: &Way<'_>) -> Self {
        let mut rows = Vec::with_capacity(table.rows());
        let mut done = 0;
        for row in self.since(table, way) {
            let place = done + self.rows[done..].partition_point(|before| way.compare(*before, row).is_lt());
            rows.extend_from_slice(&self.rows[done..place]);
            rows.push(row);
            done = place;
        }
        rows.extend_from_slice(&self.rows[done..]);
        Self { rows }
    }

    /// The rows that have come since, in order.
    pub fn since(&self, table: &Table, way: &Way<'_>) -> Vec<u32> {
        let first = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let mut rows: Vec<u32> = (first..u32::try_from(table.rows()).unwrap_or(u32::MAX)).collect();
        rows.sort_unstable_by(|one, other| way.compare(*one, *other));
        rows
    }

    /// The rows in order.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The memory it takes.
    pub fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<u32>()
    }
}

/// The place of each text among all of them in order. Names of records mostly come in order, and are only looked through.
fn ranks<'t>(count: u32, text: impl Fn(u32) -> &'t str) -> Vec<u32> {
    let mut codes: Vec<u32> = (0..count).collect();
    if codes.is_sorted_by_key(|code| text(*code)) {
        return codes;
    }
    codes.sort_unstable_by(|one, other| text(*one).cmp(text(*other)));
    let mut ranks = vec![0; codes.len()];
    for (rank, code) in (0..).zip(codes) {
        ranks[code as usize] = rank;
    }
    ranks
}

fn ranks_of(texts: &Texts) -> Vec<u32> {
    ranks(texts.count(), |code| texts.get(code).unwrap_or_default())
}
