//! The dated tree of administrative units. A unit begins and ends on days, has a parent over spells of days,
//! and when it ends may name successors. The same record can be placed two ways:
//! *then*, under the parent of its own day; *now*, through successors to the units of today.
//! What a split left undecided (several successors, no decision for the record) is 待划分.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::{
    date::Date,
    ids::{BookId, LevelId, UnitId},
};

/// By which boundaries a figure places its records.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Boundaries {
    /// As they were on the record's day.
    #[default]
    Then,
    /// As they are on the day given, through successors.
    Now,
}

/// One unit: a county, township, village, grid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unit {
    /// Its code, never used twice.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: LevelId,
    /// Parents, oldest first: from that day on. Empty for the root.
    pub parents: Vec<(Date, UnitId)>,
    /// First day.
    pub begins: Date,
    /// First day on which it is no longer there.
    pub ends: Option<Date>,
    /// What became of it.
    pub successors: Vec<UnitId>,
    /// The book that keeps its records; a village's is its township's.
    pub book: BookId,
}

/// Where a record belongs at a level.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Placed {
    /// In this unit.
    In(UnitId),
    /// A split has not been decided for it: somewhere among the successors of this unit (待划分).
    Undecided(UnitId),
    /// Nowhere at that level.
    Nowhere,
}

/// All units of the books at one cut.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UnitTree {
    /// In the order of their codes.
    units: Vec<Unit>,
    /// Where each stands among them.
    places: HashMap<UnitId, usize>,
    /// The places of the parents of each, as its spells have them: a figure asks thousands of times who is above whom.
    above: Vec<Vec<Option<usize>>>,
    levels: Vec<LevelId>,
    within: Within,
}

/// A unit with all below it on a day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Below {
    /// The unit itself among them.
    pub units: Arc<BTreeSet<UnitId>>,
    /// The books that keep their records.
    pub books: Arc<BTreeSet<BookId>>,
}

/// What was asked of a tree before; no part of what it is.
#[derive(Default)]
struct Within(Mutex<HashMap<(UnitId, Date), Below>>);

/// So many answers are kept. Who asks about more units is not one of the many who ask again and again.
const KEPT: usize = 512;

impl UnitTree {
    /// A tree of these units; levels are given from the top down.
    pub fn new(units: impl IntoIterator<Item = Unit>, levels: Vec<LevelId>) -> Self {
        let units: BTreeMap<UnitId, Unit> = units.into_iter().map(|unit| (unit.id.clone(), unit)).collect();
        let units: Vec<Unit> = units.into_values().collect();
        let places: HashMap<UnitId, usize> = units.iter().map(|unit| unit.id.clone()).zip(0..).collect();
        let parents = |unit: &Unit| unit.parents.iter().map(|(_, parent)| places.get(parent).copied()).collect();
        let above = units.iter().map(parents).collect();
        Self { units, places, above, levels, within: Within::default() }
    }

    /// A unit by its code.
    pub fn get(&self, id: &str) -> Option<&Unit> {
        self.units.get(self.at(id)?)
    }

