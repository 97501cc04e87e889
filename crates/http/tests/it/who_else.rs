//! Every route, asked by those who work at other levels: a village cadre, a grid worker below the village, an officer of the
//! county. Each is answered as the one of the table is whom he resembles; where he is not, it stands here.

use serde_json::json;

use crate::{
    staff::{Staffed, with},
    who_may::{cases, shot},
};

/// In the table, a worker of another township, and one of the township.
const STRANGER: usize = 1;
const WORKER: usize = 5;

/// A grid below the village, and roles that work there and above.
fn levels() -> String {
    let grid = "[levels.grid]\nname = \"网格\"\n\n[units.g1]\nname = \"一组\"\nlevel = \"grid\"\nparent = \"v1\"\nbegins = \"2000-01-01\"";
    let roles = "[walker]\nname = \"网格员\"\nlevel = \"grid\"\n\n[chief]\nname = \"县干事\"\nlevel = \"county\"\n";
    [with("units.toml", grid), with("roles.toml", roles)].concat()
}

/// Asks everything as somebody with one post; what is answered otherwise than `like` in the table must stand in `others`.
async fn check(role: &str, unit: &str, like: usize, others: &[(&str, &str, u16)]) {
    let server = Staffed::with_more(&levels()).await;
    let (user, worker) = server.worker("zhang", "officer", "t1").await;
    let (_, token) = server.worker("sun", role, unit).await;
    let new = json!({ "request": "a", "unit": "v1", "fields": { "number": "1", "on": "2022-03-05", "due": "2万元" } });
    let written = server.ask(Some(&worker), "POST", "/api/ledgers/event/records", Some(new)).await;
    assert_eq!(written.status, 200, "{}", written.body);
    let record = written.body["record"].as_str().expect("a record").to_owned();
    let shot = shot(&server, &worker).await;
    let mut wrong = Vec::new();
    for case in cases(&record, &shot, &user) {
        let other = others.iter().find(|(method, route, _)| *method == case.method && *route == case.route);
        let expect = other.map_or(case.expect[like], |(.., status)| *status);
        let answer = server.ask(Some(&token), case.method, &case.asked, case.body.clone()).await;
        if answer.status != expect {
            wrong.push(format!("{} {}: {} not {expect}: {}", case.method, case.route, answer.status, answer.body));
        }
        if let Some((.., status)) = other {
            assert_ne!(*status, case.expect[like], "{role} is no other at {} {}", case.method, case.route);
        }
    }
    assert!(wrong.is_empty(), "{role}\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_village_cadre_works_in_the_village() {
    // Reports and forms are the township's, and so is what its people see first.
    let (home, form, report) = ("/api/units/{unit}/homes/{role}", "/api/forms/{form}", "/api/reports/{report}");
    check(
        "clerk",
        "v1",
        WORKER,
        &[
            ("GET", home, 404),
            ("PUT", home, 404),
            ("DELETE", home, 404),
            ("GET", form, 404),
            ("GET", "/api/forms/{form}/file", 404),
            ("GET", "/api/forms/{form}/versions", 404),
            ("POST", "/api/forms/{form}/versions", 404),
            ("GET", report, 404),
            ("GET", "/api/reports/{report}/annex", 404),
            ("GET", "/api/reports/{report}/readiness", 404),
            ("GET", "/api/reports/{report}/{format}", 404),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_grid_worker_knows_nothing_of_the_village() {
    check("walker", "g1", STRANGER, &[]).await;
}

#[tokio::test]
async fn an_officer_of_the_county_reaches_what_lies_below() {
    // A village's home pages are arranged by the village and by its township.
    let home = "/api/units/{unit}/homes/{role}";
    check("chief", "c", WORKER, &[("GET", home, 404), ("PUT", home, 404), ("DELETE", home, 404)]).await;
}
