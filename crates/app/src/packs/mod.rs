//! Putting a pack in force.

mod activate;
mod seeds;

pub use activate::activate;
