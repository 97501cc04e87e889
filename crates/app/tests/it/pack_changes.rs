//! The pack changes while there are records: those from before stay what they were, figures across the change are
//! right, undoing works on both sides of it, and the books verify.

use app::{
    figures,
    packs::{Files, activate},
    records::{self, Correct, Undo, undo},
};
use kernel::{Ask, Boundaries, Period, Seq};
use serde_json::json;
use std::sync::Arc;

use crate::{
    postgres,
    world::{Place, object, refer, seq},
};

/// The same test on a folder, and on PostgreSQL.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test(crate::world::Place::new().await).await;
            })+
        }
        mod postgresql {
            $(#[tokio::test]
            async fn $test() {
                if let Some(place) = super::on_postgres().await {
                    super::$test(place).await;
                }
            })+
        }
    };
}

on_both! {
    a_new_field_is_absent_before_it_was_there,
    a_replaced_field_keeps_what_it_said_and_is_asked_no_more,
    a_new_ledger_begins_empty,
    an_ended_code_stays_where_it_was_and_is_refused_after_its_day,
    a_split_village_keeps_its_records_and_its_successors_go_on,
    a_pack_that_changes_a_type_changes_nothing,
}

async fn on_postgres() -> Option<Place> {
    if postgres::left_out() { None } else { Some(Place::on_postgres().await) }
}

/// The sample's files with these texts in place of others, in force.
async fn change(place: &Place, edits: &[(&str, &str, &str)]) -> Seq {
    let mut files = place.files();
    for (path, old, new) in edits {
        let text = files.base.entry((*path).to_owned()).or_default();
        assert!(text.contains(old), "{path} has no {old:?}");
        *text = if old.is_empty() { format!("{text}{new}") } else { text.replacen(old, new, 1) };
    }
    put_in_force(place, files).await
}

async fn put_in_force(place: &Place, files: Files) -> Seq {
    let pack = Arc::new(files.load().expect("the changed pack is right"));
    place.service.shelf().keep(&files, &pack).expect("kept");
    let receipt = activate(&place.service, &place.actor, pack.clone(), None).await.expect("in force");
    place.service.shelf().make_active(&pack).expect("active");
    receipt.expect("it differs").seq
}

async fn value(place: &Place, indicator: &str, unit: &str, boundaries: Boundaries) -> Option<String> {
    let ask = Ask { indicator: indicator.into(), unit: unit.into(), period: Period::Year(2022), boundaries };
    let figures = figures::ask(&place.service, &place.actor, &[ask], None).await.expect("answers");
    figures[0].value.map(kernel::number::plain)
}

async fn then(place: &Place, indicator: &str, unit: &str) -> String {
    value(place, indicator, unit, Boundaries::Then).await.unwrap_or_else(|| "-".to_owned())
}

async fn now(place: &Place, indicator: &str, unit: &str) -> String {
    value(place, indicator, unit, Boundaries::Now).await.unwrap_or_else(|| "-".to_owned())
}

async fn verified(place: &Place) {
    assert_eq!(place.service.verify(&place.actor).await.expect("verifies"), []);
}

async fn take_back(place: &Place, written: &records::Written) {
    let (book, seq) = (written.receipt.book.clone(), written.receipt.seq);
    let wanted = Undo { request: place.service.new_request(), book, seq, reason: "写错了".to_owned() };
    undo(&place.service, &place.actor, wanted).await.expect("undone");
}

fn event(number: &str, on: &str, more: serde_json::Value) -> serde_json::Value {
    let mut fields = object(json!({"number": number, "on": on}));
    fields.extend(object(more));
    serde_json::Value::Object(fields)
}

