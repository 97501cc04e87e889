//! Workbooks as office programs write them, whose rows a scanner reads several times as fast as a reader of any XML
//! (ADR 0021):
//!
//! - [`strings`]: the texts that cells name; those that are more than a text are left to calamine
//! - [`frame`]: the workbook without its rows, with some cells to ask calamine by: which sheet is which part, which styles
//!   make a number a day, what those texts say, which cells are merged
//! - [`scan`]: rows, by as many processors as there are
//! - [`markup`]: tags, attributes and texts of XML that has nothing special
//!
//! Absent on purpose: any finding. Whatever is not plain, or too much, makes the whole workbook `None`; calamine reads it
//! and tells what is wrong. A test reads workbooks both ways and compares.

mod frame;
mod markup;
mod scan;
mod strings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use kernel::{Many, side_by_side};

use super::{Row, Sheet, archive::Part};
use frame::Told;

/// Rows of fewer bytes are read before another processor has begun.
const FEWEST: usize = 256 * 1024;

/// The sheets of an unpacked workbook.
pub(super) fn sheets(parts: &[Part]) -> Option<Vec<Sheet>> {
    let shared = parts.iter().find(|part| part.name.eq_ignore_ascii_case("xl/sharedStrings.xml"));
    let mut texts = match shared {
        Some(part) => strings::read(&part.content)?,
        None => strings::Texts::default(),
    };
    let Told { sheets, styles, odd } = frame::ask(parts, shared.map(|part| part.name.as_str()), &texts)?;
    texts.fill(odd)?;
    let mut pieces = Vec::new();
    for (number, (_, path, _)) in sheets.iter().enumerate() {
        let Some(path) = path else { continue };
        let part = parts.iter().find(|part| part.name == *path)?;
        let (before, after) = frame::around_rows(&part.content)?;
        let rows = &part.content[before.len()..part.content.len() - after.len()];
        pieces.extend(cut(rows).into_iter().map(|rows| (number, rows)));
    }
    let share = pieces.len().max(1);
    let read = side_by_side(pieces, &|pieces| -> Option<Vec<_>> {
        pieces.into_iter().map(|(number, rows)| Some((number, scan::rows(rows, &texts, &styles, share)?))).collect()
    });
    let mut rows: BTreeMap<usize, (u32, Many<Row>)> = BTreeMap::new();
    for (number, more) in read.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten() {
        let (last, rows) = rows.entry(number).or_default();
        if more.first().is_some_and(|first: &Row| first.number <= *last) {
            return None;
        }
        *last = more.last().map_or(*last, |last| last.number);
        rows.extend(more);
    }
    let sheet = |(number, (name, _, merged))| Sheet {
        name: Some(name),
        rows: rows.remove(&number).unwrap_or_default().1,
        merged,
    };
    Some(sheets.into_iter().enumerate().map(sheet).collect())
}

/// Rows in one piece, or in two that begin with a row. A scanner that refuses everything but tags and texts is not
/// deceived by a row that is none.
fn cut(rows: &[u8]) -> Vec<&[u8]> {
    let half = rows.len() / 2;
    let at = if half < FEWEST { None } else { memchr::memmem::find(&rows[half..], b"<row ") };
    at.map_or(vec![rows], |at| vec![&rows[..half + at], &rows[half + at..]])
}
