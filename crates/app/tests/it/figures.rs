use app::{
    figures::{OpenFigure, all, open},
    reports::{Build, Format, build, export, list},
};
use kernel::{Ask, Boundaries, Period};
use serde_json::json;

use crate::world::Place;

#[tokio::test]
async fn a_record_becomes_a_figure_and_the_figure_opens() {
    let place = Place::new().await;
    let thing = json!({"code": "A1", "name": "石磨", "begins": "2022-01-01", "worth": "9.79万元"});
    place.create("thing", "v1", thing).await.expect("writes");
    let figures = all(&place.service, &place.actor, &"t1".into(), Period::Year(2022), None).await.expect("answers");
    assert_eq!(figures.len(), place.service.pack().indicators.len());
    let value = |id: &str| {
        figures.iter().find(|f| f.ask.indicator.as_str() == id).and_then(|f| f.value).map(kernel::number::plain)
    };
    assert_eq!((value("things").as_deref(), value("things_worth").as_deref()), (Some("1"), Some("9.79")));

    let ask =
        Ask { indicator: "things".into(), unit: "t1".into(), period: Period::Year(2022), boundaries: Boundaries::Then };
    let opened = open(&place.service, &place.actor, OpenFigure { ask, as_of: None, after: None, limit: None })
        .await
        .expect("opens");
    assert_eq!(
        opened.rows.iter().map(|row| format!("{} {}", row.unit_name, row.title)).collect::<Vec<_>>(),
        ["甲村 A1 石磨"]
    );
}

#[tokio::test]
async fn reports_are_listed_built_and_exported() {
    let place = Place::new().await;
    let reports = list(&place.service, &place.actor).await.expect("lists");
    for report in &reports {
        let front = report.front.as_ref().unwrap_or_else(|| panic!("{:#?}", report.findings));
        assert!(!front.name.is_empty());
        let wanted =
            Build { report: report.id.to_string(), unit: "t1".into(), period: Period::Year(2022), as_of: None };
        let document = build(&place.service, &place.actor, wanted).await.expect("builds");
        for format in [Format::Docx, Format::Html, Format::Json, Format::Text] {
            assert!(!export(&document, format, &Default::default()).expect("exports").is_empty());
        }
    }
    let unknown = Build { report: "没有".to_owned(), unit: "t1".into(), period: Period::Year(2022), as_of: None };
    assert_eq!(build(&place.service, &place.actor, unknown).await.expect_err("none").code, "not_found");
}
