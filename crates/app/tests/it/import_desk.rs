//! What a person does at the desk before a file is taken in: cells put right, rows left out, columns explained.

use app::imports::{Becomes, ImportOptions, ImportReport, LeaveOut, Meaning, Mend, Progress, Source, Why, import};

use crate::world::{Place, codes, counts, sheet, write, xlsx};

const DAY: &str = "2022-01-01";
const HEAD: &[&str] = &["村", "编号", "颜色", "面积", "起始日期"];
const ROWS: &[&[&str]] = &[HEAD, &["甲村", "A1", "红", "1", DAY], &["甲村", "A2", "紫", "很多", DAY]];

fn mend(row: u32, column: u32, text: &str) -> Mend {
    Mend { sheet: Some("表".to_owned()), row, column, text: text.to_owned() }
}

fn mended(mends: &[Mend]) -> ImportOptions {
    ImportOptions { mends: mends.to_vec(), ..ImportOptions::default() }
}

#[tokio::test]
async fn cells_are_put_right_in_the_page() {
    let place = Place::new().await;
    let check = async |mends: &[Mend], expect: &[&str]| {
        let report = place.import("thing", "a.xlsx", &xlsx(ROWS), mended(mends)).await;
        assert_eq!(codes(&report.findings), expect);
        report
    };
    let report = check(&[], &["value.unknown_choice@3:3", "value.not_a_number@3:4"]).await;
    let rows: Vec<(u32, &[String])> = report.wrong_rows.iter().map(|row| (row.row, row.cells.as_slice())).collect();
    assert_eq!(rows, [(3, ["甲村", "A2", "紫", "很多", DAY].map(str::to_owned).as_slice())], "the row as it stands");
    assert_eq!(report.sample.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 3]);
    check(&[mend(3, 3, "红")], &["value.not_a_number@3:4"]).await;
    check(&[mend(3, 3, "红"), mend(3, 4, "两个")], &["value.not_a_number@3:4"]).await;
    let nowhere = Mend { sheet: Some("别的".to_owned()), ..mend(3, 3, "红") };
    check(
        &[nowhere, mend(0, 3, "红"), mend(3, 4, "2")],
        &["import.unknown_cell@3:3", "import.unknown_cell@0:3", "value.unknown_choice@3:3"],
    )
    .await;
    assert!(place.list("thing").await.is_empty());
    let report = check(&[mend(3, 3, " 红 "), mend(3, 4, "")], &[]).await;
    assert_eq!((counts(&report), report.mended), ((2, 0, 0, 0), 2));
    assert_eq!(place.shown("thing", &["code", "color"]).await, ["甲村 A1 红", "甲村 A2 红"]);
}

#[tokio::test]
async fn rows_are_left_out_on_purpose() {
    let place = Place::new().await;
    let leave_out = [LeaveOut { sheet: None, row: 3 }].into();
    let options = ImportOptions { leave_out, ..ImportOptions::default() };
    let report = place.import("thing", "a.xlsx", &xlsx(ROWS), options).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (1, 0, 0, 0)));
    assert_eq!(report.left_out.iter().map(|row| (row.row, row.why)).collect::<Vec<_>>(), [(3, Why::Chosen)]);
}

#[tokio::test]
async fn what_was_said_of_headings_is_remembered() {
    let place = Place::new().await;
    let file = |code: &str| xlsx(&[&["地方", "牌号", "登记", "颜色"], &["甲村", code, DAY, "红"]]);
    let columns = [("地方", "unit"), ("牌号", "code"), ("登记", "begins")];
    let columns = columns.map(|(heading, field)| (heading.to_owned(), field.to_owned())).into();
    let said = |dry_run| ImportOptions { dry_run, columns, ..ImportOptions::default() };
    let sources = |report: &ImportReport| report.columns.iter().map(|column| column.source).collect::<Vec<_>>();
    let first = place.import("thing", "a.xlsx", &file("A1"), said(false)).await;
    assert_eq!(codes(&first.findings), [""; 0]);
    assert_eq!(sources(&first), [Source::Said, Source::Said, Source::Said, Source::Heading]);
    let again = place.import("thing", "b.xlsx", &file("A2"), ImportOptions::default()).await;
    assert_eq!((codes(&again.findings), again.new), (vec![], 1));
    assert_eq!(sources(&again), [Source::Remembered, Source::Remembered, Source::Remembered, Source::Heading]);
    // Of two that would give a field, the heading that says so itself is the one.
    let both = xlsx(&[&["村", "编号", "牌号", "起始日期"], &["甲村", "A3", "无关", DAY]]);
    let both = place.import("thing", "c.xlsx", &both, ImportOptions { dry_run: true, ..Default::default() }).await;
    let fields: Vec<_> = both.columns.iter().map(|column| column.field.as_ref().map(ToString::to_string)).collect();
    assert_eq!(fields[1].as_deref(), Some("code"), "{:?}", both.findings);
    // Another ledger has learnt nothing.
    let other = place.import("event", "d.xlsx", &file("A4"), ImportOptions::default()).await;
    assert!(other.has_errors() && other.columns.iter().all(|column| column.source == Source::Heading));
}

