//! The table of contents (目录), on a page of its own before the text: a field that office programs can renew, filled in
//! already, each entry leading to its heading.

use super::{
    pages,
    runs::{paragraph, paragraph_of, text},
};
use crate::document::{Block, Document, Run, plain};

/// Headings down to （一） are listed.
const LEVELS: u8 = 2;

/// The contents.
pub(super) fn contents(document: &Document) -> String {
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, runs } => Some((*level, plain(runs))),
        _ => None,
    });
    let numbered = headings.zip(pages::headings(document)).zip(1..);
    let listed: Vec<_> = numbered.filter(|(((level, _), _), _)| *level <= LEVELS).collect();
    let mut xml = paragraph("ContentsTitle", &[Run::words("目\u{3000}录")]);
    let begin = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r>\
         <w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-{LEVELS}\" \\h \\z \\u </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    );
    for (i, (((level, words), page), number)) in listed.iter().enumerate() {
        let link = link(*number, words, *page);
        let before = if i == 0 { begin.as_str() } else { "" };
        xml += &paragraph_of(&format!("TOC{level}"), "", &format!("{before}{link}"));
    }
    let open = if listed.is_empty() { begin.as_str() } else { "" };
    let end = format!("{open}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
    xml + &paragraph_of("TableEnd", "", &end)
}

/// A heading's words, marked so that the contents find them.
pub(super) fn marked(number: usize, words: &str) -> String {
    let name = name(number);
    format!("<w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/>{words}<w:bookmarkEnd w:id=\"{number}\"/>")
}

fn name(number: usize) -> String {
    format!("_Toc{number:08}")
}

fn link(number: usize, words: &str, page: usize) -> String {
    let name = name(number);
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">{}<w:r><w:tab/></w:r>{}\
         <w:r><w:instrText xml:space=\"preserve\"> PAGEREF {name} \\h </w:instrText></w:r>{}<w:r><w:t>{page}</w:t></w:r>{}</w:hyperlink>",
        text(words, ""),
        field("begin"),
        field("separate"),
        field("end"),
    )
}
