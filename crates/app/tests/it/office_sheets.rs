//! Spreadsheets as offices keep them: totals, a sheet a village, merged cells, whole lists.

use std::io::Cursor;

use app::imports::{ImportOptions, ImportReport, Meaning, mark};
use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};

use crate::world::{Place, codes, counts, sheet, write, xlsx};

const DAY: &str = "2022-01-01";
const HEAD: &[&str] = &["村", "编号", "物名", "面积", "价值(元)", "起始日期"];

/// Totals as `row:column sheet/ours` with `!` where they differ.
fn totals(report: &ImportReport) -> Vec<String> {
    let one = |check: &app::imports::TotalCheck| {
        let mark = if check.agrees { "" } else { "!" };
        format!("{}:{} {}/{}{mark}", check.row, check.column, check.sheet, check.ours)
    };
    report.totals.iter().map(one).collect()
}

#[tokio::test]
async fn totals_are_compared() {
    let place = Place::new().await;
    let rows: &[&[&str]] = &[
        HEAD,
        &["甲村", "A1", "石磨", "1.5", "100", DAY],
        &["甲村", "A2", "水车", "2", "200", DAY],
        &["小计", "", "2件", "3.5", "300", ""],
        &["乙村", "B1", "石磨", "3", "", DAY],
        &["乙村小计", "", "", "3", "2", ""],
        &["合 计", "", "3", "6.5", "302", ""],
    ];
    let report = place.import_rows("thing", rows).await;
    let found = ["import.total_differs@6:5", "import.total_differs@7:5"];
    assert_eq!((codes(&report.findings), counts(&report)), (found.map(str::to_owned).to_vec(), (3, 0, 0, 0)));
    let expect =
        ["4:3 2/2", "4:4 3.5/3.5", "4:5 300/300", "6:4 3/3", "6:5 2/0!", "7:3 3/3", "7:4 6.5/6.5", "7:5 302/300!"];
    assert_eq!(totals(&report), expect);
    assert_eq!(report.findings[1].message, "“价值(元)”合计写 302，各行相加 300，差 2。");
    assert_eq!(report.findings[1].hint.as_deref(), Some("第5行这一列是空的，请先看这些行。"));
}

#[tokio::test]
async fn totals_above_their_rows_and_in_their_own_unit() {
    let place = Place::new().await;
    let rows: &[&[&str]] = &[
        &["村", "编号", "面积（公顷）", "价值（万元）", "起始日期"],
        &["合计", "", "0.5", "3", ""],
        &["甲村", "A1", "0.2", "1.25", DAY],
        &["甲村", "A2", "0.3", "1.5", DAY],
    ];
    let report = place.import_rows("thing", rows).await;
    assert_eq!(totals(&report), ["2:3 0.5/0.5", "2:4 3/2.75!"]);
}

#[tokio::test]
async fn a_total_over_what_cannot_be_read_is_not_judged() {
    let place = Place::new().await;
    let rows: &[&[&str]] = &[
        HEAD,
        &["甲村", "A1", "", "很多", "1", DAY],
        &["合计", "", "", "5", "1", ""],
        &["平均", "", "", "9", "9", ""],
    ];
    let report = place.import_rows("thing", rows).await;
    assert_eq!((totals(&report), report.left_out.len()), (vec!["3:5 1/1".to_owned()], 2));
}

fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        write(book.add_worksheet().set_name(*name).expect("a name"), rows);
    }
    book.save_to_buffer().expect("a workbook")
}

