//! Which files of a data folder a backup holds.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use kernel::Problem;
use store::Copied;

use super::files;
use crate::installation::FILES;

/// A part to be written.
#[derive(Debug)]
pub struct Item {
    /// Its path in the data folder, with slashes.
    pub name: String,
    /// What it holds.
    pub from: Source,
}

/// Where a part comes from.
#[derive(Debug)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// What is at hand.
    Bytes(Vec<u8>),
}

/// The folder of the books; of it the copy is taken, never the files.
pub const STORE: &str = "store";
/// The keys.
pub const KEYS: &str = "keys.json";
/// The folder of packs, and the name of the one in force in it.
pub const PACKS: &str = "packs";
const ACTIVE: &str = "active";

/// Certificates and their keys.
const TLS: &str = "tls";
/// Where the server listens, and what was done when.
const NOTES: [&str; 3] = ["running.json", "last_verify.json", "last_backup.json"];

/// All parts, in the order of their names. `kept` is the folder of photos and files, wherever it lies, `staged` the copy of
/// the books, `not` a folder of backups that may lie in the data folder itself.
pub fn of(
    data: &Path,
    kept: &Path,
    staged: &Path,
    copied: &Copied,
    with_keys: bool,
    not: &Path,
) -> Result<Vec<Item>, Problem> {
    let mut items = Vec::new();
    for name in ["qianmo.db", "heads.log"] {
        let path = staged.join(name);
        if path.exists() {
            items.push(Item { name: format!("{STORE}/{name}"), from: Source::File(path) });
        }
    }
    if with_keys {
        items.push(Item { name: KEYS.to_owned(), from: Source::File(data.join(KEYS)) });
    }
    for (digest, files) in &copied.packs {
        items.extend(files.iter().map(|file| Item {
            name: format!("{PACKS}/{digest}/{}/{}", file.part, file.path),
            from: Source::Bytes(file.text.clone().into_bytes()),
        }));
    }
    let shared: BTreeSet<String> = items.iter().map(|item| item.name.clone()).collect();
    let mut others = Vec::new();
    let left_out = |name: &str, path: &Path| !is_ours(name) || is_same(path, not) || is_same(path, kept);
    gather(data, "", &left_out, &mut others)?;
    // Listed after the books were copied: what they name lay there before they named it.
    others.extend(files_in(kept)?.into_iter().map(|item| Item { name: format!("{FILES}/{}", item.name), ..item }));
    items.extend(others.into_iter().filter(|item| !shared.contains(&item.name)));
    // The pack that was in force at that moment, whatever was put in force since.
    let is_kept = |digest: &&String| items.iter().any(|item| item.name.starts_with(&format!("{PACKS}/{digest}/")));
    let active = match copied.facts.pack.as_ref().filter(is_kept) {
        Some(digest) => digest.clone().into_bytes(),
        None => fs::read(data.join(PACKS).join(ACTIVE)).map_err(|error| files(&data.join(PACKS), &error))?,
    };
    items.push(Item { name: format!("{PACKS}/{ACTIVE}"), from: Source::Bytes(active) });
    items.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(items)
}

/// All photos and files below their folder, by their names in it; of one that nobody has made, none.
pub fn files_in(folder: &Path) -> Result<Vec<Item>, Problem> {
    let mut items = Vec::new();
    if folder.is_dir() {
        gather(folder, "", &|name, _| !is_whole(name), &mut items)?;
    }
    Ok(items)
}

/// Files below a folder, without links. What was taken otherwise, and what is only half written, stays out.
fn gather(
    folder: &Path,
    above: &str,
    left_out: &dyn Fn(&str, &Path) -> bool,
    out: &mut Vec<Item>,
) -> Result<(), Problem> {
    for entry in fs::read_dir(folder).map_err(|error| files(folder, &error))? {
        let entry = entry.map_err(|error| files(folder, &error))?;
        let Some(own) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let (name, path) = (format!("{above}{own}"), entry.path());
        let Ok(kind) = entry.file_type() else { continue };
        if left_out(&name, &path) {
            continue;
        }
        if kind.is_dir() {
            gather(&path, &format!("{name}/"), left_out, out)?;
        } else if kind.is_file() {
            out.push(Item { name, from: Source::File(path) });
        }
    }
    Ok(())
}

fn is_ours(name: &str) -> bool {
    let taken = [STORE, KEYS].contains(&name) || name == format!("{PACKS}/{ACTIVE}");
    // What this folder's own server notes of itself is not true of the folder it is restored into.
    let taken = taken || NOTES.contains(&name);
    // A root whose key is handed around with backups could show a false site to every machine that trusts it.
    let taken = taken || name == TLS;
    // An old folder of that name, beside one that lies elsewhere, would come back as the one in use.
    let taken = taken || name == FILES;
    !taken && !name.starts_with("store.unfinished") && is_whole(name)
}

/// Whether nobody is still writing it.
fn is_whole(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    !last.starts_with('.') && !last.ends_with(".part")
}

/// Whether two paths lead to one place.
pub fn is_same(path: &Path, other: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).ok();
    whole(path).is_some_and(|path| Some(path) == whole(other))
}
