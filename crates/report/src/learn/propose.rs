//! Which indicators are proposed for a slot: first by words and unit, then by the figures' values.

use std::collections::BTreeMap;

use kernel::{Ask, Figure};

use super::{
    around::Around,
    catalogue::{Catalogue, Entry, Known},
    mark::{self, Written},
    scan::Found,
    score::{self, Equal, Evidence},
    why,
};
use crate::{names::Names, scope::Scope};

/// An indicator that could fill a slot.
#[derive(Clone, Debug)]
pub(super) struct Proposal<'a> {
    pub known: &'a Known,
    pub evidence: Evidence,
    pub written: Written,
    /// Whether it is asked of the place the clause names, or of the report's own unit.
    pub placed: bool,
}

/// A proposal with all that is known of it.
#[derive(Clone, Debug)]
pub(super) struct Ranked<'a> {
    pub entry: &'a Entry,
    pub written: Written,
    pub why: String,
    pub score: f32,
    pub equal: Equal,
    pub has_value: bool,
}

/// Proposals that words alone are kept of before figures are asked.
const MOST_BY_WORDS: usize = 12;
/// Below this nothing is offered.
const THRESHOLD: f32 = 0.36;
/// How much of a name must be said where no number speaks for it.
const SAID: f32 = 0.3;
/// What it costs that the clause names a place and the figure is of the whole.
const NOT_PLACED: f32 = 0.15;
/// What it costs to print in one sentence the figure just printed.
const REPEATED: f32 = 0.1;
/// What it costs to disagree with the number in the text where another figure agrees. An old report's numbers agree with
/// none, and words decide.
const DISAGREES: f32 = 0.25;
const MOST_CHOICES: usize = 5;
/// Choices much worse than the best are noise.
const BEHIND: f32 = 0.45;

/// The proposals of a slot that words and unit allow; where a number stands, all that the unit allows.
pub(super) fn by_words<'a>(
    catalogue: &'a Catalogue,
    names: &dyn Names,
    scope: &Scope,
    slot: &Found,
    around: &Around,
    ledger: Option<&str>,
) -> Vec<Proposal<'a>> {
    let everywhere = Around { place: None, ..around.clone() };
    let mut proposals = Vec::new();
    for known in catalogue.entries() {
        let Some(evidence) = score::words(catalogue, known, slot, around, ledger) else { continue };
        if evidence.said < SAID && (slot.number.is_none() || slot.spelled) {
            continue;
        }
        let mut add = |around: &Around, evidence: Evidence| {
            let written = mark::write(&known.entry, slot, around, scope, names, Equal::Unknown, None);
            proposals.push(Proposal { known, evidence, written, placed: around.place.is_some() });
        };
        if around.place.is_some() {
            add(around, evidence.clone());
            add(&everywhere, Evidence { score: evidence.score - NOT_PLACED, ..evidence });
        } else {
            add(around, evidence);
        }
    }
    proposals.sort_by(|a, b| b.evidence.score.total_cmp(&a.evidence.score));
    if slot.number.is_none() {
        proposals.truncate(MOST_BY_WORDS);
    }
    proposals
}

/// The choices of every slot, best first; those without a value last.
pub(super) fn rank<'a>(
    names: &dyn Names,
    scope: &Scope,
    slots: &[(Found, Around, Vec<Proposal<'a>>)],
    answers: &BTreeMap<Ask, Figure>,
) -> Vec<Vec<Ranked<'a>>> {
    let mut last: Option<(usize, Ask)> = None;
    let mut all = Vec::new();
    for (slot, around, proposals) in slots {
        let mut ranked: Vec<Ranked<'a>> =
            proposals.iter().map(|one| weighed(one, slot, around, scope, names, answers)).collect();
        for one in &mut ranked {
            let repeated = last.as_ref().is_some_and(|(end, ask)| slot.start - end < 60 && *ask == one.written.ask);
            one.score -= if repeated && around.change.is_none() { REPEATED } else { 0.0 };
        }
        let agreed = ranked.iter().any(|one| one.score >= THRESHOLD && matches!(one.equal, Equal::Same | Equal::Near));
        for one in ranked.iter_mut().filter(|one| agreed && one.equal == Equal::Other) {
            one.score -= DISAGREES;
        }
        ranked.sort_by(|a, b| b.has_value.cmp(&a.has_value).then_with(|| b.score.total_cmp(&a.score)));
        let best = ranked.iter().map(|one| one.score).fold(0.0, f32::max);
        ranked.retain(|one| one.score >= THRESHOLD && one.score >= best - BEHIND);
        ranked.truncate(MOST_CHOICES);
        last = ranked.first().map(|one| (slot.end, one.written.ask.clone())).or(last);
        all.push(ranked);
    }
    all
}

fn weighed<'a>(
    one: &Proposal<'a>,
    slot: &Found,
    around: &Around,
    scope: &Scope,
    names: &dyn Names,
    answers: &BTreeMap<Ask, Figure>,
) -> Ranked<'a> {
    let around = if one.placed { around } else { &Around { place: None, ..around.clone() } };
    let figure = answers.get(&one.written.ask);
    let evidence = one.evidence.clone().weigh(slot, around, figure);
    let base = one.written.base.as_ref().map(|base| answers.get(base).is_some_and(|figure| figure.value.is_some()));
    let has_value = figure.is_some_and(|figure| figure.value.is_some()) && base.unwrap_or(true);
    let entry = &one.known.entry;
    let declared = figure.and_then(|figure| figure.places);
    let written = mark::write(entry, slot, around, scope, names, evidence.equal, declared);
    let why = why::why(entry, &evidence, slot, around, figure);
    Ranked { entry, written, why, score: evidence.score, equal: evidence.equal, has_value }
}
