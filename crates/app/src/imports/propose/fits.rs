//! Ledgers there are, by how many headings of the sheet they know.

use kernel::{Finding, LedgerId};
use pack::model::LedgerKind;
use rules::{Context, access::Actor};

use super::super::{
    choose::choose,
    columns::{columns, matches},
    options::ImportOptions,
    read::Sheet,
    report::ColumnMatch,
    vocabulary::Vocabulary,
};
use crate::{World, access};

/// More than a person compares.
const MOST: usize = 5;

/// A ledger the sheet may be for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fit {
    /// The ledger.
    pub ledger: LedgerId,
    /// Its name.
    pub name: String,
    /// Register, log or case.
    pub kind: LedgerKind,
    /// Columns of the sheet that it knows.
    pub matched: usize,
    /// Columns of the sheet that have a heading.
    pub columns: usize,
    /// Each of them, and what of the ledger it is.
    pub taken: Vec<ColumnMatch>,
    /// What it needs and no column brings, in words.
    pub missing: Vec<String>,
}

impl Fit {
    /// Whether the sheet could be imported as it is.
    pub fn usable(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Ledgers that know at least half of the headings, best first.
pub(super) fn fits(actor: &Actor, world: &World, sheets: &[Sheet], sheet: &Sheet, context: &Context<'_>) -> Vec<Fit> {
    let options = ImportOptions { sheet: sheet.name.clone(), ..ImportOptions::default() };
    let ledgers = world.pack.ledgers.values().filter(|ledger| !ledger.is_system());
    let sheets: Vec<&Sheet> = sheets.iter().collect();
    let mut fits: Vec<Fit> = ledgers
        .filter(|ledger| access::write_ledger(actor, world, ledger.id.as_str()).is_ok())
        .filter_map(|ledger| {
            let words = Vocabulary::new(ledger, &options.columns, &options.columns, context);
            let chosen = choose(&sheets, &words, &options, context, &mut Vec::new());
            let (_, header) = chosen.first()?;
            let (columns, findings) = columns(sheet.name.as_deref(), header, &words, &options, context);
            let matched = columns.iter().filter(|column| column.target.is_some()).count();
            let missing = findings.into_iter().filter(Finding::is_error).map(|finding| finding.message).collect();
            let (name, kind) = (ledger.name.clone(), ledger.kind);
            let taken = matches(&columns);
            Some(Fit { ledger: ledger.id.clone(), name, kind, matched, columns: columns.len(), taken, missing })
        })
        .filter(|fit| fit.matched * 2 > fit.columns && fit.matched >= 3)
        .collect();
    fits.sort_by_key(|fit| (!fit.usable(), std::cmp::Reverse(fit.matched * 1000 / fit.columns.max(1))));
    fits.truncate(MOST);
    fits
}