#[tokio::test]
async fn one_sheet_a_village() {
    let place = Place::new().await;
    let head: &[&str] = &["编号", "物名", "面积", "起始日期"];
    let bytes = book(&[
        ("说明", &[&["各村一张表"]]),
        ("甲村", &[head, &["A1", "石磨", "1", DAY], &["合计", "", "1", ""]]),
        ("乙村", &[head, &["A1", "水车", "2", DAY], &["A2", "水车", "2", DAY]]),
        ("表三", &[&["填报单位：甲村  单位：亩"], head, &["A3", "犁", "2", DAY], &["A4", "犁", "很多", DAY]]),
        ("汇总", &[&["编号", "面积", "起始日期"], &["Z", "9", DAY]]),
    ]);
    let partial = ImportOptions { partial: true, ..ImportOptions::default() };
    let report = place.import("thing", "a.xlsx", &bytes, partial).await;
    let found: Vec<String> =
        report.findings.iter().map(|f| format!("{} {}", f.code, f.place.sheet.as_deref().unwrap_or("-"))).collect();
    assert_eq!(found, ["value.not_a_number 表三", "import.sheet_left_out 汇总"]);
    assert_eq!(
        (report.sheets.join(" "), counts(&report), totals(&report).len()),
        ("甲村 乙村 表三".into(), (4, 0, 0, 1), 1)
    );
    assert_eq!(report.receipts.len(), 1, "all sheets are one Change of a book");
    assert_eq!(
        place.shown("thing", &["code", "name"]).await,
        ["乙村 A1 水车", "乙村 A2 水车", "甲村 A1 石磨", "甲村 A3 犁"]
    );
    let only = ImportOptions { sheet: Some("汇总".to_owned()), unit: Some("v4".into()), ..ImportOptions::default() };
    assert_eq!(counts(&place.import("thing", "a.xlsx", &bytes, only).await), (1, 0, 0, 0));
}

#[tokio::test]
async fn the_same_key_in_two_sheets() {
    let place = Place::new().await;
    let head: &[&str] = &["村", "编号", "起始日期"];
    let bytes =
        book(&[("一", &[head, &["甲村", "A1", DAY]]), ("二", &[head, &["乙村", "A1", DAY], &["甲村", "A1", DAY]])]);
    let report = place.import("thing", "a.xlsx", &bytes, ImportOptions::default()).await;
    assert_eq!(codes(&report.findings), ["import.duplicate_key@2:2", "import.duplicate_key@3:2"]);
    assert_eq!(report.findings[0].message, "“编号”与工作表“二”第3行相同，是重复的一条。");
    let head: &[&str] = &["姓名", "身份证号", "登记日期"];
    let row: &[&str] = &["张三", "11010519491231002X", DAY];
    let report = place
        .import("being", "b.xlsx", &book(&[("甲村", &[head, row]), ("乙村", &[head, row])]), ImportOptions::default())
        .await;
    assert_eq!(codes(&report.findings), ["import.key_elsewhere@2:2", "import.key_elsewhere@2:2"]);
}

#[tokio::test]
async fn merged_cells_are_filled_down() {
    let place = Place::new().await;
    let plain = Format::new();
    let bytes = sheet("表", |sheet| {
        write(
            sheet,
            &[
                &["村", "物名", "编号", "面积", "起始日期"],
                &["", "", "A1"],
                &["", "", "A2"],
                &["", "", ""],
                &["", "", "A4", "1", DAY],
            ],
        );
        sheet.merge_range(1, 0, 4, 0, "甲村", &plain).expect("merge");
        sheet.merge_range(1, 1, 2, 1, "石磨", &plain).expect("merge");
        sheet.merge_range(1, 3, 2, 3, "7", &plain).expect("merge");
        sheet.merge_range(1, 4, 2, 4, DAY, &plain).expect("merge");
        write(sheet, &[&["村", "物名", "编号", "面积", "起始日期", "成员"], &[], &[], &["", "", "", "", "", "李四"]]);
    });
    let report = place.import("thing", "a.xlsx", &bytes, ImportOptions::default()).await;
    let errors: Vec<String> = codes(&report.findings);
    assert_eq!(
        (errors, counts(&report), report.filled),
        (vec!["import.unknown_column@1:6".to_owned()], (3, 0, 0, 0), 4)
    );
    let shown = place.shown("thing", &["code", "name", "area"]).await;
    assert_eq!(
        shown,
        ["甲村 A1 石磨 7亩", "甲村 A2 石磨 -", "甲村 A4 - 1亩"],
        "an amount that stands once is counted once"
    );
    let csv = "村,编号,起始日期\n甲村,B1,2022-01-01\n,B2,2022-01-01\n";
    let report = place.import("thing", "a.csv", csv.as_bytes(), ImportOptions::default()).await;
    assert_eq!((codes(&report.findings), report.filled), (vec!["import.no_unit@3:-".to_owned()], 0));
}

