//! No route can be forgotten: whatever the OpenAPI document names is asked here.

use serde_json::{Value as Json, json};

use crate::server::Server;

/// Every documented route: (method, path).
fn documented(api: &Json) -> Vec<(String, String)> {
    let paths = api["paths"].as_object().expect("paths");
    let routes = paths.iter().flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(method, _)| (method.to_uppercase(), path.clone()))
    });
    routes.collect()
}

#[tokio::test]
async fn has_a_name_of_its_own_and_a_description() {
    let api = Server::start().await.get("/api/openapi.json").await;
    let mut names = Vec::new();
    for (path, item) in api["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(name.contains('_'), "{method} {path}: operation id {name:?} is not verb_resource");
            let told = operation["summary"].as_str().or(operation["description"].as_str()).unwrap_or_default();
            assert!(!told.is_empty(), "{method} {path} is not described");
            names.push(name.to_owned());
        }
    }
    let mut distinct = names.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
}

/// Asked about things that do not exist, every route answers a problem with a next step, never an inner error.
#[tokio::test]
async fn answers_nonsense_with_a_problem() {
    let server = Server::start().await;
    let api = server.get("/api/openapi.json").await;
    for (method, path) in documented(&api) {
        let parts = [
            "ledger",
            "book",
            "record",
            "step",
            "indicator",
            "report",
            "form",
            "format",
            "number",
            "request",
            "user",
            "post",
            "hook",
            "token",
            "file",
            "field",
        ];
        let asked = parts.iter().fold(path.clone(), |path, part| path.replace(&format!("{{{part}}}"), "nonsense"));
        let asked = asked.replace("{seq}", "99999");
        let body = (method != "GET").then(|| json!({ "request": "r1", "expects": 1, "unit": "v1", "fields": {}, "on": "2022-01-01", "asks": [{ "indicator": "nonsense", "unit": "v1", "period": "2022" }], "ask": { "indicator": "nonsense", "unit": "v1", "period": "2022" } }));
        let query = if path.ends_with("/open") { "?unit=v1&period=2022" } else { "" };
        let (status, answer) = server.call(&method, &format!("{asked}{query}"), body).await;
        if status == 200 || status == 204 {
            // A book nobody has written to has an empty journal; what names nothing may answer.
            let answers = asked == path || path == "/api/books/{book}/changes";
            assert!(answers, "{method} {asked} found nonsense: {answer}");
            continue;
        }
        assert!((400..500).contains(&status), "{method} {asked}: {status} {answer}");
        assert!(answer["code"].is_string() && answer["message"].is_string(), "{method} {asked}: {answer}");
        assert!(answer["hint"].is_string(), "{method} {asked} says nothing to do next: {answer}");
    }
}
