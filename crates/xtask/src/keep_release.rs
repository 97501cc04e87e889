//! A small data folder of this version, kept for ever: every later version must open it, verify it and answer the same
//! figures (`tests/releases.test.mjs`). It is run once a release; what is kept of an older one is never made anew.
//!
//! The folder holds a part of the example, so that it stays small, as the backup that the version itself makes.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::run::{Outcome, binary, command, output, root, succeed, target};

/// The spreadsheets that are loaded, by the number before their name: registers and logs that name no person, and
/// sourced values.
const SHEETS: &[&str] = &["08", "10", "12", "13", "15", "34", "35", "37", "38"];
/// What a repository should carry of each release at most.
const MOST_BYTES: u64 = 300_000;

/// Writes `tests/releases/<version>/`.
pub fn run() -> Outcome {
    let version = env!("CARGO_PKG_VERSION");
    let kept = root().join("tests/releases").join(version);
    if kept.exists() {
        return Err(format!("{} is there already; what was released does not change", kept.display()));
    }
    succeed(command("cargo", &["build", "--package", "qianmo"]))?;
    let work = target().join("keep-release");
    let _ = fs::remove_dir_all(&work);
    let (pack, data) = (work.join("pack"), work.join("data"));
    copy(&root().join("packs/township"), &pack)?;
    shorten(&pack.join("demo/demo.toml"))?;
    let qianmo = |words: &[&str]| {
        let mut run = command(binary(), &["--data"]);
        run.arg(&data).args(words);
        run
    };
    let mut load = qianmo(&["demo", "--load-only", "--pack"]);
    load.arg(&pack);
    succeed(load)?;
    let session: Value = read(qianmo(&["session", "--json"]))?;
    let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (unit, period) = (said(&session["unit"]["id"]), said(&session["period"]));
    let figures: Value = read(qianmo(&["figures", "--unit", &unit, "--period", &period, "--json"]))?;
    let figures: Vec<Value> = figures.as_array().cloned().unwrap_or_default();
    let short = |one: &Value| json!({"indicator": one["indicator"], "value": one["value"], "grade": one["grade"]});
    fs::create_dir_all(&kept).map_err(|error| error.to_string())?;
    let (made, file) = (work.join("backup.zip"), kept.join("backup.zip"));
    let mut backup = qianmo(&["backup", "--to"]);
    backup.arg(&made);
    succeed(backup)?;
    fs::copy(&made, &file).map_err(|error| error.to_string())?;
    let expected = json!({
        "version": version,
        "unit": unit,
        "period": period,
        "as_of": session["as_of"],
        "figures": figures.iter().map(short).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&expected).map_err(|error| error.to_string())?;
    fs::write(kept.join("expected.json"), format!("{text}\n")).map_err(|error| error.to_string())?;
    let bytes = fs::metadata(&file).map_err(|error| error.to_string())?.len();
    println!("· kept {} ({bytes} bytes)", kept.display());
    if bytes > MOST_BYTES {
        Err(format!("{bytes} bytes are more than {MOST_BYTES}; load fewer sheets"))
    } else {
        Ok(())
    }
}

/// Leaves the chosen sheets in the list of what the example imports.
fn shorten(list: &Path) -> Outcome {
    let text = fs::read_to_string(list).map_err(|error| error.to_string())?;
    let chosen = |part: &&str| SHEETS.iter().any(|number| part.contains(&format!("\"{number}")));
    let parts: Vec<&str> = text.split("[[import]]").skip(1).filter(chosen).collect();
    if parts.len() < SHEETS.len() {
        return Err("the example has other sheets now; choose anew".to_owned());
    }
    let short: String = parts.iter().map(|part| format!("[[import]]{part}")).collect();
    fs::write(list, short).map_err(|error| error.to_string())
}

fn read(run: std::process::Command) -> Outcome<Value> {
    serde_json::from_slice(&output(run)?).map_err(|error| error.to_string())
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to).map_err(|error| error.to_string())?;
    for entry in fs::read_dir(from).map_err(|error| error.to_string())?.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}
