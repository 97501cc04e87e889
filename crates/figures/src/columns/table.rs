//! All versions of one ledger, made fresh by adding what is new and closing what has ended.

use kernel::{Cut, Date, Decimal, Problem, number};
use pack::model::Ledger;
use store::{Spell, VersionRow, Versions};

use super::{
    bits::ROWS,
    chunk::{Chunk, OPEN},
    column::{Cell, Shape},
    dictionary::Dictionary,
    intake::{Source, cells, sources},
    layout::Layout,
    names::Names,
    open::Open,
};
use crate::{lists::Kept, run::KeptPlaces};

/// The columns of one ledger.
#[derive(Debug)]
pub struct Table {
    /// Which columns.
    pub layout: Layout,
    /// The rows.
    pub chunks: Vec<Chunk>,
    /// Books by code.
    pub books: Dictionary,
    /// Records by code; one name in two books has two.
    pub records: Names,
    /// Units by code.
    pub units: Dictionary,
    /// Texts of each column; empty where the column holds no text.
    pub dictionaries: Vec<Dictionary>,
    /// The versions still open.
    open: Open,
    /// The first Change of each book that wrote here.
    first_seq: Vec<u64>,
    /// Up to where the store has been read.
    pub known: Cut,
    /// How often a version came or went.
    pub moved: u64,
    /// What questions for lists have made of it.
    pub kept: Kept,
    /// Its units among scopes of questions.
    pub places: KeptPlaces,
    /// The least and the most integer of each column that ever stood there; the first is beyond the second where none did.
    pub ranges: Vec<(i64, i64)>,
}

/// Where a row stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RowAt {
    /// The chunk.
    pub chunk: usize,
    /// The row within it.
    pub row: usize,
}

impl Table {
    /// An empty table for a ledger.
    pub fn new(ledger: &Ledger) -> Self {
        let layout = Layout::of(ledger);
        Self {
            dictionaries: vec![Dictionary::default(); layout.columns.len()],
            ranges: vec![(i64::MAX, i64::MIN); layout.columns.len()],
            layout,
            chunks: Vec::new(),
            books: Dictionary::default(),
            records: Names::default(),
            units: Dictionary::default(),
            open: Open::default(),
            first_seq: Vec::new(),
            known: Cut::default(),
            moved: 0,
            kept: Kept::default(),
            places: KeptPlaces::default(),
        }
    }

    /// Takes in a page of versions opened or closed after what is known: of a record, the earlier first.
    /// What happened after their heads is left for the next time, so that nothing is taken in twice.
    pub fn extend(&mut self, versions: &Versions) -> Result<(), Problem> {
        let sources = sources(&self.layout, versions);
        self.moved += versions.rows.len() as u64;
        for version in &versions.rows {
            let (known, head) = (self.known.at(version.book.as_str()), versions.heads.at(version.book.as_str()));
            let ends = version.to_seq.filter(|to| *to <= head).map_or(OPEN, |seq| seq.0);
            if version.from_seq <= known {
                self.close(version, ends);
            } else if version.from_seq <= head {
                self.append(version, ends, &sources)?;
            }
        }
        Ok(())
    }

    /// Makes room for about so many more versions.
    pub fn reserve(&mut self, more: usize) {
        self.open.reserve(more);
    }

    /// All up to here has been taken in.
    pub fn is_known_to(&mut self, heads: Cut) {
        self.known = heads;
    }

