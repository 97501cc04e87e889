//! The merged cells of an OpenDocument workbook, which its reader leaves out. A household's head stands once beside all
//! its members there, too.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{MOST_COLUMNS, MOST_ROWS, Merged};

/// The most bytes of content that are looked through.
const MOST: u64 = 128 * 1024 * 1024;

/// Merged cells by the name of their sheet; none where the file is no such workbook.
pub(super) fn merged(bytes: &[u8]) -> BTreeMap<String, Vec<Merged>> {
    let content = ZipArchive::new(Cursor::new(bytes)).ok().and_then(|mut archive| {
        let mut text = String::new();
        archive.by_name("content.xml").ok()?.take(MOST).read_to_string(&mut text).ok()?;
        Some(text)
    });
    content.map(|content| spans(&content)).unwrap_or_default()
}

/// What spans several rows or columns; a broken file tells what stood before it broke.
fn spans(content: &str) -> BTreeMap<String, Vec<Merged>> {
    let mut reader = Reader::from_str(content);
    let mut sheets: BTreeMap<String, Vec<Merged>> = BTreeMap::new();
    let mut sheet = String::new();
    let (mut row, mut next_row, mut column) = (0u32, 0u32, 0u32);
    while let Ok(event) = reader.read_event() {
        let element = match &event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => element,
            _ => continue,
        };
        match element.name().as_ref() {
            "table:table" => {
                let name = element.try_get_attribute("table:name").ok().flatten();
                sheet = name
                    .and_then(|name| quick_xml::escape::unescape(&name.value).ok().map(|n| n.into_owned()))
                    .unwrap_or_default();
                next_row = 0;
            }
            "table:table-row" => {
                (row, column) = (next_row, 0);
                next_row = row.saturating_add(number(element, "table:number-rows-repeated"));
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let (down, right) =
                    (number(element, "table:number-rows-spanned"), number(element, "table:number-columns-spanned"));
                if (down > 1 || right > 1) && row < MOST_ROWS && column < MOST_COLUMNS {
                    sheets.entry(sheet.clone()).or_default().push(Merged {
                        first_row: row + 1,
                        last_row: row.saturating_add(down),
                        first_column: column as usize,
                        last_column: (column.saturating_add(right) - 1) as usize,
                    });
                }
                column = column.saturating_add(number(element, "table:number-columns-repeated"));
            }
            _ => {}
        }
    }
    sheets
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    let value = element.try_get_attribute(name).ok().flatten();
    value.and_then(|value| value.value.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &str, expect: &[(u32, u32, usize, usize)]) {
        let content = format!("<o><table:table table:name=\"甲&amp;乙\">{rows}</table:table></o>");
        let found = spans(&content).remove("甲&乙").unwrap_or_default();
        let told: Vec<_> =
            found.iter().map(|area| (area.first_row, area.last_row, area.first_column, area.last_column)).collect();
        assert_eq!(told, expect, "{rows}");
    }

    #[test]
    fn cells_that_span() {
        check("<table:table-row><table:table-cell/></table:table-row>", &[]);
        check(
            "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
             <table:table-row><table:table-cell table:number-columns-repeated=\"2\"/>\
             <table:table-cell table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\">x</table:table-cell>\
             <table:table-cell table:number-columns-spanned=\"3\"/></table:table-row>",
            &[(4, 5, 2, 2), (4, 4, 3, 5)],
        );
        check("<table:table-row><table:table-cell table:number-rows-spanned=\"2\"/>", &[(1, 2, 0, 0)]);
    }
}
