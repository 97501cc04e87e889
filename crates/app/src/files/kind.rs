//! What a file is, by its bytes. A name says what somebody called it, and nothing of what a program would make of it.

use super::office;

/// The kinds that are taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A photo.
    Jpeg,
    /// A picture.
    Png,
    /// A picture.
    Webp,
    /// A document as it is printed.
    Pdf,
    /// The same as GB/T 33190 has it.
    Ofd,
    /// A document of Word.
    Docx,
    /// A workbook.
    Xlsx,
    /// Slides.
    Pptx,
    /// A document of an old Word, or of WPS.
    Doc,
    /// A workbook of an old Excel, or of WPS.
    Xls,
    /// Text in UTF-8.
    Text,
    /// The same, called a table by its name.
    Csv,
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Pdf,
        Self::Ofd,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Doc,
        Self::Xls,
        Self::Text,
        Self::Csv,
    ];

    /// What these bytes are; nothing where they are of no kind that is taken.
    pub fn of(bytes: &[u8], name: &str) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [b'P', b'K', 3, 4, ..] => office::packed(bytes),
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => office::compound(bytes),
            _ if is_text(bytes) => {
                let table = name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"));
                Some(if table { Self::Csv } else { Self::Text })
            }
            _ => None,
        }
    }

    /// By the name it has on the wire.
    pub fn called(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == media_type)
    }

    /// As the wire calls it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Text => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// How its files may end; the first is the usual one.
    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Ofd => &["ofd"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Doc => &["doc", "wps"],
            Self::Xls => &["xls", "et"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
        }
    }

    /// Whether it is a picture.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }

    /// Whether a browser may show it by itself; everything else is to be kept, and opened by a program of its own.
    pub fn is_shown(self) -> bool {
        self.is_picture() || self == Self::Pdf
    }
}

/// Plain text: UTF-8, no control characters but those of lines and columns, and neither markup nor a program to be run.
fn is_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let begins = text.trim_start();
    !begins.is_empty() && text.chars().all(plain) && !begins.starts_with('<') && !begins.starts_with("#!")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::Kind::{self, *};

    fn zip(names: &[&str]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(b"x").expect("written");
        }
        zip.finish().expect("a zip").into_inner()
    }

    /// A compound file with these entries: `s` a storage, `d` a stream.
    fn compound(entries: &[(char, &str)]) -> Vec<u8> {
        let mut bytes = vec![0; 512];
        bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        for (kind, name) in entries {
            let mut entry = [0; 128];
            let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
            entry[..name.len()].copy_from_slice(&name);
            entry[64] = u8::try_from(name.len()).expect("short");
            entry[66] = if *kind == 's' { 1 } else { 2 };
            bytes.extend(entry);
        }
        bytes
    }

    /// An old workbook that tells of these sheets: what each is, and its name.
    fn workbook(sheets: &[(u8, &str)]) -> Vec<u8> {
        let mut bytes = compound(&[('d', "Workbook")]);
        for (kind, name) in sheets {
            let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let count = u8::try_from(letters.len() / 2).expect("short");
            bytes.extend([0x85, 0, 8 + 2 * count, 0, 0x40, 1, 0, 0, 0, *kind, count, 1]);
            bytes.extend(letters);
        }
        bytes
    }

    #[test]
    fn a_file_is_what_its_bytes_are() {
        let word = ["[Content_Types].xml", "word/document.xml"];
        let cases: Vec<(Vec<u8>, &str, Option<Kind>)> = vec![
            (b"\xff\xd8\xff\xe0rest".to_vec(), "a.exe", Some(Jpeg)),
            (b"\x89PNG\r\n\x1a\nrest".to_vec(), "a.jpg", Some(Png)),
            (b"RIFF\0\0\0\0WEBPVP8 ".to_vec(), "a", Some(Webp)),
            (b"%PDF-1.7\n%\xe2\xe3".to_vec(), "a.pdf", Some(Pdf)),
            (zip(&word), "a.zip", Some(Docx)),
            (zip(&["[Content_Types].xml", "xl/workbook.xml"]), "a.docx", Some(Xlsx)),
            (zip(&["[Content_Types].xml", "ppt/presentation.xml"]), "a", Some(Pptx)),
            (zip(&["OFD.xml", "Doc_0/Document.xml"]), "a", Some(Ofd)),
            (zip(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]), "a.docx", None),
            (zip(&["evil.exe"]), "a.docx", None),
            (zip(&["word/document.xml"]), "a.docx", None),
            (b"PK\x03\x04 and no more".to_vec(), "a.docx", None),
            (compound(&[('s', "Root Entry"), ('d', "WordDocument")]), "a.doc", Some(Doc)),
            (compound(&[('d', "Workbook")]), "a.doc", Some(Xls)),
            (compound(&[('d', "Book")]), "a.xls", Some(Xls)),
            (compound(&[('d', "WordDocument"), ('s', "Macros")]), "a.doc", None),
            (compound(&[('d', "Workbook"), ('s', "_VBA_PROJECT_CUR")]), "a.xls", None),
            (compound(&[('d', "WordDocument"), ('s', "mACROS")]), "a.doc", None),
            (compound(&[('d', "WORKBOOK")]), "a.xls", Some(Xls)),
            (compound(&[('d', "workbook"), ('s', "_vba_Project_Cur")]), "a.xls", None),
            (workbook(&[(0, "表一"), (0, "表二")]), "a.xls", Some(Xls)),
            (workbook(&[(0, "表一"), (1, "宏")]), "a.xls", None),
            (compound(&[('d', "EncryptedPackage")]), "a.docx", None),
            ("巡河记录：无异常。\n".into(), "a.txt", Some(Text)),
            ("\u{feff}村,数\n甲,1\n".into(), "A.CSV", Some(Csv)),
            ("a,b\n".into(), "a", Some(Text)),
            (b"\xd0\xd0\xba\xd3 in another encoding".to_vec(), "a.txt", None),
            ("<!doctype html><script>".into(), "a.txt", None),
            ("\n  <svg xmlns=\"x\">".into(), "a.txt", None),
            ("\u{feff}<html>".into(), "a.jpg", None),
            ("#!/bin/sh\n".into(), "a.txt", None),
            (b"MZ\x90\0\x03\0".to_vec(), "a.jpg", None),
            (b"\x7fELF\x02\x01".to_vec(), "a.pdf", None),
            (b"GIF89a\x01\0\x01\0".to_vec(), "a.gif", None),
            (b"\0\0\0\x18ftypheic".to_vec(), "a.heic", None),
            (b"a\0b".to_vec(), "a.txt", None),
            (b"  \n".to_vec(), "a.txt", None),
            (Vec::new(), "a.txt", None),
        ];
        for (at, (bytes, name, expect)) in cases.into_iter().enumerate() {
            assert_eq!(Kind::of(&bytes, name), expect, "case {at}: {name}");
        }
    }

    #[test]
    fn what_is_kept_is_known_again_by_its_name_on_the_wire() {
        for kind in Kind::ALL {
            assert_eq!(Kind::called(kind.media_type()), Some(kind));
        }
        assert_eq!(Kind::called("text/html"), None);
    }
}
