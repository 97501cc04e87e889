//! The laws of the house that no compiler checks. Every finding is printed; one is enough to fail.
//!
//! - arrows: a room uses only the rooms below it (ARCHITECTURE.md)
//! - names: no id or Chinese name of a pack stands in `crates/` or `web/src/` (invariant 1)
//! - SQL only in `store`, wire types only in `http`
//! - files: a size beyond which a file probably lists everything of one kind
//! - words: no machine's path, no unfinished business

mod arrows;
mod files;
mod names;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::run::{Outcome, root};

/// Checks them all.
pub fn run() -> Outcome {
    let mut findings = Vec::new();
    findings.extend(arrows::check(&root()));
    findings.extend(names::check(&root()));
    findings.extend(files::check(&root()));
    for finding in &findings {
        eprintln!("{finding}");
    }
    if findings.is_empty() { Ok(()) } else { Err(format!("tidy: {} findings", findings.len())) }
}

/// Every source file below a folder whose name ends in one of the endings.
fn sources(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "node_modules" | "dist" | "target" | "out") {
                found.extend(sources(&path, endings));
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}
