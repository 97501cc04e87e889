use app::{
    records::{self, Undo},
    units::{Wanted, reorganise},
};
use kernel::{Date, Problem, Seq, UnitId};
use rules::units::{NewUnit, Reorganise};
use serde_json::json;
use store::Receipt;

use crate::world::{Place, object, refer};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn split(request: &str) -> Wanted {
    let new = |code: &str, name: &str| NewUnit {
        code: code.into(),
        name: name.to_owned(),
        level: "village".into(),
        parent: "t1".into(),
    };
    let what = Reorganise {
        day: day("2022-07-01"),
        begins: vec![new("v1a", "甲一村"), new("v1b", "甲二村")],
        ends: vec![(UnitId::new("v1"), vec!["v1a".into(), "v1b".into()])],
        moves: Vec::new(),
        renames: Vec::new(),
    };
    Wanted { request: request.into(), what, reason: "县政〔2022〕12号".to_owned() }
}

#[tokio::test]
async fn a_village_is_split_in_one_change_that_can_be_undone() {
    let place = Place::new().await;
    place.create("thing", "v1", json!({"code": "A1", "begins": "2022-01-01"})).await.expect("writes");
    let judged = reorganise(&place.service, &place.actor, split("s"), true).await.expect("it could be");
    assert_eq!(judged.receipt, None);
    assert!(place.service.world().await.expect("a world").units.get("v1a").is_none(), "nothing is written");

    let done = reorganise(&place.service, &place.actor, split("s"), false).await.expect("it is");
    let receipt = done.receipt.expect("a receipt");
    let world = place.service.world().await.expect("a world");
    let old = world.units.get("v1").expect("it stays known");
    assert_eq!((old.ends, old.successors.len()), (Some(day("2022-07-01")), 2));
    let new = world.units.get("v1a").expect("it begins");
    assert_eq!((new.name.as_str(), new.book.as_str(), new.begins), ("甲一村", "t1", day("2022-07-01")));

    // From that day on the old one takes no records, and the new ones do; before, the old one does.
    let event = |number: &str, on: &str| json!({"number": number, "on": on});
    let code = |result: Result<records::Written, Problem>| {
        result.map_or_else(|problem| problem.findings[0].code.to_string(), |_| "ok".to_owned())
    };
    assert_eq!(code(place.create("event", "v1", event("1", "2022-07-01")).await), "unit.ended");
    assert_eq!(code(place.create("event", "v1", event("2", "2022-06-30")).await), "ok");
    assert_eq!(code(place.create("event", "v1b", event("3", "2022-07-01")).await), "ok");

    let again = reorganise(&place.service, &place.actor, split("s"), false).await.expect("a retry");
    let again = again.receipt.expect("a receipt");
    assert_eq!((again.seq, again.repeated), (receipt.seq, true));
    let twice = reorganise(&place.service, &place.actor, split("other"), false).await.expect_err("it is done");
    let codes: Vec<&str> = twice.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["unit.code_taken", "unit.code_taken", "unit.not_there"]);

    // While somebody keeps records there, it is not taken back as if it had never been.
    let taken_back = |request: &str| Undo {
        request: request.into(),
        book: receipt.book.clone(),
        seq: receipt.seq,
        reason: "文件撤回".to_owned(),
    };
    let refused = records::undo(&place.service, &place.actor, taken_back("u0")).await.expect_err("v1b has a record");
    assert_eq!(refused.code, "undo.unit_in_use");
    let event = place.list("event").await.into_iter().find(|event| event.unit.as_str() == "v1b").expect("it");
    let record = records::RecordRef { ledger: event.ledger, book: event.book, record: event.record };
    let withdraw = records::Withdraw { request: "w".into(), record, expects: event.from_seq, reason: None, told: None };
    records::withdraw(&place.service, &place.actor, withdraw).await.expect("it is withdrawn");

    records::undo(&place.service, &place.actor, taken_back("u")).await.expect("it is undone");
    let world = place.service.world().await.expect("a world");
    assert_eq!(world.units.get("v1").map(|unit| unit.ends), Some(None));
    assert!(world.units.get("v1a").is_none());
    // Its code is not given again, whoever asks.
    let again = reorganise(&place.service, &place.actor, split("new"), false).await.expect_err("used before");
    assert_eq!(again.findings[0].code, "unit.code_taken");
}

