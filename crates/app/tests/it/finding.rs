//! Words looked for in a list: in texts, names of choices, of units and of what is referred to, read aloud or not; never
//! behind a mask.

use app::{
    Actor,
    exports::{Format, Wanted, export},
    records::{self, List},
};
use pack::model::Privacy;
use rules::access::Grant;
use serde_json::json;

use crate::world::Place;

/// Two things of 甲村, of which one is kept by 张三丰, and one of 乙村.
async fn things() -> Place {
    let place = Place::new().await;
    let person = json!({"name": "张三丰", "id_number": "11010519491231002X", "phone": "13800138000"});
    let keeper = place.create("being", "v1", person).await.expect("a person").record;
    for (unit, said) in [
        (
            "v1",
            json!({"code": "A1", "name": "打谷机", "begins": "2020-01-01", "color": "红", "keeper": keeper.to_string()}),
        ),
        ("v1", json!({"code": "A2", "name": "单人犁", "begins": "2021-01-01"})),
        ("v2", json!({"code": "B1", "name": "水车", "begins": "2022-01-01", "color": "绿"})),
    ] {
        place.create("thing", unit, said).await.expect("a thing");
    }
    place
}

async fn found(place: &Place, actor: &Actor, typed: &str) -> Vec<String> {
    let asked = List { find: Some(typed.to_owned()), sort: Some("code".to_owned()), ..List::default() };
    let page = records::list(&place.service, actor, &"thing".into(), asked).await.expect("a list");
    assert_eq!(page.total, page.records.len() as u64);
    page.records.iter().map(|view| view.shown["code"].clone()).collect()
}

#[tokio::test]
async fn words_are_found_where_a_person_would_look() {
    let place = things().await;
    for (typed, expect) in [
        ("打谷", vec!["A1"]),
        ("dgj", vec!["A1"]),
        ("srl", vec!["A2"]),
        ("drl", vec!["A2"]),
        ("a", vec!["A1", "A2"]),
        ("张三丰", vec!["A1"]),
        ("zsf", vec!["A1"]),
        ("zsf A2", vec![]),
        ("绿", vec!["B1"]),
        ("乙村", vec!["B1"]),
        ("yc", vec!["B1"]),
        ("jc dgj", vec!["A1"]),
        ("  ", vec!["A1", "A2", "B1"]),
        ("没有", vec![]),
    ] {
        assert_eq!(found(&place, &place.actor, typed).await, expect, "{typed}");
    }
}

#[tokio::test]
async fn what_is_found_follows_what_is_written() {
    let place = things().await;
    assert_eq!(found(&place, &place.actor, "fc").await, [""; 0]);
    place.create("thing", "v1", json!({"code": "C1", "name": "风车", "begins": "2022-05-01"})).await.expect("a thing");
    assert_eq!(found(&place, &place.actor, "fc").await, ["C1"]);
    // The name of what is referred to changes, the ledger itself does not.
    let before = place.service.heads().await.expect("heads");
    let keeper = place.list("being").await.remove(0);
    let wrong = records::Correct {
        request: place.service.new_request(),
        record: records::RecordRef {
            ledger: keeper.ledger.clone(),
            book: keeper.book.clone(),
            record: keeper.record.clone(),
        },
        expects: keeper.from_seq,
        fields: crate::world::object(json!({"name": "李四光"})),
        unit: None,
        reason: Some("写错了".to_owned()),
        told: None,
    };
    records::correct(&place.service, &place.actor, wrong).await.expect("corrected");
    assert_eq!(found(&place, &place.actor, "zsf").await, [""; 0]);
    assert_eq!(found(&place, &place.actor, "lsg").await, ["A1"]);
    // As known before, it is found by the name it had.
    let asked = |typed: &str| List { find: Some(typed.to_owned()), as_of: Some(before.clone()), ..List::default() };
    for (typed, expect) in [("zsf", 1), ("lsg", 0)] {
        let then = records::list(&place.service, &place.actor, &"thing".into(), asked(typed)).await.expect("a list");
        assert_eq!(then.total, expect, "{typed}");
    }
}

#[tokio::test]
async fn nobody_finds_by_what_he_sees_masked_or_not_at_all() {
    let place = things().await;
    let grant = |unit: &str, ledgers: Option<&[&str]>, clearance: Privacy| Grant {
        unit: Some(unit.into()),
        ledgers: ledgers.map(|ids| ids.iter().map(|id| (*id).into()).collect()),
        write: false,
        administer: false,
        clearance,
    };
    for (grant, typed, expect) in [
        (grant("v1", None, Privacy::Personal), "zsf", vec!["A1"]),
        (grant("v1", None, Privacy::Internal), "zsf", vec![]),
        (grant("v1", None, Privacy::Internal), "三丰", vec![]),
        (grant("v1", None, Privacy::Internal), "张", vec!["A1"]),
        (grant("v1", Some(&["thing"]), Privacy::Personal), "zsf", vec![]),
        (grant("v2", None, Privacy::Personal), "dgj", vec![]),
        (grant("v2", None, Privacy::Personal), "sc", vec!["B1"]),
    ] {
        let reader = Actor::with("a", vec![grant]);
        assert_eq!(found(&place, &reader, typed).await, expect, "{reader:?} {typed}");
    }
}

#[tokio::test]
async fn a_file_has_what_was_found() {
    let place = things().await;
    let list = List { find: Some("a".to_owned()), sort: Some("-code".to_owned()), ..List::default() };
    let wanted = Wanted { list, fields: Some("code,name,keeper".to_owned()), format: Format::Csv };
    let mut file = export(&place.service, &place.actor, &"thing".into(), wanted).await.expect("a file");
    assert_eq!(file.total, 2);
    let mut bytes = Vec::new();
    while let Some(piece) = file.piece().await {
        bytes.extend(piece.expect("a piece"));
    }
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), ["A2,单人犁,", "A1,打谷机,张**"]);
}
