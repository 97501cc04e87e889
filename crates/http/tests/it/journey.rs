//! A record's road and a figure's road, over the wire.

use serde_json::{Value as Json, json};

use crate::server::Server;

async fn figure(server: &Server, unit: &str) -> Json {
    let indicators = server.get("/api/indicators").await;
    let id = &counting(&indicators)["id"];
    let asked = json!({ "asks": [{ "indicator": id, "unit": unit, "period": "2022" }] });
    let (status, answer) = server.call("POST", "/api/figures", Some(asked)).await;
    assert_eq!(status, 200, "{answer}");
    answer["figures"][0].clone()
}

/// A plain count over the ledger that the journey writes to.
fn counting(indicators: &Json) -> &Json {
    let pack = pack::sample::pack();
    let plain = |id: &str| {
        matches!(pack.indicator(id).map(|found| &found.kind), Some(pack::model::Kind::Fold(fold))
            if fold.ledger.as_str() == "event" && fold.filter.is_none() && fold.aggregate == pack::model::Aggregate::Count)
    };
    let all = indicators.as_array().expect("a list");
    all.iter().find(|one| plain(one["id"].as_str().unwrap_or_default())).expect("a count of events")
}

#[tokio::test]
async fn a_record_is_written_corrected_taken_back_and_its_figure_follows() {
    let server = Server::start().await;
    let new = json!({ "request": "a", "unit": "v1", "fields": { "number": "1", "on": "2022-03-05", "due": "2万元" }, "reason": "试写" });
    let (status, receipt) = server.call("POST", "/api/ledgers/event/records", Some(new.clone())).await;
    assert_eq!(status, 200, "{receipt}");
    let (_, again) = server.call("POST", "/api/ledgers/event/records", Some(new)).await;
    assert_eq!(
        (again["seq"].clone(), again["repeated"].clone()),
        (receipt["seq"].clone(), json!(true)),
        "a retry is the same Change"
    );

    let first = figure(&server, "v1").await;
    assert_eq!(first["value"], "1", "{first}");
    let path = format!(
        "/api/ledgers/event/records/{}/{}",
        receipt["book"].as_str().expect("book"),
        receipt["record"].as_str().expect("record")
    );
    let record = server.get(&path).await;
    assert_eq!(record["fields"]["due"], "20000.00", "{record}");
    assert_eq!(record["shown"]["due"], "2万元", "{record}");

    let wrong = json!({ "request": "b", "expects": record["from_seq"], "fields": { "paid": "3万元" } });
    let (status, problem) = server.call("PATCH", &path, Some(wrong)).await;
    assert_eq!(status, 422, "{problem}");
    assert!(problem["findings"].as_array().is_some_and(|all| !all.is_empty()), "{problem}");

    let right =
        json!({ "request": "c", "expects": record["from_seq"], "fields": { "paid": "1万元" }, "reason": "补记" });
    let (status, corrected) = server.call("PATCH", &path, Some(right)).await;
    assert_eq!(status, 200, "{corrected}");
    let late = json!({ "request": "d", "expects": record["from_seq"], "fields": { "paid": "5000" } });
    let (status, problem) = server.call("PATCH", &path, Some(late)).await;
    assert_eq!((status, problem["code"].clone()), (409, json!("record.conflict")));

    let history = server.get(&format!("{path}/history")).await;
    assert_eq!(history.as_array().map(Vec::len), Some(2), "{history}");
    assert_eq!(history[1]["reason"], "补记");

    let withdraw = json!({ "request": "e", "expects": corrected["seq"], "reason": "记错了" });
    let (status, gone) = server.call("POST", &format!("{path}/withdraw"), Some(withdraw)).await;
    assert_eq!(status, 200, "{gone}");
    assert_eq!(figure(&server, "v1").await["value"], "0");

    let undo = format!("/api/books/{}/changes/{}/undo", gone["book"].as_str().expect("book"), gone["seq"]);
    let (status, undone) = server.call("POST", &undo, Some(json!({ "request": "f", "reason": "没有记错" }))).await;
    assert_eq!(status, 200, "{undone}");
    let back = figure(&server, "v1").await;
    assert_eq!(back["value"], "1");

    let open = format!("/api/figures/{}/open?unit=v1&period=2022", back["indicator"].as_str().expect("id"));
    let evidence = server.get(&open).await;
    assert_eq!(evidence["fold"], back["value"], "{evidence}");
    assert_eq!(evidence["rows"]["rows"][0]["record"], receipt["record"], "{evidence}");
    let then = server.get(&format!("{open}&as_of={}", first["as_of"].as_str().expect("a cut"))).await;
    assert_eq!(then["fold"], "1", "{then}");
}

