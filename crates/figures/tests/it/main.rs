//! The engine over a real store and the sample pack.

mod access;
mod agree;
mod evidence;
mod filtered;
mod indicators;
mod lists;
mod missing;
#[path = "../../../store/tests/it/postgres.rs"]
#[allow(dead_code, reason = "the store tests use more of it")]
mod postgres;
mod spread;
mod words;
mod world;
