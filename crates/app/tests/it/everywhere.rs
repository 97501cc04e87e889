//! Words looked for in all ledgers at once: whatever the lists find and nothing else, few of each, names first.

use std::fmt::Write as _;

use app::{
    Actor,
    records::{self, InLedger, List},
};
use pack::model::{Pack, Privacy};
use rules::access::Grant;
use serde_json::{Value as Json, json};

use crate::world::Place;

/// 张三丰 of 甲村, what he keeps, what happened to it and what is to be done about it; and a namesake's of the other township.
async fn village() -> Place {
    let place = Place::new().await;
    let person = json!({ "name": "张三丰", "id_number": "11010519491231002X", "phone": "13800138000" });
    let person = place.create("being", "v1", person).await.expect("a person").record.to_string();
    let sow = json!({ "code": "A1", "name": "打谷机", "begins": "2020-01-01", "color": "红", "keeper": person });
    let thing = place.create("thing", "v1", sow).await.expect("a thing").record.to_string();
    let note = format!("{}张三丰到场。", "说明".repeat(40));
    let event = json!({ "number": "E1", "on": "2022-03-05", "kind": "绿", "thing": thing, "note": note, "due": "1" });
    place.create("event", "v1", event).await.expect("an event");
    place
        .create("matter", "v1", json!({ "number": "M1", "found_on": "2022-03-06", "handler": person }))
        .await
        .expect("a matter");
    let other = json!({ "name": "张思", "id_number": "110105198001010016" });
    place.create("being", "v4", other).await.expect("another person");
    place
        .create("thing", "v4", json!({ "code": "A9", "name": "风车", "begins": "2020-01-01" }))
        .await
        .expect("a thing");
    place
}

fn reader(unit: &str, ledgers: Option<&[&str]>, clearance: Privacy) -> Actor {
    let grant = Grant {
        unit: Some(unit.into()),
        ledgers: ledgers.map(|ids| ids.iter().map(|id| (*id).into()).collect()),
        write: false,
        administer: false,
        clearance,
    };
    Actor::with("a", vec![grant])
}

async fn found(place: &Place, actor: &Actor, typed: &str) -> Vec<InLedger> {
    let found = records::everywhere(&place.service, actor, Some(typed)).await.expect("finds");
    assert_eq!(found.left_off, 0);
    for part in &found.ledgers {
        let asked = List { find: Some(typed.to_owned()), limit: Some(500), ..List::default() };
        let list = records::list(&place.service, actor, &part.ledger, asked).await.expect("a list");
        let listed: Vec<_> = list.records.iter().map(|view| (&view.book, &view.record, &view.title)).collect();
        assert_eq!(part.total, list.total, "as many as the list has: {typed} {}", part.ledger);
        for hit in &part.hits {
            assert!(listed.contains(&(&hit.book, &hit.record, &hit.title)), "the list has it: {typed} {hit:?}");
        }
    }
    found.ledgers
}

/// What is found, as `ledger total: title, title; …`; and the list of each ledger has it, too.
async fn check(place: &Place, actor: &Actor, typed: &str, expect: &str) {
    let mut lines = Vec::new();
    for part in found(place, actor, typed).await {
        let mut titles: Vec<&str> = part.hits.iter().map(|hit| hit.title.as_str()).collect();
        titles.sort_unstable();
        lines.push(format!("{} {}: {}", part.ledger, part.total, titles.join(", ")));
    }
    assert_eq!(lines.join("; "), expect, "{typed} for {actor:?}");
}

#[tokio::test]
async fn one_word_leads_to_a_person_and_to_all_about_him() {
    let place = village().await;
    let all = &place.actor;
    check(&place, all, "zsf", "being 1: 张**; thing 1: A1 打谷机; matter 1: M1; event 1: E1 绿").await;
    check(&place, all, "张三丰", "being 1: 张**; thing 1: A1 打谷机; matter 1: M1; event 1: E1 绿").await;
    check(&place, all, "zs", "being 2: 张*, 张**; thing 1: A1 打谷机; matter 1: M1; event 1: E1 绿").await;
    check(&place, all, "M1", "matter 1: M1").await;
    check(&place, all, "dgj 红", "thing 1: A1 打谷机").await;
    check(&place, all, "丁村", "being 1: 张*; thing 1: A9 风车").await;
    check(&place, all, "没有", "").await;
    // As the lists have it where nobody looks for anything.
    check(&place, all, "  ", "being 2: 张*, 张**; thing 2: A1 打谷机, A9 风车; matter 1: M1; event 1: E1 绿").await;
}

