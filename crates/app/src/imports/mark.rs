//! What is wrong, said in a copy of the file that was handed in: the cell is red, the sentence stands in a last
//! column. The copy can be mended and handed in as it is; the last column is understood and left out.

use std::{borrow::Cow, collections::BTreeMap};

use kernel::{Finding, Problem};
use rules::convert::Input;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{
    read::{self, Cell, Row, Sheet},
    report::ImportReport,
    vocabulary::PROBLEMS,
};

/// More digits than a sheet's number keeps.
const DIGITS: usize = 15;
/// The most rows of a copy: it is made in memory, and whoever has a hundred thousand rows mends them where they come
/// from. Of November 2026.
const MOST_ROWS: usize = 200_000;
/// How wide a column may become, in pixels.
const WIDEST: u32 = 260;

/// A copy of a file with the findings of its report beside the cells.
pub fn mark(bytes: &[u8], name: &str, report: &ImportReport) -> Result<Vec<u8>, Problem> {
    let sheets = read::sheets(name, bytes).map_err(|finding| {
        Problem::new("import.unreadable", finding.message.clone()).hint(finding.hint.clone().unwrap_or_default())
    })?;
    let rows: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    if rows > MOST_ROWS {
        let message = format!("这份表有 {rows} 行，太长了，不做标出问题的副本。");
        return Err(Problem::new("import.too_long_to_mark", message)
            .hint("请看网页上列出的问题，在原来的地方改正后再交；或分成几个文件。"));
    }
    let mut book = Workbook::new();
    let read = report.sheets.first();
    for sheet in &sheets {
        let first = read.is_none() || sheet.name.as_ref() == read;
        let of_sheet = |finding: &&Finding| match &finding.place.sheet {
            Some(named) => sheet.name.as_ref() == Some(named),
            None => first,
        };
        let findings: Vec<&Finding> = report.findings.iter().filter(of_sheet).collect();
        let child = report.children.iter().find(|child| Some(&child.sheet) == sheet.name.as_ref());
        let header = child.map_or(report.header_row, |child| child.header_row);
        let page = Marked { sheet, findings, header };
        page.write(book.add_worksheet()).map_err(unwritten)?;
    }
    book.save_to_buffer().map_err(unwritten)
}

struct Marked<'a> {
    sheet: &'a Sheet,
    findings: Vec<&'a Finding>,
    header: u32,
}

/// How cells look.
struct Looks {
    plain: Format,
    wrong: Format,
    doubtful: Format,
    said: Format,
}

impl Marked<'_> {
    fn write(&self, to: &mut Worksheet) -> Result<(), XlsxError> {
        if let Some(name) = &self.sheet.name {
            to.set_name(name)?;
        }
        let looks = Looks::new();
        let width = self.sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut cells: BTreeMap<(u32, usize), bool> = BTreeMap::new();
        let mut said: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for finding in &self.findings {
            let row = finding.place.line.unwrap_or(self.header).max(1);
            if let (Some(line), Some(column)) = (finding.place.line, finding.place.column) {
                *cells.entry((line, column as usize - 1)).or_default() |= finding.is_error();
            }
            let hint = finding.hint.as_deref().unwrap_or_default();
            said.entry(row).or_default().push(format!("{}{hint}", finding.message));
        }
        for area in self.sheet.merged.iter().filter(|area| area.last_row <= self.last()) {
            let corner = (area.first_row - 1, narrow(area.first_column));
            let end = (area.last_row - 1, narrow(area.last_column));
            let centre = looks.plain.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
            to.merge_range(corner.0, corner.1, end.0, end.1, "", &centre)?;
        }
        for row in self.sheet.rows.iter() {
            for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let look = looks.of(cells.get(&(row.number, column)).copied());
                put(to, row.number - 1, narrow(column), cell, look)?;
            }
        }
        for ((row, column), error) in &cells {
            if self.row(*row).is_none_or(|found| found.cell(*column).is_empty()) {
                to.write_blank(row - 1, narrow(*column), looks.of(Some(*error)))?;
            }
        }
        if !self.findings.is_empty() {
            let last = narrow(width);
            let above = said.remove(&self.header.max(1)).unwrap_or_default();
            let head: Vec<String> = std::iter::once(PROBLEMS.to_owned()).chain(above).collect();
            // Under the word alone the column is known again; what is wrong with the headings goes in its note.
            to.write_string_with_format(self.header.max(1) - 1, last, PROBLEMS, &looks.said)?;
            if head.len() > 1 {
                let note = rust_xlsxwriter::Note::new(head[1..].join("\n")).set_author("");
                to.insert_note(self.header.max(1) - 1, last, &note)?;
            }
            for (row, sentences) in said {
                to.write_string_with_format(row - 1, last, sentences.join("\n"), &looks.said)?;
            }
        }
        to.set_autofit_max_width(WIDEST).autofit();
        Ok(())
    }

    fn row(&self, number: u32) -> Option<Cow<'_, Row>> {
        self.sheet.rows.get(self.sheet.find(number)?)
    }

    fn last(&self) -> u32 {
        self.sheet.rows.len().checked_sub(1).and_then(|at| self.sheet.rows.get(at)).map_or(0, |row| row.number)
    }
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_border(FormatBorder::Thin).set_border_color("#D9D9D9");
        Self {
            wrong: cell.clone().set_background_color("#FFC7CE").set_font_color("#9C0006"),
            doubtful: cell.clone().set_background_color("#FFEB9C"),
            said: Format::new().set_font_color("#9C0006").set_text_wrap().set_align(FormatAlign::Top),
            plain: cell,
        }
    }

    fn of(&self, marked: Option<bool>) -> &Format {
        match marked {
            None => &self.plain,
            Some(true) => &self.wrong,
            Some(false) => &self.doubtful,
        }
    }
}

fn put(to: &mut Worksheet, row: u32, column: u16, cell: &Cell, look: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Value(Input::Number(number)) => {
            let text = kernel::number::plain(*number);
            let fits = text.bytes().filter(u8::is_ascii_digit).count() <= DIGITS;
            // A sheet keeps numbers as binary fractions; up to fifteen digits come back as they were.
            match text.parse::<f64>().ok().filter(|_| fits) {
                Some(number) => to.write_number_with_format(row, column, number, look)?,
                None => to.write_string_with_format(row, column, text, look)?,
            };
        }
        Cell::Value(Input::Date(day)) => match ExcelDateTime::parse_from_str(&day.to_string()) {
            Ok(moment) => {
                to.write_datetime_with_format(row, column, moment, &look.clone().set_num_format("yyyy-mm-dd"))?;
            }
            Err(_) => {
                to.write_string_with_format(row, column, day.to_string(), look)?;
            }
        },
        Cell::Value(Input::Bool(yes)) => {
            to.write_boolean_with_format(row, column, *yes, look)?;
        }
        Cell::Value(input) => {
            to.write_string_with_format(row, column, input.text(), look)?;
        }
        Cell::Formula => {
            to.write_blank(row, column, look)?;
        }
        Cell::Error(error) => {
            to.write_string_with_format(row, column, error, look)?;
        }
    }
    Ok(())
}

fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn unwritten(error: XlsxError) -> Problem {
    Problem::new("import.unmarked", "标出问题的表格写不出来。").hint("请看网页上列出的问题。").detail(error)
}
