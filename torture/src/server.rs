//! A real server process: started, found, killed, told to stop.

use std::{
    fs::{File, OpenOptions},
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::mpsc,
    time::Duration,
};

/// How the binary is started, and on what.
#[derive(Clone)]
pub struct Binary {
    pub path: PathBuf,
    /// The data folder.
    pub data: PathBuf,
    /// The database, where the books are not in the folder.
    pub database: Option<String>,
    /// What it writes to standard error goes here.
    pub log: PathBuf,
    /// What is laid before its C library, and the page of orders that it reads.
    pub shim: Option<(PathBuf, PathBuf)>,
}

/// A server that runs, or ran.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

/// How long a start or a stop may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

impl Binary {
    /// One that has another folder, as another server on the same database has.
    pub fn with_data(&self, data: &Path) -> Self {
        Self { data: data.to_path_buf(), ..self.clone() }
    }

    /// A command that is not a server, run to its end.
    pub fn run(&self, words: &[&str]) -> Result<Output, String> {
        let mut command = self.command(words)?;
        command.output().map_err(|error| format!("{}: {error}", self.path.display()))
    }

    /// The same, and it must succeed.
    pub fn done(&self, words: &[&str]) -> Result<String, String> {
        let done = self.run(words)?;
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        match done.status.success() {
            true => Ok(said),
            false => Err(format!("qianmo {}: {said}{}", words.join(" "), String::from_utf8_lossy(&done.stderr))),
        }
    }

    /// Starts a server and waits until it says where it is.
    pub fn serve(&self) -> Result<Server, String> {
        let mut child = self.spawn()?;
        let said = child.stdout.take().map(BufReader::new).ok_or("no standard output")?;
        let (tell, told) = mpsc::channel();
        // Read to its end, so that a server is never stopped by a pipe that nobody reads.
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                let address = line.split("http://").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
                let _ = address.map(|address: SocketAddr| tell.send(address));
            }
        });
        match told.recv_timeout(PATIENCE) {
            Ok(address) => Ok(Server { child, address }),
            Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(format!("the server did not start; {}", self.last_words()))
            }
        }
    }

    /// Starts one without waiting for it.
    pub fn spawn(&self) -> Result<Child, String> {
        let mut command = self.command(&["serve", "--port", "0"])?;
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("{}: {error}", self.path.display()))
    }

    /// The end of what it wrote to standard error.
    pub fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let from = text.char_indices().rev().nth(600).map_or(0, |(at, _)| at);
        text[from..].to_owned()
    }

    fn command(&self, words: &[&str]) -> Result<Command, String> {
        let mut command = Command::new(&self.path);
        command.arg("--data").arg(&self.data).args(words).stdin(Stdio::null()).stderr(self.open_log()?);
        command.env_remove("QIANMO_DATABASE").env("NO_COLOR", "1").env("QIANMO_LOG", "warn");
        if let Some(url) = &self.database {
            command.env("QIANMO_DATABASE", url);
        }
        if let Some((library, orders)) = &self.shim {
            command.env("LD_PRELOAD", library).env("QIANMO_TORTURE_ORDERS", orders);
        }
        Ok(command)
    }

    fn open_log(&self) -> Result<File, String> {
        OpenOptions::new().create(true).append(true).open(&self.log).map_err(|error| error.to_string())
    }
}

impl Server {
    /// `kill -9`; it is gone afterwards.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Tells it to stop, without waiting.
    pub fn terminate(&self) {
        signal("-TERM", self.child.id());
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Tells it to stop and waits for it; it must end well.
    pub fn stop(mut self) -> Result<(), String> {
        self.terminate();
        let step = Duration::from_millis(20);
        for _ in 0..PATIENCE.as_millis() / step.as_millis() {
            match self.child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(format!("a server that was told to stop ended with {status}")),
                _ => std::thread::sleep(step),
            }
        }
        self.kill();
        Err("a server that was told to stop did not end".to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Sends a signal to one process, by its id.
pub fn signal(name: &str, pid: u32) {
    let _ = Command::new("kill").args([name, &pid.to_string()]).stderr(Stdio::null()).status();
}
