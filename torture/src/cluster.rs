//! A private PostgreSQL that may be killed: started by `tests/postgres.sh own`, on a Unix socket, never as root.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use crate::{orders::Orders, server::signal};

/// It is stopped when this is dropped.
pub struct Cluster {
    keeper: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    url: String,
    folder: PathBuf,
}

impl Cluster {
    /// Starts one, its files in a folder, its disk under orders where there are any.
    pub fn start(repository: &Path, within: &Path, orders: Option<&Orders>) -> Result<Self, String> {
        let mut command = Command::new("sh");
        command.arg(repository.join("tests/postgres.sh")).arg("own").env("TMPDIR", within);
        if let Some(orders) = orders {
            command.env("LD_PRELOAD", &orders.library).env("QIANMO_TORTURE_ORDERS", &orders.page);
        }
        let keeper = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut keeper = keeper.map_err(|error| error.to_string())?;
        let orders = keeper.stdin.take();
        let mut answers = keeper.stdout.take().map(BufReader::new).ok_or("no standard output")?;
        let mut url = String::new();
        let _ = answers.read_line(&mut url);
        let url = url.trim().to_owned();
        let folder = url.split("host=").nth(1).map(PathBuf::from).ok_or("PostgreSQL did not start")?;
        Ok(Self { keeper, orders, answers, url, folder })
    }

    /// The address of a schema of its own, empty.
    pub fn schema(&self, name: &str) -> Result<String, String> {
        self.ask(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}"))?;
        Ok(format!("{}&options=-csearch_path%3D{name}", self.url))
    }

    /// Says something to the database itself.
    pub fn ask(&self, words: &str) -> Result<(), String> {
        let mut psql = Command::new("psql");
        psql.args(["-q", "-v", "ON_ERROR_STOP=1", "-d", &self.url]);
        for sentence in words.split("; ") {
            psql.args(["-c", sentence]);
        }
        psql.env("PGOPTIONS", "-c client_min_messages=warning");
        let done = psql.output().map_err(|error| format!("psql: {error}"))?;
        match done.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
        }
    }

    /// `kill -9` of the server and, as a machine that loses power would, of all its processes.
    pub fn kill(&self) {
        let Some(pid) = self.pid() else { return };
        let family = family(pid);
        signal("-KILL", pid);
        for one in &family {
            signal("-KILL", *one);
        }
        // It starts again only when nobody holds its memory any more.
        for _ in 0..500 {
            if family.iter().all(|pid| !runs(*pid)) && !runs(pid) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Starts it again; where it still runs it is stopped at once first, open connections or not.
    pub fn restart(&mut self) -> Result<(), String> {
        let orders = self.orders.as_mut().ok_or("PostgreSQL is over")?;
        orders.write_all(b"restart\n").map_err(|error| error.to_string())?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(|error| error.to_string())?;
        if answer.trim() == "done" { Ok(()) } else { Err("PostgreSQL did not start again".to_owned()) }
    }

    /// It takes questions, by itself or after a restart: it ends where it cannot write its log.
    pub fn recover(&mut self) -> Result<(), String> {
        for _ in 0..30 {
            if self.answers() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        self.restart()
    }

    /// Whether it takes questions.
    fn answers(&self) -> bool {
        self.ask("SELECT 1").is_ok()
    }

    fn pid(&self) -> Option<u32> {
        std::fs::read_to_string(self.folder.join("data/postmaster.pid")).ok()?.lines().next()?.trim().parse().ok()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It ends when nobody gives it orders any more.
        self.orders = None;
        let _ = self.keeper.wait();
    }
}

/// Processes whose parent it is.
fn family(parent: u32) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    pids.filter(|pid| stat(*pid).is_some_and(|(_, of)| of == parent)).collect()
}

fn runs(pid: u32) -> bool {
    stat(pid).is_some_and(|(state, _)| state != "Z")
}

/// State and parent of a process.
fn stat(pid: u32) -> Option<(String, u32)> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut rest = text.rsplit(')').next()?.split_whitespace();
    Some((rest.next()?.to_owned(), rest.next()?.parse().ok()?))
}
