//! Tables inside records on sheets of their own: in, out, and back in as they were.

use std::io::Cursor;

use app::{
    Actor,
    exports::{self, Format, Wanted, export},
    imports::{Brings, ImportOptions, ImportReport, Meaning, Mend, Source, import, mark},
    records::{self, List, RecordRef, Undo},
};
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use kernel::{FieldId, Value};
use pack::model::Privacy;
use rules::access::Grant;
use rust_xlsxwriter::Workbook;
use serde_json::json;

use crate::world::{Place, codes, counts, write};

type Rows<'a> = &'a [&'a [&'a str]];

const EVENTS: &[&str] = &["单位", "序号", "日期"];
const PARTS: &[&str] = &["单位", "所属序号", "项目", "金额（元）"];
const TWO: Rows<'static> = &[EVENTS, &["甲村", "1", "2022-03-01"], &["甲村", "2", "2022-03-02"]];

/// A workbook of these sheets; all cells are text.
fn book(sheets: &[(&str, Rows<'_>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        write(book.add_worksheet().set_name(*name).expect("a name"), rows);
    }
    book.save_to_buffer().expect("a workbook")
}

async fn taken(place: &Place, sheets: &[(&str, Rows<'_>)]) -> ImportReport {
    place.import("event", "表.xlsx", &book(sheets), ImportOptions::default()).await
}

/// The rows of all records of a ledger as their own pages show them, in order.
async fn rows(place: &Place, ledger: &str, table: &str) -> Vec<String> {
    let mut all = Vec::new();
    for view in place.list(ledger).await {
        let address = RecordRef { ledger: ledger.into(), book: view.book, record: view.record };
        let whole = records::show(&place.service, &place.actor, &address, None).await.expect("a record");
        let shown = whole.shown.get(table).map_or("-", String::as_str);
        all.push(format!("{} {shown}", whole.title));
    }
    all.sort();
    all
}

/// What tables come to: rows, records, before, after, fewer.
fn tables(report: &ImportReport) -> Vec<(&str, [u64; 5])> {
    let one = |table: &app::imports::ChildRows| [table.rows, table.records, table.before, table.after, table.fewer];
    report.children.iter().map(|table| (table.sheet.as_str(), one(table))).collect()
}

async fn exported(place: &Place, fields: &str, format: Format) -> Vec<u8> {
    let wanted = Wanted { list: List::default(), fields: Some(fields.to_owned()), format };
    let mut export = export(&place.service, &place.actor, &"event".into(), wanted).await.expect("begins");
    let mut bytes = Vec::new();
    while let Some(piece) = export.piece().await {
        bytes.extend(piece.expect("a piece"));
    }
    bytes
}

fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[tokio::test]
async fn rows_come_with_their_records_and_take_the_place_of_those_they_had() {
    let place = Place::new().await;
    // A row that names no unit is of the one record of the file that is called so.
    let parts: Rows<'_> = &[PARTS, &["甲村", "1", "砖", "2"], &["", "2", "灰", "1"], &["甲村", "1", "瓦", "3"]];
    let first = taken(&place, &[("事", TWO), ("明细", parts)]).await;
    assert_eq!((codes(&first.findings), counts(&first), first.rows), (vec![], (2, 0, 0, 0), 2));
    assert_eq!((tables(&first), first.receipts.len()), (vec![("明细", [3, 2, 0, 3, 0])], 1));
    assert_eq!(rows(&place, "event", "parts").await, ["1 砖 2元；瓦 3元", "2 灰 1元"]);

    let again = taken(&place, &[("事", TWO), ("明细", parts)]).await;
    assert_eq!((counts(&again), again.receipts.len()), ((0, 0, 2, 0), 0), "the same rows make no edit");
    for blank in [&[PARTS][..], &[]] {
        let untouched = taken(&place, &[("事", TWO), ("明细", blank)]).await;
        assert_eq!(
            (codes(&untouched.findings), counts(&untouched)),
            (vec![], (0, 0, 2, 0)),
            "an empty sheet is nothing"
        );
    }
    // A row that only names its record is a blank line.
    let named: Rows<'_> = &[PARTS, &["甲村", "1", "", ""]];
    assert_eq!(counts(&taken(&place, &[("事", TWO), ("明细", named)]).await), (0, 0, 2, 0));

    // Without the sheet of the records: those that are there. What is lost is said before.
    let less: Rows<'_> = &[&["单位", "序号", "项目"], &["甲村", "1", "砖"]];
    let fewer = taken(&place, &[("明细", less)]).await;
    let warned = ["import.emptied_column@2:-", "import.fewer_rows@2:-"].map(str::to_owned).to_vec();
    assert_eq!((codes(&fewer.findings), counts(&fewer)), (warned, (0, 1, 0, 0)));
    assert_eq!(tables(&fewer), [("明细", [1, 1, 2, 1, 1])]);
    assert_eq!(rows(&place, "event", "parts").await, ["1 砖", "2 灰 1元"]);

    let [receipt] = fewer.receipts.as_slice() else { panic!("one Change") };
    let undo = Undo {
        request: place.service.new_request(),
        book: receipt.book.clone(),
        seq: receipt.seq,
        reason: "填错".to_owned(),
    };
    records::undo(&place.service, &place.actor, undo).await.expect("undoes");
    assert_eq!(rows(&place, "event", "parts").await, ["1 砖 2元；瓦 3元", "2 灰 1元"]);
}

#[tokio::test]
async fn what_is_wrong_in_a_sheet_of_rows_is_told_at_its_cell() {
    let place = Place::new().await;
    let check = async |events: Rows<'_>, rows: Rows<'_>, expect: &[&str], wrong: u64| {
        let mut all = vec![PARTS];
        all.extend(rows);
        let file = book(&[("事", events), ("明细", &all)]);
        let report = place.import("event", "表.xlsx", &file, ImportOptions::default()).await;
        let marked = cells(&mark(&file, "表.xlsx", &report).expect("marks"), "明细");
        assert_eq!(marked[0].last().map(String::as_str), Some("问题"));
        assert_eq!((codes(&report.findings), report.wrong), (expect.iter().map(|c| (*c).to_owned()).collect(), wrong));
        assert!(report.findings.iter().all(|f| f.place.sheet.as_deref() == Some("明细") && f.hint.is_some()));
        let shown: Vec<u32> = report.wrong_rows.iter().map(|row| row.row).collect();
        let told: std::collections::BTreeSet<u32> = report.findings.iter().filter_map(|f| f.place.line).collect();
        assert_eq!(shown, told.into_iter().collect::<Vec<_>>(), "rows as they stand");
        assert!(report.receipts.is_empty());
    };
    check(TWO, &[&["甲村", "9", "砖", "1"]], &["import.parent_not_found@2:2"], 1).await;
    check(TWO, &[&["乙村", "1", "砖", "1"]], &["import.parent_not_found@2:2"], 1).await;
    check(TWO, &[&["", "9", "砖", "1"]], &["import.no_unit@2:2"], 0).await;
    check(TWO, &[&["甲村", "", "砖", "1"]], &["import.parent_unsaid@2:2"], 0).await;
    check(TWO, &[&["甲村", "1", "砖", "2"], &["甲村", "1", "瓦", "很多"]], &["value.not_a_number@3:4"], 1).await;
    check(TWO, &[&["甲村", "1", "砖", "2"], &["甲村", "1", "", "3"]], &["record.required@3:3"], 1).await;
    check(TWO, &[&["甲村", "2", "砖", "2"], &["甲村", "1", "瓦", "-3"]], &["record.field_check@3:4"], 1).await;
    let both: Rows<'_> = &[EVENTS, &["甲村", "1", "2022-03-01"], &["乙村", "1", "2022-03-02"]];
    check(both, &[&["", "1", "砖", "1"]], &["import.parent_ambiguous@2:2"], 0).await;
    assert!(place.list("event").await.is_empty());
}

#[tokio::test]
async fn good_rows_alone_are_never_half_a_record() {
    let place = Place::new().await;
    let parts: Rows<'_> = &[PARTS, &["甲村", "1", "砖", "2"], &["甲村", "1", "瓦", "很多"], &["甲村", "2", "灰", "1"]];
    let file = book(&[("事", TWO), ("明细", parts)]);
    let partial = ImportOptions { partial: true, ..ImportOptions::default() };
    let report = place.import("event", "表.xlsx", &file, partial.clone()).await;
    assert_eq!((counts(&report), report.receipts.len()), ((1, 0, 0, 1), 1));
    assert_eq!(rows(&place, "event", "parts").await, ["2 灰 1元"]);

    let mends = vec![Mend { sheet: Some("明细".to_owned()), row: 3, column: 4, text: "3".to_owned() }];
    let report = place.import("event", "表.xlsx", &file, ImportOptions { mends, ..ImportOptions::default() }).await;
    assert_eq!((codes(&report.findings), counts(&report), report.mended), (vec![], (1, 0, 1, 0), 1));
    assert_eq!(rows(&place, "event", "parts").await, ["1 砖 2元；瓦 3元", "2 灰 1元"]);

    // Nobody knows of which record the row is: it could be of any that has rows here.
    let lost: Rows<'_> = &[PARTS, &["甲村", "1", "砖", "2"], &["甲村", "", "瓦", "3"]];
    let report = place.import("event", "表.xlsx", &book(&[("事", TWO), ("明细", lost)]), partial).await;
    assert_eq!((counts(&report), report.receipts.len()), ((0, 0, 1, 1), 0));
}

#[tokio::test]
async fn rows_are_only_added_or_of_the_whole_list() {
    let place = Place::new().await;
    taken(&place, &[("事", TWO)]).await;
    let parts: Rows<'_> = &[PARTS, &["甲村", "1", "砖", "2"]];
    let append = ImportOptions { meaning: Meaning::Append, ..ImportOptions::default() };
    let more: Rows<'_> = &[EVENTS, &["甲村", "3", "2022-03-03"]];
    let report = place.import("event", "表.xlsx", &book(&[("事", more), ("明细", parts)]), append).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec!["import.exists@2:-".to_owned()], (1, 0, 0, 1)));
}

#[tokio::test]
async fn a_template_has_a_sheet_for_each_table() {
    let place = Place::new().await;
    let made = exports::template(&place.service, &place.actor, &"event".into()).await.expect("a template");
    let book_of: Xlsx<_> = open_workbook_from_rs(Cursor::new(made.bytes.as_slice())).expect("a workbook");
    assert_eq!(book_of.sheet_names(), ["事", "明细", "填写说明", "选项"]);
    let asked = cells(&made.bytes, "明细");
    let told: Vec<String> = asked[0].iter().zip(&asked[1]).map(|(key, heading)| format!("{key} {heading}")).collect();
    assert_eq!(
        told,
        [
            "qianmo:event.parts:unit *单位",
            "qianmo:event.parts:parent.number *所属序号",
            "qianmo:event.parts:item *项目",
            "qianmo:event.parts:amount 金额（元）",
        ]
    );
    let keys = ["qianmo:event:unit", "qianmo:event:number", "qianmo:event:on"];
    let child = ["qianmo:event.parts:amount", "qianmo:event.parts:item", "qianmo:event.parts:parent.number"];
    let events: Rows<'_> = &[&keys, &["*单位", "*序号", "*日期"], &["甲村", "1", "2022-03-01"]];
    // Whatever the sheet and its headings are called by now.
    let parts: Rows<'_> = &[&child, &["钱", "什么", "哪一条"], &["2", "砖", "1"]];
    let report = taken(&place, &[("事", events), ("别的名字", parts)]).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (1, 0, 0, 0)));
    assert_eq!(rows(&place, "event", "parts").await, ["1 砖 2元"]);

    // The sheet of the records was left empty, or thrown away.
    let child = ["qianmo:event.parts:unit", child[2], child[1]];
    let parts: Rows<'_> = &[&child, &["*单位", "*所属序号", "*项目"], &["甲村", "1", "瓦"]];
    let empty: Rows<'_> = &[&keys, &["*单位", "*序号", "*日期"]];
    let help: Rows<'_> = &[&["列", "必填"], &["序号", "是"], &["日期", "是"]];
    for sheets in [vec![("事", empty), ("明细", parts)], vec![("明细", parts), ("填写说明", help)]] {
        let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
        let report = place.import("event", "表.xlsx", &book(&sheets), options).await;
        assert_eq!(
            (codes(&report.findings), counts(&report)),
            (vec!["import.emptied_column@3:-".to_owned()], (0, 1, 0, 0))
        );
    }
}

