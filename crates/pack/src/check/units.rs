//! The dated tree of units: one root, parents above and there at the time, successors that carry on.

use kernel::{Date, UnitId, units::Unit};

use super::{Findings, World, codes, missing};
use crate::read::Node;

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    let Some(file) = &world.drafts.units else { return };
    let tree = Tree { world };
    for (id, node) in file.entries_of("units") {
        let Some(unit) = tree.unit(id) else { continue };
        tree.level(unit, node, out);
        tree.dates(unit, node, out);
        tree.parents(unit, node, out);
        tree.successors(unit, node, out);
    }
    tree.root(file, out);
    tree.siblings(file, out);
}

struct Tree<'a> {
    world: &'a World<'a>,
}

impl Tree<'_> {
    fn unit(&self, id: &str) -> Option<&Unit> {
        self.world.pack.units.iter().find(|unit| unit.id.as_str() == id)
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.world.pack.units.iter().map(|unit| unit.id.as_str())
    }

    fn rank(&self, unit: &Unit) -> Option<usize> {
        self.world.pack.levels.iter().position(|level| level.id == unit.level)
    }

    fn level(&self, unit: &Unit, node: &Node, out: &mut Findings) {
        let Some(level) = node.get("level").filter(|_| self.rank(unit).is_none()) else { return };
        missing(
            &codes::NO_LEVEL,
            level,
            unit.level.as_str(),
            self.world.pack.levels.iter().map(|l| l.id.as_str()),
            out,
        );
    }

    fn dates(&self, unit: &Unit, node: &Node, out: &mut Findings) {
        if unit.ends.is_some_and(|ends| ends <= unit.begins) {
            out.error(
                &codes::UNIT_DATES,
                node.place_of("ends"),
                format!("“{}”的撤销日期不在设立日期之后。", unit.name),
            )
            .hint("请核对 begins 和 ends。");
        }
    }

    fn parents(&self, unit: &Unit, node: &Node, out: &mut Findings) {
        if node.get("parent").is_some() && node.get("parents").is_some() {
            out.error(&codes::UNIT_PARENTS, node.place_of("parents"), "parent 和 parents 只能写一种。")
                .hint("上级没有变动过的写 parent，变动过的写 parents。");
            return;
        }
        if !unit.parents.windows(2).all(|pair| pair[0].0 < pair[1].0) {
            out.error(&codes::UNIT_PARENTS, node.place_of("parents"), "parents 没有按日期先后写。")
                .hint("请按 since 从早到晚排列，日期不要重复。");
        }
        let spells = node.get("parents").map(Node::items).unwrap_or_default();
        for (i, (since, id)) in unit.parents.iter().enumerate() {
            let at = spells.get(i).map_or_else(|| node.get("parent"), |spell| spell.get("unit"));
            let Some(at) = at else { continue };
            let next = unit.parents.get(i + 1).map(|(since, _)| *since);
            let last = next.or(unit.ends).unwrap_or(Date::MAX);
            self.parent(unit, id, (*since).max(unit.begins)..last, at, out);
        }
    }

    fn parent(&self, unit: &Unit, id: &UnitId, days: std::ops::Range<Date>, at: &Node, out: &mut Findings) {
        let Some(parent) = self.unit(id.as_str()) else {
            return missing(&codes::NO_UNIT, at, id.as_str(), self.ids(), out);
        };
        if let (Some(above), Some(below)) = (self.rank(parent), self.rank(unit))
            && above >= below
        {
            out.error(&codes::LEVEL_ORDER, at.place(), format!("“{}”的层级不在“{}”之上。", parent.name, unit.name))
                .hint("层级从上到下写在 [levels] 里；请核对上级，或调整层级的先后。");
        }
        let there = parent.begins <= days.start && parent.ends.is_none_or(|ends| days.end <= ends);
        if !there && days.start < days.end {
            out.error(
                &codes::UNIT_DATES,
                at.place(),
                format!("“{}”归属期间，上级“{}”并不一直存在。", unit.name, parent.name),
            )
            .hint("请核对两者的 begins、ends，或用 parents 逐段写上级。");
        }
    }

    fn successors(&self, unit: &Unit, node: &Node, out: &mut Findings) {
        for (id, at) in node.texts("successors") {
            let Some(next) = self.unit(id) else {
                missing(&codes::NO_UNIT, at, id, self.ids(), out);
                continue;
            };
            let fault = match unit.ends {
                None => Some(format!("“{}”没有撤销，不能有接续的单位。", unit.name)),
                Some(_) if next.id == unit.id => Some(format!("“{}”不能接续自己。", unit.name)),
                Some(ends) if !next.exists_on(ends) => {
                    Some(format!("“{}”撤销时，“{}”并不存在。", unit.name, next.name))
                }
                Some(_) => None,
            };
            if let Some(message) = fault {
                out.error(&codes::UNIT_SUCCESSOR, at.place(), message)
                    .hint("请核对 ends、successors 和接续单位的 begins。");
            }
        }
    }

    fn root(&self, file: &Node, out: &mut Findings) {
        let roots: Vec<&Unit> = self.world.pack.units.iter().filter(|unit| unit.is_root()).collect();
        if let [_, others @ ..] = roots.as_slice() {
            for unit in others {
                let at = file.deepest(&["units", unit.id.as_str()]);
                out.error(
                    &codes::UNIT_ROOT,
                    at.place(),
                    format!("“{}”没有上级，而最上一级单位只能有一个。", unit.name),
                )
                .hint("请加一行：parent = \"上级单位的代码\"。");
            }
        } else if roots.is_empty() && !self.world.pack.units.is_empty() {
            out.error(&codes::UNIT_ROOT, file.place_of("units"), "没有一个单位是最上一级。")
                .hint("请把最上一级单位的 parent 删去。");
        }
    }

    /// Spreadsheets call units by name: siblings of one time may not share one.
    fn siblings(&self, file: &Node, out: &mut Findings) {
        let units = &self.world.pack.units;
        for (i, unit) in units.iter().enumerate() {
            let together = |other: &&Unit| {
                let shared = |(_, id): &(Date, UnitId)| unit.parents.iter().any(|(_, parent)| parent == id);
                let overlap = |a: &Unit, b: &Unit| a.ends.is_none_or(|ends| b.begins < ends);
                other.name == unit.name
                    && other.parents.iter().any(shared)
                    && overlap(unit, other)
                    && overlap(other, unit)
            };
            if let Some(other) = units[..i].iter().find(together) {
                let at = file.deepest(&["units", unit.id.as_str(), "name"]);
                out.error(&codes::DUPLICATE_NAME, at.place(), format!("单位“{}”和 {} 重名。", unit.name, other.id))
                    .hint("同一上级之下，名称要分得清。");
            }
        }
    }
}
