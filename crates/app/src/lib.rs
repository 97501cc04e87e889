//! What people do with Qianmo, one folder a capability, one file a verb. The one road in and the one road out meet here:
//! a use case asks `rules` for leave and for a decision, calls `store` or `figures` once, and answers.
//!
//! - [`service`]: everything a use case needs, opened once: store, engine, clock, ids
//! - [`world`]: pack, units and parameters as they stand; what `rules` is told
//! - [`accounts`]: who may come in, and what each may do
//! - [`packs`]: putting a pack in force
//! - [`parameters`]: standards, limits and terms, each value with its day and its paper
//! - [`units`]: units that begin, end, split, merge, pass to another parent
//! - [`ledgers`]: those an actor may know of
//! - [`records`]: create, correct, withdraw, step, undo; list, show, open, history, the journal
//! - [`exports`]: a ledger's list out as a workbook or CSV
//! - [`forms`]: forms that an upper level prescribes, filled from records and figures
//! - [`imports`]: a spreadsheet → one Change a book, or all that is wrong with it
//! - [`files`]: photos and files that records name, in and out
//! - [`figures`]: ask, spread, and open what is behind a figure
//! - [`reports`]: list, build, export
//! - [`jobs`]: what the house does by itself every day
//! - [`hooks`]: other programs are told that records changed
//! - [`kept`]: lists and home pages that people come back to
//! - [`demo`]: the spreadsheets a pack brings for trying it out
//!
//! Every use case takes `(&Service, &Actor, …)` and answers a value or a [`kernel::Problem`].
//!
//! Absent on purpose: the wire and the command line, SQL, real clocks, and any name from a pack.

mod access;
pub mod accounts;
pub mod demo;
pub mod exports;
pub mod figures;
pub mod files;
pub mod forms;
pub mod hooks;
pub mod imports;
pub mod jobs;
pub mod kept;
pub mod ledgers;
pub mod packs;
pub mod parameters;
pub mod records;
pub mod reports;
pub mod service;
pub mod start;
pub mod units;
pub mod world;

pub use rules::access::Actor;
pub use service::{Options, Service};
pub use world::World;
