//! What `locked` names must exist.

use super::{Findings, World, codes, nearest};
use crate::read::Drafts;

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    let Some(pack) = &world.drafts.pack else { return };
    for (lock, at) in pack.texts("locked") {
        let (kind, id) = lock.split_once('.').map_or((lock, None), |(kind, id)| (kind, Some(id)));
        let known = Drafts::KINDS;
        if !known.contains(&kind) {
            out.error(&codes::UNKNOWN_LOCK, at.place(), format!("“{kind}”不是能锁定的一类。"))
                .hint(nearest::hint(kind, known.iter().copied()));
        } else if let Some(id) = id
            && !world.drafts.ids(kind).contains(&id)
        {
            out.error(&codes::UNKNOWN_LOCK, at.place(), format!("没有“{lock}”可锁。"))
                .hint(nearest::hint(id, world.drafts.ids(kind)));
        }
    }
}
