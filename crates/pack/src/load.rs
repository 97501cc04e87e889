//! The road from files to a pack: drafts → shapes and ids → model → meaning → the pack, or all that is wrong.

use std::{collections::BTreeMap, path::Path};

use kernel::{Finding, Place};
use sha2::{Digest, Sha256};

use crate::{
    check::{self, Findings, World, codes},
    lower,
    model::Pack,
    overlay,
    read::{self, Drafts},
    system,
};

/// Loads a folder.
pub fn load(folder: &Path) -> (Option<Pack>, Vec<Finding>) {
    let mut out = Findings::default();
    let files = read::read_folder(folder, &mut out);
    one(&files, out)
}

/// The declarative files of a folder by path relative to it, and what could not be read of them.
pub fn read_files(folder: &Path) -> (BTreeMap<String, String>, Vec<Finding>) {
    let mut out = Findings::default();
    let files = read::read_folder(folder, &mut out);
    (files, out.into_sorted())
}

/// Loads a pack from its files, by path relative to its folder. What declares nothing is passed over.
pub fn load_files(files: BTreeMap<String, String>) -> (Option<Pack>, Vec<Finding>) {
    one(&files, Findings::default())
}

/// Loads a folder laid over another. Findings name files as `base/…` and `overlay/…`.
pub fn load_overlaid(base: &Path, over: &Path) -> (Option<Pack>, Vec<Finding>) {
    let mut out = Findings::default();
    let base = read::read_folder(base, &mut out);
    let over = read::read_folder(over, &mut out);
    two(base, over, out)
}

/// As [`load_overlaid`], from files.
pub fn load_files_overlaid(
    base: BTreeMap<String, String>,
    over: BTreeMap<String, String>,
) -> (Option<Pack>, Vec<Finding>) {
    two(base, over, Findings::default())
}

fn one(files: &BTreeMap<String, String>, mut out: Findings) -> (Option<Pack>, Vec<Finding>) {
    let drafts = read::drafts(files, "", &mut out);
    let base = drafts.pack.as_ref().and_then(|pack| pack.get("extends"));
    if let Some(at) = base {
        let id = at.as_text().unwrap_or_default();
        out.error(&codes::NEEDS_BASE, at.place(), format!("这个包要叠加在“{id}”上，不能单独使用。"))
            .hint("请把底包的文件夹一起给出。");
        return (None, out.into_sorted());
    }
    finish(drafts, digest(&[("", files)]), out)
}

fn two(
    base: BTreeMap<String, String>,
    over: BTreeMap<String, String>,
    mut out: Findings,
) -> (Option<Pack>, Vec<Finding>) {
    let digest = digest(&[("base/", &base), ("overlay/", &over)]);
    let under = read::drafts(&base, "base/", &mut out);
    let over = read::drafts(&over, "overlay/", &mut out);
    let drafts = overlay::lay(under, over, &mut out);
    finish(drafts, digest, out)
}

fn finish(mut drafts: Drafts, digest: String, mut out: Findings) -> (Option<Pack>, Vec<Finding>) {
    for (there, file, key) in
        [(drafts.pack.is_some(), "pack.toml", "pack/*"), (drafts.units.is_some(), "units.toml", "units/*")]
    {
        if !there && !drafts.broken.contains(key) {
            out.error(&codes::MISSING_FILE, Place::file(file), format!("缺少文件 {file}。"))
                .hint(format!("请在包的文件夹里写一个 {file}。"));
        }
    }
    lower::complete(&mut drafts);
    check::written(&drafts, &mut out);
    let mut pack = lower::lower(&drafts, digest, &mut out);
    let world = World { drafts: &drafts, pack: &pack };
    check::meant(&world, &mut out);
    let coverage = check::coverage(&world, &mut out);
    pack.coverage = coverage;
    system::add(&mut pack);
    let sound = !out.has_errors();
    (sound.then_some(pack), out.into_sorted())
}

/// SHA-256 over the paths and contents of all declarative files, in the order of their paths.
fn digest(parts: &[(&str, &BTreeMap<String, String>)]) -> String {
    let mut hasher = Sha256::new();
    for (prefix, files) in parts {
        for (path, text) in files.iter().filter(|(path, _)| read::is_declarative(path)) {
            for piece in [&format!("{prefix}{path}"), text] {
                hasher.update(piece.len().to_be_bytes());
                hasher.update(piece.as_bytes());
            }
        }
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
