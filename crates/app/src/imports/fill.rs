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

/// What merged cells say of the rows below the headings.
#[derive(Default)]
pub(super) struct Filled {
    /// The columns that were filled in each row, from 1.
    pub cells: BTreeMap<u32, Vec<u32>>,
    /// Rows under a merged cell that say nothing of their own: the lower half of the record above.
    pub continued: BTreeSet<u32>,
    /// What was filled in each row.
    said: BTreeMap<u32, Vec<(usize, Cell)>>,
}

impl Filled {
    /// A row with what is filled in it.
    pub fn row<'r>(&self, own: Cow<'r, Row>) -> Cow<'r, Row> {
        let Some(said) = self.said.get(&own.number) else { return own };
        let mut row = own.into_owned();
        for (column, cell) in said {
            put(&mut row, *column, cell.clone());
        }
        Cow::Owned(row)
    }
}

pub(super) fn down(sheet: &Sheet, header: &Header, columns: &[Column], ledger: &Ledger) -> Filled {
    let mut filled = Filled::default();
    let repeats = |area: &&Merged| {
        let column = columns.iter().find(|column| column.index == area.first_column);
        area.last_row > area.first_row && area.first_row > header.row && column.is_some_and(|c| repeats(c, ledger))
    };
    for area in sheet.merged.iter().filter(repeats) {
        let Some(from) = sheet.find(area.first_row) else { continue };
        let said = sheet.rows.get(from).map(|corner| corner.cell(area.first_column).clone());
        let Some(said) = said.filter(|said| !said.is_empty()) else { continue };
        for row in sheet.rows.iter_from(from + 1).take_while(|row| row.number <= area.last_row) {
            if left_out(&row, &sheet.merged).is_some() || !row.cell(area.first_column).is_empty() {
                continue;
            }
            if !speaks(&row, columns) {
                filled.continued.insert(row.number);
                continue;
            }
            filled.said.entry(row.number).or_default().push((area.first_column, said.clone()));
            let column = u32::try_from(area.first_column + 1).unwrap_or(u32::MAX);
            filled.cells.entry(row.number).or_default().push(column);
        }
    }
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
