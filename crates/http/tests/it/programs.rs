//! Programs that ask in somebody's name.

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value as Json, json};

use crate::{
    staff::{PASSWORD, Staffed},
    who_may::{WHO, cases, shot},
};

const RECORDS: &str = "/api/ledgers/event/records";

fn event(request: &str) -> Json {
    json!({ "request": request, "unit": "v1", "fields": { "number": request, "on": "2022-03-05", "due": "2万元" } })
}

/// What belongs to people, by the beginning of its address.
const OF_PEOPLE: [&str; 12] = [
    "/api/session",
    "/api/accounts",
    "/api/tokens",
    "/api/posts",
    "/api/roles",
    "/api/start",
    "/api/verify",
    "/api/backups",
    "/api/status",
    "/api/hooks",
    "/api/home",
    "/api/map",
];
/// What else is closed to programs: deeds over whole Changes, what is masked, what is put in force.
const CLOSED: [(&str, &str); 26] = [
    ("POST", "/api/parameters"),
    ("POST", "/api/units/changes"),
    ("POST", "/api/units/shapes"),
    ("GET", "/api/units/{unit}/readers"),
    ("GET", "/api/units/{unit}/page"),
    ("GET", "/api/units/{unit}/homes/{role}"),
    ("PUT", "/api/units/{unit}/homes/{role}"),
    ("DELETE", "/api/units/{unit}/homes/{role}"),
    ("GET", "/api/ledgers/{ledger}/views"),
    ("PUT", "/api/ledgers/{ledger}/views"),
    ("DELETE", "/api/ledgers/{ledger}/views/{view}"),
    ("POST", "/api/ledgers/{ledger}/records/{book}/{record}/files/{field}/open"),
    ("POST", "/api/ledgers/{ledger}/records/{book}/{record}/open"),
    ("GET", "/api/ledgers/{ledger}/tellers"),
    ("GET", "/api/ledgers/{ledger}/first-figures"),
    ("POST", "/api/ledgers"),
    ("POST", "/api/ledgers/{ledger}/withdraw"),
    ("POST", "/api/learn"),
    ("POST", "/api/proposals"),
    ("POST", "/api/reports"),
    ("GET", "/api/reports/{report}/source"),
    ("POST", "/api/forms/{form}/versions"),
    ("POST", "/api/forms/{form}/versions/{number}/withdraw"),
    ("POST", "/api/reports/{report}/versions"),
    ("POST", "/api/reports/{report}/versions/{number}/withdraw"),
    ("POST", "/api/books/{book}/changes/{seq}/undo"),
];
/// What only who writes is answered, and what who only reads is told.
const WRITES: [(&str, &str, u16); 6] = [
    ("POST", "/api/ledgers/{ledger}/records", 404),
    ("POST", "/api/ledgers/{ledger}/files", 404),
    ("PATCH", "/api/ledgers/{ledger}/records/{book}/{record}", 404),
    ("POST", "/api/ledgers/{ledger}/records/{book}/{record}/withdraw", 404),
    ("POST", "/api/ledgers/{ledger}/records/{book}/{record}/steps/{step}", 404),
    ("GET", "/api/ledgers/{ledger}/template", 404),
];

