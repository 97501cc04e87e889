//! A cell that shows 35% holds 0.35, and the file does not tell us how it is shown. A whole column of such is asked
//! about, not guessed.

use kernel::{Decimal, Finding};
use pack::model::Ledger;
use rules::convert::Input;

use super::{
    columns::{Column, at},
    read::{Cell, Row},
    vocabulary::Target,
};

/// Fewer may just be small.
const FEWEST: usize = 3;

/// Columns of percentages, while their rows are read.
pub(super) struct Fractions<'a> {
    columns: Vec<Seen<'a>>,
}

/// What a column had so far.
struct Seen<'a> {
    column: &'a Column,
    numbers: usize,
    all_small: bool,
    is_broken: bool,
}

impl<'a> Fractions<'a> {
    pub fn new(columns: &'a [Column], ledger: &Ledger) -> Self {
        let asked = |column: &&Column| {
            let Some(Target::Field(id)) = &column.target else { return false };
            let measure = ledger.field(id.as_str()).and_then(|field| field.measure.as_ref());
            measure.is_some_and(|measure| measure.name == "%")
        };
        let seen = |column| Seen { column, numbers: 0, all_small: true, is_broken: false };
        Self { columns: columns.iter().filter(asked).map(seen).collect() }
    }

    /// Looks at a row as it stands.
    pub fn look(&mut self, row: &Row) {
        for seen in &mut self.columns {
            if let Some(number) = number(row.cell(seen.column.index)) {
                seen.numbers += 1;
                seen.all_small &= number >= Decimal::ZERO && number <= Decimal::ONE;
                seen.is_broken |= !number.is_integer();
            }
        }
    }

    /// Columns in which every number lies between 0 and 1.
    pub fn find(&self, sheet: Option<&str>, row: u32) -> Vec<Finding> {
        let say = |seen: &Seen<'_>| {
            let message = format!(
                "“{}”整列都在 0 和 1 之间，像是百分比格式的格子，现在按原数收，不乘 100。",
                seen.column.heading
            );
            Finding::warning("import.percent_as_fraction", message, at(sheet, row, seen.column.index))
                .hint("如果格子里看到的是 35%，请把这一列改成数 35 再导入。")
        };
        let asked = |seen: &&Seen<'_>| seen.numbers >= FEWEST && seen.all_small && seen.is_broken;
        self.columns.iter().filter(asked).map(say).collect()
    }
}

fn number(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Value(Input::Number(number)) => Some(*number),
        _ => None,
    }
}
