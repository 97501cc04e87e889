//! Figures: asked, spread over units and time, and opened.

mod ask;
mod first;
mod known_by;
mod open;
mod sayable;
mod spread;

pub(crate) use ask::ledgers_of;
pub use ask::{all, ask, ask_database, indicators};
pub use first::{FirstFigure, first};
pub use known_by::known_by;
pub use open::{OpenFigure, Opened, RowView, open};
pub(crate) use sayable::{Sayable, keeps};
pub use spread::{SpreadRow, spread};
