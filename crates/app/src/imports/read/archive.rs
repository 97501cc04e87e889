//! A workbook that is an archive, unpacked once. Its limits are counted while it is unpacked: what an archive declares
//! of itself may be a lie. What was unpacked is kept, stored and no longer compressed, for whoever reads the cells; and
//! kept again without its rows, where cells that are merged are found without reading all rows a second time. The rows of
//! a large sheet are kept in two shares, so that two processors read them.

use std::io::{self, Cursor, Read, Write};

use kernel::Finding;
use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::limits::{UNPACKED, too_large};

/// The most bytes that are kept; what unpacks to more is weighed only, and unpacked again by whoever reads it.
const KEPT: u64 = 128 * 1024 * 1024;

/// Rows of fewer bytes are read before another processor has begun.
const FEWEST_A_SHARE: usize = 512 * 1024;

/// An archive, unpacked.
pub(super) struct Unpacked {
    /// All of it; where there is a `rest`, without the later rows of large sheets.
    pub whole: Vec<u8>,
    /// Nothing but the later rows of large sheets, and what they need to be read.
    pub rest: Option<Vec<u8>>,
    /// Its sheets without rows, and without the texts that rows name.
    pub frame: Vec<u8>,
}

type Writer = ZipWriter<Cursor<Vec<u8>>>;

/// A part, one piece after the other.
type Pieces<'a> = [&'a [u8]; 2];

/// Refuses archives that unpack to too much. `None` is an archive that is too large to be kept or cannot be unpacked
/// whole: what is broken is told by whoever reads it.
pub(super) fn unpack(bytes: &[u8]) -> Result<Option<Unpacked>, Finding> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(None) };
    // What it says of its size is only room set aside, not used before it is filled.
    let said = archive.decompressed_size().unwrap_or_default().min(u128::from(KEPT));
    let room_for = || ZipWriter::new(Cursor::new(Vec::with_capacity(usize::try_from(said).unwrap_or_default())));
    let (mut whole, mut frame) = (room_for(), ZipWriter::new(Cursor::new(Vec::new())));
    let (mut rest, mut shared) = (room_for(), false);
    let (mut left, mut room) = (UNPACKED, KEPT);
    let mut content = Vec::new();
    let mut intact = true;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else {
            intact = false;
            continue;
        };
        if part.is_dir() {
            continue;
        }
        let Ok(name) = part.name().map(|name| name.into_owned()) else {
            intact = false;
            continue;
        };
        content.clear();
        // One byte more than is left tells that there is more.
        let mut part = part.take(left + 1);
        intact &= part.by_ref().take(room + 1).read_to_end(&mut content).is_ok();
        let (size, beyond) = (content.len() as u64, io::copy(&mut part, &mut io::sink()));
        intact &= beyond.is_ok() && size <= room;
        left = left.checked_sub(size + beyond.unwrap_or_default()).ok_or_else(too_large)?;
        room = room.saturating_sub(size);
        let shares = shares(&name, &content);
        shared |= shares.is_some();
        let (own, later) = shares.unwrap_or_else(|| ([&content, &[]], later(&name, &content)));
        intact = intact
            && put(&mut whole, &name, &own).is_ok()
            && (!is_markup(&name) || put(&mut rest, &name, &later).is_ok())
            && frame_of(&mut frame, &name, &content).is_ok();
    }
    let done = || {
        let rest = if shared { Some(finished(rest)?) } else { None };
        Some(Unpacked { whole: finished(whole)?, rest, frame: finished(frame)? })
    };
    Ok(if intact { done() } else { None })
}

fn put(into: &mut Writer, name: &str, content: &[&[u8]]) -> ZipResult<()> {
    into.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))?;
    content.iter().try_for_each(|piece| into.write_all(piece))?;
    Ok(())
}

fn frame_of(into: &mut Writer, name: &str, content: &[u8]) -> ZipResult<()> {
    if !is_markup(name) || name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
        return Ok(());
    }
    let (before, after) = around_rows(content).unwrap_or((content, &[]));
    put(into, name, &[before, after])
}

