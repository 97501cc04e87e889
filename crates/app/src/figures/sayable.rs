//! What can be said of a unit at all: of a village nothing that only townships write down, and of values with a source those
//! that somebody wrote down for it. Who may ask is another question, which the engine answers.

use std::collections::BTreeSet;

use kernel::{IndicatorId, Problem, Value, units::Unit};
use pack::model::{Kind, Ledger, Pack};
use rules::access::{Allowed, Read};

use crate::{Service, World, world};

/// Values with a source, and what was promised.
const KEPT: [&str; 2] = ["_value", "_target"];

/// What is known of a unit beside its records.
pub(crate) struct Sayable<'w> {
    world: &'w World,
    unit: &'w Unit,
    /// The indicators that have a value with a source, or a target, of this very unit.
    kept: BTreeSet<(&'static str, IndicatorId)>,
}

impl<'w> Sayable<'w> {
    pub(crate) async fn of(
        service: &Service,
        allowed: &Allowed<Read>,
        world: &'w World,
        unit: &'w Unit,
    ) -> Result<Self, Problem> {
        let mut kept = BTreeSet::new();
        for ledger in KEPT.into_iter().filter(|ledger| allowed.covers(ledger)) {
            let of = Some(vec![unit.id.clone()]);
            for record in world::all(service.store(), allowed, ledger, of, &world.cut).await? {
                let named = record.fields.get("indicator").and_then(Value::as_text);
                kept.extend(named.and_then(|name| Some((ledger, world.pack.indicator_named(name)?.id.clone()))));
            }
        }
        Ok(Self { world, unit, kept })
    }

    /// Whether something can be behind the figure of an indicator.
    pub(crate) fn says(&self, indicator: &IndicatorId) -> bool {
        self.at_depth(indicator, 0)
    }

    fn at_depth(&self, id: &IndicatorId, depth: usize) -> bool {
        let pack: &Pack = &self.world.pack;
        let Some(indicator) = pack.indicator(id.as_str()).filter(|_| depth <= pack.indicators.len()) else {
            return false;
        };
        let operands = || indicator.kind.operands().into_iter().all(|operand| self.at_depth(operand, depth + 1));
        match &indicator.kind {
            Kind::Fold(fold) => {
                pack.ledger(fold.ledger.as_str()).is_some_and(|ledger| keeps(self.world, ledger, self.unit))
            }
            Kind::Sourced { .. } => self.kept.contains(&(KEPT[0], id.clone())),
            Kind::Target { of } => self.kept.contains(&(KEPT[1], of.clone())),
            Kind::Units { level, .. } => self.world.depth(level.as_str()) > self.world.depth(self.unit.level.as_str()),
            Kind::Rank { .. } => !self.unit.is_root() && operands(),
            Kind::Ratio(_) | Kind::Formula { .. } | Kind::Against { .. } => operands(),
            Kind::Parameter(_) => true,
        }
    }
}

/// Whether a ledger may hold records of a unit, or of one below it.
pub(crate) fn keeps(world: &World, ledger: &Ledger, unit: &Unit) -> bool {
    ledger.unit.iter().any(|level| world.depth(level.as_str()) >= world.depth(unit.level.as_str()))
}
