//! A text's figures found, with marks that print them.

use app::reports::{self, Learn};
use axum::Json;

use crate::{body::Body, call, call::Call, problem::Refusal, wire};

/// Finds the figures of a text, and for each the indicators that could stand behind it.
#[utoipa::path(post, path = "/api/learn", operation_id = "learn_text", request_body = wire::Learn,
    responses((status = 200, body = wire::Learned), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn learn(call: Call, Body(asked): Body<wire::Learn>) -> Result<Json<wire::Learned>, Refusal> {
    let world = call.world().await?;
    let wanted = Learn {
        text: asked.text,
        unit: asked.unit.into(),
        period: call::period(&asked.period)?,
        ledger: asked.ledger.filter(|ledger| !ledger.is_empty()),
    };
    let learned = reports::learn(&call.service, &call.actor, wanted).await?;
    Ok(Json(wire::Learned::of(&learned, &world.units)))
}
