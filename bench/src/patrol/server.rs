//! The real program, serving; and what the operating system says of it.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use kernel::Problem;

use super::{
    client::Client,
    home::{Home, broken},
};

/// A server that runs; it is stopped by its process id.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From its start to the first answer that it is ready.
    pub ready_after: Duration,
}

const PATIENCE: Duration = Duration::from_secs(600);

impl Server {
    /// Starts it on a free port and waits until it is ready.
    pub async fn start(home: &Home) -> Result<Self, Problem> {
        let mut command = Command::new(&home.program);
        command.env_remove("QIANMO_DATABASE").env("QIANMO_LOG", "error").arg("--data").arg(&home.folder);
        command.args(["serve", "--port", "0"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let begun = Instant::now();
        let mut child = command.spawn().map_err(broken)?;
        let said = child.stdout.take().map(BufReader::new).ok_or_else(|| broken("no standard output"))?;
        let (tell, told) = mpsc::channel();
        // Read to its end, so that the server is never stopped by a pipe that nobody reads.
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                let address = line.split("http://").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
                let _ = address.map(|address: SocketAddr| tell.send(address));
            }
        });
        let Ok(address) = told.recv_timeout(PATIENCE) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(broken("the server did not start"));
        };
        let mut server = Self { child, address, ready_after: Duration::ZERO };
        let mut client = Client::to(address).await.map_err(broken)?;
        while client.get("/health/ready").await.map_err(broken)?.status != 200 {
            std::thread::sleep(Duration::from_millis(1));
        }
        server.ready_after = begun.elapsed();
        Ok(server)
    }

    /// Processor time it has used so far, in the kernel's name and in its own.
    pub fn processor(&self) -> Result<Duration, Problem> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).map_err(broken)?;
        // What stands in brackets may hold spaces.
        let rest = stat.rsplit_once(") ").map(|(_, rest)| rest).unwrap_or_default();
        let ticks: u64 = rest.split(' ').skip(11).take(2).filter_map(|word| word.parse::<u64>().ok()).sum();
        // A hundred ticks a second on every Linux there is for these processors.
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Memory it holds now, in bytes.
    pub fn memory(&self) -> Result<u64, Problem> {
        self.status("VmRSS:")
    }

    /// The most it has held since this was last forgotten.
    pub fn most_memory(&self) -> Result<u64, Problem> {
        self.status("VmHWM:")
    }

    /// Forgets the most it has held.
    pub fn forget_most_memory(&self) -> Result<(), Problem> {
        std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").map_err(broken)
    }

    fn status(&self, name: &str) -> Result<u64, Problem> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).map_err(broken)?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        kilobytes.map(|kilobytes| kilobytes * 1024).ok_or_else(|| broken(name))
    }

    /// Tells it to stop and waits for it.
    pub fn stop(mut self) -> Result<(), Problem> {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let ended = self.child.wait().map_err(broken)?;
        if ended.success() { Ok(()) } else { Err(broken(format!("the server ended with {ended}"))) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` there is nobody left, which is no matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Bytes of the program itself.
pub fn size(program: &Path) -> Result<u64, Problem> {
    Ok(std::fs::metadata(program).map_err(broken)?.len())
}
