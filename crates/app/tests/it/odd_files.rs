//! Files that are not quite spreadsheets.

use std::io::{Cursor, Write};

use app::imports::ImportOptions;

use crate::world::{Place, codes, xlsx};

const TEXT: &str = "村,编号,物名,起始日期\r\n甲村,A1,\"石磨,大\",2022-01-01\r\n";

async fn check(name: &str, bytes: &[u8], expect: &[&str]) {
    let place = Place::new().await;
    let report = place.import("thing", name, bytes, ImportOptions::default()).await;
    assert_eq!(codes(&report.findings), expect, "{name} {:#?}", report.findings);
    let shown = place.shown("thing", &["code", "name"]).await;
    assert_eq!(shown, if expect.is_empty() { vec!["甲村 A1 石磨,大"] } else { vec![] }, "{name}");
}

fn utf16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.then_some(0xfeff).into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[tokio::test]
async fn text_in_every_encoding() {
    let (gb18030, _, lossy) = encoding_rs::GB18030.encode(TEXT);
    assert!(!lossy);
    check("utf8.csv", TEXT.as_bytes(), &[]).await;
    check("bom.csv", format!("\u{feff}{TEXT}").as_bytes(), &[]).await;
    check("gb18030.csv", &gb18030, &[]).await;
    check("utf16le.csv", &utf16(TEXT, true, u16::to_le_bytes), &[]).await;
    check("utf16be.csv", &utf16(TEXT, true, u16::to_be_bytes), &[]).await;
    check("utf16.csv", &utf16(TEXT, false, u16::to_le_bytes), &[]).await;
    check(
        "tabs.csv",
        TEXT.replace("\"石磨,大\"", "石磨,大").replace(",", "\t").replace("石磨\t大", "石磨,大").as_bytes(),
        &[],
    )
    .await;
}

#[tokio::test]
async fn files_that_cannot_be_read() {
    check(
        "引号.csv",
        "村,编号,物名,起始日期\n甲村,A1,\"石磨,2022-01-01\n甲村,A2,水车,2022-01-01\n".as_bytes(),
        &["import.unterminated_quote@2:-"],
    )
    .await;
    check("空.csv", b"", &["import.unreadable@-:-"]).await;
    check("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>", &["import.unreadable@-:-"]).await;
    check("乱.csv", &[0x81, 0x20, 0xff, 0xff, 0x0a], &["import.unreadable@-:-"]).await;
    check("空行.csv", b" \n\n", &["import.unreadable@-:-"]).await;
    check("说明.pdf", b"%PDF-1.4\n1 0 obj", &["import.unreadable@-:-"]).await;
    check("展开很大.xlsx", &archive("xl/worksheets/sheet1.xml", 410), &["import.unreadable@-:-"]).await;
    check("别的.zip", &archive("a.txt", 1), &["import.unreadable@-:-"]).await;
    let whole = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A1", "2022-01-01"]]);
    check("断.xlsx", &whole[..whole.len() / 2], &["import.unreadable@-:-"]).await;
}

#[tokio::test]
async fn characters_nobody_sees() {
    check("空字符.csv", TEXT.replace("石磨", "石\0磨\u{1}\u{202e}").as_bytes(), &[]).await;
    check("太长.csv", TEXT.replace("石磨", &"石".repeat(1_001)).as_bytes(), &["value.too_long@2:3"]).await;
}

/// The sentence and the hint of the one finding.
async fn told(name: &str, bytes: &[u8], message: &str, hint: &str) {
    let report = Place::new().await.import("thing", name, bytes, ImportOptions::default()).await;
    let found = &report.findings[0];
    assert!(found.message.contains(message), "{name}: {found}");
    assert!(found.hint.as_deref().is_some_and(|said| said.contains(hint)), "{name}: {found:?}");
}

#[tokio::test]
async fn web_pages_are_told_from_spreadsheets() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><table><tr><td>村</td></tr></table></body></html>";
    let archive = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n{page}"
    );
    let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    let wide = utf16(page, true, u16::to_le_bytes);
    let (gb, ..) = encoding_rs::GB18030.encode(page);
    for bytes in [page.as_bytes(), archive.as_bytes(), xml.as_bytes(), &wide, &gb] {
        told("名册.xls", bytes, "网页另存的表格", "另存为").await;
    }
    told("通知.html", b"<html><p>1</p></html>", "里面没有表格", "原来的表格文件").await;
}

#[tokio::test]
async fn what_is_too_large_names_the_limit() {
    told("很大.csv", &vec![b'a'; app::imports::LARGEST + 1], "超过 256 MB", "分成几个文件").await;
    told("展开很大.xlsx", &archive("xl/worksheets/sheet1.xml", 1_210), "超过 1200 MB", "分成几个文件").await;
    assert!(app::imports::too_large().message.contains("256 MB"));
}

/// A zip with one file of so many megabytes of nothing.
fn archive(name: &str, megabytes: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
    let nothing = vec![b' '; 1 << 20];
    (0..megabytes).for_each(|_| zip.write_all(&nothing).expect("bytes"));
    zip.finish().expect("an archive").into_inner()
}
