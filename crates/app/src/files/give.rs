//! A file is given to whoever may read the field that names it; what is masked is opened for a purpose first, like all that
//! is masked (ADR 0030).

use kernel::{Cut, LedgerId, Problem};
use pack::model::{Field, Ledger, Privacy};
use rules::{access::Actor, show};
use store::files::FileInfo;

use super::{forget::fresh, is_file};
use crate::{
    Service, access,
    records::{self, RecordRef},
};

/// A file with what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// What is known of it.
    pub info: FileInfo,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The file that a field of a record names, as known at a cut (now where none is given).
pub async fn give(
    service: &Service,
    actor: &Actor,
    record: &RecordRef,
    field: &str,
    as_of: Option<Cut>,
) -> Result<Given, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::read_ledger(actor, &world, record.ledger.as_str())?;
    let field = holding(ledger, field).filter(|field| !show::is_masked(field, Privacy::Internal)).ok_or_else(gone)?;
    let cut = as_of.unwrap_or_else(|| world.cut.clone());
    let RecordRef { ledger: id, book, record } = record;
    let found = service.store().record(&allowed, book, id, record, &cut).await?.ok_or_else(gone)?;
    let named = found.fields.get(&field.id).and_then(kernel::Value::as_text).ok_or_else(gone)?;
    let (info, bytes) = service.store().file(&allowed, id, named).await?.ok_or_else(gone)?;
    Ok(Given { info, bytes })
}

/// The same of a field that is masked: who looked and what for is journaled before anything is given. A retry is the same
/// look, and gives what the record named then.
pub async fn open(service: &Service, actor: &Actor, wanted: records::Open, field: &str) -> Result<Given, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::read_ledger(actor, &world, wanted.record.ledger.as_str())?;
    let clearance = allowed.clearance_for(ledger.id.as_str());
    let field = holding(ledger, field).filter(|field| !show::is_masked(field, clearance)).ok_or_else(gone)?.id.clone();
    let ledger = ledger.id.clone();
    let opened = records::open(service, actor, wanted).await?;
    let named = opened.view.fields.get(&field).and_then(kernel::Value::as_text).ok_or_else(gone)?;
    let (info, bytes) = service.store().file(&allowed, &ledger, named).await?.ok_or_else(gone)?;
    Ok(Given { info, bytes })
}

/// A file that somebody handed in himself, while no version of a record names it yet, or for two days: the form shows what will
/// be saved. Afterwards it is read through the record, by whoever may read that then.
pub async fn own(service: &Service, actor: &Actor, ledger: &LedgerId, id: &str) -> Result<Given, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::fill_ledger(actor, &world, ledger.as_str())?;
    let (info, bytes) =
        service.store().own_file(&allowed, &ledger.id, id, fresh(service.clock().now())).await?.ok_or_else(gone)?;
    Ok(Given { info, bytes })
}

fn holding<'a>(ledger: &'a Ledger, field: &str) -> Option<&'a Field> {
    ledger.field(field).filter(|field| is_file(&field.ty))
}

fn gone() -> Problem {
    Problem::not_found("这个文件")
}
