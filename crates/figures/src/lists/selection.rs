//! Which rows of a table a list speaks of.

use std::{collections::BTreeSet, sync::Arc};

use expr::{Constants, Expression};
use kernel::{BookId, Cut, Problem, UnitId};

use super::search::Lookup;
use crate::{
    columns::{Bits, Chunk, Table},
    run::{mask, unfit},
};

/// The units and the books within reach; `None` is all.
pub type Reach = (Option<Arc<BTreeSet<UnitId>>>, Option<Arc<BTreeSet<BookId>>>);

/// Which records are asked for, and by whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Wanted {
    /// Within these units.
    pub units: Option<Vec<UnitId>>,
    /// What the reader reaches.
    pub reach: Reach,
    /// For which this is true, with what its constants are.
    pub filter: Option<(Expression, Constants)>,
    /// Which hold all the words that are looked for.
    pub search: Option<Lookup>,
    /// As known at; `None` is up to where the table knows.
    pub cut: Option<Cut>,
}

/// Rows, chunk by chunk.
#[derive(Debug)]
pub struct Selection {
    chunks: Vec<Bits>,
    /// What each chunk was when it was looked at.
    stamps: Vec<u64>,
    /// How many rows.
    pub total: usize,
    /// The filter could not be computed for some row; the columns cannot say which rows pass.
    pub failed: bool,
}

impl Selection {
    /// Looks at the chunks that are not as they were before.
    pub fn made(table: &Table, wanted: &Wanted, before: Option<&Self>) -> Result<Self, Problem> {
        let look = Look::new(table, wanted)?;
        let mut selection = Self {
            chunks: Vec::with_capacity(table.chunks.len()),
            stamps: table.chunks.iter().map(|chunk| chunk.stamp).collect(),
            total: 0,
            failed: false,
        };
        for (number, chunk) in table.chunks.iter().enumerate() {
            let same = before.filter(|before| !before.failed && before.stamps.get(number) == Some(&chunk.stamp));
            let bits = match same {
                Some(before) => before.chunks[number],
                None => {
                    let (pass, failed) = look.rows(chunk)?;
                    selection.failed |= failed;
                    pass
                }
            };
            selection.total += bits.count();
            selection.chunks.push(bits);
        }
        Ok(selection)
    }

    /// Whether nothing of the table has moved since.
    pub fn is_of(&self, table: &Table) -> bool {
        self.stamps.len() == table.chunks.len()
            && self.stamps.iter().zip(&table.chunks).all(|(stamp, chunk)| *stamp == chunk.stamp)
    }

    /// Whether a row, counted from the first of the table, is in it.
    pub fn has(&self, row: u32) -> bool {
        let (chunk, row) = Table::split(row);
        self.chunks.get(chunk).is_some_and(|bits| bits.get(row))
    }

    /// Which rows of each chunk of the table are in it.
    pub fn chunks(&self) -> &[Bits] {
        &self.chunks
    }

    /// All its rows, counted from the first of the table.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.chunks).flat_map(|(chunk, bits)| bits.rows().map(move |row| Table::joined(chunk, row)))
    }

    /// The memory it takes, about.
    pub fn bytes(&self) -> usize {
        self.chunks.len() * (size_of::<Bits>() + size_of::<u64>())
    }
}

/// What is wanted, by the codes of the table.
struct Look<'a> {
    table: &'a Table,
    filter: Option<&'a (Expression, Constants)>,
    search: Option<&'a Lookup>,
    /// The position of each book; of one out of reach before its first Change.
    positions: Vec<u64>,
    /// Which units are within reach and asked for; `None` is all.
    units: Option<Vec<bool>>,
}

impl<'a> Look<'a> {
    fn new(table: &'a Table, wanted: &'a Wanted) -> Result<Self, Problem> {
        if let Some((filter, constants)) = &wanted.filter {
            filter.check_constants(constants).map_err(|error| unfit(&error))?;
        }
        let (reached, books) = &wanted.reach;
        let mut positions = table.positions(wanted.cut.as_ref().unwrap_or(&table.known));
        for (position, book) in positions.iter_mut().zip(table.books.texts().iter()) {
            if books.as_ref().is_some_and(|books| !books.contains(book)) {
                *position = 0;
            }
        }
        let asked = wanted.units.as_ref().map(|units| codes(table, units.iter()));
        let reached = reached.as_ref().map(|units| codes(table, units.iter()));
        let units = match (asked, reached) {
            (Some(asked), Some(reached)) => {
                Some(asked.iter().zip(reached).map(|(asked, reached)| *asked && reached).collect())
            }
            (asked, reached) => asked.or(reached),
        };
        Ok(Self { table, filter: wanted.filter.as_ref(), search: wanted.search.as_ref(), positions, units })
    }

    /// The rows of a chunk, and whether the filter failed on one of them.
    fn rows(&self, chunk: &Chunk) -> Result<(Bits, bool), Problem> {
        let mut rows = chunk.known_at(&self.positions);
        if self.table.layout.spells {
            rows = rows.and(&chunk.last_spells());
        }
        if let Some(units) = &self.units {
            rows = rows.and(&Bits::of(chunk.len, |row| units[chunk.unit.code(row) as usize]));
        }
        if let Some(search) = self.search.filter(|_| !rows.is_empty()) {
            rows = search.rows(chunk, rows);
        }
        let Some((filter, constants)) = self.filter.filter(|_| !rows.is_empty()) else { return Ok((rows, false)) };
        let mask = mask(self.table, chunk, filter, constants)?;
        Ok((rows.and(&mask.pass), !rows.and(&mask.failed).is_empty()))
    }
}

fn codes<'u>(table: &Table, units: impl Iterator<Item = &'u UnitId>) -> Vec<bool> {
    let mut inside = vec![false; table.units.texts().count() as usize];
    for code in units.filter_map(|unit| table.units.find(unit.as_str())) {
        inside[code as usize] = true;
    }
    inside
}
