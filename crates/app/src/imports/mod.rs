//! Spreadsheets in.
mod report;
mod run;
pub use report::{ColumnMatch, ImportReport, LeftOut};
pub use run::{ImportOptions, import};
