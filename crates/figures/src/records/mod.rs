//! What figures need from the reserved ledgers, read from the same columns as everything else.

mod books;
mod parameters;
mod reserved;
mod sourced;
mod units;

pub use books::BooksWithin;
pub use parameters::Parameters;
pub use reserved::{Newest, Reserved};
pub use sourced::Sourced;
pub use units::tree;

/// The reserved ledger of units.
pub const UNITS: &str = "_unit";
/// The reserved ledger of dated parameters.
pub const PARAMETERS: &str = "_parameter";
/// The reserved ledger of values with a source.
pub const VALUES: &str = "_value";
/// The reserved ledger of what was promised.
pub const TARGETS: &str = "_target";
