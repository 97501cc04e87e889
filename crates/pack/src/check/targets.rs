//! Targets: the indicator and the units exist.

use super::{Findings, World, codes, missing, references};

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for node in world.drafts.targets.values() {
        if let Some((id, at)) = node.text("indicator").zip(node.get("indicator")) {
            references::indicator(world, id, at, out);
        }
        for (unit, at) in node.entries_of("values") {
            let known = &world.pack.units;
            if !known.iter().any(|known| known.id.as_str() == unit) && !world.drafts.is_broken("units", "units") {
                missing(&codes::NO_UNIT, at, unit, known.iter().map(|known| known.id.as_str()), out);
            }
        }
    }
}
