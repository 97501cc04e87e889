//! A private PostgreSQL on a Unix socket, never as root, stopped in the end: `tests/postgres.sh own`.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
};

use kernel::Problem;

use super::home::broken;

/// It runs until this is dropped.
pub struct Cluster {
    keeper: Child,
    orders: Option<ChildStdin>,
    pub url: String,
}

impl Cluster {
    /// Starts one with as much memory as a database of this size would be given.
    pub fn start(repository: &Path) -> Result<Self, Problem> {
        let mut command = Command::new("sh");
        command.arg(repository.join("tests/postgres.sh")).arg("own");
        command.env("QIANMO_POSTGRES_SETTINGS", "-c shared_buffers=2GB -c max_wal_size=8GB");
        let mut keeper = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(broken)?;
        let orders = keeper.stdin.take();
        let mut url = String::new();
        let mut answers = keeper.stdout.take().map(BufReader::new).ok_or_else(|| broken("no standard output"))?;
        answers.read_line(&mut url).map_err(broken)?;
        let url = url.trim().to_owned();
        if url.is_empty() { Err(broken("PostgreSQL did not start")) } else { Ok(Self { keeper, orders, url }) }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It ends when nobody gives it orders any more.
        self.orders = None;
        let _ = self.keeper.wait();
    }
}
