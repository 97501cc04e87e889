//! The keys of a list in the order it is sorted by. The database sorts once, and by keys alone: rows of fifty columns that
//! are sorted whole take as much memory as the ledger. Here a key is its book and the text of its id, forty bytes.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{BookId, Problem, RecordId};
use rules::access::{Allowed, Read};

use super::list;
use crate::{
    cell::Cell,
    dialect::Sql,
    engine::{Connection, Row},
    problem::damaged,
    query::ListQuery,
    record::ListRow,
    schema::Layout,
    shared::Shared,
    write::texts,
};

/// The keys, and where each stands in one long text.
#[derive(Default)]
pub(super) struct InOrder {
    books: Vec<BookId>,
    /// By its place among `books`, and where its id ends.
    keys: Vec<(u32, usize)>,
    ids: String,
}

/// Some keys that follow one another.
pub(super) struct KeyPage {
    books: Vec<BookId>,
    keys: Vec<(u32, RecordId)>,
}

/// Reads them.
pub(super) async fn read(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    query: &ListQuery,
    sort: &[String],
) -> Result<InOrder, Problem> {
    let mut sql = Sql::new(shared.dialect);
    list::begin(&mut sql, query, "SELECT l.book, l.record", layout);
    list::narrow(shared, &mut sql, allowed, layout, query);
    list::order(&mut sql, sort, query);
    let mut order = InOrder::default();
    link.each(sql, |row| order.push(&row).ok_or_else(|| damaged(&layout.ledger))).await?;
    Ok(order)
}

impl InOrder {
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Pages of so many keys, one after the other.
    pub fn pages(self, size: usize) -> impl Iterator<Item = Arc<KeyPage>> {
        let starts = (0..self.keys.len()).step_by(size.max(1));
        starts.map(move |start| Arc::new(self.page(start, size)))
    }

    fn page(&self, start: usize, size: usize) -> KeyPage {
        let mut begin = start.checked_sub(1).map_or(0, |before| self.keys[before].1);
        let mut keys = Vec::with_capacity(size);
        for (book, end) in self.keys.iter().skip(start).take(size) {
            keys.push((*book, RecordId::from(&self.ids[begin..*end])));
            begin = *end;
        }
        KeyPage { books: self.books.clone(), keys }
    }

    fn push(&mut self, row: &Row) -> Option<()> {
        let [Cell::Text(book), Cell::Text(record)] = row.as_slice() else { return None };
        // Records of a book often follow one another.
        let last = self.keys.last().filter(|(last, _)| self.books[*last as usize].as_str() == book);
        let known = || self.books.iter().position(|known| known.as_str() == book);
        let book = match last.map(|(last, _)| *last as usize).or_else(known) {
            Some(known) => known,
            None => {
                self.books.push(book.as_str().into());
                self.books.len() - 1
            }
        };
        self.ids.push_str(record);
        self.keys.push((u32::try_from(book).ok()?, self.ids.len()));
        Some(())
    }
}

impl KeyPage {
    /// The books whose records are among them.
    pub fn books(&self) -> impl Iterator<Item = &BookId> {
        let here = |number: usize| self.keys.iter().any(|(book, _)| *book as usize == number);
        self.books.iter().enumerate().filter(move |(number, _)| here(*number)).map(|(_, book)| book)
    }

    /// The ids of a book's records, as a statement takes them.
    pub fn records_of(&self, book: &BookId) -> Cell {
        let of = |number: u32| self.books[number as usize] == *book;
        texts(self.keys.iter().filter(|(number, _)| of(*number)).map(|(_, record)| record.as_str()))
    }

    /// Puts the records of these keys in their order.
    pub fn sort(&self, rows: &mut [ListRow]) {
        let key = |(book, record): &(u32, RecordId)| (self.books[*book as usize].clone(), record.clone());
        let places: BTreeMap<_, usize> = self.keys.iter().map(key).zip(0..).collect();
        rows.sort_by_cached_key(|row| places.get(&(row.book.clone(), row.record.clone())).copied());
    }
}
