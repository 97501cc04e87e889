//! Codes beside the password.

use axum::{
    body::Body,
    http::{Request, header},
};
use kernel::Clock as _;
use rules::second_step::{code, step};
use serde_json::json;

use crate::staff::{Answer, PASSWORD, Staffed};

/// What a device does with the key it was told.
fn secret(key: &str) -> Vec<u8> {
    let five = |sign: u8| u64::from(if sign.is_ascii_digit() { sign - b'2' + 26 } else { sign - b'A' });
    let bytes = |eight: &[u8]| {
        let forty = eight.iter().fold(0u64, |all, sign| all << 5 | five(*sign));
        forty.to_be_bytes()[3..].to_vec()
    };
    key.as_bytes().chunks(8).flat_map(bytes).collect()
}

struct Device(Vec<u8>);

impl Device {
    fn shows(&self, server: &Staffed, later: i64) -> String {
        format!("{:06}", code(&self.0, step(server.clock.now()) + later))
    }
}

/// The code after the password, with the cookie that the password gave.
async fn answer(server: &Staffed, waits: Option<&str>, code: &str) -> Answer {
    let mut request = Request::builder().method("POST").uri("/api/session/code").header(header::HOST, "127.0.0.1:8630");
    if let Some(waits) = waits {
        request = request.header(header::COOKIE, format!("qianmo_code={waits}"));
    }
    let request = request.header(header::CONTENT_TYPE, "application/json");
    server.send(request.body(Body::from(json!({ "code": code }).to_string())).expect("a request")).await
}

async fn password(server: &Staffed, login: &str) -> String {
    let asked = server.try_sign_in(login, PASSWORD).await;
    assert_eq!(asked.code(), (401, "session.second_step"), "{}", asked.body);
    asked.token.expect("a cookie")
}

/// Turned on; the device, and the codes on paper.
async fn turned_on(server: &Staffed, session: &str) -> (Device, Vec<String>) {
    let named = server.ask(Some(session), "POST", "/api/session/device", Some(json!({ "password": PASSWORD }))).await;
    assert_eq!(named.status, 200, "{}", named.body);
    let key = named.body["secret"].as_str().expect("a key");
    assert!(named.body["address"].as_str().expect("an address").contains(&format!("secret={key}&")));
    let device = Device(secret(key));
    let begin =
        |code: String| server.ask(Some(session), "POST", "/api/session/device/begin", Some(json!({ "code": code })));
    assert_eq!(begin(device.shows(server, 5)).await.code(), (422, "account.code_unfit"));
    let on = begin(device.shows(server, 0)).await;
    assert_eq!(on.status, 200, "{}", on.body);
    let papers = on.body["papers"].as_array().expect("papers").iter().filter_map(|paper| paper.as_str());
    (device, papers.map(str::to_owned).collect())
}

#[tokio::test]
async fn a_code_is_asked_for_after_the_password_and_each_is_good_once() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let (device, papers) = turned_on(&server, &worker).await;
    assert_eq!(papers.len(), 10);
    assert_eq!(server.ask(Some(&worker), "GET", "/api/session", None).await.body["papers"], 10);

    // The code that began it is used up; the next is good, and once.
    let waits = password(&server, "zhang").await;
    assert_eq!(answer(&server, Some(&waits), &device.shows(&server, 0)).await.code(), (401, "account.wrong_code"));
    let waits = password(&server, "zhang").await;
    let next = device.shows(&server, 1);
    let signed = answer(&server, Some(&waits), &next).await;
    assert_eq!(signed.status, 200, "{}", signed.body);
    let session = signed.token.expect("a session");
    assert_eq!(server.ask(Some(&session), "GET", "/api/ledgers", None).await.status, 200);
    let again = password(&server, "zhang").await;
    assert_eq!(answer(&server, Some(&again), &next).await.code(), (401, "account.wrong_code"), "no code twice");

    // A device half a minute behind, and one a minute behind.
    server.later(5);
    for (later, expect) in [(-2, 401), (-1, 200)] {
        let waits = password(&server, "zhang").await;
        assert_eq!(answer(&server, Some(&waits), &device.shows(&server, later)).await.status, expect, "{later}");
    }

    // On paper, each once.
    for expect in [200, 401] {
        let waits = password(&server, "zhang").await;
        assert_eq!(answer(&server, Some(&waits), &papers[3].to_lowercase()).await.status, expect);
    }
    assert_eq!(server.ask(Some(&session), "GET", "/api/session", None).await.body["papers"], 9);
    let log = server.log().await;
    for kind in ["second_step_on", "paper_used", "refused"] {
        assert!(log.iter().any(|(one, login, _)| one == kind && login == "zhang"), "{kind}: {log:?}");
    }
}

