//! One handed-in table and the habits it is written with.

use std::{fs, path::Path};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::day::Day;
use crate::run::Outcome;

/// What stands in a cell.
#[derive(Clone)]
pub enum Cell {
    Text(String),
    /// A number as its digits.
    Number(String),
    /// A day, written as the table writes days.
    Day(Day),
    Empty,
}

/// How a table writes days.
#[derive(Clone, Copy, PartialEq)]
pub enum Days {
    /// As a date of the spreadsheet.
    Real,
    /// `2022-03-05` as text.
    Iso,
    /// `2022年3月5日`.
    Chinese,
}

/// How a table writes numbers.
#[derive(Clone, Copy, PartialEq)]
pub enum Numbers {
    Real,
    /// As text.
    Text,
    /// As text, every ninth row in full-width digits.
    FullWidth,
}

/// A table.
pub struct Table {
    pub sheet: &'static str,
    pub title: Option<&'static str>,
    /// `top/heading` puts the heading below a cell merged over its neighbours with the same top.
    pub headings: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
    /// Columns that the last row sums.
    pub totals: Vec<usize>,
    pub days: Days,
    pub numbers: Numbers,
}

/// A file of one or several tables.
pub struct File {
    pub name: &'static str,
    pub tables: Vec<Table>,
}

impl Table {
    /// A plain table.
    pub fn new(sheet: &'static str, headings: &[&'static str], rows: Vec<Vec<Cell>>) -> Self {
        let plain = Self {
            sheet,
            title: None,
            headings: headings.to_vec(),
            rows,
            totals: Vec::new(),
            days: Days::Iso,
            numbers: Numbers::Real,
        };
        assert!(plain.rows.iter().all(|row| row.len() == plain.headings.len()), "{sheet}: a row of another width");
        plain
    }

    pub fn titled(mut self, title: &'static str) -> Self {
        self.title = Some(title);
        self
    }

    pub fn days(mut self, days: Days) -> Self {
        self.days = days;
        self
    }

    pub fn numbers(mut self, numbers: Numbers) -> Self {
        self.numbers = numbers;
        self
    }

    /// With a last row that sums these columns.
    pub fn totals(mut self, columns: &[usize]) -> Self {
        self.totals = columns.to_vec();
        self
    }

    pub fn file(self, name: &'static str) -> File {
        File { name, tables: vec![self] }
    }

    fn all_rows(&self) -> Vec<Vec<Cell>> {
        let mut rows = self.rows.clone();
        if !self.totals.is_empty() {
            let mut last = vec![Cell::Empty; self.headings.len()];
            last[0] = text("合计");
            for column in &self.totals {
                last[*column] = Cell::Number(sum(&self.rows, *column));
            }
            rows.push(last);
        }
        rows
    }

    /// The text of a cell; `None` where it stays a number or date of the spreadsheet.
    fn written(&self, cell: &Cell, row: usize) -> Option<String> {
        match (cell, self.days, self.numbers) {
            (Cell::Text(text), ..) => Some(text.clone()),
            (Cell::Day(day), Days::Iso, _) => Some(day.iso()),
            (Cell::Day(day), Days::Chinese, _) => Some(day.chinese()),
            (Cell::Number(digits), _, Numbers::FullWidth) if row % 9 == 4 => Some(full_width(digits)),
            (Cell::Number(digits), _, Numbers::Text | Numbers::FullWidth) => Some(digits.clone()),
            _ => None,
        }
    }
}

