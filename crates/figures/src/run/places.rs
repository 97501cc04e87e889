//! Units of a table placed among scopes, kept for the next question: the tree seldom moves, and to place a county's units
//! takes longer than to fold a small ledger.

use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Boundaries, Date, UnitId};

use super::{lane::World, placement::Placement};
use crate::{columns::Table, few::Few, records::Reserved};

/// Units placed among the scopes of all lanes.
#[derive(Debug)]
pub struct Places {
    scopes: Vec<UnitId>,
    placement: Placement,
    /// The cells that lie in each scope, in order.
    cells: Vec<Vec<usize>>,
}

/// Places by what they were made of; of a tree that has moved since, none.
#[derive(Debug)]
pub struct KeptPlaces(Mutex<Few<Key, Arc<Places>>>);

/// So many are kept.
const MOST: usize = 16;

#[derive(Debug)]
struct Key {
    reserved: Arc<Reserved>,
    scopes: Vec<UnitId>,
    boundaries: Boundaries,
    today: Date,
    /// How many units the table knew.
    units: usize,
}

impl Default for KeptPlaces {
    fn default() -> Self {
        Self(Mutex::new(Few::new(MOST)))
    }
}

impl KeptPlaces {
    /// The units of a table among scopes, by boundaries.
    pub fn of(&self, world: &World<'_>, table: &Table, mut scopes: Vec<UnitId>, boundaries: Boundaries) -> Arc<Places> {
        scopes.sort();
        scopes.dedup();
        let Some(reserved) = world.reserved else { return Arc::new(Places::new(world, table, scopes, boundaries)) };
        let (today, units) = (world.today, table.units.texts().count() as usize);
        let key = Key { reserved: reserved.clone(), scopes, boundaries, today, units };
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = lock().get(&key) {
            return places;
        }
        let places = Arc::new(Places::new(world, table, key.scopes.clone(), boundaries));
        let mut kept = lock();
        kept.retain(|known| Arc::ptr_eq(&known.reserved, reserved) && known.today == today);
        kept.put(key, places.clone());
        places
    }
}

/// Of the same tree, not of one that looks like it: to compare two would take as long as to place.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let Self { reserved, scopes, boundaries, today, units } = self;
        Arc::ptr_eq(reserved, &other.reserved)
            && (scopes, boundaries, today, units) == (&other.scopes, &other.boundaries, &other.today, &other.units)
    }
}

impl Places {
    fn new(world: &World<'_>, table: &Table, scopes: Vec<UnitId>, boundaries: Boundaries) -> Self {
        let placement = Placement::new(&table.units, world.tree, &scopes, boundaries, world.today);
        let mut cells = vec![Vec::new(); scopes.len()];
        for (cell, within) in placement.cells.iter().enumerate() {
            within.iter().for_each(|scope: &usize| cells[*scope].push(cell));
        }
        Self { scopes, placement, cells }
    }

    /// The cell of a unit on a day, which is only asked for where it matters.
    pub fn cell(&self, unit: u32, day: impl FnOnce() -> i32) -> u32 {
        self.placement.cell(unit, day)
    }

    /// The cells that lie in a scope, in order.
    pub fn within(&self, scope: &UnitId) -> &[usize] {
        self.scopes.binary_search(scope).map_or(&[], |number| &self.cells[number])
    }

    /// How many cells there are.
    pub fn count(&self) -> usize {
        self.placement.cells.len()
    }
}
