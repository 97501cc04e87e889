//! The figure, made again of nothing but its evidence. Invariant 5 is the test that this is always the figure.

use std::collections::BTreeSet;

use kernel::{Decimal, Figure, IndicatorId};
use pack::model::{Aggregate, Compare, Indicator, Kind, Pack, RatioMode, from_base, to_base};

use super::{Evidence, EvidenceKind, EvidenceRow};
use crate::answer::{compare, evaluate, place, share, shown};

/// The value that the evidence comes to, in the figure's measure and rounded as it is. `None` where there is no value,
/// or where not all evidence is at hand (other pages, or rows closed to the reader).
pub fn refold(pack: &Pack, evidence: &Evidence) -> Option<Decimal> {
    let indicator = pack.indicator(evidence.figure.ask.indicator.as_str())?;
    if evidence.figure.missing.is_some() {
        return None;
    }
    let value = match &evidence.kind {
        EvidenceKind::Rows { aggregate, rows, total, .. } if *total == rows.len() as u64 => {
            of_rows(pack, indicator, aggregate, rows)?
        }
        EvidenceKind::Rows { .. } => return None,
        EvidenceKind::Operands(figures) => of_operands(pack, indicator, figures, &evidence.exact)?,
        EvidenceKind::Siblings(figures) => of_siblings(indicator, &evidence.figure, figures, &evidence.exact)?,
        EvidenceKind::Source(rows) => kept(pack, indicator, rows.first()?.value)?,
        EvidenceKind::Parameter { parameter, value, .. } => {
            let base = to_base(&pack.parameters.get(parameter)?.measure, (*value)?)?;
            from_base(&indicator.measure, base)?
        }
    };
    Some(shown(value, indicator.places))
}

fn of_rows(pack: &Pack, indicator: &Indicator, aggregate: &Aggregate, rows: &[EvidenceRow]) -> Option<Decimal> {
    let whole: Vec<&EvidenceRow> = rows.iter().collect();
    let Kind::Ratio(RatioMode::Cohort { over, .. }) = &indicator.kind else {
        return fold(indicator, aggregate, &whole);
    };
    let over = pack.indicator(over.as_str())?;
    let part: Vec<&EvidenceRow> = rows.iter().filter(|row| row.part == Some(true)).collect();
    let base = |rows: &[&EvidenceRow]| to_base(&over.measure, fold(over, aggregate, rows)?);
    from_base(&indicator.measure, share(&indicator.measure, base(&part)?, base(&whole)?).ok()?)
}

/// A fold of contributions, which are in the measure of `over`.
fn fold(over: &Indicator, aggregate: &Aggregate, rows: &[&EvidenceRow]) -> Option<Decimal> {
    let values = || rows.iter().filter_map(|row| row.contribution);
    let sum = || values().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value));
    match aggregate {
        Aggregate::Count | Aggregate::Sum(_) => sum(),
        Aggregate::Avg(_) => sum()?.checked_div(Decimal::from(values().count())),
        Aggregate::Min(_) => values().min(),
        Aggregate::Max(_) => values().max(),
        Aggregate::Distinct(_) => {
            let groups: BTreeSet<&String> = rows.iter().filter_map(|row| row.group.as_ref()).collect();
            from_base(&over.measure, Decimal::from(groups.len()))
        }
        Aggregate::Latest(_) => {
            let valued = rows.iter().filter(|row| row.contribution.is_some());
            valued.max_by_key(|row| (row.date, &row.record, &row.book))?.contribution
        }
    }
}

fn of_operands(pack: &Pack, indicator: &Indicator, figures: &[Figure], exact: &[Option<Decimal>]) -> Option<Decimal> {
    let values: Vec<(&IndicatorId, Option<Decimal>)> = figures
        .iter()
        .zip(exact)
        .map(|(figure, exact)| {
            let id = &figure.ask.indicator;
            let base = |value: Decimal| to_base(&pack.indicator(id.as_str())?.measure, value);
            (id, exact.and_then(base))
        })
        .collect();
    let value = |place: usize| values.get(place).and_then(|(_, value)| *value);
    let base = match &indicator.kind {
        Kind::Ratio(_) => share(&indicator.measure, value(0)?, value(1)?).ok()?,
        Kind::Formula { expression, .. } => evaluate(expression, &values).ok()?,
        Kind::Against { show: Compare::Base, .. } => value(0)?,
        Kind::Against { show, .. } => compare(indicator, *show, value(0)?, value(1)?).ok()?,
        _ => return None,
    };
    from_base(&indicator.measure, base)
}

fn of_siblings(
    indicator: &Indicator,
    figure: &Figure,
    siblings: &[Figure],
    exact: &[Option<Decimal>],
) -> Option<Decimal> {
    if siblings.len() != exact.len() {
        return None;
    }
    match &indicator.kind {
        Kind::Rank { order, .. } => {
            let own = siblings.iter().position(|sibling| sibling.ask.unit == figure.ask.unit)?;
            Some(place(*order, *exact.get(own)?.as_ref()?, exact.iter().copied().flatten()))
        }
        Kind::Units { .. } => from_base(&indicator.measure, Decimal::from(siblings.len())),
        _ => None,
    }
}

/// A kept value is in the measure of the indicator it is kept for; of a target, that which it promises.
fn kept(pack: &Pack, indicator: &Indicator, value: Decimal) -> Option<Decimal> {
    let measure = match &indicator.kind {
        Kind::Target { of } => &pack.indicator(of.as_str())?.measure,
        _ => &indicator.measure,
    };
    from_base(&indicator.measure, to_base(measure, value)?)
}