async fn a_new_field_is_absent_before_it_was_there(place: Place) {
    let old = place.create("event", "v1", event("1", "2022-03-01", json!({"people": 3}))).await.expect("old");
    let undone = place.create("event", "v1", event("2", "2022-03-02", json!({"people": 5}))).await.expect("old");
    change(&place, &[
        ("logs/event.toml", "[fields.note]", "[fields.guests]\nname = \"来宾\"\ntype = \"integer\"\nin = \"人\"\nrequired = true\n\n[fields.note]"),
        ("indicators/sample.toml", "[events]", "[guests]\nname = \"来宾人数\"\nin = \"人\"\nledger = \"event\"\nagg = \"sum\"\nof = \"guests\"\n\n[events]"),
    ])
    .await;
    let refused = place.create("event", "v1", event("3", "2022-04-01", json!({}))).await.expect_err("required now");
    assert_eq!(refused.findings[0].code, "record.required");
    let new = place.create("event", "v1", event("3", "2022-04-01", json!({"guests": 7}))).await.expect("new");
    take_back(&place, &undone).await;
    let shown = place.shown("event", &["number", "people", "guests"]).await;
    assert_eq!(shown, ["甲村 1 3人 -", "甲村 3 - 7人"]);
    assert_eq!((then(&place, "events", "t1").await, then(&place, "guests", "t1").await), ("2".into(), "7".into()));
    // A record from before is edited as the ledger asks now.
    let edit = |fields| Correct {
        request: place.service.new_request(),
        record: refer("event", &old),
        expects: old.receipt.seq,
        fields: object(fields),
        unit: None,
        reason: None,
        told: None,
    };
    let refused = records::correct(&place.service, &place.actor, edit(json!({"people": 4}))).await.expect_err("asks");
    assert_eq!(refused.findings[0].code, "record.required");
    records::correct(&place.service, &place.actor, edit(json!({"people": 4, "guests": 1}))).await.expect("corrected");
    take_back(&place, &new).await;
    assert_eq!(then(&place, "guests", "t1").await, "1");
    verified(&place).await;
}

async fn a_replaced_field_keeps_what_it_said_and_is_asked_no_more(place: Place) {
    // Required, so that a field nobody is asked for any more would stand in the way of every new record.
    change(
        &place,
        &[(
            "logs/event.toml",
            "name = \"人数\"\ntype = \"integer\"",
            "name = \"人数\"\ntype = \"integer\"\nrequired = true",
        )],
    )
    .await;
    let old = place.create("event", "v1", event("1", "2022-03-01", json!({"people": 3}))).await.expect("old");
    place.create("event", "v1", event("2", "2022-03-02", json!({"people": 5}))).await.expect("old");
    change(&place, &[
        ("logs/event.toml", "[fields.note]", "[fields.people_in_all]\nname = \"人数\"\ntype = \"decimal\"\nscale = 1\nin = \"人\"\nreplaces = \"people\"\n\n[fields.note]"),
        ("indicators/sample.toml", "[events]", "[heads_before]\nname = \"原口径人数\"\nin = \"人\"\nledger = \"event\"\nagg = \"sum\"\nof = \"people\"\n\n[heads_since]\nname = \"新口径人数\"\nin = \"人\"\nplaces = 1\nledger = \"event\"\nagg = \"sum\"\nof = \"people_in_all\"\n\n[heads]\nname = \"总人数\"\nin = \"人\"\nplaces = 1\nformula = \"heads_before + heads_since\"\n\n[events]"),
    ])
    .await;
    let new = place.create("event", "v1", event("3", "2022-04-01", json!({"people_in_all": 2.5}))).await.expect("new");
    let sheet: &[&[&str]] = &[&["村", "序号码", "发生日期", "人数"], &["甲村", "4", "2022-05-01", "1.5"]];
    let options = app::imports::ImportOptions {
        columns: [("序号码".to_owned(), "number".to_owned())].into(),
        ..Default::default()
    };
    let report = place.import("event", "表.xlsx", &crate::world::xlsx(sheet), options).await;
    assert_eq!(crate::world::counts(&report), (1, 0, 0, 0), "{:?}", report.findings);
    let shown = place.shown("event", &["number", "people", "people_in_all"]).await;
    assert_eq!(
        shown,
        ["甲村 1 3人 -", "甲村 2 5人 -", "甲村 3 - 2.5人", "甲村 4 - 1.5人"],
        "the heading means the new one"
    );
    assert_eq!(then(&place, "heads", "t1").await, "12");
    assert_eq!(then(&place, "most_people", "t1").await, "5", "what is asked of the old one stays");
    take_back(&place, &old).await;
    take_back(&place, &new).await;
    assert_eq!(then(&place, "heads", "t1").await, "6.5");
    verified(&place).await;
}

