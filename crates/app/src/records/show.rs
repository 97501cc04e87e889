//! One record, personal fields masked. Opening them for a purpose comes with the journal of who opened what.

use kernel::{Cut, Problem, RequestId, Seq};
use rules::access::{Actor, Allowed, Read};
use store::Record;

use super::{RecordRef, View, view_all};
use crate::{Service, World, access};

/// A record as known at a cut (now where none is given), personal fields masked.
pub async fn show(service: &Service, actor: &Actor, record: &RecordRef, as_of: Option<Cut>) -> Result<View, Problem> {
    let world = service.world().await?;
    let (allowed, _) = access::read_ledger(actor, &world, record.ledger.as_str())?;
    let cut = as_of.unwrap_or_else(|| world.cut.clone());
    let RecordRef { ledger, book, record } = record;
    let found = service.store().record(&allowed, book, ledger, record, &cut).await?;
    let found = found.ok_or_else(|| Problem::not_found("这条记录"))?;
    let views = view_all(service.store(), &allowed, &world, vec![found], &cut).await?;
    views.into_iter().next().ok_or_else(|| Problem::not_found("这条记录"))
}

/// The record a client wants to edit, in the version it read. A retry reads what it wrote the first time: then the
/// version before is what it expects, and the store answers the earlier receipt.
pub(super) async fn expected(
    service: &Service,
    allowed: &Allowed<Read>,
    world: &World,
    record: &RecordRef,
    expects: Seq,
    request: &RequestId,
) -> Result<Record, Problem> {
    let RecordRef { ledger, book, record } = record;
    let conflict = || {
        Problem::new("record.conflict", "这条记录已被别人改动，没有保存。").hint("请刷新后看看现在的内容，再改一次。")
    };
    match service.store().record(allowed, book, ledger, record, &world.cut).await? {
        Some(found) if found.from_seq == expects => Ok(found),
        found => {
            let versions = service.store().history(allowed, book, ledger, record).await?;
            let read = versions.into_iter().find(|version| version.record.from_seq == expects);
            match read {
                Some(read) if read.ended_by.as_ref().is_some_and(|entry| entry.request == *request) => Ok(read.record),
                _ if found.is_none() => Err(Problem::not_found("这条记录")),
                _ => Err(conflict()),
            }
        }
    }
}
