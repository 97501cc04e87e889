//! A folder of declarations becomes a checked [`model::Pack`], or all that is wrong with it.
//!
//! - [`load()`], [`load_files`]: the road; [`load_overlaid`]: a township's pack laid over a county's
//! - [`without_example`]: a pack's files for an office of one's own, without the units it was tried out with
//! - `read`: files → drafts that know their lines; never stops at the first mistake
//! - `keys`: which keys each file may hold, said once for checks, schemas and the reference page
//! - `check`: one small validator a concern; every finding with file, line and what to write instead
//! - `lower`: drafts → the model; expressions compiled, indicators resolved, digests taken
//! - `overlay`: one pack over another, where the lower one did not lock
//! - [`system_ledgers`]: the reserved ledgers (`_unit`, `_parameter`, `_value` …), declared the same way
//! - [`model`]: what the rest of the house reads
//! - [`json_schemas`], [`reference_page`]: JSON Schemas and the page in `docs/reference`
//!
//! Absent on purpose: any knowledge of what a pack is about, and any IO but reading files.

mod check;
mod example;
mod keys;
mod load;
mod lower;
pub mod model;
mod overlay;
mod read;
mod reference;
#[doc(hidden)]
pub mod sample;
mod schema;
mod system;

pub use check::codes::{ALL as CODES, Code};
pub use check::is_reserved;
pub use example::without_example;
pub use load::{load, load_files, load_files_overlaid, load_overlaid, read_files};
pub use reference::reference_page;
pub use schema::json_schemas;
pub use system::system_ledgers;