async fn a_new_ledger_begins_empty(place: Place) {
    place.create("event", "v1", event("1", "2022-03-01", json!({}))).await.expect("old");
    let ledger = "name = \"巡查\"\nmandate = \"sample.rounds\"\nunit = [\"village\"]\ndate = \"on\"\nkey = [\"number\"]\ntitle = [\"number\"]\n\n[fields.number]\nname = \"号\"\ntype = \"text\"\nrequired = true\n\n[fields.on]\nname = \"日期\"\ntype = \"date\"\nrequired = true\n";
    let mut files = place.files();
    files.base.insert("logs/round.toml".to_owned(), ledger.to_owned());
    let indicator = "[rounds]\nname = \"巡查次数\"\nin = \"次\"\nledger = \"round\"\nagg = \"count\"\n";
    files.base.insert("indicators/round.toml".to_owned(), indicator.to_owned());
    put_in_force(&place, files).await;
    assert_eq!(then(&place, "rounds", "t1").await, "-", "of a year in which it was not kept: missing, not 0");
    let first = place.create("round", "v1", json!({"number": "1", "on": "2022-12-01"})).await.expect("first");
    place.create("round", "v1", json!({"number": "2", "on": "2022-12-02"})).await.expect("second");
    assert_eq!(then(&place, "rounds", "t1").await, "2");
    take_back(&place, &first).await;
    assert_eq!((then(&place, "rounds", "t1").await, then(&place, "events", "t1").await), ("1".into(), "1".into()));
    verified(&place).await;
}

async fn an_ended_code_stays_where_it_was_and_is_refused_after_its_day(place: Place) {
    let old = place.create("event", "v1", event("1", "2022-03-01", json!({"kind": "blue"}))).await.expect("old");
    let thing = |code: &str, begins: &str| json!({"code": code, "begins": begins, "color": "blue"});
    place.create("thing", "v1", thing("A", "2021-01-01")).await.expect("old");
    let mut files = place.files();
    files.base.entry("codes/color.toml".to_owned()).and_modify(|text| {
        *text =
            text.replacen("blue = \"蓝\"", "blue = { name = \"蓝\", ends = \"2022-07-01\", becomes = \"green\" }", 1);
    });
    let indicator = "[blue_events]\nname = \"蓝事数\"\nin = \"件\"\nledger = \"event\"\nagg = \"count\"\nwhere = \"kind == 'blue'\"\n";
    files.base.insert("indicators/blue.toml".to_owned(), indicator.to_owned());
    put_in_force(&place, files).await;
    let refused =
        place.create("event", "v1", event("2", "2022-07-01", json!({"kind": "blue"}))).await.expect_err("ended");
    assert_eq!(refused.findings[0].code, "record.ended_choice");
    assert_eq!(refused.findings[0].hint.as_deref(), Some("请改为“绿”，或核对日期。"));
    place.create("event", "v1", event("2", "2022-06-30", json!({"kind": "蓝"}))).await.expect("of a day before");
    place.create("event", "v1", event("3", "2022-07-01", json!({"kind": "green"}))).await.expect("its successor");
    // A spell that began before goes on; none begins after.
    let refused = place.create("thing", "v1", thing("B", "2022-07-02")).await.expect_err("ended");
    assert_eq!(refused.findings[0].code, "record.ended_choice");
    place.create("thing", "v1", thing("C", "2022-06-01")).await.expect("began before");
    // What is there is edited as before.
    let edit = Correct {
        request: place.service.new_request(),
        record: refer("event", &old),
        expects: old.receipt.seq,
        fields: object(json!({"note": "补记"})),
        unit: None,
        reason: None,
        told: None,
    };
    records::correct(&place.service, &place.actor, edit).await.expect("an old record is edited");
    let sheet: &[&[&str]] =
        &[&["村", "序号码", "日期", "类别"], &["甲村", "7", "2022-08-01", "蓝"], &["甲村", "8", "2022-05-01", "蓝"]];
    let options = app::imports::ImportOptions {
        columns: [("序号码".to_owned(), "number".to_owned())].into(),
        ..Default::default()
    };
    let report = place.import("event", "表.xlsx", &crate::world::xlsx(sheet), options).await;
    assert_eq!(crate::world::codes(&report.findings), ["record.ended_choice@2:4"]);
    assert_eq!(then(&place, "blue_events", "t1").await, "2");
    verified(&place).await;
}

