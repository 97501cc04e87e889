//! Work that took too long leaves a note: what, for whom, how long. A note never holds what people wrote: the text of a
//! statement stands without its values, a request by the pattern of its route, figures by their indicators.
//!
//! Only so many notes are kept, the newest; a machine that is slow all day must not fill its own memory with saying so.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use crate::{date::Instant, world::Clock};

/// What was slow.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Slow {
    /// A statement to the database.
    Statement,
    /// A question for figures.
    Figures,
    /// A request.
    Request,
}

/// From how long on it is noted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// A statement.
    pub statement: Duration,
    /// A question for figures.
    pub figures: Duration,
    /// A request.
    pub request: Duration,
}

/// One note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SlowNote {
    /// When it was done.
    pub at: Instant,
    /// What was slow.
    pub kind: Slow,
    /// How long it took.
    pub took: Duration,
    /// The text of the statement without values, the indicators, or the route.
    pub what: String,
    /// The table that was read or written.
    pub table: Option<String>,
    /// Rows answered or touched.
    pub rows: Option<u64>,
    /// The route or indicators it was done for.
    pub asked_by: Option<String>,
}

/// Watches how long things take.
pub struct Watch {
    clock: Arc<dyn Clock>,
    limits: RwLock<Limits>,
    notes: Mutex<VecDeque<SlowNote>>,
    counts: [AtomicU64; 3],
}

/// How many notes are kept.
const KEPT: usize = 100;

impl Slow {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Statement, Self::Figures, Self::Request];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Figures => "figures",
            Self::Request => "request",
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let (statement, figures) = (Duration::from_millis(200), Duration::from_millis(500));
        Self { statement, figures, request: Duration::from_secs(1) }
    }
}

impl Limits {
    /// The limit of a kind.
    pub fn of(&self, kind: Slow) -> Duration {
        match kind {
            Slow::Statement => self.statement,
            Slow::Figures => self.figures,
            Slow::Request => self.request,
        }
    }
}

impl Watch {
    /// A watch with the usual limits and no notes.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let (limits, notes) = (RwLock::new(Limits::default()), Mutex::default());
        Self { clock, limits, notes, counts: Default::default() }
    }

    /// A reading to be given to [`Watch::since`] later.
    pub fn begin(&self) -> Duration {
        self.clock.ticks()
    }

    /// How long it is since a reading.
    pub fn since(&self, began: Duration) -> Duration {
        self.clock.ticks().saturating_sub(began)
    }

    /// From how long on things are noted.
    pub fn limits(&self) -> Limits {
        *self.limits.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Other limits from now on.
    pub fn keep_to(&self, limits: Limits) {
        *self.limits.write().unwrap_or_else(PoisonError::into_inner) = limits;
    }

    /// Notes what took too long; the note, where it did. `note` is only asked to fill it in then.
    pub fn note(&self, kind: Slow, took: Duration, note: impl FnOnce(SlowNote) -> SlowNote) -> Option<SlowNote> {
        if took < self.limits().of(kind) {
            return None;
        }
        let at = self.clock.now();
        let noted = note(SlowNote { at, kind, took, what: String::new(), table: None, rows: None, asked_by: None });
        self.counts[kind as usize].fetch_add(1, Relaxed);
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        if notes.len() == KEPT {
            notes.pop_front();
        }
        notes.push_back(noted.clone());
        Some(noted)
    }

    /// The notes that are kept, oldest first.
    pub fn notes(&self) -> Vec<SlowNote> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// How many of a kind there were since the start, kept or not.
    pub fn count(&self, kind: Slow) -> u64 {
        self.counts[kind as usize].load(Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::StoppedClock;

    #[test]
    fn only_what_took_too_long_is_noted_and_only_so_much_is_kept() {
        let watch = Watch::new(Arc::new(StoppedClock(Instant::from_millis(5))));
        watch.keep_to(Limits { statement: Duration::from_millis(10), ..Limits::default() });
        let note = |millis| {
            watch.note(Slow::Statement, Duration::from_millis(millis), |note| SlowNote { rows: Some(millis), ..note })
        };
        assert!(note(9).is_none());
        (10..10 + 2 * KEPT as u64).for_each(|millis| assert!(note(millis).is_some()));
        let rows: Vec<Option<u64>> = watch.notes().iter().map(|note| note.rows).collect();
        assert_eq!(rows, (110..210).map(Some).collect::<Vec<_>>(), "the newest, oldest first");
        assert_eq!((watch.count(Slow::Statement), watch.count(Slow::Request)), (200, 0));
    }
}
