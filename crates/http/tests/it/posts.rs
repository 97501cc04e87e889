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

#[tokio::test]
async fn a_post_that_ended_is_not_given_back_and_no_past_is_rewritten() {
    let server = Staffed::founded().await;
    let (zhang, worker) = server.worker("zhang", "clerk", "v1").await;
    let (li, _) = server.worker("li", "officer", "t2").await;
    let security = server.sign_in("security").await;
    let post = account(&server, &security, &zhang).await["posts"][0]["id"].as_str().expect("an id").to_owned();
    let end = async |request: &str, day: &str| {
        let body = json!({ "request": request, "ends": day });
        let answer = server.ask(Some(&security), "POST", &format!("/api/posts/{post}/end"), Some(body)).await;
        answer.code().0
    };
    let past = json!({ "request": "h", "from": zhang, "to": li, "on": "2020-01-01" });
    let handed = server.ask(Some(&security), "POST", "/api/posts/hand-over", Some(past)).await;
    assert_eq!(handed.code(), (422, "account.invalid"), "{}", handed.body);
    assert_eq!(end("early", "0001-01-01").await, 422);
    assert_eq!(end("now", "2022-12-31").await, 204);
    assert_eq!(end("late", "2099-01-01").await, 422);
    assert_eq!(opens(&server, &worker).await, 404);
    // Who has no post any more is still told who he is.
    let told = session(&server, &worker).await;
    assert_eq!(
        (&told["sign_in"], &told["works"], &told["posts"]),
        (&json!("done"), &json!(false), &json!([])),
        "{told}"
    );
}

#[tokio::test]
async fn two_last_officers_are_never_ended_at_once() {
    let server = Staffed::founded().await;
    let (system, security) = (server.sign_in("system").await, server.sign_in("security").await);
    let new = json!({ "request": "n", "login": "second", "name": "乙" });
    let made = server.ask(Some(&system), "POST", "/api/accounts", Some(new)).await;
    let second = made.body["id"].as_str().expect("an id").to_owned();
    let office = json!({ "request": "o", "office": "security" });
    let set = server.ask(Some(&security), "POST", &format!("/api/accounts/{second}/office"), Some(office)).await;
    assert_eq!(set.status, 204, "{}", set.body);
    let accounts = server.ask(Some(&system), "GET", "/api/accounts", None).await.body;
    let first =
        accounts.as_array().expect("accounts").iter().find(|one| one["login"] == "security").expect("one")["id"]
            .clone();
    let end = async |user: &str| {
        let path = format!("/api/accounts/{user}/end");
        server.ask(Some(&system), "POST", &path, Some(json!({ "request": user }))).await.status
    };
    let (one, other) = tokio::join!(end(first.as_str().expect("an id")), end(&second));
    let mut both = [one, other];
    both.sort_unstable();
    assert_eq!(both, [204, 409]);
}

#[tokio::test]
async fn a_name_is_one_that_can_be_read() {
    let server = Staffed::founded().await;
    let system = server.sign_in("system").await;
    for (login, name, status) in
        [("a1", "\u{202e}\u{200b}", 422), ("a2", &*"长".repeat(61), 422), ("local", "甲", 422), ("a3", " 甲\n乙 ", 200)]
    {
        let new = json!({ "request": login, "login": login, "name": name });
        let answer = server.ask(Some(&system), "POST", "/api/accounts", Some(new)).await;
        assert_eq!(answer.status, status, "{login}: {}", answer.body);
    }
    let accounts = server.ask(Some(&system), "GET", "/api/accounts", None).await.body;
    let named = accounts.as_array().expect("accounts").iter().find(|one| one["login"] == "a3").expect("one");
    assert_eq!(named["name"], "甲乙");
}

