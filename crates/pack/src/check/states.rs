//! States and steps of a case: every state can be reached, and from every state the case can be finished.

use std::collections::BTreeSet;

use kernel::StateId;

use super::{Findings, World, codes, missing};
use crate::{
    model::{Ledger, LedgerKind},
    read::Node,
};

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for (ledger, node) in world.ledgers().filter(|(ledger, _)| ledger.kind == LedgerKind::Case) {
        let before = out.len();
        ends(ledger, node, out);
        let read = ledger.steps.values().all(|step| !step.from.is_empty() && !step.to.as_str().is_empty());
        if out.len() == before && read && !ledger.states.is_empty() {
            paths(ledger, node, out);
        }
    }
}

fn ends(ledger: &Ledger, node: &Node, out: &mut Findings) {
    for (_, node) in node.entries_of("steps") {
        for (id, at) in node.texts("from").into_iter().chain(node.texts("to")) {
            if !ledger.states.contains_key(id) {
                missing(&codes::NO_STATE, at, id, ledger.states.keys().map(AsRef::as_ref), out);
            }
        }
    }
    if node.get("states").is_some() && !ledger.states.values().any(|state| state.last) {
        out.error(&codes::NO_FINAL_STATE, node.place_of("states"), "没有一个状态是办结。")
            .hint("请给最后的状态写 { name = \"……\", final = true }。");
    }
}

fn paths(ledger: &Ledger, node: &Node, out: &mut Findings) {
    let first = ledger.states.keys().next().into_iter();
    let reached = spread(first, ledger, |from, to| (from, to));
    let finals = ledger.states.values().filter(|state| state.last).map(|state| &state.id);
    let finishing = spread(finals, ledger, |from, to| (to, from));
    for (id, state) in ledger.states.iter().filter(|(_, state)| state.becomes.is_none()) {
        let at = node.deepest(&["states", id.as_str()]);
        if !reached.contains(id) {
            out.error(&codes::STATE_UNREACHABLE, at.place(), format!("从起点走不到状态“{}”。", state.name))
                .hint("请加一个到这里的步骤，或删去这个状态；停用的状态写 becomes。");
        } else if !finishing.contains(id) {
            out.error(&codes::STATE_DEAD_END, at.place(), format!("到了状态“{}”就再也办结不了。", state.name))
                .hint("请加一个从这里出去的步骤，或写 final = true。");
        }
    }
}

/// The states reached from some, going along the steps or against them.
fn spread<'a>(
    from: impl Iterator<Item = &'a StateId>,
    ledger: &'a Ledger,
    along: impl Fn(&'a StateId, &'a StateId) -> (&'a StateId, &'a StateId),
) -> BTreeSet<&'a StateId> {
    let mut reached: BTreeSet<&StateId> = from.collect();
    loop {
        let edges = ledger.steps.values().flat_map(|step| step.from.iter().map(|from| along(from, &step.to)));
        let more: Vec<&StateId> =
            edges.filter(|(a, b)| reached.contains(a) && !reached.contains(b)).map(|(_, b)| b).collect();
        if more.is_empty() {
            return reached;
        }
        reached.extend(more);
    }
}
