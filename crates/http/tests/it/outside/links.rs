//! Whose account is whose name, and what else is asked of who comes by it.

use axum::{
    body::Body,
    http::{Request, header},
};
use kernel::Clock as _;
use rules::second_step::{code, step};
use serde_json::json;

use super::{come, link, linked, staffed};
use crate::{
    house::House,
    staff::{PASSWORD, Staffed},
};

#[tokio::test]
async fn an_officer_says_whose_name_it_is() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let (zhang, session) = linked(&server, "zhang", " u-1 ").await;
    let (li, _) = server.worker("li", "officer", "t1").await;
    let security = server.sign_in("security").await;
    let shown = async || {
        let all = server.ask(Some(&security), "GET", "/api/accounts", None).await.body;
        let one = all.as_array().expect("accounts").iter().find(|one| one["login"] == "zhang").cloned();
        one.expect("there")["outside"].clone()
    };
    assert_eq!(shown().await, "u-1");
    assert_eq!(link(&server, "security", &li, Some("u-1")).await.code(), (409, "account.outside_taken"));
    assert_eq!(link(&server, "system", &li, Some("u-2")).await.status, 404);
    assert_eq!(link(&server, "audit", &li, Some("u-2")).await.status, 404);
    assert_eq!(link(&server, "security", "nobody", Some("u-2")).await.status, 404);
    for wrong in ["a\nb", &"a".repeat(256)] {
        let refused = link(&server, "security", &li, Some(wrong)).await;
        assert_eq!((refused.code(), &refused.body["findings"][0]["field"]), ((422, "account.invalid"), &json!("name")));
    }
    let own = server.ask(Some(&security), "GET", "/api/accounts", None).await.body;
    let own = own.as_array().expect("accounts").iter().find(|one| one["login"] == "security").cloned().expect("there");
    let own = own["id"].as_str().expect("an id");
    assert_eq!(link(&server, "security", own, Some("u-3")).await.status, 404, "the system officer's to say");
    assert_eq!(link(&server, "system", own, Some("u-3")).await.status, 204);

    // The same again changes nothing; another name, and none, put out whoever came by the one before.
    assert_eq!(link(&server, "security", &zhang, Some("u-1")).await.status, 204);
    assert_eq!(server.ask(Some(&session), "GET", "/api/ledgers", None).await.status, 200);
    let inside = come(&server, &house, "u-1").await.token.expect("a session");
    assert_eq!(link(&server, "security", &zhang, Some("u-4")).await.status, 204);
    assert_eq!(server.ask(Some(&inside), "GET", "/api/ledgers", None).await.status, 401);
    assert_eq!(come(&server, &house, "u-1").await.status, 401);
    let inside = come(&server, &house, "u-4").await.token.expect("a session");
    assert_eq!(link(&server, "security", &zhang, None).await.status, 204);
    assert_eq!(server.ask(Some(&inside), "GET", "/api/ledgers", None).await.status, 401);
    assert_eq!(come(&server, &house, "u-4").await.status, 401);
    assert_eq!(shown().await, json!(null));
    let log = server.log().await;
    assert!(log.contains(&("outside_cleared".to_owned(), "zhang".to_owned(), "security".to_owned())), "{log:?}");

    let system = server.sign_in("system").await;
    let end = json!({ "request": "e", "reason": "调走" });
    assert_eq!(server.ask(Some(&system), "POST", &format!("/api/accounts/{li}/end"), Some(end)).await.status, 204);
    assert_eq!(link(&server, "security", &li, Some("u-2")).await.code(), (409, "account.ended"));
}

#[tokio::test]
async fn a_name_of_one_who_is_gone_is_free_again() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let (zhang, _) = linked(&server, "zhang", "u-1").await;
    let system = server.sign_in("system").await;
    let end = json!({ "request": "e", "reason": "调走" });
    assert_eq!(server.ask(Some(&system), "POST", &format!("/api/accounts/{zhang}/end"), Some(end)).await.status, 204);
    linked(&server, "zhang2", "u-1").await;
    let session = come(&server, &house, "u-1").await.token.expect("a session");
    assert_eq!(server.ask(Some(&session), "GET", "/api/session", None).await.body["actor"], "zhang2");
}

