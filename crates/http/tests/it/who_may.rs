//! Every route, asked by everybody: a route that is not in the table fails, and so does one that answers whom it should not.

use serde_json::{Value as Json, json};

use crate::staff::Staffed;

/// Who asks, in the order of the table: nobody, a worker of another township, the system officer, the security officer,
/// the auditor, and last, for that one may change what is asked about, a worker of the township.
pub const WHO: usize = 6;

/// A route, and what each of them is answered.
pub struct Case {
    pub method: &'static str,
    /// As the OpenAPI document writes it.
    pub route: &'static str,
    pub asked: String,
    pub body: Option<Json>,
    pub expect: [u16; WHO],
}

/// All routes, asked about a record of the ledger `event`, a photo in one of another, and an account.
pub fn cases(record: &str, shot: &str, user: &str) -> Vec<Case> {
    let read = |route, asked: &str, expect| Case { method: "GET", route, asked: asked.to_owned(), body: None, expect };
    let post = |route, asked: &str, body, expect| Case {
        method: "POST",
        route,
        asked: asked.to_owned(),
        body: Some(body),
        expect,
    };
    let ask = json!({ "indicator": "events", "unit": "v1", "period": "2022" });
    let of = format!("/api/ledgers/event/records/t1/{record}");
    let edit = json!({ "request": "w", "expects": 999, "fields": {}, "on": "2022-03-05", "reason": "试" });
    let everybody = [200; WHO];
    let nothing = [401, 404, 404, 404, 404, 404];
    let unread = [401, 400, 400, 400, 400, 400];
    let inside = [401, 200, 200, 200, 200, 200];
    let at_work = [401, 200, 404, 404, 404, 200];
    let here = [401, 404, 404, 404, 404, 200];
    vec![
        read("/api/session", "/api/session", everybody),
        read("/api/problems", "/api/problems", everybody),
        read("/api/start", "/api/start", everybody),
        read("/health/live", "/health/live", everybody),
        read("/health/ready", "/health/ready", everybody),
        read("/metrics", "/metrics", everybody),
        read("/api/status", "/api/status", inside),
        post("/api/verify", "/api/verify", json!({}), [401, 404, 200, 404, 404, 404]),
        // Nobody said to which folder.
        post("/api/backups", "/api/backups", json!({}), [401, 404, 409, 404, 404, 404]),
        read("/api/hooks", "/api/hooks", [401, 404, 200, 404, 404, 404]),
        post("/api/hooks", "/api/hooks", json!({ "name": "", "url": "" }), [401, 404, 422, 404, 404, 404]),
        post("/api/hooks/{hook}/pause", "/api/hooks/none/pause", json!({ "paused": true }), nothing),
        // Tests have no way to other programs.
        post("/api/hooks/{hook}/try", "/api/hooks/none/try", json!({}), [401, 404, 409, 404, 404, 404]),
        Case {
            method: "DELETE",
            route: "/api/hooks/{hook}",
            asked: "/api/hooks/none".to_owned(),
            body: None,
            expect: nothing,
        },
        read("/api/units", "/api/units", inside),
        read("/api/units/shapes", "/api/units/shapes", inside),
        // An empty file; whoever may not draw is not told so much.
        post(
            "/api/units/shapes",
            "/api/units/shapes?request=g&judge_only=true",
            json!(null),
            [401, 404, 422, 404, 404, 404],
        ),
        read("/api/map", "/api/map", inside),
        read("/api/parameters", "/api/parameters", inside),
        post(
            "/api/parameters",
            "/api/parameters",
            json!({ "request": "n", "parameter": "?", "value": "?" }),
            [401, 404, 422, 404, 404, 404],
        ),
        post("/api/units/changes", "/api/units/changes", json!({ "request": "n" }), [401, 404, 422, 404, 404, 404]),
        read("/api/units/{unit}/readers", "/api/units/v1/readers", [401, 404, 200, 200, 200, 200]),
        read("/api/units/{unit}/page", "/api/units/v1/page?period=2022", [401, 404, 200, 200, 200, 200]),
        // Each finds in what he reads; who reads no ledger finds nothing.
        read("/api/search", "/api/search?q=a", inside),
        read("/api/ledgers", "/api/ledgers", inside),
        read("/api/ledgers/{ledger}", "/api/ledgers/event", at_work),
        read("/api/ledgers/{ledger}/views", "/api/ledgers/event/views", at_work),
        Case {
            method: "PUT",
            body: Some(json!({ "name": "我的", "query": "q=1" })),
            ..read("/api/ledgers/{ledger}/views", "/api/ledgers/event/views", at_work)
        },
        Case {
            method: "DELETE",
            ..read("/api/ledgers/{ledger}/views/{view}", "/api/ledgers/event/views/none", nothing)
        },
        read("/api/home", "/api/home", inside),
        Case { method: "PUT", body: Some(json!({ "tiles": [] })), ..read("/api/home", "/api/home", inside) },
        Case { method: "DELETE", ..read("/api/home", "/api/home", [401, 204, 204, 204, 204, 204]) },
        read("/api/units/{unit}/homes/{role}", "/api/units/v1/homes/clerk", here),
        Case {
            method: "PUT",
            body: Some(json!({ "tiles": [] })),
            ..read("/api/units/{unit}/homes/{role}", "/api/units/v1/homes/clerk", here)
        },
        Case {
            method: "DELETE",
            ..read("/api/units/{unit}/homes/{role}", "/api/units/v1/homes/clerk", [401, 404, 404, 404, 404, 204])
        },
        read("/api/ledgers/{ledger}/tellers", "/api/ledgers/event/tellers?unit=v1", here),
        read("/api/ledgers/{ledger}/totals", "/api/ledgers/event/totals", at_work),
        read("/api/ledgers/{ledger}/template", "/api/ledgers/event/template", at_work),
        read("/api/ledgers/{ledger}/records", "/api/ledgers/event/records", at_work),
        // Its records have no place.
        read("/api/ledgers/{ledger}/places", "/api/ledgers/event/places", [401, 404, 404, 404, 404, 404]),
        read("/api/ledgers/{ledger}/export", "/api/ledgers/event/export?format=csv", at_work),
        read("/api/ledgers/{ledger}/records/{book}/{record}", &of, here),
        read("/api/ledgers/{ledger}/records/{book}/{record}/history", &format!("{of}/history"), here),
        read("/api/ledgers/{ledger}/records/{book}/{record}/links", &format!("{of}/links"), here),
        post(
            "/api/ledgers/{ledger}/records/{book}/{record}/open",
            &format!("{of}/open"),
            json!({ "request": "l", "purpose": "service" }),
            [401, 404, 404, 404, 404, 422],
        ),
        // Whoever writes to a ledger may hand in a file for it, for records of his own units.
        post("/api/ledgers/{ledger}/files", "/api/ledgers/shot/files?field=paper&name=a.txt", json!({}), at_work),
        read("/api/ledgers/{ledger}/files/{file}", "/api/ledgers/shot/files/none", nothing),
        read("/api/ledgers/{ledger}/records/{book}/{record}/files/{field}", &format!("{shot}/files/paper"), here),
        post(
            "/api/ledgers/{ledger}/records/{book}/{record}/files/{field}/open",
            &format!("{shot}/files/face/open"),
            json!({ "request": "f", "purpose": "service" }),
            nothing,
        ),
        // A village that went to the other township keeps its records in this book: of these its worker is told.
        read("/api/books/{book}/changes", "/api/books/t1/changes", [401, 200, 404, 404, 200, 200]),
        read("/api/books/{book}/changes/{seq}", "/api/books/t1/changes/1", [401, 404, 404, 404, 200, 200]),
        read("/api/accounts", "/api/accounts", [401, 404, 200, 200, 200, 404]),
        read("/api/accounts/events", "/api/accounts/events", [401, 404, 404, 200, 200, 404]),
        post("/api/figures", "/api/figures", json!({ "asks": [ask] }), here),
        post("/api/spreads", "/api/spreads", json!({ "ask": ask, "every": "month" }), here),
        post(
            "/api/accounts",
            "/api/accounts",
            json!({ "request": "n", "login": "?", "name": "" }),
            [401, 404, 422, 404, 404, 404],
        ),
        post("/api/accounts/first", "/api/accounts/first", json!({ "officers": [] }), [409; WHO]),
        post(
            "/api/accounts/{user}/reset",
            &format!("/api/accounts/{user}/reset"),
            json!({ "password": "x" }),
            [401, 404, 404, 422, 404, 404],
        ),
        post(
            "/api/accounts/{user}/end",
            "/api/accounts/nobody/end",
            json!({ "request": "e" }),
            [401, 404, 404, 404, 404, 404],
        ),
        post(
            "/api/accounts/{user}/office",
            &format!("/api/accounts/{user}/office"),
            json!({ "request": "o", "office": "audit" }),
            [401, 404, 404, 409, 404, 404],
        ),
        post(
            "/api/posts",
            "/api/posts",
            json!({ "request": "p", "user": user, "role": "?", "unit": "?" }),
            [401, 404, 404, 422, 404, 404],
        ),
        read("/api/roles", "/api/roles", [401, 404, 200, 200, 200, 404]),
        post(
            "/api/posts/hand-over",
            "/api/posts/hand-over",
            json!({ "request": "p", "from": user, "to": user }),
            [401, 404, 404, 422, 404, 404],
        ),
        post("/api/posts/{post}/end", "/api/posts/none/end", json!({ "request": "p" }), [401, 404, 404, 404, 404, 404]),
        read("/api/session/outside", "/api/session/outside", everybody),
        // No house is asked here.
        read("/api/session/outside/begin", "/api/session/outside/begin", [404; WHO]),
        read("/api/session/outside/return", "/api/session/outside/return?state=x&code=y", [404; WHO]),
        post(
            "/api/accounts/{user}/outside",
            &format!("/api/accounts/{user}/outside"),
            json!({ "name": "u1" }),
            [401, 404, 404, 409, 404, 404],
        ),
        post("/api/session", "/api/session", json!({ "login": "?", "password": "?" }), [401; WHO]),
        post(
            "/api/session/password",
            "/api/session/password",
            json!({ "old": "?", "new": "?" }),
            [401, 422, 422, 422, 422, 422],
        ),
        post("/api/session/code", "/api/session/code", json!({ "code": "?" }), [401; WHO]),
        post("/api/session/device", "/api/session/device", json!({ "password": "?" }), [401, 422, 422, 422, 422, 422]),
        post(
            "/api/session/device/begin",
            "/api/session/device/begin",
            json!({ "code": "?" }),
            [401, 409, 409, 409, 409, 409],
        ),
        post(
            "/api/session/device/end",
            "/api/session/device/end",
            json!({ "password": "?", "code": "?" }),
            [401, 409, 409, 409, 409, 409],
        ),
        read("/api/tokens", "/api/tokens", inside),
        post(
            "/api/tokens",
            "/api/tokens",
            json!({ "name": "", "scope": "?", "days": 0, "password": "?" }),
            [401, 422, 403, 403, 403, 422],
        ),
        post("/api/tokens/{token}/end", "/api/tokens/none/end", json!({}), nothing),
        read("/api/accounts/tokens", "/api/accounts/tokens", [401, 404, 404, 200, 200, 404]),
        post("/api/start", "/api/start", json!({ "kind": "demo" }), [401, 409, 409, 409, 409, 409]),
        post(
            "/api/ledgers/{ledger}/records/{book}/{record}/withdraw",
            &format!("{of}/withdraw"),
            edit.clone(),
            [401, 404, 404, 404, 404, 409],
        ),
        Case {
            method: "PATCH",
            route: "/api/ledgers/{ledger}/records/{book}/{record}",
            asked: of.clone(),
            body: Some(edit.clone()),
            expect: [401, 404, 404, 404, 404, 409],
        },
        read("/api/indicators", "/api/indicators", inside),
        read("/api/cuts", "/api/cuts?day=2100-01-01", inside),
        read("/api/figures/{indicator}/open", "/api/figures/events/open?unit=v1&period=2022", here),
        read("/api/ledgers/{ledger}/first-figures", "/api/ledgers/event/first-figures?unit=v1&period=2022", here),
        read("/api/imports/progress/{request}", "/api/imports/progress/none", nothing),
        Case { method: "DELETE", ..read("/api/imports/progress/{request}", "/api/imports/progress/none", nothing) },
        post("/api/imports/{ledger}", "/api/imports/event", json!({}), unread),
        // Who declares none for any unit is not told whether a draft is right; `declares.rs` asks in the name of who does.
        post("/api/ledgers", "/api/ledgers", json!({ "draft": { "name": "", "kind": "log", "fields": [] } }), nothing),
        post(
            "/api/ledgers/{ledger}/records",
            "/api/ledgers/event/records",
            json!({ "request": "x", "unit": "v1", "fields": {} }),
            [401, 404, 404, 404, 404, 422],
        ),
        post(
            "/api/ledgers/{ledger}/records/{book}/{record}/steps/{step}",
            &format!("{of}/steps/close"),
            edit.clone(),
            [401, 404, 404, 404, 404, 409],
        ),
        post("/api/ledgers/{ledger}/withdraw", "/api/ledgers/event/withdraw", json!({}), nothing),
        post(
            "/api/learn",
            "/api/learn",
            json!({ "text": "共1件", "unit": "v1", "period": "2022" }),
            [401, 404, 200, 200, 200, 200],
        ),
        post("/api/proposals", "/api/proposals", json!({}), [401, 422, 422, 422, 422, 422]),
        post("/api/start/units", "/api/start/units", json!({}), inside),
        read("/api/forms", "/api/forms", inside),
        read("/api/forms/{form}", "/api/forms/events?unit=t1&period=2022", here),
        read("/api/forms/{form}/file", "/api/forms/villages/file?unit=t1&period=2022", here),
        read("/api/forms/{form}/versions", "/api/forms/events/versions?unit=t1&period=2022", here),
        // Without a name of who sees to it.
        post(
            "/api/forms/{form}/versions",
            "/api/forms/events/versions",
            json!({ "request": "i", "unit": "t1", "period": "2022" }),
            [401, 404, 404, 404, 404, 422],
        ),
        read("/api/forms/{form}/versions/{number}", "/api/forms/events/versions/1?unit=t1&period=2022", nothing),
        read(
            "/api/forms/{form}/versions/{number}/file",
            "/api/forms/events/versions/1/file?unit=t1&period=2022",
            nothing,
        ),
        post(
            "/api/forms/{form}/versions/{number}/withdraw",
            "/api/forms/events/versions/1/withdraw",
            json!({ "request": "j", "unit": "t1", "period": "2022", "reason": "试" }),
            nothing,
        ),
        read("/api/reports", "/api/reports", inside),
        post("/api/reports", "/api/reports", json!({ "name": "", "text": "" }), nothing),
        read("/api/reports/{report}", "/api/reports/year?unit=t1&period=2022", here),
        read("/api/reports/{report}/annex", "/api/reports/year/annex?unit=t1&period=2022", here),
        read("/api/reports/{report}/readiness", "/api/reports/year/readiness?unit=t1&period=2022", here),
        read("/api/reports/{report}/{format}", "/api/reports/year/text?unit=t1&period=2022", here),
        read("/api/reports/{report}/source", "/api/reports/year/source", inside),
        read(
            "/api/reports/{report}/versions",
            "/api/reports/year/versions?unit=t1&period=2022",
            [401, 200, 404, 404, 404, 200],
        ),
        post("/api/reports/{report}/versions", "/api/reports/year/versions", json!({}), unread),
        read("/api/reports/{report}/versions/{number}", "/api/reports/year/versions/1?unit=t1&period=2022", nothing),
        read(
            "/api/reports/{report}/versions/{number}/annex",
            "/api/reports/year/versions/1/annex?unit=t1&period=2022",
            nothing,
        ),
        read(
            "/api/reports/{report}/versions/{number}/{format}",
            "/api/reports/year/versions/1/text?unit=t1&period=2022",
            nothing,
        ),
        post(
            "/api/reports/{report}/versions/{number}/withdraw",
            "/api/reports/year/versions/1/withdraw",
            json!({}),
            unread,
        ),
        post(
            "/api/books/{book}/changes/{seq}/undo",
            "/api/books/t1/changes/1/undo",
            json!({ "request": "u", "reason": "试" }),
            here,
        ),
        Case {
            method: "DELETE",
            route: "/api/session",
            asked: "/api/session".to_owned(),
            body: None,
            expect: [204; WHO],
        },
    ]
}

