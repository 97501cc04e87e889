//! Which books keep the records of all that lies within a unit, worked out for all units at once: to walk a county's tree for
//! each figure takes longer than the figures. It is the same on all days between two on which some unit got another parent.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use kernel::{BookId, Date, UnitId, UnitTree};

use crate::few::Few;

/// Books by unit, of the spells that were asked for last.
#[derive(Debug)]
pub struct BooksWithin {
    /// The days on which a unit of the tree got a parent, in order.
    changes: OnceLock<Vec<Date>>,
    /// By how many of these days are past.
    spells: Mutex<Few<usize, Arc<ByUnit>>>,
}

/// For each unit, the books of itself and of all below it.
type ByUnit = BTreeMap<UnitId, BTreeSet<BookId>>;

/// So many are kept. A spell of a county with two thousand units takes some 200 kB.
const SPELLS: usize = 48;

impl Default for BooksWithin {
    fn default() -> Self {
        Self { changes: OnceLock::new(), spells: Mutex::new(Few::new(SPELLS)) }
    }
}

impl BooksWithin {
    /// For each unit of the tree, on a day. The tree must always be the same.
    pub fn on(&self, tree: &UnitTree, day: Date) -> Arc<ByUnit> {
        let changes = self.changes.get_or_init(|| {
            let days: BTreeSet<Date> =
                tree.iter().flat_map(|unit| unit.parents.iter().map(|(since, _)| *since)).collect();
            days.into_iter().collect()
        });
        let past = changes.partition_point(|since| *since <= day);
        let lock = || self.spells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&past) {
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
        lock().put(past, books.clone());
        books
    }
}

#[cfg(test)]
mod tests {
    use kernel::{LevelId, units::Unit};

    use super::*;

    fn unit(id: &str, book: &str, parents: &[(i16, &str)]) -> Unit {
        let first = Date::first_of_year(2000).expect("a day");
        let since = |year: i16| Date::first_of_year(year).expect("a day");
        Unit {
            id: id.into(),
            name: id.to_owned(),
            level: LevelId::from("x"),
            book: book.into(),
            begins: first,
            ends: None,
            parents: parents.iter().map(|(year, parent)| (since(*year), (*parent).into())).collect(),
            successors: Vec::new(),
        }
    }

    /// On every day as the tree itself says, whoever moved and whichever day was asked before.
    #[test]
    fn books_within_a_unit_are_those_of_all_below_it_on_that_day() {
        let units = [
            unit("c", "c", &[]),
            unit("t1", "t1", &[(2000, "c")]),
            unit("t2", "t2", &[(2000, "c")]),
            unit("v", "t1", &[(2000, "t1"), (2010, "t2"), (2020, "t1")]),
            unit("loop", "l", &[(2005, "loop")]),
        ];
        let tree = UnitTree::new(units, vec![LevelId::from("x")]);
        let within = BooksWithin::default();
        for year in (1990..2030).chain([1995, 2011, 2009, 2025]) {
            let day = Date::first_of_year(year).expect("a day");
            for scope in tree.iter() {
                let lies = |unit: &&Unit| tree.is_within(unit.id.as_str(), scope.id.as_str(), day);
                let expect: BTreeSet<BookId> = tree.iter().filter(lies).map(|unit| unit.book.clone()).collect();
                let found = within.on(&tree, day).get(scope.id.as_str()).cloned().unwrap_or_default();
                assert_eq!(found, expect, "{} in {year}", scope.id);
            }
        }
    }
}
