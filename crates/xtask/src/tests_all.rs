//! Everything that must hold, in the order in which a mistake is cheapest to see.

use crate::{
    codegen, release,
    run::{Outcome, binary, command, has, root, succeed, target},
    tidy, torture, web,
};

/// Minutes: long enough to meet every fault once on both databases.
const TORTURED: &str = "1.5";

/// Runs all of it; `--fast` leaves out what needs a browser or an office program.
pub fn run(arguments: &[&str]) -> Outcome {
    let fast = arguments.contains(&"--fast");
    install(fast)?;
    succeed(command("cargo", &["fmt", "--all", "--check"]))?;
    tidy::run()?;
    web::build()?;
    succeed(command("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    succeed(command("cargo", &["build", "--package", "qianmo"]))?;
    unit()?;
    codegen::run(true)?;
    succeed(web::npm(&["run", "check"]))?;
    succeed(web::npm(&["test"]))?;
    let mut pack = command(binary(), &["check", "packs/township"]);
    pack.env("NO_COLOR", "1");
    succeed(pack)?;
    succeed(scripts("contract"))?;
    succeed(scripts("learn"))?;
    succeed(scripts("servers"))?;
    torture::run(&["--minutes", TORTURED])?;
    succeed(scripts("backup"))?;
    succeed(scripts("releases"))?;
    let mut archive = scripts("dist");
    archive.env("QIANMO_ARCHIVE", release::pack(true)?);
    succeed(archive)?;
    succeed(scripts("health"))?;
    succeed(scripts("privacy"))?;
    if !fast {
        succeed(scripts("office"))?;
        succeed(scripts("real_files"))?;
        succeed(scripts("export"))?;
        succeed(scripts("browser"))?;
        succeed(scripts("start"))?;
    }
    println!("all that must hold, holds");
    Ok(())
}

fn unit() -> Outcome {
    if has("cargo-nextest") {
        return succeed(command("cargo", &["nextest", "run", "--workspace", "--no-fail-fast"]));
    }
    succeed(command("cargo", &["test", "--workspace", "--no-fail-fast"]))
}

/// A whole-product test under `tests/`, written for node's own runner, with the binary's path in `QIANMO`.
fn scripts(name: &str) -> std::process::Command {
    let file = root().join("tests").join(format!("{name}.test.mjs"));
    let mut node = command("node", &["--test"]);
    node.arg(file).env("QIANMO", binary()).env("QIANMO_OUT", target().join("tests").join(name));
    node
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