#[tokio::test]
async fn every_route_answers_programs_what_it_should() {
    let server = Staffed::founded().await;
    let (user, worker) = server.worker("zhang", "officer", "t1").await;
    let written = server.ask(Some(&worker), "POST", RECORDS, Some(event("1"))).await;
    let record = written.body["record"].as_str().expect("a record").to_owned();
    let shot = shot(&server, &worker).await;
    let reader = server.program(&worker, json!({})).await;
    let writer = server.program(&worker, json!({ "scope": "write" })).await;
    let mut wrong = Vec::new();
    for (program, writes) in [(&reader, false), (&writer, true)] {
        for case in cases(&record, &shot, &user) {
            let asked = (case.method, case.route);
            let of_people = OF_PEOPLE.iter().any(|begins| case.route.starts_with(begins)) || CLOSED.contains(&asked);
            let told = WRITES.iter().find(|(method, route, _)| asked == (*method, *route)).filter(|_| !writes);
            // Otherwise as the owner.
            let expect = if of_people { 403 } else { told.map_or(case.expect[WHO - 1], |(_, _, told)| *told) };
            let answer = server.ask(Some(program), case.method, &case.asked, case.body).await;
            if answer.status != expect {
                let (method, route) = asked;
                wrong
                    .push(format!("{method} {route} writes {writes}: {} not {expect}: {}", answer.status, answer.body));
            }
            if of_people && answer.code() != (403, "session.not_for_programs") {
                wrong.push(format!("{} {}: {}", case.method, case.route, answer.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(server.ask(Some(&reader), "GET", "/api/nothing", None).await.code(), (404, "not_found"));
}

#[tokio::test]
async fn a_program_does_a_part_of_what_its_owner_does() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let reader = server.program(&worker, json!({})).await;
    let writer = server.program(&worker, json!({ "scope": "write", "name": "夜间同步" })).await;
    let other = server.program(&worker, json!({ "scope": "write", "ledgers": ["thing"] })).await;
    for (program, expect) in [(&reader, 404), (&writer, 200), (&other, 404)] {
        let answer = server.ask(Some(program), "POST", RECORDS, Some(event("n1"))).await;
        assert_eq!(answer.status, expect, "{}", answer.body);
    }
    for (program, expect) in [(&reader, 200), (&writer, 200), (&other, 404)] {
        assert_eq!(server.ask(Some(program), "GET", RECORDS, None).await.status, expect);
    }
    assert_eq!(server.ask(Some(&other), "GET", "/api/ledgers/thing/records", None).await.status, 200);
    let elsewhere =
        json!({ "request": "n2", "unit": "v3", "fields": { "number": "2", "on": "2022-03-05", "due": "2万元" } });
    let mine = server.ask(Some(&worker), "POST", RECORDS, Some(elsewhere.clone())).await;
    let its = server.ask(Some(&writer), "POST", RECORDS, Some(elsewhere)).await;
    assert_eq!((mine.code(), mine.status), (its.code(), 404), "no further than the owner: {}", its.body);

    // The journal names the person, and the program.
    let changes = server.ask(Some(&worker), "GET", "/api/books/t1/changes", None).await.body;
    let last = &changes["changes"][0];
    assert_eq!(
        (last["actor"].as_str(), last["reason"].as_str()),
        (Some("zhang"), Some("程序“夜间同步”写入")),
        "{changes}"
    );
    // The day of its use is written by the way; nobody waits for it.
    let mut seen = Json::Null;
    for _ in 0..100 {
        seen = server.ask(Some(&worker), "GET", "/api/tokens", None).await.body;
        if seen.as_array().expect("tokens").iter().all(|token| token["used_on"].is_string()) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(seen.as_array().expect("tokens").iter().all(|token| token["used_on"].is_string()), "{seen}");
    assert!(!seen.to_string().contains("qm_"), "a token is shown once: {seen}");
    let log = server.log().await;
    // Three in one moment are one line of the log, counted.
    assert!(log.iter().any(|(kind, login, _)| kind == "token_made" && login == "zhang"), "{log:?}");
}

#[tokio::test]
async fn a_wrong_token_is_answered_as_every_other() {
    let server = Staffed::founded().await;
    let (user, worker) = server.worker("zhang", "officer", "t1").await;
    let (_, stranger) = server.worker("li", "officer", "t2").await;
    let mut dead =
        vec!["qm_short".to_owned(), rules::program::token([9; 20]), server.program(&worker, json!({})).await];
    let mine = server.ask(Some(&worker), "GET", "/api/tokens", None).await.body;
    let end = format!("/api/tokens/{}/end", mine[0]["id"].as_str().expect("an id"));
    assert_eq!(server.ask(Some(&stranger), "POST", &end, None).await.code(), (404, "not_found"));
    let audit = server.sign_in("audit").await;
    assert_eq!(server.ask(Some(&audit), "POST", &end, None).await.code(), (404, "not_found"));
    assert_eq!(server.ask(Some(&worker), "POST", &end, None).await.status, 204);
    assert_eq!(server.ask(Some(&worker), "POST", &end, None).await.status, 204, "ended is ended");

    let short = server.program(&worker, json!({ "days": 1 })).await;
    let units = |token: String| {
        let server = &server;
        async move { server.ask(Some(&token), "GET", "/api/units", None).await }
    };
    assert_eq!(units(short.clone()).await.status, 200);
    server.later(24 * 60);
    dead.push(short);

    // The security officer ends one; the auditor sees it.
    let worker = server.sign_in("zhang").await;
    let by_officer = server.program(&worker, json!({ "name": "别的" })).await;
    let security = server.sign_in("security").await;
    let all = server.ask(Some(&security), "GET", "/api/accounts/tokens", None).await.body;
    let id = all.as_array().expect("tokens").iter().find(|one| one["name"] == "别的").expect("it")["id"].clone();
    let end = format!("/api/tokens/{}/end", id.as_str().expect("an id"));
    assert_eq!(server.ask(Some(&security), "POST", &end, None).await.status, 204);
    dead.push(by_officer);

    // One's own new password leaves programs alone; one from somebody else does not.
    let kept = server.program(&worker, json!({})).await;
    let change = json!({ "old": PASSWORD, "new": "换成另一句只有我知道的话" });
    assert_eq!(server.ask(Some(&worker), "POST", "/api/session/password", Some(change)).await.status, 204);
    assert_eq!(units(kept.clone()).await.status, 200);
    for _ in 0..6 {
        server.try_sign_in("zhang", "不是这一句话也不是那一句").await;
    }
    assert_eq!(units(kept.clone()).await.status, 200, "whoever guesses at the door stops no program");
    let reset = json!({ "password": "又忘了就先用这一句话" });
    let path = format!("/api/accounts/{user}/reset");
    assert_eq!(server.ask(Some(&security), "POST", &path, Some(reset)).await.status, 204);
    dead.push(kept);
    let answers: Vec<Json> = {
        let mut all = Vec::new();
        for token in &dead {
            let answer = units(token.clone()).await;
            assert_eq!(answer.code(), (401, "session.token"), "{token}: {}", answer.body);
            all.push(answer.body);
        }
        all
    };
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let log = server.log().await;
    assert!(log.contains(&("token_ended".to_owned(), "zhang".to_owned(), "security".to_owned())), "{log:?}");
}

#[tokio::test]
async fn tokens_end_with_the_account() {
    let server = Staffed::founded().await;
    let (user, worker) = server.worker("zhang", "officer", "t1").await;
    let token = server.program(&worker, json!({})).await;
    let system = server.sign_in("system").await;
    let end = json!({ "request": "end", "reason": "调走了" });
    assert_eq!(server.ask(Some(&system), "POST", &format!("/api/accounts/{user}/end"), Some(end)).await.status, 204);
    assert_eq!(server.ask(Some(&token), "GET", "/api/units", None).await.code(), (401, "session.token"));
}

#[tokio::test]
async fn an_office_given_while_a_token_is_made_wins() {
    let server = Staffed::founded().await;
    let (system, security) = (server.sign_in("system").await, server.sign_in("security").await);
    let new = json!({ "request": "li", "login": "li", "name": "乙" });
    let made = server.ask(Some(&system), "POST", "/api/accounts", Some(new)).await;
    let path = format!("/api/accounts/{}", made.body["id"].as_str().expect("an id"));
    let first = json!({ "password": "先用这一句话进来再改掉" });
    assert_eq!(server.ask(Some(&security), "POST", &format!("{path}/reset"), Some(first)).await.status, 204);
    let li = server.try_sign_in("li", "先用这一句话进来再改掉").await.token.expect("a session");
    let change = json!({ "old": "先用这一句话进来再改掉", "new": PASSWORD });
    assert_eq!(server.ask(Some(&li), "POST", "/api/session/password", Some(change)).await.status, 204);
    // The password is looked at for a while; the office is there before it was.
    let token = json!({ "name": "工具", "scope": "read", "days": 1, "password": PASSWORD });
    let office = json!({ "request": "o", "office": "audit", "reason": "试" });
    let decided = format!("{path}/office");
    let (made, given) = tokio::join!(
        server.ask(Some(&li), "POST", "/api/tokens", Some(token)),
        server.ask(Some(&security), "POST", &decided, Some(office)),
    );
    assert_eq!(given.status, 204, "{}", given.body);
    let all = server.ask(Some(&security), "GET", "/api/accounts/tokens", None).await.body;
    let alive = |all: &Json| all.as_array().expect("tokens").iter().filter(|one| one["ended_at"].is_null()).count();
    assert_eq!((made.code(), alive(&all)), ((403, "token.officer"), 0), "{all}");
}

#[tokio::test]
async fn what_is_wrong_with_a_token_is_said_at_once() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let make = |body: Json| server.ask(Some(&worker), "POST", "/api/tokens", Some(body));
    let wrong =
        make(json!({ "name": " ", "scope": "all", "days": 367, "ledgers": ["_user", "none"], "password": PASSWORD }))
            .await;
    assert_eq!(wrong.code(), (422, "token.invalid"));
    let fields: Vec<&str> =
        wrong.body["findings"].as_array().expect("findings").iter().filter_map(|one| one["field"].as_str()).collect();
    assert_eq!(fields, ["name", "scope", "days", "ledgers", "ledgers"], "{}", wrong.body);
    let right = |password: &str| json!({ "name": "工具", "scope": "read", "days": 1, "password": password });
    assert_eq!(make(right("不是这一句话也不是那一句")).await.code(), (422, "account.wrong_proof"));
    for _ in 0..20 {
        assert_eq!(make(right(PASSWORD)).await.status, 200);
    }
    assert_eq!(make(right(PASSWORD)).await.code(), (409, "token.too_many"));
}

#[tokio::test]
async fn who_brings_a_cookie_and_a_token_is_refused() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let token = server.program(&worker, json!({})).await;
    let ask = |authorization: String, cookie: bool| {
        let mut request = Request::builder().uri("/api/ledgers").header(header::HOST, "127.0.0.1:8630");
        request = request.header(header::AUTHORIZATION, authorization);
        if cookie {
            request = request.header(header::COOKIE, format!("qianmo_session={worker}"));
        }
        server.send(request.body(Body::empty()).expect("a request"))
    };
    assert_eq!(ask(format!("Bearer {token}"), true).await.code(), (400, "session.two_ways"));
    assert_eq!(ask(format!("bearer  {token}"), false).await.status, 200);
    assert_eq!(ask("Basic enVvOnBhc3M=".to_owned(), true).await.status, 200, "of another scheme we know nothing");
    assert_eq!(ask("Basic enVvOnBhc3M=".to_owned(), false).await.status, 401);
    let empty = Staffed::empty().await;
    let without = empty.ask(Some(&token), "GET", "/api/units", None).await;
    assert_eq!(without.code(), (401, "session.token"), "without accounts there are no programs");
}
