//! Reports are issued whole or not at all, and what was issued never moves.

use app::reports::{
    Build, Decided, Format, Issue, Of, PointKind, Recall, Version, annexed, export, issue, readiness, recall, version,
    versions,
};
use kernel::Problem;
use pack::model::Pack;
use serde_json::json;

use crate::world::{Place, object};

const BODY: &str = "有物{{ 物数 }}，红的{{ 红物数 }}，保管人{{ 保管人数 }}，预计面积{{ 预计面积 }}，人口{{ 人口 }}，又人口{{ 人口|余 }}。\n";

/// The sample pack with a report that has a forecast, a gap and a small count; `change` may alter a file.
fn pack(body: &str, change: impl Fn(&str, String) -> String) -> Pack {
    let mut files = pack::sample::files(pack::sample::FILES);
    for (path, text) in &mut files {
        *text = change(path, std::mem::take(text));
    }
    let front =
        "+++\nname = \"年报\"\nunit_level = \"township\"\nperiod = \"year\"\ntitle = \"{{ unit.name }}年小结\"\n+++\n";
    files.insert("reports/year.md".to_owned(), format!("{front}# 一、物\n{body}"));
    let (pack, findings) = pack::load_files(files);
    pack.unwrap_or_else(|| panic!("{findings:?}"))
}

/// A place with two things, one kept by a person, and a forecast.
async fn place() -> Place {
    let place = Place::with(pack(BODY, |_, text| text)).await;
    let being = json!({"name": "甲某", "begins": "2000-01-01"});
    let being = place.create("being", "v1", being).await.expect("a being");
    let thing =
        |code: &str| json!({"code": code, "begins": "2022-01-01", "color": "red", "keeper": being.record.as_str()});
    place.create("thing", "v1", thing("A1")).await.expect("a thing");
    place.create("thing", "v1", thing("A2")).await.expect("a thing");
    let forecast = json!({"indicator": "harvest_forecast", "first": "2022-01-01", "last": "2022-12-31", "value": "120",
        "source": "农技站估测", "author": "乙某", "method": "按上年单产", "cut_off": "2022-11-25"});
    place.create("_value", "t1", forecast).await.expect("a forecast");
    place
}

fn build() -> Build {
    Build { report: "year".to_owned(), unit: "t1".into(), period: "2022".parse().expect("a year"), as_of: None }
}

fn of() -> Of {
    Of { report: "year".into(), unit: "t1".into(), period: "2022".parse().expect("a year") }
}

/// `forecast 预计面积=why`, `missing 人口=why/words`, `small 保管人数=why`.
fn decided(line: &str) -> Decided {
    let (kind, rest) = line.split_once(' ').expect("a kind");
    let (indicator, why) = rest.split_once('=').expect("a reason");
    let (why, say) = why.split_once('/').map_or((why, None), |(why, say)| (why, Some(say.to_owned())));
    let kind = match kind {
        "forecast" => PointKind::Forecast,
        "missing" => PointKind::Missing,
        _ => PointKind::Small,
    };
    Decided { kind, indicator: indicator.to_owned(), unit: None, period: None, why: why.to_owned(), say }
}

const ALL: [&str; 3] =
    ["forecast 预计面积=与农技站核对过", "missing 人口=统计站没有报来/暂无", "small 保管人数=本人同意"];

fn wanted(request: &str, decisions: &[&str]) -> Issue {
    let Build { report, unit, period, as_of } = build();
    let decisions = decisions.iter().map(|line| decided(line)).collect();
    Issue { request: request.into(), report, unit, period, as_of, by: Some("丙某".to_owned()), note: None, decisions }
}

async fn issued(place: &Place, request: &str) -> Version {
    issue(&place.service, &place.actor, wanted(request, &ALL)).await.expect("issues")
}

async fn text(place: &Place, number: u32) -> String {
    let opened = version(&place.service, &place.actor, of(), number).await.expect("opens");
    let bytes = export(&opened.frozen.document, Format::Text, &opened.frozen.options(true)).expect("exports");
    String::from_utf8(bytes).expect("text")
}

fn codes(problem: &Problem) -> String {
    let findings = problem.findings.iter();
    let each = findings.map(|f| format!(" {}@{}", f.code, f.place.field.as_deref().unwrap_or("-")));
    format!("{}{}", problem.code, each.collect::<String>())
}

