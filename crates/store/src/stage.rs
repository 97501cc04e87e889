//! A Change made ready before any lock is taken: who may, what it touches. Its rows are made ready beside it.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use kernel::{BookId, Instant, LedgerId, Problem, RecordId, RequestId, Seq, UnitId};
use rules::{
    access::{Allowed, Write},
    change::{Act, Change, Edit, ManyEdits},
};

use crate::{
    numbers::Unnumbered,
    problem::{self, malformed},
    ready::{Rows, Told, ToldMany, ToldOne},
    schema::Layout,
    seal::request_digest,
    shared::Shared,
    telling::Telling,
};

/// The longest key of a request, in characters.
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
    pub told: Option<Telling>,
    pub pack: String,
    /// The ledgers it touches, in the order of their names.
    pub layouts: Vec<Arc<Layout>>,
    /// In the order of their ledgers.
    pub edits: Vec<StagedEdit>,
    /// Of the edits that write a version, in their order.
    pub rows: Rows,
    /// Of each ledger it touches, the units whose records may be edited.
    pub reach: Reach,
}

/// An edit ready to be written.
pub(crate) struct StagedEdit {
    /// Its number in the Change.
    pub number: usize,
    /// Its ledger's number among the layouts.
    pub layout: usize,
    pub record: RecordId,
    pub expects: Option<Seq>,
    /// Whether a version begins; else the record is taken back.
    pub writes: bool,
}

/// Of each ledger, the units whose records may be edited; `None` is all.
pub(crate) type Reach = BTreeMap<LedgerId, Option<Arc<BTreeSet<UnitId>>>>;

/// How far a leave reaches in the ledgers that a Change touches.
pub(crate) fn reach(allowed: &Allowed<Write>, change: &Change) -> Reach {
    let ledgers = change.edits.iter().map(|edit| &edit.ledger).chain(change.many.iter().map(|many| &many.ledger));
    let ledgers: BTreeSet<&LedgerId> = ledgers.collect();
    ledgers.into_iter().map(|ledger| (ledger.clone(), allowed.units_for(ledger.as_str()))).collect()
}

/// Whether a unit's records of a ledger may be edited.
pub(crate) fn is_reached(reach: &Reach, ledger: &LedgerId, unit: &UnitId) -> bool {
    reach.get(ledger).is_some_and(|units| units.as_ref().is_none_or(|units| units.contains(unit)))
}

/// Whether the leave reaches all that a Change touches, as far as the Change itself says. The units of many records are
/// looked at while they are made ready.
pub(crate) fn admit(allowed: &Allowed<Write>, change: &Change) -> Result<(), Problem> {
    if !allowed.opens(change.book.as_str()) {
        return Err(Problem::not_found(format!("账本 {}", change.book)));
    }
    if let Some(many) = &change.many
        && !allowed.covers(many.ledger.as_str())
    {
        return Err(Problem::not_found(format!("台账“{}”", many.ledger)));
    }
    for edit in &change.edits {
        if !allowed.covers(edit.ledger.as_str()) {
            return Err(Problem::not_found(format!("台账“{}”", edit.ledger)));
        }
        let unit = edit.to.as_ref().map(|content| &content.unit);
        if let Some(unit) = unit.filter(|unit| !allowed.reaches(edit.ledger.as_str(), unit.as_str())) {
            return Err(Problem::not_found(format!("单位 {unit}")));
        }
    }
    Ok(())
}

/// Makes a Change ready.
pub(crate) fn stage(shared: &Arc<Shared>, change: Change, actor: String, reach: Reach) -> Result<Staged, Problem> {
    let Change { book, request, asked, act, at, reason, told: by, pack, edits, many } = change;
    let asked = request_digest(&shared.keys, act, &asked);
    let by = by.map(|by| Telling::of(by, shared.random.as_ref()));
    // A key that many would send by mistake must not make one Change of their many.
    if request.as_str().trim().is_empty() || request.as_str().chars().count() > MOST_REQUEST {
        return Err(Problem::new("request.key", "请求编号是空的，或太长，没有保存。")
            .hint("每次提交请另起一个编号（request），重试时用原来的那个。"));
    }
    named_once(&edits, many.as_ref())?;
    let said = [book.as_str(), request.as_str(), actor.as_str(), pack.as_str(), reason.as_deref().unwrap_or_default()];
    let said = said.into_iter().chain(by.iter().flat_map(Telling::texts));
    if said.chain(names(&edits, many.as_ref()).map(|(_, record)| record)).any(|text| text.contains('\0')) {
        return Err(problem::not_a_text());
    }
    let layouts = layouts(shared, &edits, many.as_ref())?;
    let (edits, told) = apart(&layouts, edits, many)?;
    // Where a number is still to be given, the rows are made ready by the writer, who alone knows which is next.
    let rows = match Unnumbered::of(&shared.pack(), &layouts, act, told) {
        Ok(unnumbered) => Rows::Unnumbered(Box::new(unnumbered)),
        Err(told) => Rows::of(shared, &layouts, &book, told, reach.clone())?,
    };
    Ok(Staged { book, request, asked, act, actor, at, reason, told: by, pack, layouts, edits, rows, reach })
}

