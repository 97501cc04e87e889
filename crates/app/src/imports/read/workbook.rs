//! Workbooks: xlsx as a stream of cells, so that one stray cell at the far corner costs nothing; xls and ods as ranges.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader, Sheets, Xlsx, open_workbook_auto_from_rs};
use kernel::{Date, Finding};
use rules::convert::{Input, from_float, moment};

use super::{Cell, MOST_COLUMNS, MOST_ROWS, Merged, Row, Sheet, limits::Budget, unreadable};

/// Years that a cell formatted as a day can have meant.
const DAYS: std::ops::RangeInclusive<i16> = 1901..=9999;

type Bytes<'a> = Cursor<&'a [u8]>;

/// The parser of a foreign format may fall over a crafted file; that is an unreadable file, too.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    catch_unwind(AssertUnwindSafe(|| all(bytes))).unwrap_or_else(|_| Err(damaged()))
}

fn all(bytes: &[u8]) -> Result<Vec<Sheet>, Finding> {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let names = workbook.sheet_names();
    let mut budget = Budget::new();
    names.into_iter().map(|name| sheet(&mut workbook, name, &mut budget)).collect()
}

fn sheet(workbook: &mut Sheets<Bytes<'_>>, name: String, budget: &mut Budget) -> Result<Sheet, Finding> {
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    let mut put = |row: u32, column: u32, cell: Cell| -> Result<(), Finding> {
        if cell.is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(unreadable(
                format!("工作表“{name}”的第{}行第{}列有内容，超过20万行或256列。", row + 1, column + 1),
                "请删去表格以外的内容，或分成几个文件导入。",
            ));
        }
        let cells = rows.entry(row).or_default();
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
                put(row, column, cell(value))?;
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
    let rows = rows.into_iter().map(|(row, cells)| Row { number: row + 1, cells }).collect();
    Ok(Sheet { name: Some(name), rows, merged: merged.iter().map(Merged::from).collect() })
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
        put(row, column, if unset { Cell::Formula } else { cell(&Data::from(record.value)) })?;
    }
    Ok(())
}

fn cell(value: &Data) -> Cell {
    Cell::Value(match value {
        Data::Empty => Input::Empty,
        Data::String(text) if text.trim().is_empty() => Input::Empty,
        Data::String(text) | Data::DurationIso(text) => Input::Text(text.clone()),
        Data::DateTimeIso(text) => Input::Text(text.replace('T', " ")),
        Data::Int(number) => Input::Number((*number).into()),
        Data::Float(number) => from_float(*number).map_or_else(|| Input::Text(number.to_string()), Input::Number),
        Data::Bool(yes) => Input::Bool(*yes),
        Data::DateTime(when) => day_or_moment(when),
        Data::Error(error) => return Cell::Error(error.to_string()),
    })
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
    let text = error.into().to_string();
    if text.contains("password") {
        return unreadable("工作簿有打开密码。", "请去掉密码后再导入。");
    }
    tracing::debug!(error = text, "imports.workbook");
    damaged()
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
