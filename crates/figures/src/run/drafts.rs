//! Which lanes share a cube: those that read the same rows by the same days and places, and whose filters, after those
//! that all of them begin with, read only columns of few different values. What would make a cube too large begins another.

use std::collections::BTreeSet;

use pack::model::Aggregate;

use super::{
    cube::Cube,
    lane::{Lane, PlacedBy},
    plan::{Plan, When},
};
use crate::columns::{Table, column::Shape};

/// The most combinations of values along the columns of a cube.
const COMBINATIONS: usize = 4_096;

/// The most different integers of a column, nothing included.
const NUMBERS: usize = 64;

/// The most cells, all folds counted, whatever the table.
const CELLS: usize = 1 << 20;

/// The most days from the first to the last period of a cube.
const DAYS: i32 = 1 << 15;

/// Fewer lanes than these are as well served by bitmaps.
const FEWEST: usize = 3;

/// A cube in the making.
#[derive(Clone)]
pub(super) struct Draft<'a> {
    key: Key,
    /// The filters that all lanes begin with: they are asked of rows, before any cell is. Always a beginning, for a row that
    /// an earlier filter leaves out is never undecided by a later one.
    pub common: Vec<usize>,
    /// The columns that the other filters read, in order.
    pub columns: BTreeSet<usize>,
    /// Where periods begin, and the days after their last; none where rows exist on a day.
    pub cuts: BTreeSet<i32>,
    /// What is folded.
    pub aggregates: Vec<&'a Aggregate>,
    /// The lanes.
    pub lanes: Vec<usize>,
}

/// What lanes of one cube have in common. Periods of one column of days may differ.
#[derive(Clone, PartialEq, Eq)]
struct Key {
    days: Option<usize>,
    when: Option<usize>,
    spell: Option<i32>,
    place: (usize, PlacedBy),
}

/// The cubes, and the numbers of the lanes that go without.
pub(super) fn divide<'a>(table: &Table, plan: &Plan<'_>, lanes: &[Lane<'a>]) -> (Vec<Cube>, Vec<usize>) {
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    let mut alone = Vec::new();
    for (number, lane) in lanes.iter().enumerate() {
        let Some(own) = Draft::of(plan, number, lane) else {
            alone.push(number);
            continue;
        };
        let joined = drafts.iter_mut().find_map(|draft| {
            let both = draft.with(&own, table, plan).filter(|both| both.fits(table, plan))?;
            *draft = both;
            Some(())
        });
        match joined {
            Some(()) => {}
            None if own.fits(table, plan) => drafts.push(own),
            None => alone.push(number),
        }
    }
    let (cubes, few): (Vec<_>, Vec<_>) = drafts.into_iter().partition(|draft| draft.lanes.len() >= FEWEST);
    alone.extend(few.into_iter().flat_map(|draft| draft.lanes));
    (cubes.into_iter().map(|draft| Cube::new(table, plan, &draft, lanes)).collect(), alone)
}

/// How many different things a column may say, nothing included; `None` where that is not known to be few.
pub(super) fn size(table: &Table, column: usize) -> Option<usize> {
    match table.layout.shape(column) {
        Shape::Text | Shape::Codes => Some(table.dictionaries[column].texts().count() as usize + 1),
        Shape::Bool => Some(3),
        // As many as lie between the least and the most that ever stood there, whether or not they do.
        Shape::Number(_) | Shape::Day | Shape::Moment => {
            let (least, most) = table.ranges[column];
            let different = if most < least { 0 } else { i128::from(most) - i128::from(least) + 1 };
            usize::try_from(different + 1).ok().filter(|size| *size <= NUMBERS)
        }
    }
}

impl<'a> Draft<'a> {
    /// A cube for one lane. What is counted as different is no sum over cells.
    fn of(plan: &Plan<'_>, number: usize, lane: &Lane<'a>) -> Option<Self> {
        let aggregate = Some(&lane.fold.aggregate).filter(|aggregate| !matches!(aggregate, Aggregate::Distinct(_)))?;
        let laid = &plan.lanes[number];
        let (days, when, cuts) = match plan.when[laid.when] {
            When::Between(None, ..) => return None,
            When::Between(Some(column), first, last) => (Some(column), None, BTreeSet::from([first, last + 1])),
            When::Exists(_) => (None, Some(laid.when), BTreeSet::new()),
        };
        let key = Key { days, when, spell: laid.spell, place: laid.place };
        let (common, columns) = (laid.filters.clone(), BTreeSet::new());
        Some(Self { key, common, columns, cuts, aggregates: vec![aggregate], lanes: vec![number] })
    }

    fn with(&self, other: &Self, table: &Table, plan: &Plan<'_>) -> Option<Self> {
        if self.key != other.key {
            return None;
        }
        let mut both = self.clone();
        both.cuts.extend(&other.cuts);
        let new = other.aggregates.iter().filter(|aggregate| !self.aggregates.contains(aggregate));
        both.aggregates.extend(new);
        both.lanes.extend(&other.lanes);
        let alike = self.common.iter().zip(&other.common).take_while(|(one, other)| one == other).count();
        if (alike, alike) == (self.common.len(), other.common.len()) {
            return Some(both);
        }
        both.common.truncate(alike);
        both.columns = both.read(table, plan)?;
        Some(both)
    }

    /// The columns that filters read after those that all lanes begin with.
    fn read(&self, table: &Table, plan: &Plan<'_>) -> Option<BTreeSet<usize>> {
        let own = self.lanes.iter().flat_map(|lane| plan.lanes[*lane].filters.iter().skip(self.common.len()));
        let filters: BTreeSet<usize> = own.copied().collect();
        let names = filters.iter().flat_map(|filter| plan.filters[*filter].0.columns());
        names.map(|(name, _)| table.layout.place(name)).collect()
    }

    /// Whether it stays small: in itself, and against the table.
    fn fits(&self, table: &Table, plan: &Plan<'_>) -> bool {
        let mut sizes = self.columns.iter().map(|column| size(table, *column));
        let combinations = sizes.try_fold(1_usize, |all, size| all.checked_mul(size?));
        let Some(combinations) = combinations.filter(|combinations| *combinations <= COMBINATIONS) else {
            return false;
        };
        let span = self.cuts.last().zip(self.cuts.first()).map_or(0, |(last, first)| last.saturating_sub(*first));
        let places = self.lanes.first().map_or(1, |number| plan.cells(&plan.lanes[*number]));
        let cells = combinations.saturating_mul(self.cuts.len().max(2) - 1).saturating_mul(places);
        let rows: usize = table.chunks.iter().map(|chunk| chunk.len).sum();
        span <= DAYS && cells <= rows.max(COMBINATIONS) && cells.saturating_mul(1 + self.aggregates.len()) <= CELLS
    }
}
