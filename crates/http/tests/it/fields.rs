//! Every privacy of a field × every clearance of a role × every door: what may not be read stands in no answer, nor can it be
//! looked for, filtered or sorted by so that an answer tells it.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::staff::{Staffed, with};

/// From what everybody may know to what few may.
const PRIVACIES: [&str; 4] = ["open", "internal", "personal", "sensitive"];
/// Whoever works there reads what is internal.
const CLEARANCES: [&str; 3] = ["internal", "personal", "sensitive"];

fn secret(privacy: &str) -> String {
    format!("秘{privacy}句")
}

/// A number that stands nowhere by chance.
fn number(privacy: &str) -> String {
    let place = PRIVACIES.iter().position(|one| *one == privacy).unwrap_or_default();
    format!("73190{place}5")
}

/// A ledger with a field of each privacy, a role of each clearance, and a figure of it.
fn more() -> String {
    let mut log = "//- logs/paper.toml\nname = \"卷宗\"\nmandate = \"sample.papers\"\nunit = [\"village\"]\ndate = \"on\"\nkey = [\"number\"]\ntitle = [\"number\"]\n\n[fields.number]\nname = \"编号\"\ntype = \"text\"\nrequired = true\n\n[fields.on]\nname = \"日期\"\ntype = \"date\"\nrequired = true\n".to_owned();
    let mut roles = String::new();
    for privacy in PRIVACIES {
        for (kind, ty) in [("text", "text"), ("count", "integer")] {
            let said = format!("name = \"{privacy} {kind}\"");
            write!(log, "\n[fields.{privacy}_{kind}]\n{said}\ntype = \"{ty}\"\nprivacy = \"{privacy}\"\n")
                .expect("writes");
        }
    }
    for privacy in CLEARANCES {
        write!(roles, "\n[cleared_{privacy}]\nname = \"{privacy}\"\nlevel = \"township\"\nclearance = \"{privacy}\"\n")
            .expect("writes");
    }
    let figure =
        "//- indicators/papers.toml\n[papers]\nname = \"卷宗数\"\nin = \"件\"\nledger = \"paper\"\nagg = \"count\"\n";
    format!("{log}\n{}{figure}", with("roles.toml", &roles))
}

/// What may be asked about a record, and by which its text could come to light.
fn doors(of: &str, privacy: &str) -> Vec<(&'static str, String, Option<Json>)> {
    let (field, text) = (format!("{privacy}_text"), secret(privacy));
    let list = "/api/ledgers/paper/records";
    let filter = |said: &str| format!("{list}?filter={}", percent(said));
    let stale = json!({ "request": "x", "expects": 999, "fields": { "number": "2" }, "reason": "试" });
    vec![
        ("GET", list.to_owned(), None),
        ("GET", format!("{list}?q={}", percent(&text)), None),
        ("GET", format!("{list}?sort={field}"), None),
        ("GET", filter(&format!("{field} == \"{text}\"")), None),
        ("GET", filter(&format!("{field} < \"{text}句\"")), None),
        ("GET", filter(&format!("{privacy}_count > 1")), None),
        ("GET", format!("{list}?sort=-{privacy}_count"), None),
        ("GET", "/api/ledgers/paper/totals".to_owned(), None),
        ("GET", format!("/api/ledgers/paper/totals?filter={}", percent(&format!("{privacy}_count > 1"))), None),
        ("GET", format!("/api/ledgers/paper/totals?q={}", percent(&text)), None),
        ("GET", format!("/api/search?q={}", percent(&text)), None),
        ("GET", "/api/ledgers/paper/export?format=csv".to_owned(), None),
        ("GET", of.to_owned(), None),
        ("GET", format!("{of}/history"), None),
        ("GET", format!("{of}/links"), None),
        ("GET", "/api/books/t1/changes".to_owned(), None),
        ("GET", "/api/figures/papers/open?unit=v1&period=2022".to_owned(), None),
        (
            "POST",
            "/api/figures".to_owned(),
            Some(json!({ "asks": [{ "indicator": "papers", "unit": "v1", "period": "2022" }] })),
        ),
        ("PATCH", of.to_owned(), Some(stale)),
    ]
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "%{byte:02X}");
        all
    })
}

/// An answer without what was asked, which problems may say again.
fn said(body: &Json, asked: &str) -> String {
    let text = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
    if body["code"].is_string() { text.replace(asked, "") } else { text }
}

#[tokio::test]
async fn what_may_not_be_read_stands_in_no_answer() {
    let server = Staffed::with_more(&more()).await;
    let (_, writer) = server.worker("zhang", "cleared_sensitive", "t1").await;
    let mut fields = json!({ "number": "1", "on": "2022-03-05" });
    for privacy in PRIVACIES {
        fields[format!("{privacy}_text")] = json!(secret(privacy));
        fields[format!("{privacy}_count")] = json!(number(privacy));
    }
    let new = json!({ "request": "a", "unit": "v1", "fields": fields });
    let written = server.ask(Some(&writer), "POST", "/api/ledgers/paper/records", Some(new)).await;
    assert_eq!(written.status, 200, "{}", written.body);
    let of = format!("/api/ledgers/paper/records/t1/{}", written.body["record"].as_str().expect("a record"));

    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (rank, clearance) in (1..).zip(CLEARANCES) {
        let (_, reader) = server.worker(clearance, &format!("cleared_{clearance}"), "t1").await;
        for (of_rank, privacy) in PRIVACIES.iter().enumerate() {
            let text = secret(privacy);
            // What is personal is masked for everybody, whoever is cleared for it.
            let may = of_rank <= rank && of_rank <= 1;
            for (method, path, body) in doors(&of, privacy) {
                let answer = server.ask(Some(&reader), method, &path, body).await;
                let body = said(&answer.body, &text);
                let found = body.contains(&text) || body.contains(&number(privacy));
                // Whether there is such a record is not told by how many there are, either.
                let told = path.contains(&percent(&text)) && answer.body["total"].as_u64() == Some(1)
                    || path.starts_with("/api/search")
                        && answer.body["ledgers"].as_array().is_some_and(|l| !l.is_empty());
                seen += usize::from(found || told);
                if (found || told) && !may {
                    wrong.push(format!(
                        "{clearance} reads {privacy}: {method} {path}: {} {}",
                        answer.status, answer.body
                    ));
                }
            }
            let look = json!({ "request": format!("{clearance}-{privacy}"), "purpose": "check" });
            let opened = server.ask(Some(&reader), "POST", &format!("{of}/open"), Some(look)).await;
            let found = opened.body.to_string();
            let found = found.contains(&text) && found.contains(&number(privacy));
            seen += usize::from(found);
            if found && of_rank > rank {
                wrong.push(format!("{clearance} opens {privacy}: {}", opened.body));
            }
            if !found && of_rank == rank && rank > 1 {
                wrong.push(format!("{clearance} does not open {privacy}: {} {}", opened.status, opened.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 30, "what may be read is found: {seen}");
}
