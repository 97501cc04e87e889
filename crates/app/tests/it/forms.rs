//! Forms that an upper level prescribes: their cells, what is drawn together, who may see them, what is masked or missing.

use std::io::{Cursor, Read as _};

use app::{
    Actor,
    forms::{Fill, Preview, PreviewCell, file, list, preview},
};
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use kernel::Problem;
use pack::{model::Privacy, sample};
use rules::access::Grant;
use serde_json::json;

use crate::world::Place;

fn fill(form: &str, unit: &str, period: &str) -> Fill {
    Fill { form: form.to_owned(), unit: unit.into(), period: period.parse().expect("a period"), as_of: None }
}

pub async fn shown(place: &Place, form: &str, unit: &str, period: &str) -> Result<Preview, Problem> {
    preview(&place.service, &place.actor, fill(form, unit, period)).await
}

async fn whole(place: &Place, wanted: Fill) -> (String, Vec<u8>) {
    let mut export = file(&place.service, &place.actor, wanted).await.expect("a file");
    let mut bytes = Vec::new();
    while let Some(piece) = export.piece().await {
        bytes.extend(piece.expect("a piece"));
    }
    (export.name, bytes)
}

pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// What is drawn together.
fn merged(sheet: &str) -> Vec<&str> {
    sheet.split("<mergeCell ref=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Rows of a sheet, their cells as they are read.
pub fn rows_in(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<Cursor<&[u8]>> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("its cells");
    assert_eq!(range.start(), Some((0, 0)));
    range.rows().map(<[Data]>::to_vec).collect()
}

pub fn words(row: &[Data]) -> Vec<String> {
    row.iter().map(ToString::to_string).collect()
}

pub fn cells(preview: &Preview) -> Vec<String> {
    let cell = |cell: &PreviewCell| match cell {
        PreviewCell::Text(text) | PreviewCell::Number(text) => text.clone(),
        PreviewCell::Figure(figure) => figure.value.map_or("缺".to_owned(), kernel::number::plain),
    };
    preview.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
}

/// Two villages of one township, of which the second went to another in July; five events, one of another year, and a
/// thing that somebody keeps.
pub async fn place() -> Place {
    let place = Place::with(sample::pack_with(sample::FORMS)).await;
    let person = json!({"name": "张三丰", "id_number": "11010519491231002X"});
    let person = place.create("being", "v1", person).await.expect("a person").record.to_string();
    let thing = json!({"code": "A1", "begins": "2020-01-01", "keeper": person});
    place.create("thing", "v1", thing).await.expect("a thing");
    for (unit, said) in [
        (
            "v1",
            json!({"number": "1", "on": "2022-03-01", "kind": "绿", "person": person, "due": "1.5万元", "paid": "200"}),
        ),
        ("v1", json!({"number": "=1+1", "on": "2022-05-01", "due": "1万元", "paid": "50"})),
        ("v1", json!({"number": "3", "on": "2021-05-01", "due": "1万元"})),
        ("v1", json!({"number": "4", "on": "2022-06-01", "kind": "蓝"})),
        ("v2", json!({"number": "5", "on": "2022-03-01", "due": "2万元", "paid": "100"})),
    ] {
        place.create("event", unit, said).await.expect("an event");
    }
    place
}

#[tokio::test]
async fn a_roster_lists_the_records_of_its_unit_and_period_in_order() {
    let place = place().await;
    let roster = shown(&place, "events", "t1", "2022").await.expect("a form");
    assert_eq!(cells(&roster), ["1|甲村|=1+1|2022-05-01||1|50||", "2|甲村|1|2022-03-01|张**|1.5|200||"]);
    assert_eq!((roster.total, roster.is_personal, roster.missing.len()), (2, true, 0));
    let before = shown(&place, "事情登记表", "t1", "2021").await.expect("by its name");
    assert_eq!(cells(&before), ["1|甲村|3|2021-05-01||1|||"]);
    // Of records of any day, states and steps.
    place.create("matter", "v1", json!({"number": "M1", "found_on": "2020-01-05"})).await.expect("a matter");
    let matters = shown(&place, "matters", "v1", "2022-Q4").await.expect("a form");
    assert_eq!(cells(&matters), ["M1||已发现"]);
}

#[tokio::test]
async fn a_roster_is_a_sheet_in_its_frame() {
    let place = place().await;
    let (name, bytes) = whole(&place, fill("events", "t1", "2022")).await;
    assert_eq!(name, "事情登记表-2022-12-31-含个人信息.xlsx");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert_eq!(
        merged(&sheet),
        [
            "A1:I1", "A2:I2", "A3:I3", "A4:I4", "A5:D5", "E5:I5", "A6:A8", "B6:B8", "C6:E6", "F6:G6", "H6:H8", "I6:I8",
            "C7:C8", "D7:E7", "F7:F8", "G7:G8", "A12:I12", "A13:I13", "A14:I14",
        ]
    );
    let rows = rows_in(&bytes);
    let said = |at: usize| words(&rows[at]).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    assert_eq!(said(0), ["样例县事情登记表"]);
    assert_eq!(
        [said(1), said(2), said(3)].concat(),
        ["表号：样1表", "制定机关：丙县样例办公室", "制定依据：样例〔2022〕3号"]
    );
    assert_eq!(said(4), ["填报单位：一镇", "报告期：2022年　填报日期：2022年12月31日"]);
    assert_eq!(said(5), ["序号", "村", "事情", "款项", "原因", "备注"]);
    assert_eq!(said(6), ["序号", "何时何人", "应付（万元）", "已付（元）"]);
    assert_eq!(said(7), ["日期", "人员"]);
    assert_eq!(said(8), ["甲", "乙", "丙", "丁", "戊", "1", "乙9", "己", "庚"]);
    assert_eq!(rows[9][..3], [Data::Float(1.0), Data::String("甲村".to_owned()), Data::String("=1+1".to_owned())]);
    assert!(matches!(&rows[9][3], Data::DateTime(when) if when.to_ymd_hms_milli() == (2022, 5, 1, 0, 0, 0, 0)));
    assert_eq!(rows[10][4..7], [Data::String("张**".to_owned()), Data::Float(1.5), Data::Float(200.0)]);
    assert_eq!([said(11), said(12)].concat(), ["注：1. 本表一事一行。", "　　2. 金额保留两位小数。"]);
    assert_eq!(said(13), ["单位负责人（盖章）：　　　　　　审核人：　　　　　　填表人："]);
    assert_eq!(rows.len(), 14);
    // As it is printed.
    for sign in [
        "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>",
        "第&amp;P页 共&amp;N页",
        "<pane ySplit=\"9\" topLeftCell=\"A10\"",
        "<oddHeader>&amp;C含个人信息，仅限工作使用，不得外传。导出人：本机用户，2022-12-31 12:00</oddHeader>",
    ] {
        assert!(sheet.contains(sign), "{sign}");
    }
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("'事情登记表·含个人信息'!$6:$9</definedName>"), "{book}");
    for secret in ["张三丰", "<f>"] {
        assert!(!sheet.contains(secret), "{secret}");
    }
    let (_, matters) = whole(&place, fill("matters", "v1", "2022-Q4")).await;
    let sheet = part(&matters, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("orientation=\"portrait\"") && !sheet.contains("oddHeader"), "no person is spoken of");
}

#[tokio::test]
async fn a_summary_has_a_row_a_unit_and_the_figures_of_the_whole() {
    let place = place().await;
    let value = json!({"indicator": "population", "first": "2022-01-01", "last": "2022-12-31", "value": "320",
        "source": "统计所年报", "cut_off": "2022-12-30"});
    place.create("_value", "v1", value).await.expect("a value");
    let summary = shown(&place, "villages", "t1", "2022").await.expect("a form");
    let rows = cells(&summary);
    // What the second village had while it belonged here counts; what it holds at the end does not stand here.
    assert_eq!(rows[0], "1|甲村|3|0.025|1|1|320|");
    assert!(rows[1].starts_with("2|乙村|1|0.01|0.5|"), "{rows:?}");
    assert_eq!(rows[2], "|合计|4|0.035|0.78|1|缺|", "the whole is asked for, and what is missing is not 0");
    assert_eq!((rows.len(), summary.total), (3, 2));
    let whole_row = summary.rows.last().expect("a row");
    let PreviewCell::Figure(events) = &whole_row.cells[2] else { panic!("{whole_row:?}") };
    assert_eq!((whole_row.is_whole, events.ask.unit.as_str(), events.rows), (true, "t1", Some(4)));
    let missing: Vec<String> = summary.missing.iter().map(|gap| format!("{} {}", gap.row, gap.column)).collect();
    assert!(missing.contains(&"合计 人口".to_owned()), "{missing:?}");
    let small: Vec<String> = summary.small.iter().map(|gap| format!("{} {}", gap.row, gap.column)).collect();
    assert!(small.contains(&"甲村 保管人数".to_owned()), "{small:?}");
    assert_eq!(summary.notes[0], "“人口”甲村的数是外部。");

    let (name, bytes) = whole(&place, fill("villages", "t1", "2022")).await;
    assert_eq!(name, "各村情况统计表-2022-12-31.xlsx");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("paperSize=\"8\""), "A3");
    let read = rows_in(&bytes);
    let said = |name: &str| {
        read.iter().find(|row| matches!(&row[1], Data::String(text) if text == name)).cloned().expect(name)
    };
    assert_eq!(said("甲村")[2..7].iter().map(ToString::to_string).collect::<Vec<_>>(), ["3", "0.025", "1", "1", "320"]);
    assert_eq!(said("合计")[6], Data::String("缺数".to_owned()));
    let about = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(about.contains("合计“人口”：") && about.contains("<t>填报单位</t>"), "{about}");
}

