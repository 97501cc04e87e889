//! The journal of a book, and what one Change touched.

use kernel::{BookId, LedgerId, Problem, RecordId, Seq};
use rules::access::Actor;
use store::Entry;

use super::{act_name, view_all};
use crate::{Service, access};

/// The most records of one Change that are named.
const NAMED: usize = 500;

/// An entry of the journal with its act in words.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangeView {
    /// The entry.
    pub entry: Entry,
    /// The word for the act.
    pub act_name: &'static str,
    /// The records it touched, the first five hundred; empty in lists.
    pub touched: Vec<TouchedView>,
}

/// A record a Change touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TouchedView {
    /// Its ledger.
    pub ledger: LedgerId,
    /// The ledger's name.
    pub ledger_name: String,
    /// The record.
    pub record: RecordId,
    /// What names it to a person.
    pub title: String,
    /// A version begins with the Change.
    pub opened: bool,
    /// The version that ends with it.
    pub closed: Option<Seq>,
}

/// Entries of a book's journal, latest first.
pub async fn changes(
    service: &Service,
    actor: &Actor,
    book: &BookId,
    before: Option<Seq>,
    limit: Option<u32>,
) -> Result<Vec<ChangeView>, Problem> {
    let world = service.world().await?;
    let allowed = access::journal(actor, &world, book)?;
    let entries = service.store().journal(&allowed, book, before, limit.unwrap_or(50).clamp(1, 500)).await?;
    let view = |entry: Entry| ChangeView { act_name: act_name(&entry.act), entry, touched: Vec::new() };
    Ok(entries.into_iter().map(view).collect())
}

/// One Change with the records it touched.
pub async fn change(service: &Service, actor: &Actor, book: &BookId, seq: Seq) -> Result<ChangeView, Problem> {
    let world = service.world().await?;
    let allowed = access::journal(actor, &world, book)?;
    let missing = || Problem::not_found(format!("账本 {book} 的第 {seq} 号变更"));
    let entry = service.store().entry(&allowed, book, seq).await?.ok_or_else(missing)?;
    let mut touched = service.store().touched(&allowed, book, seq).await?;
    touched.truncate(NAMED);
    let mut ledgers: Vec<LedgerId> = touched.iter().map(|touched| touched.ledger.clone()).collect();
    ledgers.sort();
    ledgers.dedup();
    let mut titles = std::collections::BTreeMap::new();
    // A record it opened is named as it was then; one it took back as it was before.
    for cut in [seq, Seq(seq.0.saturating_sub(1))] {
        let mut cut_then = world.cut.clone();
        cut_then.0.insert(book.clone(), cut);
        for ledger in &ledgers {
            let ids: Vec<RecordId> =
                touched.iter().filter(|one| one.ledger == *ledger).map(|one| one.record.clone()).collect();
            let records = service.store().records(&allowed, book, ledger, &ids, &cut_then).await?;
            for view in view_all(service.store(), &allowed, &world, records, &cut_then).await? {
                titles.entry((view.ledger, view.record)).or_insert(view.title);
            }
        }
    }
    let name =
        |ledger: &LedgerId| world.pack.ledger(ledger.as_str()).map_or_else(|| ledger.to_string(), |l| l.name.clone());
    let touched = touched.into_iter().map(|one| TouchedView {
        ledger_name: name(&one.ledger),
        title: titles.get(&(one.ledger.clone(), one.record.clone())).cloned().unwrap_or_default(),
        ledger: one.ledger,
        record: one.record,
        opened: one.opened,
        closed: one.closed,
    });
    Ok(ChangeView { act_name: act_name(&entry.act), touched: touched.collect(), entry })
}
