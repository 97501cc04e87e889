//! One handed-in table and the habits it is written with. [`super::workbook`] puts it on paper.

use super::day::Day;

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
    /// `2022.3.5`.
    Dots,
    /// `2022/3/5`.
    Slashes,
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
    /// The line below the title: who hands it in.
    pub line: Option<String>,
    /// `top/heading` puts the heading below a cell merged over its neighbours with the same top; `top/middle/heading` too.
    pub headings: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
    /// Columns that the last row sums.
    pub totals: Vec<usize>,
    /// Whether each run of rows with the same first cell is summed as well.
    pub subtotals: bool,
    /// Columns whose equal neighbours are one merged cell.
    pub merged: Vec<usize>,
    /// What stands below the rows: a note, who filled it in.
    pub notes: Vec<&'static str>,
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
            line: None,
            headings: headings.to_vec(),
            rows,
            totals: Vec::new(),
            subtotals: false,
            merged: Vec::new(),
            notes: Vec::new(),
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

    /// With a line below the title.
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.line = Some(line.into());
        self
    }

    /// With a row of 小计 below each village.
    pub fn subtotals(mut self) -> Self {
        self.subtotals = true;
        self
    }

    /// With one merged cell for equal neighbours in these columns.
    pub fn merged(mut self, columns: &[usize]) -> Self {
        self.merged = columns.to_vec();
        self
    }

    /// With these lines below the rows.
    pub fn notes(mut self, notes: &[&'static str]) -> Self {
        self.notes = notes.to_vec();
        self
    }

    pub fn file(self, name: &'static str) -> File {
        File { name, tables: vec![self] }
    }

    /// One sheet for each of these villages, without the first column: the sheet's name says which village it is.
    pub fn by_village(self, name: &'static str, villages: &[&'static str]) -> File {
        let of = |village: &&'static str| {
            let is_there = |row: &&Vec<Cell>| matches!(&row[0], Cell::Text(text) if text == village);
            Table {
                sheet: village,
                title: self.title,
                line: self.line.clone().or_else(|| Some(format!("填报单位：{village}"))),
                headings: self.headings[1..].to_vec(),
                rows: self.rows.iter().filter(is_there).map(|row| row[1..].to_vec()).collect(),
                totals: self.totals.iter().map(|column| column - 1).collect(),
                subtotals: false,
                merged: self.merged.iter().filter(|column| **column > 0).map(|column| column - 1).collect(),
                notes: self.notes.clone(),
                days: self.days,
                numbers: self.numbers,
            }
        };
        File { name, tables: villages.iter().map(of).filter(|table| !table.rows.is_empty()).collect() }
    }

    /// Rows as they stand on the sheet; with `true` those that are sums.
    pub fn all_rows(&self) -> Vec<(bool, Vec<Cell>)> {
        let mut rows = Vec::new();
        let same = |one: &Vec<Cell>, other: &Vec<Cell>| one[0].words() == other[0].words();
        for block in self.rows.chunk_by(same) {
            rows.extend(block.iter().map(|row| (false, row.clone())));
            if self.subtotals {
                rows.push((true, self.sums(&format!("{}小计", block[0][0].words()), block)));
            }
        }
        if !self.totals.is_empty() {
            rows.push((true, self.sums("合计", &self.rows)));
        }
        rows
    }

    fn sums(&self, name: &str, rows: &[Vec<Cell>]) -> Vec<Cell> {
        let mut sums = vec![Cell::Empty; self.headings.len()];
        sums[0] = text(name);
        for column in &self.totals {
            sums[*column] = Cell::Number(sum(rows, *column));
        }
        sums
    }

    /// The text of a cell; `None` where it stays a number or date of the spreadsheet.
    pub fn written(&self, cell: &Cell, row: usize) -> Option<String> {
        match (cell, self.days, self.numbers) {
            (Cell::Text(text), ..) => Some(text.clone()),
            (Cell::Day(day), Days::Iso, _) => Some(day.iso()),
            (Cell::Day(day), Days::Chinese, _) => Some(day.chinese()),
            (Cell::Day(Day(year, month, day)), Days::Dots, _) => Some(format!("{year}.{month}.{day}")),
            (Cell::Day(Day(year, month, day)), Days::Slashes, _) => Some(format!("{year}/{month}/{day}")),
            (Cell::Number(digits), _, Numbers::FullWidth) if row % 9 == 4 => Some(full_width(digits)),
            (Cell::Number(digits), _, Numbers::Text | Numbers::FullWidth) => Some(digits.clone()),
            _ => None,
        }
    }
}

impl Cell {
    /// Its text, where it is text.
    pub fn words(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
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
