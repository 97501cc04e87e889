//! A part of a whole: of the same records, or of what happened in the same period.

use kernel::{Ask, Decimal, IndicatorId, Measure, Missing, Problem};
use pack::model::Indicator;

use super::{
    answers::{Answer, Answers, grade_of},
    fold::settle,
    leaves::{Leaf, plan_of},
    missing,
};

/// Of the records of `over`, the part for which a condition is true on the period's last day.
pub fn cohort(
    answers: &mut Answers<'_>,
    indicator: &Indicator,
    over: &IndicatorId,
    ask: &Ask,
) -> Result<Answer, Problem> {
    let whole = answers.of(&Ask { indicator: over.clone(), ..ask.clone() })?;
    let leaf = Leaf::of(ask, over, Some(indicator.id.clone()));
    let (plan, _) = plan_of(&answers.session.pack, &leaf)?;
    let folded = answers.fold(&leaf)?;
    let part = settle(&plan.aggregate, folded).filter(|_| !folded.overflow);
    // A whole that stands in for records has no records to take a part of.
    let value = match (&whole.value, part) {
        (Err(missing), _) => Err(missing.clone()),
        (Ok(_), _) if whole.kept => Err(missing::none_fits(&answers.session.ledger(&plan.ledger)?.name)),
        (Ok(_), None) => Err(missing::overflow()),
        (Ok(whole), Some(part)) => share(&indicator.measure, part, *whole),
    };
    let denominator = whole.value.as_ref().ok().copied();
    let numerator = part.filter(|_| denominator.is_some() && !whole.kept);
    Ok(Answer { value, numerator, denominator, kept: false, ..whole })
}

/// One indicator over another.
pub fn flow(
    answers: &mut Answers<'_>,
    indicator: &Indicator,
    part: &IndicatorId,
    over: &IndicatorId,
    ask: &Ask,
) -> Result<Answer, Problem> {
    let part = answers.of(&Ask { indicator: part.clone(), ..ask.clone() })?;
    let over = answers.of(&Ask { indicator: over.clone(), ..ask.clone() })?;
    let value = match (&part.value, &over.value) {
        (Ok(part), Ok(over)) => share(&indicator.measure, *part, *over),
        (Err(missing), _) | (_, Err(missing)) => Err(missing.clone()),
    };
    let (numerator, denominator) = (part.value.clone().ok(), over.value.clone().ok());
    let grade = grade_of(&[part, over]);
    Ok(Answer { numerator, denominator, ..Answer::new(value, grade) })
}

/// `part / whole`, in percent where the measure is one.
pub fn share(measure: &Measure, part: Decimal, whole: Decimal) -> Result<Decimal, Missing> {
    if whole.is_zero() {
        return Err(missing::divided_by_zero());
    }
    let hundredfold = if measure.name == "%" { part.checked_mul(Decimal::ONE_HUNDRED) } else { Some(part) };
    hundredfold.and_then(|part| part.checked_div(whole)).ok_or_else(missing::overflow)
}
