//! What only the operating system and the data folder can tell. The binary looks; the wire says what it saw.

use std::sync::Arc;

use app::{Service, hooks::Messenger, jobs::Outcome};

/// Whoever can look at the machine.
pub trait Machine: Send + Sync {
    /// What it sees now; nothing where it cannot tell.
    fn look(&self) -> Sight;
    /// Notes that the books were verified just now.
    fn note_verified(&self, _findings: usize) {}
    /// Work that backs everything up; nothing where it was not said to which folder.
    fn back_up(&self, _service: &Service) -> Option<Outcome> {
        None
    }
    /// Whoever hands letters to other programs; nothing where there is no way to them.
    fn messenger(&self) -> Option<Arc<dyn Messenger>> {
        None
    }
}

/// What was seen.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Sight {
    /// Bytes of memory the process has.
    pub memory: Option<u64>,
    /// Files and connections it has open.
    pub open_files: Option<u64>,
    /// Bytes free on the disk of the data folder.
    pub free: Option<u64>,
    /// Bytes of that disk.
    pub disk: Option<u64>,
    /// The last `verify`.
    pub verified: Option<Noted>,
    /// The last backup.
    pub backed_up: Option<Noted>,
}

/// That something was done to the data folder, and how it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    /// When.
    pub at: String,
    /// How many findings it had.
    pub findings: u64,
}

/// Sees nothing.
#[derive(Clone, Copy, Debug)]
pub struct Unseen;

impl Machine for Unseen {
    fn look(&self) -> Sight {
        Sight::default()
    }
}
