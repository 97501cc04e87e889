//! Levels that are named where a unit's level is meant.

use super::{Findings, World, codes, missing};
use crate::read::Node;

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    let drafts = world.drafts;
    if drafts.is_broken("units", "levels") {
        return;
    }
    let mut named: Vec<(&str, &Node)> = Vec::new();
    for node in drafts.roles.values().chain(drafts.scorecards.values()) {
        named.extend(node.text("level").zip(node.get("level")));
    }
    for front in drafts.reports.values().filter_map(|report| report.front.as_ref()) {
        named.extend(front.text("unit_level").zip(front.get("unit_level")));
    }
    for (node, key) in drafts.forms.values().flat_map(|node| [(node, "unit_level"), (node, "each")]) {
        named.extend(node.text(key).zip(node.get(key)));
    }
    for (_, node) in drafts.ledgers.values() {
        named.extend(node.texts("unit"));
        named.extend(node.entries_of("fields").filter_map(|(_, field)| field.text("level").zip(field.get("level"))));
    }
    for node in drafts.roles.values().filter(|node| node.flag("declares")) {
        declares(world, node, out);
    }
    for (id, node) in named {
        if world.pack.level(id).is_none() {
            missing(&codes::NO_LEVEL, node, id, world.pack.levels.iter().map(|level| level.id.as_str()), out);
        }
    }
}

/// What is declared is kept by a book, so by a unit that has one: a village would declare for its whole township.
fn declares(world: &World<'_>, node: &Node, out: &mut Findings) {
    let Some(level) = node.text("level").and_then(|id| world.pack.level(id)).filter(|level| !level.book) else {
        return;
    };
    let own: Vec<&str> = world.pack.levels.iter().filter(|level| level.book).map(|level| level.id.as_str()).collect();
    let message = format!("{}没有自己的账本，这一级的岗位不能建台账。", level.name);
    out.error(&codes::ROLE_DECLARES, node.place_of("declares"), message)
        .hint(format!("请删去 declares，或把岗位设在：{}。", own.join("、")));
}
