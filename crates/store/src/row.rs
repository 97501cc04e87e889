//! A version of a record as its row: what is written, what is read, what is hashed.

use kernel::{BookId, Date, FieldId, Fields, LedgerId, Problem, RecordId, Seq, UnitId};
use rules::change::{Content, StepTaken};
use serde_json::{Value as Json, json};

use crate::{
    cell::Cell,
    engine::Row,
    hash::{Canonical, Hash},
    keys::Keys,
    problem::damaged,
    record::Record,
    said::FieldCells,
    schema::Layout,
    seal::{Owner, Seals},
    spell::{self, SpellCells},
};

/// The row of a version.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct VersionCells {
    pub book: BookId,
    pub record: RecordId,
    pub from_seq: Seq,
    pub to_seq: Option<Seq>,
    pub unit: UnitId,
    pub state: Cell,
    /// In the order of the layout's fields.
    pub fields: Vec<FieldCells>,
    /// In the order of the layout's steps: the last day it was taken.
    pub step_days: Vec<Cell>,
    pub steps: Cell,
    pub seals: Cell,
}

/// What follows from a version's content.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Derived {
    pub state: Cell,
    pub step_days: Vec<Cell>,
    pub spells: Vec<SpellCells>,
}

impl VersionCells {
    /// Reads a row of [`Layout::columns`].
    pub fn read(layout: &Layout, row: Row) -> Result<Self, Problem> {
        let wrong = || damaged(format!("row of {}", layout.ledger));
        let mut cells = row.into_iter();
        let mut next = || cells.next().ok_or_else(wrong);
        let (book, record, from_seq, to_seq, unit, state) = (next()?, next()?, next()?, next()?, next()?, next()?);
        let mut fields = Vec::with_capacity(layout.fields.len());
        for column in &layout.fields {
            let plain = next()?;
            let spells = if column.dated { next()? } else { Cell::Null };
            let (cipher, search) = if column.sealed { (next()?, next()?) } else { (Cell::Null, Cell::Null) };
            fields.push(FieldCells { plain, spells, cipher, search });
        }
        let step_days = layout.steps.iter().map(|_| next()).collect::<Result<_, _>>()?;
        let (steps, seals) = (next()?, next()?);
        Ok(Self {
            book: book.as_text().ok_or_else(wrong)?.into(),
            record: record.as_text().ok_or_else(wrong)?.into(),
            from_seq: seq(&from_seq).ok_or_else(wrong)?,
            to_seq: seq(&to_seq),
            unit: unit.as_text().ok_or_else(wrong)?.into(),
            state,
            fields,
            step_days,
            steps,
            seals,
        })
    }

    /// The row, in the order of [`Layout::columns`].
    pub fn write(self, layout: &Layout, into: &mut Vec<Cell>) {
        let to_seq = Cell::from(self.to_seq.map(Seq::as_i64));
        into.extend([Cell::text(self.book.as_str()), Cell::text(self.record.as_str())]);
        into.extend([Cell::Int(self.from_seq.as_i64()), to_seq, Cell::text(self.unit.as_str()), self.state]);
        for (column, cells) in layout.fields.iter().zip(self.fields) {
            into.push(cells.plain);
            if column.dated {
                into.push(cells.spells);
            }
            if column.sealed {
                into.extend([cells.cipher, cells.search]);
            }
        }
        into.extend(self.step_days);
        into.extend([self.steps, self.seals]);
    }

    /// Covers what the version says, not when it was known: that is bound by the journal.
    /// `None` where the seals cannot be read.
    pub fn hash(&self, layout: &Layout) -> Option<Hash> {
        Seals::from_cell(&self.seals).map(|seals| self.hash_over(layout, &seals))
    }

    /// See [`VersionCells::hash`]; with the seals at hand.
    pub fn hash_over(&self, layout: &Layout, seals: &Seals) -> Hash {
        let mut canonical = Canonical::of("qianmo.row");
        for text in [layout.ledger.as_str(), self.book.as_str(), self.record.as_str(), self.unit.as_str()] {
            canonical.text(text);
        }
        canonical.cell(&self.steps);
        for (column, cells) in layout.fields.iter().zip(&self.fields) {
            let (said, seal) = (cells.said(), seals.0.get(column.field.as_str()));
            if seal.is_none() && said.is_null() {
                continue;
            }
            // A number means nothing without its places, nor a text without what it is read as.
            let (kind, scale) = column.kind.name();
            canonical.text(column.field.as_str());
            canonical.text(kind);
            canonical.number(scale);
            match seal {
                Some(seal) => {
                    canonical.text("sealed");
                    canonical.text(&seal.digest);
                }
                None => {
                    canonical.text(if cells.spells.is_null() { "plain" } else { "spells" });
                    canonical.cell(said);
                }
            }
        }
        canonical.hash()
    }

