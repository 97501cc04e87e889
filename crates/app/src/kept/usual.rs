//! What somebody sees first where nobody has arranged anything: what the pack itself looks at first, as far as it can be
//! said of the reader's own unit and is open to him. That is what its main report speaks of, in its order, then what its
//! scorecards weigh.

use std::collections::BTreeSet;

use kernel::{Ask, Boundaries, IndicatorId, Period, Problem, units::Unit};
use pack::model::Pack;
use rules::access::Actor;

use super::{Span, Tile};
use crate::{Service, World, access, figures::Sayable, reports, units};

/// As many figures as are taken in at a glance.
const FIGURES: usize = 6;

pub(super) async fn usual(service: &Service, actor: &Actor) -> Result<Vec<Tile>, Problem> {
    let world = service.world().await?;
    let main = main_report(service, actor).await?;
    let first = match units::own(&world, actor) {
        Some(unit) => first_of(service, actor, &world, unit, Period::Year(world.today.year())).await?,
        None => Vec::new(),
    };
    let figure = |id: IndicatorId| Tile::Figure { indicator: id.to_string(), unit: None, period: Span::Year };
    let reports = main.map(|report| Tile::Report { report: report.id.to_string() });
    Ok(first.into_iter().take(FIGURES).map(figure).chain(reports).collect())
}

/// The indicators that are looked at first, of which something can be said of a unit and the reader may ask it.
pub(crate) async fn first_of(
    service: &Service,
    actor: &Actor,
    world: &World,
    unit: &Unit,
    period: Period,
) -> Result<Vec<IndicatorId>, Problem> {
    let allowed = access::read(actor, world)?;
    let main = main_report(service, actor).await?;
    let sayable = Sayable::of(service, &allowed, world, unit).await?;
    let first = looked_at(&world.pack, main.as_ref().map(|report| &report.id));
    let asks: Vec<Ask> = first
        .into_iter()
        .filter(|id| sayable.says(id))
        .map(|indicator| Ask { indicator, unit: unit.id.clone(), period, boundaries: Boundaries::default() })
        .collect();
    let open = service.engine().admitted(&allowed, &asks).await?;
    Ok(asks.into_iter().zip(open).filter(|(_, open)| *open).map(|(ask, _)| ask.indicator).collect())
}

async fn main_report(service: &Service, actor: &Actor) -> Result<Option<reports::ReportView>, Problem> {
    Ok(reports::list(service, actor).await?.into_iter().find(|report| report.front.is_some()))
}

/// Each once, in the order in which they are spoken of, then weighed.
fn looked_at(pack: &Pack, main: Option<&kernel::ReportId>) -> Vec<IndicatorId> {
    let spoken = main.map(|report| reports::speaks_of(pack, report)).unwrap_or_default();
    let weighed = pack.scorecards.values().flat_map(|card| card.weights.keys().cloned());
    let mut seen = BTreeSet::new();
    spoken.into_iter().chain(weighed).filter(|id| seen.insert(id.clone())).collect()
}
