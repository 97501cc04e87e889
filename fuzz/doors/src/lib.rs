//! The doors by which the product reads what people hand in, each as one function of bytes that panics where something
//! is wrong. Fuzz targets throw chance at them (`fuzz/`); tests throw the kept corpora (`tests/replay.rs`).
//!
//! - [`expressions`]: a source and rows of chance: no panic, and the row's evaluator agrees with the block's
//! - [`packs`]: files laid over the sample pack: a pack or findings
//! - [`templates`]: a report's text: findings that can be placed, or a document and its files
//! - [`csv`], [`xlsx`]: a spreadsheet, as an import that writes nothing
//! - [`bodies`]: a request to the router: an answer in its own words, never a fault of ours

mod expressions;
#[cfg(feature = "office")]
mod office;
mod packs;
mod templates;

pub use expressions::expressions;
#[cfg(feature = "office")]
pub use office::{bodies, csv, xlsx};
pub use packs::packs;
pub use templates::templates;

/// What a door does with bytes.
pub type Door = fn(&[u8]);

/// The doors by name, for replaying.
pub const ALL: &[(&str, Door)] = &[
    ("expressions", expressions),
    ("packs", packs),
    ("templates", templates),
    #[cfg(feature = "office")]
    ("csv", csv),
    #[cfg(feature = "office")]
    ("xlsx", xlsx),
    #[cfg(feature = "office")]
    ("bodies", bodies),
];
