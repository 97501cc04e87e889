//! Asks the server everything its OpenAPI document allows, and much that it does not, by schemathesis: whether anything breaks
//! it, whether it answers only what the document says, whether it takes what it should refuse (`tests/probe/`).
//!
//! Twice: as whoever sits at the machine, and as a person with one post. Each has a demo of its own, for what is tried writes.

use std::{
    fs,
    io::{BufRead, BufReader, Write as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::run::{Outcome, binary, command, output, python, root, succeed, target};

/// Found and mended with this seed; another tries other things.
const SEED: &str = "20261127";
const PASSWORD: &str = "春天的油菜花开满了山坡";

/// Everything, for so many minutes each time: `probe [--minutes N] [--seed S] [--program FILE]`.
pub fn run(words: &[&str]) -> Outcome {
    let said = |name: &str| words.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1]);
    let minutes: f64 = said("--minutes").unwrap_or("4").parse().map_err(|_| USAGE.to_owned())?;
    let program = match said("--program") {
        Some(program) => PathBuf::from(program),
        None => {
            succeed(command("cargo", &["build", "--package", "qianmo"]))?;
            binary()
        }
    };
    let schemathesis = python("probe-python", "tests/probe/requirements.txt")?.with_file_name("st");
    let mut broken = Vec::new();
    for who in ["local", "worker"] {
        let folder = target().join("probe").join(who);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(wrong)?;
        }
        fs::create_dir_all(&folder).map_err(wrong)?;
        let home = Home { program: program.clone(), data: folder.join("data") };
        output(home.command(&["demo", "--load-only"]))?;
        if who == "worker" {
            home.give_accounts()?;
        }
        let server = Server::start(&home)?;
        let cookie = if who == "worker" { Some(sign_in(&server.address, "worker")?) } else { None };
        println!("· as {who}, at {}", server.address);
        let seconds = format!("{:.0}", minutes * 60.0);
        let mut asked = command(&schemathesis, &["--config-file", "tests/probe/schemathesis.toml", "run"]);
        asked.arg(format!("{}/api/openapi.json", server.address));
        asked.args(["--checks", "all", "--seed", said("--seed").unwrap_or(SEED), "--max-time", &seconds]);
        asked.args(["--max-examples", "40", "--warnings", "off", "--no-color"]);
        if let Some(cookie) = cookie {
            asked.args(["--header", &format!("Cookie: {cookie}")]);
        }
        let told = folder.join("told.txt");
        let file = fs::File::create(&told).map_err(wrong)?;
        let ended = asked.stdout(file.try_clone().map_err(wrong)?).stderr(file).status().map_err(wrong)?;
        let text = fs::read_to_string(&told).map_err(wrong)?;
        println!("{}", text.split("= SUMMARY =").nth(1).unwrap_or(&text).trim_start_matches('='));
        if !ended.success() {
            broken.push(format!("as {who}: {}", told.display()));
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(format!("what it found stands in {}", broken.join(", "))) }
}

/// A data folder, and the program that opens it.
struct Home {
    program: PathBuf,
    data: PathBuf,
}

impl Home {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = command(&self.program, &[]);
        command.arg("--data").arg(&self.data).args(words).env_remove("QIANMO_DATABASE");
        command
    }

    /// Officers, and somebody with a post in the unit that the demo begins with.
    fn give_accounts(&self) -> Outcome {
        let session: serde_json::Value = read(&output(self.command(&["session", "--json"]))?)?;
        let (unit, level) = (text(&session["unit"]["id"]), text(&session["level"]));
        let roles = fs::read_to_string(root().join("packs/township/roles.toml")).map_err(wrong)?;
        // One who reads and writes everything there: the more doors are open, the more is tried.
        let of_this_level = |role: &&str| role.contains(&format!("= \"{level}\"")) && !role.contains("writes");
        let role = roles.split("\n[").skip(1).find(of_this_level).and_then(|role| role.split(']').next());
        let role = role.ok_or_else(|| format!("no role of the pack is of a {level}"))?;
        self.typed(&["account", "first", "--system", "li=李四", "--security", "wang=王五"], 2)?;
        self.typed(&["account", "add", "worker", "--name", "张三", "--role", role, "--unit", &unit], 1)
    }

    /// Passwords are typed, one a line.
    fn typed(&self, words: &[&str], passwords: usize) -> Outcome {
        let mut child = self.command(words).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().map_err(wrong)?;
        let mut typing = child.stdin.take().ok_or_else(|| "no standard input".to_owned())?;
        typing.write_all(format!("{PASSWORD}\n").repeat(passwords).as_bytes()).map_err(wrong)?;
        drop(typing);
        let ended = child.wait().map_err(wrong)?;
        if ended.success() { Ok(()) } else { Err(format!("{words:?} ended with {ended}")) }
    }
}

/// A server of its own port, stopped with this.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(home: &Home) -> Outcome<Self> {
        let mut serve = home.command(&["serve", "--port", "0"]);
        let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(wrong)?;
        let said = child.stdout.take().ok_or_else(|| "no standard output".to_owned())?;
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let rest = line.split_once("http://127.0.0.1:")?.1;
            let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
            Some(format!("http://127.0.0.1:{port}"))
        });
        // Read to its end, so that nobody is stopped by a pipe that nobody reads.
        std::thread::spawn(move || lines.for_each(drop));
        match address {
            Some(address) => Ok(Self { child, address }),
            None => Err("the server did not start".to_owned()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Signs in and sets a password of one's own; answers the cookie.
fn sign_in(address: &str, login: &str) -> Outcome<String> {
    let own = format!("{PASSWORD}，一直开到天边");
    let change = |cookie: &str| {
        let body = serde_json::json!({ "old": PASSWORD, "new": own });
        asked(address, "/api/session/password", &body, Some(cookie))
    };
    let enter = |password: &str| {
        let answer =
            asked(address, "/api/session", &serde_json::json!({ "login": login, "password": password }), None)?;
        let cookie =
            answer.lines().find_map(|line| line.to_ascii_lowercase().starts_with("set-cookie: ").then(|| &line[12..]));
        cookie.and_then(|cookie| cookie.split(';').next()).map(str::to_owned).ok_or(answer.clone())
    };
    change(&enter(PASSWORD)?)?;
    enter(&own)
}

/// Head and body of an answer, by the client every machine has.
fn asked(address: &str, path: &str, body: &serde_json::Value, cookie: Option<&str>) -> Outcome<String> {
    let mut curl = command("curl", &["--silent", "--show-error", "--fail-with-body", "--include", "--json"]);
    curl.arg(body.to_string()).arg(format!("{address}{path}"));
    if let Some(cookie) = cookie {
        curl.args(["--cookie", cookie]);
    }
    String::from_utf8(output(curl)?).map_err(wrong)
}

fn read(bytes: &[u8]) -> Outcome<serde_json::Value> {
    serde_json::from_slice(bytes).map_err(wrong)
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn wrong(error: impl std::fmt::Display) -> String {
    error.to_string()
}

const USAGE: &str = "cargo xtask probe [--minutes N] [--seed S] [--program FILE]";