#[tokio::test]
async fn what_goes_out_comes_back_unchanged() {
    let place = Place::new().await;
    let formula = "=HYPERLINK(\"http://a\")";
    for (unit, said) in [
        (
            "v1",
            json!({"number": "1", "on": "2022-03-01", "parts": [{"item": formula, "amount": "2.50"}, {"item": "瓦"}]}),
        ),
        ("v1", json!({"number": "02", "on": "2022-03-02"})),
        ("v2", json!({"number": "1", "on": "2022-03-03", "parts": [{"item": "灰", "amount": "1"}]})),
    ] {
        place.create("event", unit, said).await.expect("an event");
    }
    let bytes = exported(&place, "unit,number,on,parts", Format::Xlsx).await;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.as_slice())).expect("a workbook");
    assert_eq!(book.sheet_names(), ["事", "明细", "导出说明"]);
    assert!(book.worksheet_formula("明细").expect("formulas").is_empty());
    let own: Vec<String> = cells(&bytes, "事").iter().map(|row| row[3].clone()).collect();
    assert_eq!(own, ["明细", "2 行", "", "1 行"]);
    let parts: Vec<String> = cells(&bytes, "明细").iter().map(|row| row.join("|")).collect();
    assert_eq!(parts, ["单位|所属序号|项目|金额（元）", &format!("甲村|1|{formula}|2.5"), "甲村|1|瓦|", "乙村|1|灰|1"]);

    let report = place.import("event", "表.xlsx", &bytes, ImportOptions::default()).await;
    assert_eq!((codes(&report.findings), counts(&report), report.receipts.len()), (vec![], (0, 0, 3, 0), 0));
    assert_eq!(tables(&report), [("明细", [3, 2, 3, 3, 0])]);
    assert_eq!(
        (report.columns[3].field.as_ref().map(FieldId::as_str), report.columns[3].brings),
        (Some("parts"), Brings::Named)
    );

    // Columns without the table bring no sheet; a CSV has one table only, and what it says of another is not taken in.
    let bytes = exported(&place, "unit,number,on", Format::Xlsx).await;
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.as_slice())).expect("a workbook");
    assert_eq!(book.sheet_names(), ["事", "导出说明"]);
    let bytes = exported(&place, "unit,number,on,parts", Format::Csv).await;
    let report = place.import("event", "表.csv", &bytes, ImportOptions::default()).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec!["import.table_column@1:4".to_owned()], (0, 0, 3, 0)));
}

