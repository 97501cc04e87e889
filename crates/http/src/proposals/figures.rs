use app::figures::{self, FirstFigure};
use axum::{Json, extract::Path};

use crate::{body::Asked, call, call::Call, places, problem::Refusal, wire};

/// The first figures of a ledger: those of its indicators that have a value, six at most.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/first-figures", operation_id = "list_first_figures",
    params(("ledger" = String, Path), wire::FirstQuery),
    responses((status = 200, body = wire::FirstFigures), (status = 404, body = crate::problem::WireProblem)))]
pub async fn first_figures(
    call: Call,
    Path(ledger): Path<String>,
    Asked(asked): Asked<wire::FirstQuery>,
) -> Result<Json<wire::FirstFigures>, Refusal> {
    let world = call.world().await?;
    let ledger = ledger.into();
    let unit = match asked.unit.filter(|unit| !unit.is_empty()) {
        Some(unit) => unit,
        None => places::session_of(&call).await?.unit.id,
    };
    let period = match asked.period.as_deref().filter(|period| !period.is_empty()) {
        Some(period) => call::period(period)?,
        None => kernel::Period::Year(places::newest_of(&call, &ledger).await?.unwrap_or(world.today.year())),
    };
    let found = figures::first(&call.service, &call.actor, &ledger, &unit.as_str().into(), period).await?;
    let one = |first: &FirstFigure| wire::FirstFigure {
        indicator: first.figure.ask.indicator.to_string(),
        agg: first.fold.to_owned(),
        field: first.field.clone(),
        filtered: first.filtered,
        figure: wire::Figure::of(&first.figure, &world.units),
    };
    let name = world.unit(&unit)?.name.clone();
    Ok(Json(wire::FirstFigures {
        unit: wire::UnitName { id: unit, name },
        period: period.to_string(),
        figures: found.iter().map(one).collect(),
    }))
}
