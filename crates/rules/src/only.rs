//! What only one unit keeps, with those below it: ledgers and reports that an office declared for itself. Whoever works
//! elsewhere does not know of them; whoever works above reads what is below as ever. See ADR 0044.

use kernel::{Date, UnitId, UnitTree};
use pack::model::Ledger;

/// Whether a unit keeps records of a ledger: it is the one that the ledger is for, or below it.
pub fn keeps(ledger: &Ledger, unit: &str, units: &UnitTree, on: Date) -> bool {
    ledger.only.as_ref().is_none_or(|only| is_of(only, unit, units, on))
}

/// Whether whoever works at a unit may know of a ledger: the unit keeps it, or one below does.
pub fn is_known_at(ledger: &Ledger, unit: &str, units: &UnitTree, on: Date) -> bool {
    ledger.only.as_ref().is_none_or(|only| concerns(only, unit, units, on))
}

/// Whether what is only of one unit is of another: that one itself, or one below it.
pub fn is_of(only: &UnitId, unit: &str, units: &UnitTree, on: Date) -> bool {
    heirs(only, units, on).iter().any(|heir| units.is_within(unit, heir.as_str(), on))
}

/// Whether what is only of one unit is known at another: at that one, below it and above it.
pub fn concerns(only: &UnitId, unit: &str, units: &UnitTree, on: Date) -> bool {
    is_of(only, unit, units, on) || heirs(only, units, on).iter().any(|heir| units.is_within(heir.as_str(), unit, on))
}

/// The units that have what is only of one: itself, and once it has ended those that came after it, as far as they exist.
pub fn holders(only: &UnitId, units: &UnitTree, on: Date) -> Vec<UnitId> {
    let exists = |id: &UnitId| units.get(id.as_str()).is_some_and(|unit| unit.exists_on(on));
    heirs(only, units, on).into_iter().filter(exists).collect()
}

/// The unit itself, and once it has ended those that came after it: what an office keeps goes along with it.
fn heirs(only: &UnitId, units: &UnitTree, on: Date) -> Vec<UnitId> {
    let (mut heirs, mut at) = (vec![only.clone()], 0);
    while let Some(unit) = heirs.get(at).and_then(|id| units.get(id.as_str())) {
        let ended = unit.ends.is_some_and(|ends| ends <= on);
        let more = unit.successors.iter().filter(|next| ended && !heirs.contains(next)).cloned();
        let more: Vec<UnitId> = more.collect();
        heirs.extend(more);
        at += 1;
    }
    heirs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> (UnitTree, Date) {
        let pack = pack::sample::pack();
        let levels = pack.level_ids();
        (UnitTree::new(pack.units, levels), "2023-01-01".parse().expect("a day"))
    }

    #[test]
    fn what_is_only_of_a_unit_is_of_those_below_and_known_above() {
        let (units, today) = tree();
        let check = |only: &str, unit: &str, expect: (bool, bool)| {
            let only = UnitId::from(only);
            let found = (is_of(&only, unit, &units, today), concerns(&only, unit, &units, today));
            assert_eq!(found, expect, "{only} {unit}");
        };
        check("t1", "t1", (true, true));
        check("t1", "v1", (true, true));
        check("t1", "c", (false, true));
        check("t1", "t2", (false, false));
        check("t1", "v4", (false, false));
        check("c", "v4", (true, true));
        check("none", "t1", (false, false));
        // Split: what it kept goes along to both parts, and is nobody else's.
        check("v3", "v3a", (true, true));
        check("v3", "v3b", (true, true));
        check("v3", "t2", (false, true));
        check("v3", "v4", (false, false));
    }

    #[test]
    fn whoever_came_after_holds_it() {
        let (units, today) = tree();
        assert_eq!(holders(&"t1".into(), &units, today), ["t1".into()]);
        assert_eq!(holders(&"v3".into(), &units, today), ["v3a".into(), "v3b".into()]);
        assert_eq!(holders(&"none".into(), &units, today), [] as [UnitId; 0]);
    }
}