    /// All units, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter()
    }

    /// Levels from the top down.
    pub fn levels(&self) -> &[LevelId] {
        &self.levels
    }

    /// The parent on a day.
    pub fn parent(&self, id: &str, on: Date) -> Option<&Unit> {
        self.units.get(self.up(self.at(id)?, on)?)
    }

    /// The unit itself and its ancestors on a day, upwards. A loop in the data ends the walk.
    pub fn ancestors(&self, id: &str, on: Date) -> Vec<&Unit> {
        let mut line: Vec<usize> = Vec::new();
        let mut at = self.at(id);
        while let Some(unit) = at.filter(|unit| !line.contains(unit)) {
            line.push(unit);
            at = self.up(unit, on);
        }
        line.into_iter().map(|at| &self.units[at]).collect()
    }

    /// Whether `id` is `scope` or lies below it on a day.
    pub fn is_within(&self, id: &str, scope: &str, on: Date) -> bool {
        self.at(id).zip(self.at(scope)).is_some_and(|(at, scope)| self.is_below(at, scope, on))
    }

    /// What lies within a unit on a day. Every question of whoever has a post asks it, so it is worked out once.
    pub fn below(&self, scope: &UnitId, on: Date) -> Below {
        let asked = (scope.clone(), on);
        let mut known = self.within.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(below) = known.get(&asked) {
            return below.clone();
        }
        let units = || self.units.iter().filter(|unit| self.is_within(unit.id.as_str(), scope.as_str(), on));
        let below = Below {
            units: Arc::new(units().map(|unit| unit.id.clone()).collect()),
            books: Arc::new(units().map(|unit| unit.book.clone()).collect()),
        };
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(asked, below.clone());
        below
    }

    /// The units of a level within a scope that exist on a day, in the order of their codes.
    pub fn at_level(&self, scope: &str, level: &str, on: Date) -> Vec<&Unit> {
        let Some(scope) = self.at(scope) else { return Vec::new() };
        let units = self.units.iter().enumerate();
        units
            .filter(|(_, unit)| unit.level.as_str() == level && unit.exists_on(on))
            .filter(|(at, _)| self.is_below(*at, scope, on))
            .map(|(_, unit)| unit)
            .collect()
    }

    fn at(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    fn up(&self, at: usize, on: Date) -> Option<usize> {
        let parents = &self.units[at].parents;
        let spell = parents.iter().rposition(|(since, _)| *since <= on).unwrap_or_default();
        *self.above[at].get(spell)?
    }

    /// A loop in the data ends the walk once it was longer than any line can be.
    fn is_below(&self, at: usize, scope: usize, on: Date) -> bool {
        let mut line = std::iter::successors(Some(at), |at| self.up(*at, on));
        line.by_ref().take(self.units.len()).any(|at| at == scope)
    }

    /// Where a record of `unit` dated `day` stands: under the boundaries of its day, or under those of `now`.
    /// `None` as level keeps the record's own unit (or its successor).
    pub fn place(&self, unit: &str, day: Date, level: Option<&str>, boundaries: Boundaries, now: Date) -> Placed {
        let (unit, on) = match boundaries {
            Boundaries::Then => (self.get(unit).map(|u| u.id.clone()), day),
            Boundaries::Now => match self.today(unit, now) {
                Placed::In(unit) => (Some(unit), now),
                other => return self.lift_undecided(other, level, now),
            },
        };
        let Some(unit) = unit else { return Placed::Nowhere };
        let Some(level) = level else { return Placed::In(unit) };
        self.ancestors(unit.as_str(), on)
            .iter()
            .find(|ancestor| ancestor.level.as_str() == level)
            .map_or(Placed::Nowhere, |ancestor| Placed::In(ancestor.id.clone()))
    }

    /// Follows single successors until a unit that exists on `now`; several successors are undecided.
    fn today(&self, unit: &str, now: Date) -> Placed {
        let mut at = self.get(unit);
        let mut steps = 0;
        while let Some(unit) = at {
            if unit.exists_on(now) || unit.successors.is_empty() || steps > self.units.len() {
                return Placed::In(unit.id.clone());
            }
            if unit.successors.len() > 1 {
                return Placed::Undecided(unit.id.clone());
            }
            at = self.get(unit.successors[0].as_str());
            steps += 1;
        }
        Placed::Nowhere
    }

    /// An undecided record is decided at a level where all successors share one ancestor.
    fn lift_undecided(&self, placed: Placed, level: Option<&str>, now: Date) -> Placed {
        let (Placed::Undecided(old), Some(level)) = (&placed, level) else { return placed };
        let mut homes: Vec<UnitId> = self
            .get(old.as_str())
            .map(|unit| unit.successors.as_slice())
            .unwrap_or_default()
            .iter()
            .filter_map(|next| {
                let line = self.ancestors(next.as_str(), now);
                line.iter().find(|unit| unit.level.as_str() == level).map(|unit| unit.id.clone())
            })
            .collect();
        homes.dedup();
        if let [home] = homes.as_slice() { Placed::In(home.clone()) } else { placed }
    }
}

impl Clone for Within {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Within {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Within {}

impl std::fmt::Debug for Within {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl Unit {
    /// Whether it is the topmost, above which there is none.
    pub fn is_root(&self) -> bool {
        self.parents.is_empty()
    }

