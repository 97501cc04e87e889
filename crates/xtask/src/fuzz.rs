//! Fuzzes one door after the other. It needs `cargo-fuzz` and a nightly toolchain; what was kept in `fuzz/corpus` is
//! replayed by the tests without either (`fuzz/README.md`).

use crate::run::{Outcome, command, has, root, succeed};

/// The doors, as `fuzz/Cargo.toml` names them.
const TARGETS: &[&str] = &["expressions", "packs", "csv", "xlsx", "templates", "bodies"];
/// What one input may take; more is a finding.
const LIMITS: &[&str] = &["-timeout=20", "-rss_limit_mb=3072", "-max_len=65536"];

/// All targets, or one, for so many minutes each.
pub fn run(words: &[&str]) -> Outcome {
    let (minutes, rest) = match words {
        ["--minutes", minutes, rest @ ..] => (minutes.parse().map_err(|_| USAGE.to_owned())?, rest),
        rest => (1.0_f64, rest),
    };
    let targets = match rest {
        [] => TARGETS,
        [one] if TARGETS.contains(one) => rest,
        _ => return Err(USAGE.to_owned()),
    };
    if !has("cargo-fuzz") {
        return Err("cargo-fuzz is not there: cargo install cargo-fuzz; rustup toolchain install nightly".to_owned());
    }
    let seconds = format!("-max_total_time={}", (minutes * 60.0).round());
    for target in targets {
        // What it finds by chance stays out of the repository; what is worth keeping is put into the corpus by hand.
        let (found, seeds) = (format!("fuzz/found/{target}"), format!("fuzz/corpus/{target}"));
        std::fs::create_dir_all(root().join(&found)).map_err(|error| error.to_string())?;
        let mut fuzz = command("cargo", &["+nightly", "fuzz", "run", target, &found, &seeds, "--"]);
        fuzz.args(LIMITS).arg(&seconds);
        succeed(fuzz)?;
    }
    Ok(())
}

const USAGE: &str = "cargo xtask fuzz [--minutes N] [expressions|packs|csv|xlsx|templates|bodies]";
