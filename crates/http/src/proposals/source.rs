use app::reports;
use axum::{Json, extract::Path};

use crate::{call::Call, problem::Refusal, wire};

/// A report's text with its marks, to be written on.
#[utoipa::path(get, path = "/api/reports/{report}/source", operation_id = "show_report_source", params(("report" = String, Path)),
    responses((status = 200, body = wire::ReportSource), (status = 404, body = crate::problem::WireProblem)))]
pub async fn source(call: Call, Path(report): Path<String>) -> Result<Json<wire::ReportSource>, Refusal> {
    let reports::Source { name, text, own } = reports::source(&call.service, &call.actor, &report).await?;
    Ok(Json(wire::ReportSource { name, text, own }))
}