#[tokio::test]
async fn what_it_rests_on_is_said_and_only_who_administers_may() {
    let place = Place::new().await;
    let mute = Wanted { reason: " ".to_owned(), ..split("s") };
    let looked = reorganise(&place.service, &place.actor, mute.clone(), true).await.expect("it could be");
    assert_eq!(looked.receipt, None, "whoever only looks needs no paper yet");
    let refused = reorganise(&place.service, &place.actor, mute, false).await.expect_err("no reason");
    assert_eq!((refused.code.as_str(), refused.findings[0].code.as_str()), ("unit.invalid", "unit.no_reason"));
    let grant = rules::access::Grant {
        unit: None,
        ledgers: None,
        write: true,
        administer: false,
        clearance: pack::model::Privacy::Sensitive,
    };
    let writer = app::Actor::with("a", vec![grant]);
    let refused = reorganise(&place.service, &writer, split("s"), false).await.expect_err("not hers");
    assert_eq!(refused.code, "access.denied");
}

fn from(on: &str) -> Reorganise {
    Reorganise { day: day(on), begins: vec![], ends: vec![], moves: vec![], renames: vec![] }
}

async fn done(place: &Place, request: &str, what: Reorganise) -> Receipt {
    let wanted = Wanted { request: request.into(), what, reason: "县政〔2022〕12号".to_owned() };
    let done = reorganise(&place.service, &place.actor, wanted, false).await.expect("it is done");
    done.receipt.expect("a receipt")
}

/// Taken back, or the code of the problem and of what it found.
async fn back(place: &Place, actor: &app::Actor, request: &str, of: &Receipt) -> Result<Receipt, Vec<String>> {
    let undo = Undo { request: request.into(), book: of.book.clone(), seq: of.seq, reason: "弄错了".to_owned() };
    let codes = |problem: Problem| -> Vec<String> {
        assert!(problem.hint.is_some(), "what to do next: {problem:?}");
        let found = problem.findings.iter().map(|finding| finding.code.to_string());
        [problem.code.to_string()].into_iter().chain(found).collect()
    };
    records::undo(&place.service, actor, undo).await.map_err(codes)
}

#[tokio::test]
async fn a_unit_does_not_go_back_under_one_that_has_ended_since() {
    let place = Place::new().await;
    let ends = |id: &str, next: &[&str]| (UnitId::new(id), next.iter().map(|id| UnitId::new(*id)).collect());
    // v2 passes from t2 to t1; then t2 ends with what is left of it.
    let moves = vec![("v2".into(), "t1".into())];
    let moved = done(&place, "moved", Reorganise { moves, ..from("2022-08-01") }).await;
    let left = vec![ends("t2", &["t1"]), ends("v3a", &[]), ends("v3b", &[]), ends("v4", &[])];
    let ended = done(&place, "ended", Reorganise { ends: left, ..from("2022-11-01") }).await;
    let codes = back(&place, &place.actor, "a", &moved).await.expect_err("t2 is not there");
    assert_eq!(codes, ["undo.unsound_units", "unit.left_behind"]);
    let world = place.service.world().await.expect("a world");
    assert_eq!(
        world.units.parent("v2", day("2022-12-01")).map(|unit| unit.id.as_str()),
        Some("t1"),
        "nothing is undone"
    );

    back(&place, &place.actor, "b", &ended).await.expect("the later one first");
    back(&place, &place.actor, "c", &moved).await.expect("then the earlier");
    let world = place.service.world().await.expect("a world");
    assert_eq!(world.units.parent("v2", day("2022-12-01")).map(|unit| unit.id.as_str()), Some("t2"));
}