#[tokio::test]
async fn forms_are_for_their_units_and_periods() {
    let place = place().await;
    for (form, unit, period, code) in [
        ("events", "v1", "2022", "form.wrong_level"),
        ("events", "t1", "2022-03", "form.wrong_period"),
        ("events", "nowhere", "2022", "not_found"),
        ("nothing", "t1", "2022", "not_found"),
        ("villages", "c", "2022", "form.wrong_level"),
    ] {
        let wrong = shown(&place, form, unit, period).await.expect_err(code);
        assert_eq!((wrong.code.as_str(), wrong.hint.is_some()), (code, true), "{form} {unit} {period}: {wrong}");
        let wrong = file(&place.service, &place.actor, fill(form, unit, period)).await.err().expect(code);
        assert_eq!(wrong.code, code);
    }
    let mut ahead = fill("events", "t1", "2022");
    ahead.as_of = Some("t1:99999".parse().expect("a cut"));
    let wrong = file(&place.service, &place.actor, ahead).await.err().expect("a cut to come");
    assert_eq!(wrong.code, "figure.cut_ahead");
}

#[tokio::test]
async fn a_form_whose_ledger_is_closed_is_not_there() {
    let mut place = place().await;
    let somebody = |unit: &str, ledgers: Option<&[&str]>| {
        let ledgers = ledgers.map(|ids| ids.iter().map(|id| (*id).into()).collect());
        let grant =
            Grant { unit: Some(unit.into()), ledgers, write: false, administer: false, clearance: Privacy::Sensitive };
        Actor::with("li", vec![grant])
    };
    for (actor, forms, may) in [
        (somebody("t1", None), "events matters villages", [true, true]),
        (somebody("t1", Some(&["event"])), "events", [true, false]),
        (somebody("t1", Some(&["event", "thing"])), "events villages", [true, true]),
        (somebody("t1", Some(&["being"])), "", [false, false]),
        // Half of a township's records are not the township's.
        (somebody("v1", None), "matters", [false, false]),
        (somebody("t2", None), "events matters villages", [false, false]),
    ] {
        place.actor = actor;
        let known = list(&place.service, &place.actor).await.expect("a list");
        let known: Vec<&str> = known.iter().map(|form| form.id.as_str()).collect();
        assert_eq!(known.join(" "), forms, "{:?}", place.actor);
        for (form, may) in ["events", "villages"].into_iter().zip(may) {
            let told = shown(&place, form, "t1", "2022").await.map(|form| form.total).map_err(|wrong| wrong.code);
            assert_eq!(told.is_ok(), may, "{form} {:?}: {told:?}", place.actor);
            assert!(may || told == Err("not_found".to_owned()), "{told:?}");
        }
    }
    // Whoever may open what is masked sees it masked here, too.
    place.actor = somebody("t1", None);
    assert!(cells(&shown(&place, "events", "t1", "2022").await.expect("a form"))[1].contains("张**"));
}

#[tokio::test]
async fn a_form_at_a_cut_is_the_same_form() {
    let place = place().await;
    let before = shown(&place, "events", "t1", "2022").await.expect("a form");
    let more = json!({"number": "6", "on": "2022-07-01", "due": "1万元"});
    place.create("event", "v1", more).await.expect("an event");
    assert_eq!(shown(&place, "events", "t1", "2022").await.expect("a form").total, 3);
    let again = Fill { as_of: Some(before.as_of.clone()), ..fill("events", "t1", "2022") };
    let again = preview(&place.service, &place.actor, again).await.expect("a form");
    assert_eq!(cells(&again), cells(&before));
}
