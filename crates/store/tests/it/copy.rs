//! A copy of the books, made while they are written to, is the books of one moment.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use store::{FORMAT, Home, copy};
use tempfile::TempDir;

use crate::ground::*;

on_both! {
    a_copy_is_the_books_of_one_moment,
    what_a_newer_program_wrote_is_not_touched,
    what_was_written_before_formats_were_numbered_is_opened,
}

async fn a_copy_is_the_books_of_one_moment(on: On) {
    let ground = open_fresh(on).await;
    let said = |n: u64| [("code", text(&n.to_string())), ("number", text("X1")), ("class", text("low"))];
    ground.keep("1", vec![edit("home", "r1", None, content("v1", &said(1)))]).await;
    let kept = Arc::new(AtomicU64::new(1));
    let stop = Arc::new(AtomicBool::new(false));
    let (store, told, until) = (ground.store.clone(), kept.clone(), stop.clone());
    let writing = tokio::spawn(async move {
        // Each record and its second version are one Change each; a torn copy would have halves of them.
        for n in 2.. {
            if until.load(Ordering::SeqCst) {
                return;
            }
            let edits = vec![edit("home", &format!("r{n}"), None, content("v1", &said(n)))];
            store.commit(&write(), change(&n.to_string(), edits)).await.expect("commits");
            told.store(n, Ordering::SeqCst);
        }
    });
    for _ in 0..3 {
        while kept.load(Ordering::SeqCst) < 5 {
            tokio::task::yield_now().await;
        }
        let acknowledged = kept.load(Ordering::SeqCst);
        let folder = TempDir::new().expect("a folder");
        let copied = copy(&ground.home, folder.path()).await.expect("copies");
        let head = copied.facts.heads[0].seq.0;
        assert!(head >= acknowledged, "{head} {acknowledged}");
        assert_eq!((copied.facts.changes, copied.facts.records), (head, head));
        let there = open_in(Home::Folder(folder.path().to_owned()), folder).await;
        assert_eq!(there.codes().await, [""; 0]);
        assert_eq!(there.store.facts(&administer()).await.expect("facts"), copied.facts);
        assert!(there.store.begins_with_keys().await.expect("keys"));
        assert_eq!(there.at("home", "r1", head).await.expect("is there").fields["number"], text("X1"), "seals open");
        there.keep("more", vec![edit("home", "r1", Some(1), None)]).await;
    }
    stop.store(true, Ordering::SeqCst);
    writing.await.expect("wrote");
    let last = kept.load(Ordering::SeqCst);
    assert_eq!(ground.store.heads().await.expect("heads"), cut(last), "the first goes on as it was");
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn what_a_newer_program_wrote_is_not_touched(on: On) {
    let mut ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "a", None, content("v1", &[("code", text("1"))]))]).await;
    let newer = FORMAT + 1;
    let stamp = |format: i64| format!("UPDATE catalog SET says = '{format}' WHERE ledger = '' AND part = 'format'");
    ground.store.close().await.expect("closes");
    ground.meddle_closed(&stamp(newer)).await;
    let problem = open_at(&ground.home).await.err().expect("refused");
    assert_eq!(problem.code, "store.newer_format");
    assert!(problem.message.contains(&newer.to_string()), "{problem}");
    let folder = TempDir::new().expect("a folder");
    let problem = copy(&ground.home, folder.path()).await.expect_err("not copied either");
    assert_eq!(problem.code, "store.newer_format");
    // The program that wrote it, or one that knows the number, opens it as it was.
    ground.meddle_closed(&stamp(FORMAT)).await;
    ground.store = open_at(&ground.home).await.expect("opens");
    assert_eq!(ground.store.heads().await.expect("heads"), cut(1));
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn what_was_written_before_formats_were_numbered_is_opened(on: On) {
    let mut ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "a", None, content("v1", &[("code", text("1"))]))]).await;
    ground.meddle("DELETE FROM catalog WHERE ledger = '' AND part = 'format'").await;
    ground.keep("2", vec![edit("home", "b", None, content("v1", &[("code", text("2"))]))]).await;
    ground.store.close().await.expect("closes");
    // Opening has said which format it is.
    ground.meddle_closed("DELETE FROM catalog WHERE ledger = '' AND part = 'format'").await;
}
