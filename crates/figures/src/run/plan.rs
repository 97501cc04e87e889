//! What lanes need of a table, each different thing once.

use std::sync::Arc;

use expr::{Constants, Expression};
use kernel::{Boundaries, UnitId};

use super::{
    lane::{Lane, PlacedBy, World},
    places::Places,
};
use crate::columns::{Chunk, Table};

/// Filters, days and placements of all lanes.
pub(super) struct Plan<'a> {
    /// Each filter with what its constants are.
    pub filters: Vec<(&'a Expression, Constants)>,
    /// Which rows belong to which period.
    pub when: Vec<When>,
    /// One for each of the two boundaries.
    pub places: Vec<Arc<Places>>,
    /// The lanes.
    pub lanes: Vec<Laid>,
}

/// A lane by the numbers of what it needs.
pub(super) struct Laid {
    pub filters: Vec<usize>,
    pub when: usize,
    pub spell: Option<i32>,
    pub place: (usize, PlacedBy),
    /// The column of a row's day.
    pub day: Option<usize>,
}

/// Which rows belong to a period.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Between(Option<usize>, i32, i32),
    Exists(i32),
}

impl<'a> Plan<'a> {
    /// Lays the lanes over a table.
    pub fn new(world: &World<'_>, table: &Table, lanes: &[Lane<'a>]) -> Self {
        let places = [Boundaries::Then, Boundaries::Now].map(|boundaries| {
            let lanes = lanes.iter().filter(|lane| lane.boundaries == boundaries);
            table.places.of(world, table, lanes.flat_map(|lane| lane.scopes.clone()).collect(), boundaries)
        });
        let mut plan = Plan { filters: Vec::new(), when: Vec::new(), places: places.into(), lanes: Vec::new() };
        for lane in lanes {
            let (first, last) = (lane.period.first().days(), lane.period.last().days());
            let expressions = lane.fold.filter.iter().chain(lane.part);
            let filters = expressions.map(|expression| plan.filter(expression, world, lane)).collect();
            let day = lane.day_column(table);
            let when = match lane.fold.moment {
                pack::model::Moment::InPeriod(_) => When::Between(day, first, last),
                pack::model::Moment::OnLastDay => When::Exists(last),
            };
            let when = plan.when.iter().position(|known| *known == when).unwrap_or_else(|| {
                plan.when.push(when);
                plan.when.len() - 1
            });
            let spell = table.layout.spells.then_some(last);
            let place = (usize::from(lane.boundaries == Boundaries::Now), lane.placed_by(table, world));
            plan.lanes.push(Laid { filters, when, spell, place, day });
        }
        plan
    }

    fn filter(&mut self, expression: &'a Expression, world: &World<'_>, lane: &Lane<'_>) -> usize {
        let constants = world.constants(expression, lane.period);
        let same = |(known, with): &(&Expression, Constants)| *known == expression && *with == constants;
        self.filters.iter().position(same).unwrap_or_else(|| {
            self.filters.push((expression, constants));
            self.filters.len() - 1
        })
    }

    /// The cell of a row.
    pub fn cell(&self, chunk: &Chunk, row: usize, laid: &Laid) -> u32 {
        let (place, by) = laid.place;
        self.places[place].cell(chunk.unit.code(row), || day_of(chunk, row, by))
    }

    /// Each of these rows with the first of the `width` cells of its place. One loop for each way units and days lie.
    pub fn place(&self, chunk: &Chunk, rows: &[u32], laid: &Laid, width: u32, placed: &mut Vec<(u32, u32)>) {
        placed.clear();
        let (number, by) = laid.place;
        let places = &self.places[number];
        let rows = rows.iter().map(|row| (*row as usize, *row));
        chunk.unit.each(rows, |at, row, unit| {
            placed.push((row, places.cell(u32::try_from(unit).unwrap_or_default(), || day_of(chunk, at, by)) * width));
        });
    }

    /// Whether a row lies in a scope of its lane.
    pub fn is_within(&self, chunk: &Chunk, row: usize, laid: &Laid, scope: &UnitId) -> bool {
        self.cells_of(laid, scope).contains(&(self.cell(chunk, row, laid) as usize))
    }

    /// The cells that lie in a scope of a lane, in order.
    pub fn cells_of(&self, laid: &Laid, scope: &UnitId) -> &[usize] {
        self.places[laid.place.0].within(scope)
    }

    /// How many cells there are for a lane.
    pub fn cells(&self, laid: &Laid) -> usize {
        self.places[laid.place.0].count()
    }
}

/// The day by which a row is placed.
fn day_of(chunk: &Chunk, row: usize, by: PlacedBy) -> i32 {
    match by {
        PlacedBy::Day(day) => day,
        PlacedBy::Column(column) => chunk.columns[column].day(row).unwrap_or(i32::MIN),
    }
}
