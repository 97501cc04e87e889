//! The peers: a program of theirs that is asked by turns with us (`bench/peers/peers.py`).

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use kernel::Problem;
use serde_json::{Value as Json, json};

use super::{
    home::broken,
    pack::{KINDS, STATUSES},
};

/// They end when this is dropped.
pub struct Peers {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// Which of them there are, with their versions.
    pub there: Vec<(String, String)>,
}

impl Peers {
    /// Starts them on nothing yet.
    pub fn start(python: &Path, repository: &Path) -> Result<Self, Problem> {
        let mut command = Command::new(python);
        command.arg(repository.join("bench/peers/peers.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(broken)?;
        let questions = child.stdin.take();
        let answers = child.stdout.take().map(BufReader::new).ok_or_else(|| broken("no standard output"))?;
        Ok(Self { child, questions, answers, there: Vec::new() })
    }

    /// Has all of them read the file and make themselves ready.
    pub fn load(&mut self, csv: &Path, postgres: Option<&str>) -> Result<(), Problem> {
        let names = |all: &[(&str, &str)]| -> Json {
            all.iter().map(|(code, name)| ((*code).to_owned(), json!(name))).collect::<serde_json::Map<_, _>>().into()
        };
        let said = self.ask(&json!({
            "do": "load", "csv": csv, "postgres": postgres,
            "kinds": names(&KINDS), "statuses": names(&STATUSES),
        }))?;
        let versions = said["versions"].as_object().ok_or_else(|| broken(&said))?;
        let version = |(name, version): (&String, &Json)| (name.clone(), version.as_str().unwrap_or("?").to_owned());
        self.there = versions.iter().map(version).collect();
        Ok(())
    }

    /// How long one of them takes.
    pub fn time(&mut self, peer: &str, what: &str, plans: &[Json]) -> Result<Duration, Problem> {
        nanos(&self.ask(&json!({ "do": "ask", "peer": peer, "what": what, "plans": plans }))?)
    }

    /// What one of them answers: rows of cells as text, in order.
    pub fn answer(&mut self, peer: &str, what: &str, plans: &[Json]) -> Result<Vec<Vec<String>>, Problem> {
        let asked = json!({ "do": "ask", "peer": peer, "what": what, "plans": plans, "full": true });
        let said = self.ask(&asked)?;
        serde_json::from_value(said["answer"].clone()).map_err(broken)
    }

    /// How long SQLite alone takes to read the file in and to index its key.
    pub fn sqlite_load(&mut self, csv: &Path, folder: &Path, rows: usize) -> Result<Duration, Problem> {
        let program = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].into_iter().find(|path| Path::new(path).exists());
        let asked = json!({ "do": "sqlite_load", "csv": csv, "folder": folder, "program": program });
        let said = self.ask(&asked)?;
        if said["rows"] == rows { nanos(&said) } else { Err(broken(format!("SQLite read {}", said["rows"]))) }
    }

    fn ask(&mut self, asked: &Json) -> Result<Json, Problem> {
        let questions = self.questions.as_mut().ok_or_else(|| broken("the peers are gone"))?;
        writeln!(questions, "{asked}").map_err(broken)?;
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(broken)?;
        serde_json::from_str(&line).map_err(|_| broken("the peers broke off; what they said is above"))
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        self.questions = None;
        let _ = self.child.wait();
    }
}

fn nanos(said: &Json) -> Result<Duration, Problem> {
    said["ns"].as_u64().map(Duration::from_nanos).ok_or_else(|| broken(said))
}
