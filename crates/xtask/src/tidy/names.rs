//! Invariant 1: what a pack declares is not known to the code. Ids and Chinese names of the packs' ledgers and
//! indicators, and the names of their fields, may not stand in the code.

use std::{collections::BTreeSet, fs, path::Path};

use super::sources;

/// Words of the language of the program itself that a pack may also use.
const SHARED: &[&str] = &[
    "begins",
    "ends",
    "state",
    "unit",
    "name",
    "date",
    "code",
    "person",
    "kind",
    "note",
    "value",
    "source",
    "level",
    "title",
    "status",
    "place",
    "amount",
    "count",
    "total",
    "phone",
    "project",
    "target",
    "payment",
    "household",
    "patrol",
    "dispute",
    "village",
    "township",
    "county",
    "grid",
    "id_number",
    "birth",
    "head",
    "crop",
    "area",
    "annual",
    "clearance",
];

/// Names of the reserved fields, which every register has, and words that stand on any form.
const RESERVED: &[&str] = &["起始日期", "终止日期", "止于", "联系电话"];

pub fn check(root: &Path) -> Vec<String> {
    let (ids, names) = declared(&root.join("packs"));
    let mut findings = Vec::new();
    let mut files = sources(&root.join("crates"), &[".rs"]);
    files.extend(sources(&root.join("web/src"), &[".ts", ".tsx"]));
    for file in files {
        let shown = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        if shown.contains("/demo_data/")
            || shown.contains("/tests/")
            || shown.contains("sample")
            || shown.contains(".test.")
        {
            continue;
        }
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let trimmed = line.trim_start();
            if trimmed.starts_with("//") {
                continue;
            }
            for word in quoted(line) {
                if ids.contains(word) || names.contains(word) {
                    findings.push(format!("{shown}:{}: \"{word}\" is a name of a pack (invariant 1)", number + 1));
                }
            }
        }
    }
    findings
}

/// Ids of ledgers (file names) and indicators (table heads), and the Chinese names of both.
fn declared(packs: &Path) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    for file in sources(packs, &[".toml"]) {
        let path = file.to_string_lossy().replace('\\', "/");
        let ledger = ["/registers/", "/logs/", "/cases/"].iter().any(|part| path.contains(part));
        let indicator = path.contains("/indicators/");
        if !ledger && !indicator {
            continue;
        }
        if ledger && let Some(stem) = file.file_stem() {
            ids.insert(stem.to_string_lossy().into_owned());
        }
        let text = fs::read_to_string(&file).unwrap_or_default();
        for line in text.lines() {
            if indicator && let Some(id) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
                ids.insert(id.to_owned());
            }
            if let Some(name) = line.strip_prefix("name").and_then(|rest| rest.split('"').nth(1))
                && name.chars().count() > 2
                && !RESERVED.contains(&name)
            {
                names.insert(name.to_owned());
            }
        }
    }
    ids.retain(|id| !SHARED.contains(&id.as_str()));
    (ids, names)
}

/// What stands between quotation marks on a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split(['"', '\'', '`']).skip(1).step_by(2)
}
