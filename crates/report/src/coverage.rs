//! Which numbered figures of real reports an ask answers (`coverage.csv` of a pack), so that a document can be held
//! against the original it should reproduce.

use std::collections::BTreeMap;

use kernel::{Ask, IndicatorId, Period, UnitId};

use crate::scope::Scope;

/// Figure numbers by indicator, unit and period; no unit or period means the report's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage(BTreeMap<(IndicatorId, Option<UnitId>, Option<Period>), Vec<String>>);

impl Coverage {
    /// Rows of `coverage.csv`: figure, indicator, unit, period.
    pub fn new(rows: impl IntoIterator<Item = (String, IndicatorId, Option<UnitId>, Option<Period>)>) -> Self {
        let mut table = BTreeMap::<_, Vec<String>>::new();
        for (figure, indicator, unit, period) in rows {
            table.entry((indicator, unit, period)).or_default().push(figure);
        }
        Self(table)
    }

    /// The numbers of the figure that `ask` answers within a report over `scope`.
    pub fn figure_ids(&self, ask: &Ask, scope: &Scope) -> Vec<String> {
        let units = [Some(ask.unit.clone()), None];
        let periods = [Some(ask.period), None];
        let mut ids = Vec::new();
        for unit in units.iter().take(if ask.unit == scope.unit.id { 2 } else { 1 }) {
            for period in periods.iter().take(if ask.period == scope.period { 2 } else { 1 }) {
                ids.extend(self.0.get(&(ask.indicator.clone(), unit.clone(), *period)).into_iter().flatten().cloned());
            }
        }
        ids.sort();
        ids.dedup();
        ids
    }
}
