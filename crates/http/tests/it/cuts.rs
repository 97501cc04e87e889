//! Where the books stood at the end of a day.

use serde_json::{Value as Json, json};

use crate::staff::Staffed;

const DAY: i64 = 24 * 60;

async fn event(server: &Staffed, token: &str, number: &str) {
    let fields = json!({ "number": number, "on": "2022-03-05", "due": "2万元" });
    let new = json!({ "request": number, "unit": "v1", "fields": fields });
    assert_eq!(server.ask(Some(token), "POST", "/api/ledgers/event/records", Some(new)).await.status, 200);
}

#[tokio::test]
async fn figures_of_then_are_asked_by_the_day() {
    let server = Staffed::founded().await;
    let first = server.ask(None, "GET", "/api/session", None).await.body["today"].as_str().expect("a day").to_owned();
    let (_, worker) = server.worker("zhang", "officer", "t1").await;
    event(&server, &worker, "1").await;
    server.later(DAY);
    let worker = server.sign_in("zhang").await;
    event(&server, &worker, "2").await;
    let second =
        server.ask(Some(&worker), "GET", "/api/session", None).await.body["today"].as_str().expect("a day").to_owned();

    let cut = async |day: &str| server.ask(Some(&worker), "GET", &format!("/api/cuts?day={day}"), None).await;
    let events = async |as_of: &Json| {
        let ask = json!({ "asks": [{ "indicator": "events", "unit": "v1", "period": "2022" }], "as_of": as_of });
        let answer = server.ask(Some(&worker), "POST", "/api/figures", Some(ask)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body["figures"][0]["value"].clone()
    };
    for (day, expect) in [(first.as_str(), "1"), (second.as_str(), "2"), ("2999-12-31", "2")] {
        let known = cut(day).await;
        assert_eq!(known.status, 200, "{day}: {}", known.body);
        assert_eq!(events(&known.body["as_of"]).await, json!(expect), "{day}");
    }
    assert_eq!(events(&Json::Null).await, json!("2"), "the newest");
    assert_eq!(cut("1999-12-31").await.code(), (422, "cut.nothing"));
    for wrong in ["", "x", "2022-02-30"] {
        let refused = cut(wrong).await;
        assert!((400..=422).contains(&refused.status), "{wrong}: {}", refused.body);
    }
}
