//! Disks that are full, read-only or slow. What is full or read-only today has room again tomorrow: the same server goes on.

use std::thread::sleep;

use super::database::lives;
use crate::{
    client::{Call, Client},
    cluster::Cluster,
    ground::{Database, Ground},
    lane::Tolerated,
    orders::Order,
    round::Round,
    server::Server,
    tally::Wrong,
};

/// What may be answered while nothing can be written.
const NO_ROOM: Tolerated = &["store.full", "store.unreachable", "store.unanswered", "store.files"];
const NO_WRITING: Tolerated = &["store.files", "store.unanswered"];
const NO_DATABASE: Tolerated = &["store.read_only", "store.unreachable", "store.unanswered", "store.failed"];

/// No room is left under load. On the small disk truly so; else every write ends early or not at all.
pub fn full(round: &mut Round) -> Result<(), String> {
    let truly = round.ground.database == Database::Postgres || round.ground.is_on_mount(&round.binary);
    round.load(NO_ROOM, |servers, ground, chance| {
        sleep(chance.millis(100, 500));
        match (truly, &ground.mount) {
            (true, Ok(mount)) => mount.fill(chance.below(200_000))?,
            _ => ground.order_disk(Order { full: true, ..Order::default() })?,
        }
        sleep(chance.millis(500, 1_500));
        // Half of the time it dies of it as well, and its follower finds no room either.
        if chance.percent(50) {
            servers.iter_mut().for_each(Server::kill);
        }
        Ok(())
    })?;
    if !round.servers.iter_mut().all(Server::runs) {
        round.tally.kills += 1;
        let mut child = round.binary.spawn()?;
        sleep(round.chance.millis(100, 500));
        let _ = child.kill();
        let _ = child.wait();
    }
    room_again(round.ground)?;
    if round.servers.iter_mut().all(Server::runs) { lives(round) } else { Ok(()) }
}

fn room_again(ground: &mut Ground) -> Result<(), String> {
    if let Ok(mount) = &ground.mount {
        mount.free();
    }
    calm(ground)
}

fn calm(ground: &mut Ground) -> Result<(), String> {
    ground.order_disk(Order::default())?;
    ground.cluster.as_mut().map_or(Ok(()), Cluster::recover)
}

/// The disk turns read-only under load: nothing is lost, and what is there can be read. PostgreSQL opens files to read
/// as if it wanted to write, and ends where it cannot; there only the first holds.
pub fn read_only(round: &mut Round) -> Result<(), String> {
    let mut wrong = Vec::new();
    let tolerated = if round.ground.database == Database::Postgres { NO_DATABASE } else { NO_WRITING };
    round.load(tolerated, |servers, ground, chance| {
        sleep(chance.millis(100, 500));
        ground.order_disk(Order { read_only: true, ..Order::default() })?;
        sleep(chance.millis(300, 800));
        let mut client = Client::to(servers[0].address);
        let paths = ["/api/session", "/api/ledgers/visit/records?limit=5", "/api/ledgers", "/api/units"];
        for path in paths.iter().filter(|_| ground.database == Database::Sqlite) {
            wrong.extend(client.ask(&Call::get(*path)).err());
        }
        calm(ground)
    })?;
    for sentence in wrong {
        round.tally.wrong(Wrong::Answers, format!("read-only, and not read: {sentence}"));
    }
    lives(round)?;
    starts_on_read_only(round)
}

/// A server that starts on a truly read-only disk says so in a sentence and ends, or serves what can be read.
fn starts_on_read_only(round: &mut Round) -> Result<(), String> {
    let on_mount = round.ground.is_on_mount(&round.binary);
    let Some(mount) = round.ground.mount.as_ref().ok().filter(|_| on_mount) else { return Ok(()) };
    for server in std::mem::take(&mut round.servers) {
        server.stop()?;
    }
    mount.set_read_only(true)?;
    let started = round.binary.serve();
    let said = round.binary.last_words();
    drop(started.is_ok().then_some(started));
    let mount = round.ground.mount.as_ref().map_err(Clone::clone)?;
    mount.set_read_only(false)?;
    if said.contains("panicked") {
        round.tally.wrong(Wrong::Answers, format!("a start on a read-only disk: {said}"));
    }
    Ok(())
}

/// Every flush waits; nobody is answered before it is done, and a death in between loses nothing.
pub fn slow(round: &mut Round) -> Result<(), String> {
    round.ground.order_disk(Order { slow: 60_000, ..Order::default() })?;
    let dead = round.load(&[], |servers, _, chance| {
        sleep(chance.millis(500, 1_500));
        servers.iter_mut().for_each(Server::kill);
        Ok(())
    });
    round.tally.kills += 1;
    round.ground.order_disk(Order::default())?;
    dead
}
