//! One function answers every figure: which indicator, where, when, as known at which cut.
//!
//! An ask goes: [`Engine::figures`] → `admit` (may it be asked) → `answer::leaves` (which folds) → `run` (masks and folds
//! over `columns`, all asks in one pass a ledger) → `answer` (ratios, formulas, comparisons, ranks, exactly) → a
//! [`kernel::Figure`], rounded there and nowhere before.
//!
//! - `columns`: all versions of a ledger as chunks of typed columns; a cache, rebuilt from nothing when dropped
//! - `run`: a filter gives a bitmap; a figure is a fold over it, and its evidence is the same bitmap's records; many
//!   figures over few different values are folds over one small cube
//! - `records`: units, parameters, sourced values and targets, read from their reserved ledgers at the cut
//! - `answer`: one file a kind of indicator; also the same folds by the store, which must agree
//! - `lists`: a page of a ledger, filtered, sorted and counted by the same columns
//! - [`evidence`]: what is behind a figure, and [`evidence::refold`], which makes the figure of it again
//! - `meters`: what was asked, what the columns hold, which question was slow
//! - [`define`]: a definition as a person would say it
//!
//! Absent on purpose: SQL, the wire, templates, any name from a pack; and any sum that leaves out what a reader may not see.

mod admit;
mod answer;
mod aside;
mod columns;
mod engine;
pub mod evidence;
mod few;
mod lists;
mod meters;
mod records;
mod run;
mod session;
mod spread;
mod words;

pub use engine::{Engine, SpreadCell};
pub use evidence::{Evidence, EvidenceKind, EvidenceRow, Page, SourceRow, refold};
pub use lists::{By, Listed, Search, Sought};
pub use meters::{Columns, Metered};
pub use words::define;
