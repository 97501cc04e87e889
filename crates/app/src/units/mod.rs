//! The units of the county: new, ended, split, merged, called otherwise, from a day on.
//!
//! What may be is decided in `rules::units`; a unit is a record of the reserved register `_unit` in the root book, so that its
//! history, and undoing what was a mistake, is that of any record.

mod draw;
mod own;
mod page;
mod posts;
mod reorganise;
mod shapes;
mod undo;

pub use draw::{Draw, Drawn, draw};
pub use own::own;
pub use page::{Around, Condition, Count, Former, Holder, LedgerHere, Newest, Promise, Told, UnitPage, What, page};
pub use posts::PostFate;
pub(crate) use posts::lines_of_undo;
pub use reorganise::{Reorganised, Wanted, reorganise};
pub use rules::shapes::{LARGEST, Outline};
pub use shapes::{Shapes, shapes, shapes_version};
pub(crate) use undo::may_be_undone;
