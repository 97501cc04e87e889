//! One small validator a concern. Each says all it finds, with the place and what to write instead.

pub(crate) mod codes;
mod coverage;
mod fields;
mod findings;
mod forms;
mod ids;
mod ledgers;
mod levels;
mod locks;
mod names;
pub(crate) mod nearest;
mod numbering;
mod parameters;
mod prefill;
mod quantities;
mod references;
pub(crate) mod shape;
mod states;
mod successors;
mod targets;
mod units;

use kernel::LedgerId;

use crate::{
    keys::{self, Kind, Shape},
    model::{Ledger, Pack},
    read::{Drafts, Node},
};

pub(crate) use coverage::coverage;
pub(crate) use findings::Findings;
pub use ids::is_reserved;
pub(crate) use quantities::quantity;

/// The pack so far, and what it was written as.
pub(crate) struct World<'a> {
    pub drafts: &'a Drafts,
    pub pack: &'a Pack,
}

impl World<'_> {
    /// Ledgers of the pack with what they were written as.
    pub fn ledgers(&self) -> impl Iterator<Item = (&Ledger, &Node)> {
        self.drafts
            .ledgers
            .iter()
            .filter_map(|(id, (_, node))| Some((self.pack.ledgers.get(&LedgerId::new(id))?, node)))
    }
}

/// Checks what is written before anything is made of it: shapes and ids.
pub(crate) fn written(drafts: &Drafts, out: &mut Findings) {
    for (node, kind) in drafts.nodes() {
        shape::check(node, Shape::Table(kind), out);
    }
    ids::check(drafts, out);
}

/// Checks what it means.
pub(crate) fn meant(world: &World<'_>, out: &mut Findings) {
    names::check(world, out);
    levels::check(world, out);
    units::check(world, out);
    parameters::check(world, out);
    ledgers::check(world, out);
    fields::check(world, out);
    references::check(world, out);
    prefill::check(world, out);
    numbering::check(world, out);
    states::check(world, out);
    successors::check(world, out);
    targets::check(world, out);
    forms::check(world, out);
    locks::check(world, out);
}

/// Says that a name names nothing, with the nearest that does.
pub(crate) fn missing<'a>(
    code: &'static codes::Code,
    node: &Node,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    out: &mut Findings,
) {
    let hint = nearest::hint(name, known);
    let what = code.says.trim_end_matches('。');
    out.error(code, node.place(), format!("{what}：“{name}”。")).hint(hint);
}

impl Drafts {
    /// Every declaration with the kind of table it should be.
    fn nodes(&self) -> Vec<(&Node, &'static Kind)> {
        let mut nodes: Vec<(&Node, &'static Kind)> = Vec::new();
        nodes.extend(self.pack.iter().map(|node| (node, &keys::PACK)));
        nodes.extend(self.units.iter().map(|node| (node, &keys::UNITS)));
        nodes.extend(self.roles.values().map(|node| (node, &keys::ROLE)));
        nodes.extend(self.parameters.values().map(|node| (node, &keys::PARAMETER)));
        nodes.extend(self.codes.values().map(|node| (node, &keys::CODES)));
        nodes.extend(self.ledgers.values().map(|(kind, node)| (node, keys::of_ledger(*kind))));
        nodes.extend(self.indicators.values().map(|node| (node, &keys::INDICATOR)));
        nodes.extend(self.targets.values().map(|node| (node, &keys::TARGET)));
        nodes.extend(self.duties.values().map(|node| (node, &keys::DUTY)));
        nodes.extend(self.scorecards.values().map(|node| (node, &keys::SCORECARD)));
        nodes.extend(self.forms.values().map(|node| (node, &keys::FORM)));
        nodes.extend(self.reports.values().filter_map(|report| Some((report.front.as_ref()?, &keys::REPORT))));
        nodes
    }
}
