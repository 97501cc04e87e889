//! Turns a template and answered figures into a document, and a document into files. No IO, no clock, no engine.
//!
//! - [`Template::parse`]: text → front matter and a small typed tree; every mark is resolved against [`Names`],
//!   and everything wrong is found at once, with line and column
//! - [`Template::asks`]: pass one; every figure the template needs for a [`Scope`], each once, to be asked in one go
//! - [`Template::build`]: pass two; a [`Document`] whose figure runs carry their `kernel::Figure`
//! - [`learn`]: the way back; a half-written paragraph or an old report → its figures' places, and marks that fill them
//! - [`Draft`]: a text with marks and a name → a whole template
//! - [`points`], [`settle`]: what a person must have decided before a document is issued, and the document that is
//! - [`differences`]: how a later document reads otherwise
//! - [`export`]: a document as JSON, HTML, plain text, or DOCX on the page of GB/T 9704
//!
//! Templates are written in Jinja's syntax and parsed by `minijinja`, then lowered to our own tree, as expressions are
//! with `cel`: after that nothing can fail while a report is built, and nothing a template says can run.
//!
//! Absent on purpose: arithmetic (a sum is an indicator, with a definition and evidence), conditions on figures (the
//! first pass must know what to ask), macros, includes and raw HTML, embedded fonts, and any way to write a number that
//! the reader could not open.

pub mod coverage;
mod difference;
pub mod document;
pub mod export;
pub mod learn;
pub mod names;
pub mod points;
pub mod scope;
pub mod settle;
mod show;
pub mod template;
mod tree;

pub use coverage::Coverage;
pub use difference::{Difference, differences};
pub use document::{Bar, Block, Document, Gap, Run};
pub use names::{Candidate, NameTable, Names, Resolution};
pub use points::{Point, PointKind};
pub use scope::{Scope, UnitRef};
pub use settle::{Decision, settle};
pub use template::{Draft, Front, PeriodKind, Template, placeholders};