#[tokio::test]
async fn appending_changes_nothing_that_is_there() {
    let place = Place::new().await;
    let append = || ImportOptions { meaning: Meaning::Append, ..ImportOptions::default() };
    let first = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A1", DAY]]);
    assert_eq!(counts(&place.import("thing", "a.xlsx", &first, append()).await), (1, 0, 0, 0));
    let more = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A1", DAY], &["甲村", "A2", DAY]]);
    let report = place.import("thing", "b.xlsx", &more, append()).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec!["import.exists@2:2".to_owned()], (1, 0, 0, 1)));
}

#[tokio::test]
async fn a_whole_list_as_of_a_day() {
    let place = Place::new().await;
    let head: &[&str] = &["村", "编号", "起始日期"];
    let rows = [head, &["甲村", "A1", DAY], &["甲村", "A2", DAY], &["乙村", "B1", DAY], &["甲村", "A9", "2022-09-01"]];
    place.import_rows("thing", &rows).await;
    let list = xlsx(&[&["村", "编号", "物名"], &["甲村", "A1", "石磨"], &["甲村", "A3", ""]]);
    let day = || "2022-06-30".parse().expect("a day");
    let of = |end_missing, dry_run| ImportOptions {
        meaning: Meaning::Snapshot { day: day(), end_missing },
        dry_run,
        ..ImportOptions::default()
    };
    let titles = |report: &ImportReport| report.missing.iter().map(|one| one.title.clone()).collect::<Vec<_>>();
    let seen = place.import("thing", "b.xlsx", &list, of(false, true)).await;
    assert_eq!((counts(&seen), titles(&seen), seen.ended), ((1, 1, 0, 0), vec!["A2".to_owned()], 0));
    let taken = place.import("thing", "b.xlsx", &list, of(true, false)).await;
    assert_eq!((codes(&taken.findings), titles(&taken), taken.ended), (vec![], vec!["A2".to_owned()], 1));
    let expect = [
        "乙村 B1 2022-01-01 -",
        "甲村 A1 2022-01-01 -",
        "甲村 A2 2022-01-01 2022-06-30",
        "甲村 A3 2022-06-30 -",
        "甲村 A9 2022-09-01 -",
    ];
    assert_eq!(
        place.shown("thing", &["code", "begins", "ends"]).await,
        expect,
        "other villages and later records stay"
    );
    let again = place.import("thing", "b.xlsx", &list, of(true, false)).await;
    assert_eq!((counts(&again), titles(&again), again.receipts.len()), ((0, 0, 2, 0), vec![], 0));
    let broken = xlsx(&[&["村", "编号", "面积"], &["甲村", "A1", "很多"]]);
    let partial = ImportOptions { partial: true, ..of(true, false) };
    let report = place.import("thing", "c.xlsx", &broken, partial).await;
    assert_eq!(codes(&report.findings), ["value.not_a_number@2:3"], "no village is covered by a row nobody could read");
    let broken = xlsx(&[&["村", "编号", "面积"], &["甲村", "A1", "很多"], &["甲村", "A3", "1"]]);
    let partial = ImportOptions { partial: true, ..of(true, false) };
    let report = place.import("thing", "c.xlsx", &broken, partial).await;
    assert_eq!(report.ended, 0);
}

