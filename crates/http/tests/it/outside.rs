//! Coming in by a house of identity, over OpenID Connect.

use axum::{
    body::Body,
    http::{Request, header},
};
use kernel::Clock as _;
use serde_json::{Value as Json, json};

use crate::{
    house::{CLIENT, House, queried},
    staff::{Answer, PASSWORD, Staffed},
};

const BEGIN: &str = "/api/session/outside/begin";
const RETURN: &str = "/api/session/outside/return";

pub struct Browser<'s> {
    pub server: &'s Staffed,
    /// As a proxy of this machine says.
    pub from: Option<&'static str>,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        let mut request = Request::builder().uri(path).header(header::HOST, "127.0.0.1:8630");
        if let Some(from) = self.from {
            request = request.header("x-forwarded-for", from);
        }
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        self.server.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Sent to the house: where, and the cookie.
    pub async fn begin(&self, to: &str) -> (String, String) {
        let sent = self.get(&format!("{BEGIN}?to={to}"), None).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let cookie = sent.cookies[0].split(';').next().expect("a cookie").to_owned();
        (sent.location.expect("an address"), cookie)
    }

    pub async fn back(&self, cookie: Option<&str>, pairs: &[(&str, &str)]) -> Answer {
        let query: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", value.replace(' ', "%20").replace('&', "%26")))
            .collect();
        self.get(&format!("{RETURN}?{}", query.join("&")), cookie).await
    }
}

pub fn of(address: &str, name: &str) -> String {
    let found = queried(address).into_iter().find(|(one, _)| one == name);
    found.unwrap_or_else(|| panic!("no {name} in {address}")).1
}

fn here(server: &Staffed) -> Browser<'_> {
    Browser { server, from: None }
}

/// What a house says of somebody, now.
fn claims(server: &Staffed, house: &House, who: &str) -> Json {
    let now = server.clock.now().millis() / 1_000;
    json!({ "iss": house.issuer, "aud": CLIENT, "sub": who, "exp": now + 60, "iat": now, "work": "42" })
}

/// There and back, as somebody for whom the house vouches.
async fn come(server: &Staffed, house: &House, who: &str) -> Answer {
    let browser = here(server);
    let (sent, cookie) = browser.begin("/").await;
    let code = house.vouch(&sent, claims(server, house, who));
    browser.back(Some(&cookie), &[("code", &code), ("state", &of(&sent, "state"))]).await
}

async fn staffed(house: &House) -> Staffed {
    Staffed::asking(Some(house.outside())).await.with_officers().await
}

pub async fn link(server: &Staffed, officer: &str, user: &str, name: Option<&str>) -> Answer {
    let officer = server.sign_in(officer).await;
    server.ask(Some(&officer), "POST", &format!("/api/accounts/{user}/outside"), Some(json!({ "name": name }))).await
}

async fn linked(server: &Staffed, login: &str, name: &str) -> (String, String) {
    let (user, session) = server.worker(login, "officer", "t1").await;
    let set = link(server, "security", &user, Some(name)).await;
    assert_eq!(set.status, 204, "{}", set.body);
    (user, session)
}

