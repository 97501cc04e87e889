use app::reports;
use axum::{Json, http::StatusCode};

use super::{key, unit};
use crate::{body::Body, call::Call, problem::Refusal, records::receipt, wire};

/// Saves a text with marks as a report of one's own.
#[utoipa::path(post, path = "/api/reports", operation_id = "save_report", request_body = wire::SaveReport,
    responses((status = 201, body = wire::SavedReport), (status = 404, body = crate::problem::WireProblem), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn save(
    call: Call,
    Body(asked): Body<wire::SaveReport>,
) -> Result<(StatusCode, Json<wire::SavedReport>), Refusal> {
    let period = asked.period_kind.filter(|kind| !kind.is_empty()).unwrap_or_else(|| "year".to_owned());
    let new =
        reports::SaveReport { name: asked.name, title: asked.title, text: asked.text, period, only: unit(asked.unit) };
    let (report, declared) = reports::save(&call.service, &call.actor, key(asked.request), new).await?;
    let receipt = declared.receipt.as_ref().map(receipt);
    Ok((StatusCode::CREATED, Json(wire::SavedReport { report: report.to_string(), receipt })))
}
