//! Whether the tree is as sound once a Change of units is taken back as it is now: units may have ended since, or be called so.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, Finding, Place, UnitId, UnitTree, units::Unit};

use super::sound::{Units, missing_above, shares_a_name};

/// All that would be wrong and is not wrong now: what was unsound before stands in nobody's way. `back` has the units as they
/// would be again; nothing where one would vanish.
pub fn undone(tree: &UnitTree, back: &BTreeMap<UnitId, Option<Unit>>, today: Date) -> Vec<Finding> {
    let now: Units = tree.iter().map(|unit| (unit.id.clone(), unit.clone())).collect();
    let mut then = now.clone();
    for (id, unit) in back {
        match unit {
            Some(unit) => then.insert(id.clone(), unit.clone()),
            None => then.remove(id),
        };
    }
    let mut findings = left_behind(&now, &then, back);
    findings.extend(successors(&now, &then));
    findings.extend(namesakes(&now, &then, back, today));
    findings
}

/// On no day is anybody below a unit that is not there, of past days as of those to come.
fn left_behind(now: &Units, then: &Units, back: &BTreeMap<UnitId, Option<Unit>>) -> Vec<Finding> {
    let moments = |unit: &Unit| -> Vec<Date> {
        unit.parents.iter().map(|(since, _)| *since).chain([unit.begins]).chain(unit.ends).collect()
    };
    let days: BTreeSet<Date> = now.values().chain(then.values()).flat_map(moments).collect();
    let concerned =
        |unit: &&Unit| back.contains_key(&unit.id) || unit.parents.iter().any(|(_, parent)| back.contains_key(parent));
    let mut findings = Vec::new();
    for child in then.values().filter(concerned) {
        let newly = |day: &Date| {
            let above = missing_above(then, child, *day)?;
            let before = now.get(&child.id).and_then(|child| missing_above(now, child, *day));
            before.is_none().then_some((*day, above))
        };
        let Some((day, above)) = days.iter().find_map(newly) else { continue };
        let parent = then.get(above).or_else(|| now.get(above)).map_or(above.as_str(), |unit| unit.name.as_str());
        let message = format!("“{parent}”{day} 不在了，“{}”会没有上级。", child.name);
        let hint = format!("不要撤销这次变更，改为写明“{}”从哪天起归哪个单位或撤销。", child.name);
        findings.push(Finding::error("unit.left_behind", message, Place::default()).hint(hint));
    }
    findings
}

/// Whoever succeeds is there on the day on which he does.
fn successors(now: &Units, then: &Units) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (unit, ends) in then.values().filter_map(|unit| Some((unit, unit.ends?))) {
        let before = now.get(&unit.id).map(|unit| gone_successors(now, unit)).unwrap_or_default();
        for next in gone_successors(then, unit).into_iter().filter(|next| !before.contains(next)) {
            let name = then.get(next).or_else(|| now.get(next)).map_or(next.as_str(), |unit| unit.name.as_str());
            let message = format!("“{name}”在 {ends} 不在，不能接续“{}”。", unit.name);
            let hint = format!("不要撤销这次变更，改为写明“{}”从哪天起撤销、由谁接续。", unit.name);
            findings.push(Finding::error("unit.wrong_successor", message, Place::default()).hint(hint));
        }
    }
    findings
}

fn gone_successors<'a>(units: &Units, unit: &'a Unit) -> Vec<&'a UnitId> {
    let Some(ends) = unit.ends else { return Vec::new() };
    let gone = |next: &&UnitId| units.get(*next).is_none_or(|next| !next.exists_on(ends));
    unit.successors.iter().filter(gone).collect()
}

/// Of one parent no two units that are there share a name.
fn namesakes(now: &Units, then: &Units, back: &BTreeMap<UnitId, Option<Unit>>, today: Date) -> Vec<Finding> {
    let shares = |units: &Units, id: &UnitId| units.get(id).is_some_and(|unit| shares_a_name(units, unit, today));
    let newly = back.keys().filter(|id| shares(then, id) && !shares(now, id));
    let names: BTreeSet<&str> = newly.filter_map(|id| then.get(id)).map(|unit| unit.name.as_str()).collect();
    let taken = |name: &str| {
        Finding::error("unit.name_taken", format!("同一个上级下会有两个“{name}”。"), Place::default())
            .hint("请先给其中一个改名，再撤销。")
    };
    names.into_iter().map(taken).collect()
}