#[tokio::test]
async fn who_is_vouched_for_is_in_and_goes_on_where_he_wanted() {
    let house = House::open().await;
    let server = staffed(&house).await;
    assert_eq!(server.ask(None, "GET", "/api/session/outside", None).await.body, json!({ "name": "县政务统一认证" }));
    linked(&server, "zhang", "u-1").await;
    let browser = here(&server);
    let sent = browser.get(&format!("{BEGIN}?to=/ledgers/event?q=1"), None).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let cookie = &sent.cookies[0];
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"), "{cookie}");
    let there = sent.location.expect("an address");
    assert!(there.starts_with(&format!("{}/auth?realm=county&response_type=code&", house.issuer)), "{there}");
    for (name, value) in [
        ("client_id", CLIENT),
        ("redirect_uri", "http://127.0.0.1:8630/api/session/outside/return"),
        ("scope", "openid"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(of(&there, name), value);
    }
    let code = house.vouch(&there, claims(&server, &house, "u-1"));
    let cookie = cookie.split(';').next();
    let came = browser.back(cookie, &[("code", &code), ("state", &of(&there, "state"))]).await;
    assert_eq!(came.status, 200, "{}", came.body);
    let page = came.body.as_str().expect("a page");
    assert!(page.contains("content=\"0;url=/ledgers/event?q=1\""), "{page}");
    assert!(came.cookies[0].contains("SameSite=Strict") && came.cookies[0].starts_with("qianmo_session="));
    assert!(came.cookies[1].starts_with("qianmo_outside=;") && came.cookies[1].contains("Max-Age=0"));
    let session = came.token.expect("a session");
    let who = server.ask(Some(&session), "GET", "/api/session", None).await.body;
    assert_eq!((&who["actor"], &who["sign_in"]), (&json!("zhang"), &json!("done")));
    let log = server.log().await;
    let has = |kind: &str, actor: &str| log.contains(&(kind.to_owned(), "zhang".to_owned(), actor.to_owned()));
    assert!(has("outside_set", "security") && has("outside_used", "") && has("signed_in", ""), "{log:?}");
}

#[tokio::test]
async fn from_elsewhere_the_cookie_is_this_very_servers() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let browser = Browser { server: &server, from: Some("10.0.0.7") };
    let sent = browser.get(BEGIN, None).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(sent.cookies[0].starts_with("__Host-qianmo_outside="), "{:?}", sent.cookies);
    assert!(sent.cookies[0].contains("; Path=/; ") && sent.cookies[0].contains("; Secure"), "{:?}", sent.cookies);
    assert_eq!(of(&sent.location.expect("an address"), "redirect_uri"), format!("https://127.0.0.1:8630{RETURN}"));
}

#[tokio::test]
async fn nobody_else_is_in_and_none_learns_who_has_an_account() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let (ended, _) = linked(&server, "zhang", "u-1").await;
    linked(&server, "li", "u-2").await;
    for _ in 0..5 {
        server.try_sign_in("li", "不是这一句话也不是那一句").await;
    }
    let system = server.sign_in("system").await;
    let end = json!({ "request": "e", "reason": "调走" });
    let done = server.ask(Some(&system), "POST", &format!("/api/accounts/{ended}/end"), Some(end)).await;
    assert_eq!(done.status, 204, "{}", done.body);
    let plain = |answer: Answer, name: &str| {
        assert_eq!((answer.code(), answer.token.is_none()), ((401, "outside.unknown"), true), "{}", answer.body);
        answer.body.to_string().replace(name, "NAME")
    };
    let unknown = plain(come(&server, &house, "u-9").await, "u-9");
    for (name, what) in [("u-1", "ended"), ("u-2", "locked"), ("U-2", "another"), ("zhang", "a login is no such name")]
    {
        assert_eq!(plain(come(&server, &house, name).await, name), unknown, "{what}");
    }
    server.later(15);
    assert_eq!(come(&server, &house, "u-2").await.status, 200, "a lock passes");
    let log = server.log().await;
    assert!(log.contains(&("outside_refused".to_owned(), "li".to_owned(), String::new())), "{log:?}");
    assert!(log.contains(&("outside_refused".to_owned(), String::new(), String::new())), "{log:?}");
}

