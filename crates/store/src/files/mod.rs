//! Photos and files that records name. Their bytes never stand in the database: each lies sealed in a folder under a name
//! that is a keyed hash of what it holds, so that one content under one name is one file, and nobody can tell from outside
//! whether a content he knows is among them. What the database knows of a file is what a list shows of it, its name sealed
//! like a sealed field, and who handed it in for which field. See ADR 0033.
//!
//! A file goes: sealed → written under another name → flushed → renamed → folder flushed → told to the database → answered.
//! Whoever is told an id finds the file behind it.
//!
//! - [`NewFile`], [`FileInfo`]: what is handed in, and what is known of it
//! - `disk`: the folder
//! - `keep`: in; `read`: out; `unused`: what no version names is forgotten
//! - `tables`: where it is kept
//!
//! Absent on purpose: kinds of files, limits, what a photo tells beside its picture (`app::files`).

mod disk;
mod keep;
mod read;
mod tables;
mod unused;

pub(crate) use disk::Folder;
pub(crate) use read::{open, row};
pub(crate) use tables::{CARRIED, tables};
pub(crate) use unused::naming;

pub(crate) use rules::convert::is_file_id as is_id;

use crate::{
    hash::{Canonical, to_hex},
    keys::Keys,
};

/// A file that is handed in, looked at and cleaned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewFile {
    /// What it is called, without folders.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What is known of a file without opening it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileInfo {
    /// By which records name it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// How many bytes it holds.
    pub size: u64,
}

/// The id of a file: of all that is kept of it, so that neither name nor kind can be altered unseen.
pub(crate) fn id(keys: &Keys, name: &str, media_type: &str, bytes: &[u8]) -> String {
    let mut canonical = Canonical::of("qianmo.file");
    canonical.text(media_type);
    canonical.text(name);
    canonical.bytes(bytes);
    to_hex(&canonical.keyed(&keys.search))
}

/// What a ciphertext belongs to: moved to another file, or a name to a content, it does not open.
fn place(what: &str, id: &str) -> Vec<u8> {
    let mut canonical = Canonical::of(what);
    canonical.text(id);
    canonical.hash().to_vec()
}

const CONTENT: &str = "qianmo.file.content";
const NAME: &str = "qianmo.file.name";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::RepeatableRandom;

    #[test]
    fn an_id_is_of_name_kind_and_content_under_one_key() {
        let (one, other) = (Keys::generate(&RepeatableRandom::new(1)), Keys::generate(&RepeatableRandom::new(2)));
        let plain = id(&one, "a", "text/plain", b"x");
        assert!(is_id(&plain));
        assert_eq!(plain, id(&one, "a", "text/plain", b"x"));
        let others =
            [id(&one, "b", "text/plain", b"x"), id(&one, "a", "text/csv", b"x"), id(&one, "a", "text/plain", b"y")];
        assert!(others.iter().all(|id| *id != plain), "{others:?}");
        assert_ne!(plain, id(&other, "a", "text/plain", b"x"));
    }
}
