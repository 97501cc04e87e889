//! The first figures of a ledger: what a clerk sees as soon as a spreadsheet has become records.

use kernel::{Ask, Boundaries, Figure, LedgerId, Period, Problem, UnitId};
use pack::model::{Aggregate, Fold, Indicator, Kind};
use rules::access::Actor;

use crate::{Service, access};

/// As many as are taken in at a glance.
pub const MOST: usize = 6;

/// A figure over one ledger.
#[derive(Clone, PartialEq, Debug)]
pub struct FirstFigure {
    /// How its records are folded, as pack files say it.
    pub fold: &'static str,
    /// The field that is folded; none of a count.
    pub field: Option<String>,
    /// Whether only some records count.
    pub filtered: bool,
    /// The figure.
    pub figure: Figure,
}

/// The figures of a ledger that have a value: counts, sums and distinct numbers over all of it first, then those of
/// its parts, the larger before the smaller.
pub async fn first(
    service: &Service,
    actor: &Actor,
    ledger: &LedgerId,
    unit: &UnitId,
    period: Period,
) -> Result<Vec<FirstFigure>, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::read_ledger(actor, &world, ledger.as_str())?;
    world.unit(unit.as_str())?;
    let folds: Vec<(&Indicator, &Fold)> = world
        .pack
        .indicators
        .values()
        .filter_map(|indicator| match &indicator.kind {
            Kind::Fold(fold) if fold.ledger == ledger.id => Some((indicator, fold)),
            _ => None,
        })
        .collect();
    let ask = |(indicator, _): &(&Indicator, &Fold)| Ask {
        indicator: indicator.id.clone(),
        unit: unit.clone(),
        period,
        boundaries: Boundaries::default(),
    };
    let asks: Vec<Ask> = folds.iter().map(ask).collect();
    let figures = service.engine().figures(&allowed, &asks, None).await?;
    let mut first: Vec<FirstFigure> = folds
        .into_iter()
        .zip(figures)
        .filter(|(_, figure)| figure.value.is_some())
        .map(|((_, fold), figure)| {
            let (fold_word, field) = folded(&fold.aggregate);
            FirstFigure { fold: fold_word, field, filtered: fold.filter.is_some(), figure }
        })
        .filter(|first| !(first.filtered && first.figure.value.is_some_and(|value| value.is_zero())))
        .collect();
    first.sort_by_key(|one| (one.filtered, std::cmp::Reverse(one.figure.value.filter(|_| one.filtered))));
    first.truncate(MOST);
    Ok(first)
}

fn folded(aggregate: &Aggregate) -> (&'static str, Option<String>) {
    match aggregate {
        Aggregate::Count => ("count", None),
        Aggregate::Sum(field) => ("sum", Some(field.to_string())),
        Aggregate::Avg(field) => ("avg", Some(field.to_string())),
        Aggregate::Min(field) => ("min", Some(field.to_string())),
        Aggregate::Max(field) => ("max", Some(field.to_string())),
        Aggregate::Distinct(field) => ("distinct", Some(field.to_string())),
        Aggregate::Latest(field) => ("latest", Some(field.to_string())),
    }
}
