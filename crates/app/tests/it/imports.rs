use app::imports::ImportOptions;

use crate::world::{Place, codes, counts, sheet, write, xlsx};

const HEAD: &[&str] = &["所在村", "编号", "物名", "颜色", "面积", "价值(元)", "起始日期"];

#[tokio::test]
async fn a_sheet_comes_in_once() {
    let place = Place::new().await;
    let rows: &[&[&str]] = &[
        HEAD,
        &["甲村", "A1", "石磨", "红", "1.5", "152,810", "2022年3月5日"],
        &["乙村", "A1", "水车", "青", "２公顷", "97900元", "2022.3.5"],
    ];
    let report = place.import_rows("thing", rows).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (2, 0, 0, 0)));
    assert_eq!(report.receipts.len(), 1, "one Change of one book");
    let expect = ["乙村 A1 水车 绿 30亩 9.79万元 2022-03-05", "甲村 A1 石磨 红 1.5亩 15.281万元 2022-03-05"];
    let fields = ["code", "name", "color", "area", "worth", "begins"];
    assert_eq!(place.shown("thing", &fields).await, expect);

    let again = place.import_rows("thing", rows).await;
    assert_eq!((counts(&again), again.receipts.len()), ((0, 0, 2, 0), 0), "the same rows make no edit");

    let more: &[&[&str]] = &[&["村", "号码", "物名"], &["甲村", "A1", "大石磨"], &["丁村", "B1", ""]];
    let changed = place
        .import("thing", "b.xlsx", &xlsx(more), ImportOptions { date: day("2022-05-01"), ..Default::default() })
        .await;
    assert_eq!((codes(&changed.findings), counts(&changed)), (vec![], (1, 1, 0, 0)));
    assert_eq!(changed.receipts.len(), 2, "one Change for each book");
    let shown = place.shown("thing", &["code", "name", "color", "begins"]).await;
    assert_eq!(shown, ["丁村 B1 - - 2022-05-01", "乙村 A1 水车 绿 2022-03-05", "甲村 A1 大石磨 红 2022-03-05"]);
}

#[tokio::test]
async fn a_dry_run_writes_nothing_and_says_the_same() {
    let place = Place::new().await;
    let rows: &[&[&str]] = &[HEAD, &["甲村", "A1", "石磨", "红", "1", "1", "2022-03-05"]];
    let dry = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let report = place.import("thing", "a.xlsx", &xlsx(rows), dry).await;
    assert_eq!((counts(&report), report.receipts.len()), ((1, 0, 0, 0), 0));
    assert!(place.list("thing").await.is_empty());
}

#[tokio::test]
async fn partial_takes_the_good_rows() {
    let place = Place::new().await;
    let rows: &[&[&str]] =
        &[HEAD, &["甲村", "A1", "", "紫", "", "", "2022-03-05"], &["甲村", "A2", "", "红", "", "", "2022-03-05"]];
    let whole = place.import_rows("thing", rows).await;
    assert_eq!((counts(&whole), whole.receipts.len()), ((1, 0, 0, 1), 0));
    assert!(place.list("thing").await.is_empty(), "nothing is written unless all is right");
    let options = ImportOptions { partial: true, ..ImportOptions::default() };
    let report = place.import("thing", "a.xlsx", &xlsx(rows), options).await;
    assert_eq!((codes(&report.findings), report.receipts.len()), (vec!["value.unknown_choice@2:4".to_owned()], 1));
    assert_eq!(place.shown("thing", &["code"]).await, ["甲村 A2"]);
}

#[tokio::test]
async fn dated_values_change_from_a_day() {
    let place = Place::new().await;
    let first: &[&[&str]] = &[&["村", "编号", "颜色", "起始日期"], &["甲村", "A1", "红", "2020-01-01"]];
    place.import_rows("thing", first).await;
    let undated: &[&[&str]] = &[&["村", "编号", "颜色", "起始日期"], &["甲村", "A1", "蓝", "2020-01-01"]];
    let refused = place.import_rows("thing", undated).await;
    assert_eq!(codes(&refused.findings), ["import.since_missing@2:3"]);
    let dated: &[&[&str]] =
        &[&["村", "编号", "颜色", "颜色变更日期", "起始日期"], &["甲村", "A1", "蓝", "2022年6月1日", "2020-01-01"]];
    let report = place.import_rows("thing", dated).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (0, 1, 0, 0)));
    let color = place.list("thing").await[0].fields["color"].to_json();
    let expect = serde_json::json!([{"since": "2020-01-01", "value": "red"}, {"since": "2022-06-01", "value": "blue"}]);
    assert_eq!(color, expect);
    assert_eq!(counts(&place.import_rows("thing", dated).await), (0, 0, 1, 0));
}

