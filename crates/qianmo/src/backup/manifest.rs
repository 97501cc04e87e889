//! What a backup says of itself.

use kernel::Instant;
use serde::{Deserialize, Serialize};
use store::Facts;

/// Its name in the archive.
pub const FILE: &str = "manifest.json";

/// The form of the archive; a program that meets a greater number refuses.
pub const FORMAT: u32 = 1;

/// The first thing that is read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the archive.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The form of the data in it.
    pub data_format: i64,
    /// When it was made.
    pub made: String,
    /// When the last Change in it was written.
    pub last: Option<String>,
    /// Tells the backups of one installation from those of others.
    pub installation: String,
    /// The digest of the pack in force.
    pub pack: Option<String>,
    /// How many Changes.
    pub changes: u64,
    /// How many records.
    pub records: u64,
    /// Whether the keys are inside.
    pub has_keys: bool,
    /// Where every book stood.
    pub books: Vec<Book>,
    /// All other parts.
    pub parts: Vec<Part>,
}

/// Where a book stood.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Book {
    /// The book.
    pub book: String,
    /// The number of its last Change.
    pub seq: u64,
    /// The mac of that entry: written down elsewhere, it tells later whether the backup is still what it was.
    pub mac: String,
}

/// A file of the data folder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// Its path in the data folder, with slashes.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// Only what is needed to know whether the rest can be read.
#[derive(Deserialize)]
pub struct Card {
    /// See [`Manifest::format`].
    pub format: u32,
    /// See [`Manifest::program`].
    #[serde(default)]
    pub program: String,
    /// See [`Manifest::data_format`].
    #[serde(default)]
    pub data_format: i64,
}

impl Manifest {
    /// Of these books, at this moment; the parts are still to be listed.
    pub fn of(facts: &Facts, made: Instant, has_keys: bool) -> Self {
        let book = |head: &store::Head| Book { book: head.book.to_string(), seq: head.seq.0, mac: head.mac.clone() };
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            data_format: store::FORMAT,
            made: made.to_string(),
            last: facts.last.map(|last| last.to_string()),
            installation: facts.first.clone(),
            pack: facts.pack.clone(),
            changes: facts.changes,
            records: facts.records,
            has_keys,
            books: facts.heads.iter().map(book).collect(),
            parts: Vec::new(),
        }
    }

    /// Whether books stand where it says.
    pub fn fits(&self, facts: &Facts) -> bool {
        let now = facts.heads.iter().map(|head| (head.book.as_str(), head.seq.0, head.mac.as_str()));
        let then = self.books.iter().map(|book| (book.book.as_str(), book.seq, book.mac.as_str()));
        now.eq(then) && (self.changes, self.records) == (facts.changes, facts.records)
    }
}
