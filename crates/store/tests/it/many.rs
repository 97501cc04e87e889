//! A whole list is one Change, told in little memory, and refused as a few records are.

use kernel::Seq;
use rules::{
    access::{Actor, Grant},
    change::{Change, Content, ManyEdits},
};
use store::ListQuery;

use crate::ground::*;

on_both! {
    many_records_are_one_change,
    many_records_are_refused_as_few_are,
}

fn home(n: u32) -> Content {
    let said = [("code", text(&format!("C{n}"))), ("head", text("王")), ("people", kernel::Value::Integer(n.into()))];
    content("v1", &said).expect("a content")
}

fn list(ground: &Ground, at: u64) -> impl Future<Output = u64> {
    let query = ListQuery { limit: 1, counted: true, ..ListQuery::of("home".into(), cut(at)) };
    let store = ground.store.clone();
    async move { store.list(&read(), &query).await.expect("lists").total.expect("counted") }
}

fn many(first: u32, count: u32) -> ManyEdits {
    let mut many = ManyEdits::of("home".into());
    (first..first + count).for_each(|n| many.push(format!("h{n:06}").into(), None, home(n)));
    many
}

async fn many_records_are_one_change(on: On) {
    let ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "h000000", None, content("v1", &[("code", text("C0"))]))]).await;
    // More than lie in memory as they are, and on the other database enough to come in shares.
    let count = if on == On::Sqlite { 66_000 } else { 9_000 };
    let mut all = ManyEdits::of("home".into());
    all.push("h000000".into(), Some(Seq(1)), home(0));
    (1..count).for_each(|n| all.push(format!("h{n:06}").into(), None, home(n)));
    let hazard = edit("hazard", "z", None, content("v1", &[("found_on", date("2022-03-01"))]));
    let payment = edit("payment", "p", None, content("v2", &[("on", date("2022-03-01"))]));
    // Ledgers before and after in their order, and one more of the same.
    let more = edit("home", "zz", None, content("v2", &[("code", text("other"))]));
    let whole = Change { many: Some(all), ..change("2", vec![payment, hazard, more]) };
    let receipt = ground.store.commit(&write(), whole.clone()).await.expect("is kept");
    assert_eq!((receipt.seq.0, receipt.repeated, list(&ground, 2).await), (2, false, u64::from(count) + 1));
    for (record, code) in [("h000000", "C0"), ("h000001", "C1"), ("h004097", "C4097"), ("zz", "other")] {
        let found = ground.now("home", record).await.expect(record);
        assert_eq!((found.fields["code"].clone(), found.from_seq), (text(code), Seq(2)), "{record}");
    }
    let last = ground.now("home", &format!("h{:06}", count - 1)).await.expect("the last");
    assert_eq!(last.fields, home(count - 1).fields);
    assert!(ground.now("hazard", "z").await.is_some() && ground.now("payment", "p").await.is_some());
    assert!(ground.store.commit(&write(), whole).await.expect("a retry").repeated);
    assert_eq!(ground.codes().await, [""; 0]);
    ground.store.undo(&write(), &book(), Seq(2), "3".into(), Some("撤销".to_owned())).await.expect("taken back");
    assert_eq!(list(&ground, 3).await, 1);
    let first = ground.now("home", "h000000").await.expect("the first");
    assert_eq!(first.fields, fields(&[("code", text("C0"))]));
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn many_records_are_refused_as_few_are(on: On) {
    let ground = open_fresh(on).await;
    let check = async |request: &str, all: ManyEdits, code: &str| {
        let change = Change { many: Some(all), ..change(request, Vec::new()) };
        let problem = ground.store.commit(&write(), change).await.expect_err(code);
        assert_eq!(problem.code, code, "{request}");
        assert_eq!(list(&ground, ground.store.heads().await.expect("heads").at("b").0).await, 0, "{request}");
    };
    let mut twice = many(0, 5_000);
    twice.push("h000003".into(), None, home(9_999));
    check("twice", twice, "store.malformed_change").await;
    let mut uneven = many(0, 5_000);
    uneven.heads.pop();
    check("uneven", uneven, "store.malformed_change").await;
    let mut doubled = many(0, 5_000);
    doubled.push("h009999".into(), None, home(7));
    check("doubled", doubled, "record.duplicate_key").await;
    let mut changed = many(0, 5_000);
    changed.push("h009999".into(), Some(Seq(1)), home(9_999));
    check("changed", changed, "record.conflict").await;
    let mut wrong = many(0, 5_000);
    wrong.push("h009999".into(), None, content("v1", &[("code", kernel::Value::Bool(true))]).expect("a content"));
    check("wrong", wrong, "store.malformed_change").await;
    check("elsewhere", ManyEdits { ledger: "elsewhere".into(), ..many(0, 5) }, "not_found").await;
    // A leave for one unit writes no record of another, however many there are.
    let local = Actor::local();
    let grant = Grant { unit: Some("v1".into()), ..local.grants[0].clone() };
    let actor = Actor { grants: vec![grant], ..local };
    let allowed = actor.may_write(small_pack().ledger("home").expect("a ledger")).expect("writes");
    let mut beyond = many(0, 5_000);
    beyond.push("h009999".into(), None, Content { unit: "v2".into(), ..home(9_999) });
    let refused = ground.store.commit(&allowed, Change { many: Some(beyond), ..change("beyond", Vec::new()) }).await;
    assert_eq!(refused.expect_err("beyond").code, "not_found");
    let within = Change { many: Some(many(0, 5_000)), ..change("within", Vec::new()) };
    let receipt = ground.store.commit(&allowed, within).await.expect("is kept");
    assert_eq!(list(&ground, receipt.seq.0).await, 5_000);
    assert_eq!(ground.codes().await, [""; 0]);
}
