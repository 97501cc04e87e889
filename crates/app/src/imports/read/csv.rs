//! Comma-, semicolon- or tab-separated text.

use kernel::{Finding, Place};
use rules::convert::Input;

use super::{Cell, MOST_COLUMNS, MOST_ROWS, Row, Sheet, unreadable};
use crate::exports::FORMULA;

pub(super) fn sheet(text: &str) -> Result<Sheet, Finding> {
    let delimiter = delimiter(text);
    quotes(text, delimiter)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let (mut line, mut counted) = (1u32, 0usize);
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(format!("表格读不下去：{error}"), "请检查文件是否完整。"))?;
        // A record's position lies before the blank lines that precede it.
        let offset = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(counted);
        let begins = offset + text[offset..].find(|c| c != '\r' && c != '\n').unwrap_or(0);
        line += u32::try_from(text[counted..begins].matches('\n').count()).unwrap_or(u32::MAX);
        counted = begins;
        let number = line;
        if number > MOST_ROWS || record.len() > MOST_COLUMNS as usize {
            return Err(unreadable("表格太大，超过20万行或256列。", "请分成几个文件导入。"));
        }
        let cell = |text: &str| Cell::Value(if text.is_empty() { Input::Empty } else { Input::from(said(text)) });
        let row = Row { number, cells: record.iter().map(cell).collect() };
        if !row.filled().is_empty() {
            sheet.rows.push(row);
        }
    }
    Ok(sheet)
}

/// What a cell says: an export puts an apostrophe before what a program of sheets would take for a formula.
fn said(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(text)
}

/// The separator that the first lines use most.
fn delimiter(text: &str) -> u8 {
    let head: String = text.lines().take(10).collect();
    let count = |c: u8| head.bytes().filter(|b| *b == c).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|c| count(*c)).filter(|c| count(*c) > 0).unwrap_or(b',')
}

/// A quote that opens a field must close it, and what follows must be a separator.
/// Otherwise rows would silently run together.
fn quotes(text: &str, delimiter: u8) -> Result<(), Finding> {
    let (mut line, mut opened, mut fresh) = (1u32, None, true);
    let mut bytes = text.bytes().peekable();
    let wrong = |line: u32, message: String| {
        Finding::error("import.unterminated_quote", message, Place::default().line(line))
            .hint("请在这一行补上或去掉引号；格子里的引号要写两遍。")
    };
    while let Some(byte) = bytes.next() {
        match (byte, opened) {
            (b'"', None) if fresh => opened = Some(line),
            (b'"', Some(start)) => {
                if bytes.peek() == Some(&b'"') {
                    bytes.next();
                } else {
                    opened = None;
                    let after = bytes.peek().copied();
                    if after.is_some_and(|next| next != delimiter && next != b'\n' && next != b'\r') {
                        return Err(wrong(start, format!("第{start}行的引号没有配对。")));
                    }
                }
            }
            _ => {}
        }
        fresh = opened.is_none() && (byte == delimiter || byte == b'\n');
        line += u32::from(byte == b'\n');
    }
    opened.map_or(Ok(()), |start| Err(wrong(start, format!("第{start}行的引号没有结束，后面的行都被当成了一格。"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows as `number:cells`, or the code and line of what is wrong.
    fn check(text: &str, expect: &str) {
        let shown = match sheet(text) {
            Ok(sheet) => {
                let row = |row: &Row| {
                    let cells: Vec<String> = (0..row.cells.len()).map(|column| row.text(column)).collect();
                    format!("{}:{}", row.number, cells.join("|"))
                };
                sheet.rows.iter().map(row).collect::<Vec<_>>().join(" ")
            }
            Err(finding) => format!("{} {}", finding.code, finding.place),
        };
        assert_eq!(shown, expect, "{text:?}");
    }

    #[test]
    fn separated_text() {
        check("a,b\n1,2\n", "1:a|b 2:1|2");
        check("a;b\n1,5;2", "1:a|b 2:1,5|2");
        check("a\tb\r\n\r\n1\t2", "1:a|b 3:1|2");
        check("a,b\n\"x\ny\",2\n3,4", "1:a|b 2:x y|2 4:3|4");
        check("a,\"b\"\"c\"", "1:a|b\"c");
        check("a,5\"3", "1:a|5\"3");
        check("'=1+1,'-,'a,''=", "1:=1+1|-|'a|''=");
    }

    #[test]
    fn quotes_that_do_not_close() {
        check("a,b\n\"1,2\n3,4\n", "import.unterminated_quote 2");
        check("a,b\n\"1,2\n\"3\",4\n", "import.unterminated_quote 2");
    }
}