#[tokio::test]
async fn an_import_is_previewed_then_taken_in_then_undone() {
    let server = Server::start().await;
    let sheet = "村,序号,日期,应付（万元）\n甲村,7,2022年3月5日,1.5\n丁村,8,2022-04-01,2\n";
    let send = |mode: &'static str| server.hand("event", "../乡/表.csv", sheet, json!({ "mode": mode }));
    let preview = send("preview").await.1;
    assert_eq!(preview["file"], "表.csv", "the name alone");
    assert_eq!(
        preview["sample"][1],
        json!({ "sheet": null, "row": 3, "cells": ["丁村", "8", "2022-04-01", "2"], "filled": [] })
    );
    assert_eq!((preview["new"].clone(), preview["receipts"].clone()), (json!(2), json!([])), "{preview}");
    let run = send("run").await.1;
    let receipts = run["receipts"].as_array().expect("receipts").clone();
    assert_eq!(receipts.len(), 2, "one Change a book: {run}");
    let page = server.get("/api/ledgers/event/records").await;
    assert_eq!(page["total"], 2);
    for receipt in &receipts {
        let path = format!("/api/books/{}/changes/{}/undo", receipt["book"].as_str().expect("book"), receipt["seq"]);
        let (status, undone) = server.call("POST", &path, Some(json!({ "request": path, "reason": "交错了表" }))).await;
        assert_eq!(status, 200, "{undone}");
    }
    assert_eq!(server.get("/api/ledgers/event/records").await["total"], 0);
}

#[tokio::test]
async fn cells_are_mended_over_the_wire() {
    let server = Server::start().await;
    let sheet = "村,序号,日期,应付（万元）\n甲村,7,2022年3月5日,很多\n";
    let (status, wrong) = server.hand("event", "表.csv", sheet, json!({ "mode": "run" })).await;
    assert_eq!((status, wrong["receipts"].clone()), (200, json!([])), "{wrong}");
    assert_eq!(wrong["wrong_rows"][0]["cells"][3], "很多", "{wrong}");
    let mends = json!([{ "row": 2, "column": 4, "text": "1.5" }]);
    let (_, right) = server.hand("event", "表.csv", sheet, json!({ "mode": "run", "mends": mends })).await;
    assert_eq!((right["new"].clone(), right["mended"].clone()), (json!(1), json!(1)), "{right}");
    for (options, expect) in [
        (json!({ "mode": "now" }), (400, "request.body")),
        (json!({ "menz": 1 }), (400, "request.body")),
        (json!({ "meaning": "snapshot", "day": "昨天" }), (400, "request.date")),
        (json!({ "meaning": "snapshot", "day": "2022-02-30" }), (422, "period.no_such_day")),
        (json!({ "meaning": "snapshot", "day": "" }), (422, "import.no_day")),
    ] {
        let (status, refused) = server.hand("event", "表.csv", sheet, options).await;
        assert_eq!((status, refused["code"].as_str()), (expect.0, Some(expect.1)), "{refused}");
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_by_its_length() {
    let server = Server::start().await;
    // Nothing of it is ever sent.
    let request = axum::http::Request::builder()
        .method("POST")
        .uri("/api/imports/event")
        .header("host", "localhost")
        .header("content-type", "multipart/form-data; boundary=part")
        .header("content-length", (300 * 1024 * 1024).to_string())
        .body(axum::body::Body::empty())
        .expect("a request");
    let (status, _, answer) = server.send(request).await;
    let answer: Json = serde_json::from_slice(&answer).expect("json");
    assert_eq!((status.as_u16(), answer["code"].clone()), (413, json!("store.too_large")), "{answer}");
}
