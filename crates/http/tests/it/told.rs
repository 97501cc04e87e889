//! What somebody types on another's word, by every door.

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value as Json, json};

use crate::staff::{Answer, Staffed};

const MATTERS: &str = "/api/ledgers/matter/records";

/// Whoever types has a post at a township, one that is named at its village, and one that is not known at another.
struct House {
    server: Staffed,
    zhang: String,
}

impl House {
    async fn new() -> Self {
        let server = Staffed::founded().await;
        let (_, zhang) = server.worker("zhang", "officer", "t1").await;
        server.worker("li", "clerk", "v1").await;
        server.worker("wu", "clerk", "v4").await;
        Self { server, zhang }
    }

    async fn ask(&self, method: &str, path: &str, body: Json) -> Answer {
        self.server.ask(Some(&self.zhang), method, path, Some(body)).await
    }

    async fn get(&self, path: &str) -> Json {
        let answer = self.server.ask(Some(&self.zhang), "GET", path, None).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// A sheet of matters handed in.
    async fn hand(&self, rows: &str, options: Json) -> Answer {
        let part =
            |head: &str, body: &str| format!("--part\r\ncontent-disposition: form-data; {head}\r\n\r\n{body}\r\n");
        let file = part("name=\"file\"; filename=\"a.csv\"", &format!("村,编号,发现日期\n{rows}"));
        let form = format!("{file}{}--part--\r\n", part("name=\"options\"", &options.to_string()));
        let request = Request::builder().method("POST").uri("/api/imports/matter");
        let request = request.header(header::HOST, "127.0.0.1:8630");
        let request = request.header(header::COOKIE, format!("qianmo_session={}", self.zhang));
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=part");
        self.server.send(request.body(Body::from(form)).expect("a request")).await
    }
}

fn matter(request: &str, told: Json) -> Json {
    json!({ "request": request, "unit": "v1", "fields": { "number": request, "found_on": "2022-03-05" }, "told": told })
}

fn codes(answer: &Answer) -> Vec<String> {
    let findings = answer.body["findings"].as_array().cloned().unwrap_or_default();
    let code = |finding: &Json| format!("{}@{}", finding["code"].as_str().unwrap_or_default(), finding["field"]);
    findings.iter().map(code).map(|code| code.replace('"', "")).collect()
}

fn ok(answer: Answer) -> Json {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

#[tokio::test]
async fn every_door_keeps_who_told() {
    let house = House::new().await;
    let of_house = json!({ "account": "li", "name": "甲", "way": "phone", "way_name": "电话" });
    let named = |name: &str, way: Option<&str>, word: Option<&str>| json!({ "account": null, "name": name, "way": way, "way_name": word });

    let first = ok(house.ask("POST", MATTERS, matter("1", json!({ "account": "li", "way": "phone" }))).await);
    let path = format!("{MATTERS}/t1/{}", first["record"].as_str().expect("a record"));
    let correct = json!({ "request": "2", "expects": first["seq"], "fields": { "level": "green" }, "reason": "补记", "told": { "name": " 王大娘 ", "way": "" } });
    let second = ok(house.ask("PATCH", &path, correct).await);
    let step = json!({ "request": "3", "expects": second["seq"], "on": "2022-03-06", "told": { "name": "赵六", "way": "paper" } });
    let third = ok(house.ask("POST", &format!("{path}/steps/assign"), step).await);
    let withdraw = json!({ "request": "4", "expects": third["seq"], "reason": "重复登记", "told": { "name": "王大娘", "way": "chat" } });
    let before = house.get(&format!("{path}/history")).await;
    ok(house.ask("POST", &format!("{path}/withdraw"), withdraw).await);

    let told: Vec<Json> = before.as_array().expect("versions").iter().map(|version| version["told"].clone()).collect();
    assert_eq!(
        told,
        [of_house.clone(), named("王大娘", None, None), named("赵六", Some("paper"), Some("纸质"))],
        "{before}"
    );
    assert_eq!((&before[0]["actor"], &before[0]["actor_name"]), (&json!("zhang"), &json!("甲")), "who typed stays");

    let listed = async |query: &str| {
        let changes = house.get(&format!("/api/books/t1/changes?{query}")).await;
        let changes = changes["changes"].as_array().cloned().expect("changes");
        changes.iter().map(|entry| entry["request"].as_str().expect("a request").to_owned()).collect::<Vec<_>>()
    };
    ok(house.ask("POST", MATTERS, matter("5", Json::Null)).await);
    assert_eq!(listed("told=true").await, ["4", "3", "2", "1"]);
    assert_eq!(listed("told_by=li").await, ["1"]);
    assert_eq!(listed("told_by=%E5%A4%A7%E5%A8%98").await, ["4", "2"]);
    assert_eq!(listed("told=true&act=step").await, ["3"]);
    assert_eq!(listed("told_by=wu").await, [""; 0]);
    let entry = house.get("/api/books/t1/changes?told=true&limit=1").await["changes"][0].clone();
    assert_eq!(entry["told"], named("王大娘", Some("chat"), Some("微信群")));
    assert_eq!(house.get(&format!("/api/books/t1/changes/{}", first["seq"])).await["entry"]["told"], of_house);
}

#[tokio::test]
async fn a_retry_is_the_same_change_and_another_teller_another_request() {
    let house = House::new().await;
    let told = json!({ "name": "王大娘", "way": "face" });
    let first = ok(house.ask("POST", MATTERS, matter("1", told.clone())).await);
    let again = ok(house.ask("POST", MATTERS, matter("1", told)).await);
    assert_eq!((&again["seq"], &again["repeated"]), (&first["seq"], &json!(true)));
    for other in [json!({ "name": "赵六", "way": "face" }), Json::Null] {
        let answer = house.ask("POST", MATTERS, matter("1", other)).await;
        assert_eq!(answer.code(), (409, "record.request_reused"), "{}", answer.body);
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once_and_nothing_is_written() {
    let house = House::new().await;
    let first = ok(house.ask("POST", MATTERS, matter("1", Json::Null)).await);
    let path = format!("{MATTERS}/t1/{}", first["record"].as_str().expect("a record"));

    let wrong = json!({ "request": "2", "unit": "v1", "fields": { "number": "2" }, "told": { "account": "nobody", "way": "pigeon" } });
    let answer = house.ask("POST", MATTERS, wrong).await;
    assert_eq!(answer.code(), (422, "record.invalid"), "{}", answer.body);
    let mut found = codes(&answer);
    found.sort();
    let expect = ["record.required@found_on", "told.unknown_account@told.account", "told.unknown_way@told.way"];
    assert_eq!(found, expect, "{}", answer.body);

    // Whom he may not know of is told apart from nobody by nothing.
    let unknown = async |account: &str| {
        let mut answer = house.ask("POST", MATTERS, matter("3", json!({ "account": account }))).await;
        answer.body["findings"][0].take()
    };
    assert_eq!(unknown("wu").await, unknown("nobody").await);
    assert_eq!(unknown("security").await, unknown("nobody").await);
    assert_eq!(unknown("zhang").await["code"], "told.oneself");

    let cases = [
        (json!({}), "told.nobody@told.name"),
        (json!({ "account": "li", "name": "李" }), "told.two@told.name"),
        (json!({ "name": "长".repeat(61) }), "told.long_name@told.name"),
        (json!({ "name": "李\n四" }), "told.bad_name@told.name"),
    ];
    let seq = &first["seq"];
    for (told, expect) in cases {
        let doors = [
            ("POST", MATTERS.to_owned(), matter("4", told.clone())),
            (
                "PATCH",
                path.clone(),
                json!({ "request": "5", "expects": seq, "fields": { "level": "green" }, "told": told }),
            ),
            (
                "POST",
                format!("{path}/steps/assign"),
                json!({ "request": "6", "expects": seq, "on": "2022-03-06", "told": told }),
            ),
            ("POST", format!("{path}/withdraw"), json!({ "request": "7", "expects": seq, "told": told })),
        ];
        for (method, path, body) in doors {
            let answer = house.ask(method, &path, body).await;
            assert_eq!(answer.code(), (422, "record.invalid"), "{method} {path}: {}", answer.body);
            assert_eq!(codes(&answer), [expect], "{method} {path}");
            assert!(answer.body["findings"][0]["hint"].is_string(), "{}", answer.body);
        }
    }
    // A step that may not be taken says so, and what is wrong with who told.
    let close = json!({ "request": "8", "expects": seq, "on": "2022-03-06", "told": {} });
    let answer = house.ask("POST", &format!("{path}/steps/close"), close).await;
    assert_eq!(answer.code(), (422, "step.refused"), "{}", answer.body);
    assert!(codes(&answer).contains(&"told.nobody@told.name".to_owned()), "{}", answer.body);
    assert_eq!(house.get("/api/books/t1/changes?limit=1").await["changes"][0]["request"], "1", "nothing was written");
}

#[tokio::test]
async fn a_sheet_is_told_as_a_whole() {
    let house = House::new().await;
    let rows = "甲村,1,2022-03-05\n甲村,2,2022-03-06\n";
    let wrong = house.hand(rows, json!({ "mode": "run", "partial": true, "told": { "account": "wu" } })).await;
    assert_eq!(wrong.status, 200, "{}", wrong.body);
    assert_eq!(
        (codes(&wrong), &wrong.body["receipts"]),
        (vec!["told.unknown_account@told.account".to_owned()], &json!([]))
    );
    let told = json!({ "mode": "run", "told": { "name": "王大娘", "way": "paper" } });
    let done = ok(house.hand(rows, told.clone()).await);
    assert_eq!(done["new"], 2, "{done}");
    let changes = house.get("/api/books/t1/changes?told=true").await;
    let all: Vec<(&Json, &Json, &Json)> = changes["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|entry| (&entry["act"], &entry["rows"], &entry["told"]["name"]))
        .collect();
    assert_eq!(all, [(&json!("import"), &json!(2), &json!("王大娘"))], "{changes}");
    // The same sheet on the same word has nothing to write.
    let again = ok(house.hand(rows, told).await);
    assert_eq!((&again["new"], &again["same"]), (&json!(0), &json!(2)), "{again}");
}

#[tokio::test]
async fn who_writes_is_offered_whom_he_may_name() {
    let house = House::new().await;
    let tellers = "/api/ledgers/matter/tellers?unit=";
    let li = json!([{ "account": "li", "name": "甲", "posts": ["甲村 文书"] }]);
    assert_eq!(house.get(&format!("{tellers}v1")).await, li);
    assert_eq!(house.get("/api/ledgers/event/tellers?unit=t1").await, li, "those below, too, and not oneself");
    let elsewhere = house.server.ask(Some(&house.zhang), "GET", &format!("{tellers}v4"), None).await;
    assert_eq!(elsewhere.status, 404, "{}", elsewhere.body);
    // Who writes for a village alone knows nobody above it by this.
    let li = house.server.sign_in("li").await;
    let answer = house.server.ask(Some(&li), "GET", &format!("{tellers}v1"), None).await;
    assert_eq!((answer.status, answer.body), (200, json!([])));
}
