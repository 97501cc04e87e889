//! Tokens of programs, on both databases.

use kernel::{Instant, RecordId};
use rules::{access::Actor, change::Change};
use store::{
    Home,
    accounts::{Deed, Secret, Token},
};
use tempfile::TempDir;

use crate::ground::*;

on_both! {
    a_token_is_known_by_itself_and_ends,
    nobody_has_more_than_so_many,
    no_token_is_made_by_a_password_that_is_another_by_now,
    what_ended_long_ago_is_forgotten,
    a_move_takes_tokens_along,
    a_program_is_named_in_the_journal,
}

fn at(minute: i64) -> Instant {
    Instant::from_millis(minute * 60_000)
}

fn token(id: &str, account: &str) -> Token {
    Token {
        id: id.to_owned(),
        account: RecordId::from(account),
        name: "报表工具".to_owned(),
        scope: "read".to_owned(),
        ledgers: Some(vec!["being".to_owned(), "thing".to_owned()]),
        made_at: at(1),
        ends_at: at(100),
        used_on: None,
        ended_at: None,
        ended_by: String::new(),
    }
}

async fn make(ground: &Ground, secret: &str, token: &Token) {
    assert!(ground.store.make_token(secret, token, 20, None).await.expect("answers"));
}

async fn a_token_is_known_by_itself_and_ends(on: On) {
    let ground = open_fresh(on).await;
    let store = &ground.store;
    make(&ground, "one", &token("1", "a")).await;
    let all = Token { ledgers: None, made_at: at(2), ..token("2", "a") };
    make(&ground, "two", &all).await;
    make(&ground, "three", &token("3", "b")).await;
    assert_eq!(store.token("one").await.expect("answers"), Some(token("1", "a")));
    assert_eq!(store.token("two").await.expect("answers"), Some(all.clone()));
    for wrong in ["", "One", "1"] {
        assert_eq!(store.token(wrong).await.expect("answers"), None, "{wrong}");
    }
    let ids = |tokens: Vec<Token>| tokens.into_iter().map(|token| token.id).collect::<Vec<_>>();
    assert_eq!(ids(store.tokens(Some(&"a".into())).await.expect("answers")), ["2", "1"]);
    assert_eq!(ids(store.tokens(None).await.expect("answers")), ["2", "1", "3"]);

    let day = at(1).date();
    store.do_deeds(vec![Deed::UseToken("1".to_owned(), day)]).await.expect("kept");
    assert_eq!(store.token("one").await.expect("answers").expect("is there").used_on, Some(day));
    assert!(store.end_token("1", at(5), "a").await.expect("answers"));
    assert!(!store.end_token("1", at(6), "b").await.expect("answers"), "ended is ended");
    let ended = store.token("one").await.expect("answers").expect("is there");
    assert_eq!((ended.ended_at, ended.ended_by.as_str()), (Some(at(5)), "a"));
    store.do_deeds(vec![Deed::EndTokensOf("a".into(), at(9), "officer".to_owned())]).await.expect("kept");
    let ends: Vec<_> = store.tokens(None).await.expect("answers").into_iter().map(|token| token.ended_at).collect();
    assert_eq!(ends, [Some(at(9)), Some(at(5)), None]);
}

async fn nobody_has_more_than_so_many(on: On) {
    let ground = open_fresh(on).await;
    let make = |id: &'static str| {
        let store = &ground.store;
        async move { store.make_token(id, &token(id, "a"), 2, None).await.expect("answers") }
    };
    assert!(make("1").await && make("2").await && !make("3").await);
    assert_eq!(ground.store.token("3").await.expect("answers"), None);
    ground.store.end_token("1", at(5), "a").await.expect("answers");
    assert!(make("4").await, "what ended does not count");
    let later = Token { made_at: at(100), ..token("5", "a") };
    assert!(ground.store.make_token("5", &later, 2, None).await.expect("answers"), "nor what is over");
}

