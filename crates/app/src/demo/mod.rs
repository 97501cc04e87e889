//! The spreadsheets a pack brings for trying it out.

mod load;

pub use load::{Loaded, load};