#[tokio::test]
async fn lists_say_how_many_rows_there_are() {
    let place = Place::new().await;
    let said = json!({"number": "1", "on": "2022-03-01", "parts": [{"item": "砖", "amount": "2"}, {"item": "瓦"}]});
    let written = place.create("event", "v1", said).await.expect("an event");
    let listed = &place.list("event").await[0];
    assert_eq!((listed.fields.get("parts"), listed.shown["parts"].as_str()), (Some(&Value::Integer(2)), "2 行"));
    let whole = records::show(&place.service, &place.actor, &crate::world::refer("event", &written), None).await;
    let whole = whole.expect("the record");
    assert!(matches!(whole.fields.get("parts"), Some(Value::Rows(rows)) if rows.len() == 2), "{:?}", whole.fields);
    assert_eq!(whole.shown["parts"], "砖 2元；瓦");
}

/// A log without a key, called by what was done, with persons in its table.
const VISITS: &str = "
//- logs/visit.toml
name = \"走访\"
mandate = \"sample.events\"
unit = [\"village\"]
date = \"on\"
title = [\"what\"]

[fields.on]
name = \"日期\"
type = \"date\"
required = true

[fields.what]
name = \"事由\"
type = \"text\"
required = true

[fields.met]
name = \"走访的人\"
type = \"table\"

[fields.met.fields.who]
name = \"姓名\"
type = \"person\"
required = true

[fields.met.fields.said]
name = \"说了什么\"
type = \"text\"
";

#[tokio::test]
async fn where_there_is_no_key_records_of_the_file_are_called_by_their_titles() {
    let place = Place::with(pack::sample::pack_with(VISITS)).await;
    let handed = async |visits: Rows<'_>, met: Rows<'_>| {
        let file = book(&[("走访", visits), ("走访的人", met)]);
        place.import("visit", "表.xlsx", &file, ImportOptions::default()).await
    };
    let head: &[&str] = &["单位", "日期", "事由"];
    let met_head: &[&str] = &["单位", "所属事由", "姓名", "说了什么"];
    let met: Rows<'_> = &[met_head, &["甲村", "送种子", "张三", "路不好"], &["甲村", "送种子", "李四", ""]];
    let twice: Rows<'_> = &[head, &["甲村", "2022-03-01", "送种子"], &["甲村", "2022-03-02", "送种子"]];
    let report = handed(twice, met).await;
    let told = ["import.parent_ambiguous@2:2", "import.parent_ambiguous@3:2"].map(str::to_owned).to_vec();
    assert_eq!((codes(&report.findings), counts(&report)), (told, (0, 0, 0, 2)));

    let once: Rows<'_> = &[head, &["甲村", "2022-03-01", "送种子"], &["甲村", "2022-03-02", "修路"]];
    let report = handed(once, met).await;
    assert_eq!((codes(&report.findings), counts(&report), report.persons), (vec![], (2, 0, 0, 0), 2));
    assert_eq!(place.list("being").await.len(), 2, "whom a row names is registered with it");

    // What a list masks is nobody's name.
    let masked: Rows<'_> = &[met_head, &["甲村", "修渠", "张*", ""]];
    let report = handed(&[head, &["甲村", "2022-03-03", "修渠"]], masked).await;
    assert_eq!(codes(&report.findings), ["import.masked_cell@2:3"]);
}

#[tokio::test]
async fn whoever_may_not_write_a_record_gives_it_no_rows() {
    let place = Place::new().await;
    let both: Rows<'_> = &[EVENTS, &["甲村", "1", "2022-03-01"], &["乙村", "2", "2022-03-02"]];
    taken(&place, &[("事", both)]).await;
    let grant =
        Grant { unit: Some("v1".into()), ledgers: None, write: true, administer: false, clearance: Privacy::Internal };
    let worker = Actor::with("a", vec![grant]);
    let parts: Rows<'_> = &[PARTS, &["甲村", "1", "砖", "2"], &["乙村", "2", "瓦", "3"], &["乙村", "9", "瓦", "3"]];
    let file = book(&[("明细", parts)]).into();
    let options = ImportOptions { partial: true, ..ImportOptions::default() };
    let report = import(&place.service, &worker, &"event".into(), "表.xlsx", file, options).await.expect("a report");
    // Whether there is such a record elsewhere is not told.
    let told = ["access.unit@3:-", "access.unit@4:-"].map(str::to_owned).to_vec();
    assert_eq!((codes(&report.findings), counts(&report)), (told, (0, 1, 0, 2)));
    assert_eq!(rows(&place, "event", "parts").await, ["1 砖 2元", "2 -"]);
}

#[tokio::test]
async fn a_table_that_lists_mask_goes_out_in_no_sheet() {
    let masked = VISITS.replace("type = \"person\"", "type = \"text\"\nprivacy = \"personal\"");
    let place = Place::with(pack::sample::pack_with(&masked)).await;
    let said = json!({"what": "送种子", "on": "2022-03-01", "met": [{"who": "张三", "said": "路不好"}]});
    place.create("visit", "v1", said).await.expect("a visit");
    let wanted = Wanted { list: List::default(), fields: Some("unit,on,met".to_owned()), format: Format::Xlsx };
    let mut export = export(&place.service, &place.actor, &"visit".into(), wanted).await.expect("begins");
    let mut bytes = Vec::new();
    while let Some(piece) = export.piece().await {
        bytes.extend(piece.expect("a piece"));
    }
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.as_slice())).expect("a workbook");
    assert_eq!(book.sheet_names(), ["走访·含个人信息", "导出说明"]);
    assert_eq!(cells(&bytes, "走访·含个人信息")[1][2], "***");
    let listed = &place.list("visit").await[0];
    assert_eq!((listed.fields.get("met"), listed.shown["met"].as_str()), (None, "***"));
}

