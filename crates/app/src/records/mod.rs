//! Records: written through one road, read as known at a cut.

mod back_in;
mod changes;
mod content;
mod correct;
mod create;
mod enough;
mod everywhere;
mod find;
mod history;
mod links;
mod list;
mod open;
mod places;
mod row_changes;
mod same_key;
mod show;
mod source;
mod step;
mod then;
mod titles;
mod told;
mod totals;
mod undo;
mod view;
mod withdraw;

use kernel::{BookId, FieldId, Finding, LedgerId, RecordId};
use store::Receipt;

pub use changes::{ChangeView, Changes, TouchedView, change, changes, told_in_part};
pub(crate) use content::{defaults, own_day, resolve_name};
pub use correct::{Correct, correct};
pub use create::{Create, create};
pub use everywhere::{Everywhere, Hit, InLedger, everywhere};
pub(crate) use find::search;
pub(crate) use history::differences;
pub use history::{FieldChange, VersionView, history};
pub use links::{Link, links};
pub(crate) use list::question;
pub use list::{List, Listing, list};
pub use open::{Open, OpenedRecord, open, purposes};
pub use places::{PlaceView, Places, places};
pub(crate) use same_key::in_words as same_key;
pub use show::show;
pub(crate) use source::Source;
pub use step::{TakeStep, step};
pub use then::then;
pub(crate) use titles::{Opened, Titles, ids, target, view_all};
pub(crate) use told::told;
pub use told::{TellerView, ToldView, tellers};
pub use totals::{Total, Totals, totals};
pub use undo::{Undo, undo};
pub(crate) use view::is_kept_elsewhere;
pub use view::{ACTS, View, act_name};
pub(crate) use withdraw::take_back;
pub use withdraw::{Withdraw, withdraw};

/// Which record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RecordRef {
    /// Its ledger.
    pub ledger: LedgerId,
    /// The book that keeps it.
    pub book: BookId,
    /// Its id.
    pub record: RecordId,
}

/// That a record is written.
#[derive(Clone, PartialEq, Debug)]
pub struct Written {
    /// The Change.
    pub receipt: Receipt,
    /// The record.
    pub record: RecordId,
    /// What somebody should look at.
    pub warnings: Vec<Finding>,
    /// The number that the house gave it.
    pub number: Option<Number>,
}

/// A number that the house gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// The field.
    pub field: FieldId,
    /// Its name.
    pub name: String,
    /// What it says.
    pub says: String,
}
