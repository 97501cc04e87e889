//! What clerks hand in on a bad day: each mistake has a clear answer at its cell, and nothing is written.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::Formula;

use crate::world::{Place, codes, sheet, write, xlsx};

const DAY: &str = "2022-01-01";

/// The findings, and that nothing was written.
async fn check(ledger: &str, rows: &[&[&str]], expect: &[&str]) {
    bytes(ledger, &xlsx(rows), expect).await;
}

async fn bytes(ledger: &str, bytes: &[u8], expect: &[&str]) {
    let place = Place::new().await;
    let report = place.import(ledger, "坏表.xlsx", bytes, Default::default()).await;
    assert_eq!(codes(&report.findings), expect, "{:#?}", report.findings);
    assert!(report.receipts.is_empty() && place.list(ledger).await.is_empty());
    for finding in &report.findings {
        assert_eq!(finding.place.file.as_deref(), Some("坏表.xlsx"));
        assert!(finding.hint.is_some(), "{finding} says what to do");
    }
}

#[tokio::test]
async fn wrong_types_all_at_once() {
    let head: &[&str] = &["村", "编号", "颜色", "面积", "价值", "个数", "重点", "起始日期"];
    let expect = [
        "value.unknown_choice@2:3",
        "value.not_a_number@2:4",
        "value.too_many_places@2:5",
        "value.too_many_places@2:6",
        "value.not_yes_or_no@2:7",
        "value.not_a_date@2:8",
        "value.wrong_unit@3:4",
        "record.required@3:8",
        "record.required@4:2",
        "record.field_check@4:4",
    ];
    let rows: &[&[&str]] = &[
        head,
        &["甲村", "A1", "紫", "很多", "0.1234567", "1.5", "也许", "2022年2月30日"],
        &["甲村", "A2", "", "3万元", "", "", "", ""],
        &["甲村", "", "", "-1", "", "", "", DAY],
    ];
    // A row in which something cannot be read is not judged further; its other mistakes show next time.
    let expect: Vec<&str> = expect.into_iter().filter(|code| *code != "record.required@3:8").collect();
    check("thing", rows, &expect).await;
}

#[tokio::test]
async fn units_nobody_knows() {
    let head: &[&str] = &["村", "编号", "起始日期"];
    check(
        "thing",
        &[head, &["甲庄", "A1", DAY], &["", "A2", DAY], &["一镇", "A3", DAY]],
        &["unit.unknown@2:1", "import.no_unit@3:-", "unit.unknown@4:1"],
    )
    .await;
}

#[tokio::test]
async fn two_villages_of_one_name() {
    let mut pack = pack::sample::pack();
    let other = pack.units.iter().position(|unit| unit.id.as_str() == "v4").expect("v4");
    pack.units[other].name = "甲村".to_owned();
    let place = Place::with(pack).await;
    let head: &[&str] = &["乡镇", "村", "编号", "起始日期"];
    let report = place.import_rows("thing", &[head, &["", "甲村", "A1", DAY]]).await;
    assert_eq!(codes(&report.findings), ["unit.ambiguous@2:2"]);
    let report = place.import_rows("thing", &[head, &["二镇", "甲村", "A1", DAY], &["", "v1", "A1", DAY]]).await;
    assert_eq!((codes(&report.findings), report.new), (vec![], 2));
}

#[tokio::test]
async fn a_key_twice() {
    let head: &[&str] = &["村", "编号", "起始日期"];
    let rows: &[&[&str]] = &[head, &["甲村", "A1", DAY], &["乙村", "A1", DAY], &["甲村", "A1", DAY]];
    check("thing", rows, &["import.duplicate_key@2:2", "import.duplicate_key@4:2"]).await;
}

#[tokio::test]
async fn formulas_without_a_value() {
    let book = sheet("表", |sheet| {
        write(sheet, &[&["村", "编号", "面积", "起始日期"], &["甲村", "A1", "", DAY], &["甲村", "A2", "", DAY]]);
        sheet.write_formula(1, 2, Formula::new("=1+1").set_result("77")).expect("cell");
        sheet.write_formula(2, 2, Formula::new("=1/0").set_result("#DIV/0!")).expect("cell");
    });
    // As programs write it that do not compute.
    let book = patched(&book, "<v>77</v>", "");
    bytes("thing", &book, &["import.formula_without_value@2:3", "import.formula_error@3:3"]).await;
}

