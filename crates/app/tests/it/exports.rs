//! Lists out as files: as people see them, whole or broken off, and back again.

use std::io::{Cursor, Read as _};

use app::{
    exports::{Format, Wanted, export},
    imports::ImportOptions,
    records::{self, Correct, List},
};
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use kernel::Problem;
use serde_json::json;

use crate::world::{Place, codes, counts, object, refer};

const TEXT: &str = "=HYPERLINK(\"http://a\")";

async fn whole(place: &Place, ledger: &str, wanted: Wanted) -> Result<Vec<u8>, Problem> {
    let mut export = export(&place.service, &place.actor, &ledger.into(), wanted).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = export.piece().await {
        bytes.extend(piece?);
    }
    Ok(bytes)
}

fn wanted(format: Format, fields: &str, list: List) -> Wanted {
    Wanted { list, fields: Some(fields.to_owned()), format }
}

async fn csv(place: &Place, ledger: &str, fields: &str, list: List) -> Vec<String> {
    let bytes = whole(place, ledger, wanted(Format::Csv, fields, list)).await.expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    text.strip_prefix('\u{feff}').expect("its mark").split_terminator("\r\n").map(str::to_owned).collect()
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// Two things of 甲村, one of 乙村, and what happened to them.
async fn things() -> Place {
    let place = Place::new().await;
    let person = json!({"name": "张三丰", "id_number": "11010519491231002X", "phone": "13800138000"});
    let keeper = place.create("being", "v1", person).await.expect("a person").record;
    let things = [
        (
            "v1",
            json!({"code": "A1", "name": TEXT, "begins": "2020-01-01", "color": "红", "tags": "旧、大", "area": "3.5", "worth": "9.79万元", "count": 3, "watched": true, "keeper": keeper.to_string()}),
        ),
        ("v1", json!({"code": "0012345678901234567", "name": "'单引号", "begins": "2021-12-31", "worth": "-0.01元"})),
        ("v2", json!({"code": "-1", "name": "a & <b> \"c\" _x0041_", "begins": "2022-01-01", "area": "0.25"})),
    ];
    for (unit, said) in things {
        place.create("thing", unit, said).await.expect("a thing");
    }
    let thing = place.list("thing").await[0].record.to_string();
    let event = json!({"number": "1", "on": "2022-03-01", "kind": "绿", "thing": thing, "due": "1.5万元", "length": "1.25公里", "note": "第一行\n第二行", "parts": [{"item": "砖", "amount": "2"}]});
    place.create("event", "v1", event).await.expect("an event");
    place
}

#[tokio::test]
async fn cells_say_what_lists_show() {
    let place = things().await;
    let fields = "code,name,unit,color,tags,area,worth,count,keeper,watched,begins,record";
    let lines = csv(&place, "thing", fields, List::default()).await;
    let record = |at: usize| lines[at].rsplit(',').next().expect("an id").to_owned();
    assert_eq!(
        lines,
        [
            "编号,物名,单位,颜色,标签,面积（亩）,价值（万元）,个数（个）,保管人,重点,起始日期,记录编号".to_owned(),
            format!("A1,\"'=HYPERLINK(\"\"http://a\"\")\",甲村,红,旧、大,3.5,9.79,3,张**,是,2020-01-01,{}", record(1)),
            format!("0012345678901234567,'单引号,甲村,,,,-0.000001,,,,2021-12-31,{}", record(2)),
            format!("'-1,\"a & <b> \"\"c\"\" _x0041_\",乙村,,,0.25,,,,,2022-01-01,{}", record(3)),
        ]
    );
    let event = csv(&place, "event", "number,thing,due,length,note,parts", List::default()).await.join("|");
    let heads = "序号,物,应付（万元）,长度（公里）,说明,明细";
    assert_eq!(event, format!("{heads}|1,\"A1 =HYPERLINK(\"\"http://a\"\")\",1.5,1.25,\"第一行\n第二行\",砖 2元"));
}

#[tokio::test]
async fn a_workbook_has_days_as_days_numbers_as_numbers_and_no_formula() {
    let place = things().await;
    let fields = "code,name,begins,worth,area,count,unit,tags";
    let bytes = whole(&place, "thing", wanted(Format::Xlsx, fields, List::default())).await.expect("a file");
    let mut book = opened(&bytes);
    assert_eq!(book.sheet_names(), ["物", "导出说明"]);
    let sheet = book.worksheet_range("物").expect("a sheet");
    let day = |cell: &Data| match cell {
        Data::DateTime(when) => Some(when.to_ymd_hms_milli()),
        _ => None,
    };
    let row =
        |at: u32| (0..8).map(|column| sheet.get_value((at, column)).cloned().unwrap_or_default()).collect::<Vec<_>>();
    let first = row(1);
    assert_eq!(first[..2], [Data::String("A1".to_owned()), Data::String(TEXT.to_owned())]);
    assert_eq!(day(&first[2]), Some((2020, 1, 1, 0, 0, 0, 0)));
    assert_eq!(first[3..6], [Data::Float(9.79), Data::Float(3.5), Data::Float(3.0)]);
    assert_eq!(row(2)[0], Data::String("0012345678901234567".to_owned()));
    assert_eq!(row(3)[1], Data::String("a & <b> \"c\" _x0041_".to_owned()));
    assert_eq!((sheet.height(), row(3)[6].to_string().as_str()), (4, "乙村"));
    assert!(book.worksheet_formula("物").expect("formulas").is_empty());
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    for sign in
        ["state=\"frozen\"", "<autoFilter ref=\"A1:H4\"/>", "<dimension ref=\"A1:H4\"/>", "<cols><col min=\"1\""]
    {
        assert!(xml.contains(sign), "{sign}");
    }
    assert!(!xml.contains("含个人信息"), "no field of a person is in it");
}

#[tokio::test]
async fn files_come_back_as_the_same_records() {
    let place = things().await;
    for ledger in ["thing", "event"] {
        for (format, name) in [(Format::Xlsx, "表.xlsx"), (Format::Csv, "表.csv")] {
            // A masked name is no name, and a table of rows is no cell.
            let pack = place.service.pack();
            let fields = pack.ledger(ledger).expect(ledger).fields.keys().map(|id| id.to_string());
            let fields: Vec<String> =
                fields.filter(|id| !matches!(id.as_str(), "keeper" | "parts" | "thing")).collect();
            let asked = wanted(format, &format!("unit,{}", fields.join(",")), List::default());
            let bytes = whole(&place, ledger, asked).await.expect("a file");
            let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
            let report = place.import(ledger, name, &bytes, options).await;
            let errors: Vec<_> = report.findings.iter().filter(|finding| finding.is_error()).cloned().collect();
            assert_eq!(codes(&errors), [""; 0], "{ledger} {name}");
            let many = place.list(ledger).await.len() as u64;
            assert_eq!(counts(&report), (0, 0, many, 0), "{ledger} {name}: {:?}", report.touched);
        }
    }
}

#[tokio::test]
async fn what_lists_mask_stays_masked_and_the_file_says_so() {
    let place = things().await;
    let lines = csv(&place, "being", "", List::default()).await;
    assert_eq!(lines[1], "甲村,张**,110105********002X,138****8000,,2020-01-01,");
    let mut export = export(&place.service, &place.actor, &"being".into(), Wanted::default()).await.expect("begins");
    assert_eq!((export.name.as_str(), export.total), ("人-2022-12-31-含个人信息.xlsx", 1));
    let mut bytes = Vec::new();
    while let Some(piece) = export.piece().await {
        bytes.extend(piece.expect("a piece"));
    }
    let mut book = opened(&bytes);
    assert_eq!(book.sheet_names()[0], "人·含个人信息");
    let told = "含个人信息，仅限工作使用，不得外传。导出人：本机用户，2022-12-31 12:00";
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains(&format!("<oddHeader>&amp;C{told}</oddHeader>")));
    let about = book.worksheet_range("导出说明").expect("a sheet");
    assert_eq!(about.get_value((8, 1)), Some(&Data::String(told.to_owned())));
    for secret in ["张三丰", "11010519491231002X"] {
        assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains(secret), "{secret}");
    }
    let plain = csv(&place, "being", "unit,begins", List::default()).await;
    assert_eq!(plain, ["单位,登记日期", "甲村,2020-01-01"]);
}

