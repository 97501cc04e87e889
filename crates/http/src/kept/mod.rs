//! What is kept for people: views of lists, and home pages.

mod homes;
mod views;

pub use homes::*;
pub use views::*;
