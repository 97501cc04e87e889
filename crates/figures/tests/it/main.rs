//! The engine over a real store and the sample pack.

mod access;
mod agree;
mod evidence;
mod filtered;
mod indicators;
mod lists;
mod missing;
mod spread;
mod words;
mod world;
