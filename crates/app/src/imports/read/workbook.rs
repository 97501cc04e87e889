//! Workbooks of any kind: xlsx that is not plain as a stream of cells, so that one stray cell at the far corner costs
//! nothing; xls and ods as ranges.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader, Sheets, Xlsx, open_workbook_auto_from_rs};
use kernel::{Date, Finding, Many};
use rules::convert::{Input, from_float, moment};

use super::{
    Cell, MOST_COLUMNS, MOST_ROWS, Merged, Row, Sheet,
    limits::{Budget, too_far},
    opendocument, unreadable,
};

/// Years that a cell formatted as a day can have meant.
const DAYS: std::ops::RangeInclusive<i16> = 1901..=9999;

type Bytes<'a> = Cursor<&'a [u8]>;

/// The sheets of a workbook. The parser of a foreign format may fall over a crafted file; that is an unreadable file, too.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    catch_unwind(AssertUnwindSafe(|| all(bytes))).unwrap_or_else(|_| Err(damaged()))
}

fn all(bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    if is_encrypted(bytes) {
        return Err(locked());
    }
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let mut budget = Budget::new();
    let names = workbook.sheet_names();
    let spanned = if matches!(workbook, Sheets::Ods(_)) { opendocument::merged(bytes) } else { BTreeMap::new() };
    let mut read = |name: String| {
        let spanned = spanned.get(&name).cloned().unwrap_or_default();
        let mut sheet = sheet(&mut workbook, name, &mut budget)?;
        sheet.merged.extend(spanned);
        Ok(sheet)
    };
    names.into_iter().map(&mut read).collect()
}

fn sheet(workbook: &mut Sheets<Bytes<'_>>, name: String, budget: &mut Budget) -> Result<Sheet, Finding> {
    let mut rows = Rows::default();
    let mut put = |row: u32, column: u32, cell: Cell| -> Result<(), Finding> {
        if cell.is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(too_far(&format!("工作表“{name}”的第{}行第{}列有内容", row + 1, column + 1)));
        }
        let cells = rows.at(row);
        let column = column as usize;
        budget.take((column + 1).saturating_sub(cells.len()), cell.size())?;
        cells.resize(cells.len().max(column + 1), Cell::Value(Input::Empty));
        cells[column] = cell;
        Ok(())
    };
    let merged = match workbook {
        Sheets::Xlsx(xlsx) => {
            stream(xlsx, &name, &mut put)?;
            xlsx.merge_cells_by_sheet_name(&name).unwrap_or_default()
        }
        other => {
            let formulas = other.worksheet_formula(&name).ok();
            let range = other.worksheet_range(&name).map_err(broken)?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let (row, column) = (top.saturating_add(narrow(row)), left.saturating_add(narrow(column)));
                put(row, column, cell(borrowed(value)))?;
            }
            if let Some(formulas) = formulas {
                let (top, left) = formulas.start().unwrap_or_default();
                for (row, column, text) in formulas.used_cells() {
                    let (row, column) = (top.saturating_add(narrow(row)), left.saturating_add(narrow(column)));
                    if !text.is_empty() && matches!(range.get_value((row, column)), None | Some(Data::Empty)) {
                        put(row, column, Cell::Formula)?;
                    }
                }
            }
            match other {
                Sheets::Xls(xls) => xls.merge_cells_by_sheet_name(&name).unwrap_or_default(),
                _ => Vec::new(),
            }
        }
    };
    Ok(Sheet { name: Some(name), rows: rows.all(), merged: merged.iter().map(Merged::from).collect() })
}

fn stream(
    xlsx: &mut Xlsx<Bytes<'_>>,
    name: &str,
    put: &mut dyn FnMut(u32, u32, Cell) -> Result<(), Finding>,
) -> Result<(), Finding> {
    let mut cells = match xlsx.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet that is a chart has no cells.
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(broken(error)),
    };
    while let Some(record) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        let (row, column) = record.pos;
        let unset = record.formula.is_some() && matches!(record.value, DataRef::Empty);
        put(row, column, if unset { Cell::Formula } else { cell(record.value) })?;
    }
    Ok(())
}

/// Rows by their numbers. Files bring the cells of a row together and the rows in order; what comes otherwise is kept
/// apart until the end.
#[derive(Default)]
struct Rows {
    in_order: Many<Row>,
    /// The number of the last of these.
    last: u32,
    other: BTreeMap<u32, Vec<Cell>>,
    at_hand: Option<Row>,
}

