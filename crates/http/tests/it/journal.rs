//! The journal of a book as somebody is told it who reaches a part of what the book keeps.

use serde_json::{Value as Json, json};

use crate::staff::{Answer, Staffed};

/// A role of the township that reads one ledger.
const VIEWER: &str = r#"//- roles.toml
[clerk]
name = "文书"
level = "village"

[officer]
name = "干事"
level = "township"

[viewer]
name = "看名册的"
level = "township"
reads = ["being"]
writes = []
"#;

async fn event(server: &Staffed, token: &str, unit: &str, number: &str) -> u64 {
    let fields = json!({ "number": number, "on": "2022-03-05", "due": "2万元" });
    let new = json!({ "request": number, "unit": unit, "fields": fields });
    let written = server.ask(Some(token), "POST", "/api/ledgers/event/records", Some(new)).await;
    assert_eq!(written.status, 200, "{}", written.body);
    written.body["seq"].as_u64().expect("a number")
}

async fn journal(server: &Staffed, token: &str, query: &str) -> Answer {
    server.ask(Some(token), "GET", &format!("/api/books/t1/changes{query}"), None).await
}

fn told(journal: &Json) -> Vec<(u64, u64)> {
    let entries = journal["changes"].as_array().unwrap_or_else(|| panic!("{journal}"));
    let number = |entry: &Json, name: &str| entry[name].as_u64().expect("a number");
    entries.iter().map(|entry| (number(entry, "seq"), number(entry, "rows"))).collect()
}

#[tokio::test]
async fn who_reaches_a_part_is_told_a_part() {
    let server = Staffed::with_more(VIEWER).await;
    let (_, officer) = server.worker("zhang", "officer", "t1").await;
    let (_, clerk) = server.worker("li", "clerk", "v1").await;
    let (_, viewer) = server.worker("wang", "viewer", "t1").await;
    let (_, elsewhere) = server.worker("zhao", "clerk", "v4").await;
    let audit = server.sign_in("audit").await;
    let of_office = event(&server, &officer, "t1", "1").await;
    let of_village = event(&server, &officer, "v1", "2").await;

    let whole = [(of_village, 1), (of_office, 1)];
    for token in [&officer, &audit] {
        let all = journal(&server, token, "").await;
        assert_eq!((told(&all.body), &all.body["partial"]), (whole.to_vec(), &json!(false)), "{}", all.body);
    }
    let part = journal(&server, &clerk, "").await;
    assert_eq!((told(&part.body), &part.body["partial"]), (vec![(of_village, 1)], &json!(true)), "{}", part.body);
    assert_eq!(told(&journal(&server, &clerk, "?who=zhang").await.body), [(of_village, 1_u64)]);
    assert!(told(&journal(&server, &clerk, "?act=import").await.body).is_empty());
    let none = journal(&server, &viewer, "").await;
    assert_eq!((told(&none.body), &none.body["partial"]), (Vec::new(), &json!(true)), "{}", none.body);

    let one = journal(&server, &clerk, &format!("/{of_village}")).await;
    assert_eq!(one.body["touched"].as_array().map(Vec::len), Some(1), "{}", one.body);
    // One that he reaches nothing of reads like one that there is not.
    let hidden = journal(&server, &clerk, &format!("/{of_office}")).await;
    let absent = journal(&server, &clerk, "/9999").await;
    let without_number = |answer: &Answer, seq: u64| answer.body.to_string().replace(&format!("第 {seq} 号"), "");
    assert_eq!((hidden.status, absent.status), (404, 404));
    assert_eq!(without_number(&hidden, of_office), without_number(&absent, 9999));
    let undo = json!({ "request": "u", "reason": "试" });
    let path = format!("/api/books/t1/changes/{of_office}/undo");
    assert_eq!(server.ask(Some(&clerk), "POST", &path, Some(undo)).await.status, 404);

    // Another township's village, and the book that tells of accounts and units.
    assert_eq!(journal(&server, &elsewhere, "").await.status, 404);
    assert_eq!(server.ask(Some(&clerk), "GET", "/api/books/c/changes", None).await.status, 404);
}
