//! The dependency law: a room may use only what stands below it.

use std::{fs, path::Path};

/// For each room, the rooms it may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("expr", &["kernel"]),
    ("pack", &["kernel", "expr"]),
    ("rules", &["kernel", "expr", "pack"]),
    ("store", &["kernel", "expr", "pack", "rules"]),
    ("figures", &["kernel", "expr", "pack", "rules", "store"]),
    ("report", &["kernel"]),
    ("app", &["kernel", "expr", "pack", "rules", "store", "figures", "report"]),
    ("http", &["kernel", "expr", "pack", "rules", "store", "figures", "report", "app"]),
    ("qianmo", &["kernel", "pack", "rules", "store", "app", "http"]),
    ("xtask", &[]),
];

/// Names that only one room may depend on.
const OWNED: &[(&str, &[&str])] =
    &[("sqlx", &["store"]), ("axum", &["http"]), ("cel", &["expr"]), ("utoipa", &["http"])];

pub fn check(root: &Path) -> Vec<String> {
    let mut findings = Vec::new();
    for (room, allowed) in ARROWS {
        let manifest = root.join("crates").join(room).join("Cargo.toml");
        let Ok(text) = fs::read_to_string(&manifest) else {
            findings.push(format!("crates/{room}: no Cargo.toml"));
            continue;
        };
        for used in dependencies(&text) {
            let is_room = ARROWS.iter().any(|(name, _)| *name == used);
            if is_room && !allowed.contains(&used.as_str()) {
                findings.push(format!("crates/{room}/Cargo.toml: {room} may not use {used} (ARCHITECTURE.md, arrows)"));
            }
            let owner = OWNED.iter().find(|(name, _)| *name == used);
            if owner.is_some_and(|(_, owners)| !owners.contains(room)) {
                findings.push(format!("crates/{room}/Cargo.toml: only {:?} may use {used}", owner.map(|(_, o)| o)));
            }
        }
    }
    findings
}

/// The names under `[dependencies]`; what only tests use is free.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim() == "[dependencies]";
        } else if inside && let Some((name, _)) = line.split_once(['.', ' ', '=']) {
            names.push(name.trim().to_owned());
        }
    }
    names.retain(|name| !name.is_empty() && !name.starts_with('#'));
    names
}

#[cfg(test)]
mod tests {
    #[test]
    fn dependencies_are_those_of_the_product() {
        let text = "[package]\nname = \"x\"\n[dependencies]\nkernel.workspace = true\nzip = \"9\"\n[dev-dependencies]\nsqlx = \"1\"\n";
        assert_eq!(super::dependencies(text), ["kernel", "zip"]);
    }
}
