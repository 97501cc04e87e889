//! A definition as a person would say it, made of the plan itself, so that words and numbers never part.

mod condition;
mod definition;

pub use definition::{define, definition};
