//! Parameters: standards, limits and terms, each value with the day it holds from and the paper it rests on.

mod list;
mod set;

pub use list::{ParameterView, ValueView, list};
pub use set::{Set, set};
