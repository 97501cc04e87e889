//! Who makes ledgers and reports where people sign in: whom a role lets, for the unit of the post, and nobody else.

use serde_json::{Value as Json, json};

use crate::staff::Staffed;

fn draft(name: &str) -> Json {
    let field =
        |id: &str, name: &str, ty: &str| json!({ "id": id, "name": name, "heading": name, "use": "field", "type": ty });
    json!({ "name": name, "kind": "log", "date": "on", "key": ["number"],
        "fields": [field("number", "编号", "text"), field("on", "日期", "date")] })
}

/// The ledger that was made.
async fn made(server: &Staffed, token: &str, name: &str) -> String {
    let asked = json!({ "request": name, "draft": draft(name) });
    let answer = server.ask(Some(token), "POST", "/api/ledgers", Some(asked)).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.body["ledger"].as_str().expect("an id").to_owned()
}

async fn names(server: &Staffed, token: &str, path: &str) -> Vec<String> {
    let answer = server.ask(Some(token), "GET", path, None).await;
    let all = answer.body.as_array().unwrap_or_else(|| panic!("{}", answer.body)).clone();
    all.iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

fn record(request: &str, unit: &str) -> Json {
    json!({ "request": request, "unit": unit, "fields": { "number": request, "on": "2022-03-05" } })
}

/// The office of a township makes a ledger: its people have it from the next request on, those of another never hear of it.
#[tokio::test]
async fn an_office_makes_a_ledger_and_keeps_it_for_itself() {
    let server = Staffed::founded().await;
    let (_, keeper) = server.worker("zhang", "keeper", "t1").await;
    let (_, other) = server.worker("wang", "keeper", "t2").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let (_, elsewhere) = server.worker("zhao", "officer", "t2").await;
    let (_, officer) = server.worker("qian", "officer", "t1").await;

    let ledger = made(&server, &keeper, "农机检查").await;
    let records = format!("/api/ledgers/{ledger}/records");
    // The role names another ledger alone; what was declared for the unit is written all the same.
    let written = server.ask(Some(&keeper), "POST", &records, Some(record("1", "v1"))).await;
    assert_eq!(written.status, 200, "{}", written.body);
    let written = server.ask(Some(&clerk), "POST", &records, Some(record("2", "v1"))).await;
    assert_eq!(written.status, 200, "{}", written.body);
    let listed = server.ask(Some(&officer), "GET", &records, None).await;
    assert_eq!(listed.body["total"], 2, "{}", listed.body);

    for token in [&other, &elsewhere] {
        assert!(!names(&server, token, "/api/ledgers").await.contains(&"农机检查".to_owned()));
        assert!(!names(&server, token, "/api/indicators").await.iter().any(|name| name.contains("农机检查")));
        for (method, path, body) in [
            ("GET", format!("/api/ledgers/{ledger}"), None),
            ("GET", records.clone(), None),
            ("POST", records.clone(), Some(record("3", "v4"))),
            ("POST", format!("/api/ledgers/{ledger}/withdraw"), Some(json!({}))),
        ] {
            let answer = server.ask(Some(token), method, &path, body).await;
            assert_eq!(answer.status, 404, "{method} {path}: {}", answer.body);
        }
    }
    assert!(names(&server, &clerk, "/api/indicators").await.iter().any(|name| name.contains("农机检查")));
    // Whoever works with all ledgers that his unit keeps reads its journal as before.
    for (token, book) in [(&officer, "t1"), (&elsewhere, "t2")] {
        let journal = server.ask(Some(token), "GET", &format!("/api/books/{book}/changes"), None).await;
        assert_eq!(journal.status, 200, "{book}: {}", journal.body);
    }

    // One Change of the root book, with who and why; the auditor reads it, its author does not.
    let audit = server.sign_in("audit").await;
    let journal = server.ask(Some(&audit), "GET", "/api/books/c/changes", None).await.body;
    let last = &journal["changes"][0];
    assert_eq!(
        (last["actor"].as_str(), last["act"].as_str(), last["reason"].as_str()),
        (Some("zhang"), Some("activate"), Some("建台账“农机检查”")),
        "{journal}"
    );
    assert_eq!(server.ask(Some(&keeper), "GET", "/api/books/c/changes", None).await.status, 404);

    // Nothing that somebody wrote to is taken back; what is still empty is, by its own office.
    let withdraw = format!("/api/ledgers/{ledger}/withdraw");
    assert_eq!(server.ask(Some(&keeper), "POST", &withdraw, Some(json!({}))).await.code(), (422, "ledger.in_use"));
    let carried = server.ask(Some(&keeper), "POST", "/api/ledgers/being/withdraw", Some(json!({}))).await;
    assert_eq!(carried.code(), (422, "ledger.not_own"), "{}", carried.body);
    let empty = made(&server, &keeper, "建错的").await;
    assert_eq!(
        server.ask(Some(&officer), "POST", &format!("/api/ledgers/{empty}/withdraw"), Some(json!({}))).await.status,
        404
    );
    let taken = server.ask(Some(&keeper), "POST", &format!("/api/ledgers/{empty}/withdraw"), Some(json!({}))).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    assert_eq!(server.ask(Some(&clerk), "GET", &format!("/api/ledgers/{empty}"), None).await.status, 404);
}

/// The door in the browser is there for whom the server would take the ledger back, and while it would.
#[tokio::test]
async fn an_empty_ledger_says_who_may_take_it_back() {
    let server = Staffed::founded().await;
    let (_, keeper) = server.worker("zhang", "keeper", "t1").await;
    let (_, officer) = server.worker("qian", "officer", "t1").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let ledger = made(&server, &keeper, "建错的").await;
    let program = server.program(&keeper, json!({ "scope": "write" })).await;
    let may = async |token: &str, ledger: &str| {
        let shown = server.ask(Some(token), "GET", &format!("/api/ledgers/{ledger}"), None).await;
        assert_eq!(shown.status, 200, "{}", shown.body);
        shown.body["may_withdraw"].as_bool().expect("it says so")
    };
    assert!(may(&keeper, &ledger).await);
    for token in [&officer, &clerk, &program] {
        assert!(!may(token, &ledger).await, "who does not declare");
    }
    assert!(!may(&keeper, "being").await, "the pack's own");

    let records = format!("/api/ledgers/{ledger}/records");
    let written = server.ask(Some(&clerk), "POST", &records, Some(record("1", "v1"))).await;
    assert_eq!(written.status, 200, "{}", written.body);
    assert!(!may(&keeper, &ledger).await, "somebody wrote");
    let (seq, one) = (&written.body["seq"], written.body["record"].as_str().expect("an id"));
    let back = json!({ "request": "b", "expects": seq, "reason": "试填" });
    let taken = server.ask(Some(&clerk), "POST", &format!("{records}/t1/{one}/withdraw"), Some(back)).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    assert!(may(&keeper, &ledger).await, "what was tried and taken back is none");
    let gone = server.ask(Some(&keeper), "POST", &format!("/api/ledgers/{ledger}/withdraw"), Some(json!({}))).await;
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert_eq!(server.ask(Some(&keeper), "GET", &format!("/api/ledgers/{ledger}"), None).await.status, 404);
}

#[tokio::test]
async fn a_report_of_an_office_is_its_own() {
    let server = Staffed::founded().await;
    let (_, keeper) = server.worker("zhang", "keeper", "t1").await;
    let (_, other) = server.worker("wang", "keeper", "t2").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let save = async |token: &str, text: &str| {
        let asked = json!({ "name": "半年情况", "text": text });
        server.ask(Some(token), "POST", "/api/reports", Some(asked)).await
    };
    let saved = save(&keeper, "共办事若干。").await;
    assert_eq!(saved.status, 201, "{}", saved.body);
    let source = format!("/api/reports/{}/source", saved.body["report"].as_str().expect("an id"));
    assert_eq!(server.ask(Some(&clerk), "GET", &source, None).await.body["text"], "共办事若干。");
    assert!(names(&server, &clerk, "/api/reports").await.contains(&"半年情况".to_owned()));
    assert_eq!(server.ask(Some(&other), "GET", &source, None).await.status, 404);
    assert!(!names(&server, &other, "/api/reports").await.contains(&"半年情况".to_owned()));
    assert_eq!(save(&other, "改成我的。").await.code(), (422, "report.not_own"));
    assert_eq!(save(&keeper, "共办事许多。").await.status, 201);
    assert_eq!(server.ask(Some(&clerk), "GET", &source, None).await.body["text"], "共办事许多。");
}

/// A name that somebody else keeps for himself is refused as one that the house keeps for itself; what a text says wrong is
/// told by names that its author may know.
#[tokio::test]
async fn what_another_office_keeps_is_not_told_by_its_name() {
    let server = Staffed::founded().await;
    let (_, keeper) = server.worker("zhang", "keeper", "t1").await;
    let (_, other) = server.worker("wang", "keeper", "t2").await;
    made(&server, &keeper, "农机检查").await;
    let refused = async |token: &str, name: &str| {
        let asked = json!({ "request": format!("again {name}"), "draft": draft(name) });
        let answer = server.ask(Some(token), "POST", "/api/ledgers", Some(asked)).await;
        assert_eq!(answer.code(), (422, "ledger.invalid"), "{}", answer.body);
        let findings = answer.body["findings"].as_array().expect("findings").clone();
        assert_eq!(findings.len(), 1, "{}", answer.body);
        findings[0].to_string().replace(name, "某")
    };
    let reserved = pack::sample::pack().ledgers["_issue"].name.clone();
    assert_eq!(refused(&other, "农机检查").await, refused(&other, &reserved).await);
    assert!(refused(&other, "人").await.contains("已经有叫"), "what he reads he may be told of");

    let save = async |token: &str, name: &str, text: &str| {
        let asked = json!({ "name": name, "text": text });
        server.ask(Some(token), "POST", "/api/reports", Some(asked)).await
    };
    let count = "全镇检查{{ 农机检查数 }}。";
    assert_eq!(save(&keeper, "检查情况", count).await.status, 201);
    let unknown = save(&other, "情况", count).await;
    assert_eq!(unknown.code(), (422, "report.bad_template"), "{}", unknown.body);
    assert_eq!(unknown.body["findings"][0]["code"], "report.unknown_indicator");
    let near = save(&other, "情况", "全镇检查{{ 农机检察数 }}。").await;
    assert_eq!(near.code(), (422, "report.bad_template"));
    assert!(!near.body.to_string().contains("农机检查数"), "{}", near.body);
    let near = save(&keeper, "情况", "全镇检查{{ 农机检察数 }}。").await;
    assert!(near.body.to_string().contains("农机检查数"), "its own author is helped: {}", near.body);
    let taken = save(&other, "检查情况", "一句话。").await;
    assert_eq!(taken.code(), (422, "report.not_own"));
    assert!(!taken.body.to_string().contains("已经有"), "{}", taken.body);
}

/// Every door that declares, asked by everybody. What is asked is wrong in itself: whoever may is told so.
#[tokio::test]
async fn nobody_else_declares() {
    let server = Staffed::founded().await;
    let (_, keeper) = server.worker("zhang", "keeper", "t1").await;
    let (_, officer) = server.worker("qian", "officer", "t1").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let program = server.program(&keeper, json!({ "scope": "write" })).await;
    let [system, security, audit] =
        [server.sign_in("system").await, server.sign_in("security").await, server.sign_in("audit").await];
    let who = [
        None,
        Some(&program),
        Some(&clerk),
        Some(&officer),
        Some(&system),
        Some(&security),
        Some(&audit),
        Some(&keeper),
    ];
    for (path, body, told) in [
        ("/api/ledgers", json!({ "draft": draft(" ") }), "ledger.invalid"),
        ("/api/ledgers/being/withdraw", json!({}), "ledger.not_own"),
        ("/api/reports", json!({ "name": "", "text": "一句话" }), "report.bad_name"),
    ] {
        for (token, expect) in who.iter().zip([401, 403, 404, 404, 404, 404, 404, 422]) {
            let answer = server.ask(token.map(String::as_str), "POST", path, Some(body.clone())).await;
            assert_eq!(answer.status, expect, "{path}: {}", answer.body);
            assert_eq!(answer.code() == (422, told), expect == 422, "{path}: {}", answer.body);
        }
    }
    // For another unit than one's own nobody declares, nor for one that is not there.
    for unit in ["t2", "c", "none"] {
        let asked = json!({ "unit": unit, "draft": draft("别处的") });
        assert_eq!(server.ask(Some(&keeper), "POST", "/api/ledgers", Some(asked)).await.status, 404, "{unit}");
    }
}

#[tokio::test]
async fn the_session_and_the_roles_say_who_declares() {
    let server = Staffed::empty().await;
    let declares =
        async |token: Option<&str>| server.ask(token, "GET", "/api/session", None).await.body["declares"].clone();
    assert_eq!(declares(None).await, json!([{ "id": "c", "name": "丙县" }]), "without accounts as before");
    let server = server.with_officers().await;
    let declares =
        async |token: Option<&str>| server.ask(token, "GET", "/api/session", None).await.body["declares"].clone();
    assert_eq!(declares(None).await, json!([]));
    for office in ["system", "security", "audit"] {
        assert_eq!(declares(Some(&server.sign_in(office).await)).await, json!([]), "{office}");
    }
    let (_, keeper) = server.worker("zhang", "keeper", "t1").await;
    let (_, officer) = server.worker("qian", "officer", "t1").await;
    assert_eq!(declares(Some(&keeper)).await, json!([{ "id": "t1", "name": "一镇" }]));
    assert_eq!(declares(Some(&officer)).await, json!([]));
    let security = server.sign_in("security").await;
    let roles = server.ask(Some(&security), "GET", "/api/roles", None).await.body;
    let may = |role: &Json| role["declares"].as_bool().expect("a flag").then(|| role["id"].clone());
    let all: Vec<Json> = roles.as_array().expect("roles").iter().filter_map(may).collect();
    assert_eq!(all, [json!("keeper")], "{roles}");
}
