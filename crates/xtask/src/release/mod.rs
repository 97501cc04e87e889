//! A release: one archive that runs on a machine without network and without anything installed.
//!
//! - the binary, with web app and township pack inside; on Linux with musl, its C library, too, so that it runs on any
//!   distribution of the last ten years (ADR 0018 says why not glibc)
//! - `packs/`, `docs/`, a README in Chinese and English, licences of all that is in it
//! - on Linux: `install.sh`, units of systemd for the server and for daily backups, a Containerfile
//!
//! The same sources give the same archive: entries are sorted, their times are those of the last commit, and no path of
//! the machine that built it is in it.

mod archive;
mod library;
mod licences;
mod toolchain;

use std::{collections::BTreeMap, fs, path::PathBuf};

use crate::{
    run::{Outcome, binary, command, has, output, root, succeed, target},
    web,
};

/// A file of the archive.
pub struct Entry {
    /// Whether it can be run.
    pub runs: bool,
    /// What it holds.
    pub bytes: Vec<u8>,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// 2022-01-01, where there is no commit to ask.
const NO_COMMIT: u64 = 1_640_966_400;

/// Builds it and prints where it lies. With `--profile dev` of the binary that development has built, for tests.
pub fn run(arguments: &[&str]) -> Outcome {
    pack(arguments == ["--profile", "dev"]).map(|_| ())
}

/// The archive; of the development's binary where `dev`.
pub fn pack(dev: bool) -> Outcome<PathBuf> {
    web::build()?;
    let built = if dev { development()? } else { release()? };
    library::check(&built, dev)?;
    let name = format!("qianmo-{VERSION}-{}-{}", std::env::consts::ARCH, std::env::consts::OS);
    let files = contents(&built, cfg!(target_os = "linux") && !dev)?;
    let folder = target().join("dist");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let file = if cfg!(windows) {
        archive::zip(&folder.join(format!("{name}.zip")), &name, &files)?
    } else {
        archive::tar_gz(&folder.join(format!("{name}.tar.gz")), &name, &files, moment(), dev)?
    };
    println!("· wrote {} and its .sha256", file.display());
    Ok(file)
}

fn development() -> Outcome<PathBuf> {
    succeed(command("cargo", &["build", "--package", "qianmo"]))?;
    Ok(binary())
}

/// With the C library inside, for the platform this runs on.
fn release() -> Outcome<PathBuf> {
    let triple = triple()?;
    if cfg!(target_os = "linux") && !has("musl-gcc") {
        return Err(format!("musl-gcc is missing (Debian: apt-get install musl-tools; rustup target add {triple})"));
    }
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let paths = [(root(), "/qianmo"), (home, "/cargo"), (target(), "/target")];
    let renamed = |flag: &str| {
        let each = paths.iter().map(|(path, name)| format!("{flag}={}={name}", path.display()));
        each.collect::<Vec<_>>().join(" ")
    };
    let mut build = command("cargo", &["build", "--release", "--locked", "--package", "qianmo", "--target"]);
    build.arg(&triple);
    // For the target alone: what only runs while building stays as the machine's compiler makes it.
    let upper = triple.to_uppercase().replace('-', "_");
    let mut flags = format!("-C target-feature=+crt-static {}", renamed("--remap-path-prefix"));
    if cfg!(target_os = "linux") {
        // Where addresses stand in the file, told in bits: a megabyte less. musl reads it since 1.2.4, and a linker that
        // cannot write it says so and goes on.
        flags.push_str(" -C link-arg=-Wl,-z,pack-relative-relocs");
    }
    build.env(format!("CARGO_TARGET_{upper}_RUSTFLAGS"), flags);
    if !cfg!(windows) {
        build.env(format!("CFLAGS_{}", triple.replace('-', "_")), renamed("-ffile-prefix-map"));
    }
    succeed(build)?;
    let name = if cfg!(windows) { "qianmo.exe" } else { "qianmo" };
    Ok(target().join(&triple).join("release").join(name))
}

/// What the compiler calls the platform of the release: the one it runs on, on Linux with musl.
fn triple() -> Outcome<String> {
    if cfg!(target_os = "linux") {
        return Ok(format!("{}-unknown-linux-musl", std::env::consts::ARCH));
    }
    let told = output(command("rustc", &["-vV"]))?;
    let told = String::from_utf8_lossy(&told).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(|host| host.trim().to_owned()).ok_or_else(|| "rustc does not say its host".to_owned())
}

fn contents(built: &std::path::Path, carries_musl: bool) -> Outcome<BTreeMap<String, Entry>> {
    let mut files = BTreeMap::new();
    let binary = if cfg!(windows) { "qianmo.exe" } else { "qianmo" };
    let mut put = |name: &str, path: PathBuf, runs: bool| -> Outcome {
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        files.insert(name.to_owned(), Entry { runs, bytes });
        Ok(())
    };
    put(binary, built.to_owned(), true)?;
    put("LICENSE", root().join("LICENSE"), false)?;
    put("THIRD-PARTY-rust.html", toolchain::standard_library()?, false)?;
    put("README.txt", root().join("release/README.txt"), false)?;
    if cfg!(target_os = "linux") {
        for name in ["qianmo.service", "qianmo-backup.service", "qianmo-backup.timer", "Containerfile"] {
            put(name, root().join("release").join(name), false)?;
        }
        put("install.sh", root().join("release/install.sh"), true)?;
    }
    for folder in ["packs", "docs/operations"] {
        for path in every_file(&root().join(folder))? {
            let name = path.strip_prefix(root()).map_err(|error| error.to_string())?;
            let name = name.to_string_lossy().replace('\\', "/");
            put(&name, path.clone(), false)?;
        }
    }
    let third = licences::text(&triple()?, carries_musl)?;
    files.insert("THIRD-PARTY.txt".to_owned(), Entry { runs: false, bytes: third.into_bytes() });
    Ok(files)
}

fn every_file(folder: &std::path::Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.flatten() {
        if entry.path().is_dir() {
            found.extend(every_file(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// The time of every entry: what was asked for, else that of the last commit.
fn moment() -> u64 {
    let asked = std::env::var("SOURCE_DATE_EPOCH").ok();
    let commit = || output(command("git", &["log", "-1", "--format=%ct"])).ok();
    let commit = || commit().map(|told| String::from_utf8_lossy(&told).into_owned());
    asked.or_else(commit).and_then(|told| told.trim().parse().ok()).unwrap_or(NO_COMMIT)
}
