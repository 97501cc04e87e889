//! Pure decisions. Every function here takes what it needs to know and answers; nothing is loaded, nothing saved.
//!
//! - [`access`]: who may do what; the only maker of `Allowed`
//! - [`office`], [`post`]: who may do what with accounts, and what a post gives
//! - [`opening`]: how many records one person may open on a day
//! - [`sign_in`]: which passwords are taken, when an account is locked, how long a session holds
//! - [`demand`]: who must have codes beside the password
//! - [`second_step`], [`base32`]: codes that a device shows, and how its secret is written
//! - [`outside`]: whether what a house of identity says of somebody is believed
//! - [`program`]: tokens of programs, and what one may do of what its owner may
//! - [`change`]: what one Change says: its act, its edits, what it expects
//! - [`told`]: whose word it is, where somebody else typed it
//! - [`context`]: what conversion and validation know of the world: pack, units, today, parameters
//! - [`convert`]: text, JSON and cells → values of a field's type
//! - [`geometry`]: places, as they must be to be places; how long, how large
//! - [`shapes`]: outlines of units in a file, and whose they are
//! - [`show`]: values → the words a person sees, masked where they are personal
//! - [`spells`]: the dated values of a field
//! - [`ended`]: codes that a record's day may no longer say
//! - [`number`]: numbers that the house gives
//! - [`validate`]: a record against its ledger: all findings
//! - [`units`]: whether units may be reorganised so, and what they become
//! - [`step`]: whether a case may take a step, and what it becomes
//! - [`jobs`]: when the house's own work is due
//! - [`hooks`]: where programs that are told of Changes may be, and how long they are waited for
//! - [`search`]: words that somebody looks for, and how they are read
//! - [`near`]: the names nearest to a mistyped one
//!
//! Absent on purpose: clocks, databases, and any name from a pack.

pub mod access;
pub mod base32;
pub mod change;
pub mod context;
pub mod convert;
pub mod demand;
pub mod ended;
pub mod geometry;
pub mod hooks;
pub mod jobs;
pub mod near;
pub mod number;
pub mod office;
pub mod only;
pub mod opening;
pub mod outside;
pub mod post;
pub mod program;
pub mod search;
pub mod second_step;
pub mod shapes;
pub mod show;
pub mod sign_in;
pub mod spells;
pub mod step;
pub mod told;
pub mod units;
pub mod validate;

pub use context::Context;
