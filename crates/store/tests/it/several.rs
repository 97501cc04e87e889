//! Several servers on one database, each with its own folder.

use std::{collections::BTreeSet, sync::Arc};

use kernel::Cut;
use pack::model::FieldType;
use store::Home;
use tempfile::TempDir;

use crate::{ground::*, postgres::left_out};

/// Another server on the same database.
async fn beside(ground: &Ground) -> Ground {
    let folder = TempDir::new().expect("a folder");
    let Home::Postgres { url, .. } = &ground.home else { panic!("not PostgreSQL") };
    open_in(Home::Postgres { url: url.clone(), folder: folder.path().to_owned() }, folder).await
}

fn home(code: &str) -> Option<rules::change::Content> {
    content("v1", &[("code", text(code))])
}

#[tokio::test]
async fn what_one_commits_the_other_reads_and_builds_on() {
    if left_out() {
        return;
    }
    let here = open_fresh(On::Postgres).await;
    let there = beside(&here).await;
    here.keep("1", vec![edit("home", "a", None, home("1"))]).await;
    assert_eq!(there.now("home", "a").await.expect("is there").fields, fields(&[("code", text("1"))]));
    there.refuse("2", vec![edit("home", "b", None, home("1"))], "record.duplicate_key").await;
    assert_eq!(there.keep("3", vec![edit("home", "a", Some(1), home("2"))]).await, 2);
    here.refuse("4", vec![edit("home", "a", Some(1), home("3"))], "record.conflict").await;
    let again = here.commit("3", vec![edit("home", "a", Some(1), home("2"))]).await.expect("answered");
    assert_eq!((again.seq.0, again.repeated), (2, true), "a retry may come to the other server");
    for ground in [&here, &there] {
        assert_eq!(ground.codes().await, [""; 0], "each has its own heads.log");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_follow_each_other_whoever_writes() {
    if left_out() {
        return;
    }
    let here = open_fresh(On::Postgres).await;
    let there = beside(&here).await;
    let mut waiting = Vec::new();
    for n in 0..200 {
        let store = if n % 2 == 0 { here.store.clone() } else { there.store.clone() };
        let edits = vec![edit("home", &format!("h{n}"), None, home(&n.to_string()))];
        waiting.push(tokio::spawn(async move { store.commit(&write(), change(&format!("q{n}"), edits)).await }));
    }
    let mut seqs = BTreeSet::new();
    for answer in waiting {
        seqs.insert(answer.await.expect("answers").expect("kept").seq.0);
        // Verified while the other writes: of one moment, so never half a Change.
        if seqs.len() % 60 == 0 {
            assert_eq!(here.codes().await, [""; 0]);
        }
    }
    assert_eq!(seqs, (1..=200).collect());
    assert_eq!(here.codes().await, [""; 0]);
    there.store.close().await.expect("closes");
    let log = std::fs::read_to_string(there.folder.path().join("heads.log")).expect("heads");
    assert!(log.lines().last().expect("a line").starts_with("b\t200\t"), "the other's heads are noted here too");
}

#[tokio::test]
async fn tables_may_grow_under_a_server_that_writes() {
    if left_out() {
        return;
    }
    let here = open_fresh(On::Postgres).await;
    let there = beside(&here).await;
    let mut pack = small_pack();
    let ledger = pack.ledgers.get_mut("home").expect("home");
    ledger.fields.insert("phone".into(), field("phone", FieldType::Phone));
    ledger.fields.get_mut("people").expect("people").dated = true;
    here.store.prepare(Arc::new(pack.clone())).await.expect("grows");
    let said = [("code", text("1")), ("phone", text("1"))];
    here.keep("1", vec![edit("home", "a", None, content("v1", &said))]).await;
    assert_eq!(there.codes().await, [""; 0], "verified by what the database says, not by what was known before");
    there.refuse("2", vec![edit("home", "b", None, home("2"))], "store.pack_moved").await;
    there.keep("2", vec![edit("home", "b", None, home("2"))]).await;
    let kept = there.now("home", "a").await.expect("is there");
    assert_eq!(kept.fields, fields(&said), "a field of the other's pack is read");
    assert_eq!(here.codes().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_database_is_laid_out_by_many_at_once() {
    if left_out() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let home = crate::postgres::fresh(folder.path()).await;
    let Home::Postgres { url, .. } = &home else { panic!("not PostgreSQL") };
    let mut opening = Vec::new();
    for _ in 0..6 {
        let url = url.clone();
        opening.push(tokio::spawn(async move {
            let folder = TempDir::new().expect("a folder");
            open_in(Home::Postgres { url, folder: folder.path().to_owned() }, folder).await
        }));
    }
    for ground in opening {
        let ground = ground.await.expect("opens");
        assert_eq!(ground.store.heads().await.expect("heads"), Cut::default());
    }
}
