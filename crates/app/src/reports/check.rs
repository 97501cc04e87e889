//! What is wrong with a pack's templates, before the pack is put in force.

use kernel::Finding;
use pack::model::Pack;

use super::names;

/// All findings of all templates.
pub fn check(pack: &Pack) -> Vec<Finding> {
    pack.reports.values().flat_map(|declared| names::findings(pack, declared)).collect()
}
