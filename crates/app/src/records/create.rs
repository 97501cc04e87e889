//! Somebody writes a record.

use kernel::{Cut, Fields, LedgerId, Problem, RecordId, RequestId, UnitId};
use pack::model::{Field, Ledger};
use rules::{
    access::{Actor, Allowed, Read},
    change::{Act, Content, Edit},
    number,
    told::Said,
};
use serde_json::{Map, Value as Json};
use store::{Receipt, Store};

use super::{
    Number, Written,
    content::{apply, defaults, judge, written},
    same_key,
    told::{asked, told},
};
use crate::{Service, access, files};

/// A new record.
#[derive(Clone, PartialEq, Debug)]
pub struct Create {
    /// The client's key.
    pub request: RequestId,
    /// Its ledger.
    pub ledger: LedgerId,
    /// The unit that owns it.
    pub unit: UnitId,
    /// Its fields, as [`rules::convert::from_json`] reads them.
    pub fields: Map<String, Json>,
    /// Why.
    pub reason: Option<String>,
    /// Who told, where that is not who types.
    pub told: Option<Said>,
}

/// Writes a new record, or says all that is wrong with it (`record.invalid`).
pub async fn create(service: &Service, actor: &Actor, new: Create) -> Result<Written, Problem> {
    let world = service.world().await?;
    let asked = asked(&new);
    let (allowed, ledger) = access::fill_ledger(actor, &world, new.ledger.as_str())?;
    let reading = access::read(actor, &world)?;
    world.unit(new.unit.as_str())?;
    let book = world.book_for(ledger, new.unit.as_str());
    access::unit(&allowed, new.ledger.as_str(), new.unit.as_str(), &world)?;
    let context = world.context();
    let empty = Content { unit: new.unit, fields: Default::default(), steps: Vec::new() };
    let (mut content, mut findings) = apply(ledger, empty, &new.fields, &context);
    defaults(ledger, &mut content, &context);
    let (told, wrong) = told(new.told.as_ref(), actor, &allowed, new.ledger.as_str(), &world);
    findings.extend(wrong);
    findings.extend(files::unknown(service, &allowed, ledger, &Fields::new(), &content).await?);
    let warnings = judge(service.store(), &reading, &world.cut, ledger, &content, findings, &context).await?;
    let numbered = ledger.numbered().filter(|_| number::is_wanted(ledger, &content));
    let record = RecordId::from(service.ids().next());
    let mut change = service.change(book, new.request, Act::Create, asked);
    (change.reason, change.told) = (new.reason, told);
    change.edits = vec![Edit { ledger: new.ledger, record: record.clone(), expects: None, to: Some(content) }];
    let receipt = match service.store().commit(&allowed, change).await {
        Ok(receipt) => receipt,
        Err(problem) => return Err(same_key(service, &reading, &world, problem).await),
    };
    let record = written(service.store(), &reading, &receipt, record).await?;
    let number = match numbered {
        Some(field) => given(service.store(), &reading, (ledger, field), &receipt, &record).await?,
        None => None,
    };
    Ok(Written { receipt, record, warnings, number })
}

/// The number that the Change gave, which is known only now.
async fn given(
    store: &Store,
    allowed: &Allowed<Read>,
    (ledger, field): (&Ledger, &Field),
    receipt: &Receipt,
    record: &RecordId,
) -> Result<Option<Number>, Problem> {
    let at = Cut::of(receipt.book.clone(), receipt.seq);
    let written = store.record(allowed, &receipt.book, &ledger.id, record, &at).await?;
    let says = written.and_then(|written| Some(written.fields.get(&field.id)?.as_text()?.to_owned()));
    Ok(says.map(|says| Number { field: field.id.clone(), name: field.name.clone(), says }))
}