#[tokio::test]
async fn who_has_no_password_comes_in_all_the_same_and_by_no_password() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let (system, security) = (server.sign_in("system").await, server.sign_in("security").await);
    let new = json!({ "request": "n", "login": "wang", "name": "乙" });
    let made = server.ask(Some(&system), "POST", "/api/accounts", Some(new)).await;
    let user = made.body["id"].as_str().expect("an id").to_owned();
    assert_eq!(link(&server, "security", &user, Some("u-1")).await.status, 204);
    let all = server.ask(Some(&security), "GET", "/api/accounts", None).await.body;
    let one = all.as_array().expect("accounts").iter().find(|one| one["login"] == "wang").cloned().expect("there");
    assert_eq!((&one["has_password"], &one["must_change"]), (&json!(false), &json!(false)));
    assert_eq!(come(&server, &house, "u-1").await.status, 200);
    for password in ["", PASSWORD] {
        assert_eq!(server.try_sign_in("wang", password).await.code(), (401, "account.wrong"));
    }
}

#[tokio::test]
async fn a_password_of_somebody_else_is_good_no_more() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let (user, _) = linked(&server, "zhang", "u-1").await;
    let security = server.sign_in("security").await;
    let first = json!({ "password": "先用这一句话进来再改掉" });
    let reset = server.ask(Some(&security), "POST", &format!("/api/accounts/{user}/reset"), Some(first)).await;
    assert_eq!(reset.status, 204, "{}", reset.body);
    let session = come(&server, &house, "u-1").await.token.expect("a session");
    assert_eq!(server.ask(Some(&session), "GET", "/api/session", None).await.body["sign_in"], "done");
    assert_eq!(server.try_sign_in("zhang", "先用这一句话进来再改掉").await.code(), (401, "account.wrong"));
    let log = server.log().await;
    assert!(log.iter().any(|(kind, login, _)| kind == "password_dropped" && login == "zhang"), "{log:?}");
}

/// Turns codes on; the secret of the device.
async fn turned_on(server: &Staffed, session: &str) -> Vec<u8> {
    let named = server.ask(Some(session), "POST", "/api/session/device", Some(json!({ "password": PASSWORD }))).await;
    let key = named.body["secret"].as_str().expect("a key");
    let five = |sign: u8| u64::from(if sign.is_ascii_digit() { sign - b'2' + 26 } else { sign - b'A' });
    let eight = |eight: &[u8]| eight.iter().fold(0u64, |all, sign| all << 5 | five(*sign)).to_be_bytes()[3..].to_vec();
    let secret: Vec<u8> = key.as_bytes().chunks(8).flat_map(eight).collect();
    let first = json!({ "code": shows(server, &secret) });
    assert_eq!(server.ask(Some(session), "POST", "/api/session/device/begin", Some(first)).await.status, 200);
    secret
}

fn shows(server: &Staffed, secret: &[u8]) -> String {
    format!("{:06}", code(secret, step(server.clock.now())))
}

async fn answer(server: &Staffed, waits: &str, code: &str) -> u16 {
    let request = Request::builder().method("POST").uri("/api/session/code").header(header::HOST, "127.0.0.1:8630");
    let request = request.header(header::COOKIE, waits).header(header::CONTENT_TYPE, "application/json");
    server.send(request.body(Body::from(json!({ "code": code }).to_string())).expect("a request")).await.status
}

#[tokio::test]
async fn a_code_is_asked_for_afterwards_and_guesses_at_it_count() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let (user, session) = linked(&server, "zhang", "u-1").await;
    let secret = turned_on(&server, &session).await;
    server.later(1);
    let waits = async || {
        let came = come(&server, &house, "u-1").await;
        assert!(came.status == 200 && came.body.as_str().expect("a page").contains("0;url=/#code"), "{}", came.body);
        let cookie = came.cookies[0].split(';').next().expect("a cookie").to_owned();
        assert!(cookie.starts_with("qianmo_code="), "{cookie}");
        cookie
    };
    let first = waits().await;
    let as_session = first.replace("qianmo_code=", "");
    assert_eq!(server.ask(Some(&as_session), "GET", "/api/ledgers", None).await.status, 401, "it is no session");
    assert_eq!(answer(&server, &first, "000 00").await, 401);
    assert_eq!(answer(&server, &first, &shows(&server, &secret)).await, 401, "one try for each way");
    assert_eq!(answer(&server, &waits().await, &shows(&server, &secret)).await, 200);

    // An officer who says otherwise wins over a sign-in that waits.
    server.later(1);
    let waiting = waits().await;
    assert_eq!(link(&server, "security", &user, None).await.status, 204);
    assert_eq!(answer(&server, &waiting, &shows(&server, &secret)).await, 401);
    assert_eq!(link(&server, "security", &user, Some("u-1")).await.status, 204);

    // The way that was not finished counts, and four more.
    for _ in 0..4 {
        assert_eq!(answer(&server, &waits().await, "123456").await, 401);
    }
    assert_eq!(come(&server, &house, "u-1").await.code(), (401, "outside.unknown"), "locked as by wrong passwords");
    server.later(15);
    assert_eq!(answer(&server, &waits().await, &shows(&server, &secret)).await, 200);
}