/// The address of a record with a paper, which this worker handed in.
pub async fn shot(server: &Staffed, worker: &str) -> String {
    let named = "/api/ledgers/shot/files?field=paper&name=a.txt";
    let file = server.ask(Some(worker), "POST", named, Some(json!({ "a": 1 }))).await;
    assert_eq!(file.status, 200, "{}", file.body);
    let new = json!({ "request": "s", "unit": "v1", "fields": { "number": "1", "on": "2022-03-05", "paper": file.body["file"] } });
    let shot = server.ask(Some(worker), "POST", "/api/ledgers/shot/records", Some(new)).await;
    assert_eq!(shot.status, 200, "{}", shot.body);
    format!("/api/ledgers/shot/records/t1/{}", shot.body["record"].as_str().expect("a record"))
}

#[tokio::test]
async fn every_route_answers_whom_it_should() {
    let server = Staffed::founded().await;
    let (user, worker) = server.worker("zhang", "officer", "t1").await;
    let (_, stranger) = server.worker("li", "officer", "t2").await;
    let new = json!({ "request": "a", "unit": "v1", "fields": { "number": "1", "on": "2022-03-05", "due": "2万元" } });
    let written = server.ask(Some(&worker), "POST", "/api/ledgers/event/records", Some(new)).await;
    assert_eq!(written.status, 200, "{}", written.body);
    let record = written.body["record"].as_str().expect("a record").to_owned();
    let shot = shot(&server, &worker).await;
    let [system, security, audit] =
        [server.sign_in("system").await, server.sign_in("security").await, server.sign_in("audit").await];
    let who = [None, Some(&stranger), Some(&system), Some(&security), Some(&audit), Some(&worker)];
    let api = server.ask(Some(&worker), "GET", "/api/openapi.json", None).await.body;
    let mut wrong = Vec::new();
    let cases = cases(&record, &shot, &user);
    for case in &cases {
        for (token, expect) in who.iter().zip(case.expect) {
            let token = token.map(String::as_str);
            let answer = server.ask(token, case.method, &case.asked, case.body.clone()).await;
            if answer.status != expect {
                let at = who.iter().position(|one| one.map(String::as_str) == token).expect("one of them");
                wrong.push(format!(
                    "{} {} #{at}: {} not {expect}: {}",
                    case.method, case.route, answer.status, answer.body
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (path, item) in api["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("operations").keys() {
            let known = cases.iter().any(|case| case.route == path && case.method.eq_ignore_ascii_case(method));
            assert!(known, "{method} {path} is not in the table");
        }
    }
}
