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
        let is = |entry: &[u8]| entry.starts_with(&name) && usize::from(entry[64]) == name.len() && entry[66] == kind;
        bytes.chunks_exact(ENTRY).any(is)
    };
    if ["Macros", "_VBA_PROJECT_CUR", "VBA"].into_iter().any(|name| has(STORAGE, name)) {
        return None;
    }
    let documents = [("WordDocument", Kind::Doc), ("Workbook", Kind::Xls), ("Book", Kind::Xls)];
    documents.into_iter().find(|(name, _)| has(STREAM, name)).map(|(_, kind)| kind)
}
