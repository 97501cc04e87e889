//! Reports: prose, tables and charts made of figures.

mod build;
mod check;
mod export;
mod list;
mod names;
mod save;

pub use build::{Build, build};
pub use check::check;
pub use export::{Format, export};
pub use list::{ReportView, list};
pub use save::{SaveReport, save};
