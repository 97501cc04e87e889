//! Where the headings stand. Clerks put titles above them, merge them over two or three rows, and write totals and
//! notes below. Which rows may be headings is told by their shape; of those, a ledger takes the rows that name the most
//! of its fields, and who knows no ledger those with the most words.

use rules::convert::{halfwidth, squeeze};

use super::{
    read::{Merged, Row, Sheet},
    shape::{Candidate, candidates},
};

/// Words a row of totals begins with, and how far it reaches; 累计 and 平均 add up nothing of this sheet.
const TOTALS: [(&str, Option<Reach>); 7] = [
    ("合计", Some(Reach::Whole)),
    ("小计", Some(Reach::Part)),
    ("总计", Some(Reach::Grand)),
    ("累计", None),
    ("共计", Some(Reach::Whole)),
    ("总合计", Some(Reach::Grand)),
    ("平均", None),
];
/// No name of a total is longer: `城关镇甲村合计`.
const LONGEST_TOTAL: usize = 12;
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
    /// The ledger whose template this is.
    pub template_of: Option<String>,
}

/// The heading of one column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Heading {
    /// Its column, from 0.
    pub column: usize,
    /// Its lines from the top down, merged cells read as one.
    pub parts: Vec<String>,
    /// Of a template: what the column is, whatever its heading says by now (see [`key`]).
    pub key: Option<String>,
}

/// What the keys of a template begin with.
pub(super) const KEY: &str = "qianmo:";
/// How far down a template's row of keys is looked for: people write titles above it.
const KEYS_WITHIN: usize = 5;
/// How many rows between the keys and the headings may be titles, and one.
const TITLES: usize = 4;

/// Which rows a total is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// 小计: its block.
    Part,
    /// 合计: all, or its block where there are several.
    Whole,
    /// 总计: all.
    Grand,
}

/// Why a row below the headings is no record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Out {
    /// What it begins with.
    pub text: String,
    /// Of a row of totals: what it is about.
    pub total: Option<Reach>,
}

/// The headings under which `score` finds the most. What does not look like headings must name twice as much to be
/// taken for them; of those that name as much, the most words, then fewer rows, then higher ones.
pub(super) fn find(sheet: &Sheet, score: &dyn Fn(&[Heading]) -> usize) -> Option<Header> {
    keyed(sheet).or_else(|| named(sheet, score))
}

/// The ledger, or the table of one, whose template a sheet is.
pub(super) fn template_of(sheet: &Sheet) -> Option<String> {
    keyed(sheet)?.template_of
}

/// The key of a column in a template of a ledger: `qianmo:payment:amount`. It stands in a hidden row above the heading, so that
/// a heading may be written otherwise and columns may change places.
pub(crate) fn key(ledger: &str, word: &str) -> String {
    format!("{KEY}{ledger}:{word}")
}

/// The headings of a template that was filled in.
fn keyed(sheet: &Sheet) -> Option<Header> {
    let rows = sheet.top();
    let at = (0..rows.len().min(KEYS_WITHIN)).find(|at| {
        // One such word in a remark makes no template.
        let keys = keys(&rows[*at]).len();
        keys > 1 && keys * 2 >= rows[*at].filled().len()
    })?;
    let keys = keys(&rows[at]);
    let filled = |row: &Row| keys.iter().filter(|(column, ..)| !row.cell(*column).is_empty()).count();
    // A title may have been written between the keys and the headings.
    let near = at + 1..rows.len().min(at + 1 + TITLES);
    let below = near.clone().find(|row| filled(&rows[*row]) * 2 >= keys.len()).or_else(|| near.clone().next())?;
    let row = &rows[below];
    let mut headings = headings(std::slice::from_ref(row), &[]);
    for (column, _, word) in &keys {
        match headings.iter_mut().find(|heading| heading.column == *column) {
            Some(heading) => heading.key = Some(word.clone()),
            // Its heading was wiped out; what it is stands above it all the same.
            None => headings.push(Heading { column: *column, parts: vec![word.clone()], key: Some(word.clone()) }),
        }
    }
    headings.sort_by_key(|heading| heading.column);
    let above = rows[..at].iter().chain(&rows[at + 1..below]).flat_map(texts).collect();
    let template_of = keys.first().map(|(_, ledger, _)| ledger.clone());
    Some(Header { data: below + 1, row: row.number, headings, above, template_of })
}

