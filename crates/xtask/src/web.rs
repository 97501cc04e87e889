//! The web app, built once for what stands in `web/`.

use std::{fs, path::Path, time::SystemTime};

use crate::run::{Outcome, command, root, succeed};

/// Installs what `package-lock.json` names and builds `web/dist`, if anything is newer than the last build.
pub fn build() -> Outcome {
    install()?;
    let web = root().join("web");
    let built = modified(&web.join("dist/packed/index.html.gz"));
    let newest = [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "vite.config.ts",
        "packed.mjs",
        "front_page.mjs",
        "tsconfig.json",
    ]
    .iter()
    .map(|part| newest(&web.join(part)))
    .max()
    .unwrap_or(SystemTime::UNIX_EPOCH);
    if built > newest {
        return Ok(());
    }
    succeed(npm(&["run", "build"]))
}

/// `npm ci`, when the lock file is newer than what is installed.
pub fn install() -> Outcome {
    let web = root().join("web");
    if modified(&web.join("node_modules/.package-lock.json")) >= modified(&web.join("package-lock.json")) {
        return Ok(());
    }
    succeed(npm(&["ci", "--no-audit", "--no-fund"]))
}

/// npm in `web/`.
pub fn npm(arguments: &[&str]) -> std::process::Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    npm.current_dir(root().join("web"));
    npm
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

fn newest(path: &Path) -> SystemTime {
    let own = modified(path);
    let Ok(entries) = fs::read_dir(path) else { return own };
    entries.flatten().map(|entry| newest(&entry.path())).max().map_or(own, |inner| inner.max(own))
}
