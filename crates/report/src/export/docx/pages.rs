//! On which page each heading will stand. The page of the standard makes this nearly exact: every line has the same
//! height and nearly every character the same width. An office program that disagrees corrects the numbers when it opens
//! the file.

use super::{
    chart,
    parts::{LINE, TEXT_HEIGHT, TEXT_WIDTH},
    runs::halves,
    table::HEIGHT,
    widths::{Widths, bracket, widths},
};
use crate::document::{Block, Document, Run, plain};

/// A 3号 character with its spacing, and a digit or letter, in twips.
const CHARACTER: usize = 314;
const LETTER: usize = 154;
/// What office programs put between a Chinese character and a digit or letter.
const BETWEEN: usize = 80;
/// A 2号 character, and the height of a line of them.
const TITLE_CHARACTER: usize = 440;
const TITLE_LINE: usize = LINE + 60;
/// A line of a table, and of a row what is not text.
const CELL_LINE: usize = 360;
const CELL_AROUND: usize = 90;
/// The line between rows.
const BORDER: usize = 10;
/// The empty paragraph after a table.
const TABLE_END: usize = 240;

/// The page of each heading, in the order of the text.
pub(super) fn headings(document: &Document) -> Vec<usize> {
    let mut flow = Flow { page: 1, used: 0 };
    let title = halves(&document.title) * TITLE_CHARACTER / 2;
    flow.put(title.div_ceil(TEXT_WIDTH).max(1) * TITLE_LINE + LINE);
    if document.byline.is_some() {
        flow.put(2 * LINE);
    }
    let mut pages = Vec::new();
    for (i, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading { runs, .. } => {
                flow.need(first(&document.blocks[i..]));
                pages.push(flow.page);
                flow.lines(lines(runs));
            }
            Block::Paragraph { runs } => flow.lines(lines(runs)),
            Block::Table { caption, header, rows } => {
                flow.need(first(&document.blocks[i..]));
                flow.table(caption, header, rows);
            }
            Block::Chart { caption, bars } => {
                flow.put(chart::height(bars.len()) + if caption.is_empty() { 0 } else { LINE });
            }
        }
    }
    pages
}

struct Flow {
    page: usize,
    used: usize,
}

impl Flow {
    /// Begins a page where so much does not fit any more.
    fn need(&mut self, height: usize) {
        if self.used > 0 && self.used + height > TEXT_HEIGHT {
            self.page += 1;
            self.used = 0;
        }
    }

    fn put(&mut self, height: usize) {
        self.need(height);
        self.used += height;
    }

    fn lines(&mut self, count: usize) {
        (0..count).for_each(|_| self.put(LINE));
    }

    fn table(&mut self, caption: &[Run], header: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) {
        let shape = widths(header, rows);
        let head = row(header, &shape, true);
        self.used += head + if caption.is_empty() { 0 } else { LINE };
        for cells in rows {
            let height = row(cells, &shape, false);
            if self.used + height > TEXT_HEIGHT {
                self.page += 1;
                self.used = head;
            }
            self.used += height;
        }
        self.used += TABLE_END;
    }
}

/// What must stand together at the beginning of these blocks.
fn first(blocks: &[Block]) -> usize {
    match blocks.first() {
        Some(Block::Heading { runs, .. }) => lines(runs) * LINE + first(&blocks[1..]),
        Some(Block::Paragraph { .. }) => LINE,
        Some(Block::Table { caption, header, rows }) => {
            let shape = widths(header, rows);
            let rows: usize = rows.iter().take(2).map(|cells| row(cells, &shape, false)).sum();
            rows + row(header, &shape, true) + if caption.is_empty() { 0 } else { LINE }
        }
        Some(Block::Chart { caption, bars }) => chart::height(bars.len()) + if caption.is_empty() { 0 } else { LINE },
        None => 0,
    }
}

fn row(cells: &[Vec<Run>], shape: &Widths, is_head: bool) -> usize {
    let lines = cells.iter().zip(&shape.columns).map(|(cell, column)| {
        let text = plain(cell);
        let room = (column.width.saturating_sub(160) / (shape.half_points * 5)).max(1);
        let at = bracket(&text).filter(|_| is_head && shape.broken).unwrap_or(0);
        let (before, after) = text.split_at(at);
        halves(before).div_ceil(room) + halves(after).div_ceil(room)
    });
    lines.max().map_or(0, |lines| (lines * CELL_LINE + CELL_AROUND).max(HEIGHT + BORDER))
}

/// The lines of a paragraph: greedy, words of letters and digits whole, a closing mark hanging over the edge.
fn lines(runs: &[Run]) -> usize {
    let text = plain(runs);
    let (mut lines, mut x) = (1, 2 * CHARACTER);
    let mut word = 0;
    let mut before = ' ';
    for c in text.chars() {
        let is_letter = c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | ',');
        let width = if c.is_ascii() { LETTER } else { CHARACTER };
        word = if is_letter { word + width } else { 0 };
        let parts = |a: char, b: char| a.is_ascii_alphanumeric() && b.is_alphabetic() && !b.is_ascii();
        x += if parts(before, c) || parts(c, before) { width + BETWEEN } else { width };
        before = c;
        let hangs = "，。、；：！？”’）》〉】〕%".contains(c);
        if x > TEXT_WIDTH && !hangs {
            lines += 1;
            x = width.max(word.min(TEXT_WIDTH));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_of_28_characters() {
        let check = |text: &str, expect: usize| assert_eq!(lines(&[Run::words(text)]), expect, "{text}");
        check("", 1);
        check(&"字".repeat(26), 1);
        check(&"字".repeat(27), 2);
        check(&format!("{}。", "字".repeat(26)), 1);
        check(&format!("{}1", "字".repeat(25)), 1);
        check(&"字1".repeat(16), 2);
        check(&"字".repeat(26 + 28), 2);
        check(&"字".repeat(26 + 28 + 1), 3);
    }
}
