//! Guessing from one address, at many logins.

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::json;

use crate::staff::{Answer, PASSWORD, Staffed};

/// Asks as a proxy of this machine does for somebody at this address; from this machine itself where there is none.
async fn from(server: &Staffed, address: Option<&str>, login: &str, password: &str) -> Answer {
    let mut request = Request::builder().method("POST").uri("/api/session").header(header::HOST, "127.0.0.1:8630");
    if let Some(address) = address {
        request = request.header("x-forwarded-for", address);
    }
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let body = json!({ "login": login, "password": password }).to_string();
    server.send(request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn thirty_refusals_are_enough_from_anywhere_but_this_machine() {
    let server = Staffed::founded().await;
    for number in 0..30 {
        let refused = from(&server, Some("10.0.0.7"), &format!("guess{number}"), PASSWORD).await;
        assert_eq!(refused.code(), (401, "account.wrong"));
    }
    let too_many = from(&server, Some("10.0.0.7"), "system", PASSWORD).await;
    assert_eq!(too_many.code(), (429, "session.too_many"), "{}", too_many.body);
    assert_eq!(
        from(&server, Some("1.2.3.4, 10.0.0.7"), "system", PASSWORD).await.status,
        429,
        "what is made up is not read"
    );
    assert_eq!(from(&server, Some("10.0.0.8"), "system", PASSWORD).await.status, 200);
    for number in 0..31 {
        from(&server, None, &format!("guess{number}"), PASSWORD).await;
    }
    assert_eq!(from(&server, None, "system", PASSWORD).await.status, 200, "this machine is never kept out");
    server.later(15);
    assert_eq!(from(&server, Some("10.0.0.7"), "system", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn who_signs_in_often_is_not_kept_out() {
    let server = Staffed::founded().await;
    for _ in 0..35 {
        assert_eq!(from(&server, Some("10.0.0.7"), "system", PASSWORD).await.status, 200);
    }
}

/// What a program asks from one address, through a proxy of this machine.
async fn program(server: &Staffed, token: &str) -> Answer {
    let request = Request::builder().uri("/api/units").header(header::HOST, "127.0.0.1:8630");
    let request = request.header("x-forwarded-for", "10.0.0.7");
    let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    server.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_dead_script_keeps_no_program_out() {
    let server = Staffed::founded().await;
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    let good = server.program(&worker, json!({})).await;
    for number in 0..40 {
        assert_eq!(program(&server, "qm_wrong").await.status, if number < 30 { 401 } else { 429 });
    }
    assert_eq!(program(&server, &good).await.status, 200, "a good one is never kept out");
    let audit = server.sign_in("audit").await;
    let log = server.ask(Some(&audit), "GET", "/api/accounts/events?limit=2000", None).await.body;
    let lines = log.as_array().expect("a log").iter().filter(|line| line["kind"] == "token_refused");
    assert_eq!(lines.filter_map(|line| line["times"].as_u64()).sum::<u64>(), 30, "what was counted is noted: {log}");
}

#[tokio::test]
async fn programs_with_wrong_tokens_keep_no_people_out() {
    let server = Staffed::founded().await;
    for _ in 0..30 {
        assert_eq!(program(&server, "qm_wrong").await.code(), (401, "session.token"));
    }
    assert_eq!(program(&server, "qm_wrong").await.status, 429);
    assert_eq!(from(&server, Some("10.0.0.7"), "system", PASSWORD).await.status, 200);
}
