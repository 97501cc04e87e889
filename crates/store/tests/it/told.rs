//! Whose word a Change is: kept with it, bound by the journal, and a name that can be erased.

use rules::{
    change::{Act, Change},
    told::{Teller, Told, Way},
};
use store::{FORMAT, Home, JournalQuery, Tellers, carry};
use tempfile::TempDir;

use crate::ground::*;

on_both! {
    who_told_stays_with_the_change_and_is_found,
    whoever_meddles_with_who_told_is_found_out,
    a_name_is_erased_and_the_journal_still_verifies,
    a_journal_of_before_grows_and_verifies,
}

fn account(login: &str, way: Option<Way>) -> Option<Told> {
    Some(Told { by: Teller::Account(login.to_owned()), way })
}

fn named(name: &str, way: Option<Way>) -> Option<Told> {
    Some(Told { by: Teller::Named(name.to_owned()), way })
}

fn home(code: &str) -> Option<rules::change::Content> {
    content("v1", &[("code", text(code))])
}

/// Written by one, told by another; corrected on somebody's word; a third that nobody else told; one of many records.
async fn told_changes(on: On) -> Ground {
    let ground = open_fresh(on).await;
    let keep = async |change: Change| ground.store.commit(&write(), change).await.expect("kept");
    keep(Change { told: account("li", Some(Way::Phone)), ..change("1", vec![edit("home", "a", None, home("1"))]) })
        .await;
    let act = Act::Correct;
    let told = named("李四", None);
    keep(Change { told, act, ..change("2", vec![edit("home", "a", Some(1), home("2"))]) }).await;
    keep(change("3", vec![edit("home", "b", None, home("3"))])).await;
    let many = (0..40).map(|n| edit("payment", &format!("p{n}"), None, content("v1", &[("on", date("2022-01-01"))])));
    let told = named("赵六", Some(Way::Paper));
    keep(Change { told, act: Act::Import, ..change("4", many.collect()) }).await;
    ground
}

async fn who_told_stays_with_the_change_and_is_found(on: On) {
    let ground = told_changes(on).await;
    let all = [account("li", Some(Way::Phone)), named("李四", None), None, named("赵六", Some(Way::Paper))];
    let journal = ground.store.journal(&read(), &book(), None, 9).await.expect("journal");
    let told: Vec<Option<Told>> = journal.iter().rev().map(|entry| entry.told.clone()).collect();
    assert_eq!(told, all);
    let history = ground.store.history(&read(), &book(), &"home".into(), &"a".into()).await.expect("history");
    let told: Vec<Option<Told>> = history.iter().map(|version| version.entry.told.clone()).collect();
    assert_eq!(told, all[..2]);
    assert_eq!(ground.codes().await, [""; 0]);

    let check = async |asked: JournalQuery, expect: &[u64]| {
        let found = ground.store.entries(&read(), &book(), &asked).await.expect("entries");
        assert_eq!(found.iter().map(|entry| entry.seq.0).collect::<Vec<_>>(), expect, "{asked:?}");
    };
    let all = || JournalQuery::before(None, 9);
    let by = |accounts: &[&str], name: &str| {
        let accounts = accounts.iter().map(|login| (*login).to_owned()).collect();
        JournalQuery { by: Some(Tellers { accounts, name: name.to_owned() }), ..all() }
    };
    check(all(), &[4, 3, 2, 1]).await;
    check(JournalQuery { told: true, ..all() }, &[4, 2, 1]).await;
    check(JournalQuery { told: true, act: Some("import".to_owned()), ..all() }, &[4]).await;
    check(by(&["li"], "四"), &[2, 1]).await;
    check(by(&[], "六"), &[4]).await;
    check(by(&["wu"], "%"), &[]).await;

    // The same request is the same Change, and a retry of it tells nothing new.
    let again = Change { told: named("别人", None), ..change("1", vec![edit("home", "a", None, home("1"))]) };
    let receipt = ground.store.commit(&write(), again).await.expect("answered");
    assert_eq!((receipt.seq.0, receipt.repeated), (1, true));
    let first = ground.store.journal(&read(), &book(), Some(kernel::Seq(2)), 1).await.expect("journal");
    assert_eq!(first[0].told, account("li", Some(Way::Phone)));

    let nul = Change { told: named("李\0四", None), ..change("9", vec![edit("home", "c", None, home("9"))]) };
    assert_eq!(ground.store.commit(&write(), nul).await.expect_err("no text").code, "store.not_a_text");

    // What undoes is nobody's word but that of who undoes.
    let undone = ground.store.undo(&write(), &book(), kernel::Seq(4), "u".into(), None).await.expect("undoes");
    let last = ground.store.journal(&read(), &book(), None, 1).await.expect("journal");
    assert_eq!((last[0].seq, last[0].told.clone()), (undone.seq, None));
}

