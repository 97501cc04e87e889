//! Versions made ready to be written: values to cells, private fields sealed, rows hashed.
//! Those of a large Change are made ready while the writer writes the ones before them.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{BookId, LedgerId, Many, Problem, RecordId, Seq, processors, shared_out, side_by_side};
use rules::change::Content;
use tokio::sync::mpsc;

use crate::{
    cell::Cell,
    engine::Connection,
    hash::Hash,
    numbers::Unnumbered,
    problem::{self, malformed},
    row::{self, VersionCells},
    said::{FieldCells, Said},
    schema::{Column, Layout},
    seal::{self, Owner, Seal, Seals},
    shared::Shared,
    spell::SpellCells,
    stage::{Reach, is_reached},
};

/// What versions shall say, in the order of their ledgers.
pub(crate) enum Told {
    /// Some, one by one.
    Few(Vec<ToldOne>),
    /// Many of one ledger, in little memory.
    Many(ToldMany),
}

/// What the version of a record shall say.
pub(crate) struct ToldOne {
    /// Its ledger's number among the layouts.
    pub layout: usize,
    pub record: RecordId,
    /// The version it takes the place of.
    pub expects: Option<Seq>,
    pub content: Content,
}

/// What versions of one ledger shall say.
pub(crate) struct ToldMany {
    /// The ledger's number among the layouts.
    pub layout: usize,
    /// Each record, and the version it takes the place of.
    pub heads: Vec<(RecordId, Option<Seq>)>,
    /// In the same order.
    pub contents: Many<Content>,
}

/// Versions of one ledger; the number of the Change that begins them is settled by the writer.
#[derive(Default)]
pub(crate) struct Ready {
    pub layout: usize,
    /// The cells of [`Layout::columns`], one version after another.
    pub versions: Vec<Cell>,
    /// The cells of [`Layout::spell_columns`], one spell after another.
    pub spells: Vec<Cell>,
    /// The cells of [`JOURNAL_ROW`], one version after another.
    pub journal: Vec<Cell>,
    /// Of each version.
    pub hashes: Vec<Hash>,
}

/// All versions of a Change, in the order they were told.
pub(crate) enum Rows {
    /// Numbers are to be given first; see [`Rows::numbered`].
    Unnumbered(Box<Unnumbered>),
    Here(std::vec::IntoIter<Ready>),
    Coming(mpsc::Receiver<Result<Ready, Problem>>),
}

/// The columns of what the journal says of a record.
pub(crate) const JOURNAL_ROW: [&str; 6] = ["book", "ledger", "seq", "record", "hash", "closed"];

/// So many are made ready at a time, by all processors; fewer are all made ready before they are handed to the writer.
const WAVE: usize = 4_000;

/// How many shares may wait for the writer.
const AHEAD: usize = 4;

impl Told {
    fn len(&self) -> usize {
        match self {
            Self::Few(told) => told.len(),
            Self::Many(many) => many.heads.len(),
        }
    }
}

/// What is known wherever versions are made ready.
struct Making {
    shared: Arc<Shared>,
    layouts: Vec<Arc<Layout>>,
    book: BookId,
    /// Units whose records may be written; `None` is all.
    reach: Reach,
}

impl Rows {
    /// A problem of a few rows is told now, of many when their turn comes.
    pub fn of(
        shared: &Arc<Shared>,
        layouts: &[Arc<Layout>],
        book: &BookId,
        told: Vec<Told>,
        reach: Reach,
    ) -> Result<Self, Problem> {
        let making = Making { shared: shared.clone(), layouts: layouts.to_vec(), book: book.clone(), reach };
        if told.iter().map(Told::len).sum::<usize>() <= WAVE {
            let mut ready = Vec::new();
            making.all(told, &mut |more| {
                ready.extend(more);
                true
            })?;
            return Ok(Self::Here(ready.into_iter()));
        }
        let (share, coming) = mpsc::channel(AHEAD);
        tokio::task::spawn_blocking(move || {
            // Nobody waits any more where the Change was refused.
            let done = making.all(told, &mut |ready| ready.into_iter().all(|one| share.blocking_send(Ok(one)).is_ok()));
            if let Err(problem) = done {
                let _ = share.blocking_send(Err(problem));
            }
        });
        Ok(Self::Coming(coming))
    }

