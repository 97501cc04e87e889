//! What is doubtful in a sheet is said and not refused; what would change is shown before it is written.

use app::imports::{ImportOptions, Touched};

use crate::world::{Place, codes, counts, xlsx};

const DAY: &str = "2022-01-01";
const ONE: &str = "11010519491231002X";
const TWO: &str = "440524188001010014";

/// Findings as `code@row:column`, and the first sentence.
async fn check(place: &Place, ledger: &str, rows: &[&[&str]], expect: &[&str], says: &str) {
    let dry = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let report = place.import(ledger, "表.xlsx", &xlsx(rows), dry).await;
    assert_eq!(codes(&report.findings), expect, "{:#?}", report.findings);
    let first = report.findings.first().map_or("", |finding| finding.message.as_str());
    assert_eq!(first, says);
    assert_eq!(report.wrong, 0, "a warning keeps nothing out");
}

#[tokio::test]
async fn one_name_with_two_id_numbers() {
    let place = Place::new().await;
    let head: &[&str] = &["村", "编号", "保管人", "保管人身份证号", "起始日期"];
    let two = ["import.two_numbers@2:4", "import.two_numbers@3:4"];
    let rows: &[&[&str]] = &[head, &["甲村", "A1", "张三", ONE, DAY], &["甲村", "A2", "张三", TWO, DAY]];
    check(&place, "thing", rows, &two, "“张三”在这里和第3行写的是两个不同的身份证号。").await;
    // In another village it is another person; the same number is the same person.
    let rows: &[&[&str]] = &[
        head,
        &["甲村", "A1", "张三", ONE, DAY],
        &["乙村", "A2", "张三", TWO, DAY],
        &["甲村", "A3", "张三", ONE, DAY],
    ];
    check(&place, "thing", rows, &[], "").await;
    place.import_rows("thing", &[head, &["甲村", "A1", "张三", ONE, DAY]]).await;
    let rows: &[&[&str]] = &[head, &["甲村", "A2", "张三", TWO, DAY]];
    let says = "“张三”在“人”里登记的身份证号是 110105********002X，这里写的是另一个。";
    check(&place, "thing", rows, &["import.two_numbers@2:4"], says).await;
    let rows: &[&[&str]] = &[head, &["甲村", "A2", "张三", TWO, DAY], &["甲村", "A3", "张三", ONE, DAY]];
    check(&place, "thing", rows, &two, "“张三”在这里和第3行写的是两个不同的身份证号。").await;
    // The register of persons itself.
    let head: &[&str] = &["村", "姓名", "身份证号", "登记日期"];
    check(&place, "being", &[head, &["甲村", "张三", TWO, DAY]], &["import.two_numbers@2:3"], says).await;
    // Registered once, both are known and nobody is asked again.
    let rows: &[&[&str]] = &[head, &["甲村", "张三", TWO, DAY]];
    place.import_rows("being", rows).await;
    check(&place, "being", rows, &[], "").await;
}

/// Changes as `title field: before → after`.
fn told(touched: &[Touched]) -> Vec<String> {
    let of = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let lines = |one: &Touched| {
        let line = |change: &app::records::FieldChange| {
            format!("{} {}: {} → {}", one.row, change.name, of(&change.before), of(&change.after))
        };
        one.changes.iter().map(line).collect::<Vec<_>>()
    };
    touched.iter().flat_map(lines).collect()
}

#[tokio::test]
async fn a_preview_lists_old_and_new() {
    let place = Place::new().await;
    let head: &[&str] = &["村", "编号", "物名", "价值(元)", "保管人", "保管人身份证号", "颜色", "起始日期"];
    let first: &[&[&str]] = &[
        head,
        &["甲村", "A1", "石磨", "100", "张三", ONE, "红", "2020-01-01"],
        &["甲村", "A2", "水车", "", "", "", "红", "2020-01-01"],
    ];
    assert_eq!(counts(&place.import_rows("thing", first).await), (2, 0, 0, 0));
    let head: &[&str] =
        &["村", "编号", "物名", "价值(元)", "保管人", "保管人身份证号", "颜色", "颜色变更日期", "起始日期"];
    let next: &[&[&str]] = &[
        head,
        &["甲村", "A1", "大石磨", "250", "李四", TWO, "红", "2022-06-01", "2020-01-01"],
        &["甲村", "A2", "水车", "", "", "", "蓝", "2022-06-01", "2020-01-01"],
        &["甲村", "A3", "犁", "", "", "", "", "", "2022-01-01"],
    ];
    let dry = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let report = place.import("thing", "表.xlsx", &xlsx(next), dry).await;
    assert_eq!((counts(&report), codes(&report.findings)), ((1, 2, 0, 0), vec![]));
    let mut said = told(&report.touched);
    said.sort();
    let expect = [
        "2 价值: 0.01万元 → 0.025万元",
        "2 保管人: 张* → 李*",
        "2 物名: 石磨 → 大石磨",
        "3 颜色: 自2020-01-01起：红 → 自2020-01-01起：红；自2022-06-01起：蓝",
    ];
    assert_eq!(said, expect);
    assert!(report.touched.iter().any(|one| one.row == 4 && one.changes.is_empty()), "what is new has no old");
}

#[tokio::test]
async fn many_changes_are_listed_to_a_hundred() {
    let place = Place::new().await;
    let numbers: Vec<String> = (0..150).map(|n| format!("A{n}")).collect();
    let rows = |name: &'static str| -> Vec<Vec<&str>> {
        let row = |number| vec!["甲村", number, name, DAY];
        std::iter::once(vec!["村", "编号", "物名", "起始日期"]).chain(numbers.iter().map(|n| row(n.as_str()))).collect()
    };
    for (name, listed) in [("石磨", 0), ("水车", 100)] {
        let rows = rows(name);
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let report = place.import_rows("thing", &rows).await;
        assert_eq!(told(&report.touched).len(), listed);
    }
}
