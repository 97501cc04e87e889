use app::reports;
use axum::{Json, extract::Path};

use super::{said, wanted};
use crate::{body::Asked, call::Call, problem::Refusal, wire};

/// What each figure of a draft rests on: value, grade, cut-off, definition, who answers for it.
#[utoipa::path(get, path = "/api/reports/{report}/annex", operation_id = "show_annex",
    params(("report" = String, Path), wire::ReportQuery),
    responses((status = 200, body = wire::Annex), (status = 404, body = crate::problem::WireProblem)))]
pub async fn annex(
    call: Call,
    Path(report): Path<String>,
    Asked(asked): Asked<wire::ReportQuery>,
) -> Result<Json<wire::Annex>, Refusal> {
    let wanted = wanted(&call, report, asked.unit, asked.period, asked.as_of).await?;
    let annexed = reports::annexed(&call.service, &call.actor, wanted).await?;
    Ok(Json(said::annex(&annexed.annex())))
}
