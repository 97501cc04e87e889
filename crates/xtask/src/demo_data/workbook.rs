//! Tables as the files a clerk sends: workbooks with merged headings and cells, or text as older programs save it.

use std::{fs, path::Path};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{
    day::Day,
    sheet::{Cell, File, Table},
};
use crate::run::Outcome;

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
            lines.extend(table.line.clone());
            lines.push(table.headings.join(","));
            for (at, (_, row)) in table.all_rows().iter().enumerate() {
                let cells = row.iter().map(|cell| match cell {
                    Cell::Number(digits) => table.written(cell, at).unwrap_or_else(|| digits.clone()),
                    Cell::Day(day) => table.written(cell, at).unwrap_or_else(|| day.iso()),
                    _ => table.written(cell, at).unwrap_or_default(),
                });
                lines.push(cells.collect::<Vec<_>>().join(","));
            }
            lines.extend(table.notes.iter().map(|note| (*note).to_owned()));
        }
        encoding_rs::GB18030.encode(&format!("{}\r\n", lines.join("\r\n"))).0.into_owned()
    }

    /// The bytes of the workbook: the same on every machine, for the day of creation is fixed.
    fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2022, 12, 31)?));
        let looks = Looks::new();
        for table in &self.tables {
            fill(book.add_worksheet(), table, &looks)?;
        }
        book.save_to_buffer()
    }
}

/// How cells look.
struct Looks {
    title: Format,
    line: Format,
    heading: Format,
    cell: Format,
    date: Format,
    merged: Format,
    sum: Format,
}

impl Looks {
    fn new() -> Self {
        let centred = Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let cell = Format::new().set_border(FormatBorder::Thin);
        Self {
            title: centred.clone().set_bold().set_font_size(16),
            line: Format::new(),
            heading: centred.clone().set_bold().set_border(FormatBorder::Thin).set_text_wrap(),
            date: cell.clone().set_num_format("yyyy-mm-dd"),
            merged: centred.set_border(FormatBorder::Thin),
            sum: cell.clone().set_bold(),
            cell,
        }
    }
}

fn fill(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), XlsxError> {
    let width = column(table.headings.len() - 1);
    sheet.set_name(table.sheet)?;
    let mut row = 0;
    if let Some(title) = table.title {
        sheet.merge_range(0, 0, 0, width, title, &looks.title)?;
        sheet.set_row_height(0, 28)?;
        row = 1;
    }
    if let Some(line) = &table.line {
        sheet.write_string_with_format(row, 0, line, &looks.line)?;
        row += 1;
    }
    row = headings(sheet, table, row, &looks.heading)?;
    let rows = table.all_rows();
    for (at, (is_sum, cells)) in rows.iter().enumerate() {
        for (place, cell) in cells.iter().enumerate() {
            match run(table, &rows, at, place) {
                Some(0) => {}
                Some(more) => {
                    let last = row + more - 1;
                    sheet.merge_range(row, column(place), last, column(place), cell.words(), &looks.merged)?;
                }
                None => write(
                    sheet,
                    table,
                    (row, column(place), at),
                    cell,
                    if *is_sum { &looks.sum } else { &looks.cell },
                    looks,
                )?,
            }
        }
        row += 1;
    }
    for note in &table.notes {
        sheet.write_string_with_format(row, 0, *note, &looks.line)?;
        row += 1;
    }
    for place in 0..=width {
        sheet.set_column_width(place, 16)?;
    }
    if width > 4 {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Over how many rows a merged cell reaches that begins here; 0 where one from above covers this cell.
fn run(table: &Table, rows: &[(bool, Vec<Cell>)], at: usize, place: usize) -> Option<u32> {
    let words = |at: usize| rows.get(at).filter(|(is_sum, _)| !is_sum).map(|(_, cells)| cells[place].words());
    if !table.merged.contains(&place) || rows[at].0 {
        return None;
    }
    let own = words(at);
    if at > 0 && words(at - 1) == own {
        return Some(0);
    }
    let more = (at..rows.len()).take_while(|next| words(*next) == own).count();
    (more > 1).then(|| u32::try_from(more).unwrap_or(1))
}

fn write(
    sheet: &mut Worksheet,
    table: &Table,
    (row, place, at): (u32, u16, usize),
    cell: &Cell,
    look: &Format,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match (table.written(cell, at), cell) {
        (Some(text), _) => sheet.write_string_with_format(row, place, text, look)?,
        (None, Cell::Number(digits)) => {
            sheet.write_number_with_format(row, place, digits.parse::<f64>().unwrap_or_default(), look)?
        }
        (None, Cell::Day(Day(year, month, day))) => {
            let small = |number: &i64| u8::try_from(*number).unwrap_or(1);
            let date = ExcelDateTime::from_ymd(u16::try_from(*year).unwrap_or(2022), small(month), small(day))?;
            sheet.write_datetime_with_format(row, place, &date, &looks.date)?
        }
        _ => sheet.write_blank(row, place, look)?,
    };
    Ok(())
}

/// Writes the headings, over as many rows as the deepest has lines; answers the row below them.
fn headings(sheet: &mut Worksheet, table: &Table, first: u32, look: &Format) -> Result<u32, XlsxError> {
    let split: Vec<Vec<&str>> = table.headings.iter().map(|heading| heading.split('/').collect()).collect();
    let depth = split.iter().map(Vec::len).max().unwrap_or(1);
    for (place, lines) in split.iter().enumerate() {
        for (level, words) in lines.iter().enumerate() {
            let (top, left) = (first + row(level), column(place));
            if level + 1 == lines.len() {
                let bottom = first + row(depth - 1);
                if bottom > top {
                    sheet.merge_range(top, left, bottom, left, words, look)?;
                } else {
                    sheet.write_string_with_format(top, left, *words, look)?;
                }
                continue;
            }
            // A heading over several columns is written where the first of them stands.
            let shared = |other: &Vec<&str>| other.len() > level + 1 && other[..=level] == lines[..=level];
            if place == 0 || !shared(&split[place - 1]) {
                let more = split[place..].iter().take_while(|other| shared(other)).count();
                if more > 1 {
                    sheet.merge_range(top, left, top, column(place + more - 1), words, look)?;
                } else {
                    sheet.write_string_with_format(top, left, *words, look)?;
                }
            }
        }
    }
    Ok(first + row(depth))
}

fn row(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
