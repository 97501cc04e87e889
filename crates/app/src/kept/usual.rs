//! What somebody sees first where nobody has arranged anything: what the pack itself looks at first, as far as it is open
//! to the reader. That is what its main report speaks of, in its order, then what its scorecards weigh.

use std::collections::BTreeSet;

use kernel::{IndicatorId, Problem};
use rules::access::Actor;

use super::{Span, Tile};
use crate::{Service, figures, reports};

/// As many figures as are taken in at a glance.
const FIGURES: usize = 6;

pub(super) async fn usual(service: &Service, actor: &Actor) -> Result<Vec<Tile>, Problem> {
    let world = service.world().await?;
    let open: BTreeSet<IndicatorId> =
        figures::indicators(service, actor).await?.into_iter().map(|indicator| indicator.id).collect();
    let listed = reports::list(service, actor).await?;
    let main = listed.iter().find(|report| report.front.is_some());
    let spoken = main.map(|report| reports::speaks_of(&world.pack, &report.id)).unwrap_or_default();
    let weighed = world.pack.scorecards.values().flat_map(|card| card.weights.keys().cloned());
    let mut seen = BTreeSet::new();
    let first = spoken.into_iter().chain(weighed).filter(|id| open.contains(id) && seen.insert(id.clone()));
    let figure = |id: IndicatorId| Tile::Figure { indicator: id.to_string(), unit: None, period: Span::Year };
    let reports = main.map(|report| Tile::Report { report: report.id.to_string() });
    Ok(first.take(FIGURES).map(figure).chain(reports).collect())
}
