//! Codes beside passwords, on both databases.

use kernel::{Instant, RecordId};
use store::{
    Home,
    accounts::{Deed, Pending, Secret},
};
use tempfile::TempDir;

use crate::ground::*;

on_both! {
    a_device_is_named_and_begins_once,
    a_step_and_a_paper_are_used_up_once,
    who_knew_an_older_password_changes_nothing,
    a_sign_in_waits_once,
    a_move_takes_codes_along_and_no_sign_in,
}

fn at(minute: i64) -> Instant {
    Instant::from_millis(minute * 60_000)
}

fn who() -> RecordId {
    RecordId::from("a")
}

fn papers() -> Vec<String> {
    ["AAAAABBBBB", "CCCCCDDDDD"].map(str::to_owned).to_vec()
}

/// On a small pack, with a password.
async fn open_known(on: On) -> Ground {
    let ground = open_fresh(on).await;
    ground.store.do_deeds(vec![Deed::Put(secret())]).await.expect("kept");
    ground
}

async fn begun(ground: &Ground) {
    assert!(ground.store.name_device(&who(), b"shared", "one").await.expect("answers"));
    assert!(ground.store.begin_second_step(&who(), at(1), 7, &papers()).await.expect("answers"));
}

async fn a_device_is_named_and_begins_once(on: On) {
    let ground = open_known(on).await;
    let store = &ground.store;
    assert!(store.second_step(&who()).await.expect("answers").is_none());
    assert!(!store.begin_second_step(&who(), at(1), 7, &papers()).await.expect("answers"), "there is no device");
    for secret in [b"first", b"other"] {
        assert!(store.name_device(&who(), secret, "one").await.expect("answers"), "another, as long as none has begun");
    }
    let named = store.second_step(&who()).await.expect("answers").expect("is there");
    assert_eq!((named.secret.as_slice(), named.since, named.last_step), (b"other".as_slice(), None, 0));
    assert!(!store.use_step(&who(), 8).await.expect("answers"), "it has not begun");
    assert!(store.second_steps().await.expect("answers").is_empty());
    let account = who();
    let tries = join((0..4).map(|step| store.begin_second_step(&account, at(1), 7 + step, &[]))).await;
    assert_eq!(tries.into_iter().filter(|one| *one.as_ref().expect("answers")).count(), 1, "once");
    assert!(!store.name_device(&who(), b"third", "one").await.expect("answers"), "nobody puts another in its place");
    let begun = store.second_step(&who()).await.expect("answers").expect("is there");
    assert_eq!((begun.secret.as_slice(), begun.since), (b"other".as_slice(), Some(at(1))));
    assert!(store.second_steps().await.expect("answers").contains(&who()));
    let deeds = vec![Deed::ForgetSecond(who()), Deed::ForgetRecovery(who())];
    store.do_deeds(deeds).await.expect("forgotten");
    assert!(store.second_step(&who()).await.expect("answers").is_none());
}

async fn a_step_and_a_paper_are_used_up_once(on: On) {
    let ground = open_known(on).await;
    begun(&ground).await;
    let store = &ground.store;
    for (step, expect) in [(7, false), (8, true), (8, false), (6, false), (10, true), (9, false)] {
        assert_eq!(store.use_step(&who(), step).await.expect("answers"), expect, "{step}");
    }
    let account = who();
    let many = join((0..4).map(|_| store.use_step(&account, 20))).await;
    assert_eq!(many.into_iter().filter(|one| *one.as_ref().expect("answers")).count(), 1, "many at once are one");
    assert_eq!(store.papers_left(&who()).await.expect("answers"), 2);
    for (account, paper, expect) in
        [("b", "AAAAABBBBB", false), ("a", "nothing", false), ("a", "AAAAABBBBB", true), ("a", "AAAAABBBBB", false)]
    {
        assert_eq!(store.use_paper(&account.into(), paper).await.expect("answers"), expect, "{account} {paper}");
    }
    assert_eq!(store.papers_left(&who()).await.expect("answers"), 1);
}

