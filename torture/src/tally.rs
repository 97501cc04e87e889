//! What was counted, and the table at the end.

use std::collections::BTreeMap;

use crate::lane::Counts;

/// All of one database.
#[derive(Default)]
pub struct Tally {
    pub rounds: u64,
    /// How often each fault struck.
    pub struck: BTreeMap<&'static str, u64>,
    /// `kill -9` of a server or of the database.
    pub kills: u64,
    pub acknowledged: u64,
    pub unanswered: u64,
    pub refused: BTreeMap<String, u64>,
    pub verified: u64,
    pub compared: u64,
    pub found: BTreeMap<Wrong, u64>,
    /// The first sentences of each.
    pub sentences: Vec<String>,
}

/// What must never be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Wrong {
    /// Acknowledged, and not there.
    Lost,
    /// There twice, or asked by nobody.
    Doubled,
    /// There in part.
    Half,
    /// A figure, a record or an issued report is not what the oracle counts.
    Figures,
    /// `verify` found something.
    Verify,
    /// Refused as not kept, and there.
    Kept,
    /// An answer that must not be, a server that did not go on, a panic.
    Answers,
    /// Numbers with gaps, or times that run backwards.
    Order,
}

pub const ALL: [(Wrong, &str); 8] = [
    (Wrong::Lost, "lost"),
    (Wrong::Doubled, "doubled"),
    (Wrong::Half, "half"),
    (Wrong::Figures, "wrong figures"),
    (Wrong::Verify, "verify findings"),
    (Wrong::Kept, "refused but kept"),
    (Wrong::Answers, "wrong answers"),
    (Wrong::Order, "out of order"),
];

const SENTENCES: usize = 40;

impl Tally {
    /// One more thing that must not be.
    pub fn wrong(&mut self, what: Wrong, sentence: impl Into<String>) {
        let sentence = format!("{what:?}: {}", sentence.into());
        eprintln!("  !! {sentence}");
        *self.found.entry(what).or_default() += 1;
        if self.sentences.len() < SENTENCES {
            self.sentences.push(sentence);
        }
    }

    /// What a worker counted.
    pub fn take(&mut self, counts: &mut Counts) {
        let counts = std::mem::take(counts);
        self.acknowledged += counts.acknowledged;
        self.unanswered += counts.unanswered;
        for (code, times) in counts.refused {
            *self.refused.entry(code).or_default() += times;
        }
        for sentence in counts.wrong {
            self.wrong(Wrong::Answers, sentence);
        }
    }

    /// Whether all is well.
    pub fn is_clean(&self) -> bool {
        self.found.is_empty()
    }

    /// Lines for the end.
    pub fn lines(&self, name: &str) -> Vec<String> {
        let listed = |all: Vec<String>| if all.is_empty() { "none".to_owned() } else { all.join(", ") };
        let struck = self.struck.iter().map(|(fault, times)| format!("{fault} {times}")).collect();
        let refused = self.refused.iter().map(|(code, times)| format!("{code} {times}")).collect();
        let found = ALL
            .iter()
            .map(|(what, word)| format!("    {word:<18}{:>8}", self.found.get(what).copied().unwrap_or_default()));
        let counts = [
            ("rounds (fresh books)", self.rounds),
            ("kills -9", self.kills),
            ("acknowledged", self.acknowledged),
            ("unanswered", self.unanswered),
            ("verified", self.verified),
            ("compared", self.compared),
        ];
        let mut lines = vec![format!("  {name}"), format!("    faults: {}", listed(struck))];
        lines.push(format!("    refused while broken: {}", listed(refused)));
        lines.extend(counts.map(|(word, count)| format!("    {word:<18}{count:>8}")));
        lines.extend(found);
        lines
    }
}
