//! What a post gives: the ledgers of its role, at its unit and below.

use std::collections::BTreeSet;

use kernel::{Date, LedgerId, UnitId, UnitTree};
use pack::model::{Ledger, Pack, Role};

use crate::{access::Grant, office::OF_OFFICERS, only};

/// Where a post is, among the units of a day.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its unit.
    pub unit: &'a UnitId,
    /// All units.
    pub units: &'a UnitTree,
    /// The day.
    pub on: Date,
}

/// What a post of this role gives there. Who may write to a ledger may also read it; who declares ledgers keeps those that
/// were declared for his unit, whatever else the role names; and what other units keep for themselves is given to nobody.
pub fn grants(role: &Role, at: Place<'_>, pack: &Pack) -> Vec<Grant> {
    let mut writes = ledgers(role.writes.as_deref(), &WRITTEN_WITH_ANY, pack);
    if role.declares {
        writes.extend(declared(at, pack));
    }
    let mut reads = ledgers(role.reads.as_deref(), &READ_WITH_ANY, pack);
    reads.extend(ledgers(role.writes.as_deref(), &READ_WITH_ANY, pack));
    reads.extend(writes.iter().cloned());
    let known = |ledger: &LedgerId| {
        let ledger = pack.ledger(ledger.as_str());
        ledger.is_none_or(|ledger| only::is_known_at(ledger, at.unit.as_str(), at.units, at.on))
    };
    writes.retain(known);
    reads.retain(known);
    let grant = |ledgers: BTreeSet<LedgerId>, write: bool| Grant {
        unit: Some(at.unit.clone()),
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

/// The ledgers that were declared for this unit, with what comes along with any that is written.
fn declared(at: Place<'_>, pack: &Pack) -> BTreeSet<LedgerId> {
    let own = |ledger: &&Ledger| {
        ledger.only.as_ref().is_some_and(|only| only::is_of(only, at.unit.as_str(), at.units, at.on))
    };
    let own: Vec<LedgerId> = pack.ledgers.values().filter(own).map(|ledger| ledger.id.clone()).collect();
    ledgers(Some(&own), &WRITTEN_WITH_ANY, pack)
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

    /// The sample with a ledger that only one township keeps.
    fn sample() -> Pack {
        let mut pack = pack::sample::pack();
        let own = Ledger { id: "own".into(), only: Some("t1".into()), ..pack.ledgers["thing"].clone() };
        pack.ledgers.insert("own".into(), own);
        pack
    }

    fn role(reads: Option<&[&str]>, writes: Option<&[&str]>, declares: bool) -> Role {
        let ids = |names: &[&str]| names.iter().map(|name| LedgerId::new(*name)).collect::<Vec<_>>();
        Role {
            id: "r".into(),
            name: "岗".to_owned(),
            level: "village".into(),
            reads: reads.map(ids),
            writes: writes.map(ids),
            clearance: Privacy::Internal,
            arranges: false,
            declares,
        }
    }

    fn given(role: &Role, unit: &str, ledger: &str) -> (bool, bool) {
        let (pack, unit) = (sample(), UnitId::from(unit));
        let units = UnitTree::new(pack.units.iter().cloned(), pack.level_ids());
        let grants =
            grants(role, Place { unit: &unit, units: &units, on: "2023-01-01".parse().expect("a day") }, &pack);
        assert!(grants.iter().all(|grant| !grant.administer && grant.unit.as_ref() == Some(&unit)));
        let gives = |write: bool| {
            let covers = |grant: &Grant| grant.ledgers.as_ref().is_some_and(|all| all.contains(ledger));
            grants.iter().any(|grant| (!write || grant.write) && covers(grant))
        };
        (gives(false), gives(true))
    }

    fn check(reads: Option<&[&str]>, writes: Option<&[&str]>, ledger: &str, expect: (bool, bool)) {
        assert_eq!(given(&role(reads, writes, false), "v1", ledger), expect, "{reads:?} {writes:?} {ledger}");
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

    #[test]
    fn what_one_unit_keeps_for_itself_is_given_to_nobody_elsewhere_and_always_to_who_declares_there() {
        let all = role(None, None, false);
        let (narrow, declarer) = (role(Some(&[]), Some(&["being"]), false), role(Some(&[]), Some(&["being"]), true));
        let named = role(Some(&[]), Some(&["own"]), false);
        for (role, unit, expect) in [
            (&all, "t1", (true, true)),
            (&all, "v1", (true, true)),
            (&all, "c", (true, true)),
            (&all, "t2", (false, false)),
            (&named, "v1", (true, true)),
            (&named, "v4", (false, false)),
            (&narrow, "t1", (false, false)),
            (&declarer, "t1", (true, true)),
            (&declarer, "t2", (false, false)),
            (&declarer, "c", (false, false)),
        ] {
            assert_eq!(given(role, unit, "own"), expect, "{:?} {} {unit}", role.writes, role.declares);
        }
        assert_eq!(given(&declarer, "t1", "_heading"), (true, true), "whoever imports teaches words");
    }
}
