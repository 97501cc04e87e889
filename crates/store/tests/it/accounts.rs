//! Passwords, sessions and the security log, on both databases.

use kernel::{Instant, RecordId};
use store::{
    Home,
    accounts::{Deed, Event, Secret, Session},
};
use tempfile::TempDir;

use crate::ground::*;

on_both! {
    a_password_is_kept_and_overwritten,
    tries_are_counted_before_they_are_looked_at,
    what_was_looked_at_must_still_be_so,
    a_session_is_known_by_its_token_alone,
    the_log_counts_what_is_the_same,
    a_move_takes_passwords_along_and_no_session,
}

fn at(minute: i64) -> Instant {
    Instant::from_millis(minute * 60_000)
}

fn account(name: &str) -> RecordId {
    RecordId::from(name)
}

fn secret(name: &str, password: &str) -> Secret {
    let password = password.to_owned();
    Secret { account: account(name), password, changed_at: at(1), must_change: true, failed: 0, locked_until: None }
}

fn session(name: &str) -> Session {
    Session { account: account(name), made_at: at(1), seen_at: at(1), ends_at: at(721) }
}

async fn a_password_is_kept_and_overwritten(on: On) {
    let ground = open_fresh(on).await;
    assert_eq!(ground.store.secret(&account("a")).await.expect("answers"), None);
    for password in ["one", "two"] {
        ground.store.do_deeds(vec![Deed::Put(secret("a", password))]).await.expect("kept");
        assert_eq!(ground.store.secret(&account("a")).await.expect("answers"), Some(secret("a", password)));
    }
    assert_eq!(ground.store.secret(&account("b")).await.expect("answers"), None);
}

async fn tries_are_counted_before_they_are_looked_at(on: On) {
    let ground = open_fresh(on).await;
    ground.store.do_deeds(vec![Deed::Put(secret("a", "one"))]).await.expect("kept");
    let who = account("a");
    let locks = [(5, at(17)), (6, at(40))];
    let tries = (0..8).map(|_| ground.store.secret_to_try(Some(&who), at(2), &locks));
    let looked: Vec<u32> =
        join(tries).await.into_iter().filter_map(|one| Some(one.expect("answers")?.failed)).collect();
    assert_eq!(looked.len(), 5, "many at once are as many as one by one: {looked:?}");
    assert_eq!(ground.store.secret_to_try(Some(&who), at(16), &locks).await.expect("answers"), None);
    let after = ground.store.secret_to_try(Some(&who), at(17), &locks).await.expect("answers").expect("free again");
    assert_eq!((after.failed, after.locked_until), (6, Some(at(40))), "a try while locked is not counted");
    ground.store.do_deeds(vec![Deed::Clear(who.clone())]).await.expect("cleared");
    let cleared = ground.store.secret(&who).await.expect("answers").expect("is there");
    assert_eq!((cleared.failed, cleared.locked_until), (0, None));
    assert_eq!(ground.store.secret_to_try(None, at(18), &locks).await.expect("answers"), None);
}

/// Somebody with the password `one` signs in on so many browsers.
async fn begin(ground: &Ground, tokens: &[&String]) {
    ground.store.do_deeds(vec![Deed::Put(secret("a", "one"))]).await.expect("kept");
    for token in tokens {
        assert!(ground.store.begin_session(token, &session("a"), "one").await.expect("answers"));
    }
}

async fn what_was_looked_at_must_still_be_so(on: On) {
    let ground = open_fresh(on).await;
    ground.store.do_deeds(vec![Deed::Put(secret("a", "one"))]).await.expect("kept");
    assert!(ground.store.replace_secret(&secret("a", "two"), "one").await.expect("answers"));
    assert!(!ground.store.replace_secret(&secret("a", "three"), "one").await.expect("answers"));
    assert!(!ground.store.begin_session("t", &session("a"), "one").await.expect("answers"));
    assert!(!ground.store.begin_session("t", &session("b"), "two").await.expect("answers"));
    assert_eq!(ground.store.session("t").await.expect("answers"), None);
    assert_eq!(ground.store.secret(&account("a")).await.expect("answers"), Some(secret("a", "two")));
}