#[tokio::test]
async fn persons_are_found_or_registered() {
    let place = Place::new().await;
    let head: &[&str] = &["村", "编号", "保管人", "保管人身份证号", "起始日期"];
    let day = "2022-01-01";
    let rows: &[&[&str]] = &[
        head,
        &["甲村", "A1", "张三", "11010519491231002X", day],
        &["甲村", "A2", "张三", "", day],
        &["乙村", "A3", "张三", "", day],
        &["甲村", "A4", "张三", "440524188001010014", day],
    ];
    let report = place.import_rows("thing", rows).await;
    let doubt = ["import.two_numbers@2:4", "import.two_numbers@5:4"].map(str::to_owned).to_vec();
    assert_eq!((codes(&report.findings), counts(&report), report.persons), (doubt, (4, 0, 0, 0), 3));
    let keepers: Vec<_> = place
        .list("thing")
        .await
        .into_iter()
        .map(|view| (view.fields["code"].clone(), view.fields["keeper"].clone()))
        .collect();
    let of = |code: &str| keepers.iter().find(|(c, _)| c.as_text() == Some(code)).map(|(_, keeper)| keeper.clone());
    assert_eq!(of("A1"), of("A2"), "the same name in one village is the same person");
    assert!(of("A1") != of("A3") && of("A1") != of("A4"));
    assert_eq!(place.list("being").await.len(), 3);

    let next: &[&[&str]] =
        &[head, &["甲村", "A5", "张三", "", day], &["甲村", "A6", "张三", "11010519491231002X", day]];
    let report = place.import_rows("thing", next).await;
    assert_eq!((codes(&report.findings), report.persons), (vec!["import.ambiguous@2:3".to_owned()], 0));
    assert_eq!(counts(&place.import_rows("thing", rows).await), (0, 0, 4, 0));
}

#[tokio::test]
async fn references_are_found_within_the_unit() {
    let place = Place::new().await;
    let day = "2022-01-01";
    let things: &[&[&str]] =
        &[&["村", "编号", "物名", "起始日期"], &["甲村", "A1", "石磨", day], &["乙村", "A1", "水车", day]];
    place.import_rows("thing", things).await;
    let head: &[&str] = &["村", "序号", "日期", "物"];
    let report = place.import_rows("event", &[head, &["甲村", "1", day, "A1"], &["乙村", "1", day, "A1 水车"]]).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (2, 0, 0, 0)));
    assert_eq!(place.shown("event", &["thing"]).await, ["乙村 A1 水车", "甲村 A1 石磨"]);
    let report = place.import_rows("event", &[head, &["甲村", "2", day, "A9"]]).await;
    assert_eq!(codes(&report.findings), ["import.unknown_reference@2:4"]);
}

#[tokio::test]
async fn cases_bring_their_steps() {
    let place = Place::new().await;
    let head: &[&str] = &["村", "编号", "发现日期", "派单日期", "派单人", "办结时间"];
    let rows: &[&[&str]] = &[
        head,
        &["甲村", "1", "2022-03-01", "2022-03-02", "李干事", "2022-03-09"],
        &["甲村", "2", "2022-03-01", "2022-03-02", "", ""],
        &["甲村", "3", "2022-03-01", "", "", ""],
    ];
    let report = place.import_rows("matter", rows).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (3, 0, 0, 0)));
    let states = |views: Vec<app::records::View>| {
        let mut states: Vec<String> =
            views.iter().map(|v| format!("{} {}", v.title, v.state_name.as_deref().unwrap_or("-"))).collect();
        states.sort();
        states
    };
    assert_eq!(states(place.list("matter").await), ["1 已办结", "2 办理中", "3 已发现"]);
    let wrong: &[&[&str]] =
        &[head, &["甲村", "4", "2022-03-05", "2022-03-02", "", ""], &["甲村", "5", "2022-03-01", "", "", "2022-03-03"]];
    let report = place.import_rows("matter", wrong).await;
    assert_eq!(codes(&report.findings), ["step.too_early@2:4", "step.wrong_state@3:6"]);
}

