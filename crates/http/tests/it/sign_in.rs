//! Getting in, staying in, being put out.

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::json;

use crate::staff::{PASSWORD, Staffed};

#[tokio::test]
async fn without_accounts_everything_is_as_before_and_with_them_nothing_is_open() {
    let server = Staffed::empty().await;
    let session = server.ask(None, "GET", "/api/session", None).await;
    assert_eq!((session.body["sign_in"].clone(), session.body["actor"].clone()), (json!("local"), json!("local")));
    assert_eq!(server.ask(None, "GET", "/api/ledgers", None).await.status, 200);
    let server = Staffed::founded().await;
    let session = server.ask(None, "GET", "/api/session", None).await;
    assert_eq!((session.status, session.body["sign_in"].clone()), (200, json!("needed")));
    assert_eq!((session.body["actor"].clone(), session.body["as_of"].clone()), (json!(""), json!("")));
    assert_eq!(server.ask(None, "GET", "/api/ledgers", None).await.code(), (401, "session.none"));
    let again = json!({ "officers": [] });
    assert_eq!(server.ask(None, "POST", "/api/accounts/first", Some(again)).await.code(), (409, "account.founded"));
}

#[tokio::test]
async fn the_first_officers_are_two_persons_with_passwords_worth_the_name() {
    let server = Staffed::empty().await;
    let officer = |office: &str, login: &str, password: &str| json!({ "office": office, "login": login, "name": "甲", "password": password });
    for (officers, codes) in [
        (vec![officer("system", "root1", PASSWORD)], vec!["account.no_officer"]),
        (vec![officer("system", "same", PASSWORD), officer("security", "same", PASSWORD)], vec!["account.twice"]),
        (
            vec![officer("system", "A b", PASSWORD), officer("security", "two", "short")],
            vec!["account.bad_login", "account.weak_password"],
        ),
        (
            vec![officer("system", "one", "1234567890"), officer("security", "two", PASSWORD)],
            vec!["account.weak_password"],
        ),
    ] {
        let answer = server.ask(None, "POST", "/api/accounts/first", Some(json!({ "officers": officers }))).await;
        assert_eq!(answer.code(), (422, "account.invalid"), "{}", answer.body);
        let found: Vec<&str> = answer.body["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .filter_map(|one| one["code"].as_str())
            .collect();
        assert_eq!(found, codes);
    }
    assert_eq!(server.ask(None, "GET", "/api/session", None).await.body["sign_in"], "local", "nothing was made");
}

#[tokio::test]
async fn whoever_is_refused_learns_nothing() {
    let server = Staffed::founded().await;
    let unknown = server.try_sign_in("nobody", PASSWORD).await;
    let wrong = server.try_sign_in("system", "不是这一句话也不是那一句").await;
    assert_eq!(unknown.code(), (401, "account.wrong"));
    assert_eq!(unknown.body, wrong.body);
    for _ in 0..4 {
        server.try_sign_in("system", "不是这一句话也不是那一句").await;
    }
    let locked = server.try_sign_in("system", PASSWORD).await;
    assert_eq!(locked.body, wrong.body, "not even the right password says that it is locked");
    server.later(14);
    assert_eq!(server.try_sign_in("system", PASSWORD).await.status, 401);
    server.later(1);
    assert_eq!(server.try_sign_in("system", "不是这一句话也不是那一句").await.status, 401);
    server.later(29);
    assert_eq!(server.try_sign_in("system", PASSWORD).await.status, 401, "locked for longer each time");
    server.later(1);
    assert_eq!(server.try_sign_in("system", PASSWORD).await.status, 200);
    let watcher = server.sign_in("audit").await;
    let log = server.ask(Some(&watcher), "GET", "/api/accounts/events", None).await.body;
    let refused = log.as_array().expect("a log").iter().filter(|line| line["kind"] == "refused");
    let times: u64 = refused.map(|line| line["times"].as_u64().unwrap_or_default()).sum();
    assert_eq!(times, 10, "{log}");
    assert!(!log.to_string().contains("nobody"), "what was typed is not kept: {log}");
}

#[tokio::test]
async fn a_session_ends_idle_old_and_signed_out_and_never_begins_with_a_given_token() {
    let server = Staffed::founded().await;
    let given = "ab".repeat(32);
    let body = json!({ "login": "system", "password": PASSWORD });
    let token = server.ask(Some(&given), "POST", "/api/session", Some(body)).await.token.expect("a token");
    assert_ne!(token, given, "a token that was brought is never taken");
    let server = &server;
    let status = |token: String| async move { server.ask(Some(&token), "GET", "/api/units", None).await.status };
    assert_eq!((status(token.clone()).await, status(given).await), (200, 401));
    server.later(29);
    assert_eq!(status(token.clone()).await, 200);
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    server.later(29);
    assert_eq!(status(token.clone()).await, 200, "it was used in between");
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    server.later(31);
    let idle = server.ask(Some(&token), "GET", "/api/units", None).await;
    assert_eq!(idle.code(), (401, "session.ended"));
    let hint = idle.body["hint"].as_str().expect("a hint");
    assert!(hint.contains("登录名和口令") && !hint.contains("抄下来"), "what the door asks for, {hint}");
    let other = server.sign_in("system").await;
    let out = server.ask(Some(&other), "DELETE", "/api/session", None).await;
    assert_eq!((out.status, status(other).await), (204, 401), "a token that was signed out is not replayed");
}

#[tokio::test]
async fn another_sites_page_writes_nothing() {
    let server = Staffed::founded().await;
    let token = server.sign_in("system").await;
    for (name, value, expect) in [
        ("origin", "http://evil.example", 400),
        ("origin", "http://127.0.0.1:5173", 400),
        ("sec-fetch-site", "cross-site", 400),
        ("origin", "http://127.0.0.1:8630", 422),
    ] {
        let request = Request::builder().method("POST").uri("/api/accounts").header(header::HOST, "127.0.0.1:8630");
        let request = request.header(header::COOKIE, format!("qianmo_session={token}")).header(name, value);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let body = json!({ "request": "x", "login": "?", "name": "" }).to_string();
        let answer = server.send(request.body(Body::from(body)).expect("a request")).await;
        assert_eq!(answer.status, expect, "{name}: {value}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_password_set_by_somebody_else_opens_nothing_but_its_change() {
    let server = Staffed::founded().await;
    let (user, token) = server.worker("zhang", "clerk", "v1").await;
    assert_eq!(server.ask(Some(&token), "GET", "/api/ledgers", None).await.status, 200, "the session goes on");
    let security = server.sign_in("security").await;
    let reset = json!({ "password": "又忘了就先用这一句话" });
    let path = format!("/api/accounts/{user}/reset");
    assert_eq!(server.ask(Some(&security), "POST", &path, Some(reset)).await.status, 204);
    assert_eq!(server.ask(Some(&token), "GET", "/api/ledgers", None).await.code(), (401, "session.ended"));
    let token = server.try_sign_in("zhang", "又忘了就先用这一句话").await.token.expect("a token");
    let refused = server.ask(Some(&token), "GET", "/api/ledgers", None).await;
    assert_eq!(refused.code(), (403, "session.must_change"));
    assert_eq!(server.ask(Some(&token), "GET", "/api/session", None).await.body["sign_in"], "must_change");
    for (old, new, code) in [
        ("不对不对不对不对不对", "新的一句只有自己知道的", "account.wrong_old"),
        ("又忘了就先用这一句话", "short", "account.invalid"),
        ("又忘了就先用这一句话", "又忘了就先用这一句话", "account.invalid"),
    ] {
        let body = json!({ "old": old, "new": new });
        let answer = server.ask(Some(&token), "POST", "/api/session/password", Some(body)).await;
        assert_eq!(answer.code(), (422, code), "{}", answer.body);
    }
}

#[tokio::test]
async fn officers_watch_each_other_and_never_serve_themselves() {
    let server = Staffed::founded().await;
    let (user, worker) = server.worker("zhang", "clerk", "v1").await;
    let (system, security, audit) =
        (server.sign_in("system").await, server.sign_in("security").await, server.sign_in("audit").await);
    let accounts = server.ask(Some(&audit), "GET", "/api/accounts", None).await.body;
    let id = |login: &str| {
        let found =
            accounts.as_array().expect("accounts").iter().find(|one| one["login"] == login).expect("an account");
        found["id"].as_str().expect("an id").to_owned()
    };
    let post = |who: &str| json!({ "request": who, "user": who, "role": "clerk", "unit": "v1" });
    let office = |office: Option<&str>| json!({ "request": format!("{office:?}"), "office": office });
    for (token, path, body, expect) in [
        (&security, "/api/posts".to_owned(), post(&id("security")), (403, "account.yourself")),
        (&security, "/api/posts".to_owned(), post(&id("audit")), (409, "account.clash")),
        (&security, format!("/api/accounts/{user}/office"), office(Some("audit")), (409, "account.clash")),
        (&security, format!("/api/accounts/{}/office", id("security")), office(None), (403, "account.yourself")),
        (&security, format!("/api/accounts/{}/office", id("system")), office(None), (409, "account.last_officer")),
        (&system, "/api/posts".to_owned(), post(&user), (404, "access.denied")),
        (&system, format!("/api/accounts/{}/end", id("system")), json!({ "request": "e" }), (403, "account.yourself")),
        (
            &system,
            format!("/api/accounts/{}/end", id("security")),
            json!({ "request": "e" }),
            (409, "account.last_officer"),
        ),
        (&audit, format!("/api/accounts/{user}/end"), json!({ "request": "e" }), (404, "access.denied")),
        (&worker, format!("/api/accounts/{user}/end"), json!({ "request": "e" }), (404, "access.denied")),
        (
            &security,
            "/api/ledgers/_user/records".to_owned(),
            json!({ "request": "u", "unit": "c", "fields": {} }),
            (422, "account.own_door"),
        ),
        (
            &worker,
            "/api/ledgers/_post/records".to_owned(),
            json!({ "request": "u", "unit": "c", "fields": {} }),
            (404, "not_found"),
        ),
    ] {
        let answer = server.ask(Some(token), "POST", &path, Some(body)).await;
        assert_eq!(answer.code(), expect, "{path}: {}", answer.body);
    }
    let end = json!({ "request": "end", "reason": "调走了" });
    assert_eq!(server.ask(Some(&system), "POST", &format!("/api/accounts/{user}/end"), Some(end)).await.status, 204);
    assert_eq!(server.ask(Some(&worker), "GET", "/api/ledgers", None).await.code(), (401, "session.ended"));
    assert_eq!(server.try_sign_in("zhang", PASSWORD).await.code(), (401, "account.wrong"));
    let new = json!({ "request": "again", "login": "zhang", "name": "乙" });
    let taken = server.ask(Some(&system), "POST", "/api/accounts", Some(new)).await;
    assert_eq!(taken.code(), (409, "account.login_taken"));
}

#[tokio::test]
async fn a_post_ends_with_its_day() {
    let server = Staffed::founded().await;
    let (user, worker) = server.worker("zhang", "clerk", "v1").await;
    let security = server.sign_in("security").await;
    let accounts = server.ask(Some(&security), "GET", "/api/accounts", None).await.body;
    let post =
        accounts.as_array().expect("accounts").iter().find(|one| one["id"] == user.as_str()).expect("hers")["posts"][0]
            ["id"]
            .clone();
    let before = server.ask(Some(&worker), "GET", "/api/ledgers/thing/records", None).await.status;
    let path = format!("/api/posts/{}/end", post.as_str().expect("an id"));
    assert_eq!(server.ask(Some(&security), "POST", &path, Some(json!({ "request": "e" }))).await.status, 204);
    let after = server.ask(Some(&worker), "GET", "/api/ledgers/thing/records", None).await.status;
    assert_eq!((before, after), (200, 404), "from the next request on");
}
