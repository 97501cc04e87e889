//! A township that may be broken: its data folder, who signs in, and the server that serves it.

use std::{
    fs,
    io::{BufRead, BufReader, Write as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::run::{Outcome, command, output, root};

const PASSWORD: &str = "春天的油菜花开满了山坡";

/// A data folder, and the program that opens it.
pub struct Home {
    /// The program.
    pub program: PathBuf,
    /// The folder.
    pub data: PathBuf,
}

impl Home {
    /// The program, told the folder.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = command(&self.program, &[]);
        command.arg("--data").arg(&self.data).args(words).env_remove("QIANMO_DATABASE");
        command
    }

    /// Officers, and somebody with a post in the unit that the demo begins with.
    pub fn give_accounts(&self) -> Outcome {
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
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: String,
}

impl Server {
    /// Starts one on a free port.
    pub fn start(home: &Home) -> Outcome<Self> {
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
pub fn sign_in(address: &str, login: &str) -> Outcome<String> {
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

pub fn wrong(error: impl std::fmt::Display) -> String {
    error.to_string()
}
