//! Which books keep the records of all that lies within a unit, worked out for all units of a day at once: to walk a
//! county's tree for each figure takes longer than the figures.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use kernel::{BookId, Date, UnitId, UnitTree};

use crate::few::Few;

/// Books by unit, of the days that were asked for last.
#[derive(Debug)]
pub struct BooksWithin(Mutex<Few<Date, Arc<ByUnit>>>);

/// For each unit, the books of itself and of all below it.
type ByUnit = BTreeMap<UnitId, BTreeSet<BookId>>;

/// Ten years by months, and some room. A day of a county with two thousand units takes some 200 kB.
const DAYS: usize = 130;

impl Default for BooksWithin {
    fn default() -> Self {
        Self(Mutex::new(Few::new(DAYS)))
    }
}

impl BooksWithin {
    /// For each unit of the tree, on a day. The tree must always be the same.
    pub fn on(&self, tree: &UnitTree, day: Date) -> Arc<ByUnit> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&day) {
            return known;
        }
        let mut books = ByUnit::new();
        for unit in tree.iter() {
            for above in tree.ancestors(unit.id.as_str(), day) {
                let of = books.entry(above.id.clone()).or_default();
                if !of.contains(&unit.book) {
                    of.insert(unit.book.clone());
                }
            }
        }
        let books = Arc::new(books);
        lock().put(day, books.clone());
        books
    }
}
