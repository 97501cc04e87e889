use pack::model::Ledger;

use super::*;

const UNITS: [&str; 2] = ["u", "v"];
const LEDGERS: [&str; 4] = ["thing", "being", "_value", "_heading"];

fn set(ledgers: &[&str]) -> BTreeSet<LedgerId> {
    ledgers.iter().map(|id| LedgerId::new(*id)).collect()
}

/// Grants over a unit or everything, one or two ledgers or all, with every clearance.
fn all_grants() -> Vec<Grant> {
    let units = [Some("u"), None];
    let ledgers = [Some(set(&["thing", "_value"])), Some(set(&["being"])), None];
    let kinds = [(false, Privacy::Sensitive), (true, Privacy::Personal), (true, Privacy::Open)];
    let of = |unit: Option<&str>, ledgers: &Option<BTreeSet<LedgerId>>, (write, clearance): (bool, Privacy)| Grant {
        unit: unit.map(Into::into),
        ledgers: ledgers.clone(),
        write,
        administer: write && ledgers.is_none() && clearance == Privacy::Personal,
        clearance,
    };
    let all = units.into_iter().flat_map(|unit| ledgers.iter().map(move |ledgers| (unit, ledgers)));
    all.flat_map(|(unit, ledgers)| kinds.map(|kind| of(unit, ledgers, kind))).collect()
}

fn ledger(pack: &pack::model::Pack, id: &str) -> Ledger {
    pack.ledger(id).cloned().expect("a ledger of the sample")
}

/// Every pair of grants, every scope, every choice of ledgers.
#[test]
fn a_program_never_reaches_what_its_owner_does_not() {
    let (pack, grants) = (pack::sample::pack(), all_grants());
    let named = [None, Some(set(&["thing"])), Some(set(&["being", "_value"])), Some(set(&[]))];
    let mut seen = 0;
    for (first, second) in grants.iter().flat_map(|one| grants.iter().map(move |other| (one, other))) {
        let owner = Actor { user: Some("id".into()), ..Actor::with("a", vec![first.clone(), second.clone()]) };
        for (scope, named) in
            [Scope::Read, Scope::Write].into_iter().flat_map(|scope| named.iter().map(move |n| (scope, n)))
        {
            let program = narrowed(&owner, "工具", scope, named.as_ref());
            assert!(
                program.offices.is_empty() && program.may_administer().is_none() && program.may_declare().is_none()
            );
            assert_eq!((program.name.as_str(), program.user.as_ref()), ("a", owner.user.as_ref()));
            let (reads, owners) = (program.may_read(), owner.may_read().expect("grants"));
            for (id, unit) in LEDGERS.iter().flat_map(|id| UNITS.map(|unit| (*id, unit))) {
                seen += 1;
                let about = format!("{first:?} {second:?} {scope:?} {named:?} {id} {unit}");
                let reaches = reads.as_ref().is_some_and(|reads| reads.reaches(id, unit));
                assert!(!reaches || owners.reaches(id, unit), "{about}");
                let is_named = named.as_ref().is_none_or(|named| named.contains(id) || READ_WITH_ANY.contains(&id));
                assert_eq!(reaches, owners.reaches(id, unit) && is_named, "{about}");
                if let Some(reads) = reads.as_ref().filter(|_| reaches) {
                    assert!(reads.clearance_for(id) <= owners.clearance_for(id), "{about}");
                    assert!(reads.clearance_for(id) <= Privacy::Internal, "{about}");
                }
                assert!(program.may_open(&id.into()).is_none(), "{about}");
                let ledger = ledger(&pack, id);
                let writes = |actor: &Actor| actor.may_write(&ledger).is_some_and(|leave| leave.reaches(id, unit));
                let may = writes(&program);
                assert!(!may || (scope == Scope::Write && writes(&owner)), "{about}");
                let is_named = named.as_ref().is_none_or(|named| named.contains(id) || id == "_heading");
                assert!(!may || is_named, "{about}");
            }
        }
    }
    assert!(seen > 10_000, "{seen}");
}

#[test]
fn what_is_written_says_which_program() {
    let owner = Actor::with("a", all_grants());
    let program = narrowed(&owner, "报表工具", Scope::Read, None);
    assert_eq!(program.role(), "program");
    assert_eq!(program.may_read().expect("grants").program(), Some("报表工具"));
    assert_eq!(owner.may_read().expect("grants").program(), None);
    assert_eq!(said("报表工具", Some("核对")), "程序“报表工具”：核对");
    assert_eq!(said("报表工具", None), "程序“报表工具”写入");
    assert_eq!(said("报表工具", Some("")), "程序“报表工具”写入");
}

#[test]
fn a_token_is_known_by_its_looks() {
    let one = token([7; SECRET]);
    assert!(one.starts_with("qm_") && one.len() == 41, "{one}");
    assert!(is_token(&one));
    for at in 3..one.len() {
        let other = if one.as_bytes()[at] == b'a' { "b" } else { "a" };
        let mut mistyped = one.clone();
        mistyped.replace_range(at..=at, other);
        assert!(!is_token(&mistyped), "{mistyped}");
        assert!(!is_token(&one[..at]));
    }
    assert!(!is_token("") && !is_token("qm_") && !is_token(&one.to_uppercase()) && !is_token(&format!("{one}a")));
    assert!(!is_token(&format!("qm_{}", "字".repeat(13))));
    assert_ne!(token([1; SECRET]), token([2; SECRET]));
    // CRC-32 of "123456789" is cbf43926.
    assert_eq!(checksum("123456789"), base32(&[0xcb, 0xf4, 0x39, 0x26])[..6].to_ascii_lowercase());
}
