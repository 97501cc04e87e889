//! Forms that an upper level prescribes (上报表), filled from records or from figures: looked at, and taken away as a workbook.
//!
//! - [`known`]: which of them an actor may know of; for which unit and period they are asked
//! - [`list`]: their names
//! - [`roster`]: rows that are records, by the road of lists ([`crate::exports`]): masked as they are
//! - [`summary`]: rows that are units, by the road of figures: the last row is the figure of the whole, no sum of cells
//! - [`preview`]: the first rows and all headings, for a screen
//! - [`file`]: the workbook, as it is printed
//!
//! Absent on purpose: keeping what was sent up; the file says as of which cut it was made, and the same cut gives it again.

mod file;
mod known;
mod list;
mod preview;
mod roster;
mod summary;

pub use file::file;
pub use known::Fill;
pub use list::{FormView, list, may_fill_any};
pub use preview::{Gap, Preview, PreviewCell, PreviewRow, preview};
