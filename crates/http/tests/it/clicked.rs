//! Who had the books verified or backed up.

use serde_json::json;

use crate::staff::Staffed;

#[tokio::test]
async fn a_click_leaves_a_line_with_who() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let system = server.sign_in("system").await;
    assert_eq!(server.ask(Some(&worker), "POST", "/api/verify", Some(json!({}))).await.status, 404);
    let clicked = || async {
        let log = server.log().await;
        log.into_iter().filter(|(kind, ..)| kind == "verified").map(|(_, _, actor)| actor).collect::<Vec<_>>()
    };
    assert!(clicked().await.is_empty(), "what was refused was not done");
    assert_eq!(server.ask(Some(&system), "POST", "/api/verify", Some(json!({}))).await.status, 200);
    assert_eq!(clicked().await, ["system"]);
}

/// Who does not look after the server has no use for its innards; he is told whether it is well.
#[tokio::test]
async fn how_the_machine_is_concerns_who_administers() {
    let server = Staffed::empty().await;
    let alone = server.ask(None, "GET", "/api/status", None).await.body;
    assert_eq!(alone["details"]["may_verify"], true, "{alone}");
    let server = server.with_officers().await;
    let (_, worker) = server.worker("zhang", "clerk", "v1").await;
    let all = server.ask(Some(&server.sign_in("system").await), "GET", "/api/status", None).await.body;
    assert_eq!((&all["status"], &all["details"]["may_verify"]), (&json!("ok"), &json!(true)), "{all}");
    assert!(all["details"]["checks"].as_array().is_some_and(|checks| checks.len() > 3), "{all}");
    for token in [worker, server.sign_in("security").await, server.sign_in("audit").await] {
        let told = server.ask(Some(&token), "GET", "/api/status", None).await;
        let mut names: Vec<&str> = told.body.as_object().expect("an object").keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!((told.status, names), (200, vec!["details", "now", "status", "version"]), "{}", told.body);
        assert_eq!((&told.body["details"], &told.body["status"]), (&json!(null), &all["status"]), "{}", told.body);
    }
}
