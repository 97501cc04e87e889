use app::figures;
use axum::Json;

use crate::{body::Asked, call, call::Call, problem::Refusal, wire};

/// The cut of the end of a day: what was written down by then, to be asked for with `as_of`.
#[utoipa::path(get, path = "/api/cuts", operation_id = "read_cut", params(wire::CutQuery),
    responses((status = 200, body = wire::KnownBy), (status = 422, body = crate::problem::WireProblem)))]
pub async fn cut(call: Call, Asked(asked): Asked<wire::CutQuery>) -> Result<Json<wire::KnownBy>, Refusal> {
    let cut = figures::known_by(&call.service, &call.actor, call::day(&asked.day)?).await?;
    Ok(Json(wire::KnownBy { as_of: cut.to_string() }))
}