#[tokio::test]
async fn a_sign_in_that_waits_is_no_session_ends_soon_and_is_tried_once() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let (device, _) = turned_on(&server, &worker).await;
    server.later(1);
    let waits = password(&server, "zhang").await;
    assert_eq!(server.ask(Some(&waits), "GET", "/api/ledgers", None).await.code(), (401, "session.ended"));
    assert_eq!(answer(&server, Some(&waits), "000 00").await.code(), (401, "account.wrong_code"));
    let right = device.shows(&server, 0);
    assert_eq!(
        answer(&server, Some(&waits), &right).await.code(),
        (401, "session.code_late"),
        "one try for each password"
    );
    assert_eq!(answer(&server, None, &right).await.code(), (401, "session.code_late"));
    assert_eq!(answer(&server, Some(&"ab".repeat(32)), &right).await.code(), (401, "session.code_late"));
    let waits = password(&server, "zhang").await;
    server.later(5);
    assert_eq!(answer(&server, Some(&waits), &device.shows(&server, 0)).await.code(), (401, "session.code_late"));
    // Of two at once one is let in.
    let waits = password(&server, "zhang").await;
    let right = device.shows(&server, 0);
    let (one, other) = tokio::join!(answer(&server, Some(&waits), &right), answer(&server, Some(&waits), &right));
    assert_eq!(u32::from(one.status == 200) + u32::from(other.status == 200), 1, "{} {}", one.body, other.body);
}

#[tokio::test]
async fn who_knows_the_password_guesses_five_codes_and_no_more() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let (device, papers) = turned_on(&server, &worker).await;
    server.later(1);
    for _ in 0..5 {
        let waits = password(&server, "zhang").await;
        assert_eq!(answer(&server, Some(&waits), "123456").await.status, 401);
    }
    let locked = server.try_sign_in("zhang", PASSWORD).await;
    assert_eq!(locked.code(), (401, "account.wrong"), "a right password does not unlock it");
    let unknown = server.try_sign_in("nobody", PASSWORD).await;
    assert_eq!(locked.body, unknown.body);
    server.later(15);
    let waits = password(&server, "zhang").await;
    assert_eq!(answer(&server, Some(&waits), &device.shows(&server, 0)).await.status, 200);
    // Who is in is taken off the count.
    for paper in &papers[..5] {
        let waits = password(&server, "zhang").await;
        assert_eq!(answer(&server, Some(&waits), paper).await.status, 200);
    }
}

#[tokio::test]
async fn nothing_tells_of_codes_before_the_password_was_right() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    server.worker("li", "officer", "t2").await;
    turned_on(&server, &worker).await;
    let with = server.try_sign_in("zhang", "不是这一句话也不是那一句").await;
    let without = server.try_sign_in("li", "不是这一句话也不是那一句").await;
    assert_eq!((with.code(), &with.body, with.token.is_some()), ((401, "account.wrong"), &without.body, false));
}

