//! Fuzzes the doors, two at a time. It needs `cargo-fuzz` and a nightly toolchain; what was kept in `fuzz/corpus` is
//! replayed by the tests without either (`fuzz/README.md`).
//!
//! No sanitizer: nothing of ours is unsafe, and what is looked for are panics, hangs and wrong answers, more of them in
//! the same hour. Logs are in `fuzz/` of the folder of build output.

use std::{
    fs::{self, File},
    path::PathBuf,
    process::{Child, Command},
};

use crate::run::{Outcome, command, has, root, succeed, target};

/// The doors, as `fuzz/Cargo.toml` names them.
const TARGETS: &[&str] = &["expressions", "packs", "csv", "xlsx", "templates", "bodies"];
/// What one input may take; more is a finding.
const LIMITS: &[&str] = &["-timeout=25", "-rss_limit_mb=3000", "-max_len=65536", "-print_final_stats=1"];
const AT_ONCE: usize = 2;

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
    let mut broken = Vec::new();
    for few in targets.chunks(AT_ONCE) {
        for target in few {
            succeed(cargo_fuzz("build", target))?;
        }
        let running = few.iter().map(|target| begin(target, minutes)).collect::<Outcome<Vec<_>>>()?;
        for (target, log, mut child) in running {
            let ended = child.wait().map_err(wrong)?;
            println!("· {target}: {}", told(&fs::read_to_string(&log).map_err(wrong)?));
            if !ended.success() {
                broken.push(format!("{target} ({})", log.display()));
            }
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(format!("broken by chance: {}", broken.join(", "))) }
}

fn begin(target: &str, minutes: f64) -> Outcome<(&str, PathBuf, Child)> {
    // What it finds by chance stays out of the repository; what is worth keeping is put into the corpus by hand.
    let (found, seeds) = (format!("fuzz/found/{target}"), format!("fuzz/corpus/{target}"));
    fs::create_dir_all(root().join(&found)).map_err(wrong)?;
    let log = log_of(target)?;
    let file = File::create(&log).map_err(wrong)?;
    let mut fuzz = cargo_fuzz("run", target);
    fuzz.args([&found, &seeds, "--"]).args(LIMITS).arg(format!("-max_total_time={}", (minutes * 60.0).round()));
    fuzz.stdout(file.try_clone().map_err(wrong)?).stderr(file);
    println!("· {target}: {}", log.display());
    Ok((target, log, fuzz.spawn().map_err(wrong)?))
}

fn cargo_fuzz(verb: &str, target: &str) -> Command {
    command("cargo", &["+nightly", "fuzz", verb, "--sanitizer", "none", target])
}

fn log_of(name: &str) -> Outcome<PathBuf> {
    let folder = target().join("fuzz");
    fs::create_dir_all(&folder).map_err(wrong)?;
    Ok(folder.join(format!("{name}.log")))
}

/// How many inputs it threw, how many edges they reached, and what it says of the last one if that broke something.
fn told(log: &str) -> String {
    let after = |line: &str, word: &str| line.split_once(word).map(|(_, rest)| rest.trim().to_owned());
    let of = |word: &str| log.lines().rev().find_map(|line| after(line, word));
    let inputs = of("stat::number_of_executed_units:").unwrap_or_else(|| "?".to_owned());
    let edges = of(" cov: ").and_then(|rest| rest.split(' ').next().map(str::to_owned));
    let broken = of("Test unit written to ").map(|file| format!("; broken by {file}"));
    format!("{inputs} inputs, {} edges{}", edges.as_deref().unwrap_or("?"), broken.unwrap_or_default())
}

fn wrong(error: impl std::fmt::Display) -> String {
    error.to_string()
}

const USAGE: &str = "cargo xtask fuzz [--minutes N] [expressions|packs|csv|xlsx|templates|bodies]";

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_log_is_told_in_a_line() {
        let log =
            "#2\tINITED cov: 10 ft: 1\n#90\tNEW    cov: 412 ft: 900 corp: 3/9b\nstat::number_of_executed_units: 123\n";
        assert_eq!(told(log), "123 inputs, 412 edges");
        let broken = format!("{log}artifact_prefix='x/'; Test unit written to x/crash-1\n");
        assert_eq!(told(&broken), "123 inputs, 412 edges; broken by x/crash-1");
        assert_eq!(told("error: no such target"), "? inputs, ? edges");
    }
}
