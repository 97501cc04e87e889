//! Clocks that are set by hand while everybody asks. Changes keep their order, whatever the clock says.

use std::thread::sleep;

use crate::{orders::Order, round::Round};

/// Forth and back, by minutes and by days, across the start of another server.
pub fn stepped(round: &mut Round) -> Result<(), String> {
    round.load(&[], |_, ground, chance| {
        for _ in 0..6 {
            sleep(chance.millis(80, 250));
            let days = chance.below(5) as i64 - 2;
            ground.order(Order { clock: days * 86_400 + chance.below(7_200) as i64 - 3_600, ..Order::default() })?;
        }
        Ok(())
    })?;
    round.servers.iter_mut().for_each(|server| server.kill());
    round.tally.kills += 1;
    // The next one starts on a day that is over.
    round.ground.order(Order { clock: -400_000, ..Order::default() })?;
    round.servers = vec![round.binary.serve()?];
    round.load(&[], |_, _, chance| {
        sleep(chance.millis(200, 500));
        Ok(())
    })?;
    round.ground.order(Order::default())
}
