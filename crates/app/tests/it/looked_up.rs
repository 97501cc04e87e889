//! A file that is small beside its ledger looks its keys up instead of reading all: it comes to the same.

use app::{
    imports::{ImportOptions, ImportReport, Meaning},
    records::{self, Withdraw},
};
use pack::model::Pack;

use crate::world::{Place, codes, counts};

/// Keys of a text, a number and a dated code together; and of a sealed number.
fn keyed() -> Pack {
    let mut files = pack::sample::files(pack::sample::FILES);
    let mut put = |file: &str, from: &str, to: &str| {
        files.entry(file.to_owned()).and_modify(|text| {
            assert!(text.contains(from), "{file}: {from}");
            *text = text.replacen(from, to, 1);
        });
    };
    put("registers/thing.toml", "key = [\"code\"]", "key = [\"code\", \"count\", \"color\"]");
    put("registers/thing.toml", "type = \"integer\"", "type = \"integer\"\nrequired = true");
    put("registers/thing.toml", "codes = \"color\"", "codes = \"color\"\nrequired = true");
    put("registers/being.toml", "sealed = true", "sealed = true\nrequired = true");
    let (pack, findings) = pack::load_files(files);
    pack.unwrap_or_else(|| panic!("{findings:?}"))
}

async fn things(place: &Place, rows: impl Iterator<Item = String>, options: ImportOptions) -> ImportReport {
    let text: String = std::iter::once("所在村,编号,个数,颜色,物名,起始日期\n".to_owned()).chain(rows).collect();
    place.import("thing", "表.csv", text.as_bytes(), options).await
}

/// `number`, with its check digit (GB 11643).
fn id_number(number: u32) -> String {
    let body = format!("110105194912{number:05}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).filter_map(|(digit, weight)| Some(digit.to_digit(10)? * weight)).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum as usize % 11])
}

async fn rows_find_their_records(place: Place) {
    let village = |n: u32| ["甲村", "丁村"][n as usize % 2];
    let color = |n: u32| ["红", "绿"][n as usize % 3 % 2];
    let row = |n: u32, name: &str| format!("{},C{n:03},{},{},{name},2020-01-01\n", village(n), n % 4, color(n));
    let all = things(&place, (0..60).map(|n| row(n, "旧")), ImportOptions::default()).await;
    assert_eq!((counts(&all), codes(&all.findings)), ((60, 0, 0, 0), vec![]));

    let few = || {
        [
            row(7, "旧"),
            row(8, "新"),
            row(9, "新"),
            // The same code with another number, with another color, in another village.
            format!("{},C007,9,{},旧,2020-01-01\n", village(7), color(7)),
            format!("{},C008,0,蓝,旧,2020-01-01\n", village(8)),
            format!("{},C010,2,{},旧,2020-01-01\n", village(11), color(10)),
        ]
        .into_iter()
    };
    let report = things(&place, few(), ImportOptions::default()).await;
    assert_eq!((counts(&report), codes(&report.findings)), ((3, 2, 1, 0), vec![]));
    let again = things(&place, few(), ImportOptions::default()).await;
    assert_eq!(counts(&again), (0, 0, 6, 0));

    // What was withdrawn is not meant, and is there again as a new record.
    let gone = place.list("thing").await.into_iter().find(|view| view.shown["code"] == "C007").expect("is there");
    let withdraw = Withdraw {
        request: place.service.new_request(),
        record: records::RecordRef { ledger: "thing".into(), book: gone.book.clone(), record: gone.record.clone() },
        expects: gone.from_seq,
        reason: Some("试".to_owned()),
        told: None,
    };
    records::withdraw(&place.service, &place.actor, withdraw).await.expect("withdraws");
    let back = things(&place, few(), ImportOptions::default()).await;
    assert_eq!(counts(&back), (1, 0, 5, 0));

    // A row without a part of its key is told, as in a long file; a whole list is compared with all.
    let bare = things(
        &place,
        [format!("{},C001,,{},旧,2020-01-01\n", village(1), color(1))].into_iter(),
        ImportOptions::default(),
    );
    assert_eq!(counts(&bare.await), (0, 0, 0, 1));
    let day = "2022-06-30".parse().expect("a day");
    let whole = ImportOptions { meaning: Meaning::Snapshot { day, end_missing: false }, ..ImportOptions::default() };
    let report = things(&place, [row(7, "旧")].into_iter(), whole).await;
    assert_eq!((report.same, report.missing.len()), (1, 31), "{:?}", report.missing.len());
}

async fn sealed_numbers_are_found(place: Place) {
    let people = async |rows: Vec<String>| {
        let rows = rows.into_iter();
        let text: String = std::iter::once("所在村,姓名,身份证号,电话\n".to_owned()).chain(rows).collect();
        place.import("being", "表.csv", text.as_bytes(), ImportOptions::default()).await
    };
    let row = |n: u32, phone: &str| format!("甲村,张{n},{},{phone}\n", id_number(1_000 + n));
    let all = people((0..9).map(|n| row(n, "")).collect()).await;
    assert_eq!((counts(&all), codes(&all.findings)), ((9, 0, 0, 0), vec![]));
    let few = people(vec![row(3, "13800138000"), row(10, "")]).await;
    assert_eq!((counts(&few), codes(&few.findings)), ((1, 1, 0, 0), vec![]));
}

#[tokio::test]
async fn in_files() {
    rows_find_their_records(Place::with(keyed()).await).await;
    sealed_numbers_are_found(Place::with(keyed()).await).await;
}

#[tokio::test]
async fn in_postgres() {
    if crate::postgres::left_out() {
        return;
    }
    rows_find_their_records(Place::on_postgres_with(keyed()).await).await;
    sealed_numbers_are_found(Place::on_postgres_with(keyed()).await).await;
}
