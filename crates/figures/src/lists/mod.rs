//! A page of a ledger out of its columns: filtered, sorted, counted, at any depth.
//!
//! A question goes: [`search`] (which codes hold the words looked for) → [`selection`] (which rows are known, within reach and pass; chunks that have not moved since are not
//! looked at again) → [`order`] (all rows in the order asked for, kept; few rows are put in order as they come) → [`page`]
//! (from where the page before ended, so many rows that were selected).
//!
//! The same pages come from the database while columns are not there yet, or where these cannot say it; a page that one
//! began the other continues.
//!
//! - `sums`: what numbers of all pages add up to
//! - `kept`: selections and orders of the last questions, until their table is dropped; who asks for what another is making
//!   waits for it
//! - `hits`: which texts of a column hold a word; `masked`: the same of what a mask leaves of them
//!
//! Absent on purpose: records themselves, which the store reads, and what a reader may see of them.

mod hits;
mod kept;
mod masked;
mod order;
mod page;
mod search;
mod selection;
mod sums;

use kernel::{BookId, Cut, RecordId};
use store::Record;

pub use kept::Kept;
pub(crate) use page::page;
pub use search::{By, Search, Sought};
pub(crate) use selection::Wanted;
pub(crate) use sums::sums;

/// A page of records.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed {
    /// The records, in the order asked for.
    pub records: Vec<Record>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are on all pages.
    pub total: u64,
    /// As known at.
    pub cut: Cut,
}

/// A page as the columns know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    /// Which records.
    pub keys: Vec<(BookId, RecordId)>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are on all pages.
    pub total: u64,
    /// As known at.
    pub cut: Cut,
}
