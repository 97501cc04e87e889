//! `kill -9` of servers: at work, while they start, while they stop, and one of two that share a database.

use std::thread::sleep;

use super::AWAY;
use crate::{ground::Database, lane::Tolerated, round::Round};

/// What a server answers that was told to stop.
const CLOSING: Tolerated = &["store.closed"];

/// At work.
pub fn any_moment(round: &mut Round) -> Result<(), String> {
    round.load(&[], |servers, _, chance| {
        sleep(chance.millis(20, 1_200));
        servers.iter_mut().for_each(|server| server.kill());
        Ok(())
    })?;
    round.tally.kills += 1;
    Ok(())
}

/// After a death at work, its followers die before they are up.
pub fn while_starting(round: &mut Round) -> Result<(), String> {
    any_moment(round)?;
    for _ in 0..1 + round.chance.below(4) {
        let mut child = round.binary.spawn()?;
        sleep(round.chance.millis(0, 250));
        let _ = child.kill();
        let _ = child.wait();
        round.tally.kills += 1;
    }
    Ok(())
}

/// Told to stop while everybody asks, and killed before it has.
pub fn while_stopping(round: &mut Round) -> Result<(), String> {
    round.load(CLOSING, |servers, _, chance| {
        sleep(chance.millis(20, 800));
        servers.iter().for_each(|server| server.terminate());
        sleep(chance.millis(0, 60));
        servers.iter_mut().for_each(|server| server.kill());
        Ok(())
    })?;
    round.tally.kills += 1;
    Ok(())
}

/// One of two dies; the other goes on as if nothing were.
pub fn one_of_two(round: &mut Round) -> Result<(), String> {
    let other = round.other.clone().ok_or("a folder has one server")?;
    round.servers.push(other.serve()?);
    let before = round.tally.acknowledged;
    round.load(&[], |servers, _, chance| {
        sleep(chance.millis(100, 900));
        let dies = chance.below(2);
        servers[dies].kill();
        sleep(chance.millis(400, 900));
        Ok(())
    })?;
    round.tally.kills += 1;
    if round.tally.acknowledged == before {
        return Err("the server that lived acknowledged nothing".to_owned());
    }
    // The books are verified from the folders of both, which the servers must have left.
    if round.ground.database == Database::Postgres {
        round.load(AWAY, |servers, _, _| {
            servers.iter_mut().for_each(|server| server.kill());
            Ok(())
        })?;
        round.tally.kills += 1;
    }
    Ok(())
}
