//! What others wrote and we hand on, with the texts their licences ask us to hand on with it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::toolchain;
use crate::run::{Outcome, command, output, root};

/// Somebody's work.
struct Work {
    name: String,
    licence: String,
    from: String,
    folder: PathBuf,
}

/// One text: the list, then every distinct licence text with the works it belongs to.
pub fn text(triple: &str, carries_musl: bool) -> Outcome<String> {
    let mut works = crates(triple)?;
    works.extend(packages()?);
    works.sort_by(|a, b| a.name.cmp(&b.name));
    let mut out = String::from("Qianmo 阡陌 hands on the works below.\n阡陌含有下列他人的作品。\n\n");
    let mut texts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for work in &works {
        out.push_str(&format!("{}  {}  {}\n", work.name, work.licence, work.from));
        for text in licence_texts(&work.folder) {
            texts.entry(text).or_default().insert(&work.name);
        }
    }
    if carries_musl {
        out.push_str("musl  MIT  https://musl.libc.org\n");
        texts.entry(toolchain::musl()?).or_default().insert("musl");
    }
    for (text, of) in texts {
        let of: Vec<&str> = of.into_iter().collect();
        out.push_str(&format!("\n{}\n{}\n\n{}\n", "=".repeat(72), of.join(", "), text.trim()));
    }
    Ok(out)
}

/// The crates that are linked into the binary.
fn crates(triple: &str) -> Outcome<Vec<Work>> {
    let words = ["metadata", "--format-version", "1", "--locked", "--filter-platform", triple];
    let told: Value = serde_json::from_slice(&output(command("cargo", &words))?).map_err(|error| error.to_string())?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let said = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&told["packages"]).into_iter().map(|package| (said(&package, "id"), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&told["resolve"]["nodes"]).into_iter().map(|node| (said(&node, "id"), node)).collect();
    let binary = packages.iter().find(|(_, package)| package["name"] == "qianmo" && package["source"].is_null());
    let mut open: Vec<String> = binary.map(|(id, _)| id.clone()).into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(&id).filter(|_| seen.insert(id.clone())) else { continue };
        // What only builds or tests is not handed on.
        let linked = |dep: &&Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        open.extend(list(&node["deps"]).iter().filter(linked).map(|dep| said(dep, "pkg")));
    }
    let linked = packages.iter().filter(|(id, package)| seen.contains(*id) && !package["source"].is_null());
    let work = |package: &Value| Work {
        name: format!("{} {}", said(package, "name"), said(package, "version")),
        licence: said(package, "license"),
        from: said(package, "repository"),
        folder: Path::new(&said(package, "manifest_path")).parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    let works: Vec<Work> = linked.map(|(_, package)| work(package)).collect();
    if works.is_empty() { Err("cargo metadata names no crate of the binary".to_owned()) } else { Ok(works) }
}

/// The packages of the web app.
fn packages() -> Outcome<Vec<Work>> {
    let lock = fs::read_to_string(root().join("web/package-lock.json")).map_err(|error| error.to_string())?;
    let lock: Value = serde_json::from_str(&lock).map_err(|error| error.to_string())?;
    let all = lock["packages"].as_object().cloned().unwrap_or_default();
    let shipped = all.into_iter().filter(|(path, of)| !path.is_empty() && of["dev"] != true && of["optional"] != true);
    let work = |(path, of): (String, Value)| Work {
        name: format!(
            "{} {}",
            path.rsplit("node_modules/").next().unwrap_or_default(),
            of["version"].as_str().unwrap_or_default()
        ),
        licence: of["license"].as_str().unwrap_or_default().to_owned(),
        from: "npm".to_owned(),
        folder: root().join("web").join(path),
    };
    Ok(shipped.map(work).collect())
}

/// All there are, also of what a crate or package carries of others.
fn licence_texts(folder: &Path) -> Vec<String> {
    let paths = super::every_file(folder).unwrap_or_default().into_iter().filter(|path| is_licence(path));
    paths.filter_map(|path| fs::read_to_string(path).ok()).map(|text| text.replace("\r\n", "\n")).collect()
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    let is_code = [".RS", ".TS", ".JS", ".TSX", ".MJS", ".MAP"].iter().any(|end| name.ends_with(end));
    !is_code && ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|word| name.starts_with(word))
}
