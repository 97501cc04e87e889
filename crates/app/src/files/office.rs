//! Documents of office programs: archives and compound files, told apart by what is inside them. Those that carry a
//! program (macros) are none.

use std::io::Cursor;

use zip::ZipArchive;

use super::Kind;

/// A document in an archive.
pub(super) fn packed(bytes: &[u8]) -> Option<Kind> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = archive.file_names().map(|name| Some(name.ok()?.into_owned())).collect::<Option<_>>()?;
    let has = |name: &str| names.iter().any(|inner| inner == name);
    // A program is a program, whatever the names of its case.
    if names.iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        return None;
    }
    if has("OFD.xml") {
        return Some(Kind::Ofd);
    }
    if !has("[Content_Types].xml") {
        return None;
    }
    let documents =
        [("word/document.xml", Kind::Docx), ("xl/workbook.xml", Kind::Xlsx), ("ppt/presentation.xml", Kind::Pptx)];
    documents.into_iter().find(|(name, _)| has(name)).map(|(_, kind)| kind)
}

/// An entry of a compound file's directory: a name of at most 32 letters, its length, and what it is.
const ENTRY: usize = 128;
const STORAGE: u8 = 1;
const STREAM: u8 = 2;

/// A document in a compound file. Its directory lies in sectors that begin, as its entries do, at multiples of an entry's
/// length; where they lie need not be known to find a name.
pub(super) fn compound(bytes: &[u8]) -> Option<Kind> {
    let has = |kind: u8, name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        // As office programs find it: whatever the case.
        let is = |entry: &[u8]| {
            let named = entry.get(..name.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(&name));
            named && usize::from(entry[64]) == name.len() && entry[66] == kind
        };
        bytes.chunks_exact(ENTRY).any(is)
    };
    if ["Macros", "_VBA_PROJECT_CUR", "VBA"].into_iter().any(|name| has(STORAGE, name)) {
        return None;
    }
    let documents = [("WordDocument", Kind::Doc), ("Workbook", Kind::Xls), ("Book", Kind::Xls)];
    let kind = documents.into_iter().find(|(name, _)| has(STREAM, name)).map(|(_, kind)| kind)?;
    let macros = kind == Kind::Xls && bytes.windows(SHEET).any(|record| is_macro_sheet(record, bytes.len()));
    if macros { None } else { Some(kind) }
}

/// How a sheet is told of in an old workbook: the record's number and length, where the sheet begins, whether it is hidden,
/// what it is, how many letters its name has.
const SHEET: usize = 11;

/// Whether a record tells of a sheet of Excel 4 macros. It is looked for wherever it may lie, for sheets need not be read to
/// find it; what looks like one by chance is not to be met in a file of twenty megabytes.
fn is_macro_sheet(record: &[u8], whole: usize) -> bool {
    let &[0x85, 0, length, 0, p0, p1, p2, p3, hidden, 1, letters] = record else { return false };
    let (length, letters, begins) = (u32::from(length), u32::from(letters), u32::from_le_bytes([p0, p1, p2, p3]));
    // One byte a letter; then with a byte that says whether it is one or two.
    let lengths = [7 + letters, 8 + letters, 8 + 2 * letters];
    hidden & 3 < 3
        && letters > 0
        && lengths.contains(&length)
        && usize::try_from(begins).is_ok_and(|begins| begins < whole)
}
