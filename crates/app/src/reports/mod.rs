//! Reports: prose, tables and charts made of figures; and their versions, frozen when they are issued.

mod annex;
mod basis;
mod build;
mod check;
mod export;
mod frozen;
mod issue;
mod learn;
mod list;
mod names;
mod ready;
mod recall;
mod save;
mod source;
mod versions;

pub use annex::{Annexed, annexed};
pub use build::{Build, build};
pub use check::check;
pub use export::{Format, export};
pub use frozen::{Frozen, Issued};
pub(crate) use frozen::{ISSUES, damaged, digest, freeze};
pub use issue::{Decided, Issue, issue, may_issue};
pub(crate) use issue::{nobody, written};
pub use learn::{Learn, learn};
pub use list::{ReportView, list};
pub(crate) use names::speaks_of;
pub use ready::{Readiness, readiness};
pub(crate) use recall::withdraw_version;
pub use recall::{Recall, recall};
pub use report::learn::{Choice as LearnedChoice, Learned, Piece as LearnedPiece};
pub use report::{Point, PointKind};
pub use save::{SaveReport, save};
pub use source::{Source, source};
pub use versions::{Of, Opened, Version, Withdrawn, version, versions};
pub(crate) use versions::{find, kept};
