//! Whether a case may take a step, and what it becomes. The state on a day follows from the steps taken by then.

use expr::Constants;
use kernel::{Date, Finding, Place, StateId, StepId, Value};
use pack::model::{Ledger, LedgerKind, Step};

use crate::{
    Context,
    change::{Content, StepTaken},
    context::column,
    near,
};

/// A step somebody wants to take.
#[derive(Clone, PartialEq, Debug)]
pub struct Wanted {
    /// Which.
    pub step: StepId,
    /// The day it happened.
    pub on: Date,
    /// Who took it.
    pub by: Option<String>,
    /// A word on it.
    pub note: Option<String>,
    /// The identity record of who takes it, for guards that compare persons.
    pub person: Option<String>,
}

/// The state after these steps; the first state before any. `None` for what is not a case.
pub fn state(ledger: &Ledger, steps: &[StepTaken]) -> Option<StateId> {
    if ledger.kind != LedgerKind::Case {
        return None;
    }
    steps.last().map(|taken| taken.to.clone()).or_else(|| ledger.states.keys().next().cloned())
}

/// The steps that leave the present state, in the order of the pack.
pub fn open_steps<'a>(ledger: &'a Ledger, steps: &[StepTaken]) -> Vec<&'a Step> {
    let now = state(ledger, steps);
    ledger.steps.values().filter(|step| now.as_ref().is_some_and(|now| step.from.contains(now))).collect()
}

/// The record with the step taken, or why it may not be.
pub fn take(
    ledger: &Ledger,
    content: &Content,
    wanted: Wanted,
    context: &Context<'_>,
) -> Result<Content, Vec<Finding>> {
    let place = Place::field(format!("steps.{}", wanted.step));
    let Some(step) = ledger.steps.get(&wanted.step) else {
        let names = ledger.steps.values().map(|step| step.name.as_str());
        let hint = near::hint(wanted.step.as_str(), names, "请从这件事项可走的步骤里选。");
        let message = format!("“{}”没有“{}”这一步。", ledger.name, wanted.step);
        return Err(vec![Finding::error("step.unknown", message, place).hint(hint)]);
    };
    if let Some(check) = &step.guard {
        let person = wanted.person.as_deref().map(Value::text);
        let mut constants: Constants = context.constants.clone();
        constants.insert("actor.person".to_owned(), person);
        let get = |name: &str| column(ledger, &content.unit, &content.fields, &content.steps, wanted.on, name);
        if !check.expression.holds(&get, &constants).unwrap_or(false) {
            let message = if check.message.is_empty() {
                format!("不满足“{}”的条件。", step.name)
            } else {
                check.message.clone()
            };
            return Err(vec![Finding::error("step.guard", message, place).hint("请核对事项内容，或换有权办理的人。")]);
        }
    }
    let taken =
        StepTaken { step: step.id.clone(), to: step.to.clone(), on: wanted.on, by: wanted.by, note: wanted.note };
    let mut next = content.clone();
    next.steps.push(taken);
    replay(ledger, &next, context.today)?;
    Ok(next)
}

/// Walks the steps in order: each leaves the state the last one entered, none before the one before it,
/// before the case's own day, or after today.
pub fn replay(ledger: &Ledger, content: &Content, today: Date) -> Result<(), Vec<Finding>> {
    if content.steps.is_empty() {
        return Ok(());
    }
    let mut findings = Vec::new();
    let mut at = ledger.states.keys().next().cloned();
    let date = ledger.field(ledger.date.as_str());
    let mut before = content.fields.get(&ledger.date).and_then(Value::as_date);
    let mut before_name = date.map_or_else(|| ledger.date.to_string(), |field| field.name.clone());
    for taken in &content.steps {
        let place = || Place::field(format!("steps.{}", taken.step));
        let Some(step) = ledger.steps.get(&taken.step) else {
            let message = format!("“{}”没有“{}”这一步。", ledger.name, taken.step);
            findings.push(Finding::error("step.unknown", message, place()));
            continue;
        };
        if !at.as_ref().is_some_and(|at| step.from.contains(at)) || taken.to != step.to {
            let name = |state: &StateId| ledger.states.get(state).map_or_else(|| state.to_string(), |s| s.name.clone());
            let from: Vec<String> = step.from.iter().map(&name).collect();
            let now = at.as_ref().map(&name).unwrap_or_default();
            let message = format!("现在是“{now}”，不能走“{}”。", step.name);
            let hint = format!("“{}”要从“{}”开始。", step.name, from.join("”或“"));
            findings.push(Finding::error("step.wrong_state", message, place()).hint(hint));
        }
        if let Some(day) = before
            && taken.on < day
        {
            let message = format!("“{}”的日期 {} 早于“{before_name}”的 {day}。", step.name, taken.on);
            findings.push(Finding::error("step.too_early", message, place()).hint("请核对两个日期。"));
        }
        if taken.on > today {
            let message = format!("“{}”的日期 {} 在今天之后。", step.name, taken.on);
            findings.push(Finding::error("step.in_future", message, place()).hint("请在事情办完后再登记。"));
        }
        (at, before, before_name) = (Some(step.to.clone()), Some(taken.on), step.name.clone());
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// Steps read from dated columns, in the order a case can have taken them: by day, and on one day along the states.
pub fn in_order(ledger: &Ledger, mut steps: Vec<StepTaken>) -> Vec<StepTaken> {
    steps.sort_by_key(|taken| taken.on);
    let mut ordered: Vec<StepTaken> = Vec::with_capacity(steps.len());
    while !steps.is_empty() {
        let now = state(ledger, &ordered);
        let day = steps[0].on;
        let leaves = |taken: &StepTaken| {
            let step = ledger.steps.get(&taken.step);
            step.zip(now.as_ref()).is_some_and(|(step, now)| step.from.contains(now))
        };
        let next = steps.iter().position(|taken| taken.on == day && leaves(taken)).unwrap_or(0);
        ordered.push(steps.remove(next));
    }
    ordered
}