/// All records a Change touches, each with its ledger.
fn names<'a>(edits: &'a [Edit], many: Option<&'a ManyEdits>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let few = edits.iter().map(|edit| (edit.ledger.as_str(), edit.record.as_str()));
    let of = |many: &'a ManyEdits| many.heads.iter().map(|(record, _)| (many.ledger.as_str(), record.as_str()));
    few.chain(many.into_iter().flat_map(of))
}

fn named_once(edits: &[Edit], many: Option<&ManyEdits>) -> Result<(), Problem> {
    let wrong = |(ledger, _): (&str, &str)| Err(malformed(format!("{ledger}: a record twice or without a name")));
    if let Some(edit) = names(edits, many).find(|(_, record)| record.is_empty()) {
        return wrong(edit);
    }
    // New records are named in the order of time, and what is in order is told apart at a glance.
    if names(edits, many).is_sorted_by(|a, b| a < b) {
        return Ok(());
    }
    let mut seen = HashSet::with_capacity(edits.len() + many.map_or(0, ManyEdits::len));
    let twice = names(edits, many).find(|name| !seen.insert(*name));
    twice.map_or(Ok(()), wrong)
}

fn layouts(shared: &Shared, edits: &[Edit], many: Option<&ManyEdits>) -> Result<Vec<Arc<Layout>>, Problem> {
    let layouts = shared.layouts();
    let ledgers = edits.iter().map(|edit| &edit.ledger).chain(many.map(|many| &many.ledger));
    let ledgers: BTreeSet<&str> = ledgers.map(LedgerId::as_str).collect();
    let layout = |ledger| layouts.get(ledger).ok_or_else(|| Problem::not_found(format!("台账“{ledger}”")));
    ledgers.into_iter().map(layout).collect()
}

/// What is edited, and what the versions that begin say: both in the order of their ledgers, of each the many last.
fn apart(
    layouts: &[Arc<Layout>],
    edits: Vec<Edit>,
    many: Option<ManyEdits>,
) -> Result<(Vec<StagedEdit>, Vec<Told>), Problem> {
    let of = |ledger: &LedgerId| {
        let layout = layouts.binary_search_by(|layout| layout.ledger.as_str().cmp(ledger.as_str()));
        layout.map_err(|_| malformed(ledger))
    };
    let few = edits.len();
    let mut numbered = Vec::with_capacity(few);
    for (number, edit) in edits.into_iter().enumerate() {
        numbered.push((of(&edit.ledger)?, number, edit));
    }
    if layouts.len() > 1 {
        numbered.sort_by_key(|(layout, ..)| *layout);
    }
    let mut staged = Vec::with_capacity(few + many.as_ref().map_or(0, ManyEdits::len));
    let mut told = Vec::with_capacity(few);
    for (layout, number, Edit { record, expects, to, .. }) in numbered {
        let writes = to.is_some();
        told.extend(to.map(|content| ToldOne { layout, record: record.clone(), expects, content }));
        staged.push(StagedEdit { number, layout, record, expects, writes });
    }
    let Some(ManyEdits { ledger, heads, contents }) = many else { return Ok((staged, vec![Told::Few(told)])) };
    let layout = of(&ledger)?;
    if heads.len() != contents.len() {
        return Err(malformed(format!("{ledger}: not a content for every record")));
    }
    let more = heads.iter().enumerate().map(|(at, (record, expects))| StagedEdit {
        number: few + at,
        layout,
        record: record.clone(),
        expects: *expects,
        writes: true,
    });
    staged.extend(more);
    if layouts.len() > 1 {
        staged.sort_by_key(|edit| edit.layout);
    }
    let after = told.split_off(told.partition_point(|one| one.layout <= layout));
    Ok((staged, vec![Told::Few(told), Told::Many(ToldMany { layout, heads, contents }), Told::Few(after)]))
}
