use app::{
    imports::{ImportOptions, import},
    records::{self, Undo, change, changes, undo},
};
use serde_json::json;

use crate::world::{Place, counts, refer, seq, xlsx};

#[tokio::test]
async fn an_import_is_undone_whole_and_may_come_again() {
    let place = Place::new().await;
    let bytes = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A1", "2022-01-01"], &["甲村", "A2", "2022-01-01"]]);
    let report = place.import("thing", "a.xlsx", &bytes, ImportOptions::default()).await;
    let receipt = report.receipts[0].clone();
    let told = change(&place.service, &place.actor, &receipt.book, receipt.seq).await.expect("tells");
    let titles: Vec<&str> = told.touched.iter().map(|one| one.title.as_str()).collect();
    assert_eq!((told.act_name, told.entry.rows, titles), ("导入", 2, vec!["A1", "A2"]));

    let back =
        Undo { request: "u".into(), book: receipt.book.clone(), seq: receipt.seq, reason: "写错了".to_owned() };
    undo(&place.service, &place.actor, back.clone()).await.expect("undoes");
    assert!(place.list("thing").await.is_empty());
    let again = place.import("thing", "a.xlsx", &bytes, ImportOptions::default()).await;
    assert_eq!((counts(&again), again.receipts[0].repeated), ((2, 0, 0, 0), false));
    assert_eq!(place.list("thing").await.len(), 2);
    let acts: Vec<&str> = changes(&place.service, &place.actor, &receipt.book, records::Changes::default())
        .await
        .expect("lists")
        .iter()
        .map(|view| view.act_name)
        .collect();
    assert_eq!(acts, ["导入", "撤销", "导入"]);
}

#[tokio::test]
async fn what_has_changed_since_is_not_undone() {
    let place = Place::new().await;
    let written = place.create("thing", "v1", json!({"code": "A1", "begins": "2022-01-01"})).await.expect("writes");
    let edit = records::Correct {
        request: "c".into(),
        record: refer("thing", &written),
        expects: written.receipt.seq,
        fields: crate::world::object(json!({"name": "磨"})),
        unit: None,
        reason: None,
        told: None,
    };
    records::correct(&place.service, &place.actor, edit).await.expect("corrects");
    let back =
        |n| Undo {
            request: format!("u{n}").as_str().into(), book: "t1".into(), seq: n, reason: "写错了".to_owned()
        };
    let refused = undo(&place.service, &place.actor, back(written.receipt.seq)).await.expect_err("changed since");
    assert_eq!(refused.code, "record.conflict");
    assert_eq!(undo(&place.service, &place.actor, back(seq(99))).await.expect_err("none").code, "not_found");
}

#[tokio::test]
async fn a_given_request_is_one_change() {
    let place = Place::new().await;
    let bytes = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A1", "2022-01-01"]]);
    let options = ImportOptions { request: Some("mine".into()), ..ImportOptions::default() };
    let first = place.import("thing", "a.xlsx", &bytes, options.clone()).await;
    let back =
        Undo { request: "u".into(), book: "t1".into(), seq: first.receipts[0].seq, reason: "写错了".to_owned() };
    undo(&place.service, &place.actor, back).await.expect("undoes");
    let again = place.import("thing", "a.xlsx", &bytes, options.clone()).await;
    assert!(again.receipts[0].repeated && place.list("thing").await.is_empty());
    let other = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A2", "2022-01-01"]]);
    let reused = import(&place.service, &place.actor, &"thing".into(), "b.xlsx", other.into(), options).await;
    assert_eq!(reused.expect_err("another file under the same key").code, "record.request_reused");
}

#[tokio::test]
async fn the_journal_is_narrowed_by_who_what_when_and_why() {
    let place = Place::new().await;
    let bytes = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A1", "2022-01-01"]]);
    let receipt = place.import("thing", "100%.xlsx", &bytes, ImportOptions::default()).await.receipts[0].clone();
    place.create("thing", "v1", json!({"code": "A2", "begins": "2022-01-01"})).await.expect("writes");
    let back =
        Undo { request: "u".into(), book: receipt.book.clone(), seq: receipt.seq, reason: "写_错了".to_owned() };
    undo(&place.service, &place.actor, back).await.expect("undoes");
    let check = async |asked: records::Changes, expect: &[&str]| {
        let told = changes(&place.service, &place.actor, &receipt.book, asked.clone()).await.expect("lists");
        assert_eq!(told.iter().map(|view| view.act_name).collect::<Vec<_>>(), expect, "{asked:?}");
    };
    let all = records::Changes::default;
    let said = |text: &str| Some(text.to_owned());
    let day = |text: &str| Some(text.parse::<kernel::Date>().expect("a day"));
    check(all(), &["撤销", "登记", "导入"]).await;
    check(records::Changes { act: said("create"), ..all() }, &["登记"]).await;
    check(records::Changes { act: said(""), who: said(" "), ..all() }, &["撤销", "登记", "导入"]).await;
    check(records::Changes { who: said("local"), act: said("undo"), ..all() }, &["撤销"]).await;
    check(records::Changes { who: said("本机"), ..all() }, &["撤销", "登记", "导入"]).await;
    check(records::Changes { who: said("张三"), ..all() }, &[]).await;
    // The clock of these tests stands still on this day.
    check(records::Changes { from: day("2022-12-31"), to: day("2022-12-31"), ..all() }, &["撤销", "登记", "导入"])
        .await;
    check(records::Changes { from: day("2023-01-01"), ..all() }, &[]).await;
    check(records::Changes { to: day("2022-12-30"), ..all() }, &[]).await;
    // What is typed is words and no pattern.
    check(records::Changes { words: said("100%"), ..all() }, &["导入"]).await;
    check(records::Changes { words: said("写_错"), ..all() }, &["撤销"]).await;
    check(records::Changes { words: said("_"), ..all() }, &["撤销"]).await;
    check(records::Changes { limit: Some(1), before: Some(seq(receipt.seq.0 + 2)), ..all() }, &["登记"]).await;
}

#[test]
fn every_kind_of_act_has_a_word() {
    use rules::change::Act;
    let all = [
        Act::Create,
        Act::Correct,
        Act::Withdraw,
        Act::Step,
        Act::Import,
        Act::Undo(seq(1)),
        Act::Activate,
        Act::Issue,
        Act::Open,
    ];
    let mut named: Vec<&str> = all.into_iter().map(Act::name).collect();
    let mut known: Vec<&str> = records::ACTS.iter().map(|(act, _)| *act).collect();
    named.sort_unstable();
    known.sort_unstable();
    assert_eq!(known, named);
}
