//! Names by which people and spreadsheets call things, each in its circle used once.

use std::collections::BTreeMap;

use super::{Findings, World, codes};
use crate::read::Node;

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    let drafts = world.drafts;
    indicators(world, out);
    circle("台账", drafts.ledgers.values().map(|(_, node)| node), out);
    circle("岗位", drafts.roles.values(), out);
    circle("参数", drafts.parameters.values(), out);
    circle("代码表", drafts.codes.values(), out);
    circle("报告", drafts.reports.values().filter_map(|report| report.front.as_ref()), out);
    circle("目标", drafts.targets.values(), out);
    circle("职责", drafts.duties.values(), out);
    circle("考核", drafts.scorecards.values(), out);
    circle("上报表", drafts.forms.values(), out);
    if let Some(units) = &drafts.units {
        circle("层级", units.entries_of("levels").map(|(_, node)| node), out);
    }
    for node in drafts.codes.values() {
        circle("代码", in_force(node, "codes"), out);
    }
    for (_, node) in drafts.ledgers.values() {
        fields(node, out);
        circle("状态", in_force(node, "states"), out);
    }
}

/// Templates find indicators by name, alias or id, so all three share one circle.
fn indicators(world: &World<'_>, out: &mut Findings) {
    let mut seen = Seen::new("指标");
    for (id, node) in &world.drafts.indicators {
        if node.name() != Some(id) {
            seen.meet(id, node, out);
        }
        seen.node(node, out);
    }
}

/// Headings of one ledger: fields, their aliases, and those of the unit. An ended field gives its name free.
fn fields(node: &Node, out: &mut Findings) {
    let ended: Vec<&str> = node.entries_of("fields").filter_map(|(_, field)| field.text("replaces")).collect();
    let mut seen = Seen::new("字段");
    node.texts("unit_aliases").into_iter().for_each(|(word, at)| seen.meet(word, at, out));
    for (_, field) in node.entries_of("fields").filter(|(id, _)| !ended.contains(id)) {
        seen.node(field, out);
        fields_of_table(field, out);
    }
}

fn fields_of_table(node: &Node, out: &mut Findings) {
    circle("列", node.entries_of("fields").map(|(_, child)| child), out);
}

/// Entries that have not been taken the place of. One that ends on a day is still said of days before it.
fn in_force<'a>(node: &'a Node, key: &str) -> impl Iterator<Item = &'a Node> {
    node.entries_of(key)
        .map(|(_, entry)| entry)
        .filter(|entry| entry.get("becomes").is_none() || entry.get("ends").is_some())
}

fn circle<'a>(what: &'static str, nodes: impl IntoIterator<Item = &'a Node>, out: &mut Findings) {
    let mut seen = Seen::new(what);
    nodes.into_iter().for_each(|node| seen.node(node, out));
}

struct Seen {
    what: &'static str,
    words: BTreeMap<String, String>,
}

impl Seen {
    fn new(what: &'static str) -> Self {
        Self { what, words: BTreeMap::new() }
    }

    fn node(&mut self, node: &Node, out: &mut Findings) {
        if let Some(name) = node.name().filter(|name| !name.trim().is_empty()) {
            self.meet(name, node.get("name").unwrap_or(node), out);
        }
        node.texts("aliases").into_iter().for_each(|(word, at)| self.meet(word, at, out));
    }

    fn meet(&mut self, word: &str, at: &Node, out: &mut Findings) {
        let place = format!("{}:{}", at.file, at.line);
        if let Some(first) = self.words.get(word) {
            let message = format!("{}“{word}”和 {first} 重名。", self.what);
            out.error(&codes::DUPLICATE_NAME, at.place(), message).hint("请换一个叫法，让人和表格都分得清。");
        } else {
            self.words.insert(word.to_owned(), place);
        }
    }
}
