//! Time and ids as arguments. The binary supplies real ones, tests supply fixed ones, and nothing else may.

use std::time::Duration;

use crate::date::{Date, Instant};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Instant;

    /// Today in Asia/Shanghai.
    fn today(&self) -> Date {
        self.now().date()
    }

    /// A reading that only goes forward, whatever happens to the clock on the wall: for how long something took.
    fn ticks(&self) -> Duration {
        Duration::from_millis(self.now().millis().unsigned_abs())
    }
}

/// Makes names nobody has used: 26 lower-case letters and digits, later ones sorting after earlier ones.
pub trait IdGen: Send + Sync {
    /// The next name.
    fn next(&self) -> String;
}

/// A clock that stands still; for tests and for replaying.
#[derive(Clone, Copy, Debug)]
pub struct StoppedClock(pub Instant);

impl Clock for StoppedClock {
    fn now(&self) -> Instant {
        self.0
    }
}

/// Counts up from a prefix; for tests and for demo data that must come out the same each time.
#[derive(Debug)]
pub struct CountingIds {
    prefix: String,
    next: std::sync::atomic::AtomicU64,
}

impl CountingIds {
    /// Ids `prefix` + a number, from 1.
    pub fn new(prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), next: std::sync::atomic::AtomicU64::new(1) }
    }
}

impl IdGen for CountingIds {
    fn next(&self) -> String {
        let n = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        format!("{}{n:0width$}", self.prefix, width = 26usize.saturating_sub(self.prefix.len()))
    }
}
