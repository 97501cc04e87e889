//! Files of more rows than lie in memory as they are: all that is said of a short file is said of them, wherever it stands.

use app::{
    imports::{ImportOptions, LeaveOut, Meaning, Mend},
    records::{self, Undo},
};

use store::Receipt;

use crate::world::{Place, codes, counts};

/// More than are kept as they are.
const ROWS: u32 = 66_500;

/// A row of the long list; the heading is row 1.
fn row(n: u32) -> String {
    let village = ["甲村", "丁村"][n as usize % 2];
    format!("{village},C{n:06},第{n}件,{}.5,2020-01-01\n", n % 7)
}

fn file(change: impl Fn(u32) -> Option<String>) -> Vec<u8> {
    let rows = (2..ROWS + 2).map(|n| change(n).unwrap_or_else(|| row(n)));
    std::iter::once("所在村,编号,物名,面积,起始日期\n".to_owned()).chain(rows).collect::<String>().into_bytes()
}

async fn import(place: &Place, bytes: &[u8], options: ImportOptions) -> app::imports::ImportReport {
    place.import("thing", "长表.csv", bytes, options).await
}

#[tokio::test]
async fn a_long_file_is_one_change_a_book_and_is_taken_back_whole() {
    let place = Place::new().await;
    let plain = file(|_| None);
    let look = import(&place, &plain, ImportOptions { dry_run: true, ..ImportOptions::default() }).await;
    assert_eq!((counts(&look), look.receipts.len()), ((ROWS.into(), 0, 0, 0), 0));
    let report = import(&place, &plain, ImportOptions::default()).await;
    assert_eq!((counts(&report), codes(&report.findings)), ((ROWS.into(), 0, 0, 0), vec![]));
    let books: Vec<&str> = report.receipts.iter().map(|receipt| receipt.book.as_str()).collect();
    assert_eq!(books, ["t1", "t2"]);
    assert_eq!(report.touched.len(), 100);
    assert_eq!(
        (report.touched[0].row, report.touched[99].row, report.touched[99].title.as_str()),
        (2, 101, "C000101 第101件")
    );

    // The same again has nothing to do; a few rows far down change, one is new.
    let again = import(&place, &plain, ImportOptions::default()).await;
    assert_eq!((counts(&again), again.receipts.len()), ((0, 0, ROWS.into(), 0), 0));
    let other = file(|n| match n {
        66_001..66_004 => Some(row(n).replace('第', "改")),
        66_400 => Some("丁村,N1,新的,1,2020-01-01\n".to_owned()),
        _ => None,
    });
    let changed = import(&place, &other, ImportOptions::default()).await;
    assert_eq!(counts(&changed), (1, 3, u64::from(ROWS) - 4, 0));
    let touched: Vec<(u32, usize)> = changed.touched.iter().map(|one| (one.row, one.changes.len())).collect();
    assert_eq!(touched, [(66_001, 1), (66_002, 1), (66_003, 1), (66_400, 0)]);
    assert_eq!(changed.touched[0].changes[0].after.as_deref(), Some("改66001件"));

    undo(&place, changed.receipts).await;
    let back = import(&place, &plain, ImportOptions { dry_run: true, ..ImportOptions::default() }).await;
    assert_eq!(counts(&back), (0, 0, ROWS.into(), 0));
    assert_eq!(place.service.verify(&place.actor).await.expect("verifies"), []);
}

