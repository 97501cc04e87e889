use app::exports;
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{call::Call, file_name, problem::Refusal};

/// What a workbook is called on the wire.
const WORKBOOK: HeaderValue =
    HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

/// An empty workbook of a ledger, to be filled in and imported.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/template", operation_id = "download_template", params(("ledger" = String, Path)),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn template(call: Call, Path(ledger): Path<String>) -> Result<Response, Refusal> {
    let made = exports::template(&call.service, &call.actor, &ledger.into()).await?;
    let kept_as = file_name::attachment(&made.name)?;
    let headers = [(header::CONTENT_TYPE, WORKBOOK), (header::CONTENT_DISPOSITION, kept_as)];
    Ok((headers, made.bytes).into_response())
}