async fn who_knew_an_older_password_changes_nothing(on: On) {
    let ground = open_known(on).await;
    let store = &ground.store;
    let named = async |looked_at: &str| store.name_device(&who(), b"shared", looked_at).await.expect("answers");
    let ended = async |looked_at: &str| store.end_second_step(&who(), looked_at).await.expect("answers");
    assert!(!named("older").await && store.second_step(&who()).await.expect("answers").is_none());
    begun(&ground).await;
    store.wait_for_code("waits", &secret(), at(6)).await.expect("kept");
    assert!(!ended("older").await);
    assert_eq!(store.papers_left(&who()).await.expect("answers"), 2);
    assert!(store.second_step(&who()).await.expect("answers").is_some());
    assert!(ended("one").await);
    assert!(store.second_step(&who()).await.expect("answers").is_none());
    assert_eq!(store.papers_left(&who()).await.expect("answers"), 0);
    assert_eq!(store.take_pending("waits").await.expect("answers"), None);
    assert!(!ended("one").await, "there is nothing left");
}

fn secret() -> Secret {
    let password = "one".to_owned();
    Secret { account: who(), password, changed_at: at(1), must_change: false, failed: 0, locked_until: None }
}

async fn a_sign_in_waits_once(on: On) {
    let ground = open_known(on).await;
    let store = &ground.store;
    for token in ["one", "two", "three"] {
        store.wait_for_code(token, &secret(), at(6)).await.expect("kept");
    }
    assert_eq!(store.session("one").await.expect("answers"), None, "it is no session");
    let waits = Pending { account: who(), password_at: at(1), ends_at: at(6) };
    let many: Vec<_> = join((0..4).map(|_| store.take_pending("one"))).await;
    let taken: Vec<_> = many.into_iter().filter_map(|one| one.expect("answers")).collect();
    assert_eq!(taken, [waits]);
    store.do_deeds(vec![Deed::ForgetPending(at(6))]).await.expect("nothing to forget");
    assert!(store.take_pending("two").await.expect("answers").is_some());
    store.do_deeds(vec![Deed::ForgetPendingOf(who())]).await.expect("forgotten");
    assert_eq!(store.take_pending("three").await.expect("answers"), None);
}

async fn a_move_takes_codes_along_and_no_sign_in(on: On) {
    let ground = open_known(on).await;
    begun(&ground).await;
    ground.store.wait_for_code("waits", &secret(), at(6)).await.expect("kept");
    ground.store.close().await.expect("closes");
    let folder = TempDir::new().expect("a folder");
    let there = Home::Folder(folder.path().to_owned());
    store::carry(&ground.home, &there, None).await.expect("moved");
    let moved = open_at(&there).await.expect("opens");
    let kept = moved.second_step(&who()).await.expect("answers").expect("is there");
    assert_eq!((kept.secret.as_slice(), kept.since, kept.last_step), (b"shared".as_slice(), Some(at(1)), 7));
    assert_eq!(moved.papers_left(&who()).await.expect("answers"), 2);
    assert_eq!(moved.take_pending("waits").await.expect("answers"), None);
}

#[tokio::test]
async fn neither_secret_nor_paper_stands_in_the_database() {
    let ground = open_known(On::Sqlite).await;
    let (secret, paper) = ("a secret of twenty b", "AAAAABBBBB");
    assert!(ground.store.name_device(&who(), secret.as_bytes(), "one").await.expect("answers"));
    assert!(ground.store.begin_second_step(&who(), at(1), 7, &[paper.to_owned()]).await.expect("answers"));
    ground.store.close().await.expect("closes");
    let bytes = std::fs::read(ground.folder.path().join("qianmo.db")).expect("the file");
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    for seeded in [secret, paper, &hex] {
        assert!(!bytes.windows(seeded.len()).any(|window| window == seeded.as_bytes()), "{seeded}");
    }
}