async fn undo(place: &Place, receipts: Vec<Receipt>) {
    for Receipt { book, seq, .. } in receipts {
        let undo = Undo { book, seq, request: place.service.new_request(), reason: "试".to_owned() };
        records::undo(&place.service, &place.actor, undo).await.expect("taken back");
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_wherever_it_stands() {
    let place = Place::new().await;
    let wrong = file(|n| match n {
        66_100 => Some("甲村,C066100,错,很多,2020-01-01\n".to_owned()),
        66_200 => Some("甲村,C000002,重复,1,2020-01-01\n".to_owned()),
        66_300 => Some("没有这个村,C066300,错,1,2020-01-01\n".to_owned()),
        66_501 => Some("合计,66497,,9,\n".to_owned()),
        _ => None,
    });
    let report = import(&place, &wrong, ImportOptions::default()).await;
    let expect = [
        "import.duplicate_key@2:2",
        "value.not_a_number@66100:4",
        "import.duplicate_key@66200:2",
        "unit.unknown@66300:1",
        "import.total_differs@66501:2",
        "import.total_differs@66501:4",
    ];
    let mut told = codes(&report.findings);
    told.sort_by_key(|code| code.split(['@', ':']).nth(1).and_then(|row| row.parse::<u32>().ok()));
    assert_eq!(told.iter().map(String::as_str).filter(|code| !code.contains("total")).collect::<Vec<_>>(), expect[..4]);
    assert_eq!((report.new, report.wrong, report.receipts.len()), (u64::from(ROWS) - 5, 4, 0));
    let shown: Vec<u32> = report.wrong_rows.iter().map(|row| row.row).collect();
    assert_eq!(shown, [2, 66_100, 66_200, 66_300]);
    assert_eq!(report.wrong_rows[1].cells[3], "很多");

    // Mended in the page, left out, and the rest alone.
    let mends = [(66_100, 4, "2"), (66_300, 1, "甲村")].map(|(row, column, text)| Mend {
        sheet: None,
        row,
        column,
        text: text.to_owned(),
    });
    let options = ImportOptions {
        mends: mends.to_vec(),
        leave_out: [LeaveOut { sheet: None, row: 66_200 }].into(),
        ..ImportOptions::default()
    };
    let mended = import(&place, &wrong, options).await;
    assert_eq!((counts(&mended), mended.mended, mended.receipts.len()), ((u64::from(ROWS) - 2, 0, 0, 0), 2, 2));
    undo(&place, mended.receipts).await;
    assert!(place.list("thing").await.is_empty());
    assert_eq!(place.service.verify(&place.actor).await.expect("verifies"), []);
    let partial = Place::new().await;
    let report = import(&partial, &wrong, ImportOptions { partial: true, ..ImportOptions::default() }).await;
    assert_eq!((report.new, report.wrong, report.receipts.len()), (u64::from(ROWS) - 5, 4, 2));
    assert_eq!(report.touched[0].row, 3, "a row whose key stands twice is not taken");
}

#[tokio::test]
async fn a_file_in_which_everything_is_wrong_says_so_and_goes_on() {
    let place = Place::new().await;
    let bad = file(|n| (n > 10).then(|| row(n).replace(".5,2020", "亩地,20200")));
    let report = import(&place, &bad, ImportOptions::default()).await;
    assert_eq!((report.new, report.wrong), (9, u64::from(ROWS) - 9));
    assert!(report.findings.len() <= 2_001 && report.findings.iter().all(|finding| finding.hint.is_some()));
    assert_eq!(report.findings[0].code, "import.shifted", "{:?}", report.findings[0]);
    let same = file(|n| Some(format!("甲村,C1,第{n}件,1,2020-01-01\n")));
    let report = import(&place, &same, ImportOptions::default()).await;
    assert_eq!((counts(&report), report.receipts.len()), ((0, 0, 0, ROWS.into()), 0));
    assert_eq!(report.findings.last().map(|finding| finding.code.as_str()), Some("import.more"));
}

#[tokio::test]
async fn what_a_long_list_does_not_have_ends() {
    let place = Place::new().await;
    import(&place, &file(|_| None), ImportOptions::default()).await;
    let day = "2022-06-30".parse().expect("a day");
    let fewer = file(|n| (n > 66_000).then(String::new));
    let meaning = Meaning::Snapshot { day, end_missing: true };
    let report = import(&place, &fewer, ImportOptions { meaning, ..ImportOptions::default() }).await;
    assert_eq!((counts(&report), report.missing.len(), report.ended), ((0, 0, 65_999, 0), 501, 501));
    let again = import(&place, &fewer, ImportOptions { meaning, ..ImportOptions::default() }).await;
    assert_eq!((counts(&again), again.missing.len(), again.ended), ((0, 0, 65_999, 0), 0, 0));
}
