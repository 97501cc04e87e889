//! Ledgers without their expressions.

use std::sync::Arc;

use indexmap::IndexMap;
use kernel::{FieldId, LedgerId, LevelId, StateId, StepId, UnitId};

use super::{
    Tainted, fields,
    lists::{name, words},
};
use crate::{
    model::{Ledger, LedgerKind, State, Step},
    read::{Drafts, Node, Raw},
};

/// Gives registers the reserved fields `begins` and `ends` where they do not declare them, and what they leave out
/// where they do. `begins` is required unless it has a default.
pub(crate) fn complete(drafts: &mut Drafts) {
    for (kind, node) in drafts.ledgers.values_mut() {
        if *kind == LedgerKind::Register {
            reserve(node, "begins", "起始日期", true);
            reserve(node, "ends", "止于", false);
        }
    }
}

fn reserve(ledger: &mut Node, id: &str, name: &str, required: bool) {
    let (file, line) = (Arc::clone(&ledger.file), ledger.line);
    let Raw::Table(keys) = &mut ledger.raw else { return };
    let Some(Node { raw: Raw::Table(fields), .. }) = keys.get_mut("fields") else { return };
    let make = |key: &str, raw: Raw| Node {
        file: Arc::clone(&file),
        path: if key.is_empty() { format!("fields.{id}") } else { format!("fields.{id}.{key}") },
        line,
        text_at: (line, 1),
        raw,
    };
    let field = fields.entry(id.to_owned()).or_insert_with(|| make("", Raw::Table(IndexMap::new())));
    let Raw::Table(keys) = &mut field.raw else { return };
    keys.entry("name".to_owned()).or_insert_with(|| make("name", Raw::Text(name.to_owned())));
    keys.entry("type".to_owned()).or_insert_with(|| make("type", Raw::Text("date".to_owned())));
    if required && !keys.contains_key("default") {
        keys.entry("required".to_owned()).or_insert_with(|| make("required", Raw::Bool(true)));
    }
}

pub(super) fn ledgers(drafts: &Drafts, tainted: &mut Tainted) -> IndexMap<LedgerId, Ledger> {
    drafts.ledgers.iter().map(|(id, (kind, node))| (LedgerId::new(id), ledger(id, *kind, node, tainted))).collect()
}

fn ledger(id: &str, kind: LedgerKind, node: &Node, tainted: &mut Tainted) -> Ledger {
    let ids = |key: &str| node.texts(key).into_iter().map(|(id, _)| FieldId::new(id)).collect();
    let date = if kind == LedgerKind::Register { "begins" } else { node.text("date").unwrap_or_default() };
    Ledger {
        id: LedgerId::new(id),
        name: name(id, node),
        kind,
        mandate: node.text("mandate").unwrap_or_default().to_owned(),
        about: node.text("about").map(LedgerId::new),
        unit: node.texts("unit").into_iter().map(|(id, _)| LevelId::new(id)).collect(),
        only: node.text("only").map(UnitId::new),
        unit_aliases: words(node, "unit_aliases"),
        date: FieldId::new(date),
        key: ids("key"),
        title: ids("title"),
        identity: node.flag("identity"),
        hidden: node.flag("hidden"),
        totals: node.flag("totals"),
        fields: fields::fields(id, node, tainted),
        checks: Vec::new(),
        states: node.entries_of("states").map(|(id, node)| (StateId::new(id), state(id, node))).collect(),
        steps: node.entries_of("steps").map(|(id, node)| (StepId::new(id), step(id, node))).collect(),
        help: node.text("help").map(str::to_owned),
    }
}

fn state(id: &str, node: &Node) -> State {
    State {
        id: StateId::new(id),
        name: name(id, node),
        last: node.flag("final"),
        becomes: node.text("becomes").map(StateId::new),
    }
}

fn step(id: &str, node: &Node) -> Step {
    Step {
        id: StepId::new(id),
        name: name(id, node),
        from: node.texts("from").into_iter().map(|(id, _)| StateId::new(id)).collect(),
        to: StateId::new(node.text("to").unwrap_or_default()),
        by: node.text("by").map(Into::into),
        within: node.text("within").map(Into::into),
        guard: None,
    }
}
