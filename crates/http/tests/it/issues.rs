//! A report over the wire: what is open, issued, read back, exported, withdrawn.

use serde_json::{Value as Json, json};

use crate::{forms::VIEWER, server::Server, staff::Staffed};

const OF: &str = "unit=t1&period=2022";

fn issue(request: &str, decisions: &Json) -> Json {
    json!({ "request": request, "unit": "t1", "period": "2022", "by": "丙某", "decisions": decisions })
}

/// Every point of the draft, accepted.
async fn all_decided(server: &Server) -> Json {
    let ready = server.get(&format!("/api/reports/year/readiness?{OF}")).await;
    let points = ready["points"].as_array().expect("points").clone();
    assert!(!points.is_empty(), "an empty store leaves gaps");
    points.iter().map(decided).collect()
}

fn decided(point: &Json) -> Json {
    json!({ "kind": point["kind"], "indicator": point["indicator"], "unit": point["unit"], "period": point["period"],
        "why": "没有登记", "say": "未登记" })
}

#[tokio::test]
async fn refused_until_everything_is_decided() {
    let server = Server::start().await;
    let check = async |body: Json, status: u16, code: &str, findings: usize| {
        let (said, answer) = server.call("POST", "/api/reports/year/versions", Some(body.clone())).await;
        let found = answer["findings"].as_array().map_or(0, Vec::len);
        assert_eq!((said, answer["code"].as_str(), found), (status, Some(code), findings), "{body}: {answer}");
    };
    let decided = all_decided(&server).await;
    let points = decided.as_array().expect("points").len();
    check(issue("r1", &json!([])), 422, "report.not_ready", points).await;
    check(issue("r2", &json!([{ "kind": "maybe", "indicator": "things", "why": "x" }])), 400, "request.decision", 0)
        .await;
    check(json!({ "request": "r3", "unit": "t1", "period": "那年" }), 400, "request.period", 0).await;
    check(issue("", &decided), 400, "request.key", 0).await;
    let mut nameless = issue("r4", &decided);
    nameless["by"] = json!("");
    check(nameless, 422, "report.not_ready", 1).await;
    assert_eq!(server.get(&format!("/api/reports/year/versions?{OF}")).await, json!([]));
}

#[tokio::test]
async fn issued_read_exported_and_withdrawn() {
    let server = Server::start().await;
    let body = issue("r1", &all_decided(&server).await);
    let (status, version) = server.call("POST", "/api/reports/year/versions", Some(body.clone())).await;
    assert_eq!((status, version["number"].as_u64(), version["by"].as_str()), (200, Some(1), Some("丙某")), "{version}");
    let (_, again) = server.call("POST", "/api/reports/year/versions", Some(body)).await;
    assert_eq!(again, version, "a retry is the same version");

    let opened = server.get(&format!("/api/reports/year/versions/1?{OF}")).await;
    assert_eq!((&opened["version"], opened["draft"].as_array().map(Vec::len)), (&version, Some(0)));
    assert_eq!(opened["may_recall"], json!(true));
    assert!(opened["document"]["blocks"].is_array() && opened["decisions"][0]["why"] == "没有登记", "{opened}");
    let annex = server.get(&format!("/api/reports/year/versions/1/annex?{OF}")).await;
    assert!(annex["decided"][0].as_str().is_some_and(|line| line.contains("未登记")), "{annex}");
    for format in ["docx", "html", "text", "json"] {
        let (status, answer) =
            server.call("GET", &format!("/api/reports/year/versions/1/{format}?{OF}&annex=true"), None).await;
        assert_eq!(status, 200, "{format}: {answer}");
    }
    let (_, text) = server.call("GET", &format!("/api/reports/year/versions/1/text?{OF}"), None).await;
    assert!(text.as_str().is_some_and(|text| text.contains("有物未登记") && !text.contains("附表")), "{text}");
    let (_, text) = server.call("GET", &format!("/api/reports/year/text?{OF}&annex=true"), None).await;
    assert!(text.as_str().is_some_and(|text| text.contains("附表")), "{text}");

    let withdraw = |request: &str, reason: &str| {
        Some(json!({ "request": request, "unit": "t1", "period": "2022", "reason": reason }))
    };
    let check = async |path: &str, body: Option<Json>, status: u16, code: &str| {
        let method = if body.is_some() { "POST" } else { "GET" };
        let (said, answer) = server.call(method, &format!("/api/reports/year/versions/{path}"), body).await;
        assert_eq!((said, answer["code"].as_str().unwrap_or("ok")), (status, code), "{path}: {answer}");
    };
    check("1/withdraw", withdraw("w1", ""), 422, "report.no_reason").await;
    check("1/withdraw", withdraw("w2", "有误"), 200, "ok").await;
    check("1/withdraw", withdraw("w3", "有误"), 422, "report.withdrawn").await;
    let opened = server.get(&format!("/api/reports/year/versions/1?{OF}")).await;
    assert_eq!(opened["may_recall"], json!(false), "it was taken back");
    check("7/withdraw", withdraw("w4", "有误"), 404, "not_found").await;
    check(&format!("7?{OF}"), None, 404, "not_found").await;
    check(&format!("1/odt?{OF}"), None, 404, "not_found").await;
    let all = server.get(&format!("/api/reports/year/versions?{OF}")).await;
    assert_eq!((all.as_array().map(Vec::len), all[0]["withdrawn"]["reason"].as_str()), (Some(1), Some("有误")));
}

/// A draft says for whom the door to issue it is there, and a version for whom that to take it back.
#[tokio::test]
async fn a_report_says_who_may_issue_it() {
    let server = Staffed::with_more(VIEWER).await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (_, viewer) = server.worker("li", "viewer", "t1").await;
    let program = server.program(&officer, json!({ "scope": "write" })).await;
    let readers = [(&viewer, false), (&program, false), (&officer, true)];
    for (token, may) in readers {
        let path = format!("/api/reports/year/readiness?{OF}");
        let ready = server.ask(Some(token), "GET", &path, None).await;
        assert_eq!((ready.status, &ready.body["may_issue"]), (200, &json!(may)), "{}", ready.body);
        let points = ready.body["points"].as_array().expect("points").iter().map(decided).collect();
        let issued = server.ask(Some(token), "POST", "/api/reports/year/versions", Some(issue("r1", &points))).await;
        assert_eq!(issued.status == 200, may, "{}", issued.body);
    }
    for (token, may) in readers {
        let version = server.ask(Some(token), "GET", &format!("/api/reports/year/versions/1?{OF}"), None).await;
        assert_eq!((version.status, &version.body["may_recall"]), (200, &json!(may)), "{}", version.body);
    }
}
