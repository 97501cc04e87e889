//! Levels and units, each unit with the book that keeps its records.

use kernel::{BookId, Date, LevelId, UnitId, units::Unit};

use crate::{
    model::Level,
    read::{Drafts, Node},
};

pub(super) fn levels(drafts: &Drafts) -> Vec<Level> {
    let level = |(id, node): (&str, &Node)| Level {
        id: LevelId::new(id),
        name: node.name().unwrap_or(id).to_owned(),
        book: node.flag("book"),
    };
    drafts.units.iter().flat_map(|units| units.entries_of("levels")).map(level).collect()
}

pub(super) fn units(drafts: &Drafts, levels: &[Level]) -> Vec<Unit> {
    let mut units: Vec<Unit> =
        drafts.units.iter().flat_map(|units| units.entries_of("units")).map(|(id, node)| unit(id, node)).collect();
    let books: Vec<BookId> = units.iter().map(|unit| book(unit, &units, levels)).collect();
    for (unit, book) in units.iter_mut().zip(books) {
        unit.book = book;
    }
    units
}

fn unit(id: &str, node: &Node) -> Unit {
    let begins = node.date("begins").unwrap_or(Date::MIN);
    let spells = node.get("parents").map(Node::items).unwrap_or_default();
    let parents = match node.text("parent") {
        Some(parent) => vec![(begins, UnitId::new(parent))],
        None => spells.iter().filter_map(|spell| Some((spell.date("since")?, spell.text("unit")?.into()))).collect(),
    };
    Unit {
        id: UnitId::new(id),
        name: node.name().unwrap_or(id).to_owned(),
        level: LevelId::new(node.text("level").unwrap_or_default()),
        parents,
        begins,
        ends: node.date("ends"),
        successors: node.texts("successors").into_iter().map(|(id, _)| UnitId::new(id)).collect(),
        book: BookId::new(id),
    }
}

/// The nearest of itself and its first ancestors whose level keeps books; the topmost where none does.
fn book(unit: &Unit, units: &[Unit], levels: &[Level]) -> BookId {
    let keeps = |unit: &Unit| levels.iter().any(|level| level.id == unit.level && level.book);
    let mut at = unit;
    for _ in 0..=units.len() {
        let parent = at.parents.first().and_then(|(_, id)| units.iter().find(|unit| unit.id == *id));
        match parent {
            Some(parent) if !keeps(at) => at = parent,
            _ => break,
        }
    }
    BookId::new(at.id.as_str())
}
