//! Many filtered figures in one pass. Rows pass the filters that all of them begin with; a row's cell is then its place, its
//! part of the time, and what it says in each of the few columns that the other filters read; so each of these is asked once a
//! combination, by the same evaluator as of rows.

use std::collections::BTreeSet;

use super::{
    cells::{Cells, Folded, Placed},
    drafts::{Draft, size},
    lane::Lane,
    plan::{Laid, Plan, When},
    shared::Shared,
};
use crate::columns::{
    Bits, Chunk, Table,
    bits::ROWS,
    column::{Cell, Shape, Values},
};
use kernel::Problem;

/// A cube over a table: places × times × combinations of values.
pub(super) struct Cube {
    common: Vec<usize>,
    axes: Vec<Axis>,
    combinations: usize,
    /// Where times begin, and the end of the last.
    cuts: Vec<i32>,
    /// The cells before the time of each day, from the first cut on; empty where there is one time only.
    times: Vec<u32>,
    /// Each lane with the number of its fold.
    lanes: Vec<(usize, usize)>,
    cells: Cells,
    /// Cells of rows of which it cannot be said whether they pass what is common, by place and time alone.
    undecided: BTreeSet<usize>,
    rows: Vec<u32>,
    placed: Vec<(u32, u32)>,
}

/// A column of few different values.
struct Axis {
    column: usize,
    size: usize,
    /// Cells from one value to the next.
    stride: u32,
    /// Of integers, the least.
    least: i64,
}

