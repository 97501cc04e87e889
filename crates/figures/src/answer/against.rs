//! The same indicator against another period, or against what was promised.

use kernel::{Ask, Decimal, Grade, IndicatorId, Missing, Problem};
use pack::model::{Base, Compare, Indicator};

use super::{
    answers::{Answer, Answers, grade_of},
    kept, missing,
    parts::parts,
    ratio::share,
};

/// A comparison. Percentages are compared in percentage points, for that is what their base unit is.
pub fn answer(
    answers: &mut Answers<'_>,
    indicator: &Indicator,
    of: &IndicatorId,
    base: Base,
    show: Compare,
    ask: &Ask,
) -> Result<Answer, Problem> {
    let asks = parts(answers.session, indicator, ask);
    let mut all = Vec::new();
    for ask in &asks {
        all.push(answers.of(ask)?);
    }
    if base == Base::Target {
        all.push(kept::target(answers.session, of, &Ask { indicator: of.clone(), ..ask.clone() })?);
    }
    let [this, other] = all.as_slice() else { return Ok(Answer::new(Err(missing::overflow()), Grade::Records)) };
    if show == Compare::Base {
        return Ok(Answer { kept: false, ..other.clone() });
    }
    let value = match (&this.value, &other.value) {
        (Ok(this), Ok(other)) => compare(indicator, show, *this, *other),
        (Err(missing), _) | (_, Err(missing)) => Err(missing.clone()),
    };
    let parts = (show == Compare::Share).then(|| (this.value.clone().ok(), other.value.clone().ok()));
    let (numerator, denominator) = parts.unwrap_or_default();
    Ok(Answer { numerator, denominator, ..Answer::new(value, grade_of(&all)) })
}

/// Two values in base units, shown in a way.
pub fn compare(indicator: &Indicator, show: Compare, this: Decimal, base: Decimal) -> Result<Decimal, Missing> {
    let difference = || this.checked_sub(base).ok_or_else(missing::overflow);
    match show {
        Compare::Base => Ok(base),
        Compare::Difference => difference(),
        Compare::Change => share(&indicator.measure, difference()?, base),
        Compare::Share => share(&indicator.measure, this, base),
    }
}
