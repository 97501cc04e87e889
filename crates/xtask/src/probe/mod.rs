//! Asks the server everything its OpenAPI document allows, and much that it does not, by schemathesis: whether anything breaks
//! it, whether it answers only what the document says, whether it takes what it should refuse (`tests/probe/`).
//!
//! - [`PASSES`]: as whoever sits at the machine, and as a person with one post; each has a demo of its own, for what is tried
//!   writes
//! - what would end a pass (the first account, signing out) or cost more than it tells (backups) is asked by itself, each on a
//!   demo, or an empty folder, of its own
//! - [`home`]: such a township, and its server

mod home;

use std::{
    fs,
    path::{Path, PathBuf},
};

use self::home::{Home, Server, sign_in, wrong};
use crate::run::{Outcome, binary, command, output, python, succeed, target};

/// Found and mended with this seed; another tries other things.
const SEED: &str = "20261127";

/// Seconds for an operation by itself.
const ALONE: f64 = 6.0;

/// Who asks, of what township, and which operation alone.
struct Pass {
    name: &'static str,
    /// Before the server starts.
    begins: Begins,
    /// One operation, where it is asked by itself.
    alone: Option<&'static str>,
    /// The most of one operation that is tried.
    examples: u32,
}

/// What lies in the folder.
#[derive(Clone, Copy, PartialEq)]
enum Begins {
    Empty,
    Demo,
    /// A demo with accounts; somebody with one post asks.
    Staffed,
}

const PASSES: [Pass; 7] = [
    Pass { name: "local", begins: Begins::Demo, alone: None, examples: 40 },
    Pass { name: "worker", begins: Begins::Staffed, alone: None, examples: 40 },
    Pass { name: "founding", begins: Begins::Empty, alone: Some("found_office"), examples: 40 },
    Pass { name: "first accounts", begins: Begins::Demo, alone: Some("found_accounts"), examples: 40 },
    Pass { name: "backup", begins: Begins::Demo, alone: Some("make_backup"), examples: 5 },
    Pass { name: "signing out", begins: Begins::Staffed, alone: Some("sign_out"), examples: 40 },
    Pass { name: "password", begins: Begins::Staffed, alone: Some("change_password"), examples: 40 },
];

/// Everything, for so many minutes as each of the two who ask for all:
/// `probe [--minutes N] [--seed S] [--program FILE] [--breaks]`. With `--breaks` only what no reading of the document excuses is
/// looked for: errors of the server, and answers of another shape than they are said to have.
pub fn run(words: &[&str]) -> Outcome {
    let said = |name: &str| words.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1]);
    let minutes: f64 = said("--minutes").unwrap_or("4").parse().map_err(|_| USAGE.to_owned())?;
    let breaks = words.contains(&"--breaks");
    let program = match said("--program") {
        Some(program) => PathBuf::from(program),
        None => {
            succeed(command("cargo", &["build", "--package", "qianmo"]))?;
            binary()
        }
    };
    let schemathesis = python("probe-python", "tests/probe/requirements.txt")?.with_file_name("st");
    let asking = Asking { schemathesis, program, minutes, breaks, seed: said("--seed").unwrap_or(SEED).to_owned() };
    let mut broken = Vec::new();
    for pass in &PASSES {
        if let Some(told) = asking.pass(pass)? {
            broken.push(format!("as {}: {}", pass.name, told.display()));
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(format!("what it found stands in {}", broken.join(", "))) }
}

struct Asking {
    schemathesis: PathBuf,
    program: PathBuf,
    minutes: f64,
    breaks: bool,
    seed: String,
}

impl Asking {
    /// Asks; where what it found stands, if it found anything.
    fn pass(&self, pass: &Pass) -> Outcome<Option<PathBuf>> {
        let folder = target().join("probe").join(pass.name.replace(' ', "-"));
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(wrong)?;
        }
        fs::create_dir_all(&folder).map_err(wrong)?;
        let (server, cookie) = self.begin(pass, &folder)?;
        println!("· as {}, at {}", pass.name, server.address);
        let config = if pass.alone.is_some() { "tests/probe/alone.toml" } else { "tests/probe/schemathesis.toml" };
        let seconds = if pass.alone.is_some() { ALONE } else { self.minutes * 60.0 };
        let checks = if self.breaks { "not_a_server_error,response_schema_conformance" } else { "all" };
        let mut asked = command(&self.schemathesis, &["--config-file", config, "run"]);
        // Before there is a township its document is not served; it is the one that was written down.
        match pass.begins {
            Begins::Empty => asked.args(["docs/reference/openapi.json", "--url", &server.address]),
            Begins::Demo | Begins::Staffed => asked.arg(format!("{}/api/openapi.json", server.address)),
        };
        asked.args(["--checks", checks, "--seed", &self.seed, "--max-time", &format!("{seconds:.0}")]);
        asked.args(["--max-examples", &pass.examples.to_string(), "--warnings", "off", "--no-color"]);
        if let Some(id) = pass.alone {
            asked.args(["--include-operation-id", id]);
        }
        if let Some(cookie) = cookie {
            asked.args(["--header", &format!("Cookie: {cookie}")]);
        }
        let told = folder.join("told.txt");
        let file = fs::File::create(&told).map_err(wrong)?;
        let ended = asked.stdout(file.try_clone().map_err(wrong)?).stderr(file).status().map_err(wrong)?;
        let text = fs::read_to_string(&told).map_err(wrong)?;
        println!("{}", text.split("= SUMMARY =").nth(1).unwrap_or(&text).trim_start_matches('='));
        if self.breaks && !ended.success() {
            println!("{text}");
        }
        Ok((!ended.success()).then_some(told))
    }

    fn begin(&self, pass: &Pass, folder: &Path) -> Outcome<(Server, Option<String>)> {
        let home = Home { program: self.program.clone(), data: folder.join("data") };
        if pass.begins != Begins::Empty {
            output(home.command(&["demo", "--load-only"]))?;
        }
        if pass.begins != Begins::Staffed {
            return Ok((Server::start(&home)?, None));
        }
        home.give_accounts()?;
        let server = Server::start(&home)?;
        let cookie = sign_in(&server.address, "worker")?;
        Ok((server, Some(cookie)))
    }
}

const USAGE: &str = "cargo xtask probe [--minutes N] [--seed S] [--program FILE] [--breaks]";
