//! A clerk drops a spreadsheet before there is a ledger for it: which ledgers it would fit, and the ledger it would
//! make itself (拿表建账).
//!
//! - [`fits`]: ledgers there are, by how many of its headings they know
//! - [`columns`]: what each column holds, told from heading and cells
//! - [`draft`]: the columns as a new ledger: register or log, key, date, unit
//! - [`units`]: the villages a sheet names, for an office that has none yet
//!
//! Absent on purpose: writing. What is proposed is corrected by the clerk and declared by `packs::declare_ledger`.

mod columns;
mod draft;
mod fits;
mod units;

use kernel::{Finding, Place, Problem};
use rules::{access::Actor, convert::halfwidth};

use super::{
    headers::{self, Header, Heading},
    read::{self, Row, Sheet},
};
use crate::{Service, access, packs::LedgerDraft};

/// No heading is longer.
const LONGEST_HEADING: usize = 40;

pub use columns::{Seen, TYPES};
pub use fits::Fit;
pub use units::{NamedUnit, SheetUnits, units_in};

/// What could become of a spreadsheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The file's name.
    pub file: String,
    /// The sheet that was looked at; none in a CSV.
    pub sheet: Option<String>,
    /// All sheets of the file.
    pub sheets: Vec<String>,
    /// The row of the headings, from 1.
    pub header_row: u32,
    /// Rows of data.
    pub rows: u64,
    /// The line above the headings that is the title.
    pub title: Option<String>,
    /// Ledgers there are, best first.
    pub fits: Vec<Fit>,
    /// A new ledger.
    pub draft: LedgerDraft,
    /// What was seen in each column of the draft, in its order.
    pub seen: Vec<Seen>,
}

/// Looks at a file; writes nothing. Problems: `import.unreadable` with what the reader found.
pub async fn propose(
    service: &Service,
    actor: &Actor,
    name: &str,
    bytes: &[u8],
    sheet: Option<&str>,
) -> Result<Proposal, Problem> {
    let world = service.world().await?;
    access::read(actor, &world)?;
    let sheets = read_aside(name, bytes).await?;
    let context = world.context();
    let names: Vec<String> = sheets.iter().filter_map(|sheet| sheet.name.clone()).collect();
    if let Some(wanted) = sheet
        && !names.iter().any(|name| name == wanted)
    {
        return Err(unreadable(
            Finding::error("import.unknown_sheet", format!("没有叫“{wanted}”的工作表。"), Place::default())
                .hint(format!("有：{}。", names.join("、"))),
        ));
    }
    let looked = sheets.iter().filter(|one| sheet.is_none() || one.name.as_deref() == sheet);
    let best = looked.filter_map(|sheet| Some((sheet, header(sheet)?))).max_by_key(|(sheet, header)| {
        // The sheet that says most; the first of those.
        (sheet.rows.len() - header.data).min(5) * header.headings.len()
    });
    let Some((sheet, header)) = best else {
        return Err(unreadable(
            Finding::error("import.no_headings", "这张表里找不到列名和数据。", Place::file(name))
                .hint("请交一张有列名的表：第一行（或标题下面一行）写列名，下面一行一条。"),
        ));
    };
    let rows = data(sheet, &header);
    let fits = fits::fits(actor, &world, &sheets, sheet, &context);
    let columns = columns::columns(&header, &rows, &context);
    let title = title(&header);
    let (draft, seen) = draft::draft(title.as_deref(), name, sheet.name.as_deref(), columns, &rows, &context);
    Ok(Proposal {
        file: name.to_owned(),
        sheet: sheet.name.clone(),
        sheets: names,
        header_row: header.row,
        rows: rows.len() as u64,
        title,
        fits,
        draft,
        seen,
    })
}

async fn read_aside(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Problem> {
    let (file, content) = (name.to_owned(), bytes.to_vec());
    let read = tokio::task::spawn_blocking(move || read::sheets(&file, &content)).await;
    let read =
        read.map_err(|error| Problem::new("import.failed", "读文件时出了意外。").hint("请再试一次。").detail(error))?;
    read.map_err(unreadable)
}

fn unreadable(finding: Finding) -> Problem {
    let problem = Problem::new("import.unreadable", finding.message.clone());
    problem.hint(finding.hint.clone().unwrap_or_default()).findings(vec![finding])
}

/// The row, or the merged rows, with the most different words that are no numbers.
fn header(sheet: &Sheet) -> Option<Header> {
    headers::find(sheet, &words).filter(|header| header.data < sheet.rows.len())
}

/// How much rows look like headings.
fn words(headings: &[Heading]) -> usize {
    // Below the first line of headings stand more words, merged with some above; a line of records is none.
    let deep = headings.iter().any(|heading| heading.parts.len() > 1);
    let below = headings.iter().flat_map(|heading| heading.parts.iter().skip(1));
    let all_deep = headings.iter().all(|heading| heading.parts.len() > 1);
    if deep && (all_deep || below.into_iter().any(|text| is_data(text))) {
        return 0;
    }
    let wordy = |text: &String| text.chars().count() <= LONGEST_HEADING && !is_data(text);
    let mut words: Vec<String> =
        headings.iter().map(|heading| heading.parts.concat()).filter(|text| wordy(text)).collect();
    words.sort();
    words.dedup();
    // One word over everything is a title.
    if words.len() < 2 { 0 } else { words.len() }
}

/// A number or a day: nothing a column is called.
fn is_data(text: &str) -> bool {
    let text = halfwidth(text);
    let digits = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '/' | '%' | ' ' | ':'));
    digits || (text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with('日'))
}

/// Rows that are records: no totals, notes or captions, and something in a column with a heading.
fn data<'a>(sheet: &'a Sheet, header: &Header) -> Vec<&'a Row> {
    let says = |row: &Row| header.headings.iter().any(|heading| !row.cell(heading.column).is_empty());
    let rows = sheet.rows[header.data..].iter();
    rows.filter(|row| says(row) && headers::left_out(row, &sheet.merged).is_none()).collect()
}

/// The longest line above that says no unit and no office.
fn title(header: &Header) -> Option<String> {
    let plain = |line: &&String| !halfwidth(line).contains(':') && line.chars().count() >= 2;
    header.above.iter().filter(plain).max_by_key(|line| line.chars().count()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[&str]], expect: usize) {
        let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let parts = |column: usize| {
            let texts = rows.iter().filter_map(|row| row.get(column)).filter(|text| !text.is_empty());
            Heading { column, parts: texts.map(|text| (*text).to_owned()).collect() }
        };
        let headings: Vec<Heading> = (0..columns).map(parts).filter(|heading| !heading.parts.is_empty()).collect();
        assert_eq!(words(&headings), expect, "{rows:?}");
    }

    #[test]
    fn headings_are_told_from_titles_and_records() {
        check(&[&["白石镇农机具登记表"]], 0);
        check(&[&["序号", "村", "2021年", "2022年"]], 4);
        check(&[&["1", "甲村", "3.5", "2022年3月1日"]], 0);
        check(&[&["村", "金额", "金额"], &["甲村", "3", "4"]], 0);
        check(&[&["村", "", "金额"], &["甲村", "路灯", "4"]], 0);
        check(&[&["村", "面积", ""], &["", "水稻", "玉米"]], 3);
        check(&[&["户主", "住址"], &["张三", "一组"]], 0);
    }
}
