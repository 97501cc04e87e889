//! A data folder as the program makes it, filled through the one road, opened by the bench or served by the program.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use figures::Engine;
use kernel::{Instant, Problem, world::StoppedClock};
use pack::model::Pack;
use rules::{
    access::{Actor, Allowed, Read, Write},
    change::{Act, Change, Edit},
};
use store::{DatabaseUrl, Keys, Store};

use super::{
    pack::{TOWNSHIPS, pack, township},
    rows::{Row, TODAY, rows},
};
use crate::office::SystemRandom;

/// The most records of one Change.
const AT_ONCE: usize = 10_000;

/// A data folder, its books not open.
#[derive(Clone)]
pub struct Home {
    pub program: PathBuf,
    pub folder: PathBuf,
    /// Where the books are, when they are not in the folder.
    pub database: Option<String>,
}

/// The books of a home, open in this process.
pub struct Books {
    pub store: Store,
    pub engine: Engine,
    pub pack: Arc<Pack>,
    clock: Arc<StoppedClock>,
}

/// What went wrong with a file, as a problem of the bench.
pub fn broken(error: impl std::fmt::Display) -> Problem {
    Problem::new("bench.broken", error.to_string())
}

impl Home {
    /// Books with this pack in force and nothing in them.
    pub fn found(program: &Path, folder: PathBuf, pack: BTreeMap<String, String>) -> Result<Self, Problem> {
        let declared = folder.with_extension("pack");
        for (path, text) in pack {
            let file = declared.join(path);
            file.parent().map(fs::create_dir_all).transpose().map_err(broken)?;
            fs::write(file, text).map_err(broken)?;
        }
        let home = Self { program: program.to_path_buf(), folder, database: None };
        home.run(&["activate", &declared.to_string_lossy()])?;
        Ok(home)
    }

    /// Runs the program on it to its end.
    pub fn run(&self, words: &[&str]) -> Result<String, Problem> {
        let mut command = Command::new(&self.program);
        command.env_remove("QIANMO_DATABASE").env("QIANMO_LOG", "warn").arg("--data").arg(&self.folder).args(words);
        if let Some(url) = &self.database {
            command.env("QIANMO_DATABASE", url);
        }
        let done = command.output().map_err(broken)?;
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        if done.status.success() {
            return Ok(said);
        }
        // All findings of a million rows are more than anybody reads.
        let complained = format!("{}{said}", String::from_utf8_lossy(&done.stderr));
        Err(broken(format!("{words:?}: {}", complained.chars().take(800).collect::<String>())))
    }

    /// Opens its books here.
    pub async fn open(&self) -> Result<Books, Problem> {
        let keys = Keys::from_json(&fs::read_to_string(self.folder.join("keys.json")).map_err(broken)?)?;
        let folder = self.folder.join("store");
        let home = match &self.database {
            None => store::Home::Folder(folder),
            Some(url) => store::Home::Postgres { url: DatabaseUrl::parse(url)?, folder },
        };
        let clock = Arc::new(StoppedClock(Instant::from_millis(i64::from(TODAY.days()) * 86_400_000)));
        let files = home.folder().join("files");
        let options = store::Options { home, keys, random: Arc::new(SystemRandom), files };
        let store = Store::open(options, clock.clone()).await?;
        let pack = pack()?;
        store.prepare(pack.clone()).await?;
        let engine = Engine::new(store.clone(), clock.clone());
        Ok(Books { store, engine, pack, clock })
    }

    /// The same once more, for another process.
    pub fn copied(&self, to: PathBuf) -> Result<Self, Problem> {
        copy(&self.folder, &to).map_err(broken)?;
        Ok(Self { folder: to, ..self.clone() })
    }

    /// Bytes of the books on disk.
    pub fn size(&self) -> u64 {
        let files = fs::read_dir(self.folder.join("store")).into_iter().flatten().flatten();
        files.filter_map(|file| file.metadata().ok()).map(|data| data.len()).sum()
    }
}

impl Books {
    /// Leave to read everything.
    pub fn reading() -> Result<Allowed<Read>, Problem> {
        Actor::local().may_read().ok_or_else(|| broken("no leave to read"))
    }

    /// Writes the year's patrols, township after township.
    pub async fn fill(&self, count: usize) -> Result<(), Problem> {
        let mut of: Vec<Vec<Row>> = vec![Vec::new(); TOWNSHIPS];
        for row in rows(count) {
            of[row.township()].push(row);
        }
        for (number, rows) in of.iter().enumerate() {
            for some in rows.chunks(AT_ONCE) {
                self.commit(&township(number), some.iter().map(Row::edit).collect()).await?;
            }
        }
        Ok(())
    }

    /// One Change.
    pub async fn commit(&self, book: &str, edits: Vec<Edit>) -> Result<(), Problem> {
        let writing: Option<Allowed<Write>> = Actor::local().may_administer().map(|allowed| allowed.writing());
        let writing = writing.ok_or_else(|| broken("no leave to write"))?;
        let first = edits.first().map(|edit| edit.record.to_string()).unwrap_or_default();
        let change = Change {
            book: book.into(),
            request: format!("{book}-{first}").into(),
            act: Act::Import,
            asked: String::new(),
            at: self.clock.0,
            reason: None,
            told: None,
            pack: self.pack.digest.clone(),
            edits,
            many: None,
        };
        self.store.commit(&writing, change).await.map(drop)
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let there = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &there)?
        } else {
            fs::copy(entry.path(), there).map(drop)?
        }
    }
    Ok(())
}
