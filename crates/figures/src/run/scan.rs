//! Many lanes over one table in one pass. What lanes share is computed once a chunk: what is known at the cut,
//! each filter, each span of days, each placement.

use expr::{Constants, Expression};
use kernel::{Boundaries, Cut, Problem, UnitId};

use super::{
    cells::{Cells, Folded},
    lane::{Lane, PlacedBy, World},
    mask::{Mask, mask},
    placement::Placement,
};
use crate::columns::{Bits, Chunk, Table};

/// The fold of each lane for each of its scopes, as known at a cut.
pub fn scan(world: &World<'_>, table: &Table, cut: &Cut, lanes: &[Lane<'_>]) -> Result<Vec<Vec<Folded>>, Problem> {
    let plan = Plan::new(world, table, lanes);
    let positions = table.positions(cut);
    let mut cells: Vec<Cells> = lanes
        .iter()
        .zip(&plan.lanes)
        .map(|(lane, laid)| Cells::new(table, &lane.fold.aggregate, plan.placements[laid.placement].1.cells.len()))
        .collect();
    for chunk in &table.chunks {
        let known = chunk.known_at(&positions);
        if known.is_empty() {
            continue;
        }
        let mut shared = Shared::new(&plan);
        for (laid, cells) in plan.lanes.iter().zip(&mut cells) {
            let (pass, failed) = shared.bits(table, chunk, &known, laid)?;
            for row in pass.rows() {
                let (cell, day) = plan.cell(chunk, row, laid);
                cells.add(table, chunk, row, cell, day);
            }
            for row in failed.rows() {
                cells.fail(plan.cell(chunk, row, laid).0);
            }
        }
    }
    let answers = lanes.iter().zip(&plan.lanes).zip(&mut cells);
    Ok(answers.map(|((lane, laid), cells)| plan.merge(table, lane, laid, cells)).collect())
}

/// What lanes need, each different thing once.
pub(super) struct Plan<'a> {
    filters: Vec<(&'a Expression, Constants)>,
    when: Vec<When>,
    placements: Vec<(Vec<UnitId>, Placement)>,
    pub lanes: Vec<Laid>,
}

/// A lane by the numbers of what it needs.
pub(super) struct Laid {
    filters: Vec<usize>,
    when: usize,
    spell: Option<i32>,
    placement: usize,
    placed_by: PlacedBy,
    /// The column of a row's day.
    day: Option<usize>,
}

/// Which rows belong to a period.
#[derive(Clone, PartialEq, Eq)]
enum When {
    Between(Option<usize>, i32, i32),
    Exists(i32),
}

impl<'a> Plan<'a> {
    pub fn new(world: &World<'_>, table: &Table, lanes: &[Lane<'a>]) -> Self {
        let mut plan = Plan { filters: Vec::new(), when: Vec::new(), placements: Vec::new(), lanes: Vec::new() };
        // Lanes with the same boundaries share one placement of the scopes of all of them.
        for boundaries in [Boundaries::Then, Boundaries::Now] {
            let mut scopes: Vec<UnitId> = Vec::new();
            scopes
                .extend(lanes.iter().filter(|lane| lane.boundaries == boundaries).flat_map(|lane| lane.scopes.clone()));
            scopes.sort();
            scopes.dedup();
            let placement = Placement::new(&table.units, world.tree, &scopes, boundaries, world.today);
            plan.placements.push((scopes, placement));
        }
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
            let placement = usize::from(lane.boundaries == Boundaries::Now);
            let placed_by = lane.placed_by(table, world);
            plan.lanes.push(Laid { filters, when, spell, placement, placed_by, day });
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

    /// The cell of a row, and the day by which it is the latest; a row without a day comes before all others.
    fn cell(&self, chunk: &Chunk, row: usize, laid: &Laid) -> (u32, i32) {
        let day_in = |column: usize| chunk.columns[column].day(row).unwrap_or(i32::MIN);
        let day = laid.day.map_or(i32::MIN, day_in);
        let placed = match laid.placed_by {
            PlacedBy::Day(day) => day,
            PlacedBy::Column(column) => day_in(column),
        };
        (self.placements[laid.placement].1.cell(chunk.unit[row], placed), day)
    }

    /// Whether a row lies in a scope of its lane.
    pub fn is_within(&self, chunk: &Chunk, row: usize, laid: &Laid, scope: &UnitId) -> bool {
        let (scopes, placement) = &self.placements[laid.placement];
        let number = scopes.binary_search(scope).ok();
        number.is_some_and(|number| placement.cells[self.cell(chunk, row, laid).0 as usize].contains(&number))
    }

    fn merge(&self, table: &Table, lane: &Lane<'_>, laid: &Laid, cells: &mut Cells) -> Vec<Folded> {
        let (scopes, placement) = &self.placements[laid.placement];
        let mut of_scope = |scope: &UnitId| {
            let number = scopes.binary_search(scope).unwrap_or(usize::MAX);
            let within: Vec<bool> = placement.cells.iter().map(|cell| cell.contains(&number)).collect();
            cells.within(table, &within)
        };
        lane.scopes.iter().map(&mut of_scope).collect()
    }
}

/// What has been computed of the chunk at hand.
pub(super) struct Shared<'p, 'a> {
    plan: &'p Plan<'a>,
    masks: Vec<Option<Mask>>,
    when: Vec<Option<Bits>>,
    spells: Vec<(i32, Bits)>,
}

impl<'p, 'a> Shared<'p, 'a> {
    pub fn new(plan: &'p Plan<'a>) -> Self {
        Self { plan, masks: vec![None; plan.filters.len()], when: vec![None; plan.when.len()], spells: Vec::new() }
    }

    /// The rows of a lane, and those for which that cannot be said.
    pub fn bits(&mut self, table: &Table, chunk: &Chunk, known: &Bits, laid: &Laid) -> Result<(Bits, Bits), Problem> {
        let mut bits = known.and(&self.when(table, chunk, laid.when));
        if let Some(day) = laid.spell {
            bits = bits.and(&self.spell(chunk, day));
        }
        let mut failed = Bits::default();
        for filter in &laid.filters {
            if bits.is_empty() {
                break;
            }
            let mask = self.mask(table, chunk, *filter)?;
            failed = failed.or(&bits.and(&mask.failed));
            bits = bits.and(&mask.pass);
        }
        Ok((bits, failed))
    }

    fn when(&mut self, table: &Table, chunk: &Chunk, number: usize) -> Bits {
        *self.when[number].get_or_insert_with(|| match self.plan.when[number] {
            When::Between(Some(column), first, last) => chunk.day_between(column, first, last),
            When::Between(None, ..) => Bits::default(),
            When::Exists(day) => chunk.exists_on(table.layout.date, table.layout.place("ends"), day),
        })
    }

    fn spell(&mut self, chunk: &Chunk, day: i32) -> Bits {
        if let Some((_, bits)) = self.spells.iter().find(|(known, _)| *known == day) {
            return *bits;
        }
        let bits = chunk.spell_holds(day);
        self.spells.push((day, bits));
        bits
    }

    fn mask(&mut self, table: &Table, chunk: &Chunk, number: usize) -> Result<Mask, Problem> {
        if let Some(mask) = self.masks[number] {
            return Ok(mask);
        }
        let (expression, constants) = &self.plan.filters[number];
        let mask = mask(table, chunk, expression, constants)?;
        self.masks[number] = Some(mask);
        Ok(mask)
    }
}
