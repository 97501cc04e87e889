//! Builds the bench, the product and the peers, then measures.

use std::{fs, path::PathBuf};

use crate::{
    run::{Outcome, command, root, succeed, target},
    web,
};

/// Hands its words on to the bench. What is measured beside the peers needs them, and the program itself.
pub fn run(words: &[&str]) -> Outcome {
    succeed(command("cargo", &["build", "--package", "bench", "--release"]))?;
    let mut bench = command(target().join("release").join("bench"), words);
    if !matches!(words.first(), Some(&"figures" | &"imports" | &"report")) {
        if !root().join("web/dist/index.html").is_file() {
            web::build()?;
        }
        succeed(command("cargo", &["build", "--package", "qianmo", "--release"]))?;
        bench.arg("--program").arg(target().join("release").join("qianmo"));
        bench.arg("--python").arg(peers()?).arg("--repository").arg(root());
    }
    succeed(bench)
}

/// A Python of its own with the peers of `bench/peers/requirements.txt`, made again when that file changes.
fn peers() -> Outcome<PathBuf> {
    let wanted = root().join("bench/peers/requirements.txt");
    let folder = target().join("bench-peers");
    let (python, noted) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let read = |file: &PathBuf| fs::read(file).ok();
    if read(&noted).is_none() || read(&noted) != read(&wanted) {
        let said = folder.to_string_lossy().into_owned();
        succeed(command("python3", &["-m", "venv", "--clear", &said]))?;
        let wanted = wanted.to_string_lossy().into_owned();
        succeed(command(&python, &["-m", "pip", "install", "--quiet", "--requirement", &wanted]))?;
        fs::copy(&wanted, &noted).map_err(|error| format!("{}: {error}", noted.display()))?;
    }
    Ok(python)
}
