//! Books, ledgers and journal on a database; the only room that writes SQL.
//!
//! A Change goes: [`Store::commit`] → `stage` (leave, names, request; before any lock) → `ready` (values → cells, salts,
//! seals, hashes; of a large Change while its first rows are written) → `write` (one task, one connection; waiting Changes
//! share a transaction, each a savepoint) → COMMIT → `heads.log` → receipt.
//!
//! - [`schema`]: the tables, and how they follow the pack; additive only
//! - [`keys`], [`random`]: what must live outside the database, as arguments
//! - `stage`, `ready`, `numbers`, `write`: the one way in; `undo` makes a Change that takes another back
//! - [`carry`]: a county moves from one database to another; [`copy`]: as it stood at one moment, while it is in use
//! - `read`: records, lists, history, journal, versions for columns; all as known at a cut
//! - `fold`: the plan of a figure as SQL; the oracle of the figures room
//! - `verify`: journal and rows against each other, and against the heads kept outside
//! - [`files`]: photos and files that records name, beside the database
//! - [`accounts`]: passwords, sessions and the security log, beside the ledgers
//! - [`jobs`]: which run of the house's own work is whose
//! - [`kept`]: lists and home pages that people come back to, beside the ledgers
//! - [`Home`], `engine`: where the books live, and connections that speak cells
//! - `meters`, [`asking`]: what was done, what of it was slow, and for whom; [`examine()`]: how a home looks from outside
//! - `dialect`: all text that another database would say differently
//!
//! Every door demands an `Allowed`. What it does not cover is not found. A reach limited to units is taken
//! literally: whoever makes the leave names the units with all below them.
//!
//! Absent on purpose: validation (`rules`), masking (`app`), any name from a pack, time and chance of its own.

pub mod accounts;
pub mod asking;
mod carry;
mod cell;
mod copy;
mod cut;
mod dialect;
mod engine;
mod examine;
mod facts;
pub mod files;
mod fold;
mod hash;
mod heads;
mod home;
pub mod hooks;
pub mod jobs;
pub mod kept;
pub mod keys;
mod meters;
mod numbers;
mod problem;
pub mod query;
pub mod random;
mod read;
mod ready;
pub mod record;
mod row;
mod said;
pub mod schema;
mod seal;
mod shared;
mod spell;
mod stage;
mod statement;
mod store;
mod tagged;
mod telling;
mod undo;
mod verify;
mod write;

pub use carry::carry;
pub use copy::{Copied, copy};
pub use examine::{Examined, examine, is_in_use};
pub use facts::{Facts, Head};
pub use home::{Alone, DatabaseUrl, Home};
pub use keys::Keys;
pub use meters::Metered;
pub use query::{FoldQuery, FoldValue, JournalQuery, ListQuery, ListSum, ListSums, PlaceSpell, Tellers};
pub use random::{Random, RepeatableRandom};
pub use read::{
    cursor::{Cursor, Mark},
    rows::Rows,
    versions::VersionPages,
};
pub use record::{Entry, ListRow, PackFile, Page, Receipt, Record, Spell, Touched, Version, VersionRow, Versions};
pub use schema::FORMAT;
pub use store::{Options, Store};
