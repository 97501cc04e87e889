//! What is refused at the door.

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::json;

use crate::server::Server;

async fn check(host: &str, origin: Option<&str>, method: &str, expect: u16) {
    let server = Server::start().await;
    let mut request = Request::builder().method(method).uri("/api/figures").header(header::HOST, host);
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let body = if method == "POST" { Body::from(json!({ "asks": [] }).to_string()) } else { Body::empty() };
    let (status, _, bytes) = server.send(request.body(body).expect("a request")).await;
    assert_eq!(status.as_u16(), expect, "{host} {origin:?} {method}: {}", String::from_utf8_lossy(&bytes));
}

#[tokio::test]
async fn other_machines_and_other_sites() {
    check("127.0.0.1:8630", None, "POST", 200).await;
    check("localhost:8630", Some("http://localhost:8630"), "POST", 200).await;
    check("evil.example", None, "POST", 400).await;
    check("127.0.0.1:8630", Some("http://evil.example"), "POST", 400).await;
}

#[tokio::test]
async fn bodies_and_addresses_that_cannot_be_read() {
    let server = Server::start().await;
    for (method, path, body, code) in [
        ("POST", "/api/figures", json!({ "asks": "x" }), "request.body"),
        (
            "POST",
            "/api/figures",
            json!({ "asks": [{ "indicator": "x", "unit": "v1", "period": "20-22" }] }),
            "request.period",
        ),
        (
            "POST",
            "/api/figures",
            json!({ "asks": [{ "indicator": "x", "unit": "v1", "period": "2022-02-30" }] }),
            "period.no_such_day",
        ),
        (
            "POST",
            "/api/learn",
            json!({ "text": "一", "unit": "v1", "period": "2022-02-30..2022-02-31" }),
            "period.no_such_day",
        ),
        (
            "POST",
            "/api/learn",
            json!({ "text": "一", "unit": "v1", "period": "2022-03-02..2022-03-01" }),
            "period.backwards",
        ),
        ("POST", "/api/learn", json!({ "text": "一", "unit": "v1", "period": "2022..2023" }), "request.period"),
        ("POST", "/api/figures", json!({ "asks": [], "as_of": "x" }), "request.cut"),
        (
            "POST",
            "/api/spreads",
            json!({ "ask": { "indicator": "things", "unit": "v1", "period": "0001-01-01..9999-12-31" }, "every": "month" }),
            "figure.too_many",
        ),
        ("GET", "/api/nothing", json!(null), "not_found"),
        ("DELETE", "/api/units", json!(null), "request.method"),
        ("GET", "/api/figures", json!(null), "request.method"),
        ("DELETE", "/", json!(null), "request.method"),
        ("GET", "/api/ledgers/%ff", json!(null), "request.path"),
        ("POST", "/api/books/v1/changes/one/undo", json!({ "request": "a" }), "request.path"),
        (
            "POST",
            "/api/books/v1/changes/18446744073709551615/undo",
            json!({ "request": "b", "reason": "交错了" }),
            "not_found",
        ),
        ("POST", "/api/books/t1/changes/1/undo", json!({ "request": "c" }), "undo.no_reason"),
        ("POST", "/api/books/t1/changes/1/undo", json!({ "request": "d", "reason": " " }), "undo.no_reason"),
        ("GET", "/api/ledgers/thing/records?as_of=v1:99999", json!(null), "figure.cut_ahead"),
        ("GET", "/api/ledgers/thing/records?limit=x", json!(null), "request.query"),
        ("GET", "/api/ledgers/thing/records?filter=worth%20%3E", json!(null), "list.bad_filter"),
        ("GET", "/api/ledgers/thing/records?sort=nothing", json!(null), "list.unknown_sort"),
        ("GET", "/api/ledgers/thing/totals?filter=worth%20%3E", json!(null), "list.bad_filter"),
        ("GET", "/api/ledgers/thing/totals?as_of=v1:99999", json!(null), "figure.cut_ahead"),
        ("GET", "/api/ledgers/thing/export?records=one", json!(null), "list.bad_records"),
        ("GET", &format!("/api/ledgers/thing/export?records={}", "t1/x,".repeat(501)), json!(null), "list.bad_records"),
        ("GET", "/api/books/t1/changes?from=2022-02-31", json!(null), "period.no_such_day"),
        ("GET", "/api/books/t1/changes?to=yesterday", json!(null), "request.date"),
        ("GET", "/api/ledgers/thing/first-figures?period=2022-02-31", json!(null), "period.no_such_day"),
    ] {
        let (status, answer) = server.call(method, path, (method == "POST").then_some(body)).await;
        assert!((400..500).contains(&status), "{path}: {status} {answer}");
        assert_eq!(answer["code"], code, "{path}: {answer}");
    }
}
