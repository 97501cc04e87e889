//! An installation to measure: fresh folders, and the operating system's randomness as the binary has it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use app::{Options, Service};
use kernel::{Clock, Date, IdGen, Instant, Problem, world::StoppedClock};
use pack::model::Pack;
use store::{Keys, Random};
use tempfile::TempDir;

/// 2023-01-10, some days after the year the demo is about.
const TODAY: Date = Date::from_days(19_367);

/// A service and the folder it lives in.
pub struct Office {
    pub service: Service,
    folder: TempDir,
}

/// The operating system's randomness: salts and nonces cost what they cost in earnest.
pub struct SystemRandom;

/// Names of 26 characters that follow one another, as those of one moment do in the binary.
struct Ids {
    chance: u64,
    next: AtomicU64,
}

impl Office {
    /// Opens a service on a folder of its own.
    pub async fn open(pack: Arc<Pack>) -> Result<Self, Problem> {
        let folder = tempfile::tempdir().map_err(|error| Problem::new("bench.no_folder", error.to_string()))?;
        let service = Self::service(folder.path(), pack).await?;
        Ok(Self { service, folder })
    }

    /// Closes it and opens it again: nothing is warm but the files.
    pub async fn reopened(self, pack: Arc<Pack>) -> Result<Self, Problem> {
        self.service.close().await?;
        drop(self.service);
        let service = Self::service(self.folder.path(), pack).await?;
        Ok(Self { service, folder: self.folder })
    }

    /// The bytes of the database.
    pub fn size(&self) -> u64 {
        let files = std::fs::read_dir(self.folder.path().join("data")).into_iter().flatten().flatten();
        files.filter_map(|file| file.metadata().ok()).map(|data| data.len()).sum()
    }

    async fn service(folder: &std::path::Path, pack: Arc<Pack>) -> Result<Service, Problem> {
        let midnight = Instant::from_millis(i64::from(TODAY.days()) * 86_400_000);
        let options = Options {
            home: store::Home::Folder(folder.join("data")),
            keys: Keys::from_json(KEYS)?,
            random: Arc::new(SystemRandom) as Arc<dyn Random>,
            files: folder.join("files"),
            clock: Arc::new(StoppedClock(midnight)) as Arc<dyn Clock>,
            ids: Arc::new(Ids::new()) as Arc<dyn IdGen>,
            pack: Some(pack),
            shelf: Arc::new(app::packs::LooseShelf::default()),
        };
        Service::open(options).await
    }
}

/// Keys of nobody: what they protect here is made up.
const KEYS: &str = r#"{
  "journal": "0101010101010101010101010101010101010101010101010101010101010101",
  "search": "0202020202020202020202020202020202020202020202020202020202020202",
  "seal": { "1": "0303030303030303030303030303030303030303030303030303030303030303" }
}"#;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            eprintln!("no randomness: {error}");
            std::process::exit(70);
        }
    }
}

impl Ids {
    fn new() -> Self {
        let mut chance = [0; 8];
        SystemRandom.fill(&mut chance);
        Self { chance: u64::from_le_bytes(chance), next: AtomicU64::new(0) }
    }
}

impl IdGen for Ids {
    fn next(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        format!("{:016x}{number:010x}", self.chance)
    }
}