async fn a_split_village_keeps_its_records_and_its_successors_go_on(place: Place) {
    place.create("event", "v4", event("1", "2022-03-01", json!({}))).await.expect("before");
    let undone = place.create("event", "v4", event("2", "2022-03-02", json!({}))).await.expect("before");
    let village =
        |name: &str| format!("name = \"{name}\"\nlevel = \"village\"\nparent = \"t2\"\nbegins = \"2022-09-01\"\n");
    let split = format!(
        "name = \"丁村\"\nlevel = \"village\"\nparent = \"t2\"\nbegins = \"2000-01-01\"\nends = \"2022-09-01\"\nsuccessors = [\"v4a\", \"v4b\"]\n\n[units.v4a]\n{}\n[units.v4b]\n{}",
        village("丁南村"),
        village("丁北村")
    );
    change(
        &place,
        &[("units.toml", "name = \"丁村\"\nlevel = \"village\"\nparent = \"t2\"\nbegins = \"2000-01-01\"\n", &split)],
    )
    .await;
    place.create("event", "v4a", event("3", "2022-10-01", json!({}))).await.expect("a successor's");
    let late = place.create("event", "v4", event("4", "2022-10-02", json!({}))).await;
    assert_eq!(late.expect_err("it is no longer there").findings[0].code, "unit.ended");
    place.create("event", "v4", event("5", "2022-08-31", json!({}))).await.expect("of a day when it was there");
    take_back(&place, &undone).await;
    for (unit, by_then, by_now) in [("v4", "2", "-"), ("v4a", "1", "1"), ("v4b", "0", "0"), ("t2", "3", "3")] {
        let of_now = if by_now == "-" { "-".to_owned() } else { now(&place, "events", unit).await };
        assert_eq!((then(&place, "events", unit).await.as_str(), of_now.as_str()), (by_then, by_now), "{unit}");
    }
    verified(&place).await;
}

async fn a_pack_that_changes_a_type_changes_nothing(place: Place) {
    let written = place.create("event", "v1", event("1", "2022-03-01", json!({"people": 3}))).await.expect("old");
    let before = place.service.heads().await.expect("heads");
    let mut files = place.files();
    files.base.entry("logs/event.toml".to_owned()).and_modify(|text| {
        *text = text.replacen("name = \"说明\"\ntype = \"long_text\"", "name = \"说明\"\ntype = \"integer\"", 1);
    });
    let pack = Arc::new(files.load().expect("right in itself"));
    place.service.shelf().keep(&files, &pack).expect("kept");
    let refused = activate(&place.service, &place.actor, pack, None).await.expect_err("refused");
    assert_eq!(refused.code, "pack.type_changed");
    assert_eq!(place.service.heads().await.expect("heads"), before);
    assert_eq!(place.shown("event", &["number", "people"]).await, ["甲村 1 3人"]);
    assert_eq!(written.receipt.seq, seq(before.at(written.receipt.book.as_str()).0));
    verified(&place).await;
}
