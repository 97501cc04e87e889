use app::figures;
use axum::Json;
use kernel::{Every, Problem, Spread};

use crate::{body::Body, call, call::Call, problem::Refusal, wire};

/// One indicator over units and parts of a period.
#[utoipa::path(post, path = "/api/spreads", operation_id = "spread_figure", request_body = wire::Spread,
    responses((status = 200, body = wire::Cells), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn spread(call: Call, Body(asked): Body<wire::Spread>) -> Result<Json<wire::Cells>, Refusal> {
    let spread = Spread {
        ask: super::read(&asked.ask)?,
        level: asked.level.filter(|level| !level.is_empty()).map(Into::into),
        every: asked.every.as_deref().map(every).transpose()?,
    };
    let world = call.world().await?;
    let cut = call::cut(asked.as_of.as_deref())?.unwrap_or_else(|| world.cut.clone());
    let rows = figures::spread(&call.service, &call.actor, &spread, Some(cut.clone())).await?;
    let name =
        |id: &kernel::UnitId| world.units.get(id.as_str()).map_or_else(|| id.to_string(), |unit| unit.name.clone());
    let figures = wire::Figure::all(rows.iter().map(|row| &row.figure), &world.units);
    let cells = rows.iter().zip(figures).map(|(row, figure)| wire::Cell {
        unit: row.unit.as_ref().map(ToString::to_string),
        unit_name: row.unit.as_ref().map_or_else(|| "待划分".to_owned(), name),
        period: row.period.to_string(),
        figure,
    });
    Ok(Json(wire::Cells { as_of: cut.to_string(), cells: cells.collect() }))
}

fn every(text: &str) -> Result<Every, Problem> {
    match text {
        "year" => Ok(Every::Year),
        "quarter" => Ok(Every::Quarter),
        "month" => Ok(Every::Month),
        _ => Err(Problem::new("request.every", format!("不能按“{text}”分段。")).hint("写 year、quarter 或 month。")),
    }
}
