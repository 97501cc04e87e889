//! Which rows look like headings, told from the sheet alone and the same for whoever asks: an import, which knows a
//! ledger's words, and a proposal, which knows none.

use std::collections::BTreeSet;

use rules::convert::{Input, halfwidth, squeeze};

use super::{
    headers::{Heading, headings},
    read::{Cell, Merged, Row, Sheet},
};

/// How far down headings are looked for, and how many rows they may take.
const DEEPEST: usize = 20;
const TALLEST: usize = 3;
/// No heading is longer.
const LONGEST: usize = 40;
/// How far below a row the texts of records are looked for again.
const BELOW: usize = 12;
/// Numbers that name columns: 2021, 2022.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// What stands before a colon above a table: `填报单位：甲村`, `单位：万元`.
const LABELS: [&str; 6] = ["单位", "日期", "时间", "填报人", "填表人", "制表人"];
/// How offices end, whose names stand above tables; `所在乡镇` is a column.
const OFFICES: [&str; 5] = ["镇", "乡", "街道", "县", "村委会"];
const NO_OFFICES: [&str; 3] = ["乡镇", "所", "户籍"];

/// Rows that may be headings.
pub(super) struct Candidate {
    /// The first of them, as an index of the sheet's rows.
    pub first: usize,
    /// How many.
    pub height: usize,
    pub headings: Vec<Heading>,
    /// Different words among them.
    pub words: usize,
    /// They look like headings, and like all of them.
    pub sound: bool,
}

/// All rows near the top, alone and together: those of fewer rows first, higher ones first.
pub(super) fn candidates(sheet: &Sheet) -> Vec<Candidate> {
    let rows = sheet.top();
    let near = rows.len().min(DEEPEST + TALLEST);
    let records: Vec<bool> = (0..near).map(|at| is_record(rows, at)).collect();
    // Below a record of some width stand more records, whatever they look like.
    let widest = rows[..near].iter().map(|row| row.filled().len()).max().unwrap_or(0);
    let wide = |row: &Row| row.filled().len() > 1 && row.filled().len() * 2 >= widest;
    let data = (0..near).find(|at| records[*at] && wide(&rows[*at])).unwrap_or(near);
    let fits: Vec<bool> = (0..near).map(|at| at < data && !records[at] && !is_above(&rows[at])).collect();
    let joined: Vec<bool> = (1..near).map(|below| goes_on(&rows[below - 1], &rows[below], &sheet.merged)).collect();
    // Rows that go on to one another are headings together.
    let together = |first: usize, height: usize| {
        let all = first + height <= near && fits[first..first + height].iter().all(|fits| *fits);
        all && joined[first..first + height - 1].iter().all(|joined| *joined)
    };
    let inside_more = |first: usize, height: usize| {
        let more = (height + 1..=TALLEST).flat_map(|more| (0..=more - height).map(move |up| (up, more)));
        more.into_iter().any(|(up, more)| up <= first && together(first - up, more))
    };
    let mut found = Vec::new();
    for height in 1..=TALLEST {
        for first in 0..rows.len().min(DEEPEST) {
            let Some(taken) = rows.get(first..first + height) else { continue };
            let headings = headings(taken, &sheet.merged);
            let words = words(&headings);
            let sound = words > 1 && together(first, height) && !inside_more(first, height);
            found.push(Candidate { first, height, headings, words, sound });
        }
    }
    found
}

/// The first row of two cells or more that is a record, where nothing above it looks like headings.
pub(super) fn first_record(sheet: &Sheet) -> Option<u32> {
    let rows = sheet.top();
    let at = (0..rows.len().min(DEEPEST)).find(|at| rows[*at].filled().len() > 1 && !is_above(&rows[*at]))?;
    is_record(rows, at).then_some(rows[at].number)
}

/// Different words. One word over everything is a title.
fn words(headings: &[Heading]) -> usize {
    let whole = headings.iter().map(|heading| heading.parts.concat());
    let words: BTreeSet<String> = whole.filter(|text| text.chars().count() <= LONGEST && !is_data(text)).collect();
    words.len()
}

