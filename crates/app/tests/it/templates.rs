use std::io::Cursor;

use app::{Actor, exports, imports::ImportOptions};
use calamine::{Data, Reader, Xlsx};
use pack::model::Privacy;
use rules::access::Grant;

use crate::{
    forms::part,
    world::{Place, codes, counts, xlsx},
};

/// The rows of the sheet that is filled in, as texts.
async fn rows(place: &Place, ledger: &str) -> Vec<Vec<String>> {
    let made = exports::template(&place.service, &place.actor, &ledger.into()).await.expect("a template");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(made.bytes)).expect("a workbook");
    assert_eq!(book.sheet_names()[1..], ["填写说明", "选项"]);
    let range = book.worksheet_range_at(0).expect("a sheet").expect("it can be read");
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[tokio::test]
async fn a_template_asks_for_what_a_cell_can_hold() {
    let place = Place::new().await;
    let rows = rows(&place, "thing").await;
    assert_eq!(rows.len(), 2, "nothing is filled in");
    let told: Vec<String> = rows[0].iter().zip(&rows[1]).map(|(key, heading)| format!("{key} {heading}")).collect();
    assert_eq!(
        told,
        [
            "qianmo:thing:unit *单位",
            "qianmo:thing:code *编号",
            "qianmo:thing:name 物名",
            "qianmo:thing:color 颜色",
            "qianmo:thing:tags 标签",
            "qianmo:thing:area 面积（亩）",
            "qianmo:thing:worth 价值（万元）",
            "qianmo:thing:count 个数（个）",
            "qianmo:thing:keeper 保管人",
            "qianmo:thing:number.keeper 保管人身份证号",
            "qianmo:thing:watched 重点",
            "qianmo:thing:begins *起始日期",
            "qianmo:thing:ends 止于",
        ]
    );
    let reader = Grant { unit: None, ledgers: None, write: false, administer: false, clearance: Privacy::Internal };
    let refused = exports::template(&place.service, &Actor::with("a", vec![reader]), &"thing".into()).await;
    assert_eq!(refused.err().expect("who may not fill in gets none").code, "access.denied");
}

#[tokio::test]
async fn a_template_is_understood_whatever_its_headings_say_by_now() {
    let place = Place::new().await;
    let check = async |rows: &[&[&str]], expect: (u64, u64, u64, u64), findings: &[&str]| {
        let report = place.import("thing", "表.xlsx", &xlsx(rows), ImportOptions::default()).await;
        assert_eq!(
            (counts(&report), codes(&report.findings)),
            (expect, findings.iter().map(|f| f.to_string()).collect())
        );
    };
    // Columns changed places, headings were written otherwise, one was added, a title put above.
    check(
        &[
            &["城关镇物品"],
            &["qianmo:thing:begins", "qianmo:thing:code", "qianmo:thing:unit", "", "qianmo:thing:color"],
            &["哪天", "牌号", "哪个村", "颜色说明", "什么色"],
            &["2022-01-01", "A1", "v1", "鲜", "红"],
            &["2022-01-02", "A2", "v1", "", "蓝"],
        ],
        (2, 0, 0, 0),
        &["import.unknown_column@3:4"],
    )
    .await;
    assert_eq!(place.shown("thing", &["code", "color"]).await.len(), 2);
    check(
        &[&["qianmo:thing:unit", "qianmo:thing:code", "qianmo:thing:begins"], &["*单位", "*编号", "*起始日期"]],
        (0, 0, 0, 0),
        &["import.no_rows@-:-"],
    )
    .await;
    check(
        &[&["qianmo:being:unit", "qianmo:being:name"], &["*单位", "*姓名"], &["v1", "张三"]],
        (0, 0, 0, 0),
        &["import.other_template@-:-"],
    )
    .await;
    // A title between the keys and the headings, and a heading that was wiped out.
    check(
        &[
            &["qianmo:thing:unit", "qianmo:thing:code", "qianmo:thing:begins"],
            &["城关镇物品"],
            &["*单位", "", "*起始日期"],
            &["v1", "A5", "2022-01-05"],
        ],
        (1, 0, 0, 0),
        &[],
    )
    .await;
    // A heading that names another field by now is not what stands above it, nor what it says.
    check(
        &[
            &["qianmo:thing:unit", "qianmo:thing:code", "qianmo:thing:begins", "qianmo:thing:name"],
            &["*单位", "*编号", "*起始日期", "颜色"],
            &["v1", "A6", "2022-01-06", "磨"],
        ],
        (0, 0, 0, 1),
        &["import.key_contradicts@2:4"],
    )
    .await;
    // One such word in a remark makes no template.
    check(
        &[&["见 qianmo:being:name"], &["*单位", "*编号", "*起始日期"], &["v1", "A7", "2022-01-07"]],
        (1, 0, 0, 0),
        &[],
    )
    .await;
    // Without its row of keys it is a table like any other.
    check(&[&["*单位", "*编号", "*起始日期"], &["v1", "A3", "2022-01-03"]], (1, 0, 0, 0), &[]).await;
}

/// The columns of a sheet whose cells are text, whatever is typed.
fn of_text(bytes: &[u8]) -> Vec<usize> {
    let (sheet, styles) = (part(bytes, "xl/worksheets/sheet1.xml"), part(bytes, "xl/styles.xml"));
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(inner, _)| inner.to_owned())
    };
    let id = styles.split("<numFmt ").find(|format| format.contains("formatCode=\"@\"")).expect("a format of text");
    let id = between(id, "numFmtId=\"", "\"").expect("its number");
    let used = between(&styles, "<cellXfs", "</cellXfs>").expect("formats of cells");
    let text: Vec<bool> =
        used.split("<xf ").skip(1).map(|format| format.starts_with(&format!("numFmtId=\"{id}\""))).collect();
    let columns = between(&sheet, "<cols>", "</cols>").expect("columns");
    let number = |column: &str, name: &str| between(column, &format!("{name}=\""), "\"").and_then(|n| n.parse().ok());
    let is_text = |column: &&str| number(column, "style").is_some_and(|style: usize| text[style]);
    let both = |column: &str| number(column, "min").expect("the first")..=number(column, "max").expect("the last");
    columns.split("<col ").skip(1).filter(is_text).flat_map(both).collect()
}

#[tokio::test]
async fn a_template_guides_the_hand_in_any_office_program() {
    let place = Place::new().await;
    let made = exports::template(&place.service, &place.actor, &"thing".into()).await.expect("a template");
    let sheet = part(&made.bytes, "xl/worksheets/sheet1.xml");
    let keys = sheet.split("<row ").nth(1).expect("the row of keys");
    assert!(
        keys.starts_with("r=\"1\"") && keys.split('>').next().expect("its head").contains("hidden=\"1\""),
        "{keys}"
    );
    // A drop-down for the unit, the colour, whether it is watched; a list without end for none else.
    let lists: Vec<&str> = sheet
        .split("<dataValidation ")
        .skip(1)
        .filter(|one| one.starts_with("type=\"list\""))
        .filter_map(|one| one.split_once("sqref=\"")?.1.split(':').next())
        .collect();
    assert_eq!(lists, ["A3", "D3", "K3"]);
    let others = sheet.matches("<dataValidation ").count() - lists.len();
    assert!(others >= 2, "days and numbers are checked while they are typed: {others}");
    // What looks like a number and is none stays as it is typed.
    assert_eq!(of_text(&made.bytes), [2, 3, 5, 9, 10], "code, name, tags, the keeper and his number");
}
