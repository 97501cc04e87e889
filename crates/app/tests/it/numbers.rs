//! Numbers that the house gives where a form, a sheet or a program leaves them empty.

use app::records::{self, Correct, Create, Withdraw, show};
use kernel::Problem;
use pack::model::{NumberPart, NumberedPer, Numbering, Pack};
use serde_json::json;

use crate::world::{Place, codes, counts, object, refer};

/// The sample, whose events are numbered by year.
fn numbered() -> Pack {
    let mut pack = pack::sample::pack();
    let number = pack.ledgers.get_mut("event").and_then(|event| event.fields.get_mut("number")).expect("a number");
    let before = vec![NumberPart::Text("事".to_owned()), NumberPart::Year, NumberPart::Text("-".to_owned())];
    number.number = Some(Numbering { before, digits: 3, per: NumberedPer::Book });
    pack
}

fn found(problem: &Problem) -> Vec<&str> {
    problem.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[tokio::test]
async fn a_form_that_is_left_empty_is_told_its_number() {
    let place = Place::with(numbered()).await;
    let first = place.create("event", "v1", json!({"on": "2022-03-01"})).await.expect("writes");
    let given = first.number.clone().expect("a number");
    assert_eq!((given.field.as_str(), given.name.as_str(), given.says.as_str()), ("number", "序号", "事2022-001"));
    let typed = place.create("event", "v1", json!({"on": "2022-03-01", "number": "甲1"})).await.expect("writes");
    assert_eq!(typed.number, None, "what was typed is kept");
    let blank = place.create("event", "v2", json!({"on": "2022-03-02", "number": ""})).await.expect("writes");
    assert_eq!(blank.number.map(|given| given.says).as_deref(), Some("事2022-002"));
    assert_eq!(place.shown("event", &["number"]).await, ["乙村 事2022-002", "甲村 事2022-001", "甲村 甲1"]);

    // A retry is told the same number.
    let new = Create {
        request: "again".into(),
        ledger: "event".into(),
        unit: "v1".into(),
        fields: object(json!({"on": "2021-12-31"})),
        reason: None,
        told: None,
    };
    for _ in 0..2 {
        let written = records::create(&place.service, &place.actor, new.clone()).await.expect("writes");
        assert_eq!(written.number.map(|given| given.says).as_deref(), Some("事2021-001"));
    }
}

#[tokio::test]
async fn a_correction_changes_a_number_and_never_empties_it() {
    let place = Place::with(numbered()).await;
    let written = place.create("event", "v1", json!({"on": "2022-03-01"})).await.expect("writes");
    let record = refer("event", &written);
    let correct = |request: &str, expects, number| Correct {
        request: request.into(),
        record: record.clone(),
        expects,
        fields: object(json!({"number": number})),
        unit: None,
        reason: Some("核对".to_owned()),
        told: None,
    };
    for (request, nothing) in [("a", json!(null)), ("b", json!("")), ("c", json!("  "))] {
        let emptied = correct(request, written.receipt.seq, nothing);
        let refused = records::correct(&place.service, &place.actor, emptied).await.expect_err("stays");
        assert_eq!((refused.code.as_str(), found(&refused)), ("record.invalid", vec!["record.number_kept"]));
    }
    let other = correct("d", written.receipt.seq, json!("甲1"));
    let done = records::correct(&place.service, &place.actor, other).await.expect("corrects");
    let view = show(&place.service, &place.actor, &record, None).await.expect("shows");
    assert_eq!(view.shown["number"], "甲1");

    // Withdrawn, its numbers stay given.
    let gone = Withdraw {
        request: "w".into(),
        record: record.clone(),
        expects: done.receipt.seq,
        reason: Some("重复".to_owned()),
        told: None,
    };
    records::withdraw(&place.service, &place.actor, gone).await.expect("withdraws");
    let next = place.create("event", "v1", json!({"on": "2022-03-01"})).await.expect("writes");
    assert_eq!(next.number.map(|given| given.says).as_deref(), Some("事2022-002"));
}

#[tokio::test]
async fn empty_cells_of_a_sheet_are_numbered() {
    let place = Place::with(numbered()).await;
    place.create("event", "v1", json!({"on": "2022-01-05"})).await.expect("writes");
    // Two rows that say the same are two events, for neither has a number yet.
    let rows: &[&[&str]] = &[
        &["村", "序号", "日期", "说明"],
        &["甲村", "", "2022-03-01", "一"],
        &["甲村", "事2022-004", "2022-03-01", "二"],
        &["甲村", "", "2022-03-01", "一"],
        &["甲村", "事2022-001", "2022-01-05", "更"],
    ];
    let report = place.import_rows("event", rows).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec!["import.numbered@-:-".to_owned()], (3, 1, 0, 0)));
    assert!(report.findings[0].message.contains("2行"), "{}", report.findings[0].message);
    let expect = ["甲村 事2022-001 更", "甲村 事2022-004 二", "甲村 事2022-005 一", "甲村 事2022-006 一"];
    assert_eq!(place.shown("event", &["number", "note"]).await, expect);
    // A sheet may do without the column.
    let bare: &[&[&str]] = &[&["村", "日期", "说明"], &["乙村", "2022-05-01", "三"]];
    let report = place.import_rows("event", bare).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec!["import.numbered@-:-".to_owned()], (1, 0, 0, 0)));
    assert!(place.shown("event", &["number", "note"]).await.contains(&"乙村 事2022-007 三".to_owned()));
}
