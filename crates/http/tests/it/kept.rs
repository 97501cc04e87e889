//! Views and home pages: whose they are, who sees them, and who may share and end them.

use serde_json::{Value as Json, json};

use crate::staff::{Answer, Staffed};

const VIEWS: &str = "/api/ledgers/event/views";

async fn keep(server: &Staffed, token: Option<&str>, view: Json) -> Answer {
    server.ask(token, "PUT", VIEWS, Some(view)).await
}

async fn names(server: &Staffed, token: Option<&str>) -> Vec<String> {
    let answer = server.ask(token, "GET", VIEWS, None).await;
    let views = answer.body.as_array().unwrap_or_else(|| panic!("{}", answer.body)).clone();
    views.iter().map(|view| format!("{} {} {}", view["name"], view["mine"], view["may_end"]).replace('"', "")).collect()
}

#[tokio::test]
async fn a_shared_view_is_seen_by_whoever_works_there_or_below() {
    let server = Staffed::founded().await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (_, other) = server.worker("wang", "officer", "t1").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let (_, stranger) = server.worker("zhao", "officer", "t2").await;
    let [officer, other, clerk, stranger] = [&officer, &other, &clerk, &stranger].map(|token| Some(token.as_str()));

    let mine = json!({ "name": "去年的", "query": "f=on~span~last&sort=-on" });
    assert_eq!(keep(&server, officer, mine).await.status, 200);
    assert_eq!(names(&server, officer).await, ["去年的 true true"]);
    assert_eq!(names(&server, clerk).await, [""; 0], "nobody else's");

    let shared = json!({ "name": "各村的", "query": "unit=v1&cols=number,on", "unit": "t1" });
    let kept = keep(&server, officer, shared.clone()).await;
    assert_eq!((kept.status, &kept.body["unit_name"]), (200, &json!("一镇")), "{}", kept.body);
    let id = kept.body["id"].as_str().expect("an id").to_owned();
    assert_eq!(names(&server, clerk).await, ["各村的 false false"]);
    assert_eq!(names(&server, other).await, ["各村的 false true"], "who arranges there may end it");
    assert_eq!(names(&server, stranger).await, [""; 0]);
    let seen = server.ask(clerk, "GET", VIEWS, None).await;
    assert_eq!(seen.body[0]["owner_name"], "甲", "it says who shared it");

    // Who does not arrange for a unit neither shares with it nor ends what others share.
    for (token, unit) in [(clerk, "v1"), (officer, "t2"), (officer, "c"), (officer, "none")] {
        let refused = keep(&server, token, json!({ "name": "给别人", "query": "", "unit": unit })).await;
        assert_eq!(refused.status, 404, "{unit}: {}", refused.body);
    }
    let one = format!("{VIEWS}/{id}");
    assert_eq!(server.ask(clerk, "DELETE", &one, None).await.code(), (404, "access.share"));
    assert_eq!(server.ask(stranger, "DELETE", &one, None).await.code(), (404, "not_found"));
    assert_eq!(server.ask(other, "DELETE", &one, None).await.status, 204);
    assert_eq!(names(&server, clerk).await, [""; 0]);

    // Kept anew without a unit it is its owner's alone again.
    assert_eq!(keep(&server, officer, shared).await.status, 200);
    assert_eq!(keep(&server, officer, json!({ "name": "各村的", "query": "unit=v1" })).await.status, 200);
    assert_eq!(names(&server, clerk).await, [""; 0]);
    assert_eq!(names(&server, officer).await, ["去年的 true true", "各村的 true true"]);
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_and_there_is_an_end_to_room() {
    let server = Staffed::empty().await;
    let codes = |answer: &Answer| -> Vec<String> {
        let findings = answer.body["findings"].as_array().cloned().unwrap_or_default();
        findings.iter().map(|finding| finding["code"].as_str().unwrap_or_default().to_owned()).collect()
    };
    for (view, expect) in [
        (json!({ "name": " ", "query": "after=ff" }), vec!["view.name", "view.query"]),
        (json!({ "name": "长".repeat(31), "query": "" }), vec!["view.name"]),
        (json!({ "name": "换\n行", "query": "" }), vec!["view.name"]),
        (json!({ "name": "长", "query": format!("q={}", "x".repeat(4_000)) }), vec!["view.query"]),
    ] {
        let refused = keep(&server, None, view).await;
        assert_eq!(
            (refused.code(), codes(&refused)),
            ((422, "view.invalid"), expect.into_iter().map(str::to_owned).collect())
        );
    }
    for n in 0..50 {
        assert_eq!(keep(&server, None, json!({ "name": format!("{n}"), "query": "" })).await.status, 200);
    }
    assert_eq!(keep(&server, None, json!({ "name": "多的", "query": "" })).await.code(), (409, "view.too_many"));
    let again = keep(&server, None, json!({ "name": "7", "query": "q=a", "unit": "c" })).await;
    assert_eq!((again.status, &again.body["unit"]), (200, &json!("c")), "the local user shares with all");
}

#[tokio::test]
async fn a_view_that_is_otherwise_by_now_is_not_written_over() {
    let server = Staffed::empty().await;
    let view = |query: &str, version: &Json| json!({ "name": "常看", "query": query, "version": version });
    let first = keep(&server, None, view("q=1", &json!(""))).await;
    assert_eq!(first.status, 200, "{}", first.body);
    assert_eq!(keep(&server, None, view("q=2", &json!(""))).await.code(), (409, "view.moved"), "begun in two browsers");
    let second = keep(&server, None, view("q=2", &first.body["version"])).await;
    assert_eq!((second.status, &second.body["id"]), (200, &first.body["id"]));
    let late = keep(&server, None, view("q=3", &first.body["version"])).await;
    assert_eq!(late.code(), (409, "view.moved"));
    assert!(late.body["message"].as_str().is_some_and(|told| told.contains("常看")), "{}", late.body);
    assert_eq!(
        keep(&server, None, json!({ "name": "常看", "query": "q=4" })).await.status,
        200,
        "a program that names none"
    );
    let gone = json!("0000000000000000");
    let ended = keep(&server, None, json!({ "name": "没有", "query": "", "version": gone })).await;
    assert_eq!(ended.code(), (409, "view.moved"), "given up meanwhile");
}

async fn home(server: &Staffed, token: &str) -> Json {
    server.ask(Some(token), "GET", "/api/home", None).await.body
}

#[tokio::test]
async fn a_home_page_is_ones_own_else_that_of_the_role_else_the_usual_one() {
    let server = Staffed::founded().await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let (_, stranger) = server.worker("zhao", "clerk", "v4").await;

    let usual = home(&server, &clerk).await;
    assert_eq!(usual["whose"], "usual");
    let tiles = usual["tiles"].as_array().expect("tiles").clone();
    let kinds: Vec<&str> = tiles.iter().filter_map(|tile| tile["kind"].as_str()).collect();
    assert!(kinds.contains(&"figure") && kinds.last() == Some(&"report"), "{usual}");
    let system = server.sign_in("system").await;
    assert!(
        home(&server, &system).await["tiles"].as_array().expect("tiles").iter().all(|tile| tile["kind"] != "figure"),
        "an officer reads no figures"
    );

    let set = json!({ "tiles": [{ "kind": "figure", "indicator": "events", "period": "month" }] });
    let of_clerks = "/api/units/t1/homes/clerk";
    for (token, path, status) in [
        (&clerk, of_clerks, 404),
        (&officer, "/api/units/t2/homes/clerk", 404),
        (&officer, "/api/units/t1/homes/none", 404),
        (&officer, of_clerks, 200),
    ] {
        assert_eq!(server.ask(Some(token), "PUT", path, Some(set.clone())).await.status, status, "{path}");
    }
    let arranged = home(&server, &clerk).await;
    assert_eq!(
        (&arranged["whose"], &arranged["unit_name"], &arranged["by"]),
        (&json!("role"), &json!("一镇"), &json!("甲"))
    );
    assert_eq!(
        arranged["tiles"],
        json!([{ "kind": "figure", "indicator": "events", "unit": null, "period": "month" }])
    );
    assert_eq!(home(&server, &stranger).await["whose"], "usual", "another township's");
    assert_eq!(home(&server, &officer).await["whose"], "usual", "another role's");

    let mine = json!({ "tiles": [{ "kind": "list", "ledger": "event", "name": "去年的", "query": "q=1" }] });
    assert_eq!(server.ask(Some(&clerk), "PUT", "/api/home", Some(mine.clone())).await.status, 200);
    let told = home(&server, &clerk).await;
    let version = told["version"].clone();
    assert_eq!(
        told,
        json!({ "tiles": mine["tiles"], "whose": "mine", "version": version, "by": null, "role_name": null, "unit_name": null, "roles": [] })
    );
    let wrong = json!({ "tiles": [{ "kind": "report", "report": "" }] });
    assert_eq!(server.ask(Some(&clerk), "PUT", "/api/home", Some(wrong)).await.code(), (422, "home.invalid"));
    assert_eq!(server.ask(Some(&clerk), "DELETE", "/api/home", None).await.status, 204);
    assert_eq!(home(&server, &clerk).await["whose"], "role");
    assert_eq!(server.ask(Some(&officer), "DELETE", of_clerks, None).await.status, 204);
    assert_eq!(home(&server, &clerk).await["whose"], "usual");
}

#[tokio::test]
async fn of_two_browsers_the_later_one_is_told_and_chooses() {
    let server = Staffed::founded().await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let list = |name: &str| json!([{ "kind": "list", "ledger": "event", "name": name, "query": "q=1" }]);
    let put = async |token: &str, path: &str, name: &str, version: Option<&Json>| {
        let mut body = json!({ "tiles": list(name) });
        if let Some(version) = version {
            body["version"] = version.clone();
        }
        server.ask(Some(token), "PUT", path, Some(body)).await
    };
    let own = "/api/home";
    let at_first = home(&server, &clerk).await["version"].clone();
    assert_eq!(at_first, "", "nothing of one's own yet");
    let one = put(&clerk, own, "甲", Some(&at_first)).await;
    assert_eq!(one.status, 200, "{}", one.body);
    assert_eq!(put(&clerk, own, "乙", Some(&at_first)).await.code(), (409, "home.moved"), "begun in two browsers");
    assert_eq!(home(&server, &clerk).await["tiles"][0]["name"], "甲", "theirs stays");
    let two = put(&clerk, own, "乙", Some(&one.body["version"])).await;
    assert_eq!(two.status, 200, "mine is kept over what was seen: {}", two.body);
    assert_eq!(put(&clerk, own, "丙", Some(&one.body["version"])).await.code(), (409, "home.moved"));
    assert_eq!(put(&clerk, own, "丙", None).await.status, 200, "a program that names no version");

    assert_eq!(server.ask(Some(&clerk), "DELETE", own, None).await.status, 204);
    assert_eq!(
        put(&clerk, own, "丁", Some(&two.body["version"])).await.code(),
        (409, "home.moved"),
        "given up meanwhile"
    );
    assert_eq!(home(&server, &clerk).await["whose"], "usual");

    // The page of a role has a version of its own, and one's own has none while only that is there.
    let of_clerks = "/api/units/t1/homes/clerk";
    let given = put(&officer, of_clerks, "甲", Some(&at_first)).await;
    assert_eq!(given.status, 200, "{}", given.body);
    let seen = home(&server, &clerk).await;
    assert_eq!((&seen["whose"], &seen["version"]), (&json!("role"), &json!("")));
    let late = put(&officer, of_clerks, "乙", Some(&at_first)).await;
    assert_eq!(late.code(), (409, "home.moved"));
    assert!(late.body["message"].as_str().is_some_and(|told| told.contains("甲")), "by whom, {}", late.body);
    assert_eq!(put(&officer, of_clerks, "乙", Some(&given.body["version"])).await.status, 200);
    assert_eq!(put(&clerk, own, "甲", Some(&at_first)).await.status, 200);
}
