//! Figures: asked, spread over units and time, and opened.

mod ask;
mod first;
mod open;
mod spread;

pub(crate) use ask::ledgers_of;
pub use ask::{all, ask, ask_database, indicators};
pub use first::{FirstFigure, first};
pub use open::{OpenFigure, Opened, RowView, open};
pub use spread::{SpreadRow, spread};
