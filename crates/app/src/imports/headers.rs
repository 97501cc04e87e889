//! Where the headings stand. Clerks put titles above them, merge them over two or three rows, and write totals and
//! notes below; the headings are the rows that name the most fields.

use rules::convert::{halfwidth, squeeze};

use super::read::{Merged, Row, Sheet};

/// How far down headings are looked for, and how many rows they may take.
const DEEPEST: usize = 20;
const TALLEST: usize = 3;

/// Words a row of totals begins with.
const TOTALS: [&str; 7] = ["合计", "小计", "总计", "累计", "共计", "总合计", "平均"];
/// Words a note or a line for signatures begins with.
const NOTES: [&str; 14] = [
    "注",
    "备注",
    "说明",
    "填表",
    "制表",
    "填报",
    "审核",
    "负责人",
    "单位负责人",
    "经办人",
    "复核",
    "联系电话",
    "统计人",
    "分管",
];

/// The headings of a sheet.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Header {
    /// Where data begins, as an index of the sheet's rows.
    pub data: usize,
    /// The number of the last row of headings.
    pub row: u32,
    /// One for each column that has one.
    pub headings: Vec<Heading>,
    /// What stands above: titles, `单位：万元`, `填报单位：…`.
    pub above: Vec<String>,
}

/// The heading of one column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Heading {
    /// Its column, from 0.
    pub column: usize,
    /// Its lines from the top down, merged cells read as one.
    pub parts: Vec<String>,
}

/// The headings under which `score` finds the most; fewer rows, then higher ones, where it finds as many.
pub(super) fn find(sheet: &Sheet, score: &dyn Fn(&[Heading]) -> usize) -> Option<Header> {
    let mut best: Option<(usize, Header)> = None;
    for height in 1..=TALLEST {
        for first in 0..sheet.rows.len().min(DEEPEST) {
            let Some(rows) = sheet.rows.get(first..first + height) else { continue };
            let headings = headings(rows, &sheet.merged);
            let found = score(&headings);
            if found > best.as_ref().map_or(0, |(found, _)| *found) {
                let row = rows.last().map_or(0, |row| row.number);
                let above = sheet.rows[..first].iter().flat_map(texts).collect();
                best = Some((found, Header { data: first + height, row, headings, above }));
            }
        }
    }
    best.map(|(_, header)| header)
}

/// Whether a row below the headings is no record: a total, a note, a line for signatures, a merged caption.
/// Answers what it begins with.
pub(super) fn left_out(row: &Row, merged: &[Merged]) -> Option<String> {
    let filled = row.filled();
    let first = filled.first().map(|column| row.text(*column))?;
    let word: String = halfwidth(&first).chars().filter(|c| !c.is_whitespace()).collect();
    let total = filled.iter().take(3).any(|column| {
        let text: String = row.text(*column).chars().filter(|c| !c.is_whitespace()).collect();
        TOTALS.contains(&text.trim_end_matches([':', '：']))
    });
    let noted = |words: &[&str]| words.iter().any(|note| word.starts_with(note));
    let note = noted(&NOTES) && (word.contains([':', '、', '(']) || word.starts_with('注')) && filled.len() <= 4;
    let caption = filled.len() == 1
        && merged.iter().any(|area| {
            area.first_row <= row.number
                && row.number <= area.last_row
                && area.first_column == filled[0]
                && area.last_column > area.first_column + 1
        });
    (total || note || caption).then_some(first)
}

fn headings(rows: &[Row], merged: &[Merged]) -> Vec<Heading> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let first = rows.first().map_or(0, |row| row.number);
    let text = |row: &Row, column: usize| {
        let area = merged.iter().find(|area| {
            (area.first_row..=area.last_row).contains(&row.number)
                && (area.first_column..=area.last_column).contains(&column)
        });
        match area {
            // A title merged over everything is no heading of the columns below it.
            Some(area) if area.first_row < first => String::new(),
            Some(area) => {
                let corner = rows.iter().find(|row| row.number == area.first_row);
                corner.map(|row| row.text(area.first_column)).unwrap_or_default()
            }
            None => row.text(column),
        }
    };
    let of_column = |column: usize| {
        let mut parts: Vec<String> = Vec::new();
        for row in rows {
            let text = text(row, column);
            if !text.is_empty() && parts.last() != Some(&text) {
                parts.push(text);
            }
        }
        (!parts.is_empty()).then_some(Heading { column, parts })
    };
    // Text is required in the last row of headings, or a cell merged down to it.
    let below = rows.len() - 1;
    (0..width)
        .filter(|column| rows.len() == 1 || !text(&rows[below], *column).is_empty() || is_alone(rows, *column))
        .filter_map(of_column)
        .collect()
}

/// In files without merged cells a heading over two rows stands in the first, with nothing below it.
fn is_alone(rows: &[Row], column: usize) -> bool {
    rows[..rows.len() - 1].iter().any(|row| !row.text(column).is_empty())
}

fn texts(row: &Row) -> Vec<String> {
    row.filled().into_iter().map(|column| squeeze(&row.text(column))).collect()
}
