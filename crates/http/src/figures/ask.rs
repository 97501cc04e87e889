use app::figures;
use axum::Json;
use kernel::{Ask, Problem};

use crate::{body::Body, call, call::Call, problem::Refusal, wire};

/// Answers several questions at one cut.
#[utoipa::path(post, path = "/api/figures", operation_id = "ask_figures", request_body = wire::Asks,
    responses((status = 200, body = wire::Figures), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn ask(call: Call, Body(asked): Body<wire::Asks>) -> Result<Json<wire::Figures>, Refusal> {
    let asks = asked.asks.iter().map(super::read).collect::<Result<Vec<Ask>, Problem>>()?;
    let world = call.world().await?;
    let cut = call::cut(asked.as_of.as_deref())?.unwrap_or_else(|| world.cut.clone());
    let figures = figures::ask(&call.service, &call.actor, &asks, Some(cut.clone())).await?;
    let figures = wire::Figure::all(figures.iter(), &world.units).collect();
    Ok(Json(wire::Figures { as_of: cut.to_string(), figures }))
}