#[tokio::test]
async fn what_is_said_of_a_sheet_of_rows_is_of_that_sheet_alone_and_remembered() {
    let place = Place::new().await;
    let heads: &[&str] = &["单位", "所属序号", "什么东西", "日期"];
    let parts: Rows<'_> = &[heads, &["甲村", "1", "砖", "2"]];
    let unknown = taken(&place, &[("事", TWO), ("明细", parts)]).await;
    assert!(codes(&unknown.findings).contains(&"import.missing_column@1:1".to_owned()), "{:?}", unknown.findings);
    assert_eq!(unknown.receipts.len(), 0);

    // 日期 is a column of the records, too, and stays what it is there.
    let said = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|(heading, field)| ((*heading).to_owned(), (*field).to_owned())).collect();
        ImportOptions { tables: [(FieldId::from("parts"), pairs)].into(), ..ImportOptions::default() }
    };
    let file = book(&[("事", TWO), ("明细", parts)]);
    let report = place.import("event", "表.xlsx", &file, said(&[("什么东西", "item"), ("日期", "金额")])).await;
    assert_eq!((codes(&report.findings), counts(&report)), (vec![], (2, 0, 0, 0)));
    let child = &report.children[0];
    let sources: Vec<Source> = child.columns.iter().map(|column| column.source).collect();
    assert_eq!(sources, [Source::Heading, Source::Heading, Source::Said, Source::Said]);
    assert_eq!(child.sample[0].cells, ["甲村", "1", "砖", "2"]);
    assert_eq!(rows(&place, "event", "parts").await, ["1 砖 2元", "2 -"]);
    assert_eq!(place.shown("event", &["on"]).await, ["甲村 2022-03-01", "甲村 2022-03-02"]);

    let more: Rows<'_> = &[heads, &["甲村", "2", "瓦", "3"]];
    let again = taken(&place, &[("事", TWO), ("明细", more)]).await;
    assert_eq!((codes(&again.findings), counts(&again)), (vec![], (0, 1, 1, 0)));
    assert_eq!(again.children[0].columns[2].source, Source::Remembered);
    assert_eq!(rows(&place, "event", "parts").await, ["1 砖 2元", "2 瓦 3元"]);

    let wrong = place.import("event", "表.xlsx", &file, said(&[("什么东西", "没有的")])).await;
    assert_eq!(codes(&wrong.findings), ["import.unknown_field@-:-"]);
    let elsewhere = ImportOptions { tables: [(FieldId::from("number"), [].into())].into(), ..ImportOptions::default() };
    let wrong = place.import("event", "表.xlsx", &file, elsewhere).await;
    assert_eq!(codes(&wrong.findings), ["import.unknown_field@-:-"]);
}
