//! What is kept rather than computed: values with a source, targets, parameters.

use kernel::{Ask, Grade, IndicatorId, ParameterId, Problem};
use pack::model::{Indicator, to_base};

use super::{answers::Answer, missing};
use crate::session::Session;

/// A value with its source, or that there is none.
pub fn sourced(session: &Session, indicator: &Indicator, grade: Grade, ask: &Ask) -> Answer {
    value(session, indicator, grade, ask)
        .unwrap_or_else(|| Answer::new(Err(missing::no_value(&indicator.name, &ask.period.in_words())), grade))
}

/// A value with its source, where there is one for exactly this unit and period.
pub fn value(session: &Session, indicator: &Indicator, grade: Grade, ask: &Ask) -> Option<Answer> {
    let kept = session.reserved.values.get(&indicator.id, ask)?;
    let value = to_base(&indicator.measure, kept.value).ok_or_else(missing::overflow);
    Some(Answer { kept: true, ..Answer::new(value, kept.grade.unwrap_or(grade)) })
}

/// What was promised of an indicator. A promise is as well founded as the record that keeps it.
pub fn target(session: &Session, of: &IndicatorId, ask: &Ask) -> Result<Answer, Problem> {
    let indicator = session.indicator(of)?;
    let value = session.reserved.targets.get(of, ask).map(|kept| to_base(&indicator.measure, kept.value));
    let value = match value {
        None => Err(missing::no_target(&indicator.name, &ask.period.in_words())),
        Some(value) => value.ok_or_else(missing::overflow),
    };
    Ok(Answer { kept: true, ..Answer::new(value, Grade::Records) })
}

/// The value of a parameter on the period's last day.
pub fn parameter(session: &Session, id: &ParameterId, ask: &Ask) -> Answer {
    let day = ask.period.last();
    let name = session.pack.parameters.get(id).map_or(id.as_str(), |parameter| &parameter.name);
    let value = session.reserved.parameters.base_on(&session.pack, id.as_str(), day);
    Answer::new(value.ok_or_else(|| missing::no_parameter(name, &day.to_string())), Grade::Records)
}