#[tokio::test]
async fn nothing_is_found_that_is_masked_hidden_or_of_others() {
    let place = village().await;
    let check = |actor: Actor, typed: &'static str, expect: &'static str| {
        let place = &place;
        async move { check(place, &actor, typed, expect).await }
    };
    let mine = |clearance| reader("t1", None, clearance);
    check(mine(Privacy::Personal), "zsf", "being 1: 张**; thing 1: A1 打谷机; matter 1: M1; event 1: E1 绿").await;
    // The mask leaves 张; the note is for everybody who reads events.
    check(mine(Privacy::Internal), "zsf", "event 1: E1 绿").await;
    check(mine(Privacy::Internal), "z", "being 1: 张**; thing 1: A1 打谷机; matter 1: M1; event 1: E1 绿").await;
    for secret in ["110105", "1949", "11010519491231002X"] {
        check(mine(Privacy::Sensitive), secret, "").await;
    }
    // A ledger that is closed to him is not named, and does not name what others refer to.
    check(reader("t1", Some(&["thing"]), Privacy::Sensitive), "zsf", "").await;
    check(reader("t1", Some(&["thing"]), Privacy::Sensitive), "A1", "thing 1: A1 打谷机").await;
    check(reader("t1", Some(&[]), Privacy::Sensitive), "A1", "").await;
    // Of another township.
    let stranger = || reader("t2", None, Privacy::Sensitive);
    check(stranger(), "zsf", "").await;
    check(stranger(), "zs", "being 1: 张*").await;
    check(stranger(), "A", "thing 1: A9 风车").await;
    check(stranger(), "M1", "").await;
}

#[tokio::test]
async fn a_hit_says_what_lists_show_and_where_the_word_stands() {
    let place = village().await;
    let says = async |actor: &Actor, typed: &str, ledger: &str| {
        let parts = found(&place, actor, typed).await;
        let part = parts.iter().find(|part| part.ledger.as_str() == ledger).expect("the ledger");
        let hit = &part.hits[0];
        let mut text = format!("{} {}", hit.unit_name, hit.state_name.as_deref().unwrap_or("-"));
        for (name, said) in &hit.says {
            write!(text, "|{name} {said}").expect("writes");
        }
        text
    };
    let all = &place.actor;
    assert_eq!(says(all, "m1", "matter").await, "甲村 已发现|发现日期 2022-03-06|经办人 张**");
    // Before the others stands the field that holds the word, around it where it is long.
    let note = format!("…{}张三丰到场。", "说明".repeat(27));
    assert_eq!(says(all, "三丰", "event").await, format!("甲村 -|说明 {note}|日期 2022-03-05|物 A1 打谷机"));
    // Who may find by the name is not shown it for that.
    assert_eq!(says(all, "三丰", "matter").await, "甲村 已发现|发现日期 2022-03-06|经办人 张**");
    let person = says(all, "三丰", "being").await;
    assert!(!person.contains("三丰") && !person.contains("1101051949"), "{person}");
}

