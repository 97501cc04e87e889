//! A plan over columns: masks → bitmap → cells → folds.
//!
//! - [`Lane`]: one fold with its period, boundaries and the scopes it is asked for
//! - [`scan`]: lanes over one table in one pass; what lanes have in common (filters, days, places) is computed once a chunk
//! - `drafts` → `cube`: lanes whose filters read only columns of few values fold through one small cube, whose cells'
//!   sums are then added up for each lane; the filter is asked of the cells by the same evaluator
//! - [`rows`]: the rows of one lane and scope, by the same bitmap: its evidence
//! - `placement`: unit × day → a dense cell; a cell is a set of scopes

mod cells;
mod cube;
mod drafts;
mod lane;
mod mask;
mod placement;
mod places;
mod plan;
mod rows;
mod scan;
mod shared;

pub use cells::{Folded, aggregate_field};
pub use lane::{Lane, World};
pub use mask::{mask, unfit};
pub use placement::place_spells;
pub use places::KeptPlaces;
pub use rows::{Found, rows};
pub use scan::{Scanned, scan};

#[cfg(test)]
mod cube_tests;
#[cfg(test)]
mod tests;
