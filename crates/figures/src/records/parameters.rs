//! Dated parameters, as their ledger says at a cut.

use std::collections::BTreeMap;

use kernel::{Cut, Date, Decimal, ParameterId};
use pack::model::{Pack, to_base};

use crate::columns::Table;

/// The values of all parameters over time.
#[derive(Clone, Debug, Default)]
pub struct Parameters(BTreeMap<ParameterId, Vec<Valid>>);

/// A value over some days.
#[derive(Clone, Debug)]
struct Valid {
    from: Date,
    to: Date,
    value: Decimal,
    basis: String,
}

impl Parameters {
    /// All values known at the cut, oldest first.
    pub fn read(table: &Table, cut: &Cut) -> Self {
        let mut all: BTreeMap<ParameterId, Vec<Valid>> = BTreeMap::new();
        for at in table.visible(cut) {
            let value = table.text(at, "value").and_then(|text| text.trim().parse().ok());
            let (Some(id), Some(value)) = (table.text(at, "parameter"), value) else { continue };
            let basis = table.text(at, "basis").unwrap_or_default().to_owned();
            let from = table.day(at, "begins").unwrap_or(Date::MIN);
            let to = table.day(at, "ends").unwrap_or(Date::MAX);
            all.entry(id.into()).or_default().push(Valid { from, to, value, basis });
        }
        all.values_mut().for_each(|values| values.sort_by_key(|valid| valid.from));
        Self(all)
    }

    /// The value that holds on a day, in the parameter's own measure, and the document it rests on.
    pub fn on(&self, id: &str, day: Date) -> Option<(Decimal, &str)> {
        let valid = self.0.get(id)?.iter().rev().find(|valid| valid.from <= day && day < valid.to)?;
        Some((valid.value, &valid.basis))
    }

    /// The value that holds on a day, in base units.
    pub fn base_on(&self, pack: &Pack, id: &str, day: Date) -> Option<Decimal> {
        to_base(&pack.parameters.get(id)?.measure, self.on(id, day)?.0)
    }
}
