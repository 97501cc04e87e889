//! Values with a source, and targets: kept by indicator, unit and period.

use std::collections::HashMap;

use kernel::{Ask, Cut, Date, Decimal, Grade, IndicatorId, Seq, UnitId};
use pack::model::Pack;

use crate::columns::{RowAt, Table};

/// What a reserved ledger of values says at a cut.
#[derive(Debug, Default)]
pub struct Sourced(HashMap<(IndicatorId, UnitId, Date, Date), Kept>);

/// A kept value.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    /// In the measure of its indicator.
    pub value: Decimal,
    /// The grade its record gives it.
    pub grade: Option<Grade>,
    /// The record.
    pub at: RowAt,
}

impl Sourced {
    /// All values known at the cut; of several for one question, the one written last.
    /// The indicator may be given by its id or its name.
    pub fn read(pack: &Pack, table: &Table, cut: &Cut) -> Self {
        let mut all: HashMap<_, (Seq, Kept)> = HashMap::new();
        for at in table.visible(cut) {
            let (first, last) = (table.day(at, "first"), table.day(at, "last"));
            let (Some(indicator), Some(first), Some(last), Some(value)) =
                (table.text(at, "indicator"), first, last, table.number(at, "value"))
            else {
                continue;
            };
            let grade = table.text(at, "grade").and_then(grade);
            let Some(indicator) = pack.indicator_named(indicator) else { continue };
            let key = (indicator.id.clone(), UnitId::from(table.unit(at)), first, last);
            let seq = table.chunks[at.chunk].seq(at.row);
            let kept = Kept { value, grade, at };
            let older =
                all.get(&key).is_none_or(|(known, other)| (*known, table.record(other.at)) < (seq, table.record(at)));
            if older {
                all.insert(key, (seq, kept));
            }
        }
        Self(all.into_iter().map(|(key, (_, kept))| (key, kept)).collect())
    }

    /// The value kept for an indicator, for exactly the unit and the days of an ask.
    pub fn get(&self, indicator: &IndicatorId, ask: &Ask) -> Option<&Kept> {
        self.0.get(&(indicator.clone(), ask.unit.clone(), ask.period.first(), ask.period.last()))
    }
}

fn grade(code: &str) -> Option<Grade> {
    match code {
        "external" => Some(Grade::External),
        "attested" => Some(Grade::Attested),
        "forecast" => Some(Grade::Forecast),
        _ => None,
    }
}