#[tokio::test]
async fn a_way_is_good_for_one_return_of_one_browser() {
    let house = House::open().await;
    let server = staffed(&house).await;
    linked(&server, "zhang", "u-1").await;
    let browser = here(&server);
    let fresh = || async {
        let (sent, cookie) = browser.begin("/").await;
        let code = house.vouch(&sent, claims(&server, &house, "u-1"));
        (code, of(&sent, "state"), cookie)
    };
    let late =
        |answer: &Answer, what: &str| assert_eq!(answer.code(), (401, "outside.late"), "{what}: {}", answer.body);

    let (code, state, cookie) = fresh().await;
    let pairs = [("code", code.as_str()), ("state", state.as_str())];
    let (one, other) = tokio::join!(browser.back(Some(&cookie), &pairs), browser.back(Some(&cookie), &pairs));
    assert_eq!(u32::from(one.status == 200) + u32::from(other.status == 200), 1, "{} {}", one.body, other.body);
    late(&browser.back(Some(&cookie), &pairs).await, "replayed");

    let (code, state, cookie) = fresh().await;
    let (_, _, another) = fresh().await;
    let pairs = [("code", code.as_str()), ("state", state.as_str())];
    late(&browser.back(None, &pairs).await, "no cookie");
    late(&browser.back(Some(&another), &pairs).await, "another browser's");
    late(&browser.back(Some(&format!("{cookie}0")), &pairs).await, "changed");
    late(&browser.back(Some(&cookie), &[("code", &code)]).await, "no state");
    late(&browser.back(Some(&cookie), &[("code", &code), ("state", &state[1..])]).await, "a part of it");
    late(&browser.back(Some(&cookie.replace("qianmo_outside", "__Host-qianmo_outside")), &pairs).await, "of elsewhere");
    server.later(10);
    late(&browser.back(Some(&cookie), &pairs).await, "after ten minutes");

    // A code is used up at the house, whichever way it comes.
    let (code, state, cookie) = fresh().await;
    assert_eq!(browser.back(Some(&cookie), &[("code", &code), ("state", &state)]).await.status, 200);
    let (sent, cookie) = browser.begin("/").await;
    let again = browser.back(Some(&cookie), &[("code", &code), ("state", &of(&sent, "state"))]).await;
    assert_eq!(again.code(), (401, "outside.refused"), "{}", again.body);
}

