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

pub use activate::activate;
pub use declare::{Asking, Declared, card, declare};
pub(crate) use follow::follow;
pub use ledger::{Column, LedgerDraft, Used, declare_ledger};
pub(crate) use own::{own_indicators, stem};
pub use shelf::{Files, LooseShelf, Shelf, wrong};
pub use withdraw::withdraw_ledger;
use words::words_of_a_choice;
pub(crate) use words::{fresh_id, slug};
