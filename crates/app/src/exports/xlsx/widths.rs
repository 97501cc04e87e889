//! How wide columns are: as wide as what stands in the first rows, within reason.

use crate::exports::{cells::Cell, columns::Columns};

/// Rows that are looked at.
const ROWS: usize = 300;
/// The narrowest and the widest, in characters; a Chinese one is two.
const LEAST: usize = 8;
const MOST: usize = 50;
/// About what the tags of a cell take.
const TAGS: u64 = 60;

/// Columns and what their rows take.
pub(in crate::exports) struct Widths {
    widths: Vec<usize>,
    bytes: u64,
    rows: u64,
}

impl Widths {
    pub fn new(columns: &Columns) -> Self {
        let widths = columns.all.iter().map(|column| shown(&column.heading) + 2).collect();
        Self { widths, bytes: 0, rows: 0 }
    }

    /// Looks at a row; whether another one is wanted.
    pub fn look<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> bool {
        for (width, cell) in self.widths.iter_mut().zip(cells) {
            let (wide, bytes) = match &cell {
                Cell::Blank => continue,
                Cell::Text(text) => (text.lines().map(shown).max().unwrap_or_default(), text.len()),
                Cell::Number(number) => (number.to_string().len(), 10),
                Cell::Day(_) => (10, 5),
                Cell::Moment(_) => (16, 16),
            };
            self.bytes += bytes as u64 + TAGS;
            *width = (*width).max(wide);
        }
        self.rows += 1;
        self.rows < ROWS as u64
    }

    pub fn all(&self) -> impl Iterator<Item = usize> {
        self.widths.iter().map(|width| (width + 2).clamp(LEAST, MOST))
    }

    /// About how many bytes so many rows take before they are compressed.
    pub fn bytes_of(&self, rows: u64) -> u64 {
        (self.bytes / self.rows.max(1)).saturating_mul(rows)
    }
}

fn shown(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
