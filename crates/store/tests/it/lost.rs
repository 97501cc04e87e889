//! A database that goes away in the middle: connections ended, the server restarted under load. Every acknowledged
//! Change is there exactly once, and what was not acknowledged is there once or not at all.

use std::{collections::BTreeMap, time::Duration};

use store::{Home, Store};

use crate::{
    ground::*,
    postgres::{Cluster, execute, left_out},
};

/// One home of its own.
fn one(n: usize) -> Vec<rules::change::Edit> {
    vec![edit("home", &format!("h{n}"), None, content("v1", &[("code", text(&n.to_string()))]))]
}

/// Writes until it is acknowledged, always by the same request; answers its number and how often it was told to wait.
async fn insist(store: &Store, n: usize) -> (u64, usize) {
    for tries in 0..200 {
        match store.commit(&write(), change(&format!("q{n}"), one(n))).await {
            Ok(receipt) => return (receipt.seq.0, tries),
            Err(problem) => {
                assert!(["store.unreachable", "store.unanswered"].contains(&problem.code.as_str()), "{problem:?}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    panic!("never acknowledged: {n}");
}

async fn check(ground: &Ground, acknowledged: &BTreeMap<u64, usize>, changes: usize) {
    assert_eq!(acknowledged.len(), changes, "no two Changes have one number");
    assert_eq!(ground.store.heads().await.expect("heads").at("b").0, changes as u64, "no gap, nothing twice");
    for (seq, n) in acknowledged {
        let touched = ground.store.touched(&read(), &book(), kernel::Seq(*seq)).await.expect("touched");
        assert_eq!(touched.iter().map(|row| row.record.to_string()).collect::<Vec<_>>(), [format!("h{n}")]);
    }
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn under_load(
    ground: &Ground,
    changes: usize,
    disturb: impl Future<Output = ()>,
) -> (BTreeMap<u64, usize>, usize) {
    let mut writers = Vec::new();
    for worker in 0..8 {
        let store = ground.store.clone();
        writers.push(tokio::spawn(async move {
            let mut told = Vec::new();
            for n in (worker..changes).step_by(8) {
                let (seq, tries) = insist(&store, n).await;
                told.push((seq, n, tries));
            }
            told
        }));
    }
    disturb.await;
    let (mut acknowledged, mut again) = (BTreeMap::new(), 0);
    for writer in writers {
        for (seq, n, tries) in writer.await.expect("writes") {
            acknowledged.insert(seq, n);
            again += tries;
        }
    }
    (acknowledged, again)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_are_ended_lose_nothing() {
    if left_out() {
        return;
    }
    let ground = open_fresh(On::Postgres).await;
    let Home::Postgres { url, .. } = &ground.home else { panic!("not PostgreSQL") };
    let (acknowledged, _) = under_load(&ground, 600, async {
        for _ in 0..25 {
            tokio::time::sleep(Duration::from_millis(37)).await;
            // Only those that wrote to this schema last or are about to: all of this address and name.
            let end =
                "SELECT pg_terminate_backend(l.pid) FROM pg_locks AS l WHERE l.locktype = 'advisory' AND l.granted
                AND l.classid = 20041 AND l.objid = (hashtext(current_schema())::bigint & 4294967295)::oid";
            execute(url.whole(), end).await;
        }
    })
    .await;
    check(&ground, &acknowledged, 600).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_restarts_under_load_loses_nothing() {
    if left_out() {
        return;
    }
    let mut cluster = Cluster::start("own");
    let folder = tempfile::TempDir::new().expect("a folder");
    let home = cluster.home(folder.path()).await;
    let ground = open_in(home, folder).await;
    let (acknowledged, _) = under_load(&ground, 600, async {
        for _ in 0..3 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            tokio::task::block_in_place(|| cluster.restart());
        }
    })
    .await;
    check(&ground, &acknowledged, 600).await;
    // After a quiet restart the first Change and the first question go through as if nothing had been.
    cluster.restart();
    ground.keep("later", one(600)).await;
    cluster.restart();
    assert_eq!(ground.now("home", "h600").await.expect("is there").from_seq.0, 601);
}
