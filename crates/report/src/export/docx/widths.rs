//! How wide the columns of a table are: names on one line, numbers narrow, heads broken at their brackets where they
//! would not fit; together always the width of the text. Where all that does not fit, the letters become smaller first.

use super::{parts::TEXT_WIDTH, runs::halves};
use crate::document::{Run, plain};

/// 小四, 五号, 小五, in half points.
const SIZES: [usize; 3] = [24, 21, 18];
/// Of a cell's width, what is not text: its margins, its line, and a hair.
const AROUND: usize = 190;
/// Texts up to this many halves of a character want one line.
const ONE_LINE: usize = 24;
/// A head longer than this may be broken anywhere.
const LONG_HEAD: usize = 12;
/// A gap's words may always be broken.
const GAP: usize = 14;
/// A column is never narrower than this.
const LEAST: usize = 4;

/// The shape of a table.
pub(super) struct Widths {
    /// The size of its letters, in half points.
    pub half_points: usize,
    /// Whether heads are broken before their brackets.
    pub broken: bool,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Column {
    /// In twips.
    pub width: usize,
    /// How its cells are set.
    pub set: Set,
}

/// How a cell is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Set {
    /// Short words.
    Centre,
    /// Long words.
    Left,
    /// Numbers, this far from the right, so that the widest stands in the middle.
    Right(usize),
}

/// The cells of a column.
struct Cells {
    numbers: bool,
    /// The widest cell, in halves of a character.
    natural: usize,
    /// What it wants on one line.
    wanted: usize,
    head: usize,
    broken_head: usize,
}

/// The shape of a table with this head and these rows.
pub(super) fn widths(header: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) -> Widths {
    let count = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    let cells: Vec<Cells> = (0..count).map(|column| cells(header, rows, column)).collect();
    let in_twips = |halves: usize, size: usize| halves * size * 5 + AROUND;
    let wanted = |size: usize, broken: bool| -> Vec<usize> {
        let head = |cells: &Cells| if broken { cells.broken_head } else { cells.head };
        cells.iter().map(|cells| in_twips(cells.wanted.max(head(cells)).max(LEAST), size)).collect()
    };
    let ways = SIZES.iter().flat_map(|size| [(*size, false), (*size, true)]);
    let mut fitting = ways.map(|(size, broken)| (size, broken, wanted(size, broken)));
    let (half_points, broken, widths) = fitting
        .find(|(.., widths)| widths.iter().sum::<usize>() <= TEXT_WIDTH)
        .unwrap_or_else(|| (SIZES[2], true, squeezed(wanted(SIZES[2], true))));
    // What is left goes to cells that do not stand on one line yet, then to all.
    let natural: Vec<usize> = cells.iter().map(|cells| in_twips(cells.natural, half_points)).collect();
    let widths = grown(widths, &natural);
    let sum = widths.iter().sum::<usize>().max(1);
    let mut widths: Vec<usize> = widths.iter().map(|width| TEXT_WIDTH * width / sum).collect();
    let rest = TEXT_WIDTH.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    let column = |(width, cells): (usize, &Cells)| {
        let text = cells.natural * half_points * 5;
        let set = match cells.numbers {
            true => Set::Right(width.saturating_sub(text + 160) / 2),
            false if cells.natural > 2 * ONE_LINE / 3 => Set::Left,
            false => Set::Centre,
        };
        Column { width, set }
    };
    Widths { half_points, broken, columns: widths.into_iter().zip(&cells).map(column).collect() }
}

/// Where a head is broken: before its bracket.
pub(super) fn bracket(head: &str) -> Option<usize> {
    head.find(['（', '(']).filter(|at| *at > 0)
}

/// The widest columns made narrower until the table fits.
fn squeezed(widths: Vec<usize>) -> Vec<usize> {
    let mut cap = TEXT_WIDTH;
    while cap > 1 && widths.iter().map(|width| (*width).min(cap)).sum::<usize>() > TEXT_WIDTH {
        cap -= (cap / 50).max(1);
    }
    widths.into_iter().map(|width| width.min(cap)).collect()
}

/// Room shared out between columns that want more, by how much they want.
fn grown(widths: Vec<usize>, wanted: &[usize]) -> Vec<usize> {
    let room = TEXT_WIDTH.saturating_sub(widths.iter().sum());
    let more: Vec<usize> = wanted.iter().zip(&widths).map(|(wanted, width)| wanted.saturating_sub(*width)).collect();
    let all = more.iter().sum::<usize>().max(1);
    widths.iter().zip(more).map(|(width, more)| width + room.min(all) * more / all).collect()
}

fn cells(header: &[Vec<Run>], rows: &[Vec<Vec<Run>>], column: usize) -> Cells {
    let body = || rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
    let is_number = |cell: &Vec<Run>| {
        let has_digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        let bare = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "-+.,%— ".contains(c));
        cell.iter().all(|run| match run {
            Run::Figure { text, .. } => has_digit(text),
            Run::Gap { .. } => true,
            Run::Text { text, .. } => bare(text),
        })
    };
    let figures = body().flatten().any(|run| matches!(run, Run::Figure { .. }));
    let numbers = figures && body().all(is_number);
    let width = |cell: &Vec<Run>| match cell.iter().any(|run| matches!(run, Run::Gap { .. })) {
        true => halves(&plain(cell)).min(GAP),
        false => halves(&plain(cell)),
    };
    let natural = body().map(width).max().unwrap_or(0);
    let head = header.get(column).map(|cell| plain(cell)).unwrap_or_default();
    let (before, after) = head.split_at(bracket(&head).unwrap_or(0));
    let broken_head = roomy(before).max(roomy(after)).min(LONG_HEAD);
    let numeral = body().map(|cell| roomy(&plain(cell))).max().unwrap_or(0);
    let wanted = if numbers { numeral } else { natural.min(ONE_LINE) };
    Cells { numbers, natural, wanted, head: roomy(&head), broken_head }
}

/// Halves of a character, and a third more for digits and letters: a program that lacks the named font takes one whose
/// digits are wider, and a number that breaks over two lines is two numbers.
fn roomy(text: &str) -> usize {
    halves(text) + text.chars().filter(char::is_ascii).count().div_ceil(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_take_what_they_need_and_fill_the_width() {
        let words = |line: &str| -> Vec<Vec<Run>> { line.split('|').map(|word| vec![Run::words(word)]).collect() };
        let check = |head: &str, row: &str, size: usize, broken: bool, expect: &[usize]| {
            let shape = widths(&words(head), &[words(row)]);
            let percent: Vec<usize> =
                shape.columns.iter().map(|c| (c.width * 100 + TEXT_WIDTH / 2) / TEXT_WIDTH).collect();
            assert_eq!((shape.half_points, shape.broken, percent.as_slice()), (size, broken, expect), "{head}\n{row}");
            assert_eq!(shape.columns.iter().map(|c| c.width).sum::<usize>(), TEXT_WIDTH);
        };
        check("村|面积（亩）", "甲村|500.5", 24, false, &[33, 67]);
        check("村|户数|说明", &format!("甲村|12|{}", "长".repeat(80)), 24, false, &[8, 8, 85]);
        let heads = ["村集体经营性收入（万元）"; 5].join("|");
        check(&heads, "1|2|3|4|5", 24, true, &[20, 20, 20, 20, 20]);
    }
}