#[tokio::test]
async fn files_have_the_filter_the_order_the_unit_and_the_cut_of_the_list() {
    let place = things().await;
    let check = async |list: List, expect: &[&str]| {
        let lines = csv(&place, "thing", "code", list.clone()).await;
        assert_eq!(lines[1..], *expect, "{list:?}");
    };
    check(List { sort: Some("-area".to_owned()), ..List::default() }, &["A1", "'-1", "0012345678901234567"]).await;
    check(List { filter: Some("has(area) && area > 1".to_owned()), ..List::default() }, &["A1"]).await;
    check(List { unit: Some("v2".into()), ..List::default() }, &["'-1"]).await;
    let before = place.service.heads().await.expect("heads");
    let view = &place.list("thing").await[0];
    let change = Correct {
        request: place.service.new_request(),
        record: records::RecordRef { ledger: "thing".into(), book: view.book.clone(), record: view.record.clone() },
        expects: view.from_seq,
        fields: object(json!({"code": "A9"})),
        unit: None,
        reason: None,
        told: None,
    };
    records::correct(&place.service, &place.actor, change).await.expect("corrects");
    check(List { unit: Some("v1".into()), ..List::default() }, &["A9", "0012345678901234567"]).await;
    check(List { unit: Some("v1".into()), as_of: Some(before), ..List::default() }, &["A1", "0012345678901234567"])
        .await;
}