#[tokio::test]
async fn what_a_column_brings_and_by_which_word() {
    let place = Place::new().await;
    let dry = |columns: &[(&str, &str)]| {
        let columns = columns.iter().map(|(heading, field)| ((*heading).to_owned(), (*field).to_owned())).collect();
        ImportOptions { dry_run: true, columns, ..ImportOptions::default() }
    };
    let check = async |ledger: &str, heading: &str, options: ImportOptions, expect: &str| {
        let report =
            place.import(ledger, "a.xlsx", &xlsx(&[&["编号", "起始日期", heading], &["A1", DAY, "1"]]), options).await;
        let column = report.columns.last().expect("a column");
        let field = column.field.as_ref().map_or("-", |field| field.as_str());
        let told = format!("{:?} {field} {}", column.brings, column.word.as_deref().unwrap_or("-"));
        assert_eq!(told, expect, "{heading}");
    };
    for (heading, expect) in [
        ("物名", "Field name 物名"),
        ("面积（公顷）", "Field area 面积"),
        ("保管人身份证号", "NumberOf keeper 保管人身份证号"),
        ("颜色变更日期", "Since color 颜色变更日期"),
        ("变更日期", "Since - 变更日期"),
        ("所在村", "Unit unit 所在村"),
        ("乡镇", "Above unit 乡镇"),
        ("序号", "Nothing - 序号"),
        ("别的", "Unknown - -"),
    ] {
        check("thing", heading, dry(&[]), expect).await;
    }
    check("thing", "别的", dry(&[("别的", "物名")]), "Field name -").await;
    let report = place.import("thing", "a.xlsx", &xlsx(&[&["村", "号码"], &["甲村", "A1"]]), dry(&[])).await;
    assert_eq!(report.columns[1].word.as_deref(), Some("号码"), "an alias");
}

#[tokio::test]
async fn blank_cells_below_a_merged_one_are_named() {
    let place = Place::new().await;
    let plain = rust_xlsxwriter::Format::new();
    let book = sheet("表", |sheet| {
        write(sheet, &[HEAD, &["", "A1", "", "1", DAY], &["", "A2", "", "很多", DAY], &["乙村", "A3", "", "少", DAY]]);
        sheet.merge_range(1, 0, 2, 0, "甲村", &plain).expect("merge");
        sheet.merge_range(1, 2, 2, 2, "红", &plain).expect("merge");
    });
    let report = place.import("thing", "a.xlsx", &book, ImportOptions::default()).await;
    let filled = |rows: &[app::imports::SheetRow]| {
        rows.iter().map(|row| format!("{}:{:?}", row.row, row.filled)).collect::<Vec<_>>()
    };
    assert_eq!(report.filled, 2);
    assert_eq!(filled(&report.sample), ["2:[]", "3:[1, 3]", "4:[]"]);
    assert_eq!(filled(&report.wrong_rows), ["3:[1, 3]", "4:[]"]);
}

#[tokio::test]
async fn totals_say_which_rows_to_look_at() {
    let place = Place::new().await;
    let check = async |rows: &[&[&str]], expect: &[(u32, &[u32])]| {
        let dry = ImportOptions { dry_run: true, ..ImportOptions::default() };
        let report = place.import("thing", "a.xlsx", &xlsx(rows), dry).await;
        let differ = report.totals.iter().filter(|check| !check.agrees);
        let found: Vec<(u32, &[u32])> = differ.map(|check| (check.column, check.look.as_slice())).collect();
        assert_eq!(found, expect, "{:#?}", report.totals);
    };
    let head: &[&str] = &["村", "编号", "物名", "面积", "起始日期"];
    let row = |code: &'static str, name: &'static str, area: &'static str| ["甲村", code, name, area, DAY];
    let (a, b, c, d) = (row("A1", "石磨", "1"), row("A2", "", "2"), row("A3", "", ""), row("A4", "水车", ""));
    check(&[head, &a, &b, &c, &d, &["合计", "", "4人", "3", ""]], &[(3, &[3, 4])]).await;
    check(&[head, &a, &b, &c, &d, &["合计", "", "", "5", ""]], &[(4, &[3])]).await;
    check(&[head, &a, &b, &c, &d, &["合计", "", "", "9", ""]], &[(4, &[4, 5])]).await;
    let again = row("A5", "石磨", "1");
    check(&[head, &a, &again, &d, &["合计", "", "1", "", ""]], &[(3, &[3])]).await;
}

