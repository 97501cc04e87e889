//! What a post gives: the ledgers of its role, at its unit and below.

use std::collections::BTreeSet;

use kernel::{LedgerId, UnitId};
use pack::model::{Pack, Role};

use crate::{access::Grant, office::OF_OFFICERS};

/// What a post of this role at this unit gives. Who may write to a ledger may also read it.
pub fn grants(role: &Role, unit: &UnitId, pack: &Pack) -> Vec<Grant> {
    let writes = ledgers(role.writes.as_deref(), &WRITTEN_WITH_ANY, pack);
    let mut reads = ledgers(role.reads.as_deref(), &READ_WITH_ANY, pack);
    reads.extend(ledgers(role.writes.as_deref(), &READ_WITH_ANY, pack));
    reads.extend(writes.iter().cloned());
    let grant = |ledgers: BTreeSet<LedgerId>, write: bool| Grant {
        unit: Some(unit.clone()),
        ledgers: Some(ledgers),
        write,
        administer: false,
        clearance: role.clearance,
    };
    [(reads, false), (writes, true)]
        .into_iter()
        .filter(|(ledgers, _)| !ledgers.is_empty())
        .map(|(ledgers, write)| grant(ledgers, write))
        .collect()
}

/// What figures rest on beside records is read with any ledger; the words of spreadsheets, too.
pub(crate) const READ_WITH_ANY: [&str; 3] = ["_value", "_target", "_heading"];
/// Whoever imports teaches words. A value or a target that somebody answers for is written by who is named for it.
pub(crate) const WRITTEN_WITH_ANY: [&str; 1] = ["_heading"];

/// The ledgers a role names, with those that come along; all but those of officers where it names none.
fn ledgers(named: Option<&[LedgerId]>, with: &[&str], pack: &Pack) -> BTreeSet<LedgerId> {
    match named {
        Some([]) => BTreeSet::new(),
        Some(named) => named.iter().cloned().chain(with.iter().map(|id| LedgerId::new(*id))).collect(),
        None => pack.ledgers.keys().filter(|id| !OF_OFFICERS.contains(&id.as_str())).cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use pack::model::Privacy;

    use super::*;

    fn check(reads: Option<&[&str]>, writes: Option<&[&str]>, ledger: &str, expect: (bool, bool)) {
        let pack = pack::sample::pack();
        let ids = |names: &[&str]| names.iter().map(|name| LedgerId::new(*name)).collect::<Vec<_>>();
        let role = Role {
            id: "r".into(),
            name: "岗".to_owned(),
            level: "village".into(),
            reads: reads.map(ids),
            writes: writes.map(ids),
            clearance: Privacy::Internal,
            arranges: false,
        };
        let grants = grants(&role, &"v1".into(), &pack);
        let gives = |write: bool| {
            let covers = |grant: &Grant| grant.ledgers.as_ref().is_some_and(|all| all.contains(ledger));
            grants.iter().any(|grant| (!write || grant.write) && covers(grant))
        };
        assert_eq!((gives(false), gives(true)), expect, "{reads:?} {writes:?} {ledger}");
        assert!(grants.iter().all(|grant| !grant.administer && grant.unit == Some("v1".into())));
    }

    #[test]
    fn a_role_reads_and_writes_what_it_names_and_all_where_it_names_none() {
        check(None, None, "thing", (true, true));
        check(None, None, "_issue", (true, true));
        check(None, None, "_user", (false, false));
        check(None, None, "_unit", (false, false));
        check(Some(&["being"]), Some(&["thing"]), "thing", (true, true));
        check(Some(&["being"]), Some(&["thing"]), "being", (true, false));
        check(Some(&["being"]), Some(&["thing"]), "event", (false, false));
        check(Some(&["being"]), Some(&[]), "_value", (true, false));
        check(Some(&[]), Some(&["thing"]), "_value", (true, false));
        check(Some(&[]), Some(&["thing"]), "_target", (true, false));
        check(Some(&[]), Some(&["thing"]), "_heading", (true, true));
        check(Some(&[]), Some(&["thing", "_value"]), "_value", (true, true));
        check(Some(&["being"]), Some(&[]), "_issue", (false, false));
        check(None, Some(&[]), "thing", (true, false));
    }
}