#[tokio::test]
async fn of_many_the_first_are_those_that_are_called_so() {
    let place = Place::new().await;
    let thing = async |code: &str, name: &str| {
        let said = json!({ "code": code, "name": name, "begins": "2020-01-01", "color": "绿" });
        place.create("thing", "v1", said).await.expect("a thing");
    };
    for number in 1..=7 {
        thing(&format!("B{number}"), "水车").await;
    }
    thing("B8", "绿箱").await;
    thing("B9", "蓝箱").await;
    let [part] = found(&place, &place.actor, "绿").await.try_into().expect("one ledger");
    assert_eq!((part.total, part.hits.len()), (9, 5));
    assert_eq!(part.hits[0].title, "B8 绿箱");
    let mut records: Vec<_> = part.hits.iter().map(|hit| &hit.record).collect();
    records.sort();
    records.dedup();
    assert_eq!(records.len(), 5, "none twice: {part:?}");
    // Where each is called so, and where none is.
    for (typed, total) in [("b", 9), ("甲村", 9)] {
        let [part] = found(&place, &place.actor, typed).await.try_into().expect("one ledger");
        assert_eq!((part.total, part.hits.len()), (total, 5), "{typed}");
    }
}

#[tokio::test]
async fn of_what_happened_the_latest_comes_first() {
    let place = Place::new().await;
    for (number, on) in [("E1", "2022-03-05"), ("E2", "2022-05-05"), ("E3", "2022-04-05")] {
        place.create("event", "v1", json!({ "number": number, "on": on, "due": "1" })).await.expect("an event");
    }
    let [part] = found(&place, &place.actor, "e").await.try_into().expect("one ledger");
    assert_eq!(part.hits.iter().map(|hit| hit.title.as_str()).collect::<Vec<_>>(), ["E2", "E3", "E1"]);
}

#[tokio::test]
async fn an_answer_has_an_end_however_many_ledgers_there_are() {
    const LEDGERS: usize = 30;
    let place = Place::with(many(LEDGERS)).await;
    for ledger in 0..LEDGERS {
        for record in 0..6 {
            let said: Json = json!({ "name": format!("同名{record}"), "begins": "2020-01-01" });
            place.create(&format!("more_{ledger:02}"), "v1", said).await.expect("a record");
        }
    }
    let parts = found(&place, &place.actor, "tm").await;
    assert_eq!(parts.len(), LEDGERS, "each is named");
    assert!(parts.iter().all(|part| part.total == 6), "and counted");
    let given: Vec<usize> = parts.iter().map(|part| part.hits.len()).collect();
    assert_eq!(given, [vec![5; 20], vec![1; 10]].concat());
    // Words without end are looked for as far as they are read.
    check(&place, &place.actor, &"同名0 ".repeat(5_000), &every(LEDGERS)).await;
    check(&place, &place.actor, &"长".repeat(20_000), "").await;
}

/// The sample and so many registers more.
fn many(ledgers: usize) -> Pack {
    let mut more = String::new();
    for number in 0..ledgers {
        let name = "[fields.name]\nname = \"名称\"\ntype = \"text\"\nrequired = true\n";
        let head =
            format!("name = \"册{number}\"\nmandate = \"sample.things\"\nunit = [\"village\"]\ntitle = [\"name\"]\n");
        write!(more, "//- registers/more_{number:02}.toml\n{head}\n{name}").expect("writes");
    }
    pack::sample::pack_with(&more)
}

/// One in each of them.
fn every(ledgers: usize) -> String {
    (0..ledgers).map(|number| format!("more_{number:02} 1: 同名0")).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn places_and_ledgers_are_found_by_what_they_are_called() {
    let place = village().await;
    for (actor, typed, expect) in [
        (&place.actor, "甲村", "v1 | "),
        // 丙村 ended when it was split.
        (&place.actor, "bc", " | "),
        (&place.actor, "bdc", "v3a | "),
        (&place.actor, "丙 村", "v3a v3b | "),
        (&place.actor, "zhen", " | "),
        (&place.actor, "yz", "t1 | "),
        (&place.actor, "wu", " | "),
        (&place.actor, "物", " | thing"),
        (&place.actor, "", " | "),
        (&reader("v1", Some(&["event"]), Privacy::Internal), "物", " | "),
    ] {
        let found = records::everywhere(&place.service, actor, Some(typed)).await.expect("finds");
        let units: Vec<&str> = found.units.iter().map(|id| id.as_str()).collect();
        let named: Vec<&str> = found.named.iter().map(|id| id.as_str()).collect();
        assert_eq!(format!("{} | {}", units.join(" "), named.join(" ")), expect, "{typed}");
    }
}
