//! What is done to a server or its database while sixteen workers ask, and what may be answered meanwhile.

mod clock;
mod database;
mod disk;
mod kills;

use crate::{
    ground::{Database, Ground},
    lane::Tolerated,
    round::Round,
};

/// One kind of fault.
pub struct Fault {
    /// As `--only` names it.
    pub name: &'static str,
    /// How often in a round, on each database; nought where it has no meaning there.
    pub times: [usize; 2],
    /// Strikes under load. The servers may be dead or alive afterwards.
    pub strike: fn(&mut Round) -> Result<(), String>,
    /// Why it cannot be done on this machine.
    pub missing: fn(&Ground) -> Option<String>,
}

/// All of them.
pub const ALL: &[Fault] = &[
    Fault { name: "kill", times: [10, 7], strike: kills::any_moment, missing: nothing },
    Fault { name: "start", times: [2, 2], strike: kills::while_starting, missing: nothing },
    Fault { name: "stop", times: [2, 2], strike: kills::while_stopping, missing: nothing },
    Fault { name: "servers", times: [0, 3], strike: kills::one_of_two, missing: nothing },
    Fault { name: "dbkill", times: [0, 2], strike: database::kill, missing: nothing },
    Fault { name: "dbrestart", times: [0, 2], strike: database::restart, missing: nothing },
    Fault { name: "diskfull", times: [2, 1], strike: disk::full, missing: no_full_disk },
    Fault { name: "readonly", times: [1, 1], strike: disk::read_only, missing: no_orders },
    Fault { name: "slow", times: [1, 1], strike: disk::slow, missing: no_orders },
    Fault { name: "clock", times: [1, 1], strike: clock::stepped, missing: no_orders },
];

/// What a server answers that lost its database.
const AWAY: Tolerated = &["store.unreachable", "store.unanswered"];

impl Fault {
    /// How often in a round.
    pub fn times_on(&self, database: Database) -> usize {
        self.times[usize::from(database == Database::Postgres)]
    }
}

fn nothing(_: &Ground) -> Option<String> {
    None
}

fn no_orders(ground: &Ground) -> Option<String> {
    ground.orders.as_ref().err().map(|why| format!("needs a C compiler: {why}"))
}

fn no_full_disk(ground: &Ground) -> Option<String> {
    let no_mount =
        ground.mount.as_ref().err().map(|why| format!("needs a small disk, which only root can make: {why}"));
    if ground.database == Database::Sqlite && ground.orders.is_ok() { None } else { no_mount }
}
