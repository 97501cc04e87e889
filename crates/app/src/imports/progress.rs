//! How far an import is, told to whoever asks meanwhile; and that it is to stop, as long as nothing is written.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::Relaxed},
};

use kernel::Problem;

/// What an import is at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// The file is taken apart.
    Opening = 0,
    /// Rows are read.
    Reading = 1,
    /// Rows are held against the records that are there.
    Checking = 2,
    /// The Change is committed; it can no longer be stopped.
    Writing = 3,
    /// All is done.
    Done = 4,
}

/// The shared state of one import; by default nobody looks at it.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    stage: AtomicU8,
    done: AtomicU64,
    of: AtomicU64,
    stopped: AtomicBool,
}

impl Progress {
    /// The stage, rows done in it, and rows there are.
    pub fn now(&self) -> (Stage, u64, u64) {
        let stage = match self.inner.stage.load(Relaxed) {
            0 => Stage::Opening,
            1 => Stage::Reading,
            2 => Stage::Checking,
            3 => Stage::Writing,
            _ => Stage::Done,
        };
        (stage, self.inner.done.load(Relaxed), self.inner.of.load(Relaxed))
    }

    /// Asks the import to stop before it writes.
    pub fn stop(&self) {
        self.inner.stopped.store(true, Relaxed);
    }

    /// Enters a stage of so many rows; a problem where it was asked to stop.
    pub(super) fn enter(&self, stage: Stage, of: u64) -> Result<(), Problem> {
        self.goes_on()?;
        self.inner.done.store(0, Relaxed);
        self.inner.of.store(of, Relaxed);
        self.inner.stage.store(stage as u8, Relaxed);
        Ok(())
    }

    pub(super) fn step(&self) {
        self.inner.done.fetch_add(1, Relaxed);
    }

    pub(super) fn finish(&self) {
        self.inner.stage.store(Stage::Done as u8, Relaxed);
    }

    /// Whether rows still need to be looked at.
    pub(super) fn is_stopped(&self) -> bool {
        self.inner.stopped.load(Relaxed)
    }

    pub(super) fn goes_on(&self) -> Result<(), Problem> {
        if self.is_stopped() {
            return Err(Problem::new("import.stopped", "导入已停下，什么都没有写入。").hint("要导入请重新开始。"));
        }
        Ok(())
    }
}

/// Two ways of looking on are no difference between imports.
impl PartialEq for Progress {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
