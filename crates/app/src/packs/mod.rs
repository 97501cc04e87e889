//! Putting a pack in force, and declaring in it.

mod activate;
mod declare;
mod follow;
mod ledger;
mod own;
mod seeds;
mod shelf;
mod withdraw;
mod words;

use kernel::UnitId;
use rules::access::Actor;

use crate::World;

pub use activate::activate;
pub use declare::{Asking, Declared, card, declare};
pub(crate) use follow::follow;
pub use ledger::{Column, LedgerDraft, Used, declare_ledger};
pub(crate) use own::{own_indicators, stem};
pub use shelf::{Files, LooseShelf, Shelf, wrong};
pub use withdraw::{may_withdraw, withdraw_ledger};
use words::words_of_a_choice;
pub(crate) use words::{fresh_id, slug};

/// The units that somebody declares for, those below not named; of the local user the topmost.
pub fn may_declare_at(world: &World, actor: &Actor) -> Vec<UnitId> {
    if actor.is_local() {
        return world.pack.root().map(|unit| unit.id.clone()).into_iter().collect();
    }
    actor.declares.iter().filter(|unit| world.units.get(unit.as_str()).is_some()).cloned().collect()
}
