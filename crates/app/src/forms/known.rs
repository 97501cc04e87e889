//! Which form, for whom, for when. A form over a ledger that somebody may not know of is not there for him.

use std::collections::BTreeSet;

use kernel::{Cut, LedgerId, Period, Problem, UnitId, units::Unit};
use pack::model::{Form, FormRows};
use rules::{
    access::{Actor, Allowed, Read},
    near,
};

use crate::{World, access, figures};

/// Which form is to be filled, for which unit and period, as known at which cut.
#[derive(Clone, PartialEq, Debug)]
pub struct Fill {
    /// Its id or name.
    pub form: String,
    /// The unit that fills it in.
    pub unit: UnitId,
    /// The period.
    pub period: Period,
    /// As known at; now where absent.
    pub as_of: Option<Cut>,
}

/// A form that may be filled, and what it is filled by.
pub(super) struct Known<'w> {
    pub form: &'w Form,
    pub unit: &'w Unit,
    pub allowed: Allowed<Read>,
    /// As known at.
    pub cut: Cut,
}

/// Looks up what is wanted. Problems: `not_found`, `form.wrong_level`, `form.wrong_period`.
pub(super) fn known<'w>(world: &'w World, actor: &Actor, wanted: &Fill) -> Result<Known<'w>, Problem> {
    let allowed = access::read(actor, world)?;
    let forms = || world.pack.forms.values().filter(|form| may_know(world, &allowed, form));
    let by_id = forms().find(|form| form.id.as_str() == wanted.form);
    let form = by_id.or_else(|| forms().find(|form| form.name == wanted.form)).ok_or_else(|| {
        let hint = near::hint(&wanted.form, forms().map(|form| form.name.as_str()), "请从上报表列表里选。");
        Problem::not_found(format!("上报表“{}”", wanted.form)).hint(hint)
    })?;
    let unit = world.unit(wanted.unit.as_str())?;
    // Half of a unit's records would be taken for all of them; figures refuse by themselves.
    if let FormRows::Records { ledger, .. } = &form.rows
        && !allowed.reaches(ledger.as_str(), unit.id.as_str())
    {
        return Err(Problem::not_found(format!("代码为“{}”的单位", unit.id)));
    }
    if unit.level != form.unit_level {
        let level =
            world.pack.level(form.unit_level.as_str()).map_or(form.unit_level.as_str(), |level| level.name.as_str());
        let message = format!("《{}》由{level}填报，“{}”不是{level}。", form.name, unit.name);
        return Err(Problem::new("form.wrong_level", message).hint(format!("请选择一个{level}。")));
    }
    if !form.period.fits(wanted.period) {
        let (kind, asked) = (form.period.name(), wanted.period.in_words());
        let message = format!("《{}》按{kind}填报，不能用于{asked}。", form.name);
        return Err(Problem::new("form.wrong_period", message).hint(format!("请选择一个{kind}。")));
    }
    let cut = wanted.as_of.clone().unwrap_or_else(|| world.cut.clone());
    Ok(Known { form, unit, allowed, cut })
}

/// Whether somebody may know of a form: whoever reaches all that it shows of any unit that fills it in.
pub(super) fn may_know(world: &World, allowed: &Allowed<Read>, form: &Form) -> bool {
    let ledgers: BTreeSet<LedgerId> = match &form.rows {
        FormRows::Records { ledger, .. } => BTreeSet::from([ledger.clone()]),
        FormRows::Units { .. } => {
            form.indicators().flat_map(|indicator| figures::ledgers_of(&world.pack, indicator.as_str())).collect()
        }
    };
    let reached = |unit: &Unit| {
        // What reads no ledger is known to all who enter the unit.
        let entered = !ledgers.is_empty() || allowed.enters(unit.id.as_str());
        entered && ledgers.iter().all(|ledger| allowed.reaches(ledger.as_str(), unit.id.as_str()))
    };
    world.units.iter().any(|unit| unit.level == form.unit_level && reached(unit))
}
