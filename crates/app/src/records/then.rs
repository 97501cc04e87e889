//! A record as it stood once a Change had written it: what somebody saw who looked that day.

use kernel::{Problem, Seq};
use rules::access::Actor;

use super::{RecordRef, View, view_all};
use crate::{Service, access};

/// The version that a Change of its book wrote, with what it refers to named as all books stood at that moment. Masks are those of
/// now, and a version is only there for who may read its unit now. Problem: `not_found`.
pub async fn then(service: &Service, actor: &Actor, record: &RecordRef, written_by: Seq) -> Result<View, Problem> {
    let world = service.world().await?;
    let (allowed, _) = access::read_ledger(actor, &world, record.ledger.as_str())?;
    let RecordRef { ledger, book, record } = record;
    let versions = service.store().history(&allowed, book, ledger, record).await?;
    let missing = || Problem::not_found("那时的这条记录").hint("请从记录的来历里选一次变更。");
    let found = versions.into_iter().find(|version| version.record.from_seq == written_by).ok_or_else(missing)?;
    // Of its own book exactly so far: later Changes may bear the same moment.
    let mut cut = service.store().cut_at(found.entry.at).await?;
    cut.set(book.clone(), written_by);
    let views = view_all(service.store(), &allowed, &world, vec![found.record], &cut).await?;
    views.into_iter().next().ok_or_else(missing)
}
