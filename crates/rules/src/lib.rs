//! Pure decisions. Every function here takes what it needs to know and answers; nothing is loaded, nothing saved.
//!
//! - [`access`]: who may do what; the only maker of `Allowed`
//! - [`change`]: what one Change says: its act, its edits, what it expects
//! - [`convert`]: text, JSON and cells → values of a field's type
//! - [`validate`]: a record against its ledger: all findings
//! - [`step`]: whether a case may take a step, and what it becomes
//!
//! Absent on purpose: clocks, databases, and any name from a pack.

pub mod access;
pub mod change;
