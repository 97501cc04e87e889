//! An ask over the units of a level and the parts of a period.

use std::collections::BTreeSet;

use kernel::{Ask, Boundaries, Date, Decimal, Figure, Period, Problem, Spread, UnitId, units::Placed};

use crate::{admit::few_enough, answer::is_of_days, session::Session};

/// One figure of a spread.
pub struct Cell {
    /// The unit it stands for; `None` is 待划分.
    pub unit: Option<UnitId>,
    /// What is asked.
    pub ask: Ask,
}

/// All asks that may have something, units in the order of their codes, undecided last, parts of the period in order.
/// Problems: `figure.too_many`.
pub fn candidates(session: &Session, spread: &Spread) -> Result<Vec<Cell>, Problem> {
    let parts = spread.every.map_or_else(|| vec![spread.ask.period], |every| spread.ask.period.split(every));
    few_enough(parts.len())?;
    let mut homes: BTreeSet<(bool, UnitId)> = BTreeSet::new();
    match &spread.level {
        None => drop(homes.insert((false, spread.ask.unit.clone()))),
        Some(level) => {
            let unit_homes =
                session.reserved.tree.iter().flat_map(|unit| homes_of(session, &spread.ask, unit, level.as_str()));
            homes.extend(unit_homes);
        }
    }
    let cell = |(undecided, unit): &(bool, UnitId), period: Period| Cell {
        unit: (!undecided).then(|| unit.clone()),
        ask: Ask { unit: unit.clone(), period, ..spread.ask.clone() },
    };
    few_enough(homes.len() * parts.len())?;
    Ok(homes.iter().flat_map(|home| parts.iter().map(move |period| cell(home, *period))).collect())
}

/// Whether a unit that is not there in the period has nothing to show either.
pub fn is_empty_and_gone(session: &Session, cell: &Cell, figure: &Figure) -> bool {
    let nothing = figure.rows.is_none_or(|rows| rows == 0);
    let none = figure.value.is_none_or(|value| value == Decimal::ZERO);
    let Some(id) = &cell.unit else { return nothing && none };
    let Some(unit) = session.reserved.tree.get(id.as_str()) else { return true };
    let there = match cell.ask.boundaries {
        Boundaries::Now => unit.exists_on(session.today),
        Boundaries::Then => {
            unit.begins <= cell.ask.period.last() && unit.ends.is_none_or(|ends| cell.ask.period.first() < ends)
        }
    };
    nothing && !there
}

/// Where records of a unit may stand at a level within the scope: on any day of the period, or of a stock on its last.
fn homes_of(session: &Session, ask: &Ask, unit: &kernel::units::Unit, level: &str) -> Vec<(bool, UnitId)> {
    let tree = &session.reserved.tree;
    let Some(scope) = tree.get(ask.unit.as_str()) else { return Vec::new() };
    let mut days: Vec<Date> = vec![ask.period.last()];
    if ask.boundaries == Boundaries::Then && is_of_days(&session.pack, &ask.indicator) {
        days.push(ask.period.first());
        let line = tree.ancestors(unit.id.as_str(), ask.period.last());
        days.extend(line.iter().flat_map(|unit| unit.parents.iter().map(|(since, _)| *since)));
        days.retain(|day| ask.period.contains(*day));
    }
    let place = |day: Date, level: &str| tree.place(unit.id.as_str(), day, Some(level), ask.boundaries, session.today);
    days.into_iter()
        .filter(|day| place(*day, scope.level.as_str()) == Placed::In(scope.id.clone()))
        .filter_map(|day| match place(day, level) {
            Placed::In(home) => Some((false, home)),
            Placed::Undecided(split) => Some((true, split)),
            Placed::Nowhere => None,
        })
        .collect()
}
