//! The first hour: an empty installation becomes the example township, or an office's own books.

mod office;

pub use office::{Office, office};

/// What a person wants to begin with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    /// The example township, with its spreadsheets.
    Demo,
    /// Books of one's own.
    Own(Office),
}
