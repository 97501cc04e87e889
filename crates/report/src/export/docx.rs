//! DOCX on the page of GB/T 9704: 22 lines of 28 characters, 2号 title, 3号 body, page numbers outside.
//!
//! - `body`: the text; `runs` its paragraphs, `table` its tables, `chart` its pictures, `annex` what it rests on
//! - `contents`: the table of contents, a field whose entries are right before anybody updates it
//! - `pages`: on which page a heading will stand, by the lines of the page
//! - `parts`: styles, fonts, page numbers, properties
//!
//! The same document gives the same bytes. Fonts are named, with substitutes, and never embedded: they are not ours.

mod annex;
mod body;
mod chart;
mod contents;
mod pages;
mod parts;
mod runs;
mod table;
mod widths;

use std::io::{Cursor, Write};

use kernel::Problem;
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::Options;
use crate::document::Document;

/// The document as the bytes of a DOCX file.
pub fn docx(document: &Document) -> Result<Vec<u8>, Problem> {
    docx_with(document, &Options::default())
}

/// The document as a DOCX file, with what the caller asks for besides.
pub fn docx_with(document: &Document, options: &Options) -> Result<Vec<u8>, Problem> {
    let (main, charts) = body::document(document, options);
    let names: Vec<String> = (1..=charts.len()).map(chart::part).collect();
    let mut parts = vec![
        ("[Content_Types].xml", parts::content_types(charts.len())),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/app.xml", parts::APP.to_owned()),
        ("word/document.xml", main),
        ("word/styles.xml", parts::styles()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/fontTable.xml", parts::fonts()),
        ("word/footer1.xml", parts::footer("right", "rightChars")),
        ("word/footer2.xml", parts::footer("left", "leftChars")),
        ("word/_rels/document.xml.rels", parts::document_relations(charts.len())),
    ];
    parts.extend(names.iter().map(String::as_str).zip(charts));
    packed(&parts).map_err(|error| {
        Problem::new("report.export", "报告没有写成。").hint("请重试;若仍不行,请联系管理员。").detail(error)
    })
}

fn packed(parts: &[(&str, String)]) -> ZipResult<Vec<u8>> {
    // A fixed time: what a file holds must not depend on when it was made.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Text that may stand in XML: escaped, without the control characters XML cannot hold.
fn xml(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
    quick_xml::escape::escape(clean).into_owned()
}