#[tokio::test]
async fn what_the_house_says_wrongly_lets_nobody_in() {
    let house = House::open().await;
    let server = staffed(&house).await;
    linked(&server, "zhang", "u-1").await;
    let browser = here(&server);
    let now = server.clock.now().millis() / 1_000;
    let wrong: [(&str, &str, Json); 9] = [
        ("another house", "iss", json!("https://id.example.cn")),
        ("to another server", "aud", json!("other")),
        ("to others, too", "aud", json!([CLIENT, "other"])),
        ("asked by another", "azp", json!("other")),
        ("over", "exp", json!(now - 600)),
        ("yet to come", "iat", json!(now + 600)),
        ("to another browser", "nonce", json!("0f")),
        ("of nobody", "sub", Json::Null),
        ("of nobody who can be named", "sub", json!(" \n")),
    ];
    for (what, name, value) in wrong {
        let (sent, cookie) = browser.begin("/").await;
        let mut said = claims(&server, &house, "u-1");
        said[name] = value;
        let code = house.vouch(&sent, said);
        let came = browser.back(Some(&cookie), &[("code", &code), ("state", &of(&sent, "state"))]).await;
        assert_eq!((came.code(), came.token.is_none()), ((401, "outside.refused"), true), "{what}: {}", came.body);
    }
    for alg in ["none", "HS256", "RS256"] {
        house.ways().alg = alg.to_owned();
        assert_eq!(come(&server, &house, "u-1").await.code(), (401, "outside.refused"), "{alg}");
    }
    house.ways().alg = "ES256".to_owned();
    let instead: [(&'static str, u16, String, (u16, &str)); 6] = [
        ("token", 200, "{}".to_owned(), (401, "outside.refused")),
        ("token", 400, "{\"error\":\"invalid_grant\"}".to_owned(), (401, "outside.refused")),
        ("token", 401, "{\"error\":\"invalid_client\"}".to_owned(), (401, "outside.refused")),
        ("token", 302, String::new(), (503, "outside.away")),
        ("token", 500, "x".to_owned(), (503, "outside.away")),
        ("token", 200, format!("{{\"id_token\":\"{}\"}}", "a".repeat(200_000)), (503, "outside.away")),
    ];
    for (path, status, body, expect) in instead {
        let what = format!("{status} {}", body.len());
        house.ways().instead = Some((path, status, body));
        assert_eq!(come(&server, &house, "u-1").await.code(), expect, "{what}");
    }
    house.ways().instead = None;
    assert_eq!(come(&server, &house, "u-1").await.status, 200);
}

#[tokio::test]
async fn another_house_does_not_send_people_back() {
    let house = House::open().await;
    let server = staffed(&house).await;
    linked(&server, "zhang", "u-1").await;
    let browser = here(&server);
    for (names_itself, iss, expect) in [
        (false, None, 200),
        (false, Some(house.issuer.as_str()), 200),
        (false, Some("https://evil.example"), 401),
        (true, Some(house.issuer.as_str()), 200),
        (true, Some("https://evil.example"), 401),
        (true, None, 401),
    ] {
        house.ways().names_itself = names_itself;
        server.later(61);
        let (sent, cookie) = browser.begin("/").await;
        let code = house.vouch(&sent, claims(&server, &house, "u-1"));
        let state = of(&sent, "state");
        let mut pairs = vec![("code", code.as_str()), ("state", state.as_str())];
        pairs.extend(iss.map(|iss| ("iss", iss)));
        assert_eq!(browser.back(Some(&cookie), &pairs).await.status, expect, "{names_itself} {iss:?}");
    }
    let (sent, cookie) = browser.begin("/").await;
    let state = of(&sent, "state");
    let said_no = [("error", "access_denied"), ("state", state.as_str()), ("iss", house.issuer.as_str())];
    assert_eq!(browser.back(Some(&cookie), &said_no).await.code(), (401, "outside.refused"));
}

#[tokio::test]
async fn keys_are_looked_for_anew_once_a_minute_at_most() {
    let house = House::open().await;
    let server = staffed(&house).await;
    linked(&server, "zhang", "u-1").await;
    assert_eq!(come(&server, &house, "u-1").await.status, 200);
    assert_eq!(house.asked(), (1, 1));
    house.turn_keys("two");
    assert_eq!(come(&server, &house, "u-1").await.code(), (401, "outside.refused"), "they were asked for just now");
    server.later(1);
    assert_eq!(come(&server, &house, "u-1").await.status, 200);
    house.turn_keys("three");
    for _ in 0..3 {
        assert_eq!(come(&server, &house, "u-1").await.status, 401);
    }
    assert_eq!(house.asked(), (1, 2));
    server.later(60);
    assert_eq!(come(&server, &house, "u-1").await.status, 200);
    assert_eq!(house.asked(), (2, 3), "believed for an hour");
}

#[tokio::test]
async fn a_house_that_is_away_is_told_and_left_alone_for_a_while() {
    let house = House::open().await;
    let server = staffed(&house).await;
    linked(&server, "zhang", "u-1").await;
    let begin = || async { here(&server).get(BEGIN, None).await };
    for says in ["{}".to_owned(), "<html>".to_owned(), " ".repeat(300_000)] {
        house.ways().instead = Some(("says", 200, says));
        assert_eq!(begin().await.code(), (503, "outside.away"));
        let asked = house.ways().says_asked;
        house.ways().instead = None;
        assert_eq!(begin().await.code(), (503, "outside.away"), "for some seconds");
        assert_eq!(house.ways().says_asked, asked);
        server.later(1);
    }
    house.ways().instead = Some(("says", 404, String::new()));
    assert_eq!(begin().await.status, 503);
    server.later(1);
    house.ways().instead = Some(("keys", 500, String::new()));
    assert_eq!(come(&server, &house, "u-1").await.code(), (503, "outside.away"));
    server.later(1);
    house.ways().instead = None;
    assert_eq!(come(&server, &house, "u-1").await.status, 200);
    // Nobody listens there.
    let mut settings = house.settings();
    settings.oidc = Some("http://127.0.0.1:9".to_owned());
    let outside = settings.read(&crate::house::outgoing()).expect("read");
    let lonely = Staffed::asking(outside).await.with_officers().await;
    assert_eq!(here(&lonely).get(BEGIN, None).await.code(), (503, "outside.away"));
    assert_eq!(lonely.try_sign_in("system", PASSWORD).await.status, 200, "passwords are good on");
}

#[tokio::test]
async fn another_claim_gives_other_names() {
    let house = House::open().await;
    let mut settings = house.settings();
    settings.claim = Some("work".to_owned());
    let outside = settings.read(&crate::house::outgoing()).expect("read");
    let server = Staffed::asking(outside).await.with_officers().await;
    linked(&server, "zhang", "42").await;
    let (sent, _) = here(&server).begin("/").await;
    assert_eq!(of(&sent, "scope"), "openid profile");
    assert_eq!(come(&server, &house, "whoever").await.status, 200);
}

#[tokio::test]
async fn what_the_token_leaves_out_is_asked_for() {
    let house = House::open().await;
    let mut settings = house.settings();
    settings.claim = Some("employee".to_owned());
    let outside = settings.read(&crate::house::outgoing()).expect("read");
    let server = Staffed::asking(outside).await.with_officers().await;
    linked(&server, "zhang", "E-7").await;
    let refused = (401, "outside.refused");
    for (told, expect) in [
        (json!({ "sub": "u-1", "employee": "E-7" }), None),
        (json!({ "sub": "u-1", "employee": "E-8" }), Some((401, "outside.unknown"))),
        (json!({ "sub": "u-2", "employee": "E-7" }), Some(refused)),
        (json!({ "employee": "E-7" }), Some(refused)),
        (json!({ "sub": "u-1" }), Some(refused)),
        (json!({ "sub": "u-1", "employee": ["E-7"] }), Some(refused)),
        (json!([{ "sub": "u-1", "employee": "E-7" }]), Some(refused)),
    ] {
        let what = told.to_string();
        house.ways().told = told;
        let came = come(&server, &house, "u-1").await;
        match expect {
            None => assert_eq!((came.status, came.token.is_some()), (200, true), "{what}: {}", came.body),
            Some(expect) => assert_eq!((came.code(), came.token.is_none()), (expect, true), "{what}"),
        }
    }
    house.ways().told = json!({ "sub": "u-1", "employee": "E-7" });
    for (status, body, expect) in [
        (200, "a.signed.one".to_owned(), refused),
        (401, String::new(), refused),
        (302, String::new(), (503, "outside.away")),
        (500, String::new(), (503, "outside.away")),
        (200, " ".repeat(200_000), (503, "outside.away")),
    ] {
        house.ways().instead = Some(("me", status, body));
        assert_eq!(come(&server, &house, "u-1").await.code(), expect, "{status}");
    }
    house.ways().instead = None;
    assert_eq!(come(&server, &house, "u-1").await.status, 200);
}

#[tokio::test]
async fn refusals_are_counted_by_address_and_a_house_that_is_away_is_not() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let browser = Browser { server: &server, from: Some("10.0.0.7") };
    for _ in 0..30 {
        assert_eq!(browser.back(None, &[("code", "x"), ("state", "y")]).await.status, 401);
    }
    assert_eq!(browser.back(None, &[("code", "x"), ("state", "y")]).await.code(), (429, "session.too_many"));
    let other = Browser { server: &server, from: Some("10.0.0.8") };
    assert_eq!(other.back(None, &[("code", "x"), ("state", "y")]).await.status, 401);
}

#[tokio::test]
async fn a_browser_is_shown_a_page_and_no_problem_of_programs() {
    let house = House::open().await;
    let server = staffed(&house).await;
    let request = Request::builder().uri(format!("{RETURN}?state=x")).header(header::HOST, "127.0.0.1:8630");
    let request = request.header(header::ACCEPT, "text/html,*/*;q=0.8").body(Body::empty()).expect("a request");
    let shown = server.send(request).await;
    let page = shown.body.as_str().expect("a page");
    assert!(shown.status == 401 && page.contains("这次登录已经过时") && page.contains("href=\"/\""), "{page}");
    let twice = here(&server).get(&format!("{RETURN}?state=x&state=y"), None).await;
    assert_eq!(twice.code(), (400, "request.query"));
}

mod links;
