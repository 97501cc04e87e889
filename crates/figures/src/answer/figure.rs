//! An exact answer as a figure: converted to the indicator's measure and rounded, here and nowhere before.

use kernel::{Ask, Decimal, Figure, IndicatorId, Measure, Problem, number};
use pack::model::{Indicator, Kind, RatioMode, from_base};

use super::{answers::Answer, missing};
use crate::session::Session;

/// Places a value keeps that no indicator rounds and that does not come out even.
const UNEVEN: u32 = 6;

/// The figure of an answer.
pub fn figure(session: &Session, ask: &Ask, answer: &Answer) -> Result<Figure, Problem> {
    let indicator = session.indicator(&ask.indicator)?;
    let (part, whole) = measures(session, indicator)?;
    let value =
        answer.value.clone().and_then(|value| from_base(&indicator.measure, value).ok_or_else(missing::overflow));
    let shown = value.clone().ok().map(|value| shown(value, indicator.places));
    let exact = |value: Option<Decimal>, measure: &Measure| {
        value.and_then(|value| from_base(measure, value)).map(|value| self::shown(value, None))
    };
    Ok(Figure {
        ask: ask.clone(),
        name: indicator.name.clone(),
        value: shown,
        measure: indicator.measure.clone(),
        places: indicator.places,
        grade: answer.grade,
        numerator: exact(answer.numerator, part),
        denominator: exact(answer.denominator, whole),
        rows: answer.rows,
        as_of: session.cut.clone(),
        definition: indicator.digest.clone(),
        missing: value.err(),
    })
}

/// An exact answer in the measure of its indicator, not rounded.
pub fn in_measure(indicator: &Indicator, answer: &Answer) -> Option<Decimal> {
    from_base(&indicator.measure, answer.value.clone().ok()?)
}

/// Rounded to its places; without any, as it is.
pub fn shown(value: Decimal, places: Option<u32>) -> Decimal {
    match places {
        Some(places) => number::round(value, places),
        None if value.normalize().scale() > UNEVEN => number::round(value, UNEVEN).normalize(),
        None => value.normalize(),
    }
}

/// The measures of the part and the whole of a ratio.
fn measures<'a>(session: &'a Session, indicator: &'a Indicator) -> Result<(&'a Measure, &'a Measure), Problem> {
    let measure = |id: &IndicatorId| session.indicator(id).map(|indicator| &indicator.measure);
    Ok(match &indicator.kind {
        Kind::Ratio(RatioMode::Cohort { over, .. }) => (measure(over)?, measure(over)?),
        Kind::Ratio(RatioMode::Flow { part, over }) => (measure(part)?, measure(over)?),
        Kind::Against { indicator, .. } => (measure(indicator)?, measure(indicator)?),
        _ => (&indicator.measure, &indicator.measure),
    })
}
