//! The tree of units, as its ledger says at a cut.

use std::collections::BTreeMap;

use kernel::{BookId, Cut, Date, LevelId, UnitId, UnitTree, units::Unit};

use crate::columns::Table;

/// All units known at the cut. One without a level or a first day is no unit.
pub fn tree(table: &Table, cut: &Cut, levels: Vec<LevelId>) -> UnitTree {
    let mut units: BTreeMap<UnitId, Unit> = BTreeMap::new();
    for at in table.visible(cut) {
        let (Some(code), Some(level)) = (table.text(at, "code"), table.text(at, "level")) else { continue };
        let begins = table.day(at, "begins").unwrap_or(Date::MIN);
        let unit = units.entry(UnitId::from(code)).or_insert_with(|| Unit {
            id: code.into(),
            name: table.text(at, "name").unwrap_or(code).to_owned(),
            level: level.into(),
            parents: Vec::new(),
            begins,
            ends: table.day(at, "ends"),
            successors: successors(table.text(at, "successors").unwrap_or_default()),
            book: BookId::from(table.text(at, "book").unwrap_or_else(|| table.book(at))),
        });
        if let Some(parent) = table.text(at, "parent") {
            let since = table.chunks[at.chunk].since(at.row);
            unit.parents.push((Date::from_days(since), parent.into()));
        }
    }
    for unit in units.values_mut() {
        unit.parents.sort();
        unit.parents.dedup_by(|later, earlier| later.1 == earlier.1);
    }
    UnitTree::new(units.into_values(), levels)
}

fn successors(text: &str) -> Vec<UnitId> {
    text.split([',', ',', '、']).map(str::trim).filter(|code| !code.is_empty()).map(UnitId::from).collect()
}
