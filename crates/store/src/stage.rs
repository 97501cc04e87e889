//! A Change made ready before any lock is taken: values to cells, private fields sealed, rows hashed.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use kernel::{BookId, Instant, Problem, RecordId, RequestId, Seq, UnitId, side_by_side};
use rules::{
    access::{Allowed, Write},
    change::{Act, Change, Content, Edit},
};

use crate::{
    cell::Cell,
    hash::Hash,
    problem::{self, malformed},
    row::{self, VersionCells},
    said::{FieldCells, Said},
    schema::{Column, Layout},
    seal::{self, Owner, Seal, Seals, request_digest},
    shared::Shared,
    spell::SpellCells,
};

/// The longest key of a request, in bytes.
const MOST_REQUEST: usize = 300;

/// A Change ready to be written.
pub(crate) struct Staged {
    pub book: BookId,
    pub request: RequestId,
    /// The keyed digest of what was asked.
    pub asked: String,
    pub act: Act,
    pub actor: String,
    pub at: Instant,
    pub reason: Option<String>,
    pub pack: String,
    /// The ledgers it touches, in the order of their names.
    pub layouts: Vec<Arc<Layout>>,
    pub edits: Vec<StagedEdit>,
    /// Units whose records may be edited; `None` is all.
    pub reach: Option<BTreeSet<UnitId>>,
}

/// An edit ready to be written.
pub(crate) struct StagedEdit {
    /// Its ledger's number among the layouts.
    pub layout: usize,
    pub record: RecordId,
    pub expects: Option<Seq>,
    pub row: Option<StagedRow>,
}

/// A version ready to be written; its `from_seq` is settled by the writer.
pub(crate) struct StagedRow {
    pub cells: VersionCells,
    pub spells: Vec<SpellCells>,
    pub hash: Hash,
}

/// Whether the leave reaches all that a Change touches, as far as the Change itself says.
pub(crate) fn admit(allowed: &Allowed<Write>, change: &Change) -> Result<(), Problem> {
    let reach = allowed.reach();
    if !allowed.opens(change.book.as_str()) {
        return Err(Problem::not_found(format!("账本 {}", change.book)));
    }
    for edit in &change.edits {
        if !allowed.covers(edit.ledger.as_str()) {
            return Err(Problem::not_found(format!("台账“{}”", edit.ledger)));
        }
        let unit = edit.to.as_ref().map(|content| &content.unit);
        if let (Some(units), Some(unit)) = (&reach.units, unit)
            && !units.contains(unit)
        {
            return Err(Problem::not_found(format!("单位 {unit}")));
        }
    }
    Ok(())
}

/// Makes a Change ready.
pub(crate) fn stage(
    shared: &Shared,
    change: Change,
    actor: String,
    reach: Option<BTreeSet<UnitId>>,
) -> Result<Staged, Problem> {
    let Change { book, request, asked, act, at, reason, pack, edits } = change;
    let asked = request_digest(&shared.keys, act, &asked);
    // A key that many would send by mistake must not make one Change of their many.
    if request.as_str().trim().is_empty() || request.as_str().len() > MOST_REQUEST {
        return Err(Problem::new("request.key", "请求编号是空的，或太长，没有保存。")
            .hint("每次提交请另起一个编号（request），重试时用原来的那个。"));
    }
    let mut seen = HashSet::with_capacity(edits.len());
    for Edit { ledger, record, .. } in &edits {
        if record.as_str().is_empty() || !seen.insert((ledger.as_str(), record.as_str())) {
            return Err(malformed(format!("{ledger}: a record twice or without a name")));
        }
    }
    let said = [book.as_str(), request.as_str(), actor.as_str(), pack.as_str(), reason.as_deref().unwrap_or_default()];
    if said.into_iter().chain(seen.iter().map(|(_, record)| *record)).any(|text| text.contains('\0')) {
        return Err(problem::not_a_text());
    }
    let layouts = layouts(shared, &edits)?;
    let shares = side_by_side(edits, &|edits| stage_edits(shared, &layouts, &book, edits));
    let edits = shares.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    Ok(Staged { book, request, asked, act, actor, at, reason, pack, layouts, edits, reach })
}

fn layouts(shared: &Shared, edits: &[Edit]) -> Result<Vec<Arc<Layout>>, Problem> {
    let layouts = shared.layouts();
    let ledgers: BTreeSet<&str> = edits.iter().map(|edit| edit.ledger.as_str()).collect();
    let layout = |ledger| layouts.get(ledger).ok_or_else(|| Problem::not_found(format!("台账“{ledger}”")));
    ledgers.into_iter().map(layout).collect()
}

fn stage_edits(
    shared: &Shared,
    layouts: &[Arc<Layout>],
    book: &BookId,
    edits: Vec<Edit>,
) -> Result<Vec<StagedEdit>, Problem> {
    let book = book.apart();
    let stage = |Edit { ledger, record, expects, to }: Edit| {
        let layout = layouts.binary_search_by(|layout| layout.ledger.as_str().cmp(ledger.as_str()));
        let layout = layout.map_err(|_| malformed(&ledger))?;
        let row = to.map(|content| stage_row(shared, &layouts[layout], &book, &record, content)).transpose()?;
        Ok(StagedEdit { layout, record, expects, row })
    };
    edits.into_iter().map(stage).collect()
}

fn stage_row(
    shared: &Shared,
    layout: &Layout,
    book: &BookId,
    record: &RecordId,
    mut content: Content,
) -> Result<StagedRow, Problem> {
    let owner = Owner { ledger: &layout.ledger, book, record };
    let mut seals = BTreeMap::new();
    let mut fields = Vec::with_capacity(layout.fields.len());
    for column in &layout.fields {
        let Some(value) = content.fields.remove(&column.field) else {
            fields.push(FieldCells::default());
            continue;
        };
        let said = Said::take(column, value).ok_or_else(|| malformed(format!("{}.{}", layout.ledger, column.field)))?;
        let (cells, seal) = if said.is_nothing() { Default::default() } else { keep(shared, column, owner, said)? };
        seals.extend(seal.map(|seal| (column.field.to_string(), seal)));
        fields.push(cells);
    }
    if !content.fields.is_empty() {
        return Err(malformed(format!("{}: a field it does not have", layout.ledger)));
    }
    let derived = row::derive(layout, &fields, &content.steps).ok_or_else(|| malformed(&layout.ledger))?;
    let seals = Seals(seals);
    let cells = VersionCells {
        book: book.clone(),
        record: record.clone(),
        from_seq: Seq(0),
        to_seq: None,
        unit: content.unit,
        state: derived.state,
        fields,
        step_days: derived.step_days,
        steps: row::steps_to(&content.steps),
        seals: seals.to_cell(),
    };
    // No database keeps it as it is, and expressions do not know it.
    if cells.unit.as_str().contains('\0') || cells.fields.iter().any(FieldCells::has_nul) {
        return Err(problem::not_a_text());
    }
    let hash = cells.hash_over(layout, &seals);
    Ok(StagedRow { cells, spells: derived.spells, hash })
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
