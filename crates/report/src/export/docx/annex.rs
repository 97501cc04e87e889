//! The annex on paper: on a page of its own, one figure a row, the last column for the signature.

use super::{
    parts::TEXT_WIDTH,
    runs::{paragraph, paragraph_of, text},
    table::{ruled, td, tr},
};
use crate::{
    document::Run,
    export::annex::{Annex, HEAD, LABEL, Row, SIGNATURES, TITLE},
};

/// 序号, 指标, 文中写作, 数值, 等级与截至, 口径, 谁负责; the rest is for 签字.
const WIDTHS: [usize; 7] = [460, 1300, 1120, 1120, 1180, 2060, 860];
const STYLES: [&str; 8] =
    ["AnnexText", "AnnexWords", "AnnexText", "AnnexText", "AnnexText", "AnnexWords", "AnnexText", "AnnexText"];
/// Which column has the value.
const VALUE: usize = 3;

/// The annex after the text.
pub(super) fn annex(annex: &Annex) -> String {
    let mut widths = WIDTHS.to_vec();
    widths.push(TEXT_WIDTH - WIDTHS.iter().sum::<usize>());
    let head: String = HEAD.iter().zip(&widths).map(|(word, width)| td(*width, &one("AnnexHead", word))).collect();
    let rows: String = annex.rows.iter().map(|line| row(line, &widths)).collect();
    let after: String = std::iter::once(&annex.legend)
        .chain(&annex.decided)
        .filter(|line| !line.is_empty())
        .map(|line| one("AnnexNote", line))
        .chain(SIGNATURES.iter().map(|line| one("AnnexNote", line)))
        .collect();
    format!(
        "{}{}{}{}{after}",
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
            VALUE if !row.note.is_empty() => {
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
