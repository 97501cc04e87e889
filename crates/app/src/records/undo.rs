//! Somebody takes a whole Change back: one record, or an import of thousands.

use kernel::{BookId, Problem, RequestId, Seq};
use rules::access::Actor;
use store::Receipt;

use crate::{Service, access};

/// A Change to be taken back.
#[derive(Clone, PartialEq, Debug)]
pub struct Undo {
    /// The client's key.
    pub request: RequestId,
    /// The book.
    pub book: BookId,
    /// The Change's number in it.
    pub seq: Seq,
    /// Why.
    pub reason: Option<String>,
}

/// Takes a Change back; `record.conflict` where a record it touched has changed since.
pub async fn undo(service: &Service, actor: &Actor, wanted: Undo) -> Result<Receipt, Problem> {
    let world = service.world().await?;
    let reading = access::read(actor, &world)?;
    let touched = service.store().touched(&reading, &wanted.book, wanted.seq).await?;
    let nothing = || Problem::not_found(format!("账本 {} 的第 {} 号变更", wanted.book, wanted.seq));
    let first = touched.first().ok_or_else(nothing)?;
    let (mut allowed, _) = access::write_ledger(actor, &world, first.ledger.as_str())?;
    for touched in &touched {
        allowed = access::write_ledger(actor, &world, touched.ledger.as_str())?.0;
    }
    let Undo { request, book, seq, reason } = wanted;
    service.store().undo(&allowed, &book, seq, request, reason).await
}
