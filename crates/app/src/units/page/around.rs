//! Where a unit stands among the others, and what it was. Units are told to everybody; whether one has a page for the reader
//! is told with it, so that no link leads nowhere.

use kernel::{Date, Problem, RecordId, UnitId, Value, units::Unit};
use rules::access::Allowed;

use super::Look;
use crate::world::UNITS;

/// A unit as others name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Around {
    /// Its code.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// The word for its level.
    pub level_name: String,
    /// First day.
    pub begins: Date,
    /// First day it is no longer there.
    pub ends: Option<Date>,
    /// Whether its page is open to the reader.
    pub opens: bool,
}

/// A name that a unit had. Names have no day of their own, so it is said when another one was written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Former {
    /// The name.
    pub name: String,
    /// The day on which the next was written down.
    pub until: Date,
}

impl Look<'_> {
    pub(super) fn around(&self, unit: &Unit) -> Around {
        let level = self.world.pack.level(unit.level.as_str());
        Around {
            id: unit.id.clone(),
            name: unit.name.clone(),
            level_name: level.map_or_else(|| unit.level.to_string(), |level| level.name.clone()),
            begins: unit.begins,
            ends: unit.ends,
            opens: self.allowed.enters(unit.id.as_str()),
        }
    }

    pub(super) fn above(&self) -> Vec<Around> {
        let line = self.world.units.ancestors(self.unit.id.as_str(), self.world.today);
        line.into_iter().skip(1).map(|unit| self.around(unit)).collect()
    }

    /// Those that have ended among them: their records are still of this unit.
    pub(super) fn below(&self) -> Vec<Around> {
        let parent = |unit: &Unit| self.world.units.parent(unit.id.as_str(), self.world.today);
        let is_below = |unit: &&Unit| parent(unit).is_some_and(|parent| parent.id == self.unit.id);
        self.world.units.iter().filter(is_below).map(|unit| self.around(unit)).collect()
    }

    pub(super) fn predecessors(&self) -> Vec<Around> {
        let became = |unit: &&Unit| unit.successors.contains(&self.unit.id);
        self.world.units.iter().filter(became).map(|unit| self.around(unit)).collect()
    }

    pub(super) fn successors(&self) -> Vec<Around> {
        self.named(self.unit.successors.iter())
    }

    /// The units that it lay in before it passed to another, each with the day on which it left.
    pub(super) fn belonged_to(&self) -> Vec<(Around, Date)> {
        let spells = self.unit.parents.iter().zip(self.unit.parents.iter().skip(1));
        let past = spells.filter(|(_, (left, _))| *left <= self.world.today);
        past.filter_map(|((_, parent), (left, _))| Some((self.named([parent].into_iter()).pop()?, *left))).collect()
    }

    /// The names it had, the oldest first.
    pub(super) async fn former(&self) -> Result<Vec<Former>, Problem> {
        // The register of units is a secret to nobody; what is told of it here is a name and a day.
        let (house, record) = (Allowed::of_the_house(), RecordId::from(self.unit.id.as_str()));
        let versions = self.service.store().history(&house, &self.world.root_book(), &UNITS.into(), &record).await?;
        let name =
            |version: &store::Version| version.record.fields.get("name").and_then(Value::as_text).map(str::to_owned);
        let mut former: Vec<Former> = Vec::new();
        for (one, next) in versions.iter().zip(versions.iter().skip(1)) {
            let Some(name) = name(one).filter(|called| name(next).as_ref() != Some(called)) else { continue };
            former.retain(|known| known.name != name);
            former.push(Former { name, until: next.entry.at.date() });
        }
        former.retain(|known| known.name != self.unit.name);
        Ok(former)
    }

    fn named<'u>(&self, units: impl Iterator<Item = &'u UnitId>) -> Vec<Around> {
        units.filter_map(|id| self.world.units.get(id.as_str())).map(|unit| self.around(unit)).collect()
    }
}