impl File {
    pub fn write(&self, folder: &Path) -> Outcome {
        let path = folder.join(self.name);
        fs::write(&path, self.bytes()?).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// What the file holds: a text or a workbook, as its name ends.
    pub fn bytes(&self) -> Outcome<Vec<u8>> {
        if self.name.ends_with(".csv") {
            return Ok(self.csv());
        }
        self.xlsx().map_err(|error| format!("{}: {error}", self.name))
    }

    /// As older office programs save text in China.
    fn csv(&self) -> Vec<u8> {
        let mut lines = Vec::new();
        for table in &self.tables {
            lines.extend(table.title.map(str::to_owned));
            lines.push(table.headings.join(","));
            for (at, row) in table.all_rows().iter().enumerate() {
                let cells = row.iter().map(|cell| match cell {
                    Cell::Number(digits) => table.written(cell, at).unwrap_or_else(|| digits.clone()),
                    Cell::Day(day) => table.written(cell, at).unwrap_or_else(|| day.iso()),
                    _ => table.written(cell, at).unwrap_or_default(),
                });
                lines.push(cells.collect::<Vec<_>>().join(","));
            }
        }
        encoding_rs::GB18030.encode(&format!("{}\r\n", lines.join("\r\n"))).0.into_owned()
    }

    /// The bytes of the workbook: the same on every machine, for the day of creation is fixed.
    fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2022, 12, 31)?));
        for table in &self.tables {
            fill(book.add_worksheet(), table)?;
        }
        book.save_to_buffer()
    }
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let centred = Format::new().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let dated = Format::new().set_num_format("yyyy-mm-dd");
    let width = column(table.headings.len() - 1);
    sheet.set_name(table.sheet)?;
    let mut row = 0;
    if let Some(title) = table.title {
        sheet.merge_range(0, 0, 0, width, title, &centred)?;
        row = 1;
    }
    row = headings(sheet, table, row, &centred)?;
    for (at, cells) in table.all_rows().iter().enumerate() {
        for (place, cell) in cells.iter().enumerate() {
            let place = column(place);
            match (table.written(cell, at), cell) {
                (Some(text), _) => sheet.write_string(row, place, text)?,
                (None, Cell::Number(digits)) => {
                    sheet.write_number(row, place, digits.parse::<f64>().unwrap_or_default())?
                }
                (None, Cell::Day(Day(year, month, day))) => {
                    let small = |number: &i64| u8::try_from(*number).unwrap_or(1);
                    let date = ExcelDateTime::from_ymd(u16::try_from(*year).unwrap_or(2022), small(month), small(day))?;
                    sheet.write_datetime_with_format(row, place, &date, &dated)?
                }
                _ => sheet,
            };
        }
        row += 1;
    }
    for place in 0..=width {
        sheet.set_column_width(place, 16)?;
    }
    Ok(())
}

/// Writes the headings, over two rows where some are grouped; answers the row below them.
fn headings(sheet: &mut Worksheet, table: &Table, row: u32, format: &Format) -> Result<u32, XlsxError> {
    let split: Vec<(&str, &str)> = table.headings.iter().map(|h| h.split_once('/').unwrap_or(("", h))).collect();
    if split.iter().all(|(top, _)| top.is_empty()) {
        for (place, (_, heading)) in split.iter().enumerate() {
            sheet.write_string_with_format(row, column(place), *heading, format)?;
        }
        return Ok(row + 1);
    }
    for (place, (top, heading)) in split.iter().enumerate() {
        let at = column(place);
        if top.is_empty() {
            sheet.merge_range(row, at, row + 1, at, heading, format)?;
            continue;
        }
        sheet.write_string_with_format(row + 1, at, *heading, format)?;
        if place == 0 || split[place - 1].0 != *top {
            let last = split.iter().rposition(|(other, _)| other == top).unwrap_or(place);
            sheet.merge_range(row, at, row, column(last), top, format)?;
        }
    }
    Ok(row + 2)
}

fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// The exact sum of a column, four places at most.
pub fn sum(rows: &[Vec<Cell>], column: usize) -> String {
    let scaled = rows.iter().map(|row| match &row[column] {
        Cell::Number(digits) => {
            let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
            format!("{whole}{part:0<4}").parse::<i64>().unwrap_or(0)
        }
        _ => 0,
    });
    plain(scaled.sum(), 4)
}

/// `scaled` with so many places after the point, without needless zeros.
pub fn plain(scaled: i64, places: u32) -> String {
    let factor = 10_i64.pow(places);
    let part = format!("{:0width$}", scaled % factor, width = places as usize);
    let part = part.trim_end_matches('0');
    if places == 0 || part.is_empty() { (scaled / factor).to_string() } else { format!("{}.{part}", scaled / factor) }
}

fn full_width(digits: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c),
        '.' => '．',
        other => other,
    };
    digits.chars().map(wide).collect()
}

/// A cell of text.
pub fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// A cell with a whole number.
pub fn whole(number: i64) -> Cell {
    Cell::Number(number.to_string())
}

/// A cell with a number of so many places.
pub fn decimal(scaled: i64, places: u32) -> Cell {
    Cell::Number(plain(scaled, places))
}

/// A day, or nothing.
pub fn maybe(day: Option<Day>) -> Cell {
    day.map_or(Cell::Empty, Cell::Day)
}