/// The keys of a row: of which column, of which ledger, and the word by which the vocabulary knows it.
fn keys(row: &Row) -> Vec<(usize, String, String)> {
    let key = |column: usize| {
        let text = row.text(column);
        let (ledger, word) = text.trim().strip_prefix(KEY)?.split_once(':')?;
        Some((column, ledger.to_owned(), format!("{KEY}{word}")))
    };
    (0..row.cells.len()).filter_map(key).collect()
}

fn named(sheet: &Sheet, score: &dyn Fn(&[Heading]) -> usize) -> Option<Header> {
    best(sheet, &|candidate| {
        let found = score(&candidate.headings);
        (found * if candidate.sound { 2 } else { 1 }, if candidate.sound { candidate.words } else { 0 })
    })
}

/// The headings of a sheet that no ledger is known for; none where all rows look like records.
pub(super) fn guess(sheet: &Sheet) -> Option<Header> {
    keyed(sheet).or_else(|| wordy(sheet))
}

fn wordy(sheet: &Sheet) -> Option<Header> {
    best(sheet, &|candidate| (if candidate.sound { candidate.words } else { 0 }, 0))
}

fn best(sheet: &Sheet, weigh: &dyn Fn(&Candidate) -> (usize, usize)) -> Option<Header> {
    let mut best: Option<((usize, usize), Candidate)> = None;
    for candidate in candidates(sheet) {
        let weight = weigh(&candidate);
        if weight.0 > 0 && best.as_ref().is_none_or(|(heaviest, _)| weight > *heaviest) {
            best = Some((weight, candidate));
        }
    }
    let Candidate { first, height, headings, .. } = best?.1;
    let row = sheet.top()[first + height - 1].number;
    let above = sheet.top()[..first].iter().flat_map(texts).collect();
    Some(Header { data: first + height, row, headings, above, template_of: None })
}

/// Whether a row below the headings is no record: a total, a note, a line for signatures, a merged caption.
pub(super) fn left_out(row: &Row, merged: &[Merged]) -> Option<Out> {
    let filled = row.filled();
    let first = filled.first().map(|column| row.text(*column))?;
    let word: String = halfwidth(&first).chars().filter(|c| !c.is_whitespace()).collect();
    let total = filled.iter().take(3).zip(0..).find_map(|(column, place)| total(&row.text(*column), place < 2));
    if let Some(total) = total {
        return Some(Out { text: first, total });
    }
    let noted = |words: &[&str]| words.iter().any(|note| word.starts_with(note));
    let note = noted(&NOTES) && (word.contains([':', '、', '(']) || word.starts_with('注')) && filled.len() <= 4;
    let caption = filled.len() == 1
        && merged.iter().any(|area| {
            area.first_row <= row.number
                && row.number <= area.last_row
                && area.first_column == filled[0]
                && area.last_column > area.first_column + 1
        });
    (note || caption).then_some(Out { text: first, total: None })
}

/// `合 计`, `小计：`; where it may bring its name, `甲村小计`.
fn total(text: &str, named: bool) -> Option<Option<Reach>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches([':', '：']);
    if let Some((_, reach)) = TOTALS.iter().find(|(word, _)| *word == text) {
        return Some(*reach);
    }
    if !named || text.chars().count() > LONGEST_TOTAL {
        return None;
    }
    // `全镇累计` may be a name; what adds up rows of this sheet is none.
    TOTALS.iter().find(|(word, reach)| reach.is_some() && text.ends_with(word)).map(|(_, reach)| *reach)
}

/// One for each column that has one, of these rows.
pub(super) fn headings(rows: &[Row], merged: &[Merged]) -> Vec<Heading> {
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
        (!parts.is_empty()).then_some(Heading { column, parts, key: None })
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