impl Rows {
    /// The cells of a row, counted from 0.
    fn at(&mut self, row: u32) -> &mut Vec<Cell> {
        let number = row + 1;
        if self.at_hand.as_ref().is_some_and(|at_hand| at_hand.number != number) {
            self.put_aside();
        }
        let other = &mut self.other;
        let at_hand =
            self.at_hand.get_or_insert_with(|| Row { number, cells: other.remove(&number).unwrap_or_default() });
        &mut at_hand.cells
    }

    fn put_aside(&mut self) {
        let Some(row) = self.at_hand.take() else { return };
        if row.number > self.last {
            self.last = row.number;
            self.in_order.push(row);
        } else {
            self.other.insert(row.number, row.cells);
        }
    }

    /// All of them, in order. Of a row that came in parts the later cells count.
    fn all(mut self) -> Many<Row> {
        self.put_aside();
        if self.other.is_empty() {
            return self.in_order;
        }
        let mut all = Many::default();
        let mut other = self.other;
        for row in self.in_order.iter() {
            while let Some(before) = other.first_entry().filter(|entry| *entry.key() < row.number) {
                all.push(Row { number: *before.key(), cells: before.remove() });
            }
            let mut row = row.into_owned();
            for (column, cell) in other.remove(&row.number).unwrap_or_default().into_iter().enumerate() {
                row.cells.resize(row.cells.len().max(column + 1), Cell::Value(Input::Empty));
                if !cell.is_empty() {
                    row.cells[column] = cell;
                }
            }
            all.push(row);
        }
        all.extend(other.into_iter().map(|(number, cells)| Row { number, cells }));
        all
    }
}

/// A cell as calamine tells it.
pub(super) fn cell(value: DataRef<'_>) -> Cell {
    Cell::Value(match value {
        DataRef::Empty => Input::Empty,
        DataRef::String(text) if text.trim().is_empty() => Input::Empty,
        DataRef::SharedString(text) if text.trim().is_empty() => Input::Empty,
        DataRef::String(text) | DataRef::DurationIso(text) => Input::Text(text),
        DataRef::SharedString(text) => Input::Text(text.to_owned()),
        DataRef::DateTimeIso(text) => Input::Text(text.replace('T', " ")),
        DataRef::Int(number) => Input::Number(number.into()),
        DataRef::Float(number) => from_float(number).map_or_else(|| Input::Text(number.to_string()), Input::Number),
        DataRef::Bool(yes) => Input::Bool(yes),
        DataRef::DateTime(when) => day_or_moment(&when),
        DataRef::Error(error) => return Cell::Error(error.to_string()),
    })
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Empty => DataRef::Empty,
        Data::String(text) => DataRef::SharedString(text),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(when) => DataRef::DateTime(*when),
        Data::Error(error) => DataRef::Error(error.clone()),
    }
}

/// Sheets keep days and moments as one number and say by the format which it is.
fn day_or_moment(when: &ExcelDateTime) -> Input {
    let number = || from_float(when.as_f64()).map_or(Input::Empty, Input::Number);
    if when.is_duration() {
        return number();
    }
    let (year, month, day, hour, minute, ..) = when.to_ymd_hms_milli();
    let parts = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
    match parts.and_then(|((year, month), day)| Date::new(year, month, day)) {
        // A number that was only made to look like a day is read as the number it is.
        Some(day) if !DAYS.contains(&day.year()) => number(),
        Some(day) if (hour, minute) == (0, 0) => Input::Date(day),
        Some(day) => Input::Time(moment(day, i64::from(hour) * 60 + i64::from(minute))),
        None => number(),
    }
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn broken(error: impl Into<calamine::Error>) -> Finding {
    // What else it says may repeat cells, and is not written down.
    if error.into().to_string().contains("password") { locked() } else { damaged() }
}

/// A workbook with a password is a container of another kind that names what it holds, in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) && bytes.windows(name.len()).any(|part| part == name)
}

fn locked() -> Finding {
    unreadable("工作簿有打开密码。", "请用表格软件打开，去掉密码另存后再导入。")
}

fn damaged() -> Finding {
    unreadable("工作簿打不开：文件已损坏，或不是表格文件。", "请用表格软件打开，另存为 xlsx 后再导入。")
}

impl From<&Dimensions> for Merged {
    fn from(at: &Dimensions) -> Self {
        Self {
            first_row: at.start.0 + 1,
            last_row: at.end.0 + 1,
            first_column: at.start.1 as usize,
            last_column: at.end.1 as usize,
        }
    }
}