#[tokio::test]
async fn everything_open_is_said_at_once() {
    let place = place().await;
    let check = async |decisions: &[&str], expect: &str| {
        let refused = issue(&place.service, &place.actor, wanted("r", decisions)).await.expect_err("not ready");
        assert_eq!(codes(&refused), expect, "{decisions:?}");
        assert!(refused.findings.iter().all(|finding| finding.hint.is_some()), "{refused}");
    };
    let [forecast, missing, small] = ALL;
    check(&[], "report.not_ready report.small_unseen@keepers@t1@2022 report.forecast_unconfirmed@harvest_forecast@t1@2022 report.missing_unaccepted@population@t1@2022").await;
    check(&[forecast, small], "report.not_ready report.missing_unaccepted@population@t1@2022").await;
    check(&["forecast 预计面积= ", missing, small], "report.not_ready report.no_reason@harvest_forecast@t1@2022").await;
    for words in ["0", "约３万", "零"] {
        let missing = format!("missing 人口=没有报来/{words}");
        check(&[forecast, &missing, small], "report.not_ready report.bad_words@population@t1@2022").await;
    }
    let other = ["missing 预计面积=不知道", forecast, missing, small];
    check(&other, "report.not_ready report.decision_unknown@harvest_forecast@t1@2022").await;
    for by in [None, Some(" ".to_owned())] {
        let nameless = |decisions: &[&str]| Issue { by: by.clone(), ..wanted("r", decisions) };
        let refused = issue(&place.service, &place.actor, nameless(&ALL)).await.expect_err("nobody saw to it");
        assert_eq!(codes(&refused), "report.not_ready report.no_name@by");
        let refused = issue(&place.service, &place.actor, nameless(&[forecast, small])).await.expect_err("nor to this");
        let expect = "report.not_ready report.no_name@by report.missing_unaccepted@population@t1@2022";
        assert_eq!(codes(&refused), expect);
    }
    assert_eq!(versions(&place.service, &place.actor, of()).await.expect("lists"), [], "nothing was written");
}

#[tokio::test]
async fn what_was_issued_never_moves() {
    let place = place().await;
    let first = issued(&place, "i1").await;
    assert_eq!((first.issued.number, first.issued.by.as_deref()), (1, Some("丙某")));
    let before = text(&place, 1).await;
    assert!(before.contains("有物2个，红的2个，保管人1人，预计面积120亩，人口暂无，又人口暂无。"), "{before}");
    assert!(before.contains("预计面积（2022年）是预计数，已确认：与农技站核对过（丙某）"), "{before}");
    assert!(before.contains("预计 2022-11-25") && before.contains("\t乙某\t"), "{before}");

    // Records move, then the definition and the template.
    place.create("thing", "v1", json!({"code": "A3", "begins": "2022-02-01", "color": "blue"})).await.expect("writes");
    let ready = readiness(&place.service, &place.actor, build()).await.expect("tells");
    let moved: Vec<String> = ready.moved.iter().map(|one| format!("{} {:?} {:?}", one.name, one.was, one.is)).collect();
    assert_eq!(moved, ["物数 Some(\"2个\") Some(\"3个\")"], "what was accepted as missing has not moved");
    let changed = pack(&BODY.replace("，又人口{{ 人口|余 }}", ""), |path, text| match path {
        "indicators/sample.toml" => text.replace("color == 'red'", "color == 'blue'"),
        _ => text,
    });
    let place = place.reopened(changed).await;
    assert_eq!(text(&place, 1).await, before);
    let opened = version(&place.service, &place.actor, of(), 1).await.expect("opens");
    let draft: Vec<String> =
        opened.draft.expect("a draft").iter().map(|one| format!("{} {}", one.name, one.redefined)).collect();
    assert_eq!(draft, ["物数 false", "红物数 true", "人口 false"]);
    let findings = place.service.verify(&place.actor).await.expect("verifies");
    assert_eq!(findings, []);
}

#[tokio::test]
async fn figures_of_a_version_open_at_its_cut() {
    let place = place().await;
    let first = issued(&place, "i1").await;
    place.create("thing", "v1", json!({"code": "A3", "begins": "2022-02-01"})).await.expect("writes");
    let opened = version(&place.service, &place.actor, of(), 1).await.expect("opens");
    let (frozen, ..) = opened.frozen.document.figures().next().expect("a figure");
    let wanted =
        app::figures::OpenFigure { ask: frozen.ask.clone(), as_of: Some(first.issued.as_of), after: None, limit: None };
    let evidence = app::figures::open(&place.service, &place.actor, wanted).await.expect("opens").evidence;
    assert_eq!(evidence.figure, *frozen);
}

