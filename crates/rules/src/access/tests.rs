use super::*;

const UNITS: [&str; 2] = ["u", "v"];
const LEDGERS: [&str; 2] = ["x", "y"];
const CLEARANCES: [Privacy; 2] = [Privacy::Internal, Privacy::Sensitive];

fn grant(unit: &str, ledger: &str, clearance: Privacy) -> Grant {
    let ledgers = Some(BTreeSet::from([LedgerId::from(ledger)]));
    Grant { unit: Some(unit.into()), ledgers, write: false, administer: false, clearance }
}

fn all_grants() -> Vec<Grant> {
    let pairs = UNITS.iter().flat_map(|unit| LEDGERS.map(|ledger| (*unit, ledger)));
    pairs.flat_map(|(unit, ledger)| CLEARANCES.map(|clearance| grant(unit, ledger, clearance))).collect()
}

/// Who may do what is the security officer's to say; with units that end, and so only, the system officer ends posts.
#[test]
fn who_administers_writes_to_posts_with_units_alone() {
    let system = Actor::with("li", Office::System.grants());
    let leave = system.may_administer().expect("it administers");
    let covers = |leave: &Allowed<Write>| ["_unit", POSTS, "x"].map(|ledger| leave.covers(ledger));
    assert_eq!(covers(&leave.writing()), [true, false, false]);
    assert_eq!(covers(&leave.writing_units()), [true, true, false]);
    assert!(Actor::with("wang", Office::Security.grants()).may_administer().is_none());
}

/// Every set of grants over two units, two ledgers and two clearances.
#[test]
fn grants_add_up_exactly_and_never_reach_what_no_single_one_gives() {
    let all = all_grants();
    for set in 1u32..1 << all.len() {
        let grants: Vec<Grant> = (0..all.len()).filter(|at| set & 1 << at != 0).map(|at| all[at].clone()).collect();
        let allowed = Actor::with("a", grants.clone()).may_read().expect("a grant");
        for (unit, ledger) in UNITS.iter().flat_map(|unit| LEDGERS.map(|ledger| (*unit, ledger))) {
            let gives = |grant: &&Grant| grant.unit == Some(unit.into()) && grant.covers(&ledger.into());
            let given: Vec<Privacy> = grants.iter().filter(gives).map(|grant| grant.clearance).collect();
            assert_eq!(allowed.reaches(ledger, unit), !given.is_empty(), "{unit} {ledger}: {grants:?}");
            let named = allowed.units_for(ledger).is_none_or(|units| units.contains(unit));
            assert_eq!(named, !given.is_empty(), "{unit} {ledger}: {grants:?}");
            if let Some(most) = given.iter().max() {
                assert!(allowed.clearance_for(ledger) <= *most, "{unit} {ledger}: {grants:?}");
            }
        }
    }
}

#[test]
fn the_least_clearance_over_a_ledger_holds() {
    use Privacy::{Internal, Open, Sensitive};
    let check = |grants: &[(&str, &str, Privacy)], expect: Privacy| {
        let grants = grants.iter().map(|(unit, ledger, clearance)| grant(unit, ledger, *clearance)).collect();
        let allowed = Actor::with("a", grants).may_read().expect("a grant");
        assert_eq!(allowed.clearance_for("x"), expect);
    };
    check(&[("u", "x", Sensitive), ("u", "y", Internal)], Sensitive);
    check(&[("u", "x", Sensitive), ("v", "x", Internal)], Internal);
    check(&[("u", "y", Sensitive)], Open);
}

#[test]
fn arranging_for_others_is_a_leave_of_its_own_and_opens_nothing() {
    let worker = Actor::with("a", vec![grant("u", "x", Privacy::Sensitive)]);
    assert!(worker.may_arrange().is_none(), "who works there arranges only where a role says so");
    let arranger = Actor { arranges: BTreeSet::from(["u".into()]), ..Actor::with("a", Vec::new()) };
    let allowed = arranger.may_arrange().expect("a leave");
    assert_eq!(UNITS.map(|unit| allowed.enters(unit)), [true, false]);
    assert!(arranger.may_read().is_none());
    assert!(Actor::local().may_arrange().is_some_and(|allowed| UNITS.iter().all(|unit| allowed.enters(unit))));
}

#[test]
fn declaring_is_a_leave_of_its_own_and_writes_what_packs_bring_alone() {
    for office in Office::ALL {
        let officer = Actor { offices: [office].into(), ..Actor::with("o", office.grants()) };
        assert!(officer.may_declare().is_none(), "{office:?}");
    }
    let worker = Actor::with("a", vec![grant("u", "x", Privacy::Sensitive)]);
    assert!(worker.may_declare().is_none(), "who works there declares only where a role says so");
    let declarer = Actor { declares: BTreeSet::from(["u".into()]), ..Actor::with("a", Vec::new()) };
    let allowed = declarer.may_declare().expect("a leave");
    assert_eq!(UNITS.map(|unit| allowed.enters(unit)), [true, false]);
    assert!(declarer.may_administer().is_none() && declarer.may_read().is_none());
    let bringing = allowed.bringing(&"c".into(), &"c".into());
    assert_eq!(
        ["_pack", "_unit", "_parameter", POSTS, "_user", "x"].map(|ledger| bringing.covers(ledger)),
        [true, true, true, false, false, false]
    );
    assert!(bringing.reaches("_pack", "c") && !bringing.reaches("_pack", "u"));
    assert_eq!(["x", "_user", "_pack"].map(|ledger| allowed.before().covers(ledger)), [false, false, true]);
    assert!(Actor::local().may_declare().is_some_and(|allowed| UNITS.iter().all(|unit| allowed.enters(unit))));
}

#[test]
fn who_has_no_grant_has_no_leave() {
    let nobody = Actor::with("a", Vec::new());
    assert!(nobody.may_read().is_none() && nobody.may_administer().is_none());
    let reader = Actor::with("a", vec![grant("u", "x", Privacy::Internal)]);
    assert_eq!([nobody.role(), reader.role(), Actor::local().role()], ["none", "reads", "administers"]);
}
