//! A plan over columns: masks → bitmap → cells → folds.
//!
//! - [`Lane`]: one fold with its period, boundaries and the scopes it is asked for
//! - [`scan`]: lanes over one table in one pass; what lanes have in common (filters, days, places) is computed once a chunk
//! - [`rows`]: the rows of one lane and scope, by the same bitmap: its evidence
//! - `placement`: unit × day → a dense cell; a cell is a set of scopes

mod cells;
mod lane;
mod mask;
mod placement;
mod rows;
mod scan;

pub use cells::{Folded, aggregate_field};
pub use lane::{Lane, World};
pub use mask::unfit;
pub use placement::place_spells;
pub use rows::{Found, rows};
pub use scan::scan;

#[cfg(test)]
mod tests;
