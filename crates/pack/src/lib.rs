//! A folder of declarations becomes a checked [`model::Pack`], or all that is wrong with it.
//!
//! - [`read`]: files → raw declarations with their lines; never stops at the first mistake
//! - [`check`]: one small validator a concern; every finding with file, line and what to write instead
//! - [`overlay`]: a township's pack laid over a county's, where the county did not lock
//! - [`system`]: the reserved ledgers (`_unit`, `_parameter`, `_value` …), declared the same way
//! - [`model`]: what the rest of the house reads
//! - [`schema`]: JSON Schemas of the files, for editors and for `docs/reference`
//!
//! Absent on purpose: any knowledge of what a pack is about, and any IO but reading files.

pub mod model;