impl Cube {
    /// An empty cube.
    pub fn new(table: &Table, plan: &Plan<'_>, draft: &Draft<'_>, lanes: &[Lane<'_>]) -> Self {
        let mut combinations = 1;
        let mut axes = Vec::new();
        for column in &draft.columns {
            let size = size(table, *column).unwrap_or(1);
            let least = table.ranges[*column].0;
            axes.push(Axis { column: *column, size, stride: narrow(combinations), least });
            combinations *= size;
        }
        let cuts: Vec<i32> = draft.cuts.iter().copied().collect();
        let mut times = Vec::new();
        if cuts.len() > 2 {
            for (time, span) in cuts.windows(2).enumerate() {
                times.extend((span[0]..span[1]).map(|_| narrow(time * combinations)));
            }
        }
        let fold = |number: &usize| {
            let own = &lanes[*number].fold.aggregate;
            (*number, draft.aggregates.iter().position(|aggregate| *aggregate == own).unwrap_or_default())
        };
        let of_lanes: Vec<(usize, usize)> = draft.lanes.iter().map(fold).collect();
        let places = of_lanes.first().map_or(1, |(number, _)| plan.cells(&plan.lanes[*number]));
        let cells = Cells::new(table, &draft.aggregates, places * (cuts.len().max(2) - 1) * combinations);
        Self {
            common: draft.common.clone(),
            axes,
            combinations,
            cuts,
            times,
            lanes: of_lanes,
            cells,
            undecided: BTreeSet::new(),
            rows: Vec::new(),
            placed: Vec::new(),
        }
    }

    /// Takes in the rows of a chunk.
    pub fn add(
        &mut self,
        table: &Table,
        plan: &Plan<'_>,
        chunk: &Chunk,
        known: &Bits,
        shared: &mut Shared<'_, '_>,
    ) -> Result<(), Problem> {
        let Some(laid) = self.lanes.first().map(|(number, _)| &plan.lanes[*number]) else { return Ok(()) };
        let when = match (plan.when[laid.when], self.cuts.as_slice()) {
            (When::Between(Some(column), ..), [first, .., end]) => chunk.day_between(column, *first, end - 1),
            _ => shared.when(table, chunk, laid.when),
        };
        let bits = shared.in_spell(chunk, known.and(&when), laid.spell);
        let (bits, failed) = shared.decide(table, chunk, bits, &self.common)?;
        if !failed.is_empty() {
            self.place(plan, chunk, &failed, laid);
            self.undecided.extend(self.placed.iter().map(|(_, cell)| *cell as usize));
        }
        if !bits.is_empty() {
            self.place(plan, chunk, &bits, laid);
            self.axes.iter().for_each(|axis| axis.add(chunk, &mut self.placed));
            self.cells.add(&Placed { table, chunk, rows: &self.placed, day: laid.day });
        }
        Ok(())
    }

    /// Takes in what another cube of the same making has taken in.
    pub fn merge(&mut self, table: &Table, other: Self) {
        self.cells.merge(table, other.cells);
        self.undecided.extend(other.undecided);
    }

    /// Puts rows in the first cell of their place and time.
    fn place(&mut self, plan: &Plan<'_>, chunk: &Chunk, bits: &Bits, laid: &Laid) {
        bits.list(&mut self.rows);
        let width = narrow(self.combinations * (self.cuts.len().max(2) - 1));
        plan.place(chunk, &self.rows, laid, width, &mut self.placed);
        if let When::Between(Some(column), ..) = plan.when[laid.when]
            && !self.times.is_empty()
            && let Values::Ints(days) = &chunk.columns[column].values
        {
            let (times, first) = (&self.times, i64::from(self.cuts[0]));
            days.add_to(&mut self.placed, |_, day| times[(day - first) as usize]);
        }
    }

    /// Each lane with its fold for each of its scopes.
    pub fn answers(
        &mut self,
        table: &Table,
        plan: &Plan<'_>,
        lanes: &[Lane<'_>],
    ) -> Result<Vec<(usize, Vec<Folded>)>, Problem> {
        let occupied = self.cells.occupied();
        let mut combinations: Vec<usize> = occupied.iter().map(|cell| cell % self.combinations).collect();
        combinations.sort_unstable();
        combinations.dedup();
        let mut numbers = vec![0; self.combinations];
        combinations.iter().enumerate().for_each(|(number, combination)| numbers[*combination] = number);
        let blocks: Vec<Chunk> = combinations.chunks(ROWS).map(|some| self.block(table, some)).collect();
        let mut shared: Vec<Shared<'_, '_>> = blocks.iter().map(|_| Shared::new(plan)).collect();

        let (times, width) = (self.cuts.len().max(2) - 1, self.combinations * (self.cuts.len().max(2) - 1));
        let mut answers = Vec::with_capacity(self.lanes.len());
        for (number, fold) in &self.lanes {
            let laid = &plan.lanes[*number];
            let decided = blocks.iter().zip(&mut shared);
            let decided: Vec<(Bits, Bits)> = decided
                .map(|(block, shared)| shared.decide(table, block, block.all(), &laid.filters[self.common.len()..]))
                .collect::<Result<_, _>>()?;
            let (first, end) = match plan.when[laid.when] {
                When::Between(_, first, last) => (self.cut(first), self.cut(last + 1)),
                When::Exists(_) => (0, times),
            };
            let (mut passing, mut undecided) = (Vec::new(), Vec::new());
            for cell in occupied.iter().filter(|cell| (first..end).contains(&(*cell / self.combinations % times))) {
                let number = numbers[cell % self.combinations];
                let (pass, failed) = &decided[number / ROWS];
                if pass.get(number % ROWS) {
                    passing.push(*cell);
                }
                if failed.get(number % ROWS) {
                    undecided.push(*cell);
                }
            }
            let apart =
                self.undecided.iter().filter(|cell| (first..end).contains(&(*cell / self.combinations % times)));
            undecided.extend(apart);
            undecided.sort_unstable();
            let mut inside = Vec::new();
            let of_scope = |scope| {
                let places = plan.cells_of(laid, scope);
                inside.clear();
                places.iter().for_each(|place| inside.extend_from_slice(of_place(&passing, *place, width)));
                let undecided = places.iter().any(|place| !of_place(&undecided, *place, width).is_empty());
                self.cells.over(table, *fold, &inside, undecided)
            };
            answers.push((*number, lanes[*number].scopes.iter().map(of_scope).collect()));
        }
        Ok(answers)
    }

    /// The number of the time that begins on a day.
    fn cut(&self, day: i32) -> usize {
        self.cuts.partition_point(|cut| *cut < day)
    }

    /// Combinations as rows of a chunk, for the evaluator.
    fn block(&self, table: &Table, combinations: &[usize]) -> Chunk {
        let shapes = table.layout.columns.iter().map(|(_, shape)| *shape);
        let mut block = Chunk::new(shapes);
        block.len = combinations.len();
        for axis in &self.axes {
            for (row, combination) in combinations.iter().enumerate() {
                let value = narrow(combination / axis.stride as usize % axis.size);
                let cell = match (value, table.layout.shape(axis.column)) {
                    (0, _) => Cell::Absent,
                    (value, Shape::Bool) => Cell::Bool(value == 2),
                    (value, Shape::Text | Shape::Codes) => Cell::Code(value - 1),
                    (value, _) => Cell::Int(axis.least + i64::from(value - 1)),
                };
                block.columns[axis.column].push(row, cell);
            }
        }
        block
    }
}

impl Axis {
    /// Adds what rows say to their cells: nothing is 0, then the codes, no and yes, or the integers from the least on.
    fn add(&self, chunk: &Chunk, placed: &mut [(u32, u32)]) {
        let column = &chunk.columns[self.column];
        let there = |row: usize| u32::from(column.present.get(row)) * self.stride;
        match &column.values {
            Values::Codes(codes) => codes.add_to(placed, |row, code| (code as u32 + 1).wrapping_mul(there(row))),
            Values::Ints(numbers) => numbers.add_to(placed, |row, number| self.of(number).wrapping_mul(there(row))),
            Values::Bool(yes) => {
                let rows = placed.iter_mut().map(|(row, cell)| (*row as usize, cell));
                rows.for_each(|(row, cell)| *cell += (u32::from(yes.get(row)) + 1) * there(row));
            }
        }
    }

    /// The place of an integer along the axis; what a row without one holds is asked for and not used.
    fn of(&self, number: i64) -> u32 {
        u32::try_from(number.wrapping_sub(self.least)).unwrap_or_default().wrapping_add(1)
    }
}

/// The cells of one place among cells in order.
fn of_place(cells: &[usize], place: usize, width: usize) -> &[usize] {
    let from = cells.partition_point(|cell| *cell < place * width);
    let to = cells.partition_point(|cell| *cell < (place + 1) * width);
    &cells[from..to]
}

/// What is bounded far below 32 bits.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
