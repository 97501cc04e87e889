//! A case takes a step.

use kernel::{Date, Problem, RequestId, Seq, StepId};
use rules::{
    access::Actor,
    change::{Act, Content, Edit},
    step::{Wanted, take},
    told::Said,
};

use super::{
    RecordRef, Written,
    content::judge,
    show::expected,
    told::{asked, told},
};
use crate::{Service, access};

/// A step somebody wants a case to take.
#[derive(Clone, PartialEq, Debug)]
pub struct TakeStep {
    /// The client's key.
    pub request: RequestId,
    /// Which case.
    pub record: RecordRef,
    /// The version the client read.
    pub expects: Seq,
    /// Which step.
    pub step: StepId,
    /// The day it happened.
    pub on: Date,
    /// A word on it.
    pub note: Option<String>,
    /// The identity record of who takes it; until accounts arrive nobody says, and guards on persons do not pass.
    pub person: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who told, where that is not who types.
    pub told: Option<Said>,
}

/// Takes the step, or says why it may not be taken (`step.refused`).
pub async fn step(service: &Service, actor: &Actor, wanted: TakeStep) -> Result<Written, Problem> {
    let world = service.world().await?;
    let asked = asked(&wanted);
    let RecordRef { ledger: id, book, record } = wanted.record.clone();
    let (allowed, ledger) = access::write_ledger(actor, &world, id.as_str())?;
    let reading = access::read(actor, &world)?;
    let known = expected(service, &reading, &world, &wanted.record, wanted.expects, &wanted.request).await?;
    access::unit(&allowed, id.as_str(), known.unit.as_str(), &world)?;
    let context = world.context();
    let before = Content { unit: known.unit, fields: known.fields, steps: known.steps };
    let by = Some(actor.name.clone());
    let wanted_step = Wanted { step: wanted.step, on: wanted.on, by, note: wanted.note, person: wanted.person };
    let (told, wrong) = told(wanted.told.as_ref(), actor, &allowed, id.as_str(), &world);
    let content = take(ledger, &before, wanted_step, &context).map_err(|mut findings| {
        findings.extend(wrong.iter().cloned());
        Problem::new("step.refused", "这一步现在不能走，没有保存。").hint("请看下面的原因。").findings(findings)
    })?;
    let warnings = judge(service.store(), &reading, &world.cut, ledger, &content, wrong, &context).await?;
    let mut change = service.change(book, wanted.request, Act::Step, asked);
    (change.reason, change.told) = (wanted.reason, told);
    change.edits = vec![Edit { ledger: id, record: record.clone(), expects: Some(wanted.expects), to: Some(content) }];
    let receipt = service.store().commit(&allowed, change).await?;
    Ok(Written { receipt, record, warnings, number: None })
}
