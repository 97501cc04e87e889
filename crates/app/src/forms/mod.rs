//! Forms that an upper level prescribes (上报表), filled from records or from figures: looked at, and taken away as a workbook.
//!
//! - [`known`]: which of them an actor may know of; for which unit and period they are asked
//! - [`list`]: their names
//! - [`roster`]: rows that are records, by the road of lists ([`crate::exports`]): masked as they are
//! - [`summary`]: rows that are units, by the road of figures: the last row is the figure of the whole, no sum of cells
//! - [`preview`]: the first rows and all headings, for a screen
//! - [`file`]: the workbook, as it is printed
//! - [`issue`], [`frozen`]: sending one up (报出), which keeps the workbook whole
//! - [`versions`], [`version`], [`recall`]: what was sent up, what has moved since, and taking it back

mod file;
mod frozen;
mod issue;
mod known;
mod list;
mod preview;
mod roster;
mod summary;
mod versions;

pub use file::file;
pub use frozen::FrozenForm;
pub use issue::{IssueForm, issue};
pub use known::Fill;
pub use list::{FormView, list, may_fill_any};
pub use preview::{Frame, Gap, Preview, PreviewCell, PreviewRow, preview};
pub use versions::{Moved, OfForm, OpenedForm, Since, recall, version, versions};
