//! Parameters: standards, limits and terms, each value with the day it holds from and the paper it rests on.

mod list;
mod set;

pub use list::{ParameterView, ValueView, list};
pub use set::{Set, set};

/// What the values 0, 1, 2 … of a parameter are called, where it is a choice.
fn choices(parameter: &str) -> &'static [&'static str] {
    if parameter == rules::demand::CODES_REQUIRED { &rules::demand::WORDS } else { &[] }
}
