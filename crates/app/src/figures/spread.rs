//! One indicator over the units of a level and the parts of a period.

use kernel::{Cut, Figure, Period, Problem, Spread, UnitId};
use rules::access::Actor;

use crate::{Service, access};

/// One cell of a spread.
#[derive(Clone, PartialEq, Debug)]
pub struct SpreadRow {
    /// The unit; `None` is what a split left undecided (待划分).
    pub unit: Option<UnitId>,
    /// The part of the period.
    pub period: Period,
    /// The figure.
    pub figure: Figure,
}

/// Answers a spread.
pub async fn spread(
    service: &Service,
    actor: &Actor,
    spread: &Spread,
    as_of: Option<Cut>,
) -> Result<Vec<SpreadRow>, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let cells = service.engine().spread(&allowed, spread, as_of).await?;
    Ok(cells.into_iter().map(|(unit, period, figure)| SpreadRow { unit, period, figure }).collect())
}
