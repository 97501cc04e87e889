//! What the engine has done and what it holds: counted, never whose records they are.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use kernel::{IndicatorId, Problem, Slow, SlowNote};
use pack::model::Pack;
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
    /// Pages of lists.
    pub lists: u64,
    /// Of these, those that the columns answered.
    pub lists_by_columns: u64,
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
    lists: AtomicU64,
    lists_by_columns: AtomicU64,
}

/// How many indicators of a question are named in its note.
const NAMED: usize = 5;

/// The indicators of a question, so many of them as tell which it is. One that no pack declares may be anything that
/// somebody typed, and is not repeated.
pub(crate) fn named<'i>(pack: &Pack, indicators: impl IntoIterator<Item = &'i IndicatorId>) -> String {
    let declared = |id: &'i IndicatorId| pack.indicator(id.as_str()).map_or("(unknown)", |_| id.as_str());
    let mut all: Vec<&str> = indicators.into_iter().map(declared).collect();
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

    /// Counts a page of a list.
    pub fn list(&self, by_columns: bool) {
        self.lists.fetch_add(1, Relaxed);
        self.lists_by_columns.fetch_add(u64::from(by_columns), Relaxed);
    }

    pub fn read(&self, columns: Columns) -> Metered {
        Metered {
            questions: self.questions.load(Relaxed),
            figures: self.figures.load(Relaxed),
            refused: self.refused.load(Relaxed),
            took: Duration::from_micros(self.micros.load(Relaxed)),
            lists: self.lists.load(Relaxed),
            lists_by_columns: self.lists_by_columns.load(Relaxed),
            columns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_only_so_many_indicators_and_none_that_was_made_up() {
        let pack = pack::sample::pack();
        let known: Vec<IndicatorId> = pack.indicators.keys().take(7).cloned().collect();
        let ids: Vec<&str> = known.iter().map(IndicatorId::as_str).collect();
        assert_eq!(named(&pack, &known[..2]), ids[..2].join(","));
        assert_eq!(named(&pack, &known), format!("{} +2", ids[..5].join(",")));
        assert_eq!(named(&pack, &[IndicatorId::from("王小明"), IndicatorId::from("13800000000")]), "(unknown)");
    }
}
