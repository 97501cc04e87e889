//! Laws of files: SQL only in the store, no machine's path, and a size that asks a question.

use std::{fs, path::Path};

use super::sources;

/// Beyond this, a file probably lists everything of one kind. Tables of data and generated files are free.
const LINES: usize = 420;

pub fn check(root: &Path) -> Vec<String> {
    let mut findings = Vec::new();
    let mut files = sources(&root.join("crates"), &[".rs"]);
    files.extend(sources(&root.join("web/src"), &[".ts", ".tsx"]));
    for file in files {
        let shown = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if shown.ends_with("api/schema.ts") || shown.starts_with("crates/xtask/src/tidy") {
            continue;
        }
        if text.lines().count() > LINES {
            findings.push(format!("{shown}: {} lines; give each member a file of its own", text.lines().count()));
        }
        let speaks_sql = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "].iter().any(|word| {
            text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(&format!("\"{word}")))
        });
        if speaks_sql
            && !shown.starts_with("crates/store/")
            && !shown.starts_with("crates/expr/")
            && !shown.contains("/tests/")
        {
            findings.push(format!("{shown}: only store writes SQL"));
        }
        for (word, why) in
            [("/home/", "a machine's path"), ("/root/", "a machine's path"), ("todo!(", "unfinished business")]
        {
            if text.match_indices(word).any(|(at, _)| !is_within_a_path(&text[..at])) {
                findings.push(format!("{shown}: {why} ({word})"));
            }
        }
    }
    findings
}

/// Whether what follows goes on from here: a folder of ours may be called as one of a machine's.
fn is_within_a_path(before: &str) -> bool {
    before.ends_with(|sign: char| sign == '.' || sign.is_alphanumeric())
}
