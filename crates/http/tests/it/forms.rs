//! A form that is sent up, over the wire.

use serde_json::{Value as Json, json};

use crate::staff::Staffed;

const VERSIONS: &str = "/api/forms/events/versions";
/// A role that reads everything and writes one ledger.
pub const VIEWER: &str = r#"//- roles.toml
[clerk]
name = "文书"
level = "village"

[officer]
name = "干事"
level = "township"

[viewer]
name = "看表的"
level = "township"
writes = ["being"]
"#;
const ASKED: &str = "?unit=t1&period=2022";

#[tokio::test]
async fn a_form_goes_up_is_read_and_taken_back() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let program = server.program(&worker, json!({ "scope": "write" })).await;
    let new = json!({ "request": "a", "unit": "v1", "fields": { "number": "1", "on": "2022-03-05", "due": "2万元" } });
    assert_eq!(server.ask(Some(&worker), "POST", "/api/ledgers/event/records", Some(new)).await.status, 200);
    let asked = json!({ "request": "i", "unit": "t1", "period": "2022", "by": "张三", "note": "报县里" });
    assert_eq!(
        server.ask(Some(&program), "POST", VERSIONS, Some(asked.clone())).await.code(),
        (403, "session.not_for_programs")
    );
    let sent = server.ask(Some(&worker), "POST", VERSIONS, Some(asked.clone())).await;
    assert_eq!(
        (sent.status, &sent.body["number"], &sent.body["by"]),
        (200, &json!(1), &json!("张三")),
        "{}",
        sent.body
    );
    let again = server.ask(Some(&worker), "POST", VERSIONS, Some(asked)).await;
    assert_eq!(again.body["seq"], sent.body["seq"], "a retry is the same version");
    let journal = server.ask(Some(&worker), "GET", "/api/books/t1/changes", None).await.body;
    let last = &journal["changes"][0];
    assert_eq!(
        (last["actor"].as_str(), last["act"].as_str(), last["reason"].as_str()),
        (Some("zhang"), Some("issue"), Some("报县里")),
        "{journal}"
    );

    let list = server.ask(Some(&program), "GET", &format!("{VERSIONS}{ASKED}"), None).await.body;
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
    let one = server.ask(Some(&worker), "GET", &format!("{VERSIONS}/1{ASKED}"), None).await.body;
    assert_eq!(
        (&one["filled"]["rows"].as_array().map(Vec::len), &one["since"]["total"]),
        (&Some(1), &json!(1)),
        "{one}"
    );
    let file = format!("{VERSIONS}/1/file{ASKED}");
    let first = server.ask(Some(&worker), "GET", &file, None).await;
    server.later(60 * 24);
    let worker = server.sign_in("zhang").await;
    let later = server.ask(Some(&worker), "GET", &file, None).await;
    assert!(first.status == 200 && first.body.as_str().is_some_and(|bytes| bytes.starts_with("PK")));
    assert_eq!(first.body, later.body, "byte for byte");

    let withdraw = json!({ "request": "w", "unit": "t1", "period": "2022", "reason": "漏了一件" });
    let path = format!("{VERSIONS}/1/withdraw");
    let taken = server.ask(Some(&worker), "POST", &path, Some(withdraw)).await;
    assert_eq!((taken.status, &taken.body["withdrawn"]["reason"]), (200, &json!("漏了一件")), "{}", taken.body);
    let none = server
        .ask(Some(&worker), "POST", VERSIONS, Some(json!({ "request": "n", "unit": "t1", "period": "2022" })))
        .await;
    assert_eq!(none.code(), (422, "form.not_ready"));
    assert_ne!(none.body["findings"], Json::Null);
}

/// The form itself says for whom the door to send it up is there: what says so and what lets him are one.
#[tokio::test]
async fn a_form_says_who_may_send_it_up() {
    let server = Staffed::with_more(VIEWER).await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (_, viewer) = server.worker("li", "viewer", "t1").await;
    let program = server.program(&officer, json!({ "scope": "write" })).await;
    let new = json!({ "request": "a", "unit": "v1", "fields": { "number": "1", "on": "2022-03-05", "due": "2万元" } });
    assert_eq!(server.ask(Some(&officer), "POST", "/api/ledgers/event/records", Some(new)).await.status, 200);
    let send = json!({ "request": "i", "unit": "t1", "period": "2022", "by": "张三" });
    for (token, may) in [(&viewer, false), (&program, false), (&officer, true)] {
        let shown = server.ask(Some(token), "GET", &format!("/api/forms/events{ASKED}"), None).await;
        assert_eq!((shown.status, &shown.body["may_send"]), (200, &json!(may)), "{}", shown.body);
        let sent = server.ask(Some(token), "POST", VERSIONS, Some(send.clone())).await;
        assert_eq!(sent.status == 200, may, "{}", sent.body);
    }
    for (token, may) in [(&viewer, false), (&program, false), (&officer, true)] {
        let version = server.ask(Some(token), "GET", &format!("{VERSIONS}/1{ASKED}"), None).await;
        assert_eq!((version.status, &version.body["filled"]["may_send"]), (200, &json!(may)), "{}", version.body);
    }
}
