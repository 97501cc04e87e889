//! What the operating system tells of this process and of the disk, and the note that a server runs.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{
    Service,
    hooks::Messenger,
    jobs::{Job, Outcome},
};
use http::watch::{Machine, VERSION, machine::Sight};
use kernel::Clock as _;
use serde::{Deserialize, Serialize};

use crate::{
    installation::{Done, Installation, write},
    world::SystemClock,
};

/// This machine, seen from a data folder.
pub struct Here {
    at: Installation,
    /// What backs up every day, where that was wished.
    backup: Option<Job>,
    /// The way to other programs.
    messenger: Arc<dyn Messenger>,
}

/// Where the server of a data folder is found; gone with it, unless it was killed.
pub struct Running {
    file: PathBuf,
}

/// What the note says.
#[derive(Serialize, Deserialize, Debug)]
pub struct Address {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its process.
    pub process: u32,
    /// Its version.
    pub version: String,
    /// When it was started.
    pub started: String,
}

impl Here {
    /// The machine that this folder lies on.
    pub fn new(at: Installation, backup: Option<Job>, messenger: Arc<dyn Messenger>) -> Self {
        Self { at, backup, messenger }
    }
}

impl Machine for Here {
    fn look(&self) -> Sight {
        let (free, disk) = room(self.at.folder()).unzip();
        Sight {
            memory: memory(),
            open_files: fs::read_dir("/proc/self/fd").ok().and_then(|files| u64::try_from(files.count()).ok()),
            free,
            disk,
            verified: self.at.noted(Done::Verified),
            backed_up: self.at.noted(Done::BackedUp),
        }
    }

    fn note_verified(&self, findings: usize) {
        if let Err(problem) = self.at.note(Done::Verified, findings) {
            tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "verify.note");
        }
    }

    fn back_up(&self, service: &Service) -> Option<Outcome> {
        self.backup.as_ref().map(|job| (job.work)(service.clone()))
    }

    fn messenger(&self) -> Option<Arc<dyn Messenger>> {
        Some(self.messenger.clone())
    }
}

impl Running {
    /// Notes where the server listens. Who cannot write it serves all the same: only `doctor` reads it.
    pub fn tell(at: &Installation, address: SocketAddr) -> Self {
        let file = at.folder().join(FILE);
        let said = Address {
            address,
            process: std::process::id(),
            version: VERSION.to_owned(),
            started: SystemClock.now().to_string(),
        };
        let text = serde_json::to_string(&said).unwrap_or_default();
        if let Err(problem) = write(&file, text.as_bytes()) {
            tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "serve.note");
        }
        Self { file }
    }

    /// Where the server of a folder said it listens.
    pub fn read(folder: &Path) -> Option<Address> {
        serde_json::from_str(&fs::read_to_string(folder.join(FILE)).ok()?).ok()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Whatever hinders it: the next server writes it anew.
        let _ = fs::remove_file(&self.file);
    }
}

/// The note's file in the data folder.
pub const FILE: &str = "running.json";

/// Free bytes and all bytes of the disk a folder lies on.
pub fn room(folder: &Path) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        let disk = rustix::fs::statvfs(folder).ok()?;
        Some((disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}

/// What Linux says the process has in memory.
fn memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