    /// Has numbers given where they are wanted, and the rows made ready.
    pub async fn numbered(
        &mut self,
        shared: &Arc<Shared>,
        link: &mut Connection,
        layouts: &[Arc<Layout>],
        book: &BookId,
        reach: &Reach,
    ) -> Result<(), Problem> {
        *self = match std::mem::replace(self, Self::Here(Vec::new().into_iter())) {
            Self::Unnumbered(unnumbered) => {
                let told = unnumbered.give(link, shared.dialect, layouts, book).await?;
                Self::of(shared, layouts, book, told, reach.clone())?
            }
            ready => ready,
        };
        Ok(())
    }

    /// All of them, where they are few.
    pub fn here(&self) -> Option<&[Ready]> {
        if let Self::Here(ready) = self { Some(ready.as_slice()) } else { None }
    }

    /// Those that come next.
    pub async fn next(&mut self) -> Result<Option<Ready>, Problem> {
        match self {
            Self::Unnumbered(_) => Err(malformed("numbers were not given")),
            Self::Here(ready) => Ok(ready.next()),
            Self::Coming(ready) => ready.recv().await.transpose(),
        }
    }
}

impl Making {
    /// Makes all ready, as long as it is taken.
    fn all(&self, told: Vec<Told>, take: &mut dyn FnMut(Vec<Ready>) -> bool) -> Result<(), Problem> {
        for told in told {
            let goes_on = match told {
                Told::Few(told) => self.few(told, take)?,
                Told::Many(many) => self.many(many, take)?,
            };
            if !goes_on {
                break;
            }
        }
        Ok(())
    }