    /// How many rows it holds.
    pub fn rows(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * ROWS + last.len)
    }

    /// Chunk and row within it, of a row counted from the first.
    pub fn split(row: u32) -> (usize, usize) {
        (row as usize / ROWS, row as usize % ROWS)
    }

    /// See [`Table::split`].
    pub fn joined(chunk: usize, row: usize) -> u32 {
        u32::try_from(chunk * ROWS + row).unwrap_or(u32::MAX)
    }

    /// The memory it takes, about.
    pub fn bytes(&self) -> usize {
        let dictionaries = [&self.books, &self.units].into_iter().chain(&self.dictionaries);
        let texts: usize = dictionaries.map(Dictionary::bytes).sum();
        texts
            + self.records.bytes()
            + self.chunks.iter().map(Chunk::bytes).sum::<usize>()
            + self.open.bytes()
            + self.kept.bytes()
    }

    /// The position of each book code at a cut.
    pub fn positions(&self, cut: &Cut) -> Vec<u64> {
        self.books.texts().iter().map(|book| cut.at(book).0).collect()
    }

    /// Whether any of these books had ever held a record here, as known at the cut.
    pub fn ever_held(&self, cut: &Cut, is_asked: impl Fn(&str) -> bool) -> bool {
        let first = self.books.texts().iter().zip(&self.first_seq);
        first.into_iter().any(|(book, first)| *first <= cut.at(book).0 && is_asked(book))
    }

    /// The ledger's own date of the earliest record of these books that is known at the cut.
    pub fn first_day(&self, cut: &Cut, is_asked: impl Fn(&str) -> bool) -> Option<Date> {
        let place = self.layout.date?;
        let positions = self.positions(cut);
        let asked: Vec<bool> = self.books.texts().iter().map(is_asked).collect();
        let days = self.chunks.iter().flat_map(|chunk| {
            let known = chunk.known_at(&positions);
            let asked = &asked;
            let earliest = known.rows().filter(|row| asked[chunk.book.code(*row) as usize]);
            earliest.filter_map(|row| chunk.columns[place].day(row)).min()
        });
        days.min().map(Date::from_days)
    }

    /// The rows known at a cut; of a ledger with spells, all spells.
    pub fn visible(&self, cut: &Cut) -> Vec<RowAt> {
        let positions = self.positions(cut);
        let chunks = self.chunks.iter().enumerate();
        chunks
            .flat_map(|(chunk, rows)| {
                let known: Vec<usize> = rows.known_at(&positions).rows().collect();
                known.into_iter().map(move |row| RowAt { chunk, row })
            })
            .collect()
    }

    /// The text of a row in a column.
    pub fn text(&self, at: RowAt, column: &str) -> Option<&str> {
        let place = self.layout.place(column)?;
        let code = self.chunks[at.chunk].columns[place].int(at.row)?;
        Some(self.dictionaries[place].text(u32::try_from(code).ok()?))
    }

    /// The day of a row in a column.
    pub fn day(&self, at: RowAt, column: &str) -> Option<Date> {
        let place = self.layout.place(column)?;
        self.chunks[at.chunk].columns[place].day(at.row).map(Date::from_days)
    }

    /// The number of a row in a column.
    pub fn number(&self, at: RowAt, column: &str) -> Option<Decimal> {
        let place = self.layout.place(column)?;
        let Shape::Number(scale) = self.layout.shape(place) else { return None };
        number::from_scaled(i128::from(self.chunks[at.chunk].columns[place].int(at.row)?), u32::from(scale))
    }

    /// The unit of a row.
    pub fn unit(&self, at: RowAt) -> &str {
        self.units.text(self.chunks[at.chunk].unit.code(at.row))
    }

    /// The book of a row.
    pub fn book(&self, at: RowAt) -> &str {
        self.books.text(self.chunks[at.chunk].book.code(at.row))
    }

    /// The record of a row.
    pub fn record(&self, at: RowAt) -> &str {
        self.records.text(self.chunks[at.chunk].record.code(at.row))
    }

    fn close(&mut self, version: &VersionRow, to_seq: u64) {
        let book = self.books.find(version.book.as_str());
        let Some(record) = book.and_then(|book| self.records.find(book, version.record.as_str())) else { return };
        let Some((first, count)) = self.open.get(record) else { return };
        if to_seq == OPEN || self.chunks[first / ROWS].seq(first % ROWS) != version.from_seq {
            return;
        }
        for row in first..first + count {
            let chunk = &mut self.chunks[row / ROWS];
            chunk.close(row % ROWS, to_seq);
            chunk.stamp = self.moved;
        }
        self.open.remove(record);
    }

    fn append(&mut self, version: &VersionRow, to_seq: u64, sources: &[Source]) -> Result<(), Problem> {
        let book = self.books.code(version.book.as_str());
        let record = self.records.code(book, version.record.as_str());
        let unit = self.units.code(version.unit.as_str());
        self.first_seq.resize(self.books.texts().count() as usize, OPEN);
        let earliest = &mut self.first_seq[book as usize];
        *earliest = version.from_seq.0.min(*earliest);

        let always = Spell { since: Date::MIN, until: Date::MAX, values: Vec::new(), state: version.state.clone() };
        // The store keeps spells for ever, also of a field that a later pack no longer calls dated.
        self.layout.spells |= !version.spells.is_empty();
        let spells = if version.spells.is_empty() { std::slice::from_ref(&always) } else { version.spells.as_slice() };
        let first = self.rows();
        for spell in spells {
            if self.chunks.last().is_none_or(|chunk| chunk.len == ROWS) {
                self.chunks.push(Chunk::new(self.layout.columns.iter().map(|(_, shape)| *shape)));
            }
            let cells = cells(&self.layout, &mut self.dictionaries, version, spell, sources)?;
            for (range, cell) in self.ranges.iter_mut().zip(&cells) {
                if let Cell::Int(value) = cell {
                    *range = (range.0.min(*value), range.1.max(*value));
                }
            }
            let Some(chunk) = self.chunks.last_mut() else { continue };
            let row = chunk.len;
            chunk.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(row, cell));
            let (known, holds) = ((version.from_seq.0, to_seq), (spell.since.days(), spell.until.days()));
            chunk.push((book, record, unit), known, holds);
            chunk.stamp = self.moved;
        }
        if to_seq == OPEN {
            self.open.insert(record, (first, spells.len()));
        }
        Ok(())
    }
}
