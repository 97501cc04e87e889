//! Everything that must hold, in the order in which a mistake is cheapest to see.

use std::{
    collections::VecDeque,
    process::Command,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use crate::{
    codegen, release,
    run::{Outcome, binary, command, has, python, root, succeed, target},
    tidy, torture, web,
};

/// Minutes: long enough to meet every fault once on both databases.
const TORTURED: &str = "1.5";

/// Minutes for each of the two who ask for everything: some twenty requests of each operation.
const PROBED: &str = "0.7";

/// Tests of the whole product that need nothing but the binary.
const PLAIN: [&str; 11] = [
    "contract", "learn", "servers", "backup", "releases", "health", "privacy", "network", "hooks", "files", "outlines",
];
/// Those that need a browser or an office program, the longest first.
const PEOPLE: [&str; 7] = ["browser", "every_screen", "start", "office", "real_files", "export", "rows_of_tables"];
/// Those that are told more than where the binary lies.
const PREPARED: [&str; 2] = ["dist", "identity"];

/// Runs all of it; `--fast` leaves out what needs a browser or an office program.
pub fn run(arguments: &[&str]) -> Outcome {
    let fast = arguments.contains(&"--fast");
    install(fast)?;
    succeed(command("cargo", &["fmt", "--all", "--check"]))?;
    tidy::run()?;
    web::build()?;
    succeed(linted(&["build", "--workspace", "--all-targets", "--profile", "test"]))?;
    unit()?;
    succeed(command("cargo", &["build", "--package", "qianmo", "--package", "torture"]))?;
    codegen::run(true)?;
    succeed(web::npm(&["run", "check"]))?;
    succeed(web::npm(&["test"]))?;
    let mut pack = command(binary(), &["check", "packs/township"]);
    pack.env("NO_COLOR", "1");
    succeed(pack)?;
    let mut archive = scripts(PREPARED[0]);
    archive.env("QIANMO_ARCHIVE", release::pack(true)?);
    // By itself: what it meets in its time depends on how much of the machine it has.
    succeed(torture::prepared(&["--minutes", TORTURED]))?;
    let mut wanted = vec![archive];
    let mut identity = scripts(PREPARED[1]);
    identity.env("QIANMO_CAS_PYTHON", python("identity-python", "tests/identity/requirements.txt")?);
    wanted.push(identity);
    wanted.push(probe()?);
    wanted.extend(PLAIN.map(scripts));
    let people: &[&str] = if fast { &[] } else { &PEOPLE };
    side_by_side(people.iter().map(|name| scripts(name)).chain(wanted).collect())?;
    println!("all that must hold, holds");
    Ok(())
}

fn unit() -> Outcome {
    if has("cargo-nextest") {
        return succeed(linted(&["nextest", "run", "--workspace", "--no-fail-fast"]));
    }
    succeed(linted(&["test", "--workspace", "--no-fail-fast"]))
}

/// Cargo with Clippy's driver as the compiler of our own crates, warnings being errors. `cargo clippy` would check everything
/// once and throw it away before the same is compiled to be tested; so each crate is read once. What `cargo clippy` sets is
/// set here, with both commands: to Cargo a crate that was compiled without is another one.
fn linted(arguments: &[&str]) -> Command {
    let mut cargo = command("cargo", arguments);
    cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
    // Nobody builds upon what a clean clone leaves behind.
    cargo.env("CARGO_INCREMENTAL", "0");
    cargo
}

/// Runs tests of the whole product, two at a time: each has servers and folders of its own and waits for much. What one says
/// is shown when it ends; all are run, whatever comes of the first.
fn side_by_side(tests: Vec<Command>) -> Outcome {
    let waiting = Mutex::new(VecDeque::from(tests));
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let broken = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(test) = next() {
                    if let Err(words) = told(test) {
                        broken.lock().unwrap_or_else(PoisonError::into_inner).push(words);
                    }
                }
            });
        }
    });
    let broken = broken.into_inner().unwrap_or_else(PoisonError::into_inner);
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

/// Runs one, and then shows what it said and how long it took.
fn told(mut test: Command) -> Outcome {
    let shown = format!("{test:?}").replace('"', "");
    let began = Instant::now();
    let done = test.output().map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    let (said, wrong) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    println!("· {shown}\n{said}{wrong}  took {} s", began.elapsed().as_secs());
    if done.status.success() { Ok(()) } else { Err(format!("`{shown}` ended with {}", done.status)) }
}

/// A whole-product test under `tests/`, written for node's own runner, with the binary's path in `QIANMO`.
fn scripts(name: &str) -> Command {
    let file = root().join("tests").join(format!("{name}.test.mjs"));
    let mut node = command("node", &["--test"]);
    node.arg(file).env("QIANMO", binary()).env("QIANMO_OUT", target().join("tests").join(name));
    node
}

/// The whole OpenAPI document asked, right and wrong: nothing may break the server, nor be of another shape than is said.
fn probe() -> Outcome<Command> {
    python("probe-python", "tests/probe/requirements.txt")?;
    let program = binary().to_string_lossy().into_owned();
    // As it was built with all the rest: the one that runs may have been replaced by that.
    Ok(command(binary().with_file_name("xtask"), &["probe", "--minutes", PROBED, "--breaks", "--program", &program]))
}

/// What a bare Debian machine with Rust and Node lacks: a browser, fonts that have Chinese, an office program.
fn install(fast: bool) -> Outcome {
    // Of the server only the programs are used, in folders of their own.
    let database = ("/usr/lib/postgresql", "postgresql");
    let wanted: &[(&str, &str)] = if fast {
        &[database]
    } else {
        &[
            database,
            ("chromium", "chromium"),
            ("soffice", "libreoffice-writer-nogui"),
            ("/usr/lib/libreoffice/program/libsclo.so", "libreoffice-calc-nogui"),
            ("pdftotext", "poppler-utils"),
        ]
    };
    let there = |probe: &str| if probe.starts_with('/') { std::path::Path::new(probe).exists() } else { has(probe) };
    let fonts = !fast && !there("/usr/share/fonts/opentype/noto");
    let mut missing: Vec<&str> =
        wanted.iter().filter(|(probe, _)| !there(probe)).map(|(_, package)| *package).collect();
    missing.extend(fonts.then_some("fonts-noto-cjk"));
    if missing.is_empty() {
        return Ok(());
    }
    let apt = if has("sudo") { vec!["sudo", "apt-get"] } else { vec!["apt-get"] };
    let call = |words: &[&str]| {
        let line: Vec<&str> = apt.iter().chain(words).copied().collect();
        let mut call = command(line[0], &line[1..]);
        call.env("DEBIAN_FRONTEND", "noninteractive");
        succeed(call)
    };
    call(&["update", "-q"])?;
    call(&[&["install", "-y", "-q", "--no-install-recommends"], missing.as_slice()].concat())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_test_of_the_product_is_run() {
        let files = std::fs::read_dir(root().join("tests")).expect("the folder of tests");
        let names = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
        let there: BTreeSet<String> =
            names.filter_map(|name| name.strip_suffix(".test.mjs").map(str::to_owned)).collect();
        let run: BTreeSet<String> =
            PLAIN.iter().chain(&PEOPLE).chain(&PREPARED).map(|name| (*name).to_owned()).collect();
        assert_eq!(there, run);
    }
}
