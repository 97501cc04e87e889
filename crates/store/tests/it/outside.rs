//! Who is vouched for by a house of identity outside, on both databases.

use kernel::{Instant, RecordId};
use store::{Home, accounts::Deed};
use tempfile::TempDir;

use crate::ground::*;

on_both! {
    a_name_is_one_accounts_and_an_account_has_one,
    what_one_house_says_another_does_not,
    a_way_is_used_up_once_and_forgotten,
    who_is_gone_is_vouched_for_no_more,
    a_move_takes_names_along,
}

const HOUSE: &str = "oidc https://id.example.cn sub";

fn at(minute: i64) -> Instant {
    Instant::from_millis(minute * 60_000)
}

fn who(id: &str) -> RecordId {
    RecordId::from(id)
}

async fn set(ground: &Ground, name: &str, account: &str) -> bool {
    ground.store.set_outside((HOUSE, name), &who(account), at(1), "wang").await.expect("answers")
}

async fn a_name_is_one_accounts_and_an_account_has_one(on: On) {
    let ground = open_fresh(on).await;
    let store = &ground.store;
    let meant = async |name: &str| store.outside_account(HOUSE, name).await.expect("answers");
    assert_eq!(meant("u1").await, None);
    assert!(set(&ground, "u1", "a").await);
    assert!(set(&ground, "u1", "a").await, "the same again");
    assert!(!set(&ground, "u1", "b").await, "it is another's");
    assert!(set(&ground, "u2", "b").await);
    assert!(!set(&ground, "u2", "a").await);
    assert_eq!(
        (meant("u1").await, meant("u2").await),
        (Some(who("a")), Some(who("b"))),
        "who is refused keeps his own"
    );
    assert!(set(&ground, "u3", "a").await);
    assert_eq!((meant("u1").await, meant("u3").await), (None, Some(who("a"))));
    assert_eq!(meant("U3").await, None, "letters are not made alike");
    let names = store.outside_names(HOUSE).await.expect("answers");
    let expect = [("a", "u3"), ("b", "u2")].map(|(account, name)| (who(account), name.to_owned()));
    assert_eq!(names.into_iter().collect::<Vec<_>>(), expect);
    let accounts = ["c", "d", "e"].map(who);
    let many = join(accounts.iter().map(|account| store.set_outside((HOUSE, "u9"), account, at(1), "wang"))).await;
    assert_eq!(many.into_iter().filter(|one| *one.as_ref().expect("answers")).count(), 1, "many at once are one");
}

async fn what_one_house_says_another_does_not(on: On) {
    let ground = open_fresh(on).await;
    assert!(set(&ground, "u1", "a").await);
    let other = "oidc https://id.example.cn email";
    assert_eq!(ground.store.outside_account(other, "u1").await.expect("answers"), None);
    assert!(ground.store.set_outside((other, "u1"), &who("b"), at(1), "wang").await.expect("answers"));
    assert_eq!(ground.store.outside_account(HOUSE, "u1").await.expect("answers"), Some(who("a")));
}

async fn a_way_is_used_up_once_and_forgotten(on: On) {
    let ground = open_fresh(on).await;
    let store = &ground.store;
    let many = join((0..4).map(|_| store.use_return("way", at(10)))).await;
    assert_eq!(many.into_iter().filter(|one| *one.as_ref().expect("answers")).count(), 1, "many at once are one");
    assert!(store.use_return("other", at(10)).await.expect("answers"));
    store.do_deeds(vec![Deed::ForgetReturns(at(10))]).await.expect("nothing to forget");
    assert!(!store.use_return("way", at(10)).await.expect("answers"));
    store.do_deeds(vec![Deed::ForgetReturns(at(11))]).await.expect("forgotten");
    assert!(store.use_return("way", at(20)).await.expect("answers"));
}

async fn who_is_gone_is_vouched_for_no_more(on: On) {
    let ground = open_fresh(on).await;
    assert!(set(&ground, "u1", "a").await && set(&ground, "u2", "b").await);
    ground.store.do_deeds(vec![Deed::ForgetOutside(who("a"))]).await.expect("forgotten");
    assert_eq!(ground.store.outside_account(HOUSE, "u1").await.expect("answers"), None);
    assert_eq!(ground.store.outside_account(HOUSE, "u2").await.expect("answers"), Some(who("b")));
    assert!(set(&ground, "u1", "c").await, "somebody who comes again has another account");
}

async fn a_move_takes_names_along(on: On) {
    let ground = open_fresh(on).await;
    assert!(set(&ground, "u1", "a").await);
    assert!(ground.store.use_return("way", at(10)).await.expect("answers"));
    ground.store.close().await.expect("closes");
    let folder = TempDir::new().expect("a folder");
    let there = Home::Folder(folder.path().to_owned());
    store::carry(&ground.home, &there, None).await.expect("moved");
    let moved = open_at(&there).await.expect("opens");
    assert_eq!(moved.outside_account(HOUSE, "u1").await.expect("answers"), Some(who("a")));
    let names = moved.outside_names(HOUSE).await.expect("answers");
    assert_eq!(names.get(&who("a")).map(String::as_str), Some("u1"));
}

#[tokio::test]
async fn no_name_stands_in_the_database() {
    let ground = open_fresh(On::Sqlite).await;
    let name = "zhangsan-4471-outside";
    assert!(set(&ground, name, "a").await);
    ground.store.close().await.expect("closes");
    let bytes = std::fs::read(ground.folder.path().join("qianmo.db")).expect("the file");
    let hex: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
    for seeded in [name, &hex] {
        assert!(!bytes.windows(seeded.len()).any(|window| window == seeded.as_bytes()), "{seeded}");
    }
}