#[tokio::test]
async fn a_retry_is_the_same_version_and_two_at_once_are_two() {
    let place = place().await;
    let first = issued(&place, "i1").await;
    let again = issued(&place, "i1").await;
    assert_eq!((first.seq, again.seq, again.issued.number), (first.seq, first.seq, 1));
    let (one, two) = tokio::join!(
        issue(&place.service, &place.actor, wanted("i2", &ALL)),
        issue(&place.service, &place.actor, wanted("i3", &ALL)),
    );
    let outcomes = [one, two].map(|done| done.map_or_else(|problem| problem.code, |v| v.issued.number.to_string()));
    let all = versions(&place.service, &place.actor, of()).await.expect("lists");
    let numbers: Vec<u32> = all.iter().map(|version| version.issued.number).collect();
    // Either one was quicker and the other is told, or they came one after the other.
    let lost = outcomes.iter().filter(|outcome| *outcome == "record.conflict").count();
    assert!(lost <= 1 && numbers.len() == 3 - lost, "{outcomes:?} {numbers:?}");
    assert_eq!(numbers, (1..=u32::try_from(numbers.len()).expect("few")).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_withdrawn_version_stays_and_keeps_its_number() {
    let place = place().await;
    issued(&place, "i1").await;
    let back = |request: &str, reason: &str| Recall {
        request: request.into(),
        of: of(),
        number: 1,
        reason: reason.to_owned(),
    };
    let silent = recall(&place.service, &place.actor, back("w0", " ")).await.expect_err("no reason");
    assert_eq!(silent.code, "report.no_reason");
    let gone = recall(&place.service, &place.actor, back("w1", "人口数有误")).await.expect("withdraws");
    assert_eq!(gone.withdrawn.expect("withdrawn").reason.as_deref(), Some("人口数有误"));
    let twice = recall(&place.service, &place.actor, back("w2", "再撤")).await.expect_err("it is gone");
    assert_eq!(twice.code, "report.withdrawn");
    assert_eq!(issued(&place, "i2").await.issued.number, 2);
    assert!(text(&place, 1).await.contains("有物2个"), "it can still be read");
    let ready = readiness(&place.service, &place.actor, build()).await.expect("tells");
    assert_eq!((ready.next, ready.latest.map(|latest| latest.issued.number)), (3, Some(2)));
    let opened = version(&place.service, &place.actor, of(), 2).await.expect("opens");
    assert_eq!(opened.before, None, "a withdrawn version is nothing to be compared with");
}

#[tokio::test]
async fn nothing_but_issuing_writes_versions() {
    let place = place().await;
    let first = issued(&place, "i1").await;
    let made = place.create("_issue", "t1", json!({"report": "year"})).await.expect_err("only issuing writes");
    let correct = reports_record(&first, json!({"note": "改"}));
    let corrected = app::records::correct(&place.service, &place.actor, correct).await.expect_err("it is frozen");
    let sheet = crate::world::xlsx(&[&["报告", "期间"], &["year", "2022"]]);
    let ledger = kernel::LedgerId::from("_issue");
    let imported =
        app::imports::import(&place.service, &place.actor, &ledger, "表.xlsx", sheet.into(), Default::default());
    let imported = imported.await.expect_err("no sheet writes it");
    let (record, expects, reason) = (address(&first), first.seq, Some("撤".to_owned()));
    let back = app::records::Withdraw { request: "b1".into(), record, expects, reason, told: None };
    let back = app::records::withdraw(&place.service, &place.actor, back).await.expect_err("it goes its own way");
    let codes = [made.code, corrected.code, imported.code, back.code];
    assert_eq!(codes, ["report.frozen"; 4].map(str::to_owned));
    let stands = versions(&place.service, &place.actor, of()).await.expect("lists");
    assert!(stands[0].withdrawn.is_none(), "it stands");
    let shown = app::records::show(&place.service, &place.actor, &address(&first), None).await.expect("shows");
    assert!(
        !shown.shown.contains_key("frozen") && !shown.fields.contains_key("frozen"),
        "the text is read as a report"
    );
}

#[tokio::test]
async fn the_annex_says_what_drafts_rest_on() {
    let place = place().await;
    let annex = annexed(&place.service, &place.actor, build()).await.expect("builds").annex();
    let rows: Vec<String> = annex
        .rows
        .iter()
        .map(|row| {
            format!("{} {} {} {} {} {}", row.name, row.printed, row.grade.name(), row.until, row.answers, row.source)
        })
        .collect();
    let town = place.service.world().await.expect("a world").unit("t1").expect("a town").name.clone();
    assert_eq!(
        rows,
        [
            format!("物数 2个 逐条 2022-12-31 {town} "),
            format!("红物数 2个 逐条 2022-12-31 {town} "),
            format!("保管人数 1人 逐条 2022-12-31 {town} "),
            "预计面积 120亩 预计 2022-11-25 乙某 农技站估测（按上年单产）".to_owned(),
        ]
    );
    assert!(annex.rows.iter().all(|row| !row.definition.is_empty()));
}

fn address(version: &Version) -> app::records::RecordRef {
    app::records::RecordRef { ledger: "_issue".into(), book: version.book.clone(), record: version.record.clone() }
}

fn reports_record(version: &Version, fields: serde_json::Value) -> app::records::Correct {
    app::records::Correct {
        request: "c1".into(),
        record: address(version),
        expects: version.seq,
        fields: object(fields),
        unit: None,
        reason: None,
        told: None,
    }
}