#[tokio::test]
async fn only_registers_are_whole_lists() {
    let place = Place::new().await;
    let meaning = Meaning::Snapshot { day: "2022-06-30".parse().expect("a day"), end_missing: false };
    let events = xlsx(&[&["村", "序号", "日期"], &["甲村", "1", DAY]]);
    let options = ImportOptions { meaning, ..ImportOptions::default() };
    assert_eq!(codes(&place.import("event", "a.xlsx", &events, options).await.findings), ["import.no_snapshot@-:-"]);
    let meaning = Meaning::Snapshot { day: "2023-06-30".parse().expect("a day"), end_missing: false };
    let options = ImportOptions { meaning, ..ImportOptions::default() };
    let things = xlsx(&[&["村", "编号"], &["甲村", "A1"]]);
    assert_eq!(
        codes(&place.import("thing", "a.xlsx", &things, options).await.findings),
        ["import.snapshot_in_future@-:-"]
    );
}

#[tokio::test]
async fn columns_moved_from_some_row_on() {
    let place = Place::new().await;
    let mut rows: Vec<Vec<String>> = vec![HEAD.iter().map(|text| (*text).to_owned()).collect()];
    for n in 2..40 {
        rows.push(["甲村", &format!("A{n}"), "石磨", "1.5", "100", DAY].map(str::to_owned).to_vec());
    }
    for n in 40..60 {
        rows.push(["甲村", &format!("A{n}"), "补", "石磨", "1.5亩", "100元"].map(str::to_owned).to_vec());
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let report = place.import_rows("thing", &rows).await;
    assert_eq!((codes(&report.findings), report.wrong), (vec!["import.shifted@40:4".to_owned()], 20));
    assert!(report.findings[0].message.starts_with("从第40行起，各列像是错开了一格"));
}

#[tokio::test]
async fn a_person_says_what_columns_are() {
    let place = Place::new().await;
    let rows = xlsx(&[&["地方", "牌号", "登记", "编号"], &["甲村", "A1", DAY, "7"]]);
    let say = |pairs: &[(&str, &str)]| ImportOptions {
        columns: pairs.iter().map(|(heading, field)| ((*heading).to_owned(), (*field).to_owned())).collect(),
        ..ImportOptions::default()
    };
    let wrong = place.import("thing", "a.xlsx", &rows, say(&[("牌号", "号牌")])).await;
    assert!(codes(&wrong.findings).contains(&"import.unknown_field@-:-".to_owned()));
    let options = say(&[("地方", "unit"), ("牌号", "code"), ("登记", "起始日期"), ("编号", "-")]);
    let report = place.import("thing", "a.xlsx", &rows, options).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (1, 0, 0, 0)));
    assert_eq!(place.shown("thing", &["code", "begins"]).await, ["甲村 A1 2022-01-01"]);
}

#[tokio::test]
async fn what_is_wrong_comes_back_beside_the_cells() {
    let place = Place::new().await;
    let bytes = sheet("表", |sheet| {
        sheet.merge_range(0, 0, 0, 4, "物品登记表", &Format::new()).expect("merge");
        write(
            sheet,
            &[
                &[],
                &["村", "编号", "颜色", "面积", "起始日期"],
                &["甲村", "A1", "紫", "", DAY],
                &["甲村", "A2", "红", "", ""],
            ],
        );
        sheet.write_number(2, 3, 1.5).expect("cell");
    });
    let report = place.import("thing", "a.xlsx", &bytes, ImportOptions::default()).await;
    assert_eq!(codes(&report.findings), ["value.unknown_choice@3:3", "record.required@4:5"]);
    let marked = mark(&bytes, "a.xlsx", &report).expect("marks");
    let mut book = Xlsx::new(Cursor::new(marked.clone())).expect("a workbook");
    let range = book.worksheet_range("表").expect("a sheet");
    let text = |row, column| range.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!(
        (text(0, 0), text(1, 5), text(2, 2), text(2, 3)),
        ("物品登记表".into(), "问题".into(), "紫".into(), "1.5".into())
    );
    assert!(text(2, 5).contains("没有“紫”") && text(3, 5).contains("必须填写"), "{} {}", text(2, 5), text(3, 5));
    let again = place.import("thing", "b.xlsx", &marked, ImportOptions::default()).await;
    assert_eq!(codes(&again.findings), codes(&report.findings), "the copy is read as the file was");
    let csv = "村,编号,起始日期\n甲庄,A1,2022-01-01\n".as_bytes();
    let report = place.import("thing", "a.csv", csv, ImportOptions::default()).await;
    assert!(mark(csv, "a.csv", &report).expect("marks").starts_with(b"PK"));
}

