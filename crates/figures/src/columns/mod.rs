//! Our own columns: all versions of a ledger as chunks of typed columns, with the positions over which each is known.
//! A cache of the store and nothing else: dropped, it is built again from the first Change.

pub mod bits;
mod cache;
mod chunk;
pub mod column;
mod dictionary;
mod intake;
mod integers;
mod layout;
mod names;
mod open;
mod table;
mod texts;

pub use bits::Bits;
pub use cache::{Cache, Snapshot};
pub use chunk::Chunk;
pub use dictionary::Dictionary;
pub use layout::{UNIT, step_column};
pub use table::{RowAt, Table};
pub use texts::Texts;