#[tokio::test]
async fn a_record_does_not_go_back_into_a_unit_that_has_ended_since() {
    let place = Place::new().await;
    let new = |number: &str, on: &str| json!({"number": number, "on": on});
    let moved = async |of: &records::Written, expects: Seq, unit: Option<&str>, note: &str| {
        let correct = records::Correct {
            request: place.service.new_request(),
            record: refer("event", of),
            expects,
            fields: object(json!({"note": note})),
            unit: unit.map(UnitId::new),
            reason: None,
            told: None,
        };
        records::correct(&place.service, &place.actor, correct).await.expect("corrects").receipt
    };
    let written =
        async |number: &str, on: &str, unit: &str| place.create("event", unit, new(number, on)).await.expect("writes");
    let begins =
        vec![NewUnit { code: "v9".into(), name: "新村".to_owned(), level: "village".into(), parent: "t1".into() }];
    let begun = done(&place, "begun", Reorganise { begins, ..from("2022-07-01") }).await;

    let (late, early) = (written("1", "2022-08-10", "v1").await, written("2", "2022-06-30", "v1").await);
    let late = moved(&late, late.receipt.seq, Some("v2"), "移").await;
    let early = moved(&early, early.receipt.seq, Some("v2"), "移").await;
    let gone = written("3", "2022-08-10", "v1").await;
    let (record, expects) = (refer("event", &gone), gone.receipt.seq);
    let withdraw = records::Withdraw { request: "w".into(), record, expects, reason: None, told: None };
    let gone = records::withdraw(&place.service, &place.actor, withdraw).await.expect("withdraws").receipt;
    let stays = written("4", "2022-08-10", "v1").await;
    let stays = moved(&stays, stays.receipt.seq, None, "改").await;
    let before = written("5", "2022-08-10", "v1").await;
    let before = moved(&before, before.receipt.seq, Some("v2"), "移").await;
    let first = back(&place, &place.actor, "before", &before).await.expect("v1 is still there");
    let nowhere = written("6", "2022-08-10", "v9").await;
    let nowhere = moved(&nowhere, nowhere.receipt.seq, Some("v2"), "移").await;

    let ends = vec![(UnitId::new("v1"), vec![UnitId::new("v2")])];
    done(&place, "ended", Reorganise { ends, ..from("2022-08-01") }).await;
    back(&place, &place.actor, "begun back", &begun).await.expect("nobody is left there");

    let refused = |codes: [&str; 2]| Err(codes.map(str::to_owned).to_vec());
    let undone = async |request: &str, of: &Receipt| back(&place, &place.actor, request, of).await.map(|_| ());
    assert_eq!(undone("late", &late).await, refused(["undo.unit_ended", "unit.ended"]));
    assert_eq!(undone("gone", &gone).await, refused(["undo.unit_ended", "unit.ended"]));
    assert_eq!(undone("nowhere", &nowhere).await, refused(["undo.unit_ended", "unit.unknown"]));
    // Its own day is before the end, as somebody may still enter it.
    assert_eq!(undone("early", &early).await, Ok(()));
    // It lies there already.
    assert_eq!(undone("stays", &stays).await, Ok(()));
    let again = back(&place, &place.actor, "before", &before).await.expect("a retry is answered as before");
    assert_eq!((again.seq, again.repeated), (first.seq, true));

    // Where it went is out of reach: there is no such Change, and not a word of why it could not be undone.
    let grant = rules::access::Grant {
        unit: Some("v1".into()),
        ledgers: None,
        write: true,
        administer: false,
        clearance: pack::model::Privacy::Sensitive,
    };
    let clerk = app::Actor::with("a", vec![grant]);
    assert_eq!(back(&place, &clerk, "hers", &late).await.expect_err("out of reach")[..1], ["not_found"]);
}

#[tokio::test]
async fn two_villages_become_one_and_two_again() {
    let place = Place::new().await;
    let event = |number: &str, on: &str| json!({"number": number, "on": on});
    for (unit, number) in [("v1", "1"), ("v2", "2")] {
        place.create("event", unit, event(number, "2022-06-30")).await.expect("writes");
    }
    let new = NewUnit { code: "v9".into(), name: "甲乙村".to_owned(), level: "village".into(), parent: "t1".into() };
    let ends = ["v1", "v2"].map(|old| (UnitId::new(old), vec![UnitId::new("v9")])).to_vec();
    let merger = Reorganise { begins: vec![new], ends, ..from("2022-07-01") };
    let receipt = done(&place, "m", merger).await;
    let world = place.service.world().await.expect("a world");
    for old in ["v1", "v2"] {
        let unit = world.units.get(old).expect("it stays known");
        assert_eq!(
            (unit.ends, unit.successors.as_slice()),
            (Some(day("2022-07-01")), &[UnitId::new("v9")][..]),
            "{old}"
        );
        let late = place.create("event", old, event("3", "2022-07-01")).await.expect_err("it has ended");
        assert_eq!(late.findings[0].code, "unit.ended", "{old}");
    }
    // What was kept stays where it happened.
    let mut kept: Vec<String> =
        place.list("event").await.into_iter().map(|event| format!("{} {}", event.unit, event.title)).collect();
    kept.sort();
    assert_eq!(kept, ["v1 1", "v2 2"]);

    let undone = back(&place, &place.actor, "b", &receipt).await.expect("nobody keeps anything there");
    assert!(!undone.repeated);
    let world = place.service.world().await.expect("a world");
    let ends = |id: &str| world.units.get(id).map(|unit| (unit.ends, unit.successors.len()));
    assert_eq!((ends("v1"), ends("v2"), ends("v9")), (Some((None, 0)), Some((None, 0)), None));
}
