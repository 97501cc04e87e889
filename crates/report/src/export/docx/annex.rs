//! The annex on paper: on a page of its own, one figure a row, the last column for the signature.

use super::{
    parts::TEXT_WIDTH,
    runs::{paragraph, paragraph_of, text},
    table::{ruled, td, tr},
};
use crate::{
    document::Run,
    export::annex::{Annex, HEAD, LABEL, Row, TITLE},
};

/// 序号, 指标, 数值, 等级, 截止, 口径; the rest is for 签字.
const WIDTHS: [usize; 6] = [600, 1860, 1440, 1020, 1460, 1460];
const STYLES: [&str; 7] = ["AnnexText", "AnnexWords", "AnnexText", "AnnexText", "AnnexText", "AnnexWords", "AnnexText"];

/// The annex after the text.
pub(super) fn annex(annex: &Annex) -> String {
    let mut widths = WIDTHS.to_vec();
    widths.push(TEXT_WIDTH - WIDTHS.iter().sum::<usize>());
    let head: String = HEAD.iter().zip(&widths).map(|(word, width)| td(*width, &one("AnnexHead", word))).collect();
    let rows: String = annex.rows.iter().map(|line| row(line, &widths)).collect();
    let legend = if annex.legend.is_empty() { String::new() } else { one("AnnexNote", &annex.legend) };
    format!(
        "{}{}{}{}{legend}",
        paragraph_of("AnnexLabel", "<w:pageBreakBefore/>", &text(LABEL, "")),
        one("AnnexTitle", TITLE),
        one("AnnexNote", &annex.note),
        ruled(&widths, &(tr(&head, 0, true) + &rows)),
    )
}

fn row(row: &Row, widths: &[usize]) -> String {
    let cells: Vec<String> = row
        .cells()
        .iter()
        .enumerate()
        .zip(STYLES)
        .map(|((i, cell), style)| match i {
            2 if !row.note.is_empty() => {
                let note = text(row.note, "<w:vertAlign w:val=\"superscript\"/>");
                paragraph_of(style, "", &(text(&row.value, "") + &note))
            }
            _ => one(style, cell),
        })
        .collect();
    tr(&cells.iter().zip(widths).map(|(cell, width)| td(*width, cell)).collect::<String>(), 0, false)
}

fn one(style: &str, words: &str) -> String {
    if words.is_empty() { paragraph_of(style, "", "") } else { paragraph(style, &[Run::words(words)]) }
}
