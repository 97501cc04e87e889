//! The workbook without its rows. Calamine reads it, and says of some cells that are put into it what a scanner cannot
//! know: which sheet is which part, which styles make a number a day, and what texts in several fonts say.

use std::{
    io::{Cursor, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, Xlsx};
use zip::{CompressionMethod, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::strings::Texts;
use crate::imports::read::{Merged, archive::Part};

/// What calamine said.
pub(super) struct Told {
    /// Name, part and merged cells of each sheet; those without rows have no part.
    pub sheets: Vec<(String, Option<String>, Vec<Merged>)>,
    /// By their numbers.
    pub styles: Vec<Style>,
    /// The odd texts, in their order.
    pub odd: Vec<String>,
}

/// What a style makes of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    Number,
    Day { since_1904: bool },
}

/// More styles than any program keeps.
const STYLES: usize = 65_536;

/// Asks. `shared` is the part that keeps texts.
pub(super) fn ask(parts: &[Part], shared: Option<&str>, texts: &Texts<'_>) -> Option<Told> {
    let styles = parts.iter().find(|part| part.name == "xl/styles.xml").map_or(Some(0), |part| count(&part.content))?;
    let frame = written(parts, shared, texts, styles)?;
    // The parser of a foreign format may fall over a crafted file.
    catch_unwind(AssertUnwindSafe(|| answered(&frame, styles, texts.odd.len()))).ok().flatten()
}

/// What stands before the rows of a sheet and after them; `None` where it has none.
pub(super) fn around_rows(content: &[u8]) -> Option<(&[u8], &[u8])> {
    const ROWS: &[u8] = b"<sheetData>";
    let first = memchr::memmem::find(content, ROWS)? + ROWS.len();
    let last = memchr::memmem::rfind(content, b"</sheetData>")?;
    (last >= first).then(|| (&content[..first], &content[last..]))
}

fn count(styles: &[u8]) -> Option<usize> {
    let cells = &styles[memchr::memmem::find(styles, b"<cellXfs")?..];
    let tag = &cells[..memchr::memchr(b'>', cells)?];
    let at = memchr::memmem::find(tag, b" count=\"")? + b" count=\"".len();
    let digits = &tag[at..at + memchr::memchr(b'"', &tag[at..])?];
    std::str::from_utf8(digits).ok()?.parse().ok().filter(|count| *count <= STYLES)
}

fn is_sheet(name: &str) -> bool {
    name.starts_with("xl/worksheets/") && name.ends_with(".xml")
}

/// The workbook with cells to ask by in place of its rows.
fn written(parts: &[Part], shared: Option<&str>, texts: &Texts<'_>, styles: usize) -> Option<Vec<u8>> {
    let mut frame = ZipWriter::new(Cursor::new(Vec::new()));
    let mut questions = questions(styles, texts.odd.len());
    for Part { name, content } in parts {
        let around = if is_sheet(name) { around_rows(content) } else { None };
        let done = match around {
            Some((before, after)) => {
                let path = question(1, &format!(" t=\"str\"><v>{name}</v>"));
                // A name that is not plain would not come back as it is.
                name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte)).then_some(())?;
                // Only the first that has rows is asked of all.
                put(&mut frame, name, &[before, path.as_bytes(), std::mem::take(&mut questions).as_bytes(), after])
            }
            None if shared == Some(name) => {
                let odd: Vec<&[u8]> = texts.odd.iter().map(|(_, odd)| *odd).collect();
                put(&mut frame, name, &[SHARED, &odd.concat(), b"</sst>"])
            }
            // Rows in a form that is not known here.
            None if is_sheet(name) && holds(content, b"row ") => return None,
            None => put(&mut frame, name, &[content]),
        };
        done.ok()?;
    }
    frame.finish().ok().map(Cursor::into_inner)
}

const SHARED: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";

/// A number in each style, then each odd text.
fn questions(styles: usize, odd: usize) -> String {
    let numbers = (0..styles).map(|style| format!(" s=\"{style}\"><v>1</v>"));
    let texts = (0..odd).map(|odd| format!(" t=\"s\"><v>{odd}</v>"));
    numbers.chain(texts).zip(2..).map(|(cell, row)| question(row, &cell)).collect()
}

fn question(row: usize, cell: &str) -> String {
    format!("<row r=\"{row}\"><c r=\"A{row}\"{cell}</c></row>")
}

fn holds(content: &[u8], what: &[u8]) -> bool {
    memchr::memmem::find(content, what).is_some()
}

fn put(into: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &[&[u8]]) -> ZipResult<()> {
    into.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))?;
    content.iter().try_for_each(|piece| into.write_all(piece))?;
    Ok(())
}

fn answered(frame: &[u8], styles: usize, odd: usize) -> Option<Told> {
    let mut frame: Xlsx<_> = Xlsx::new(Cursor::new(frame)).ok()?;
    let mut told = Told { sheets: Vec::new(), styles: Vec::new(), odd: Vec::new() };
    for name in frame.sheet_names() {
        let mut path = None;
        match frame.worksheet_cells_reader(&name) {
            Ok(mut cells) => {
                while let Some(cell) = cells.next_cell().ok()? {
                    match cell.get_value() {
                        DataRef::String(text) if path.is_none() => path = Some(text.clone()),
                        DataRef::SharedString(text) => told.odd.push((*text).to_owned()),
                        value => told.styles.push(style(value)?),
                    }
                }
            }
            // A sheet that is a chart has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => (),
            Err(_) => return None,
        }
        let merged = frame.merge_cells_by_sheet_name(&name).unwrap_or_default();
        told.sheets.push((name, path, merged.iter().map(Merged::from).collect()));
    }
    let nothing_asked = told.sheets.iter().all(|(_, path, _)| path.is_none());
    (nothing_asked || (told.styles.len(), told.odd.len()) == (styles, odd)).then_some(told)
}

/// What became of the number 1.
fn style(value: &DataRef<'_>) -> Option<Style> {
    match value {
        DataRef::Float(_) => Some(Style::Number),
        DataRef::DateTime(when) if when.is_duration() => Some(Style::Number),
        DataRef::DateTime(when) => Some(Style::Day { since_1904: when.to_ymd_hms_milli().0 == 1904 }),
        _ => None,
    }
}
