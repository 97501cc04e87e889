//! Tables: ruled, as wide as the text, the head on every page, no row over two pages.

use super::{
    parts::TEXT_WIDTH,
    runs::{paragraph, paragraph_of, run},
    widths::{Column, Set, Widths, bracket, widths},
};
use crate::document::{Run, plain};

/// The least height of a row, so that every office program gives rows of one line the same.
pub(super) const HEIGHT: usize = 480;

/// Rows that are kept with the next, so that neither a head nor a last row stands alone.
const KEEP: &str = "<w:keepNext/>";

/// A table with the line above it.
pub(super) fn table(caption: &[Run], header: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) -> String {
    let shape = widths(header, rows);
    if shape.columns.is_empty() {
        return String::new();
    }
    let caption = if caption.is_empty() { String::new() } else { paragraph("Caption", caption) };
    let mut written = String::new();
    if !header.is_empty() {
        let cell = |(cell, column): (&Vec<Run>, &Column)| td(column.width, &head(cell, &shape));
        written += &tr(&header.iter().zip(&shape.columns).map(cell).collect::<String>(), HEIGHT, true);
    }
    for (i, cells) in rows.iter().enumerate() {
        let kept = i == 0 && rows.len() > 1 || i + 2 == rows.len();
        let cell = |(cell, column): (&Vec<Run>, &Column)| td(column.width, &words(cell, column.set, &shape, kept));
        written += &tr(&cells.iter().zip(&shape.columns).map(cell).collect::<String>(), HEIGHT, false);
    }
    let widths: Vec<usize> = shape.columns.iter().map(|column| column.width).collect();
    caption + &ruled(&widths, &written)
}

/// A table of written rows. The empty paragraph keeps neighbouring tables apart.
pub(super) fn ruled(widths: &[usize], rows: &str) -> String {
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
         <w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>\
         <w:p><w:pPr><w:pStyle w:val=\"TableEnd\"/></w:pPr></w:p>"
    )
}

/// A row of written cells, at least so high.
pub(super) fn tr(cells: &str, height: usize, is_head: bool) -> String {
    let height =
        if height == 0 { String::new() } else { format!("<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>") };
    let repeated = if is_head { "<w:tblHeader/>" } else { "" };
    format!("<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>")
}

/// A cell of one written paragraph.
pub(super) fn td(width: usize, paragraph: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{paragraph}</w:tc>"
    )
}

fn head(cell: &[Run], shape: &Widths) -> String {
    let size = size(shape.half_points);
    let all = plain(cell);
    let runs = match bracket(&all).filter(|_| shape.broken) {
        Some(at) => {
            let (before, after) = all.split_at(at);
            let line = |text: &str| run(&Run::words(text), &size);
            format!("{}<w:r><w:br/></w:r>{}", line(before), line(after))
        }
        None => cell.iter().map(|one| run(one, &size)).collect(),
    };
    paragraph_of("TableHead", KEEP, &runs)
}

fn words(cell: &[Run], set: Set, shape: &Widths, kept: bool) -> String {
    let keep = if kept { KEEP } else { "" };
    let size = size(shape.half_points);
    let runs: String = cell.iter().map(|one| run(one, &size)).collect();
    let gap = cell.iter().any(|run| matches!(run, Run::Gap { .. }));
    match set {
        Set::Right(from) if !gap => paragraph_of("TableNumber", &format!("{keep}<w:ind w:right=\"{from}\"/>"), &runs),
        Set::Left => paragraph_of("TableWords", keep, &runs),
        _ => paragraph_of("TableText", keep, &runs),
    }
}

/// The size of letters where it is not the style's.
fn size(half_points: usize) -> String {
    if half_points == 24 {
        return String::new();
    }
    format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}