    /// The record it says, as known at a position of its book.
    pub fn record(&self, layout: &Layout, keys: &Keys, at: Seq) -> Result<Record, Problem> {
        let Content { unit, fields, steps } = self.content(layout, keys)?;
        Ok(Record {
            ledger: layout.ledger.clone(),
            record: self.record.clone(),
            book: self.book.clone(),
            unit,
            from_seq: self.from_seq,
            to_seq: self.to_seq.filter(|to| *to <= at),
            fields,
            steps,
            state: self.state.as_text().map(Into::into),
        })
    }

    /// What it says.
    pub fn content(&self, layout: &Layout, keys: &Keys) -> Result<Content, Problem> {
        let wrong = |field: &FieldId| damaged(format!("{} {} {field}", layout.ledger, self.record));
        let owner = Owner { ledger: &layout.ledger, book: &self.book, record: &self.record };
        let mut fields = Fields::new();
        for (column, cells) in layout.fields.iter().zip(&self.fields) {
            let opened = cells.opened(column, keys, owner).ok_or_else(|| wrong(&column.field))?;
            if let Some(said) = opened {
                fields.insert(column.field.clone(), said.value(column.kind).ok_or_else(|| wrong(&column.field))?);
            }
        }
        let steps =
            steps_from(&self.steps).ok_or_else(|| damaged(format!("{} {} steps", layout.ledger, self.record)))?;
        Ok(Content { unit: self.unit.clone(), fields, steps })
    }

    /// What must follow from it.
    pub fn derived(&self, layout: &Layout) -> Option<Derived> {
        let steps = steps_from(&self.steps)?;
        derive(layout, &self.fields, &steps)
    }
}

/// State, step days and spells of a version; `None` where its spells cannot be read.
pub(crate) fn derive(layout: &Layout, fields: &[FieldCells], steps: &[StepTaken]) -> Option<Derived> {
    let cells = || layout.fields.iter().zip(fields);
    let opened =
        layout.rule.date.as_ref().and_then(|date| {
            cells().find(|(column, _)| column.field == *date).and_then(|(_, cells)| cells.plain.as_int())
        });
    let states = spell::states(&layout.rule, opened.and_then(|day| i32::try_from(day).ok()), steps);
    let last_day = |id: &kernel::StepId| {
        Cell::from(steps.iter().filter(|taken| taken.step == *id).map(|taken| i64::from(taken.on.days())).max())
    };
    let spells = if layout.rule.spells {
        let dated = cells().filter(|(column, _)| column.dated && !column.sealed);
        spell::spells(&dated.map(|(_, cells)| cells.since()).collect::<Option<Vec<_>>>()?, &states)
    } else {
        Vec::new()
    };
    Some(Derived {
        state: states.last().map_or(Cell::Null, |(_, state)| state.clone()),
        step_days: layout.steps.iter().map(last_day).collect(),
        spells,
    })
}

/// The column of steps.
pub(crate) fn steps_to(steps: &[StepTaken]) -> Cell {
    if steps.is_empty() {
        return Cell::Null;
    }
    let step =
        |taken: &StepTaken| json!([taken.step.as_str(), taken.to.as_str(), taken.on.days(), taken.by, taken.note]);
    Cell::Text(Json::Array(steps.iter().map(step).collect()).to_string())
}

pub(crate) fn steps_from(cell: &Cell) -> Option<Vec<StepTaken>> {
    type Written = (String, String, i32, Option<String>, Option<String>);
    let Cell::Text(text) = cell else { return cell.is_null().then(Vec::new) };
    let steps: Vec<Written> = serde_json::from_str(text).ok()?;
    let taken = |(step, to, on, by, note): Written| StepTaken {
        step: step.into(),
        to: to.into(),
        on: Date::from_days(on),
        by,
        note,
    };
    Some(steps.into_iter().map(taken).collect())
}

/// A position out of a cell.
pub(crate) fn seq(cell: &Cell) -> Option<Seq> {
    cell.as_int().and_then(|number| u64::try_from(number).ok()).map(Seq)
}

/// An id of a ledger, for findings.
pub(crate) fn place(ledger: &LedgerId, record: &RecordId, at: Seq) -> String {
    format!("{ledger}/{record}@{at}")
}
