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
