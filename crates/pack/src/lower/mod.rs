//! Drafts → the model. Tolerant: what is missing gets a stand-in, for the pack is thrown away if anything was found;
//! what refers to something broken is *tainted* and says nothing further, so that one mistake is one finding.

mod digests;
mod expressions;
mod fields;
mod fold;
mod forms;
mod indicators;
mod ledgers;
mod lists;
mod order;
mod rest;
mod units;

use std::collections::BTreeSet;

use indexmap::IndexMap;
use kernel::PackId;

use crate::{check::Findings, model::Pack, read::Drafts};

pub(crate) use ledgers::complete;

/// What is already known to be wrong.
#[derive(Debug, Default)]
pub(crate) struct Tainted {
    /// `ledger/field` of fields without a readable type, and indicators by their id.
    names: BTreeSet<String>,
    /// The parameters could not be read, so nothing is said of `param(…)`.
    parameters: bool,
}

impl Tainted {
    pub fn field(&mut self, ledger: &str, field: &str) {
        self.names.insert(format!("{ledger}/{field}"));
    }

    pub fn indicator(&mut self, id: &str) {
        self.names.insert(id.to_owned());
    }

    pub fn has_field(&self, ledger: &str, field: &str) -> bool {
        (self.parameters && field == "param") || self.names.contains(&format!("{ledger}/{field}"))
    }

    pub fn has_indicator(&self, id: &str) -> bool {
        self.names.contains(id)
    }
}

pub(crate) fn lower(drafts: &Drafts, digest: String, out: &mut Findings) -> Pack {
    let text = |key: &str| drafts.pack.as_ref().and_then(|pack| pack.text(key)).unwrap_or_default();
    let levels = units::levels(drafts);
    let mut pack = Pack {
        id: PackId::new(text("id")),
        name: text("name").to_owned(),
        version: text("version").to_owned(),
        digest,
        units: units::units(drafts, &levels),
        levels,
        roles: lists::roles(drafts),
        parameters: lists::parameters(drafts),
        codes: lists::codes(drafts),
        ledgers: IndexMap::new(),
        indicators: IndexMap::new(),
        duties: rest::duties(drafts),
        scorecards: rest::scorecards(drafts),
        targets: rest::targets(drafts),
        reports: rest::reports(drafts),
        forms: IndexMap::new(),
        coverage: Vec::new(),
    };
    let mut tainted = Tainted { parameters: drafts.is_broken("parameters", "*"), ..Tainted::default() };
    pack.ledgers = ledgers::ledgers(drafts, &mut tainted);
    expressions::fill(drafts, &mut pack, &tainted, out);
    indicators::fill(drafts, &mut pack, &mut tainted, out);
    forms::fill(drafts, &mut pack, &tainted, out);
    pack
}
