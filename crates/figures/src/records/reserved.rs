//! What the reserved ledgers say at one cut, made anew only after one of them moved: a county has thousands of units, and
//! most questions come between two changes of any of them.

use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Cut, UnitTree};
use pack::model::Pack;

use super::{BooksWithin, PARAMETERS, Parameters, Sourced, TARGETS, UNITS, VALUES, tree};
use crate::columns::Snapshot;

/// The reserved ledgers in force at a cut.
#[derive(Debug, Default)]
pub struct Reserved {
    /// Units.
    pub tree: UnitTree,
    /// The books of all within a unit of that tree.
    pub books: BooksWithin,
    /// Parameters.
    pub parameters: Parameters,
    /// Values with a source.
    pub values: Sourced,
    /// Targets.
    pub targets: Sourced,
}

/// What was made last of the newest cut.
#[derive(Debug, Default)]
pub struct Newest(Mutex<Option<(Made, Arc<Reserved>)>>);

/// Of which pack and which state of the four tables.
type Made = (String, [u64; 4]);

impl Reserved {
    fn read(pack: &Pack, tables: &Snapshot, cut: &Cut) -> Self {
        let sourced =
            |ledger: &str| tables.table(ledger).map(|table| Sourced::read(pack, table, cut)).unwrap_or_default();
        Self {
            tree: tables.table(UNITS).map(|table| tree(table, cut, pack.level_ids())).unwrap_or_default(),
            books: BooksWithin::default(),
            parameters: tables.table(PARAMETERS).map(|table| Parameters::read(table, cut)).unwrap_or_default(),
            values: sourced(VALUES),
            targets: sourced(TARGETS),
        }
    }
}

impl Newest {
    /// As known at a cut; `heads` is where the books stand.
    pub fn at(&self, pack: &Pack, tables: &Snapshot, cut: &Cut, heads: &Cut) -> Arc<Reserved> {
        const READ: [&str; 4] = [UNITS, PARAMETERS, VALUES, TARGETS];
        // A table may be ahead of heads that were read before somebody wrote; then it is read as known at them.
        let settled = READ.into_iter().filter_map(|ledger| tables.table(ledger)).all(|table| table.known == *heads);
        if cut != heads || !settled {
            return Arc::new(Reserved::read(pack, tables, cut));
        }
        let moved = READ.map(|ledger| tables.table(ledger).map_or(0, |table| table.moved));
        let made = (pack.digest.clone(), moved);
        let mut newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, reserved)) = &*newest
            && *of == made
        {
            return reserved.clone();
        }
        let reserved = Arc::new(Reserved::read(pack, tables, cut));
        *newest = Some((made, reserved.clone()));
        reserved
    }

    /// Forgets it, with the tables.
    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
