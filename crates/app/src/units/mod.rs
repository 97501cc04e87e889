//! The units of the county: new, ended, split, merged, called otherwise, from a day on.
//!
//! What may be is decided in `rules::units`; a unit is a record of the reserved register `_unit` in the root book, so that its
//! history, and undoing what was a mistake, is that of any record.

mod reorganise;
mod undo;

pub use reorganise::{Wanted, reorganise};
pub(crate) use undo::may_be_undone;
