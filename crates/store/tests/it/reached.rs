//! A journal that is told in part: what touched records within reach, and no word of anything else.

use std::collections::BTreeSet;

use kernel::Seq;
use pack::model::Privacy;
use rules::{
    access::{Actor, Allowed, Grant, Read},
    change::{Act, Change},
};
use store::JournalQuery;

use crate::ground::*;

on_both! {
    what_is_out_of_reach_is_neither_told_nor_counted,
}

fn reading(unit: Option<&str>, ledger: &str) -> Grant {
    let ledgers = Some(BTreeSet::from([ledger.into()]));
    Grant { unit: unit.map(Into::into), ledgers, write: false, administer: false, clearance: Privacy::Internal }
}

fn may(grants: Vec<Grant>) -> Allowed<Read> {
    Actor::with("li", grants).may_read().expect("reads")
}

fn home(unit: &str, code: &str) -> Option<rules::change::Content> {
    content(unit, &[("code", text(code))])
}

/// Two villages: records of either, one of another ledger, one that moves in, one that moves out, and an import of both.
async fn two_villages(on: On) -> Ground {
    let ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "a", None, home("v1", "a")), edit("home", "b", None, home("v2", "b"))]).await;
    ground.keep("2", vec![edit("home", "b", Some(1), home("v2", "b2"))]).await;
    ground.keep("3", vec![edit("home", "a", Some(1), home("v1", "a3"))]).await;
    ground.keep("4", vec![edit("payment", "p", None, content("v1", &[("on", date("2022-01-01"))]))]).await;
    ground.keep("5", vec![edit("home", "b", Some(2), home("v1", "b5"))]).await;
    ground.keep("6", vec![edit("home", "a", Some(3), home("v2", "a6"))]).await;
    ground.keep("7", vec![edit("home", "a", Some(6), home("v2", "a7"))]).await;
    ground.keep("8", vec![edit("home", "b", Some(5), None)]).await;
    let unit = |n: u32| if n < 2 { "v1" } else { "v2" };
    let many = (0..32).map(|n| edit("home", &format!("m{n:02}"), None, home(unit(n), &format!("m{n}"))));
    let import = Change { act: Act::Import, ..change("9", many.collect()) };
    ground.store.commit(&write(), import).await.expect("imported");
    ground
}

async fn what_is_out_of_reach_is_neither_told_nor_counted(on: On) {
    let ground = two_villages(on).await;
    let check = async |allowed: &Allowed<Read>, asked: JournalQuery, expect: &[(u64, u64)]| {
        let asked = JournalQuery { reached: true, ..asked };
        let found = ground.store.entries(allowed, &book(), &asked).await.expect("entries");
        let found: Vec<(u64, u64)> = found.iter().map(|entry| (entry.seq.0, entry.rows)).collect();
        assert_eq!(found, expect, "{asked:?}");
    };
    let all = || JournalQuery::before(None, 99);
    let village = may(vec![reading(Some("v1"), "home")]);
    check(&village, all(), &[(9, 2), (8, 1), (6, 1), (5, 1), (3, 1), (1, 1)]).await;
    check(&village, JournalQuery::before(Some(Seq(8)), 2), &[(6, 1), (5, 1)]).await;
    check(&village, JournalQuery { act: Some("import".to_owned()), ..all() }, &[(9, 2)]).await;
    check(&village, JournalQuery { words: Some("没有的话".to_owned()), ..all() }, &[]).await;
    // A reach without end, and one of several grants; of a ledger that is not there nothing.
    check(&may(vec![reading(None, "payment")]), all(), &[(4, 1)]).await;
    let both = may(vec![reading(Some("v1"), "home"), reading(Some("v2"), "home"), reading(Some("v2"), "payment")]);
    check(&both, all(), &[(9, 32), (8, 1), (7, 1), (6, 1), (5, 1), (3, 1), (2, 1), (1, 2)]).await;
    check(&may(vec![reading(Some("v9"), "home")]), all(), &[]).await;
    check(&may(vec![reading(None, "none")]), all(), &[]).await;

    let touched = async |seq: u64| {
        let rows = ground.store.first_touched(&village, (&book(), Seq(seq)), 99, true).await.expect("touched");
        rows.into_iter().map(|row| row.record.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((touched(9).await, touched(1).await), (vec!["m00".to_owned(), "m01".to_owned()], vec!["a".to_owned()]));
    assert_eq!((touched(8).await, touched(7).await), (vec!["b".to_owned()], Vec::new()));
    let entry = async |seq: u64| {
        let entry = ground.store.entry(&village, (&book(), Seq(seq)), true).await.expect("asks");
        entry.map(|entry| entry.rows)
    };
    assert_eq!((entry(9).await, entry(7).await, entry(2).await), (Some(2), None, None));
    // Whoever reads all of it is told all of it.
    let whole = ground.store.entry(&village, (&book(), Seq(1)), false).await.expect("asks").expect("is there");
    assert_eq!(whole.rows, 2);
}
