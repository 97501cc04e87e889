//! Somebody takes a record back. Its history stays.

use kernel::{Problem, RequestId, Seq};
use rules::{
    access::Actor,
    change::{Act, Edit},
    told::Said,
};

use super::{
    RecordRef, Written,
    content::sound,
    show::expected,
    told::{asked, told},
};
use crate::{Service, access};

/// A record to be taken back.
#[derive(Clone, PartialEq, Debug)]
pub struct Withdraw {
    /// The client's key.
    pub request: RequestId,
    /// Which record.
    pub record: RecordRef,
    /// The version the client read.
    pub expects: Seq,
    /// Why.
    pub reason: Option<String>,
    /// Who told, where that is not who types.
    pub told: Option<Said>,
}

/// Takes a record back. What was issued goes its own way: `reports::recall`.
pub async fn withdraw(service: &Service, actor: &Actor, wanted: Withdraw) -> Result<Written, Problem> {
    let world = service.world().await?;
    access::fill_ledger(actor, &world, wanted.record.ledger.as_str())?;
    take_back(service, actor, wanted).await
}

/// The same of whatever may be written, issued reports among it.
pub(crate) async fn take_back(service: &Service, actor: &Actor, wanted: Withdraw) -> Result<Written, Problem> {
    let world = service.world().await?;
    let asked = asked(&wanted);
    let RecordRef { ledger, book, record } = wanted.record.clone();
    let (allowed, _) = access::write_ledger(actor, &world, ledger.as_str())?;
    let reading = access::read(actor, &world)?;
    let known = expected(service, &reading, &world, &wanted.record, wanted.expects, &wanted.request).await?;
    access::unit(&allowed, ledger.as_str(), known.unit.as_str(), &world)?;
    let (told, wrong) = told(wanted.told.as_ref(), actor, &allowed, ledger.as_str(), &world);
    sound(wrong)?;
    let mut change = service.change(book, wanted.request, Act::Withdraw, asked);
    (change.reason, change.told) = (wanted.reason, told);
    change.edits = vec![Edit { ledger, record: record.clone(), expects: Some(wanted.expects), to: None }];
    let receipt = service.store().commit(&allowed, change).await?;
    Ok(Written { receipt, record, warnings: Vec::new(), number: None })
}