async fn a_session_is_known_by_its_token_alone(on: On) {
    let ground = open_fresh(on).await;
    let (one, two) = (ground.store.new_token(), ground.store.new_token());
    assert_ne!(one, two);
    begin(&ground, &[&one, &two]).await;
    assert_eq!(ground.store.session(&one).await.expect("answers"), Some(session("a")));
    assert_eq!(ground.store.session("").await.expect("answers"), None);
    let (found, must) = ground.store.signed_in(&one).await.expect("answers").expect("is there");
    let secret = ground.store.secret(&"a".into()).await.expect("answers");
    assert_eq!((found, must), (session("a"), secret.map(|secret| secret.must_change)));
    assert_eq!(ground.store.signed_in("").await.expect("answers"), None);
    ground.store.do_deeds(vec![Deed::See(one.clone(), at(5)), Deed::See(one.clone(), at(3))]).await.expect("seen");
    let seen = ground.store.session(&one).await.expect("answers").expect("is there");
    assert_eq!(seen, Session { seen_at: at(5), ..session("a") }, "never back");
    ground.store.do_deeds(vec![Deed::EndAllOf(account("a"), Some(one.clone()))]).await.expect("ended");
    assert_eq!(ground.store.session(&two).await.expect("answers"), None);
    assert!(ground.store.session(&one).await.expect("answers").is_some());
    ground.store.do_deeds(vec![Deed::ForgetEnded(at(721))]).await.expect("nothing to forget");
    assert!(ground.store.session(&one).await.expect("answers").is_some());
    ground.store.do_deeds(vec![Deed::End(one.clone())]).await.expect("ended");
    assert_eq!(ground.store.session(&one).await.expect("answers"), None);
}

async fn the_log_counts_what_is_the_same(on: On) {
    let ground = open_fresh(on).await;
    let event = |minute, kind: &str, of: Option<&str>| {
        let (kind, account) = (kind.to_owned(), of.map(account));
        Event { at: at(minute), kind, account, actor: String::new(), times: 1 }
    };
    let deeds = [event(1, "refused", None), event(1, "refused", None), event(2, "signed_in", Some("a"))];
    ground.store.do_deeds(deeds.into_iter().map(Deed::Note).collect()).await.expect("noted");
    let expect = [event(2, "signed_in", Some("a")), Event { times: 2, ..event(1, "refused", None) }];
    assert_eq!(ground.store.account_events(10).await.expect("answers"), expect);
    ground.store.do_deeds(vec![Deed::ForgetEvents(at(2))]).await.expect("forgotten");
    assert_eq!(ground.store.account_events(10).await.expect("answers"), expect[..1]);
}

async fn a_move_takes_passwords_along_and_no_session(on: On) {
    let ground = open_fresh(on).await;
    let token = ground.store.new_token();
    begin(&ground, &[&token]).await;
    ground.store.close().await.expect("closes");
    let folder = TempDir::new().expect("a folder");
    let there = Home::Folder(folder.path().to_owned());
    store::carry(&ground.home, &there, None).await.expect("moved");
    let moved = open_at(&there).await.expect("opens");
    assert_eq!(moved.secret(&account("a")).await.expect("answers"), Some(secret("a", "one")));
    assert_eq!(moved.session(&token).await.expect("answers"), None);
}

#[tokio::test]
async fn neither_token_nor_what_gives_it_stands_in_the_database() {
    let ground = open_fresh(On::Sqlite).await;
    let token = ground.store.new_token();
    begin(&ground, &[&token]).await;
    ground.store.close().await.expect("closes");
    let bytes = std::fs::read(ground.folder.path().join("qianmo.db")).expect("the file");
    assert!(!bytes.windows(16).any(|window| token.as_bytes().windows(16).any(|part| part == window)));
}
