//! What has been computed of the chunk at hand, so that no two lanes compute it twice.

use kernel::Problem;

use super::{
    mask::{Mask, mask},
    plan::{Laid, Plan, When},
};
use crate::columns::{Bits, Chunk, Table};

/// Filters, days and spells of one chunk.
pub(super) struct Shared<'p, 'a> {
    plan: &'p Plan<'a>,
    masks: Vec<Option<Mask>>,
    when: Vec<Option<Bits>>,
    spells: Vec<(i32, Bits)>,
}

impl<'p, 'a> Shared<'p, 'a> {
    /// Nothing yet.
    pub fn new(plan: &'p Plan<'a>) -> Self {
        Self { plan, masks: vec![None; plan.filters.len()], when: vec![None; plan.when.len()], spells: Vec::new() }
    }

    /// The rows of a lane, and those for which that cannot be said.
    pub fn bits(&mut self, table: &Table, chunk: &Chunk, known: &Bits, laid: &Laid) -> Result<(Bits, Bits), Problem> {
        let bits = known.and(&self.when(table, chunk, laid.when));
        let bits = self.in_spell(chunk, bits, laid.spell);
        self.decide(table, chunk, bits, &laid.filters)
    }

    /// Of these rows, those that pass all of these filters, and those for which that cannot be said.
    pub fn decide(
        &mut self,
        table: &Table,
        chunk: &Chunk,
        mut bits: Bits,
        filters: &[usize],
    ) -> Result<(Bits, Bits), Problem> {
        let mut failed = Bits::default();
        for filter in filters {
            if bits.is_empty() {
                break;
            }
            let mask = self.mask(table, chunk, *filter)?;
            failed = failed.or(&bits.and(&mask.failed));
            bits = bits.and(&mask.pass);
        }
        Ok((bits, failed))
    }

    /// The rows that belong to a period.
    pub fn when(&mut self, table: &Table, chunk: &Chunk, number: usize) -> Bits {
        *self.when[number].get_or_insert_with(|| match self.plan.when[number] {
            When::Between(Some(column), first, last) => chunk.day_between(column, first, last),
            When::Between(None, ..) => Bits::default(),
            When::Exists(day) => chunk.exists_on(table.layout.date, table.layout.place("ends"), day),
        })
    }

    /// Of these rows, those whose spell holds on a day; all, where the ledger keeps no spells.
    pub fn in_spell(&mut self, chunk: &Chunk, bits: Bits, day: Option<i32>) -> Bits {
        let Some(day) = day.filter(|_| !bits.is_empty()) else { return bits };
        if let Some((_, known)) = self.spells.iter().find(|(known, _)| *known == day) {
            return bits.and(known);
        }
        let holds = chunk.spell_holds(day);
        self.spells.push((day, holds));
        bits.and(&holds)
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
