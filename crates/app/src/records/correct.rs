//! Somebody corrects a record. Only the fields named change; `null` takes a value away.

use kernel::{Problem, RequestId, Seq, UnitId};
use rules::{
    access::Actor,
    change::{Act, Content, Edit},
    number,
    told::Said,
};
use serde_json::{Map, Value as Json};

use super::{
    RecordRef, Written,
    content::{apply, judge},
    same_key,
    show::expected,
    told::{asked, told},
};
use crate::{Service, access, files};

/// A correction.
#[derive(Clone, PartialEq, Debug)]
pub struct Correct {
    /// The client's key.
    pub request: RequestId,
    /// Which record.
    pub record: RecordRef,
    /// The version the client read.
    pub expects: Seq,
    /// Fields that change. Of a dated field: a value corrects the last spell, `{since, value}` begins another,
    /// a list of these says all of them anew.
    pub fields: Map<String, Json>,
    /// A new owner within the same book.
    pub unit: Option<UnitId>,
    /// Why.
    pub reason: Option<String>,
    /// Who told, where that is not who types.
    pub told: Option<Said>,
}

/// Corrects a record; `record.conflict` where somebody else changed it meanwhile.
pub async fn correct(service: &Service, actor: &Actor, wanted: Correct) -> Result<Written, Problem> {
    let world = service.world().await?;
    let asked = asked(&wanted);
    let RecordRef { ledger: id, book, record } = wanted.record.clone();
    let (allowed, ledger) = access::fill_ledger(actor, &world, id.as_str())?;
    let reading = access::read(actor, &world)?;
    let known = expected(service, &reading, &world, &wanted.record, wanted.expects, &wanted.request).await?;
    let unit = wanted.unit.unwrap_or_else(|| known.unit.clone());
    if world.units.get(unit.as_str()).is_some() && world.book_for(ledger, unit.as_str()) != book {
        return Err(Problem::new("record.other_book", "不能把记录改到别的账本的单位。")
            .hint("请在新单位登记一条，再撤回这一条。"));
    }
    access::unit(&allowed, id.as_str(), known.unit.as_str(), &world)?;
    access::unit(&allowed, id.as_str(), unit.as_str(), &world)?;
    let context = world.context();
    let before = Content { unit, fields: known.fields.clone(), steps: known.steps };
    let (content, mut findings) = apply(ledger, before.clone(), &wanted.fields, &context);
    findings.extend(files::unknown(service, &allowed, ledger, &known.fields, &content).await?);
    let (told, wrong) = told(wanted.told.as_ref(), actor, &allowed, id.as_str(), &world);
    findings.extend(wrong);
    findings.extend(number::taken_away(ledger, &before, &content));
    let warnings = judge(service.store(), &reading, &world.cut, ledger, &content, findings, &context).await?;
    let mut change = service.change(book, wanted.request, Act::Correct, asked);
    (change.reason, change.told) = (wanted.reason, told);
    change.edits = vec![Edit { ledger: id, record: record.clone(), expects: Some(wanted.expects), to: Some(content) }];
    let receipt = match service.store().commit(&allowed, change).await {
        Ok(receipt) => receipt,
        Err(problem) => return Err(same_key(service, &reading, &world, problem).await),
    };
    Ok(Written { receipt, record, warnings, number: None })
}
