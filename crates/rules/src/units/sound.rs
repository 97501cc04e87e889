//! Whether the tree as it will be is sound, on that day and on all that are to come.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, UnitId, units::Unit};

use super::judge::Judge;

pub(super) type Units = BTreeMap<UnitId, Unit>;

impl Judge<'_> {
    /// Nobody is left below a unit that is not there.
    pub fn left_behind(&mut self) {
        let all = self.all();
        let mut days = BTreeSet::from([self.wanted.day]);
        for unit in all.values() {
            let moments = unit.parents.iter().map(|(since, _)| *since).chain([unit.begins]).chain(unit.ends);
            days.extend(moments.filter(|day| *day > self.wanted.day));
        }
        let mut left = BTreeMap::new();
        for day in days {
            for unit in all.values() {
                let Some(above) = missing_above(&all, unit, day) else { continue };
                if self.changed.contains_key(above) || self.changed.contains_key(&unit.id) {
                    let name = all.get(above).map_or_else(|| above.to_string(), |above| above.name.clone());
                    left.entry(unit.id.clone()).or_insert((name, unit.name.clone(), day));
                }
            }
        }
        for (parent, child, day) in left.into_values() {
            let message = format!("“{parent}”{day} 不在了，“{child}”没有上级。");
            self.wrong("unit.left_behind", message, "ends", "请把它一起撤销，或划归别的单位。");
        }
    }

    /// Spreadsheets call units by name: those of one parent and one time may not share one.
    pub fn namesakes(&mut self) {
        let all = self.all();
        let taken = self.changed.values().filter(|unit| shares_a_name(&all, unit, self.wanted.day));
        let taken: BTreeSet<String> = taken.map(|unit| unit.name.clone()).collect();
        for name in taken {
            let message = format!("同一个上级下已经有“{name}”。");
            self.wrong("unit.name_taken", message, "name", "请换一个分得清的名称。");
        }
    }

    /// All units as they will be.
    fn all(&self) -> Units {
        let known = self.tree.iter().map(|unit| (unit.id.clone(), unit.clone()));
        known.chain(self.changed.clone()).collect()
    }
}

/// What a unit is below on a day, where that is not there.
pub(super) fn missing_above<'a>(all: &'a Units, unit: &'a Unit, day: Date) -> Option<&'a UnitId> {
    let above = parent_on(unit, day).filter(|_| unit.exists_on(day))?;
    all.get(above).is_none_or(|above| !above.exists_on(day)).then_some(above)
}

/// Whether a unit that has not ended by a day is called as another that was put below the same last.
pub(super) fn shares_a_name(all: &Units, unit: &Unit, day: Date) -> bool {
    let last = |unit: &Unit| unit.parents.last().map(|(_, parent)| parent.clone());
    let there = |unit: &Unit| unit.ends.is_none_or(|ends| day < ends);
    let same = |other: &&Unit| other.id != unit.id && other.name == unit.name && last(other) == last(unit);
    there(unit) && all.values().filter(same).any(there)
}

fn parent_on(unit: &Unit, day: Date) -> Option<&UnitId> {
    unit.parents.iter().rfind(|(since, _)| *since <= day).map(|(_, parent)| parent)
}
