use app::{
    records::{self, Undo},
    units::{Wanted, reorganise},
};
use kernel::{Date, Problem, UnitId};
use rules::units::{NewUnit, Reorganise};
use serde_json::json;

use crate::world::Place;

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