    fn few(&self, mut told: Vec<ToldOne>, take: &mut dyn FnMut(Vec<Ready>) -> bool) -> Result<bool, Problem> {
        while !told.is_empty() {
            let rest = told.split_off(WAVE.min(told.len()));
            let shares = side_by_side(std::mem::replace(&mut told, rest), &|told| self.share(told));
            for ready in shares {
                if !take(ready?) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// A block for each processor, unpacked where it is made ready.
    fn many(&self, many: ToldMany, take: &mut dyn FnMut(Vec<Ready>) -> bool) -> Result<bool, Problem> {
        let ToldMany { layout, heads, contents } = many;
        let (mut blocks, names) = contents.into_blocks();
        let mut heads = heads.into_iter();
        loop {
            let wave: Vec<_> = blocks.by_ref().take(processors()).collect();
            let wave: Vec<_> = wave
                .into_iter()
                .map(|block| {
                    let heads: Vec<_> = heads.by_ref().take(block.len()).collect();
                    (block, heads)
                })
                .collect();
            if wave.is_empty() {
                return Ok(true);
            }
            let shares = shared_out(wave, 1, &|wave| {
                let names = names.apart();
                let mut ready = Vec::new();
                for (block, heads) in wave {
                    let one = |(content, (record, expects))| ToldOne { layout, record, expects, content };
                    ready.extend(self.share(block.items(&names).into_iter().zip(heads).map(one).collect())?);
                }
                Ok(ready)
            });
            for ready in shares {
                if !take(ready?) {
                    return Ok(false);
                }
            }
        }
    }

    fn share(&self, told: Vec<ToldOne>) -> Result<Vec<Ready>, Problem> {
        let (book, count) = (self.book.apart(), told.len());
        let mut all: Vec<Ready> = Vec::new();
        for ToldOne { layout: number, record, expects, content } in told {
            let layout = &self.layouts[number];
            if !is_reached(&self.reach, &layout.ledger, &content.unit) {
                return Err(Problem::not_found(format!("单位 {}", content.unit)));
            }
            if all.last().is_none_or(|ready| ready.layout != number) {
                let versions = Vec::with_capacity(count * layout.columns().len());
                let journal = Vec::with_capacity(count * JOURNAL_ROW.len());
                all.push(Ready { layout: number, versions, journal, ..Ready::default() });
            }
            let Some(into) = all.last_mut() else { continue };
            let hash = version(&self.shared, layout, &book, &record, content, into)?;
            into.hashes.push(hash);
            into.journal.extend(journal_row(&book, Seq(0), &layout.ledger, &record, Some(&hash), expects));
        }
        Ok(all)
    }
}

fn version(
    shared: &Shared,
    layout: &Layout,
    book: &BookId,
    record: &RecordId,
    content: Content,
    into: &mut Ready,
) -> Result<Hash, Problem> {
    let Content { unit, fields: said, steps } = content;
    let owner = Owner { ledger: &layout.ledger, book, record };
    let mut seals = BTreeMap::new();
    let mut fields = Vec::with_capacity(layout.fields.len());
    // Both are in the order of their names.
    let mut said = said.into_iter().peekable();
    for column in &layout.fields {
        let Some((_, value)) = said.next_if(|(field, _)| *field == column.field) else {
            fields.push(FieldCells::default());
            continue;
        };
        let said = Said::take(column, value).ok_or_else(|| malformed(format!("{}.{}", layout.ledger, column.field)))?;
        let (cells, seal) = if said.is_nothing() { Default::default() } else { keep(shared, column, owner, said)? };
        seals.extend(seal.map(|seal| (column.field.to_string(), seal)));
        fields.push(cells);
    }
    if said.next().is_some() {
        return Err(malformed(format!("{}: a field it does not have", layout.ledger)));
    }
    let derived = row::derive(layout, &fields, &steps).ok_or_else(|| malformed(&layout.ledger))?;
    let seals = Seals(seals);
    let cells = VersionCells {
        book: book.clone(),
        record: record.clone(),
        from_seq: Seq(0),
        to_seq: None,
        unit,
        state: derived.state,
        fields,
        step_days: derived.step_days,
        steps: row::steps_to(&steps),
        seals: seals.to_cell(),
    };
    // No database keeps it as it is, and expressions do not know it.
    if cells.unit.as_str().contains('\0') || cells.fields.iter().any(FieldCells::has_nul) {
        return Err(problem::not_a_text());
    }
    let hash = cells.hash_over(layout, &seals);
    if layout.rule.spells {
        derived.spells.into_iter().for_each(|spell| spell_row(&mut into.spells, book, record, Seq(0), spell));
    }
    cells.write(layout, &mut into.versions);
    Ok(hash)
}

/// What the journal says of one record.
pub(crate) fn journal_row(
    book: &BookId,
    at: Seq,
    ledger: &LedgerId,
    record: &RecordId,
    hash: Option<&Hash>,
    closed: Option<Seq>,
) -> [Cell; JOURNAL_ROW.len()] {
    let [book, ledger, record] = [book.as_str(), ledger.as_str(), record.as_str()].map(Cell::text);
    let hash = hash.map_or(Cell::Null, |hash| Cell::Blob(hash.to_vec()));
    [book, ledger, Cell::Int(at.as_i64()), record, hash, Cell::from(closed.map(Seq::as_i64))]
}

/// The row of a spell.
pub(crate) fn spell_row(into: &mut Vec<Cell>, book: &BookId, record: &RecordId, from: Seq, spell: SpellCells) {
    into.extend([Cell::text(book.as_str()), Cell::text(record.as_str()), Cell::Int(from.as_i64())]);
    into.extend([Cell::Int(spell.since.into()), Cell::Int(spell.until.into()), spell.state]);
    into.extend(spell.values);
}

/// The cells of a value that is there, and what stands for it in the hash.
fn keep(shared: &Shared, column: &Column, owner: Owner<'_>, said: Said) -> Result<(FieldCells, Option<Seal>), Problem> {
    let field = column.field.as_str();
    if column.sealed {
        let plain = said.to_json().to_string();
        let cipher = seal::encrypt(&shared.keys, &*shared.random, owner, field, plain.as_bytes())
            .ok_or_else(|| malformed(format!("cannot seal {field}")))?;
        let seal = Seal::over(&cipher);
        let search = seal::search_hash(&shared.keys, owner.ledger.as_str(), field, &said.latest());
        let cells = FieldCells { cipher: Cell::Blob(cipher), search: Cell::Text(search), ..FieldCells::default() };
        return Ok((cells, Some(seal)));
    }
    let cells = said.into_cells();
    let seal = column.private.then(|| Seal::commit(cells.said(), &*shared.random));
    Ok((cells, seal))
}
