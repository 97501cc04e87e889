//! Forms that were sent up: whole or not at all, and never otherwise afterwards.

use app::{
    Actor,
    forms::{IssueForm, Moved, OfForm, issue, recall, version, versions},
    reports,
};
use pack::model::Privacy;
use rules::access::Grant;
use serde_json::json;

use crate::{
    forms::{cells, part, place, rows_in, shown, words},
    world::Place,
};

fn of(form: &str) -> OfForm {
    OfForm { form: form.to_owned(), unit: "t1".into(), period: "2022".parse().expect("a year") }
}

fn wanted(request: &str, form: &str) -> IssueForm {
    let OfForm { form, unit, period } = of(form);
    let (by, why) = (Some("张三".to_owned()), Some("人口要等统计所年报".to_owned()));
    IssueForm { request: request.into(), form, unit, period, as_of: None, by, note: None, why }
}

async fn number_of(place: &Place, wanted: IssueForm) -> Result<u32, String> {
    issue(&place.service, &place.actor, wanted).await.map(|sent| sent.issued.number).map_err(|problem| problem.code)
}

#[tokio::test]
async fn what_is_open_is_said_at_once_and_nothing_goes_up() {
    let place = place().await;
    let bare = IssueForm { by: None, why: Some(" ".to_owned()), ..wanted("a", "villages") };
    let problem = issue(&place.service, &place.actor, bare).await.expect_err("much is open");
    assert_eq!(problem.code, "form.not_ready");
    let found = |code: &str, words: &str| {
        problem.findings.iter().any(|finding| finding.code == code && finding.message.contains(words))
    };
    assert!(found("report.no_name", "经办人") && found("form.look_at", "缺数：合计“人口”"), "{:?}", problem.findings);
    assert!(found("form.look_at", "小于5：甲村“保管人数”"), "{:?}", problem.findings);
    assert_eq!(versions(&place.service, &place.actor, of("villages")).await.expect("a list"), []);
    // Where nothing is open, nothing need be said.
    let plain = IssueForm { why: None, ..wanted("b", "events") };
    assert_eq!(number_of(&place, plain).await, Ok(1));
}

#[tokio::test]
async fn what_went_up_never_moves_and_what_has_moved_since_is_told() {
    let place = place().await;
    let before = shown(&place, "villages", "t1", "2022").await.expect("a form");
    let sent = issue(&place.service, &place.actor, wanted("a", "villages")).await.expect("it goes up");
    assert_eq!((sent.issued.number, sent.issued.by.as_deref(), sent.actor.as_str()), (1, Some("张三"), "local"));
    assert_eq!((&sent.issued.as_of, sent.issued.period.to_string().as_str()), (&before.as_of, "2022"));
    let more = json!({"number": "6", "on": "2022-07-01", "due": "1万元", "paid": "10"});
    place.create("event", "v1", more).await.expect("an event");

    let opened = version(&place.service, &place.actor, of("各村情况统计表"), 1).await.expect("by its name, too");
    assert_eq!(cells(&opened.frozen.shown), cells(&before));
    assert_eq!(opened.frozen.shown, before, "nothing is lost in keeping it");
    assert_eq!(opened.frozen.why.as_deref(), Some("人口要等统计所年报"));
    let workbook = opened.frozen.workbook().expect("a workbook");
    let rows: Vec<String> = rows_in(&workbook).iter().map(|row| words(row).join("|")).collect();
    assert!(rows.iter().any(|row| row.starts_with("1|甲村|3|")), "{rows:?}");
    let since = opened.since.expect("the form is there");
    let column = before.frame.columns[2].clone();
    let moved = |row: &str, was: &str, is: &str| Moved {
        row: row.to_owned(),
        column: column.clone(),
        was: Some(was.to_owned()),
        is: Some(is.to_owned()),
    };
    assert!(
        since.moved.contains(&moved("甲村", "3", "4")) && since.moved.contains(&moved("合计", "4", "5")),
        "{since:?}"
    );
    assert!(since.moved.iter().all(|one| one.row != "乙村"), "{since:?}");

    // Again with the same key it is the same version; with another the next.
    assert_eq!(number_of(&place, wanted("a", "villages")).await, Ok(1));
    assert_eq!(
        number_of(&place, IssueForm { note: Some("改一处".to_owned()), ..wanted("a", "villages") }).await,
        Err("record.request_reused".to_owned())
    );
    assert_eq!(number_of(&place, wanted("b", "villages")).await, Ok(2));
    let nothing = version(&place.service, &place.actor, of("villages"), 2).await.expect("a version").since;
    assert_eq!(nothing.expect("the form is there").moved, []);

    let take_back = async |request: &str, number: u32, reason: &str| {
        recall(&place.service, &place.actor, request.into(), (of("villages"), number), reason).await
    };
    assert_eq!(take_back("c", 1, " ").await.expect_err("no reason").code, "report.no_reason");
    let taken = take_back("d", 1, "漏了一件").await.expect("taken back");
    assert_eq!(taken.withdrawn.and_then(|withdrawn| withdrawn.reason).as_deref(), Some("漏了一件"));
    assert_eq!(take_back("e", 9, "没有这一版").await.expect_err("none").code, "not_found");
    let all = versions(&place.service, &place.actor, of("villages")).await.expect("a list");
    let told: Vec<(u32, bool)> = all.iter().map(|one| (one.issued.number, one.withdrawn.is_some())).collect();
    assert_eq!(told, [(1, true), (2, false)]);
    assert_eq!(number_of(&place, wanted("f", "villages")).await, Ok(3), "a number is not given again");
    assert_eq!(place.service.verify(&place.actor).await.expect("verified"), []);

    // Of a report by that name nobody knows.
    let report = reports::Of { report: "form/villages".into(), unit: "t1".into(), period: of("").period };
    assert_eq!(reports::versions(&place.service, &place.actor, report).await.expect_err("none").code, "not_found");
}

