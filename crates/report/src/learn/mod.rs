//! From a half-written paragraph, or an old report, to marks: which indicator stands behind each figure.
//!
//! - [`Reading::of`]: a text → its slots: placeholders and numbers that are figures (`scan`, `refuse`, `table`), each with
//!   what stands around it (`around`, `each`, `when`) and the indicators that could fill it (`score`, by words and unit)
//! - [`Reading::asks`]: every figure the proposals need, to be asked in one go
//! - [`Reading::learned`]: with the answers, the best few of each slot; each mark is really parsed and printed (`proof`)
//!
//! Nothing is guessed silently: below a threshold a slot has no choices, and every choice says why it was made. Learning
//! knows no indicator by name; what it knows of them is a [`Catalogue`].

mod around;
mod catalogue;
mod counters;
mod each;
mod escape;
mod mark;
mod numerals;
mod proof;
mod propose;
mod refuse;
mod scan;
mod score;
mod table;
mod when;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Ask, Figure, IndicatorId, LedgerId, Problem};

pub use catalogue::{Catalogue, Entry, Tells};

use crate::{names::Names, scope::Scope};
use around::{Around, around};
use counters::Counters;
use propose::Proposal;
use scan::{Found, Text, scan};

/// The most characters of a text; a long report has about ten thousand.
pub const MOST_CHARACTERS: usize = 60_000;
/// The most slots of a text.
pub const MOST_SLOTS: usize = 2_000;

/// A text cut into prose and slots; put together again, with a mark in each slot, it is the body of a template.
#[derive(Clone, PartialEq, Debug)]
pub struct Learned {
    /// In the order of the text.
    pub pieces: Vec<Piece>,
}

/// A stretch of the text.
#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    /// Prose, as a template writes it.
    Text(String),
    /// A figure, or the place for one.
    Slot(Slot),
}

/// The place of a figure.
#[derive(Clone, PartialEq, Debug)]
pub struct Slot {
    /// What stands there, unit word included: `XX亩`, `增长12%`, `20余件`.
    pub text: String,
    /// What could fill it, best first; empty where nothing answers it.
    pub choices: Vec<Choice>,
}

/// An indicator that could fill a slot.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its name.
    pub name: String,
    /// What goes in place of the slot's text.
    pub mark: String,
    /// What the template prints there.
    pub shown: String,
    /// Why it is proposed, or what is missing.
    pub why: String,
    /// The figure; it opens.
    pub figure: Figure,
}

/// A text with its slots and proposals, before the figures are known.
pub struct Reading<'a> {
    scope: &'a Scope,
    chars: Vec<char>,
    slots: Vec<(Found, Around, Vec<Proposal<'a>>)>,
}

impl<'a> Reading<'a> {
    /// Reads a text for a scope; indicators of `ledger` are preferred.
    pub fn of(
        text: &str,
        catalogue: &'a Catalogue,
        names: &dyn Names,
        scope: &'a Scope,
        ledger: Option<&LedgerId>,
    ) -> Result<Self, Problem> {
        if text.chars().nth(MOST_CHARACTERS).is_some() {
            let message = format!("这段文字超过{MOST_CHARACTERS}字，一次读不下。");
            return Err(Problem::new("learn.too_long", message).hint("请分成几段，一段一段地放进来。"));
        }
        let text = escape::normal(text);
        let chars: Vec<char> = text.chars().collect();
        let text = Text { marked: escape::marks(&chars), chars };
        let counters = Counters::new(catalogue);
        let (found, arounds) = slots(&text, scope, names, catalogue, &counters)?;
        let ledger = ledger.map(LedgerId::as_str);
        let mut slots = Vec::new();
        for (found, around) in found.into_iter().zip(arounds) {
            let proposals = propose::by_words(catalogue, names, scope, &found, &around, ledger);
            // A number in Chinese characters that nothing speaks of is a way of speaking: 四个意识.
            if !(found.spelled && proposals.is_empty()) {
                slots.push((found, around, proposals));
            }
        }
        Ok(Self { scope, chars: text.chars, slots })
    }

    /// Every figure the proposals need, each once.
    pub fn asks(&self) -> Vec<Ask> {
        let proposals = self.slots.iter().flat_map(|(_, _, proposals)| proposals);
        let asks = proposals.flat_map(|one| std::iter::once(&one.written.ask).chain(&one.written.base));
        asks.cloned().collect::<BTreeSet<Ask>>().into_iter().collect()
    }

    /// The pieces, from the answers to [`Self::asks`].
    pub fn learned(self, names: &dyn Names, answers: &BTreeMap<Ask, Figure>) -> Learned {
        let mut pieces = Vec::new();
        let mut at = 0;
        let prose = |from: usize, to: usize, pieces: &mut Vec<Piece>| {
            let text = self.prose(from, to);
            if !text.is_empty() {
                pieces.push(Piece::Text(text));
            }
        };
        let ranked = propose::rank(names, self.scope, &self.slots, answers);
        let proven = proof::prove(ranked, names, self.scope, answers);
        for ((found, ..), choices) in self.slots.iter().zip(proven) {
            if found.spelled && choices.is_empty() {
                continue;
            }
            prose(at, found.start, &mut pieces);
            pieces.push(Piece::Slot(Slot { text: self.chars[found.start..found.end].iter().collect(), choices }));
            at = found.end;
        }
        prose(at, self.chars.len(), &mut pieces);
        Learned { pieces }
    }

    /// The text between two slots: marks in it as they are, the rest as a template writes prose.
    fn prose(&self, from: usize, to: usize) -> String {
        let part = &self.chars[from..to];
        let begins = |at: usize| (from + at).checked_sub(1).is_none_or(|last| self.chars[last] == '\n');
        let write = |start: usize, end: usize| {
            let before_mark = from + end < self.chars.len();
            escape::prose(&part[start..end].iter().collect::<String>(), begins(start), before_mark)
        };
        let mut out = String::new();
        let mut at = 0;
        for (start, end) in escape::marks(part) {
            out += &write(at, start);
            out.extend(&part[start..end]);
            at = end;
        }
        out + &write(at, part.len())
    }
}

/// The slots of running text and of tables, in the order of the text, with what stands around them.
fn slots(
    text: &Text,
    scope: &Scope,
    names: &dyn Names,
    catalogue: &Catalogue,
    counters: &Counters,
) -> Result<(Vec<Found>, Vec<Around>), Problem> {
    let nouns: Vec<char> =
        names.levels().iter().filter_map(|(_, word)| word.chars().next_back()).chain(['组', '社']).collect();
    let cells = table::cells(text, scope, catalogue, counters);
    let mut found = scan(text, counters, &nouns);
    found.retain(|one| !cells.iter().any(|cell| cell.found.start < one.end && one.start < cell.found.end));
    if found.len() + cells.len() > MOST_SLOTS {
        let message = format!("这段文字里的数字超过{MOST_SLOTS}个，一次读不下。");
        return Err(Problem::new("learn.too_many", message).hint("请分成几段，一段一段地放进来。"));
    }
    let masked = around::masked(&text.chars, &found);
    let mut arounds: BTreeMap<usize, Around> =
        found.iter().enumerate().map(|(n, one)| (n, around(&masked, one, scope, catalogue))).collect();
    each::distribute(&masked, &found, &mut arounds, scope);
    let prose = found.into_iter().zip(arounds.into_values());
    let mut all: Vec<(Found, Around)> = prose.chain(cells.into_iter().map(|cell| (cell.found, cell.around))).collect();
    all.sort_by_key(|(found, _)| found.start);
    Ok(all.into_iter().unzip())
}