/// The workbook with a piece of its first sheet replaced.
fn patched(book: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(book)).expect("a workbook");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut file = old.by_index(index).expect("a file");
        let name = file.name().expect("a name").into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        new.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a file");
        let sheet = name.ends_with("sheet1.xml");
        assert!(!sheet || text.contains(from), "{text}");
        let text = if sheet { text.replace(from, to) } else { text };
        new.write_all(text.as_bytes()).expect("text");
    }
    new.finish().expect("a workbook").into_inner()
}

#[tokio::test]
async fn headings_that_do_not_fit() {
    check("thing", &[&["甲", "乙"], &["1", "2"]], &["import.no_headings@-:-"]).await;
    check("thing", &[&["村", "物名"], &["甲村", "石磨"]], &["import.missing_column@1:1", "import.missing_column@1:1"])
        .await;
    check(
        "thing",
        &[&["村", "编号", "起始日期", "号码"], &["甲村", "A1", DAY, "A2"]],
        &["import.duplicate_column@1:4"],
    )
    .await;
    check("thing", &[&["村", "编号", "起始日期", "面积（元）"], &["甲村", "A1", DAY, "1"]], &["import.wrong_unit@1:4"])
        .await;
    check("thing", &[&["村", "编号", "起始日期"]], &["import.no_rows@-:-"]).await;
    let place = Place::new().await;
    let report = place.import_rows("thing", &[&["村", "编号", "起始日期", "颜色色"], &["甲村", "A1", DAY, "红"]]).await;
    assert_eq!((codes(&report.findings), report.new), (vec!["import.unknown_column@1:4".to_owned()], 1));
    assert_eq!(report.findings[0].hint.as_deref(), Some("是不是：颜色？"));
}

/// A register that asks for everybody's number: everything a wrong one entails is said in one finding, at the number.
#[tokio::test]
async fn a_wrong_number_is_told_once() {
    let check = async |ledger: &str, rows: &[&[&str]], expect: &[&str]| {
        let mut pack = pack::sample::pack();
        let number = pack.ledgers.get_mut("being").and_then(|ledger| ledger.fields.get_mut("id_number"));
        number.expect("a field").required = true;
        let report = Place::with(pack).await.import_rows(ledger, rows).await;
        assert_eq!(codes(&report.findings), expect, "{:#?}", report.findings);
    };
    const GOOD: &str = "11010519491231002X";
    let head: &[&str] = &["村", "编号", "保管人", "身份证号", "起始日期"];
    let one = async |number: &str, expect: &[&str]| {
        check("thing", &[head, &["甲村", "A1", "张三", number, DAY]], expect).await;
    };
    one("110105194912310021", &["value.id_number@2:4"]).await;
    one("110105194912310000", &["value.digits_lost@2:4"]).await;
    one("", &["import.person_incomplete@2:3"]).await;
    one(GOOD, &[]).await;
    // Numbers that cannot be read are not the same number; what can be read and stands twice is still told.
    let beings: &[&str] = &["村", "姓名", "身份证号", "登记日期"];
    let wrong: &[&[&str]] =
        &[beings, &["甲村", "张三", "110105194912310021", DAY], &["甲村", "张三", "110105194912310022", DAY]];
    check("being", wrong, &["value.id_number@2:3", "value.id_number@3:3"]).await;
    let twice: &[&[&str]] =
        &[head, &["甲村", "A1", "张三", "110105194912310021", DAY], &["甲村", "A1", "李四", GOOD, DAY]];
    check("thing", twice, &["import.duplicate_key@2:2", "value.id_number@2:4", "import.duplicate_key@3:2"]).await;
}

#[tokio::test]
async fn numbers_of_persons() {
    let head: &[&str] = &["村", "编号", "保管人", "身份证号", "起始日期"];
    let rows: &[&[&str]] = &[head, &["甲村", "A1", "张三", "110105194912310021", DAY]];
    check("thing", rows, &["value.id_number@2:4"]).await;
    let book = sheet("表", |sheet| {
        write(sheet, &[head, &["甲村", "A1", "张三", "", DAY]]);
        sheet.write_number(1, 3, 110_105_194_912_310_020_f64).expect("cell");
    });
    bytes("thing", &book, &["value.digits_lost@2:4"]).await;
}
