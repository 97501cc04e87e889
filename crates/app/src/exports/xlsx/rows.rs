//! Rows of cells as SpreadsheetML.

use std::io::{self, Write};

use kernel::Date;

use super::{
    styles::{self, Looks},
    text,
};
use crate::exports::{
    cells::Cell,
    columns::{Columns, Form},
};

/// Rows one below the other.
pub(super) struct Rows {
    /// What is written and not yet taken.
    pub written: Vec<u8>,
    /// The letters of each column, and the style its numbers have.
    columns: Vec<(String, u32)>,
    looks: Looks,
    number: u32,
    /// The number in digits.
    digits: String,
}

/// The day that sheets count from, and the first one they count rightly: they know a 29 February 1900.
const EPOCH: i32 = -25_569;
const FIRST: i32 = EPOCH + 61;
/// 31 December 9999.
const LAST: i32 = EPOCH + 2_958_465;

impl Rows {
    pub fn new(columns: &Columns, looks: Looks) -> Self {
        let number = |form: Form| looks.number(if let Form::Number(places) = form { places } else { None });
        let columns = columns.all.iter().zip(0..).map(|(column, at)| (letters(at), number(column.form))).collect();
        Self { written: Vec::new(), columns, looks, number: 0, digits: String::new() }
    }

    /// How many rows there are.
    pub fn count(&self) -> u32 {
        self.number
    }

    pub fn headings(&mut self, columns: &Columns) {
        self.open(None);
        for (at, column) in columns.all.iter().enumerate() {
            self.text(at, &column.heading, styles::HEADING);
        }
        self.close();
    }

    pub fn row<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> io::Result<()> {
        self.row_of(None, cells)
    }

    /// A row, so many points high where that is said.
    pub fn row_of<'a>(&mut self, height: Option<u32>, cells: impl Iterator<Item = Cell<'a>>) -> io::Result<()> {
        self.open(height);
        let looks = self.looks;
        for (at, cell) in cells.enumerate() {
            match cell {
                Cell::Blank => looks.blank.into_iter().for_each(|style| self.blank(at, style)),
                Cell::Text(text) => self.text(at, &text, looks.text),
                Cell::Number(number) => {
                    self.begin(at, self.columns[at].1);
                    write!(self.written, "><v>{number}</v></c>")?;
                }
                Cell::Day(day) => match serial(day) {
                    Some(serial) => {
                        self.begin(at, looks.day);
                        write!(self.written, "><v>{serial}</v></c>")?;
                    }
                    None => self.text(at, &day.to_string(), looks.text),
                },
                Cell::Moment(moment) => match serial(moment.date()) {
                    Some(serial) => {
                        self.begin(at, looks.moment);
                        write!(self.written, "><v>{}</v></c>", f64::from(serial) + moment.share_of_day())?;
                    }
                    None => self.text(at, &moment.to_the_minute(), looks.text),
                },
            }
        }
        self.close();
        Ok(())
    }

    /// Begins a row, so many points high where that is said.
    pub fn open(&mut self, height: Option<u32>) {
        self.number += 1;
        self.digits = self.number.to_string();
        self.written.extend(b"<row r=\"");
        self.written.extend(self.digits.bytes());
        if let Some(height) = height {
            self.written.extend(format!("\" ht=\"{height}\" customHeight=\"1").bytes());
        }
        self.written.extend(b"\">");
    }

    /// Ends it.
    pub fn close(&mut self) {
        self.written.extend(b"</row>");
    }

    /// A cell up to its style.
    fn begin(&mut self, at: usize, style: u32) {
        self.written.extend(b"<c r=\"");
        self.written.extend(self.columns[at].0.bytes());
        self.written.extend(self.digits.bytes());
        self.written.extend(b"\" s=\"");
        self.written.extend(styles::DIGITS[style as usize].bytes());
        self.written.push(b'"');
    }

    /// A cell with nothing in it.
    pub fn blank(&mut self, at: usize, style: u32) {
        self.begin(at, style);
        self.written.extend(b"/>");
    }

    /// A cell with a text in it.
    pub fn text(&mut self, at: usize, words: &str, style: u32) {
        self.begin(at, style);
        let words = text::as_much_as_fits(words);
        let kept = if text::keeps_space(&words) { " xml:space=\"preserve\"" } else { "" };
        self.written.extend(b" t=\"inlineStr\"><is><t");
        self.written.extend(kept.bytes());
        self.written.push(b'>');
        text::put(&mut self.written, &words);
        self.written.extend(b"</t></is></c>");
    }
}

/// A day as sheets count them; nothing where they do not.
fn serial(day: Date) -> Option<i32> {
    (FIRST..=LAST).contains(&day.days()).then(|| day.days() - EPOCH)
}

/// The letters of a column, counted from 0.
pub(super) fn letters(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at % 26]));
        if at < 26 {
            return letters.into_iter().rev().collect();
        }
        at = at / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_by_their_letters() {
        for (at, expect) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(at), expect);
        }
    }

    #[test]
    fn days_that_sheets_count() {
        let check = |day: &str, expect| assert_eq!(serial(day.parse().expect(day)), expect, "{day}");
        check("1970-01-01", Some(25_569));
        check("1900-03-01", Some(61));
        check("1900-02-28", None);
        check("9999-12-31", Some(2_958_465));
    }
}
