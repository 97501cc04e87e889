//! Many lanes over one table in one pass: those that can share a cube through it, the others each by its bitmap.

use kernel::{Cut, Problem, shared_out};

use super::{
    cells::{Cells, Folded, Placed},
    drafts::divide,
    lane::{Lane, World},
    plan::{Laid, Plan},
    shared::Shared,
};
use crate::columns::{Bits, Chunk, Table};

/// What a scan found.
#[derive(Debug, Default)]
pub struct Scanned {
    /// For each lane the fold of each of its scopes.
    pub folds: Vec<Vec<Folded>>,
    /// How many lanes were answered by a cube.
    pub by_cube: usize,
}

/// Chunks that are worth another processor: some 130,000 rows, a millisecond or two.
const FEWEST: usize = 128;

/// The fold of each lane for each of its scopes, as known at a cut.
pub fn scan(world: &World<'_>, table: &Table, cut: &Cut, lanes: &[Lane<'_>]) -> Result<Scanned, Problem> {
    scan_by(world, table, cut, lanes, FEWEST)
}

/// The same, by as many processors as have so many chunks each.
pub(super) fn scan_by(
    world: &World<'_>,
    table: &Table,
    cut: &Cut,
    lanes: &[Lane<'_>],
    fewest: usize,
) -> Result<Scanned, Problem> {
    let plan = Plan::new(world, table, lanes);
    let positions = table.positions(cut);
    let pass = |chunks: Vec<&Chunk>| -> Result<_, Problem> {
        let (mut cubes, alone) = divide(table, &plan, lanes);
        let mut single: Vec<Single> = alone.iter().map(|number| Single::new(table, &plan, *number, lanes)).collect();
        for chunk in chunks {
            let known = chunk.known_at(&positions);
            if known.is_empty() {
                continue;
            }
            let mut shared = Shared::new(&plan);
            for cube in &mut cubes {
                cube.add(table, &plan, chunk, &known, &mut shared)?;
            }
            for lane in &mut single {
                lane.add(table, &plan, chunk, &known, &mut shared)?;
            }
        }
        Ok((cubes, single))
    };
    let mut passed = shared_out(table.chunks.iter().collect(), fewest, &pass).into_iter();
    let Some((mut cubes, mut single)) = passed.next().transpose()? else { return Ok(Scanned::default()) };
    for share in passed {
        let (more, alone) = share?;
        cubes.iter_mut().zip(more).for_each(|(cube, more)| cube.merge(table, more));
        single.iter_mut().zip(alone).for_each(|(lane, more)| lane.merge(table, more));
    }
    let mut folds: Vec<Vec<Folded>> = vec![Vec::new(); lanes.len()];
    for lane in &mut single {
        folds[lane.number] = lane.answers(table, &plan, &lanes[lane.number]);
    }
    for cube in &mut cubes {
        for (number, answers) in cube.answers(table, &plan, lanes)? {
            folds[number] = answers;
        }
    }
    Ok(Scanned { folds, by_cube: lanes.len() - single.len() })
}

/// A lane with cells of its own.
struct Single {
    number: usize,
    cells: Cells,
    undecided: Vec<bool>,
    rows: Vec<u32>,
    placed: Vec<(u32, u32)>,
}

impl Single {
    fn new(table: &Table, plan: &Plan<'_>, number: usize, lanes: &[Lane<'_>]) -> Self {
        let cells = plan.cells(&plan.lanes[number]);
        let undecided = vec![false; cells];
        let cells = Cells::new(table, &[&lanes[number].fold.aggregate], cells);
        Self { number, cells, undecided, rows: Vec::new(), placed: Vec::new() }
    }

    fn add(
        &mut self,
        table: &Table,
        plan: &Plan<'_>,
        chunk: &Chunk,
        known: &Bits,
        shared: &mut Shared<'_, '_>,
    ) -> Result<(), Problem> {
        let laid: &Laid = &plan.lanes[self.number];
        let (pass, failed) = shared.bits(table, chunk, known, laid)?;
        pass.list(&mut self.rows);
        plan.place(chunk, &self.rows, laid, 1, &mut self.placed);
        self.cells.add(&Placed { table, chunk, rows: &self.placed, day: laid.day });
        for row in failed.rows() {
            self.undecided[plan.cell(chunk, row, laid) as usize] = true;
        }
        Ok(())
    }

    fn merge(&mut self, table: &Table, other: Self) {
        self.cells.merge(table, other.cells);
        self.undecided.iter_mut().zip(other.undecided).for_each(|(undecided, more)| *undecided |= more);
    }

    fn answers(&mut self, table: &Table, plan: &Plan<'_>, lane: &Lane<'_>) -> Vec<Folded> {
        let laid = &plan.lanes[self.number];
        let of_scope = |scope| {
            let inside = plan.cells_of(laid, scope);
            let undecided = inside.iter().any(|cell| self.undecided[*cell]);
            self.cells.over(table, 0, inside, undecided)
        };
        lane.scopes.iter().map(of_scope).collect()
    }
}
