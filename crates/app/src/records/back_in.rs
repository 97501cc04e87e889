//! Whether undoing a Change would put records into units that have ended since. What may no longer be entered by hand is not
//! brought there by undoing either; what lies in such a unit already is left where it is.

use std::collections::BTreeMap;

use kernel::{BookId, Cut, Finding, LedgerId, Problem, RecordAt, RecordId, Seq};
use rules::{
    access::{Allowed, Read, Write},
    ended,
};
use store::{Record, Touched};

use crate::{Service, World};

/// An import may have touched a million.
const AT_ONCE: usize = 1_000;
/// Records that are named, of all that would be wrong.
const MOST_TOLD: usize = 20;

/// One Change, and by what leave it is to be undone.
pub(super) struct Asked<'a> {
    pub reading: &'a Allowed<Read>,
    pub writing: &'a Allowed<Write>,
    pub book: &'a BookId,
    pub seq: Seq,
    pub touched: &'a [Touched],
}

/// Problem: `undo.unit_ended`, with the first of the records. A Change with a record out of reach is not judged: to its asker
/// there is none, and the store says so.
pub(super) async fn may_go_back(service: &Service, world: &World, asked: Asked<'_>) -> Result<(), Problem> {
    let context = world.context();
    let before = Cut::of(asked.book.clone(), Seq(asked.seq.0.saturating_sub(1)));
    let (mut wrong, mut findings) = (0_usize, Vec::new());
    for (id, records) in of_ledgers(&asked, |one| one.closed.is_some()) {
        let Some(ledger) = world.pack.ledger(id.as_str()).filter(|ledger| !ledger.is_system()) else { continue };
        for some in records.chunks(AT_ONCE) {
            let Some(was) = reached(service, &asked, id, some, &before).await? else { return Ok(()) };
            let said = |record: Record| {
                let finding = ended::back_in(ledger, &record.unit, &record.fields, &context)?;
                Some((record, finding))
            };
            let said: Vec<(Record, Finding)> = was.into_iter().filter_map(said).collect();
            let ids: Vec<RecordId> = said.iter().map(|(record, _)| record.record.clone()).collect();
            let now = match ids.is_empty() {
                true => Vec::new(),
                false => service.store().records(asked.reading, asked.book, id, &ids, &world.cut).await?,
            };
            for (record, finding) in said {
                let is = now.iter().find(|is| is.record == record.record);
                let lies_there = |is: &Record| {
                    is.unit == record.unit && ended::back_in(ledger, &is.unit, &is.fields, &context).is_some()
                };
                if is.is_some_and(lies_there) {
                    continue;
                }
                wrong += 1;
                let there = || RecordAt { ledger: id.clone(), book: asked.book.clone(), record: record.record.clone() };
                // One that was withdrawn has no page to be opened.
                let told = if is.is_some() { finding.there(there()) } else { finding };
                findings.extend(Some(told).filter(|_| findings.len() < MOST_TOLD));
            }
        }
    }
    if wrong == 0 || !reaches_all(service, world, &asked).await? {
        return Ok(());
    }
    let message = format!("有{wrong}条记录会回到已经撤销的单位里，没有撤销。");
    Err(Problem::new("undo.unit_ended", message)
        .hint("请在记录上直接更正，所属单位选现在的；单位撤销错了的，先撤销那次变更。")
        .findings(findings))
}

/// Whether what the Change wrote is still there, all of it, and within reach.
async fn reaches_all(service: &Service, world: &World, asked: &Asked<'_>) -> Result<bool, Problem> {
    for (id, records) in of_ledgers(asked, |one| one.opened) {
        for some in records.chunks(AT_ONCE) {
            if reached(service, asked, id, some, &world.cut).await?.is_none() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// These records at a cut; nothing where one is out of reach.
async fn reached(
    service: &Service,
    asked: &Asked<'_>,
    ledger: &LedgerId,
    records: &[RecordId],
    cut: &Cut,
) -> Result<Option<Vec<Record>>, Problem> {
    let found = service.store().records(asked.reading, asked.book, ledger, records, cut).await?;
    let all = found.iter().all(|record| asked.writing.reaches(ledger.as_str(), record.unit.as_str()));
    Ok(Some(found).filter(|found| all && found.len() == records.len()))
}

fn of_ledgers<'a>(asked: &Asked<'a>, which: impl Fn(&&Touched) -> bool) -> BTreeMap<&'a LedgerId, Vec<RecordId>> {
    let mut of: BTreeMap<&LedgerId, Vec<RecordId>> = BTreeMap::new();
    for one in asked.touched.iter().filter(which) {
        of.entry(&one.ledger).or_default().push(one.record.clone());
    }
    of
}