#[tokio::test]
async fn numbers_that_a_sheet_has_rounded() {
    let place = Place::new().await;
    let csv = "村,姓名,身份证号\n甲村,张三,110105194912310000\n甲村,李四,110105194912310021\n";
    let report = place.import("being", "a.csv", csv.as_bytes(), ImportOptions::default()).await;
    assert_eq!(codes(&report.findings), ["value.digits_lost@2:3", "value.id_number@3:3"]);
    assert!(report.findings[0].message.contains("只留下前 15 位"));
}

#[tokio::test]
async fn headings_over_three_rows_and_units_in_cells() {
    let place = Place::new().await;
    let bytes = sheet("表", |sheet| {
        let plain = Format::new();
        write(
            sheet,
            &[
                &[],
                &["", "", "", "", "", ""],
                &["", "", "面积", "价值", "颜色"],
                &["甲村", "A1", "3.5亩", "2万元", "红", DAY],
            ],
        );
        for (column, text) in [(0, "村"), (1, "编号"), (5, "起始日期")] {
            sheet.merge_range(0, column, 2, column, text, &plain).expect("merge");
        }
        sheet.merge_range(0, 2, 0, 4, "基本情况", &plain).expect("merge");
        sheet.merge_range(1, 2, 1, 3, "规模", &plain).expect("merge");
        sheet.write_string(1, 4, "外观").expect("cell");
    });
    let report = place.import("thing", "a.xlsx", &bytes, ImportOptions::default()).await;
    assert_eq!((codes(&report.findings), counts(&report), report.header_row), (vec![], (1, 0, 0, 0), 3));
    let shown = place.shown("thing", &["code", "area", "worth", "color"]).await;
    assert_eq!(shown, ["甲村 A1 3.5亩 2万元 红"]);
}

#[tokio::test]
async fn percentages_that_may_be_fractions() {
    let mut pack = pack::sample::pack();
    let rate = pack.ledgers.get_mut("thing").and_then(|ledger| ledger.fields.get_mut("area")).expect("a field");
    rate.measure = Some(kernel::Measure::read("%"));
    rate.ty = pack::model::FieldType::Decimal { scale: 2, quantity: None };
    let place = Place::with(pack).await;
    let bytes = |times: f64| {
        sheet("表", |sheet| {
            write(
                sheet,
                &[
                    &["村", "编号", "面积", "起始日期"],
                    &["甲村", "A1", "", DAY],
                    &["甲村", "A2", "", DAY],
                    &["甲村", "A3", "35%", DAY],
                    &["甲村", "A4", "", DAY],
                ],
            );
            for (row, rate) in [(1, 0.25), (2, 1.0), (4, 0.5)] {
                sheet.write_number(row, 2, rate * times).expect("cell");
            }
        })
    };
    let dry = || ImportOptions { dry_run: true, ..ImportOptions::default() };
    let report = place.import("thing", "a.xlsx", &bytes(1.0), dry()).await;
    assert_eq!(
        (codes(&report.findings), counts(&report)),
        (vec!["import.percent_as_fraction@1:3".to_owned()], (4, 0, 0, 0))
    );
    assert_eq!(codes(&place.import("thing", "a.xlsx", &bytes(100.0), dry()).await.findings), Vec::<String>::new());
}
