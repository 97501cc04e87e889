//! Fresh books, sixteen workers, and one fault after the other; after each, everything is looked at.

use std::{
    sync::{Mutex, PoisonError, atomic::AtomicBool, atomic::Ordering},
    thread,
};

use crate::{
    chance::Chance,
    check,
    client::Client,
    deed,
    ground::{Database, Ground},
    lane::{Lane, Tolerated},
    oracle::Oracle,
    server::{Binary, Server},
    tally::{Tally, Wrong},
};

/// A round.
pub struct Round<'a> {
    pub ground: &'a mut Ground,
    pub tally: &'a mut Tally,
    pub chance: Chance,
    pub binary: Binary,
    /// Of another server, on a database that is shared.
    pub other: Option<Binary>,
    pub servers: Vec<Server>,
    lanes: Vec<Lane>,
    oracle: Mutex<Oracle>,
}

const WORKERS: usize = 16;

impl<'a> Round<'a> {
    /// Founds the books and starts a server.
    pub fn begin(ground: &'a mut Ground, tally: &'a mut Tally, mut chance: Chance) -> Result<Self, String> {
        let binary = ground.found()?;
        let shared = ground.database == Database::Postgres;
        let other = if shared { Some(ground.another(&binary)?) } else { None };
        let mut lanes: Vec<Lane> =
            (0..WORKERS).map(|at| Lane::new(format!("w{at}"), at == 0, chance.split())).collect();
        // A report of a ledger without records has nothing to print.
        lanes[0].first = deed::first(&mut lanes[0]);
        tally.rounds += 1;
        let server = binary.serve()?;
        let mut round =
            Self { ground, tally, chance, binary, other, servers: vec![server], lanes, oracle: Mutex::default() };
        let address = round.servers[0].address;
        while !round.lanes[0].first.is_empty() || round.lanes[0].pending.is_some() {
            let next = round.lanes[0].first.pop();
            round.lanes[0].pending = next;
            round.lanes[0].settle(address, &round.oracle);
        }
        Ok(round)
    }

    /// All workers ask, spread over the servers, while something is done to them.
    pub fn load(
        &mut self,
        tolerated: Tolerated,
        act: impl FnOnce(&mut Vec<Server>, &mut Ground, &mut Chance) -> Result<(), String>,
    ) -> Result<(), String> {
        let addresses: Vec<_> = self.servers.iter().map(|server| server.address).collect();
        let stop = AtomicBool::new(false);
        let (oracle, servers, ground, chance) = (&self.oracle, &mut self.servers, &mut *self.ground, &mut self.chance);
        let acted = thread::scope(|scope| {
            for (at, lane) in self.lanes.iter_mut().enumerate() {
                let (address, stop) = (addresses[at % addresses.len()], &stop);
                scope.spawn(move || lane.work(address, stop, oracle, tolerated));
            }
            let acted = act(servers, ground, chance);
            stop.store(true, Ordering::Relaxed);
            acted
        });
        self.count();
        acted
    }

    /// After a fault: `verify` before or after the server comes back, what is open asked again, everything compared.
    pub fn aftermath(&mut self, thoroughly: bool) -> Result<(), String> {
        self.servers.retain_mut(Server::runs);
        let verify_first = self.servers.is_empty() && self.chance.percent(50);
        if verify_first {
            self.verify()?;
        }
        if self.servers.is_empty() {
            self.servers.push(self.binary.serve()?);
        }
        let address = self.servers[0].address;
        let mut client = Client::to(address);
        {
            let oracle = self.oracle.lock().unwrap_or_else(PoisonError::into_inner);
            check::open_ones(&mut client, &self.lanes, &oracle, self.tally)?;
        }
        thread::scope(|scope| {
            for lane in self.lanes.iter_mut() {
                scope.spawn(|| lane.settle(address, &self.oracle));
            }
        });
        self.count();
        {
            let oracle = self.oracle.lock().unwrap_or_else(PoisonError::into_inner);
            check::all(&mut client, &oracle, &mut self.chance, thoroughly, self.tally)?;
        }
        if !verify_first {
            self.stop_all();
            self.verify()?;
            self.servers.push(self.binary.serve()?);
        }
        if self.lanes.iter().any(|lane| lane.pending.is_some()) {
            return Err("what could not be settled cannot be judged; the round ends here".to_owned());
        }
        Ok(())
    }

    /// Compares everything once more, and ends.
    pub fn end(mut self) -> Result<(), String> {
        self.aftermath(true)?;
        self.stop_all();
        let log = std::fs::read_to_string(&self.binary.log).unwrap_or_default();
        if let Some(line) = log.lines().find(|line| line.contains("panicked")) {
            self.tally.wrong(Wrong::Answers, format!("a server panicked: {line}"));
        }
        if self.tally.is_clean() {
            for folder in [Some(&self.binary), self.other.as_ref()].into_iter().flatten().map(|one| &one.data) {
                let _ = std::fs::remove_dir_all(folder);
            }
        }
        Ok(())
    }

    /// Stops half of the time well, half of the time by force.
    fn stop_all(&mut self) {
        for mut server in std::mem::take(&mut self.servers) {
            if self.chance.percent(50) {
                self.tally.kills += 1;
                server.kill();
            } else if let Err(said) = server.stop() {
                self.tally.wrong(Wrong::Answers, said);
            }
        }
    }

    fn verify(&mut self) -> Result<(), String> {
        for binary in [Some(&self.binary), self.other.as_ref()].into_iter().flatten() {
            let done = binary.run(&["verify", "--json"])?;
            let said = String::from_utf8_lossy(&done.stdout).into_owned();
            self.tally.verified += 1;
            if !done.status.success() || said.trim() != "[]" {
                let more = String::from_utf8_lossy(&done.stderr).into_owned();
                self.tally.wrong(Wrong::Verify, format!("{said}{more}{}", binary.last_words()));
            }
        }
        Ok(())
    }

    fn count(&mut self) {
        for lane in &mut self.lanes {
            self.tally.take(&mut lane.tally);
        }
    }
}
