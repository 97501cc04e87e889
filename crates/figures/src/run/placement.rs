//! Where records of a unit stand on a day, as a dense cell. Placement is computed once for each unit and each span
//! of days over which the tree does not change; after that a row's place is a look into a table.

use std::collections::BTreeMap;

use kernel::{
    Boundaries, Date, UnitId, UnitTree,
    units::{Placed, Unit},
};
use store::PlaceSpell;

use crate::columns::Dictionary;

/// No cell has this number.
const SEVERAL: u32 = u32::MAX;

/// Units by code → spans of days → cells.
#[derive(Debug)]
pub struct Placement {
    /// For each unit code: until which day which cell.
    spans: Vec<Vec<(i32, u32)>>,
    /// For each unit code: its cell, where that is one on all days, and else [`SEVERAL`].
    only: Vec<u32>,
    /// For each cell: the scopes it lies in. Cell 0 lies in none.
    pub cells: Vec<Vec<usize>>,
}

impl Placement {
    /// Places the units of a dictionary among scopes.
    pub fn new(units: &Dictionary, tree: &UnitTree, scopes: &[UnitId], boundaries: Boundaries, today: Date) -> Self {
        let mut numbers: BTreeMap<Vec<usize>, u32> = BTreeMap::from([(Vec::new(), 0)]);
        let mut spans = Vec::with_capacity(units.texts().count() as usize);
        for unit in units.texts().iter() {
            let places = spells(tree, unit, scopes, boundaries, today);
            spans.push(
                places
                    .into_iter()
                    .map(|(_, until, within)| {
                        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                        (until.days(), *numbers.entry(within).or_insert(next))
                    })
                    .collect(),
            );
        }
        let mut cells = vec![Vec::new(); numbers.len()];
        for (within, number) in numbers {
            cells[number as usize] = within;
        }
        let only = spans.iter().map(|spans: &Vec<(i32, u32)>| match spans.as_slice() {
            [(_, cell)] => *cell,
            _ => SEVERAL,
        });
        Self { only: only.collect(), spans, cells }
    }

    /// The cell of a unit on a day, which is only asked for where it matters.
    pub fn cell(&self, unit: u32, day: impl FnOnce() -> i32) -> u32 {
        match self.only[unit as usize] {
            SEVERAL => {
                let (spans, day) = (&self.spans[unit as usize], day());
                spans.iter().find(|(until, _)| day < *until).or(spans.last()).map_or(0, |(_, cell)| *cell)
            }
            cell => cell,
        }
    }
}

/// The spans of days over which a unit lies in the same scopes (their places in the list, in order), covering all days.
///
/// A record lies in a scope if the scope is its unit or above it: on its own day, or today through successors.
/// What a split left undecided lies in every scope that all successors share, and in the unit that was split itself.
pub fn spells(
    tree: &UnitTree,
    unit: &str,
    scopes: &[UnitId],
    boundaries: Boundaries,
    today: Date,
) -> Vec<(Date, Date, Vec<usize>)> {
    let mut spans: Vec<(Date, Date, Vec<usize>)> = Vec::new();
    let mut days = match boundaries {
        Boundaries::Then => changes(tree, unit),
        Boundaries::Now => Vec::new(),
    };
    days.insert(0, Date::MIN);
    for (i, since) in days.iter().enumerate() {
        let until = days.get(i + 1).copied().unwrap_or(Date::MAX);
        let within = match boundaries {
            Boundaries::Then => inside(&tree.ancestors(unit, *since), scopes),
            Boundaries::Now => now_inside(tree, unit, scopes, today),
        };
        match spans.last_mut() {
            Some(last) if last.2 == within => last.1 = until,
            _ => spans.push((*since, until, within)),
        }
    }
    spans
}

/// As the store wants it: each scope is the group of its number.
pub fn place_spells(tree: &UnitTree, scopes: &[UnitId], boundaries: Boundaries, today: Date) -> Vec<PlaceSpell> {
    let mut places = Vec::new();
    for unit in tree.iter() {
        for (since, until, within) in spells(tree, unit.id.as_str(), scopes, boundaries, today) {
            places.extend(within.into_iter().filter_map(|scope| {
                Some(PlaceSpell { unit: unit.id.clone(), since, until, group: u32::try_from(scope).ok()? })
            }));
        }
    }
    places
}

/// The days on which the line above a unit may change: those of its own parents and of all who were ever above it.
fn changes(tree: &UnitTree, unit: &str) -> Vec<Date> {
    let mut seen: Vec<&str> = Vec::new();
    let mut waiting = vec![unit];
    let mut days = Vec::new();
    while let Some(next) = waiting.pop() {
        if seen.contains(&next) {
            continue;
        }
        seen.push(next);
        for (since, parent) in tree.get(next).map(|unit| unit.parents.as_slice()).unwrap_or_default() {
            days.push(*since);
            waiting.push(parent.as_str());
        }
    }
    days.retain(|day| *day > Date::MIN);
    days.sort();
    days.dedup();
    days
}

fn inside(line: &[&Unit], scopes: &[UnitId]) -> Vec<usize> {
    let is_above = |scope: &UnitId| line.iter().any(|unit| unit.id == *scope);
    scopes.iter().enumerate().filter(|(_, scope)| is_above(scope)).map(|(at, _)| at).collect()
}

fn now_inside(tree: &UnitTree, unit: &str, scopes: &[UnitId], today: Date) -> Vec<usize> {
    match tree.place(unit, today, None, Boundaries::Now, today) {
        Placed::In(home) => inside(&tree.ancestors(home.as_str(), today), scopes),
        Placed::Nowhere => Vec::new(),
        Placed::Undecided(split) => {
            let shared = |scope: &UnitId| {
                let level = tree.get(scope.as_str()).map(|unit| unit.level.clone());
                let placed = level.map(|level| tree.place(unit, today, Some(level.as_str()), Boundaries::Now, today));
                placed == Some(Placed::In(scope.clone()))
            };
            let is_in = |scope: &UnitId| *scope == split || shared(scope);
            scopes.iter().enumerate().filter(|(_, scope)| is_in(scope)).map(|(at, _)| at).collect()
        }
    }
}
