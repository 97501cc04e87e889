//! Files that are not quite spreadsheets.

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
    let whole = xlsx(&[&["村", "编号", "起始日期"], &["甲村", "A1", "2022-01-01"]]);
    check("断.xlsx", &whole[..whole.len() / 2], &["import.unreadable@-:-"]).await;
}
