//! Comma-, semicolon- or tab-separated text.

use kernel::{Finding, Place};
use memchr::memchr_iter;
use rules::convert::Input;

use super::{
    Cell, Row, Sheet,
    limits::{self, MOST_COLUMNS, MOST_ROWS},
    unreadable,
};
use crate::exports::FORMULA;

pub(super) fn sheet(text: &str) -> Result<Sheet, Finding> {
    let delimiter = delimiter(text);
    quotes(text, delimiter)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let (mut line, mut counted) = (1u32, 0usize);
    let mut record = csv::StringRecord::new();
    let unread = |error: csv::Error| unreadable(format!("表格读不下去：{error}"), "请检查文件是否完整。");
    while reader.read_record(&mut record).map_err(unread)? {
        // A record's position lies before the blank lines that precede it.
        let offset = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(counted);
        let blank = text.as_bytes()[offset..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begins = offset + blank;
        line += u32::try_from(memchr_iter(b'\n', &text.as_bytes()[counted..begins]).count()).unwrap_or(u32::MAX);
        counted = begins;
        let number = line;
        if number > MOST_ROWS || record.len() > MOST_COLUMNS as usize {
            return Err(limits::too_far(&format!("表格到了第{number}行第{}列", record.len())));
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |text: &str| Cell::Value(if text.is_empty() { Input::Empty } else { Input::from(said(text)) });
        sheet.rows.push(Row { number, cells: record.iter().map(cell).collect() });
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
                sheet.rows.iter().map(|one| row(&one)).collect::<Vec<_>>().join(" ")
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
    fn a_million_rows_and_no_more_than_a_sheet_has() {
        let rows = |count: usize| "a,b\n".repeat(count);
        let most = MOST_ROWS as usize;
        let sheet = sheet(&rows(most)).expect("as many as a sheet has");
        assert_eq!((sheet.rows.len(), sheet.find(MOST_ROWS)), (most, Some(most - 1)));
        let finding = super::sheet(&rows(most + 1)).expect_err("more");
        assert_eq!(finding.message, "表格到了第1048577行第2列，超过 1048576 行或 256 列，没有读。");
        assert!(finding.hint.is_some_and(|hint| hint.contains("分成几个文件")));
        check(&"a,".repeat(256), "import.unreadable ");
    }

    #[test]
    fn quotes_that_do_not_close() {
        check("a,b\n\"1,2\n3,4\n", "import.unterminated_quote 2");
        check("a,b\n\"1,2\n\"3\",4\n", "import.unterminated_quote 2");
    }
}
