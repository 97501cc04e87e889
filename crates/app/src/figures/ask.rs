//! Figures at one cut.

use kernel::{Ask, Boundaries, Cut, Figure, LedgerId, Period, Problem, UnitId};
use pack::model::{Indicator, Kind, Pack};
use rules::access::Actor;

use crate::{Service, access};

/// Answers all asks together, in their order.
pub async fn ask(service: &Service, actor: &Actor, asks: &[Ask], as_of: Option<Cut>) -> Result<Vec<Figure>, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    service.engine().figures(&allowed, asks, as_of).await
}

/// The same, computed by the database instead of the columns: for checking the one against the other.
pub async fn ask_database(
    service: &Service,
    actor: &Actor,
    asks: &[Ask],
    as_of: Option<Cut>,
) -> Result<Vec<Figure>, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    service.engine().figures_in_database(&allowed, asks, as_of).await
}

/// Every indicator of [`indicators`] for one unit and period.
pub async fn all(
    service: &Service,
    actor: &Actor,
    unit: &UnitId,
    period: Period,
    as_of: Option<Cut>,
) -> Result<Vec<Figure>, Problem> {
    service.world().await?.unit(unit.as_str())?;
    let asks: Vec<Ask> = indicators(service, actor)
        .await?
        .into_iter()
        .map(|of| Ask { indicator: of.id, unit: unit.clone(), period, boundaries: Boundaries::default() })
        .collect();
    ask(service, actor, &asks, as_of).await
}

/// The pack's indicators, in its order; those over ledgers the actor may not know of are left out.
pub async fn indicators(service: &Service, actor: &Actor) -> Result<Vec<Indicator>, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let open = |id: &str| ledgers_of(&world.pack, id).iter().all(|ledger| allowed.covers(ledger.as_str()));
    Ok(world.pack.indicators.values().filter(|indicator| open(indicator.id.as_str())).cloned().collect())
}

/// The ledgers whose records an indicator folds, directly or through its operands.
pub(crate) fn ledgers_of(pack: &Pack, indicator: &str) -> Vec<LedgerId> {
    behind(pack, indicator, 0)
}

fn behind(pack: &Pack, indicator: &str, depth: usize) -> Vec<LedgerId> {
    let Some(indicator) = pack.indicator(indicator).filter(|_| depth <= pack.indicators.len()) else {
        return Vec::new();
    };
    let own = match &indicator.kind {
        Kind::Fold(fold) => vec![fold.ledger.clone()],
        _ => Vec::new(),
    };
    let operands = indicator.kind.operands();
    own.into_iter().chain(operands.into_iter().flat_map(|id| behind(pack, id.as_str(), depth + 1))).collect()
}