#[tokio::test]
async fn a_roster_goes_up_masked_and_only_as_many_rows_are_compared() {
    let place = place().await;
    assert_eq!(number_of(&place, wanted("a", "events")).await, Ok(1));
    let more = json!({"number": "6", "on": "2022-07-01", "due": "1万元"});
    place.create("event", "v1", more).await.expect("an event");
    let opened = version(&place.service, &place.actor, of("events"), 1).await.expect("a version");
    assert!(cells(&opened.frozen.shown)[1].contains("张**"));
    let sheet = part(&opened.frozen.workbook().expect("a workbook"), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("张**") && !sheet.contains("张三丰"));
    let since = opened.since.expect("the form is there");
    assert_eq!((opened.frozen.shown.total, since.total, since.moved.len()), (2, 3, 0));
}

#[tokio::test]
async fn whoever_may_not_issue_reports_sends_nothing_up() {
    let mut place = place().await;
    assert_eq!(number_of(&place, wanted("a", "events")).await, Ok(1));
    let somebody = |unit: &str, ledgers: &[&str], write: bool| {
        let ledgers = Some(ledgers.iter().map(|id| (*id).into()).collect());
        let grant = Grant { unit: Some(unit.into()), ledgers, write, administer: false, clearance: Privacy::Internal };
        Actor::with("li", vec![grant])
    };
    for (actor, reads, sends) in [
        (somebody("t1", &["event", "_issue"], true), Ok(1), Ok(2)),
        (somebody("t1", &["event", "_issue"], false), Ok(2), Err("access.denied")),
        (somebody("t1", &["event"], true), Err("not_found"), Err("not_found")),
        (somebody("t1", &["_issue"], true), Err("not_found"), Err("not_found")),
        (somebody("t2", &["event", "_issue"], true), Err("not_found"), Err("not_found")),
    ] {
        place.actor = actor;
        let read = versions(&place.service, &place.actor, of("events")).await;
        let read = read.map(|all| all.len()).map_err(|problem| problem.code);
        assert_eq!(read, reads.map_err(str::to_owned), "{:?}", place.actor);
        let sent = number_of(&place, wanted("b", "events")).await;
        assert_eq!(sent, sends.map_err(str::to_owned), "{:?}", place.actor);
    }
}
