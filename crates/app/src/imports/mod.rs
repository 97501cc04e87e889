//! Spreadsheets in: a file becomes one Change a book, or all that is wrong with it.
//!
//! - [`read`]: bytes → sheets of cells: xlsx, xls, ods; CSV in UTF-8, UTF-16 and GB18030
//! - [`kept`]: what was read a moment ago is not read again
//! - [`shape`], [`headers`]: where the headings stand, what stands above and below them
//! - [`choose`]: the sheets that are read
//! - [`vocabulary`], [`columns`]: which column is which field, in which unit
//! - [`page`]: one sheet: [`fill`] merged cells down, [`convert`], check its [`totals`], tell whether it is [`shifted`] or in [`percent`]
//! - [`convert`]: cells → values, every mistake by sheet, row and column
//! - [`references`]: names → the persons and records that are meant
//! - [`keys`], [`existing`]: business keys, and the records that are there
//! - [`row`], [`plan`], [`judge`]: rows against the records that are there: new, changed, same, wrong
//! - [`child`], [`children`], [`attach`]: tables inside records as sheets of their own, and whose their rows are
//! - [`two_numbers`]: one name with two ID numbers
//! - [`differences`]: old and new of the records that change
//! - [`snapshot`]: of a whole list, what is missing from it
//! - [`findings`]: of more than anybody reads, the first
//! - [`options`]: what is said with the file
//! - [`run`]: all of it, and the Changes
//! - [`mend`], [`remembered`]: what a person put right in the page, and said of headings before
//! - [`excerpt`], [`progress`]: what the page shows of the file, and how far the import is
//! - [`mark`]: what is wrong, in a copy of the file
//! - [`propose`]: a file before there is a ledger for it: those it fits, and the one it would make
//!
//! A million rows do not fit as they are: rows, drafts and edits are packed ([`kernel::many`]) but for those at hand.
//!
//! Absent on purpose: guessing. What could be read two ways is a finding.

mod attach;
mod child;
mod children;
mod choose;
mod columns;
mod convert;
mod differences;
mod excerpt;
mod existing;
mod fill;
mod findings;
mod headers;
mod judge;
mod kept;
mod keys;
mod mark;
mod mend;
mod options;
mod page;
mod percent;
mod plan;
mod progress;
mod propose;
mod read;
mod references;
mod remembered;
mod report;
mod row;
mod run;
mod shape;
mod shifted;
mod snapshot;
mod totals;
mod two_numbers;
mod vocabulary;

pub(crate) use child::{Child, children, links};
pub(crate) use headers::key;
pub(crate) use kept::KeptFiles;
pub use mark::mark;
pub use mend::{LeaveOut, Mend};
pub use options::{ImportOptions, Meaning};
pub use progress::{Progress, Stage};
pub use propose::{Fit, NamedUnit, Proposal, Seen, SheetUnits, TYPES, propose, units_in};
pub use read::{LARGEST, refused as too_large};
pub use report::{
    Becomes, Brings, ChildRows, ColumnMatch, ImportReport, LeftOut, Missing, SheetRow, Source, TotalCheck, Touched, Why,
};
pub use run::import;