async fn whoever_meddles_with_who_told_is_found_out(on: On) {
    for sql in [
        "UPDATE journal SET told_account = 'wu' WHERE seq = 1",
        "UPDATE journal SET told_account = NULL WHERE seq = 1",
        "UPDATE journal SET told_account = NULL, told_way = NULL WHERE seq = 1",
        "UPDATE journal SET told_way = 'face' WHERE seq = 1",
        "UPDATE journal SET told_name = '王五' WHERE seq = 1",
        "UPDATE journal SET told_name = '王五' WHERE seq = 2",
        // A name goes with its salt or not at all.
        "UPDATE journal SET told_name = NULL WHERE seq = 2",
        "UPDATE journal SET told_seal = NULL WHERE seq = 2",
        "UPDATE journal SET told_seal = 'x' WHERE seq = 2",
        "UPDATE journal SET told_name = NULL, told_seal = NULL WHERE seq = 2",
        "UPDATE journal SET told_account = 'li' WHERE seq = 3",
        "UPDATE journal SET told_name = '李四' WHERE seq = 3",
        "UPDATE journal SET told_way = 'phone' WHERE seq = 3",
    ] {
        let mut ground = told_changes(on).await;
        ground.meddle(sql).await;
        assert_eq!(ground.codes().await, ["verify.changed_entry"], "{sql}");
    }
}

async fn a_name_is_erased_and_the_journal_still_verifies(on: On) {
    let mut ground = told_changes(on).await;
    ground
        .meddle("UPDATE journal SET told_name = NULL, told_seal = json_remove(told_seal, '$.salt') WHERE seq = 2")
        .await;
    assert_eq!(ground.codes().await, ["verify.erased"]);
    let journal = ground.store.journal(&read(), &book(), Some(kernel::Seq(3)), 1).await.expect("journal");
    assert_eq!(journal[0].told, named("", None), "that somebody told stays");
    let told = JournalQuery { told: true, ..JournalQuery::before(None, 9) };
    assert_eq!(ground.store.entries(&read(), &book(), &told).await.expect("entries").len(), 3);
}

/// As a program of format 2 left it.
async fn a_journal_of_before_grows_and_verifies(on: On) {
    let mut ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "a", None, home("1"))]).await;
    ground.store.close().await.expect("closes");
    for column in ["told_account", "told_name", "told_seal", "told_way"] {
        ground.alter_closed(&format!("ALTER TABLE journal DROP COLUMN {column}")).await;
    }
    ground.meddle_closed("UPDATE catalog SET says = '2' WHERE ledger = '' AND part = 'format'").await;
    // A copy of it, before any program has opened it.
    let folder = TempDir::new().expect("a folder");
    store::copy(&ground.home, folder.path()).await.expect("copies");
    let copied = open_in(Home::Folder(folder.path().to_owned()), folder).await;
    assert_eq!((copied.codes().await, copied.now("home", "a").await.is_some()), (Vec::new(), true));

    ground.store = open_at(&ground.home).await.expect("opens");
    ground.store.prepare(std::sync::Arc::new(small_pack())).await.expect("prepares");
    assert_eq!(ground.codes().await, [""; 0]);
    let told = Change { told: named("李四", None), ..change("2", vec![edit("home", "b", None, home("2"))]) };
    ground.store.commit(&write(), told).await.expect("kept");
    assert_eq!(ground.codes().await, [""; 0]);
    ground.store.close().await.expect("closes");
    let stamped = format!("UPDATE catalog SET name = name WHERE part = 'format' AND says = '{FORMAT}'");
    ground.meddle_closed(&stamped).await;
}

#[tokio::test]
async fn who_told_goes_along_when_a_county_moves() {
    for (from, to) in [(On::Sqlite, On::Sqlite), (On::Sqlite, On::Postgres), (On::Postgres, On::Sqlite)] {
        if [from, to].contains(&On::Postgres) && crate::postgres::left_out() {
            continue;
        }
        let here = told_changes(from).await;
        let before = here.store.journal(&read(), &book(), None, 9).await.expect("journal");
        here.store.close().await.expect("closes");
        let folder = TempDir::new().expect("a folder");
        let home = match to {
            On::Sqlite => Home::Folder(folder.path().to_owned()),
            On::Postgres => crate::postgres::fresh(folder.path()).await,
        };
        carry(&here.home, &home, None).await.expect("moves");
        let there = open_in(home, folder).await;
        assert_eq!(there.store.journal(&read(), &book(), None, 9).await.expect("journal"), before);
        assert_eq!(there.codes().await, [""; 0]);
    }
}