async fn no_token_is_made_by_a_password_that_is_another_by_now(on: On) {
    let ground = open_fresh(on).await;
    let put = |account: &str, password: &str| {
        let (account, password) = (RecordId::from(account), password.to_owned());
        Deed::Put(Secret { account, password, changed_at: at(1), must_change: false, failed: 0, locked_until: None })
    };
    ground.store.do_deeds(vec![put("a", "old"), put("b", "new")]).await.expect("kept");
    let made = async |id: &str, looked_at: &str| {
        ground.store.make_token(id, &token(id, "a"), 20, Some(looked_at)).await.expect("answers")
    };
    assert!(made("1", "old").await);
    let reset = vec![put("a", "new"), Deed::EndTokensOf("a".into(), at(9), "officer".to_owned())];
    ground.store.do_deeds(reset).await.expect("kept");
    assert!(!made("2", "old").await && made("3", "new").await);
    let alive: Vec<_> = ground.store.tokens(None).await.expect("answers").into_iter().collect();
    let alive: Vec<_> = alive.iter().filter(|token| token.ended_at.is_none()).map(|token| token.id.as_str()).collect();
    assert_eq!(alive, ["3"]);
}

async fn what_ended_long_ago_is_forgotten(on: On) {
    let ground = open_fresh(on).await;
    make(&ground, "one", &token("1", "a")).await;
    make(&ground, "two", &Token { ends_at: at(300), ..token("2", "a") }).await;
    ground.store.end_token("2", at(200), "a").await.expect("answers");
    for (before, left) in [(at(100), 2), (at(101), 1), (at(200), 1), (at(201), 0)] {
        ground.store.do_deeds(vec![Deed::ForgetTokens(before)]).await.expect("forgotten");
        assert_eq!(ground.store.tokens(None).await.expect("answers").len(), left, "{before}");
    }
}

async fn a_move_takes_tokens_along(on: On) {
    let ground = open_fresh(on).await;
    make(&ground, "one", &token("1", "a")).await;
    ground.store.close().await.expect("closes");
    let folder = TempDir::new().expect("a folder");
    let there = Home::Folder(folder.path().to_owned());
    store::carry(&ground.home, &there, None).await.expect("moved");
    let moved = open_at(&there).await.expect("opens");
    assert_eq!(moved.token("one").await.expect("answers"), Some(token("1", "a")));
}

async fn a_program_is_named_in_the_journal(on: On) {
    let ground = open_fresh(on).await;
    let program = Actor { program: Some("报表工具".to_owned()), ..Actor::local() };
    let allowed = program.may_administer().expect("administers").writing();
    let home = |code: &str| content("v1", &[("code", text(code)), ("begins", date("2020-01-01"))]);
    let first = change("1", vec![edit("home", "h", None, home("1"))]);
    ground.store.commit(&allowed, first.clone()).await.expect("kept");
    assert!(ground.store.commit(&allowed, first).await.expect("a receipt").repeated, "a retry is the same Change");
    let second = Change { reason: None, ..change("2", vec![edit("home", "h", Some(1), home("2"))]) };
    ground.store.commit(&allowed, second).await.expect("kept");
    let journal = ground.store.journal(&read(), &book(), None, 9).await.expect("journal");
    let said: Vec<_> = journal.iter().map(|entry| (entry.actor.as_str(), entry.reason.as_deref())).collect();
    assert_eq!(said, [("local", Some("程序“报表工具”写入")), ("local", Some("程序“报表工具”：试"))]);
    assert!(ground.codes().await.is_empty(), "bound by the journal");
}

#[tokio::test]
async fn no_token_stands_in_the_database() {
    let ground = open_fresh(On::Sqlite).await;
    let secret = rules::program::token(ground.store.new_secret());
    make(&ground, &secret, &token("1", "a")).await;
    ground.store.close().await.expect("closes");
    let bytes = std::fs::read(ground.folder.path().join("qianmo.db")).expect("the file");
    assert!(!bytes.windows(12).any(|window| secret.as_bytes().windows(12).any(|part| part == window)));
}
