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

/// Columns of percentages in which every number lies between 0 and 1.
pub(super) fn find(sheet: Option<&str>, row: u32, rows: &[&Row], columns: &[Column], ledger: &Ledger) -> Vec<Finding> {
    let asked = |column: &&Column| {
        let Some(Target::Field(id)) = &column.target else { return false };
        let measure = ledger.field(id.as_str()).and_then(|field| field.measure.as_ref());
        if measure.is_none_or(|measure| measure.name != "%") {
            return false;
        }
        let numbers: Vec<Decimal> = rows.iter().filter_map(|row| number(row.cell(column.index))).collect();
        numbers.len() >= FEWEST
            && numbers.iter().all(|number| *number >= Decimal::ZERO && *number <= Decimal::ONE)
            && numbers.iter().any(|number| !number.is_integer())
    };
    let say = |column: &Column| {
        let message =
            format!("“{}”整列都在 0 和 1 之间，像是百分比格式的格子，现在按原数收，不乘 100。", column.heading);
        Finding::warning("import.percent_as_fraction", message, at(sheet, row, column.index))
            .hint("如果格子里看到的是 35%，请把这一列改成数 35 再导入。")
    };
    columns.iter().filter(asked).map(say).collect()
}

fn number(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Value(Input::Number(number)) => Some(*number),
        _ => None,
    }
}