/// A large sheet with its earlier rows, and with its later ones. `None` where it has few, or its rows do not say their
/// numbers, or something in it could be taken for a row and is none.
fn shares<'a>(name: &str, content: &'a [u8]) -> Option<(Pieces<'a>, Pieces<'a>)> {
    const ROW: &[u8] = b"<row r=\"";
    if !is_sheet(name) {
        return None;
    }
    let (before, after) = around_rows(content)?;
    let rows = &content[before.len()..content.len() - after.len()];
    if rows.len() < 2 * FEWEST_A_SHARE || contains(rows, b"<!") {
        return None;
    }
    let half = rows.len() / 2;
    let cut = before.len() + half + memchr::memmem::find(&rows[half..], ROW)?;
    Some(([&content[..cut], after], [before, &content[cut..]]))
}

/// What of a part the later rows need: of other sheets nothing but that they are there.
fn later<'a>(name: &str, content: &'a [u8]) -> Pieces<'a> {
    let around = if is_sheet(name) { around_rows(content) } else { None };
    around.map_or([content, &[]], |(before, after)| [before, after])
}

/// Pictures and the like are of no use to whoever reads cells.
fn is_markup(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels")
}

fn is_sheet(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("xl/worksheets/") && name.ends_with(".xml")
}

fn contains(bytes: &[u8], what: &[u8]) -> bool {
    memchr::memmem::find(bytes, what).is_some()
}

fn finished(writer: Writer) -> Option<Vec<u8>> {
    writer.finish().ok().map(Cursor::into_inner)
}

/// What stands before the rows of a sheet and after them; `None` where it has none.
fn around_rows(content: &[u8]) -> Option<(&[u8], &[u8])> {
    const ROWS: &[u8] = b"sheetData>";
    let first = content.windows(ROWS.len()).take(64 * 1024).position(|window| window == ROWS)? + ROWS.len();
    let closing = content.windows(ROWS.len()).rposition(|window| window == ROWS)?;
    let last = content[..closing].iter().rposition(|byte| *byte == b'<')?;
    // An empty element has nothing between, and its end before its beginning.
    (last >= first).then(|| (&content[..first], &content[last..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sheet: &str, expect: &str) {
        let (before, after) = around_rows(sheet.as_bytes()).unwrap_or((sheet.as_bytes(), &[]));
        let cut = [before, after].concat();
        assert_eq!(String::from_utf8_lossy(&cut), expect);
    }

    #[test]
    fn sheets_without_their_rows() {
        check("<w><sheetData><row/></sheetData><mergeCells/></w>", "<w><sheetData></sheetData><mergeCells/></w>");
        check("<x:w><x:sheetData>rows</x:sheetData></x:w>", "<x:w><x:sheetData></x:sheetData></x:w>");
        check("<w><sheetData/></w>", "<w><sheetData/></w>");
        check("<w><sheetData></sheetData></w>", "<w><sheetData></sheetData></w>");
        check("<w>other</w>", "<w>other</w>");
    }

    #[test]
    fn large_sheets_are_cut_between_rows() {
        let row = |number: usize| format!("<row r=\"{number}\"><c r=\"A{number}\"><v>{number}</v></c></row>");
        let rows: Vec<String> = (1..40_000).map(row).collect();
        let sheet = |rows: &[String]| format!("<w><sheetData>{}</sheetData><mergeCells/></w>", rows.concat());
        let whole = sheet(&rows);
        let (own, later) = shares("xl/worksheets/sheet1.xml", whole.as_bytes()).expect("two shares");
        let earlier = own.concat().windows(5).filter(|window| window == b"<row ").count();
        assert!(earlier > 10_000 && earlier < 30_000, "{earlier}");
        assert_eq!(String::from_utf8_lossy(&own.concat()), sheet(&rows[..earlier]));
        assert_eq!(String::from_utf8_lossy(&later.concat()), sheet(&rows[earlier..]));
        assert!(shares("xl/sharedStrings.xml", whole.as_bytes()).is_none());
        assert!(shares("xl/worksheets/sheet1.xml", sheet(&rows[..9]).as_bytes()).is_none());
        let hidden = whole.replacen("<v>", "<![CDATA[<row r=\"7\">]]><v>", 1);
        assert!(shares("xl/worksheets/sheet1.xml", hidden.as_bytes()).is_none());
        assert!(shares("xl/worksheets/sheet1.xml", whole.replace("<row r=", "<row q=").as_bytes()).is_none());
    }

    #[test]
    fn what_is_no_archive_is_for_others_to_tell() {
        assert!(unpack(b"PK and nothing more").is_ok_and(|unpacked| unpacked.is_none()));
    }
}