#[tokio::test]
async fn a_unit_is_told_who_sees_what_it_writes() {
    let server = Staffed::empty().await;
    let asked = server.ask(None, "GET", "/api/units/v1/readers", None).await;
    assert_eq!((asked.status, &asked.body), (200, &json!({ "signs_in": false, "readers": [], "kept": [] })));

    let server = Staffed::founded().await;
    let (_, clerk) = server.worker("zhang", "clerk", "v1").await;
    server.worker("wang", "clerk", "v1").await;
    server.worker("li", "officer", "t1").await;
    server.worker("zhao", "officer", "t2").await;
    let told = async |unit: &str| {
        let asked = server.ask(Some(&clerk), "GET", &format!("/api/units/{unit}/readers"), None).await;
        let readers = asked.body["readers"].as_array().cloned().unwrap_or_default();
        let one = |one: &Json| format!("{} {} {} {}", one["role_name"], one["unit"], one["people"], one["is_above"]);
        (asked.status, readers.iter().map(one).collect::<Vec<_>>())
    };
    assert_eq!(told("v1").await, (200, vec![r#""文书" "v1" 2 false"#.to_owned(), r#""干事" "t1" 1 true"#.to_owned()]));
    let asked = server.ask(Some(&clerk), "GET", "/api/units/v1/readers", None).await;
    let kept = asked.body["kept"].as_array().cloned().unwrap_or_default();
    let names = |ledger: &str, which: &str| {
        let ledger = kept.iter().find(|one| one["id"] == ledger).unwrap_or_else(|| panic!("{ledger} in {kept:?}"));
        ledger[which]
            .as_array()
            .expect("fields")
            .iter()
            .map(|one| match &one["clearance"] {
                Json::String(clearance) => format!("{} {clearance}", one["name"].as_str().expect("a name")),
                _ => one.as_str().expect("a name").to_owned(),
            })
            .collect::<Vec<_>>()
    };
    assert!(names("being", "masked").contains(&"姓名 personal".to_owned()), "{:?}", names("being", "masked"));
    assert!(names("event", "shown").contains(&"明细·项目".to_owned()), "{:?}", names("event", "shown"));
    assert_eq!(names("event", "masked"), Vec::<String>::new());
    assert!(kept.iter().all(|one| !one["id"].as_str().expect("an id").starts_with('_')), "{kept:?}");
    assert_eq!(told("t1").await, (404, Vec::new()), "of what is above it a village asks nothing");
    assert_eq!(told("nowhere").await, (404, Vec::new()));
}

#[tokio::test]
async fn posts_end_with_their_unit_or_go_to_the_one_that_succeeds_and_come_back() {
    let server = Staffed::founded().await;
    let (zhang, works) = server.worker("zhang", "clerk", "v1").await;
    let (wang, _) = server.worker("wang", "officer", "t2").await;
    let (system, security) = (server.sign_in("system").await, server.sign_in("security").await);
    let post = account(&server, &security, &zhang).await["posts"][0]["id"].clone();
    let stands_in = json!({ "request": "d", "user": wang, "role": "clerk", "unit": "v3a", "deputy_of": post });
    let given = server.ask(Some(&security), "POST", "/api/posts", Some(stands_in)).await;
    assert_eq!(given.status, 200, "{}", given.body);
    // In the order of their ids: a post that is said anew stands elsewhere.
    let posts = async |user: &str| {
        let mut posts = account(&server, &security, user).await["posts"].as_array().expect("posts").clone();
        posts.sort_by_key(|post| post["id"].to_string());
        Json::from(posts)
    };
    let at_first = (posts(&zhang).await, posts(&wang).await);
    let change = async |request: &str, successors: &[&str], judge_only: bool| {
        let begins = successors
            .iter()
            .map(|code| json!({ "code": code, "name": format!("新{code}"), "level": "village", "parent": "t1" }));
        let body = json!({
            "request": request, "reason": "县政〔2022〕12号", "judge_only": judge_only, "begins": begins.collect::<Vec<_>>(),
            "ends": [{ "unit": "v1", "successors": successors }],
        });
        let answer = server.ask(Some(&system), "POST", "/api/units/changes", Some(body)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    };
    let undo = async |receipt: &Json, request: &str| {
        let path = format!("/api/books/{}/changes/{}/undo", receipt["book"].as_str().expect("a book"), receipt["seq"]);
        server.ask(Some(&system), "POST", &path, Some(json!({ "request": request, "reason": "文件撤回" }))).await
    };

    let looked = change("look", &["v9"], true).await;
    let fate =
        json!({ "user_name": "甲", "role_name": "文书", "unit_name": "甲村", "to": "v9", "since": "2022-12-31" });
    assert_eq!(looked, json!({ "receipt": null, "posts": [fate] }));
    assert_eq!((posts(&zhang).await, posts(&wang).await), at_first, "a look changes nothing");

    let done = change("carry", &["v9"], false).await;
    let carried = posts(&zhang).await;
    assert_eq!((&carried[0]["unit"], &carried[0]["begins"]), (&json!("v9"), &json!("2022-12-31")), "{carried}");
    assert_eq!(carried.as_array().map(Vec::len), Some(1), "the one that ended is not ahead any more");
    let deputy = posts(&wang).await;
    let stands_for: Vec<&Json> = deputy.as_array().expect("posts").iter().map(|post| &post["deputy_of"]).collect();
    assert!(stands_for.contains(&&carried[0]["id"]), "who stood in stands in for the successor: {deputy}");
    assert_eq!(opens(&server, &works).await, 200);
    let log = server.log().await;
    for kind in ["post_ended", "post_given"] {
        let line = (kind.to_owned(), "zhang".to_owned(), "system".to_owned());
        assert!(log.contains(&line), "{kind}: {log:?}");
    }

    let undone = undo(&done["receipt"], "u1").await;
    assert_eq!(undone.status, 200, "{}", undone.body);
    assert_eq!((posts(&zhang).await, posts(&wang).await), at_first, "as it was");

    // Nobody succeeds: the post is over, and so is what it gave.
    let done = change("end", &[], false).await;
    assert_eq!((done["posts"][0]["to"].clone(), posts(&zhang).await), (Json::Null, json!([])), "{done}");
    assert_eq!(opens(&server, &works).await, 404);
    assert_eq!(undo(&done["receipt"], "u2").await.status, 200);
    assert_eq!(opens(&server, &works).await, 200);

    // What the security officer has changed since is not taken back behind her.
    let done = change("again", &["v8"], false).await;
    let carried = posts(&zhang).await[0]["id"].as_str().expect("a post").to_owned();
    let body = json!({ "request": "e", "reason": "调走" });
    let ended = server.ask(Some(&security), "POST", &format!("/api/posts/{carried}/end"), Some(body)).await;
    assert_eq!(ended.status, 204, "{}", ended.body);
    assert_eq!(undo(&done["receipt"], "u3").await.code(), (409, "record.conflict"));
}