#[tokio::test]
async fn what_was_chosen_one_by_one_goes_out_and_nothing_else() {
    let place = things().await;
    let all = place.list("thing").await;
    let of = |at: usize| (all[at].book.clone(), all[at].record.clone());
    let check = async |chosen: Vec<(kernel::BookId, kernel::RecordId)>, list: List, expect: &[&str]| {
        let list = List { only: Some(chosen), ..list };
        assert_eq!(csv(&place, "thing", "code", list).await[1..], *expect);
    };
    check(vec![of(0), of(2)], List::default(), &["A1", "'-1"]).await;
    check(vec![of(2), of(0)], List { sort: Some("-code".to_owned()), ..List::default() }, &["A1", "'-1"]).await;
    // By which words they were found does not matter; what else narrows the list does.
    check(vec![of(0)], List { find: Some("乙村".to_owned()), ..List::default() }, &["A1"]).await;
    check(vec![of(0), of(2)], List { unit: Some("v2".into()), ..List::default() }, &["'-1"]).await;
    check(vec![("t1".into(), "nobody".into()), ("v9".into(), of(0).1)], List::default(), &[]).await;
    check(Vec::new(), List::default(), &[]).await;

    let list = List { only: Some(vec![of(0)]), ..List::default() };
    let bytes = whole(&place, "thing", wanted(Format::Xlsx, "code", list)).await.expect("a file");
    let about = opened(&bytes).worksheet_range("导出说明").expect("a sheet");
    let said: Vec<String> = about.rows().map(|row| row.iter().map(Data::to_string).collect::<String>()).collect();
    assert!(said.iter().any(|line| line.contains("逐条选出 1 条")), "{said:?}");
}

#[tokio::test]
async fn what_cannot_be_exported_is_said_before_the_first_byte() {
    let place = things().await;
    let check = async |ledger: &str, wanted: Wanted, code: &str| {
        let refused = export(&place.service, &place.actor, &ledger.into(), wanted).await;
        let problem = refused.err().expect(code);
        assert_eq!(problem.code, code);
        assert!(problem.hint.is_some(), "{code}");
    };
    let list = |filter: &str, sort: &str, unit: Option<&str>| List {
        filter: Some(filter.to_owned()),
        sort: Some(sort.to_owned()),
        unit: unit.map(Into::into),
        ..List::default()
    };
    check("nothing", Wanted::default(), "not_found").await;
    check("thing", wanted(Format::Csv, "code,wings", List::default()), "export.unknown_field").await;
    check("thing", wanted(Format::Csv, "", list("wings > 1", "", None)), "list.bad_filter").await;
    check("being", wanted(Format::Csv, "", list("name == '张三丰'", "", None)), "list.bad_filter").await;
    check("being", wanted(Format::Csv, "", list("", "name", None)), "list.unknown_sort").await;
    check("thing", wanted(Format::Csv, "", list("", "", Some("v9"))), "not_found").await;
}