#[tokio::test]
async fn titles_totals_and_merged_headings() {
    let place = Place::new().await;
    let bytes = sheet("丁村", |sheet| {
        let plain = rust_xlsxwriter::Format::new();
        sheet.merge_range(0, 0, 0, 5, "丁村2022年物品登记表", &plain).expect("merge");
        sheet.write_string(1, 4, "单位：元").expect("cell");
        sheet.merge_range(2, 0, 3, 0, "序号", &plain).expect("merge");
        sheet.merge_range(2, 1, 3, 1, "编\n号", &plain).expect("merge");
        sheet.merge_range(2, 2, 2, 4, "基本情况", &plain).expect("merge");
        for (column, text) in [(2, "物名"), (3, "面积（公顷）"), (4, "价值")] {
            sheet.write_string(3, column, text).expect("cell");
        }
        sheet.merge_range(2, 5, 3, 5, "起始日期", &plain).expect("merge");
        sheet.write_number(4, 0, 1).expect("cell");
        sheet.write_string(4, 1, "D1").expect("cell");
        sheet.write_string(4, 2, "石磨").expect("cell");
        sheet.write_number(4, 3, 0.1 + 0.2).expect("cell");
        sheet.write_formula(4, 4, rust_xlsxwriter::Formula::new("=100000*1.5").set_result("150000")).expect("cell");
        let date = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        sheet.write_number_with_format(4, 5, 44_625, &date).expect("cell");
        sheet.write_string(6, 0, "合 计").expect("cell");
        sheet.write_number(6, 4, 150_000).expect("cell");
        sheet.merge_range(7, 0, 7, 5, "注：数据截至年底。", &plain).expect("merge");
        sheet.write_string(8, 0, "填表人：张三").expect("cell");
        sheet.write_string(8, 3, "审核人：李四").expect("cell");
    });
    let report = place.import("thing", "表.xlsx", &bytes, ImportOptions::default()).await;
    assert_eq!((codes(&report.findings), counts(&report), report.header_row), (vec![], (1, 0, 0, 0), 4));
    assert_eq!(report.left_out.iter().map(|row| row.row).collect::<Vec<_>>(), [7, 8, 9]);
    let shown = place.shown("thing", &["code", "name", "area", "worth", "begins"]).await;
    assert_eq!(shown, ["丁村 D1 石磨 4.5亩 15万元 2022-03-05"], "the unit is the sheet's name");
}

#[tokio::test]
async fn the_first_sheet_that_fits_is_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    write(book.add_worksheet().set_name("说明").expect("name"), &[&["请先看说明"], &["编号", "自己编"]]);
    write(
        book.add_worksheet().set_name("数据").expect("name"),
        &[&["村", "编号", "起始日期"], &["甲村", "A1", "2022-01-01"]],
    );
    let bytes = book.save_to_buffer().expect("workbook");
    let place = Place::new().await;
    let report = place.import("thing", "a.xlsx", &bytes, ImportOptions::default()).await;
    assert_eq!((report.sheet.as_deref(), counts(&report)), (Some("数据"), (1, 0, 0, 0)));
    let named = ImportOptions { sheet: Some("数".to_owned()), ..ImportOptions::default() };
    assert_eq!(codes(&place.import("thing", "a.xlsx", &bytes, named).await.findings), ["import.unknown_sheet@-:-"]);
}

#[tokio::test]
async fn sourced_values_name_their_indicator() {
    let place = Place::new().await;
    let head: &[&str] = &["单位", "指标", "起", "止", "数值", "等级", "来源"];
    let row = |name| ["甲村", name, "2022-01-01", "2022-12-31", "3.5", "外部", "统计站"];
    let report = place.import_rows("_value", &[head, &row("物的数量"), &row("物数量")]).await;
    assert_eq!(codes(&report.findings), ["value.unknown_name@3:2"]);
    let report = place.import_rows("_value", &[head, &row("物的数量"), &row("red_things")]).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (2, 0, 0, 0)));
    assert_eq!(place.shown("_value", &["indicator", "value"]).await, ["甲村 物数 3.5", "甲村 红物数 3.5"]);
}

fn day(text: &str) -> Option<kernel::Date> {
    Some(text.parse().expect(text))
}
