//! Posts that pass from one person to another.

use serde_json::{Value as Json, json};

use crate::staff::Staffed;

async fn session(server: &Staffed, token: &str) -> Json {
    server.ask(Some(token), "GET", "/api/session", None).await.body
}

async fn account(server: &Staffed, token: &str, user: &str) -> Json {
    let accounts = server.ask(Some(token), "GET", "/api/accounts", None).await.body;
    accounts.as_array().expect("accounts").iter().find(|one| one["id"] == user).expect("an account").clone()
}

async fn opens(server: &Staffed, token: &str) -> u16 {
    server.ask(Some(token), "GET", "/api/ledgers/thing/records", None).await.status
}

#[tokio::test]
async fn what_passes_ends_for_the_one_and_begins_for_the_other_in_one_change() {
    let server = Staffed::founded().await;
    let (zhang, leaves) = server.worker("zhang", "clerk", "v1").await;
    let (li, comes) = server.worker("li", "officer", "t2").await;
    let (wang, _) = server.worker("wang", "clerk", "v1").await;
    let security = server.sign_in("security").await;
    let post = account(&server, &security, &zhang).await["posts"][0]["id"].clone();
    // Two more: one that begins only later, and one by which a third person stands in for the first.
    for (request, user, begins, deputy_of) in
        [("later", &zhang, "2099-01-01", Json::Null), ("deputy", &wang, "2022-12-01", post.clone())]
    {
        let body = json!({ "request": request, "user": user, "role": "clerk", "unit": "v1", "begins": begins, "deputy_of": deputy_of });
        let given = server.ask(Some(&security), "POST", "/api/posts", Some(body)).await;
        assert_eq!(given.status, 200, "{}", given.body);
    }
    assert_eq!(session(&server, &leaves).await["posts"][0]["id"], post);
    assert_eq!(opens(&server, &leaves).await, 200);

    let body = json!({ "request": "h", "from": zhang, "to": li, "reason": "换届" });
    let handed = server.ask(Some(&security), "POST", "/api/posts/hand-over", Some(body.clone())).await;
    assert_eq!(handed.status, 200, "{}", handed.body);
    assert_eq!(handed.body["posts"].as_array().map(Vec::len), Some(2), "{}", handed.body);
    assert_eq!(opens(&server, &leaves).await, 404, "from the next request on");
    assert_eq!(account(&server, &security, &zhang).await["posts"], json!([]));

    let held = session(&server, &comes).await;
    assert_eq!(held["posts"].as_array().map(Vec::len), Some(2), "hers and the one that passed: {held}");
    let now = account(&server, &security, &li).await;
    let begins: Vec<&str> =
        now["posts"].as_array().expect("posts").iter().filter_map(|post| post["begins"].as_str()).collect();
    assert!(begins.contains(&"2099-01-01"), "one that had not begun keeps its day: {now}");
    let deputy = account(&server, &security, &wang).await;
    let stands_for: Vec<&Json> =
        deputy["posts"].as_array().expect("posts").iter().map(|post| &post["deputy_of"]).collect();
    assert!(stands_for.contains(&&handed.body["posts"][0]), "who stood in stands in for the successor: {deputy}");

    // The same request again is the same Change, though nothing is left to pass.
    let again = server.ask(Some(&security), "POST", "/api/posts/hand-over", Some(body)).await;
    let sorted = |answer: &Json| {
        let mut posts: Vec<String> =
            answer["posts"].as_array().expect("posts").iter().map(ToString::to_string).collect();
        posts.sort();
        posts
    };
    assert_eq!((again.status, sorted(&again.body)), (200, sorted(&handed.body)), "{}", again.body);
}

#[tokio::test]
async fn what_cannot_pass_is_said_and_nothing_is_written() {
    let server = Staffed::founded().await;
    let (zhang, _) = server.worker("zhang", "clerk", "v1").await;
    let (li, _) = server.worker("li", "clerk", "v1").await;
    let (system, security) = (server.sign_in("system").await, server.sign_in("security").await);
    let accounts = server.ask(Some(&security), "GET", "/api/accounts", None).await.body;
    let officer =
        accounts.as_array().expect("accounts").iter().find(|one| one["login"] == "audit").expect("one")["id"].clone();
    for (token, from, to, posts, expect) in [
        (&security, json!(zhang), json!(zhang), json!([]), (422, "account.invalid")),
        (&security, json!(zhang), json!(li), json!([]), (422, "account.invalid")),
        (&security, json!(zhang), json!(li), json!(["none"]), (422, "account.invalid")),
        (&security, json!(zhang), officer.clone(), json!([]), (409, "account.clash")),
        (&security, json!(zhang), json!("none"), json!([]), (404, "not_found")),
        (&system, json!(zhang), json!(li), json!([]), (404, "access.denied")),
    ] {
        let body = json!({ "request": "h", "from": from, "to": to, "posts": posts });
        let answer = server.ask(Some(token), "POST", "/api/posts/hand-over", Some(body.clone())).await;
        assert_eq!(answer.code(), expect, "{body}: {}", answer.body);
    }
    assert_eq!(account(&server, &security, &zhang).await["posts"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn roles_say_what_they_give() {
    let server = Staffed::founded().await;
    let system = server.sign_in("system").await;
    let roles = server.ask(Some(&system), "GET", "/api/roles", None).await.body;
    let roles = roles.as_array().expect("roles");
    assert!(!roles.is_empty() && roles.iter().all(|role| role["level_name"] != role["level"]), "{roles:?}");
}

#[tokio::test]
async fn an_account_asked_for_twice_by_one_request_is_one() {
    let server = Staffed::founded().await;
    let system = server.sign_in("system").await;
    let new = json!({ "request": "n", "login": "zhang", "name": "甲" });
    let first = server.ask(Some(&system), "POST", "/api/accounts", Some(new.clone())).await;
    let again = server.ask(Some(&system), "POST", "/api/accounts", Some(new)).await;
    assert_eq!((first.status, &first.body["id"]), (again.status, &again.body["id"]), "{}", again.body);
    let other = json!({ "request": "o", "login": "zhang", "name": "甲" });
    let taken = server.ask(Some(&system), "POST", "/api/accounts", Some(other)).await;
    assert_eq!(taken.code(), (409, "account.login_taken"));
}
