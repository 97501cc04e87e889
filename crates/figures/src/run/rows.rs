//! The rows of one lane and scope: what [`super::scan()`] folds, row by row.

use kernel::{Cut, Date, Problem};

use super::{
    lane::{Lane, World},
    plan::Plan,
    shared::Shared,
};
use crate::columns::{RowAt, Table};

/// A row behind a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// Where it stands.
    pub at: RowAt,
    /// Of a share, whether it belongs to the part; otherwise yes.
    pub part: bool,
    /// Its day: that which places it in the period; of a stock, the day it begins.
    pub day: Option<Date>,
}

/// The rows of the first scope of a lane; those of its whole, where it has a part.
pub fn rows(world: &World<'_>, table: &Table, cut: &Cut, lane: &Lane<'_>) -> Result<Vec<Found>, Problem> {
    let whole = Lane { part: None, ..lane.clone() };
    let lanes = [whole, lane.clone()];
    let plan = Plan::new(world, table, &lanes);
    let positions = table.positions(cut);
    let day = lane.day_column(table);
    let Some(scope) = lane.scopes.first() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (number, chunk) in table.chunks.iter().enumerate() {
        let known = chunk.known_at(&positions);
        if known.is_empty() {
            continue;
        }
        let mut shared = Shared::new(&plan);
        let (whole, _) = shared.bits(table, chunk, &known, &plan.lanes[0])?;
        let (part, _) = shared.bits(table, chunk, &known, &plan.lanes[1])?;
        for row in whole.rows().filter(|row| plan.is_within(chunk, *row, &plan.lanes[0], scope)) {
            let day = day.and_then(|column| chunk.columns[column].day(row)).map(Date::from_days);
            found.push(Found { at: RowAt { chunk: number, row }, part: part.get(row), day });
        }
    }
    Ok(found)
}
