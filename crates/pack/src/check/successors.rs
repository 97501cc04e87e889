//! What takes the place of something ended: `replaces` of fields, `becomes` of codes and states.

use std::collections::BTreeMap;

use super::{Findings, World, codes, nearest};
use crate::read::Node;

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for node in world.drafts.codes.values() {
        chain(node, "codes", "becomes", out);
    }
    for (_, node) in world.drafts.ledgers.values() {
        chain(node, "states", "becomes", out);
        chain(node, "fields", "replaces", out);
    }
}

/// Every link leads to another entry, and no chain of links comes back.
fn chain(node: &Node, key: &str, link: &str, out: &mut Findings) {
    let links: BTreeMap<&str, &str> =
        node.entries_of(key).filter_map(|(id, entry)| Some((id, entry.text(link)?))).collect();
    for (id, entry) in node.entries_of(key) {
        let Some(next) = entry.text(link) else { continue };
        let known: Vec<&str> = node.entries_of(key).map(|(id, _)| id).filter(|other| *other != id).collect();
        let fault = if !known.contains(&next) {
            Some(format!("{link} 里写的“{next}”并不存在，或就是它自己。"))
        } else if comes_back(id, &links) {
            Some(format!("“{id}”的 {link} 绕回了自己。"))
        } else {
            None
        };
        if let Some(message) = fault {
            out.error(&codes::NO_SUCCESSOR, entry.place_of(link), message).hint(nearest::hint(next, known));
        }
    }
}

fn comes_back(start: &str, links: &BTreeMap<&str, &str>) -> bool {
    let mut at = start;
    for _ in 0..links.len() {
        match links.get(at) {
            Some(next) if *next == start => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}
