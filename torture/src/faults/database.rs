//! The database goes away under a server that lives.

use std::thread::sleep;

use super::AWAY;
use crate::{round::Round, tally::Wrong};

/// `kill -9` of PostgreSQL; it comes back after a while.
pub fn kill(round: &mut Round) -> Result<(), String> {
    round.tally.kills += 1;
    away(round, true)
}

/// An immediate restart, as an administrator does who is in a hurry.
pub fn restart(round: &mut Round) -> Result<(), String> {
    away(round, false)
}

fn away(round: &mut Round, killed: bool) -> Result<(), String> {
    round.load(AWAY, |_, ground, chance| {
        let cluster = ground.cluster.as_mut().ok_or("no database of its own")?;
        sleep(chance.millis(100, 900));
        if killed {
            cluster.kill();
            sleep(chance.millis(0, 400));
        }
        cluster.restart()?;
        sleep(chance.millis(300, 900));
        Ok(())
    })?;
    lives(round)
}

/// The same server must go on by itself once the cause is gone: everybody asks for a while, and nothing is refused.
pub fn lives(round: &mut Round) -> Result<(), String> {
    if !round.servers.iter_mut().all(|server| server.runs()) {
        round.tally.wrong(Wrong::Answers, format!("a server ended; {}", round.binary.last_words()));
        return Ok(());
    }
    let before = round.tally.acknowledged;
    round.load(&[], |_, _, chance| {
        sleep(chance.millis(300, 600));
        Ok(())
    })?;
    if round.tally.acknowledged == before {
        round.tally.wrong(Wrong::Answers, "nothing was acknowledged after the cause was gone");
    }
    Ok(())
}