    /// Whether it exists on a day.
    pub fn exists_on(&self, day: Date) -> bool {
        self.begins <= day && self.ends.is_none_or(|ends| day < ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, level: &str, parents: &[(&str, &str)], span: (&str, Option<&str>), next: &[&str]) -> Unit {
        let day = |text: &str| text.parse().expect(text);
        Unit {
            id: id.into(),
            name: id.to_owned(),
            level: level.into(),
            parents: parents.iter().map(|(since, parent)| (day(since), UnitId::from(*parent))).collect(),
            begins: day(span.0),
            ends: span.1.map(day),
            successors: next.iter().map(|id| UnitId::from(*id)).collect(),
            book: "b".into(),
        }
    }

    /// Village 1 moves from town A to town B in 2023; village 2 is split in 2024 into 3 and 4, both in A.
    fn tree() -> UnitTree {
        let root = ("2000-01-01", None);
        UnitTree::new(
            [
                unit("C", "county", &[], root, &[]),
                unit("A", "town", &[("2000-01-01", "C")], root, &[]),
                unit("B", "town", &[("2000-01-01", "C")], root, &[]),
                unit("1", "village", &[("2000-01-01", "A"), ("2023-01-01", "B")], root, &[]),
                unit("2", "village", &[("2000-01-01", "A")], ("2000-01-01", Some("2024-01-01")), &["3", "4"]),
                unit("3", "village", &[("2024-01-01", "A")], ("2024-01-01", None), &[]),
                unit("4", "village", &[("2024-01-01", "A")], ("2024-01-01", None), &[]),
            ],
            ["county", "town", "village"].map(LevelId::from).to_vec(),
        )
    }

    fn check(unit: &str, day: &str, level: &str, boundaries: Boundaries, expect: Placed) {
        let (day, now) = (day.parse().expect(day), "2025-01-01".parse().expect("now"));
        assert_eq!(tree().place(unit, day, Some(level), boundaries, now), expect, "{unit} {day} {level}");
    }

    #[test]
    fn the_topmost_has_nothing_above_it() {
        let tree = tree();
        let roots: Vec<&str> = tree.iter().filter(|unit| unit.is_root()).map(|unit| unit.id.as_str()).collect();
        assert_eq!(roots, ["C"]);
    }

    #[test]
    fn a_loop_ends_the_walk() {
        let root = ("2000-01-01", None);
        let tree = UnitTree::new(
            [
                unit("A", "town", &[("2000-01-01", "B")], root, &[]),
                unit("B", "town", &[("2000-01-01", "A")], root, &[]),
                unit("1", "village", &[("2000-01-01", "A"), ("2020-01-01", "?")], root, &[]),
            ],
            ["town", "village"].map(LevelId::from).to_vec(),
        );
        let day = |text: &str| text.parse::<Date>().expect(text);
        let line = |id: &str, on: &str| tree.ancestors(id, day(on)).iter().map(|unit| unit.id.to_string()).collect();
        let lines: [Vec<String>; 3] = [line("1", "2010-01-01"), line("1", "2020-01-01"), line("?", "2020-01-01")];
        assert_eq!(lines.map(|line| line.concat()), ["1AB", "1", ""]);
        assert!(tree.is_within("1", "B", day("1990-01-01")) && !tree.is_within("1", "C", day("2010-01-01")));
        assert!(!tree.is_within("1", "A", day("2020-01-01")) && tree.parent("1", day("2020-01-01")).is_none());
    }

    #[test]
    fn what_lies_below_is_of_a_day() {
        let tree = tree();
        let check = |scope: &str, on: &str, expect: &str| {
            // Asked twice, it is the same.
            for _ in 0..2 {
                let below = tree.below(&scope.into(), on.parse().expect(on));
                let units: Vec<&str> = below.units.iter().map(UnitId::as_str).collect();
                assert_eq!(
                    (units.concat(), below.books.len()),
                    (expect.to_owned(), expect.len().min(1)),
                    "{scope} {on}"
                );
            }
        };
        check("A", "2022-06-01", "1234A");
        check("A", "2023-06-01", "234A");
        check("B", "2023-06-01", "1B");
        check("1", "2023-06-01", "1");
        check("C", "2023-06-01", "1234ABC");
        check("?", "2023-06-01", "");
    }

    #[test]
    fn records_stand_where_they_stood_or_where_that_is_today() {
        check("1", "2022-06-01", "town", Boundaries::Then, Placed::In("A".into()));
        check("1", "2023-01-01", "town", Boundaries::Then, Placed::In("B".into()));
        check("1", "2022-06-01", "town", Boundaries::Now, Placed::In("B".into()));
        check("2", "2022-06-01", "village", Boundaries::Then, Placed::In("2".into()));
        check("2", "2022-06-01", "village", Boundaries::Now, Placed::Undecided("2".into()));
        check("2", "2022-06-01", "town", Boundaries::Now, Placed::In("A".into()));
        check("A", "2022-06-01", "village", Boundaries::Then, Placed::Nowhere);
    }
}
