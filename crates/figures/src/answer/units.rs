//! How many units of a level satisfy a condition.

use expr::{EvalError, Expression};
use kernel::{Ask, Decimal, IndicatorId, LevelId, Problem};

use super::{
    answers::{Answer, Answers, grade_of},
    formula::as_column,
    missing,
    parts::parts,
};
use crate::{run::unfit, session::Session};

/// The count. A unit without a value does not count; where no unit has one, neither has the figure.
pub fn answer(
    answers: &mut Answers<'_>,
    of: &IndicatorId,
    level: &LevelId,
    condition: &Expression,
    ask: &Ask,
) -> Result<Answer, Problem> {
    let session = answers.session;
    let mut all = Vec::new();
    for unit in parts(session, session.indicator(&ask.indicator)?, ask) {
        all.push(answers.of(&unit)?);
    }
    let _ = (of, level);
    let values: Vec<Decimal> = all.iter().filter_map(|answer| answer.value.clone().ok()).collect();
    if values.is_empty()
        && let Some(Err(missing)) = all.first().map(|answer| &answer.value)
    {
        return Ok(Answer::new(Err(missing.clone()), grade_of(&all)));
    }
    let mut count = 0u64;
    for value in values {
        match counts(session, condition, ask, value) {
            Ok(yes) => count += u64::from(yes),
            Err(EvalError::Overflow) => return Ok(Answer::new(Err(missing::overflow()), grade_of(&all))),
            Err(error) => return Err(unfit(&error)),
        }
    }
    Ok(Answer::new(Ok(Decimal::from(count)), grade_of(&all)))
}

/// Whether a unit with this value, in base units, counts.
pub fn counts(session: &Session, condition: &Expression, ask: &Ask, value: Decimal) -> Result<bool, EvalError> {
    let constants = session.world().constants(condition, ask.period);
    let value = as_column(condition, "value", value)?;
    condition.holds(&|name| (name == "value").then(|| value.clone()), &constants)
}
