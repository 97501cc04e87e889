//! What the store has done since it was opened: counted, never what was in it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use kernel::{Instant, Slow, SlowNote, Watch};

use crate::{asking, statement};

/// How the store is doing.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Metered {
    /// Changes kept.
    pub commits: u64,
    /// Changes asked for again, and answered from before.
    pub repeated: u64,
    /// Changes refused.
    pub refused: u64,
    /// Rows written by Changes.
    pub rows: u64,
    /// Statements put to the database.
    pub statements: u64,
    /// Those of them that failed.
    pub failed: u64,
    /// How long they took together.
    pub took: Duration,
    /// Changes that wait for the writer.
    pub waiting: u64,
    /// Whether there is a writer to wait for.
    pub is_writing: bool,
    /// When the last Change of this process was kept.
    pub last_commit: Option<Instant>,
}

/// The counters, and the watch over what is slow.
pub(crate) struct Meters {
    pub watch: Arc<Watch>,
    commits: AtomicU64,
    repeated: AtomicU64,
    refused: AtomicU64,
    rows: AtomicU64,
    statements: AtomicU64,
    failed: AtomicU64,
    micros: AtomicU64,
    last_commit: AtomicI64,
}

impl Meters {
    pub fn new(watch: Arc<Watch>) -> Self {
        let zero = AtomicU64::default;
        Self {
            watch,
            commits: zero(),
            repeated: zero(),
            refused: zero(),
            rows: zero(),
            statements: zero(),
            failed: zero(),
            micros: zero(),
            last_commit: AtomicI64::default(),
        }
    }

    /// Counts a statement and notes it where it was slow. `head` is how its text begins.
    pub fn statement(&self, head: &str, began: Duration, rows: Option<u64>) {
        let took = self.watch.since(began);
        self.statements.fetch_add(1, Relaxed);
        self.failed.fetch_add(u64::from(rows.is_none()), Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
        let noted = self.watch.note(Slow::Statement, took, |note| SlowNote {
            what: statement::without_values(head),
            table: statement::table(head),
            rows,
            asked_by: asking::who().map(|who| who.to_string()),
            ..note
        });
        if let Some(note) = noted {
            tracing::warn!(
                sql = note.what,
                table = note.table,
                rows = note.rows,
                duration_ms = millis(note.took),
                asked_by = note.asked_by,
                "slow.statement"
            );
        }
    }

    /// Counts a Change that was kept, or was kept before.
    pub fn kept(&self, repeated: bool, rows: usize, at: Instant) {
        if repeated {
            self.repeated.fetch_add(1, Relaxed);
            return;
        }
        self.commits.fetch_add(1, Relaxed);
        self.rows.fetch_add(u64::try_from(rows).unwrap_or(u64::MAX), Relaxed);
        self.last_commit.store(at.millis(), Relaxed);
    }

    /// Counts a Change that was not kept.
    pub fn refused(&self) {
        self.refused.fetch_add(1, Relaxed);
    }

    pub fn read(&self) -> Metered {
        let at = Some(self.last_commit.load(Relaxed)).filter(|at| *at != 0);
        Metered {
            commits: self.commits.load(Relaxed),
            repeated: self.repeated.load(Relaxed),
            refused: self.refused.load(Relaxed),
            rows: self.rows.load(Relaxed),
            statements: self.statements.load(Relaxed),
            failed: self.failed.load(Relaxed),
            took: Duration::from_micros(self.micros.load(Relaxed)),
            last_commit: at.map(Instant::from_millis),
            ..Metered::default()
        }
    }
}

/// Where nobody looks on, and nothing has a clock.
pub(crate) fn unwatched() -> Arc<Meters> {
    let stopped = kernel::world::StoppedClock(Instant::from_millis(0));
    Arc::new(Meters::new(Arc::new(Watch::new(Arc::new(stopped)))))
}

fn millis(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}
