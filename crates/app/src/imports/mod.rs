//! Spreadsheets in: a file becomes one Change a book, or all that is wrong with it.
//!
//! - [`read`]: bytes → sheets of cells: xlsx, xls, ods; CSV in UTF-8, UTF-16 and GB18030
//! - [`headers`]: where the headings stand, what stands above and below them
//! - [`choose`]: the sheet that is read
//! - [`vocabulary`], [`columns`]: which column is which field, in which unit
//! - [`convert`]: cells → values, every mistake by sheet, row and column
//! - [`references`]: names → the persons and records that are meant
//! - [`plan`], [`judge`]: rows against the records that are there: new, changed, same, wrong
//! - [`run`]: all of it, and the Changes
//!
//! Absent on purpose: guessing. What could be read two ways is a finding.

mod choose;
mod columns;
mod convert;
mod headers;
mod judge;
mod plan;
mod read;
mod references;
mod report;
mod run;
mod vocabulary;

pub use report::{ColumnMatch, ImportReport, LeftOut};
pub use run::{ImportOptions, import};
