//! Undoing is a Change like any other.

use kernel::{Problem, Seq};
use store::Receipt;

use crate::ground::*;

on_both! {
    a_batch_is_taken_back_whole,
    what_changed_since_is_not_undone,
}

async fn undo(ground: &Ground, seq: u64, request: &str) -> Result<Receipt, Problem> {
    ground.store.undo(&write(), &book(), Seq(seq), request.into(), Some("撤销".to_owned())).await
}

fn home(code: &str) -> Option<rules::change::Content> {
    let class = spells(&[("2020-01-01", Some(text("low")))]);
    content("v1", &[("code", text(code)), ("number", text("X1")), ("head", text("王")), ("class", class)])
}

async fn a_batch_is_taken_back_whole(on: On) {
    let ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "a", None, home("a")), edit("home", "b", None, home("b"))]).await;
    let before = ground.now("home", "a").await.expect("is there");
    let edits = vec![
        edit("home", "a", Some(1), home("c")),
        edit("home", "b", Some(1), None),
        edit("home", "c", None, home("d")),
    ];
    ground.keep("2", edits).await;
    let receipt = undo(&ground, 2, "3").await.expect("undone");
    assert_eq!(receipt.seq.0, 3);
    let after = ground.now("home", "a").await.expect("is there");
    assert_eq!((after.fields, after.from_seq.0), (before.fields, 3));
    assert!(ground.now("home", "b").await.is_some() && ground.now("home", "c").await.is_none());
    let entry = ground.store.entry(&read(), (&book(), Seq(3)), false).await.expect("asks").expect("is there");
    assert_eq!((entry.act.as_str(), entry.undoes), ("undo", Some(Seq(2))));
    assert!(undo(&ground, 2, "3").await.expect("the same request").repeated);
    assert_eq!(undo(&ground, 1, "3").await.expect_err("another request").code, "record.request_reused");
    assert_eq!(undo(&ground, 2, "4").await.expect_err("twice").code, "record.conflict");
    assert_eq!(undo(&ground, 9, "5").await.expect_err("nothing").code, "not_found");
    // An undo is undone like anything else.
    undo(&ground, 3, "6").await.expect("undone");
    assert_eq!(ground.now("home", "a").await.expect("is there").fields["code"], text("c"));
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn what_changed_since_is_not_undone(on: On) {
    let ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "a", None, home("a")), edit("home", "b", None, home("b"))]).await;
    ground.keep("2", vec![edit("home", "a", Some(1), home("c"))]).await;
    assert_eq!(undo(&ground, 1, "3").await.expect_err("changed").code, "record.conflict");
    assert!(ground.now("home", "b").await.is_some());
}