#[tokio::test]
async fn it_is_turned_off_with_password_and_code_and_taken_away_by_an_officer() {
    let server = Staffed::founded().await;
    let (user, worker) = server.worker("zhang", "officer", "t1").await;
    let wrong =
        server.ask(Some(&worker), "POST", "/api/session/device", Some(json!({ "password": "不是这一句话" }))).await;
    assert_eq!(wrong.code(), (422, "account.wrong_proof"));
    let (device, _) = turned_on(&server, &worker).await;
    server.later(1);
    let again = server.ask(Some(&worker), "POST", "/api/session/device", Some(json!({ "password": PASSWORD }))).await;
    assert_eq!(again.code(), (409, "account.codes_on"));
    let token = json!({ "name": "工具", "scope": "read", "days": 1, "password": PASSWORD });
    let made = server.ask(Some(&worker), "POST", "/api/tokens", Some(token)).await;
    assert_eq!(made.code(), (422, "account.wrong_proof"), "a token wants the code too");
    let off = |password: &str, code: String| {
        let body = json!({ "password": password, "code": code });
        server.ask(Some(&worker), "POST", "/api/session/device/end", Some(body))
    };
    assert_eq!(off(PASSWORD, "123456".to_owned()).await.code(), (422, "account.wrong_proof"));
    assert_eq!(off("不是这一句话", device.shows(&server, 0)).await.code(), (422, "account.wrong_proof"));
    assert_eq!(off(PASSWORD, device.shows(&server, 0)).await.status, 204);
    assert_eq!(server.try_sign_in("zhang", PASSWORD).await.status, 200);

    // A reset leaves codes as they are, unless they are taken away too.
    turned_on(&server, &worker).await;
    let security = server.sign_in("security").await;
    let path = format!("/api/accounts/{user}/reset");
    let reset = |without: bool| json!({ "password": "又忘了就先用这一句话", "without_codes": without });
    assert_eq!(server.ask(Some(&security), "POST", &path, Some(reset(false))).await.status, 204);
    assert_eq!(server.try_sign_in("zhang", "又忘了就先用这一句话").await.code(), (401, "session.second_step"));
    assert_eq!(server.ask(Some(&security), "POST", &path, Some(reset(true))).await.status, 204);
    let signed = server.try_sign_in("zhang", "又忘了就先用这一句话").await;
    assert_eq!((signed.status, &signed.body["must_change"]), (200, &json!(true)));
    let log = server.log().await;
    assert!(log.contains(&("second_step_removed".to_owned(), "zhang".to_owned(), "security".to_owned())), "{log:?}");
}

#[tokio::test]
async fn a_new_password_wants_the_code_and_guesses_at_it_count() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let (device, _) = turned_on(&server, &worker).await;
    server.later(1);
    assert_eq!(server.ask(Some(&worker), "GET", "/api/session", None).await.body["papers"], 10);
    let change = |old: &str, new: &str, code: &str| {
        let body = json!({ "old": old, "new": new, "code": code });
        server.ask(Some(&worker), "POST", "/api/session/password", Some(body))
    };
    let next = "换成另一句只有我知道的话";
    let short = change(PASSWORD, "short", &device.shows(&server, 0)).await;
    assert_eq!(short.code(), (422, "account.invalid"), "no code is used up for it");
    let without = json!({ "old": PASSWORD, "new": next });
    let without = server.ask(Some(&worker), "POST", "/api/session/password", Some(without)).await;
    assert_eq!(without.code(), (422, "account.wrong_old"));
    assert_eq!(change(PASSWORD, next, &device.shows(&server, 0)).await.status, 204);

    // The password alone clears no count: the sixth guess finds the account locked, were it right.
    server.later(1);
    let log = server.log().await;
    assert!(log.iter().any(|(kind, login, _)| kind == "refused" && login == "zhang"), "{log:?}");
    for _ in 0..5 {
        assert_eq!(change(next, PASSWORD, "123456").await.code(), (422, "account.wrong_old"));
    }
    let locked = change(next, PASSWORD, &device.shows(&server, 0)).await;
    assert_eq!(locked.code(), (422, "account.wrong_old"));
    server.later(15);
    assert_eq!(change(next, PASSWORD, &device.shows(&server, 0)).await.status, 204);
}

#[tokio::test]
async fn a_reset_wins_over_a_sign_in_that_waits() {
    let server = Staffed::founded().await;
    let (user, worker) = server.worker("zhang", "officer", "t1").await;
    let (device, _) = turned_on(&server, &worker).await;
    server.later(1);
    let waits = password(&server, "zhang").await;
    server.later(1);
    let security = server.sign_in("security").await;
    let reset = json!({ "password": "又忘了就先用这一句话" });
    assert_eq!(
        server.ask(Some(&security), "POST", &format!("/api/accounts/{user}/reset"), Some(reset)).await.status,
        204
    );
    assert_eq!(answer(&server, Some(&waits), &device.shows(&server, 0)).await.code(), (401, "session.code_late"));
}

