//! Paragraphs and their runs.

use super::xml;
use crate::{document::Run, settle::ACCEPTED};

/// A paragraph in a style.
pub(super) fn paragraph(style: &str, runs: &[Run]) -> String {
    let runs: String = runs.iter().map(|run| self::run(run, "")).collect();
    paragraph_of(style, "", &runs)
}

/// A paragraph of written runs; `more` goes into its properties.
pub(super) fn paragraph_of(style: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{runs}</w:p>")
}

/// A run; `more` goes into its properties, in the order of the format: after bold, before highlighting.
pub(super) fn run(run: &Run, more: &str) -> String {
    let bold = if run.is_strong() { "<w:b/>" } else { "" };
    let open = matches!(run, Run::Gap { code, .. } if code != ACCEPTED);
    let gap = if open { "<w:highlight w:val=\"yellow\"/>" } else { "" };
    text(run.text(), &format!("{bold}{more}{gap}"))
}

/// Words with properties of their own.
pub(super) fn text(words: &str, properties: &str) -> String {
    // The hint sets “”, — and … in the Chinese font.
    format!(
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        xml(words)
    )
}

/// The width of a text in halves of a character.
pub(super) fn halves(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
