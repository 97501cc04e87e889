//! What an ask is directly made of: other asks. Evidence opens exactly these.

use kernel::{Ask, Boundaries, IndicatorId, Period};
use pack::model::{Base, Indicator, Kind, RatioMode};

use crate::session::Session;

/// The asks an ask is made of, in order.
pub fn parts(session: &Session, indicator: &Indicator, ask: &Ask) -> Vec<Ask> {
    let of = |id: &IndicatorId, period: Period| Ask { indicator: id.clone(), period, ..ask.clone() };
    match &indicator.kind {
        Kind::Fold(_) | Kind::Sourced { .. } | Kind::Target { .. } | Kind::Parameter(_) => Vec::new(),
        Kind::Ratio(RatioMode::Cohort { over, .. }) => vec![of(over, ask.period)],
        Kind::Ratio(RatioMode::Flow { part, over }) => vec![of(part, ask.period), of(over, ask.period)],
        Kind::Formula { operands, .. } => operands.iter().map(|id| of(id, ask.period)).collect(),
        Kind::Against { indicator, base, .. } => match base {
            Base::YearBefore => vec![of(indicator, ask.period), of(indicator, ask.period.year_before())],
            Base::PeriodBefore => vec![of(indicator, ask.period), of(indicator, ask.period.before())],
            Base::Target => vec![of(indicator, ask.period)],
        },
        Kind::Rank { indicator, .. } => {
            let day = session.day_of(ask);
            let siblings = session.siblings(&ask.unit, day);
            siblings.into_iter().map(|unit| Ask { unit, ..of(indicator, ask.period) }).collect()
        }
        Kind::Units { of: id, level, .. } => {
            let day = session.day_of(ask);
            let units = session.reserved.tree.at_level(ask.unit.as_str(), level.as_str(), day);
            units.into_iter().map(|unit| Ask { unit: unit.id.clone(), ..of(id, ask.period) }).collect()
        }
    }
}

/// By which day's tree an ask reads units: the period's last, or today's.
pub fn day_of(ask: &Ask, today: kernel::Date) -> kernel::Date {
    match ask.boundaries {
        Boundaries::Then => ask.period.last(),
        Boundaries::Now => today,
    }
}