/// Whether the lower row says more of the columns of the upper one: a cell is merged through both, all that stands
/// below stands under a wider word, or only units do.
fn goes_on(upper: &Row, lower: &Row, merged: &[Merged]) -> bool {
    let through = |area: &Merged| area.first_row <= upper.number && area.last_row >= lower.number;
    let above = upper.filled();
    if above.len() >= 2 && merged.iter().any(|area| through(area) && !upper.cell(area.first_column).is_empty()) {
        return true;
    }
    // Of three rows the first may be merged through all of them.
    let held = |column: usize| merged.iter().any(|area| through(area) && area.first_column == column);
    if merged.iter().any(|area| through(area) && area.first_row < upper.number) && above.iter().any(|c| !held(*c)) {
        return true;
    }
    let below = lower.filled();
    let unit = |column: &usize| halfwidth(&lower.text(*column)).starts_with('(');
    if !below.is_empty() && below.iter().all(unit) {
        return true;
    }
    // The word that reaches over a column, and what is below it in all.
    let reaching = |column: usize| above.iter().rev().find(|start| **start <= column).copied();
    let under = |start: usize| below.iter().filter(|column| reaching(**column) == Some(start)).count();
    let wide = |column: &usize| reaching(*column).is_some_and(|start| under(start) >= 2);
    above.len() >= 2 && !below.is_empty() && below.iter().all(|column| wide(column) || unit(column))
}

/// A line of labels or of an office's name above a table.
fn is_above(row: &Row) -> bool {
    let label = |column: &&usize| {
        let text = halfwidth(&row.text(**column));
        let labelled = text.split_once(':').is_some_and(|(before, after)| {
            !after.trim().is_empty() && LABELS.iter().any(|label| before.trim().ends_with(label))
        });
        let office = OFFICES.iter().any(|end| text.strip_suffix(end).is_some_and(|name| name.chars().count() > 1));
        labelled || (office && !NO_OFFICES.iter().any(|word| text.contains(word)))
    };
    let filled = row.filled();
    let labels = filled.iter().filter(label).count();
    labels > 0 && labels * 2 >= filled.len()
}

/// Whether a row is somebody's record: a day, a number that names no column, or what is said again below.
fn is_record(rows: &[Row], at: usize) -> bool {
    let row = &rows[at];
    let filled = row.filled();
    let mut numbers = Vec::new();
    for column in &filled {
        match row.cell(*column) {
            Cell::Value(Input::Date(_) | Input::Time(_)) | Cell::Formula | Cell::Error(_) => return true,
            Cell::Value(_) => {}
        }
        let text = row.text(*column);
        if is_data(&text) {
            let Ok(number) = halfwidth(&text).trim().parse::<u32>() else { return true };
            numbers.push(number);
        }
    }
    let years = numbers.iter().all(|number| YEARS.contains(number));
    let counted = numbers.len() > 2 && numbers.windows(2).all(|two| two[1] == two[0] + 1);
    if !years && !counted {
        return true;
    }
    let again = |column: &&usize| {
        let text = row.text(**column);
        rows[at + 1..].iter().take(BELOW).any(|below| below.text(**column) == text)
    };
    // Headings that stand there again are headings of the next page.
    let repeated = filled.iter().filter(again).count();
    repeated > 0 && repeated < filled.len() && repeated * 2 >= filled.len()
}

/// A number, a day, an ID number: nothing a column is called.
fn is_data(text: &str) -> bool {
    let text = halfwidth(&squeeze(text));
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '/' | '%' | ' ' | ':');
    let digits = text.chars().all(plain) && text.contains(|c: char| c.is_ascii_digit());
    let ending_in_x = text.len() == 18 && text.strip_suffix(['X', 'x']).is_some_and(|rest| rest.chars().all(plain));
    digits || ending_in_x || (text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with('日'))
}

#[cfg(test)]
mod tests;
