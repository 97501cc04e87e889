//! From a clerk's own spreadsheet to a ledger, its first figures, and a report of one's own.

mod draft;
mod figures;
mod ledger;
mod propose;
mod save;
mod source;
mod withdraw;

pub use figures::*;
pub use ledger::*;
pub use propose::*;
pub use save::*;
pub use source::*;
pub use withdraw::*;

/// The client's key, where it sent one.
fn key(request: Option<String>) -> Option<kernel::RequestId> {
    request.filter(|key| !key.trim().is_empty()).map(Into::into)
}

/// The unit it is for, where one was named.
fn unit(unit: Option<String>) -> Option<kernel::UnitId> {
    unit.filter(|unit| !unit.is_empty()).map(Into::into)
}
