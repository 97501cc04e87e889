//! A version of a record as its row: what is written, what is read, what is hashed.

use kernel::{BookId, Date, FieldId, Fields, LedgerId, Problem, RecordId, Seq, UnitId, Value};
use rules::change::{Content, StepTaken};
use serde_json::{Value as Json, json};

use crate::{
    cell::{Cell, Kind},
    engine::Row,
    hash::{Canonical, Hash},
    keys::Keys,
    problem::damaged,
    record::Record,
    schema::{Column, Layout},
    seal::{self, Owner, Seals},
    spell::{self, Since, SpellCells},
};

/// The columns of one field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct FieldCells {
    pub plain: Cell,
    pub spells: Cell,
    pub cipher: Cell,
    pub search: Cell,
}

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
        let seals = Seals::from_cell(&self.seals)?;
        let mut canonical = Canonical::of("qianmo.row");
        for text in [layout.ledger.as_str(), self.book.as_str(), self.record.as_str(), self.unit.as_str()] {
            canonical.text(text);
        }
        canonical.cell(&self.steps);
        for (column, cells) in layout.fields.iter().zip(&self.fields) {
            let said = cells.said();
            if let Some(seal) = seals.0.get(column.field.as_str()) {
                canonical.text(column.field.as_str());
                canonical.text("sealed");
                canonical.text(&seal.digest);
            } else if !said.is_null() {
                canonical.text(column.field.as_str());
                canonical.text("plain");
                canonical.cell(said);
            }
        }
        Some(canonical.hash())
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
        Some(derive(layout, &self.fields, &steps)?)
    }
}

/// What a field says, out of its cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Said {
    /// One value.
    Plain(Cell),
    /// Values over time.
    Spells(Since),
}

impl FieldCells {
    /// The cell that stands in the hash of a field that is not sealed.
    pub fn said(&self) -> &Cell {
        if self.spells.is_null() { &self.plain } else { &self.spells }
    }

    /// Whether the plain column keeps the latest of the spells.
    pub fn keeps_latest(&self) -> bool {
        match &self.spells {
            Cell::Text(spells) => since_from(spells).is_some_and(|since| Said::Spells(since).latest() == self.plain),
            _ => true,
        }
    }

    /// What it says, deciphered; the outer `None` is what cannot be read, the inner an absent value.
    pub fn opened(&self, column: &Column, keys: &Keys, owner: Owner<'_>) -> Option<Option<Said>> {
        if let Some(sealed) = self.cipher.as_blob() {
            let plain = seal::decrypt(keys, owner, column.field.as_str(), sealed)?;
            return Said::from_json(&serde_json::from_slice(&plain).ok()?).map(Some);
        }
        Some(match (&self.spells, &self.plain) {
            (Cell::Text(spells), _) => Some(Said::Spells(since_from(spells)?)),
            (_, Cell::Null) => None,
            (_, plain) => Some(Said::Plain(plain.clone())),
        })
    }

    /// Its values over time; a plain value holds always.
    fn since(&self) -> Option<Since> {
        match (&self.spells, &self.plain) {
            (Cell::Text(spells), _) => since_from(spells),
            (_, Cell::Null) => Some(Vec::new()),
            (_, plain) => Some(vec![(Date::MIN.days(), plain.clone())]),
        }
    }
}

impl Said {
    /// Out of a value; `None` where it is not one of the field's.
    pub fn of(column: &Column, value: &Value) -> Option<Self> {
        let Value::Spells(spells) = value else { return column.kind.cell(value).map(Self::Plain) };
        if !column.dated {
            return None;
        }
        let cell =
            |value: &Option<Box<Value>>| value.as_ref().map_or(Some(Cell::Null), |value| column.kind.cell(value));
        let mut since: Since =
            spells.iter().map(|(day, value)| Some((day.days(), cell(value)?))).collect::<Option<_>>()?;
        since.sort_by_key(|(day, _)| *day);
        Some(Self::Spells(since))
    }

    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Spells(since) if since.is_empty())
    }

    /// The cell of a single value, or of the latest.
    pub fn latest(&self) -> Cell {
        match self {
            Self::Plain(cell) => cell.clone(),
            Self::Spells(since) => since.last().map_or(Cell::Null, |(_, cell)| cell.clone()),
        }
    }

    /// The column of spells.
    pub fn spells(&self) -> Cell {
        match self {
            Self::Plain(_) => Cell::Null,
            Self::Spells(since) => {
                let spells: Vec<Json> = since.iter().map(|(day, cell)| json!([day, cell.to_json()])).collect();
                Cell::Text(Json::Array(spells).to_string())
            }
        }
    }

    /// What is encrypted.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Plain(cell) => json!({ "v": cell.to_json() }),
            Self::Spells(_) => json!({ "s": self.spells().as_text() }),
        }
    }

    fn from_json(json: &Json) -> Option<Self> {
        match json.get("v") {
            Some(cell) => Cell::from_json(cell).map(Self::Plain),
            None => since_from(json.get("s")?.as_str()?).map(Self::Spells),
        }
    }

    fn value(&self, kind: Kind) -> Option<Value> {
        match self {
            Self::Plain(cell) => kind.value(cell),
            Self::Spells(since) => {
                let spell = |(day, cell): &(i32, Cell)| {
                    let value = if cell.is_null() { None } else { Some(Box::new(kind.value(cell)?)) };
                    Some((Date::from_days(*day), value))
                };
                since.iter().map(spell).collect::<Option<_>>().map(Value::Spells)
            }
        }
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

fn since_from(text: &str) -> Option<Since> {
    let spells: Vec<(i32, Json)> = serde_json::from_str(text).ok()?;
    spells.iter().map(|(day, cell)| Some((*day, Cell::from_json(cell)?))).collect()
}

/// A position out of a cell.
pub(crate) fn seq(cell: &Cell) -> Option<Seq> {
    cell.as_int().and_then(|number| u64::try_from(number).ok()).map(Seq)
}

/// An id of a ledger, for findings.
pub(crate) fn place(ledger: &LedgerId, record: &RecordId, at: Seq) -> String {
    format!("{ledger}/{record}@{at}")
}
