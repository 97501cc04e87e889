//! Reports: prose, tables and charts made of figures.

mod build;
mod check;
mod export;
mod learn;
mod list;
mod names;
mod save;
mod source;

pub use build::{Build, build};
pub use check::check;
pub use export::{Format, export};
pub use learn::{Learn, learn};
pub use list::{ReportView, list};
pub use report::learn::{Choice as LearnedChoice, Learned, Piece as LearnedPiece};
pub use save::{SaveReport, save};
pub use source::{Source, source};