#[tokio::test]
async fn a_whole_list_names_what_is_new_and_what_changes() {
    let place = Place::new().await;
    place.import_rows("thing", &[HEAD, &["甲村", "A1", "红", "1", DAY], &["甲村", "A9", "红", "1", DAY]]).await;
    let meaning = Meaning::Snapshot { day: "2022-12-01".parse().expect("a day"), end_missing: false };
    let options = ImportOptions { meaning, dry_run: true, ..ImportOptions::default() };
    let rows = xlsx(&[HEAD, &["甲村", "A1", "红", "7", DAY], &["甲村", "A2", "红", "1", DAY]]);
    let report = place.import("thing", "a.xlsx", &rows, options).await;
    let touched: Vec<(u32, Becomes)> = report.touched.iter().map(|one| (one.row, one.becomes)).collect();
    assert_eq!((touched, report.missing.len()), (vec![(2, Becomes::Changed), (3, Becomes::New)], 1));
}

#[tokio::test]
async fn an_import_that_is_stopped_writes_nothing() {
    let place = Place::new().await;
    let progress = Progress::default();
    progress.stop();
    let options = ImportOptions { progress, ..ImportOptions::default() };
    let rows = xlsx(&[HEAD, &["甲村", "A1", "红", "1", DAY]]);
    let stopped = import(&place.service, &place.actor, &"thing".into(), "a.xlsx", rows.into(), options).await;
    assert_eq!(stopped.expect_err("it stops").code, "import.stopped");
    assert!(place.list("thing").await.is_empty());
}

#[tokio::test]
async fn a_sheet_formatted_to_its_last_row() {
    let place = Place::new().await;
    let bytes = sheet("表", |sheet| {
        write(sheet, &[HEAD]);
        for row in 1..=30 {
            write_row(sheet, row, &["甲村", &format!("A{row}"), "红", "1", DAY]);
        }
        let grey = rust_xlsxwriter::Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin);
        for row in (31..1_048_576).step_by(64).chain([1_048_575]) {
            sheet.write_blank(row, 4, &grey).expect("a cell");
        }
    });
    let report = place.import("thing", "a.xlsx", &bytes, ImportOptions::default()).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (30, 0, 0, 0)));
}

#[tokio::test]
async fn days_in_every_usual_way() {
    let place = Place::new().await;
    let ways = ["2022.3.1", "2022年3月1日", "2022-3-1", "2022/03/01", "20220301", "2022．3．1"];
    for (n, way) in (1u32..).zip(ways) {
        let code = format!("D{n}");
        let report = place.import_rows("thing", &[HEAD, &["甲村", &code, "", "", way]]).await;
        assert_eq!(codes(&report.findings), [""; 0], "{way}");
    }
    let shown = place.shown("thing", &["begins"]).await;
    assert_eq!(shown, vec!["甲村 2022-03-01"; ways.len()]);
    // A year with a digit missing, and a day that may be any, are asked about.
    for way in ["202-03-01", "202", "三月一日", "3月1日"] {
        let report = place.import_rows("thing", &[HEAD, &["甲村", "E1", "", "", way]]).await;
        assert!(report.has_errors() && report.receipts.is_empty(), "{way} {:?}", report.columns);
    }
}

#[tokio::test]
async fn what_looks_like_a_formula_is_text() {
    let place = Place::new().await;
    let head: &[&str] = &["村", "编号", "物名", "起始日期"];
    let report = place.import_rows("thing", &[head, &["甲村", "A1", "=cmd|'/c calc'!A1", DAY]]).await;
    assert_eq!(codes(&report.findings), [""; 0]);
    assert_eq!(place.shown("thing", &["name"]).await, ["甲村 =cmd|'/c calc'!A1"]);
}

fn write_row(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0u16..).zip(cells) {
        sheet.write_string(row, column, *text).expect("a cell");
    }
}