/// Who must have codes, from a day on.
async fn demand(server: &Staffed, request: &str, value: &str) -> Answer {
    let body = json!({
        "request": request, "parameter": "_codes_required", "value": value, "begins": "2022-12-01", "basis": "县保密办〔2022〕1号",
    });
    let system = server.sign_in("system").await;
    server.ask(Some(&system), "POST", "/api/parameters", Some(body)).await
}

#[tokio::test]
async fn who_must_have_codes_does_nothing_else_before() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let (_, other) = server.worker("li", "officer", "t1").await;
    let program = server.program(&worker, json!({})).await;
    let (system, audit) = (server.sign_in("system").await, server.sign_in("audit").await);
    let stands = async |token: &str| {
        let session = server.ask(Some(token), "GET", "/api/session", None).await.body;
        session["sign_in"].as_str().unwrap_or_default().to_owned()
    };
    let records = async |token: &str| {
        let answer = server.ask(Some(token), "GET", "/api/ledgers/thing/records", None).await;
        (answer.status, answer.body["code"].as_str().unwrap_or_default().to_owned())
    };
    let refused = demand(&server, "d0", "3").await;
    assert_eq!((refused.status, &refused.body["findings"][0]["code"]), (422, &json!("parameter.not_a_choice")));
    assert_eq!(demand(&server, "d1", "1").await.status, 200);
    assert_eq!(
        (stands(&worker).await, stands(&audit).await),
        ("done".to_owned(), "must_set_up".to_owned()),
        "officers"
    );
    assert_eq!(
        server.ask(Some(&audit), "GET", "/api/accounts/events", None).await.code(),
        (403, "session.must_set_up")
    );

    // The one who sets the parameter is no exception: codes first, then more.
    assert_eq!(stands(&system).await, "must_set_up");
    turned_on(&server, &system).await;
    assert_eq!(stands(&system).await, "done");
    let body = json!({
        "request": "d2", "parameter": "_codes_required", "value": "2", "begins": "2022-12-01", "basis": "县保密办〔2022〕2号",
    });
    let set = server.ask(Some(&system), "POST", "/api/parameters", Some(body.clone())).await;
    assert_eq!(set.status, 200, "{}", set.body);

    let must = (403, "session.must_set_up".to_owned());
    assert_eq!((stands(&worker).await, records(&worker).await), ("must_set_up".to_owned(), must.clone()));
    let proof = json!({ "old": PASSWORD, "new": "另外一句只有我知道的话" });
    for (method, path, body) in [
        ("POST", "/api/session/password", Some(proof)),
        ("POST", "/api/session/device/end", Some(json!({ "password": PASSWORD }))),
        ("POST", "/api/tokens", Some(json!({ "name": "甲", "scope": "read", "days": 1, "password": PASSWORD }))),
        ("GET", "/api/units", None),
        ("GET", "/api/status", None),
    ] {
        let answer = server.ask(Some(&worker), method, path, body).await;
        assert_eq!(answer.code(), (403, "session.must_set_up"), "{method} {path}");
    }
    assert_eq!(records(&program).await.0, 200, "a program asks on, as its owner's posts give it");
    let (device, _) = turned_on(&server, &worker).await;
    assert_eq!((stands(&worker).await, records(&worker).await.0), ("done".to_owned(), 200), "in the same session");
    server.later(1);
    let end = json!({ "password": PASSWORD, "code": device.shows(&server, 0) });
    let ended = server.ask(Some(&worker), "POST", "/api/session/device/end", Some(end)).await;
    assert_eq!(ended.code(), (409, "account.codes_demanded"));

    // Signing out is always possible, and who comes back comes to the same place.
    assert_eq!(server.ask(Some(&other), "DELETE", "/api/session", None).await.status, 204);
    let back = server.sign_in("li").await;
    assert_eq!(stands(&back).await, "must_set_up");

    // As it was, from the next request on.
    let body = json!({ "request": "d3", "value": "0", "parameter": body["parameter"], "begins": body["begins"], "basis": body["basis"] });
    assert_eq!(server.ask(Some(&system), "POST", "/api/parameters", Some(body)).await.status, 200);
    assert_eq!((stands(&back).await, records(&back).await.0), ("done".to_owned(), 200));
}