/// Rows whose texts do not compress, so that pieces wait to be taken.
async fn many(rows: usize) -> Place {
    let place = Place::new().await;
    let mut chance = 7u64;
    let mut text = String::from("所在村,编号,物名,起始日期\n");
    for row in 0..rows {
        let mut noise = String::new();
        for _ in 0..24 {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            noise += &format!("{:08x}", chance >> 32);
        }
        text += &format!("{},C{row:05},{noise},2022-01-01\n", if row % 2 == 0 { "甲村" } else { "丁村" });
    }
    let report = place.import("thing", "表.csv", text.as_bytes(), ImportOptions::default()).await;
    assert_eq!((counts(&report).0, codes(&report.findings)), (rows as u64, vec![]));
    place
}

#[tokio::test]
async fn many_pages_of_two_books_come_once_and_in_order() {
    let place = many(9_001).await;
    for sort in [None, Some("code".to_owned()), Some("-name".to_owned())] {
        let list = List { sort: sort.clone(), ..List::default() };
        let lines = csv(&place, "thing", "code,name", list).await;
        let mut seen: Vec<&str> = lines[1..].iter().map(|line| &line[..6]).collect();
        if sort.as_deref() == Some("code") {
            assert!(seen.is_sorted());
        }
        if sort.as_deref() == Some("-name") {
            assert!(lines[1..].iter().map(|line| &line[7..]).is_sorted_by(|a, b| a >= b));
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((lines.len(), seen.len()), (9_002, 9_001));
    }
    let bytes = whole(&place, "thing", wanted(Format::Xlsx, "code,name", List::default())).await.expect("a file");
    assert_eq!(opened(&bytes).worksheet_range("物").expect("a sheet").height(), 9_002);
}

#[tokio::test]
async fn a_file_that_cannot_be_finished_is_broken_off() {
    for format in [Format::Xlsx, Format::Csv] {
        // More pages than are read ahead of whoever takes nothing.
        let place = many(30_000).await;
        let asked = wanted(format, "code,name", List::default());
        let mut export = export(&place.service, &place.actor, &"thing".into(), asked).await.expect("begins");
        let mut taken = export.piece().await.expect("a piece").expect("whole so far");
        place.service.close().await.expect("closes");
        let mut end = None;
        while let Some(piece) = export.piece().await {
            match piece {
                Ok(piece) => taken.extend(piece),
                Err(problem) => end = Some(problem),
            }
        }
        assert!(end.is_some_and(|problem| problem.hint.is_some()), "it is told that it broke off");
        let directory = taken.windows(4).any(|four| four == b"PK\x05\x06");
        assert!(!directory, "what was taken does not look whole");
    }
}

#[tokio::test]
async fn who_goes_away_leaves_nothing_behind() {
    let place = many(9_000).await;
    for _ in 0..8 {
        let asked = wanted(Format::Xlsx, "code,name", List::default());
        let mut export = export(&place.service, &place.actor, &"thing".into(), asked).await.expect("begins");
        export.piece().await.expect("a piece").expect("whole so far");
    }
    // All readers are free again, and the store closes at once.
    assert_eq!(csv(&place, "thing", "code", List::default()).await.len(), 9_001);
    place.service.close().await.expect("closes");
}

#[tokio::test]
async fn on_the_other_database_files_are_the_same() {
    if crate::postgres::left_out() {
        return;
    }
    let place = Place::on_postgres().await;
    let person = json!({"name": "张三丰", "id_number": "11010519491231002X"});
    let keeper = place.create("being", "v1", person).await.expect("a person");
    assert_eq!(refer("being", &keeper).book.as_str(), "t1");
    let thing = json!({"code": "A1", "begins": "2020-01-01", "color": "红", "keeper": keeper.record.to_string()});
    place.create("thing", "v1", thing).await.expect("a thing");
    for sort in [None, Some("-code".to_owned())] {
        let list = List { sort, ..List::default() };
        assert_eq!(csv(&place, "thing", "code,color,keeper", list).await[1..], ["A1,红,张**"]);
    }
    assert_eq!(csv(&place, "being", "", List::default()).await[1], "甲村,张**,110105********002X,,,2020-01-01,");
}
