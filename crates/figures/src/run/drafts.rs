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
    let rows = table.chunks.iter().map(|chunk| chunk.len).sum();
    for (number, lane) in lanes.iter().enumerate() {
        let Some(own) = Draft::of(plan, number, lane) else {
            alone.push(number);
            continue;
        };
        if drafts.iter_mut().any(|draft| draft.takes(&own, table, plan, rows)) {
            continue;
        }
        if own.size(plan).fits(table, &own.columns, rows) {
            drafts.push(own);
        } else {
            alone.push(number);
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

    /// Takes a lane in, where it is of the same kind and the cube stays small; otherwise nothing changes. What that comes to is
    /// reckoned before anything is copied: thousands of months make one cube.
    fn takes(&mut self, lane: &Self, table: &Table, plan: &Plan<'_>, rows: usize) -> bool {
        if self.key != lane.key {
            return false;
        }
        let alike = self.common.iter().zip(&lane.common).take_while(|(one, other)| one == other).count();
        let Some(more) = self.columns_with(lane, alike, table, plan) else { return false };
        let columns = more.as_ref().unwrap_or(&self.columns);
        let new: Vec<_> =
            lane.aggregates.iter().filter(|aggregate| !self.aggregates.contains(aggregate)).copied().collect();
        let mut size = self.size(plan);
        size.cuts += lane.cuts.difference(&self.cuts).count();
        size.aggregates += new.len();
        size.first = size.first.into_iter().chain(lane.cuts.first().copied()).min();
        size.last = size.last.max(lane.cuts.last().copied());
        if !size.fits(table, columns, rows) {
            return false;
        }
        self.columns = more.unwrap_or_else(|| std::mem::take(&mut self.columns));
        self.common.truncate(alike);
        self.cuts.extend(&lane.cuts);
        self.aggregates.extend(new);
        self.lanes.extend(&lane.lanes);
        true
    }

    /// The columns that filters read once those that all lanes begin with are so many: `None` where they cannot be
    /// columns of a cube, nothing inside where they are those there are.
    fn columns_with(
        &self,
        lane: &Self,
        alike: usize,
        table: &Table,
        plan: &Plan<'_>,
    ) -> Option<Option<BTreeSet<usize>>> {
        if (alike, alike) == (self.common.len(), lane.common.len()) {
            return Some(None);
        }
        // Only where the beginning gets shorter the lanes that are in have filters that were not looked at.
        let known = (alike == self.common.len()).then(|| self.columns.clone());
        let unread = if known.is_some() { &[] } else { self.lanes.as_slice() };
        let own = unread.iter().chain(&lane.lanes).flat_map(|lane| plan.lanes[*lane].filters.iter().skip(alike));
        let filters: BTreeSet<usize> = own.copied().collect();
        let names = filters.iter().flat_map(|filter| plan.filters[*filter].0.columns());
        let mut columns = known.unwrap_or_default();
        for (name, _) in names {
            columns.insert(table.layout.place(name)?);
        }
        Some(Some(columns))
    }

    fn size(&self, plan: &Plan<'_>) -> Size {
        Size {
            cuts: self.cuts.len(),
            first: self.cuts.first().copied(),
            last: self.cuts.last().copied(),
            aggregates: self.aggregates.len(),
            places: self.lanes.first().map_or(1, |number| plan.cells(&plan.lanes[*number])),
        }
    }
}

/// What a cube would come to.
struct Size {
    cuts: usize,
    first: Option<i32>,
    last: Option<i32>,
    aggregates: usize,
    places: usize,
}

impl Size {
    /// Whether it stays small: in itself, and against the table.
    fn fits(&self, table: &Table, columns: &BTreeSet<usize>, rows: usize) -> bool {
        let mut sizes = columns.iter().map(|column| size(table, *column));
        let combinations = sizes.try_fold(1_usize, |all, size| all.checked_mul(size?));
        let Some(combinations) = combinations.filter(|combinations| *combinations <= COMBINATIONS) else {
            return false;
        };
        let span = self.last.zip(self.first).map_or(0, |(last, first)| last.saturating_sub(first));
        let cells = combinations.saturating_mul(self.cuts.max(2) - 1).saturating_mul(self.places);
        span <= DAYS && cells <= rows.max(COMBINATIONS) && cells.saturating_mul(1 + self.aggregates) <= CELLS
    }
}
