//! What the engine has done and what it holds: counted, never whose records they are.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use kernel::{IndicatorId, Problem, Slow, SlowNote};
use store::Store;

/// How the figures are doing.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Metered {
    /// Questions.
    pub questions: u64,
    /// Figures answered by them.
    pub figures: u64,
    /// Questions that ended with a problem.
    pub refused: u64,
    /// How long they took together.
    pub took: Duration,
    /// What the columns hold.
    pub columns: Columns,
}

/// What the columns hold.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Columns {
    /// Ledgers that are held.
    pub ledgers: u64,
    /// Books they speak of.
    pub books: u64,
    /// Versions and spells.
    pub rows: u64,
    /// Memory, about.
    pub bytes: u64,
    /// Times a ledger was read from its first Change.
    pub builds: u64,
    /// Times only what was new was added.
    pub updates: u64,
}

/// The counters.
#[derive(Default)]
pub(crate) struct Meters {
    questions: AtomicU64,
    figures: AtomicU64,
    refused: AtomicU64,
    micros: AtomicU64,
}

/// How many indicators of a question are named in its note.
const NAMED: usize = 5;

/// The indicators of a question, so many of them as tell which it is.
pub(crate) fn named<'i>(indicators: impl IntoIterator<Item = &'i IndicatorId>) -> String {
    let mut all: Vec<&str> = indicators.into_iter().map(IndicatorId::as_str).collect();
    all.dedup();
    let more = all.len().saturating_sub(NAMED);
    all.truncate(NAMED);
    let named = all.join(",");
    if more == 0 { named } else { format!("{named} +{more}") }
}

impl Meters {
    /// Does a question, counts what it answers, and notes it where it was slow.
    pub async fn question<T>(
        &self,
        store: &Store,
        what: String,
        figures: impl FnOnce(&T) -> usize,
        work: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        let began = store.watch().begin();
        let answer = store::asking::by(&what, work).await;
        let took = store.watch().since(began);
        self.questions.fetch_add(1, Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
        let many = answer.as_ref().ok().map(|answer| u64::try_from(figures(answer)).unwrap_or(u64::MAX));
        match many {
            Some(many) => self.figures.fetch_add(many, Relaxed),
            None => self.refused.fetch_add(1, Relaxed),
        };
        let asked_by = store::asking::who().map(|who| who.to_string());
        let noted = store.watch().note(Slow::Figures, took, |note| SlowNote {
            what: what.clone(),
            rows: many,
            asked_by,
            ..note
        });
        if let Some(note) = noted {
            let duration_ms = u64::try_from(note.took.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(
                indicators = note.what,
                figures = note.rows,
                duration_ms,
                asked_by = note.asked_by,
                "slow.figures"
            );
        }
        answer
    }

    pub fn read(&self, columns: Columns) -> Metered {
        Metered {
            questions: self.questions.load(Relaxed),
            figures: self.figures.load(Relaxed),
            refused: self.refused.load(Relaxed),
            took: Duration::from_micros(self.micros.load(Relaxed)),
            columns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_only_so_many_indicators() {
        let ids: Vec<IndicatorId> = ["a", "a", "b", "c", "d", "e", "f", "g"].map(IndicatorId::from).into();
        assert_eq!(named(&ids[..3]), "a,b");
        assert_eq!(named(&ids), "a,b,c,d,e +2");
    }
}
