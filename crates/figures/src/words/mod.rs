//! A definition as a person would say it, made of the plan itself, so that words and numbers never part.

mod condition;
mod definition;
mod founded;

pub use definition::{define, definition};
pub use founded::both_founded;
