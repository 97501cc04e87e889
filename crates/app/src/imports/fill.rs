//! Cells merged over several rows say the same of each: a household's head beside all its members. Amounts do not:
//! what stands once is counted once. Blank cells that are not merged stay blank.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use pack::model::{FieldType, Ledger};

use super::{
    columns::Column,
    headers::{Header, left_out},
    read::{Cell, Merged, Row, Sheet},
    vocabulary::Target,
};

/// The rows below the headings, merged cells filled down.
pub(super) struct Filled<'a> {
    pub rows: Cow<'a, [Row]>,
    /// The columns that were filled in each row, from 1.
    pub cells: BTreeMap<u32, Vec<u32>>,
    /// Rows under a merged cell that say nothing of their own: the lower half of the record above.
    pub continued: BTreeSet<u32>,
}

pub(super) fn down<'a>(sheet: &'a Sheet, header: &Header, columns: &[Column], ledger: &Ledger) -> Filled<'a> {
    let rows = &sheet.rows[header.data..];
    let mut filled = Filled { rows: Cow::Borrowed(rows), cells: BTreeMap::new(), continued: BTreeSet::new() };
    let repeats = |area: &&Merged| {
        let column = columns.iter().find(|column| column.index == area.first_column);
        area.last_row > area.first_row && area.first_row > header.row && column.is_some_and(|c| repeats(c, ledger))
    };
    let areas: Vec<&Merged> = sheet.merged.iter().filter(repeats).collect();
    if areas.is_empty() {
        return filled;
    }
    let mut copies: Vec<Row> = rows.to_vec();
    for area in areas {
        let from = rows.partition_point(|row| row.number < area.first_row);
        let to = rows.partition_point(|row| row.number <= area.last_row);
        let Some(corner) = rows.get(from).filter(|row| row.number == area.first_row) else { continue };
        let said = corner.cell(area.first_column).clone();
        if said.is_empty() {
            continue;
        }
        for at in from + 1..to {
            let row = &rows[at];
            if left_out(row, &sheet.merged).is_some() || !row.cell(area.first_column).is_empty() {
                continue;
            }
            if !speaks(row, columns) {
                filled.continued.insert(row.number);
                continue;
            }
            put(&mut copies[at], area.first_column, said.clone());
            let column = u32::try_from(area.first_column + 1).unwrap_or(u32::MAX);
            filled.cells.entry(row.number).or_default().push(column);
        }
    }
    filled.rows = Cow::Owned(copies);
    filled
}

/// Whether what a column says of the first row it says of all.
fn repeats(column: &Column, ledger: &Ledger) -> bool {
    match &column.target {
        Some(Target::Field(id)) => ledger.field(id.as_str()).is_some_and(|field| {
            !matches!(field.ty, FieldType::Integer | FieldType::Decimal { .. } | FieldType::Money | FieldType::Table(_))
        }),
        Some(Target::Nothing) | None => false,
        Some(_) => true,
    }
}

fn speaks(row: &Row, columns: &[Column]) -> bool {
    let brings = |column: &&Column| !matches!(column.target, None | Some(Target::Nothing));
    columns.iter().filter(brings).any(|column| !row.cell(column.index).is_empty())
}

fn put(row: &mut Row, column: usize, cell: Cell) {
    if row.cells.len() <= column {
        row.cells.resize(column + 1, Cell::Value(rules::convert::Input::Empty));
    }
    row.cells[column] = cell;
}
