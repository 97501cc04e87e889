//! What was sent up of a form: its versions, one as it went up, its workbook, and taking it back.

use app::forms::{self, IssueForm, Moved, OfForm};
use axum::{
    Json,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::Problem;

use super::{filled, wanted};
use crate::{
    body::{Asked, Body},
    call,
    call::Call,
    file_name,
    problem::Refusal,
    reports, wire,
};

/// The versions of a form that were sent up, the first first; those that were withdrawn are among them.
#[utoipa::path(get, path = "/api/forms/{form}/versions", operation_id = "list_form_versions",
    params(("form" = String, Path), wire::FormVersionQuery),
    responses((status = 200, body = Vec<wire::IssuedVersion>), (status = 404, body = crate::problem::WireProblem)))]
pub async fn versions(
    call: Call,
    Path(form): Path<String>,
    Asked(asked): Asked<wire::FormVersionQuery>,
) -> Result<Json<Vec<wire::IssuedVersion>>, Refusal> {
    let of = of(&call, form, asked).await?;
    let versions = forms::versions(&call.service, &call.actor, of).await?;
    Ok(Json(versions.iter().map(reports::version_on_wire).collect()))
}

/// Sends a form up: its workbook is kept whole as a numbered version that never changes.
#[utoipa::path(post, path = "/api/forms/{form}/versions", operation_id = "issue_form",
    params(("form" = String, Path)), request_body = wire::IssueForm,
    responses((status = 200, body = wire::IssuedVersion), (status = 404, body = crate::problem::WireProblem),
        (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn issue(
    call: Call,
    Path(form): Path<String>,
    Body(wanted): Body<wire::IssueForm>,
) -> Result<Json<wire::IssuedVersion>, Refusal> {
    let wanted = IssueForm {
        request: wanted.request.into(),
        form,
        unit: wanted.unit.into(),
        period: call::period(&wanted.period)?,
        as_of: call::cut(wanted.as_of.as_deref())?,
        by: wanted.by,
        note: wanted.note,
        why: wanted.why,
    };
    let version = forms::issue(&call.service, &call.actor, wanted).await?;
    Ok(Json(reports::version_on_wire(&version)))
}

/// A version as it went up, and what the form says by now.
#[utoipa::path(get, path = "/api/forms/{form}/versions/{number}", operation_id = "show_form_version",
    params(("form" = String, Path), ("number" = u32, Path), wire::FormVersionQuery),
    responses((status = 200, body = wire::OpenedFormVersion), (status = 404, body = crate::problem::WireProblem)))]
pub async fn version(
    call: Call,
    Path((form, number)): Path<(String, String)>,
    Asked(asked): Asked<wire::FormVersionQuery>,
) -> Result<Json<wire::OpenedFormVersion>, Refusal> {
    let number = reports::version_number(&number)?;
    let of = of(&call, form, asked).await?;
    let opened = forms::version(&call.service, &call.actor, of, number).await?;
    let moved = |one: Moved| wire::FormMoved { row: one.row, column: one.column, was: one.was, is: one.is };
    Ok(Json(wire::OpenedFormVersion {
        version: reports::version_on_wire(&opened.version),
        filled: filled(&call, &opened.frozen.shown).await?,
        why: opened.frozen.why,
        since: opened
            .since
            .map(|since| wire::FormSince { total: since.total, moved: since.moved.into_iter().map(moved).collect() }),
    }))
}

/// The workbook of a version, byte for byte as it went up.
#[utoipa::path(get, path = "/api/forms/{form}/versions/{number}/file", operation_id = "export_form_version",
    params(("form" = String, Path), ("number" = u32, Path), wire::FormVersionQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), (status = 404, body = crate::problem::WireProblem)))]
pub async fn export_version(
    call: Call,
    Path((form, number)): Path<(String, String)>,
    Asked(asked): Asked<wire::FormVersionQuery>,
) -> Result<Response, Refusal> {
    let number = reports::version_number(&number)?;
    let of = of(&call, form, asked).await?;
    let opened = forms::version(&call.service, &call.actor, of, number).await?;
    let disposition = file_name::attachment(&opened.frozen.file)?;
    let mut response = opened.frozen.workbook()?.into_response();
    let kind = HeaderValue::from_static(app::exports::Format::Xlsx.media_type());
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// Withdraws a version that was sent up, with a reason; it stays in the list.
#[utoipa::path(post, path = "/api/forms/{form}/versions/{number}/withdraw", operation_id = "withdraw_form_version",
    params(("form" = String, Path), ("number" = u32, Path)), request_body = wire::Recall,
    responses((status = 200, body = wire::IssuedVersion), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn recall(
    call: Call,
    Path((form, number)): Path<(String, String)>,
    Body(wanted): Body<wire::Recall>,
) -> Result<Json<wire::IssuedVersion>, Refusal> {
    let of = OfForm { form, unit: wanted.unit.into(), period: call::period(&wanted.period)? };
    let of = (of, reports::version_number(&number)?);
    let version = forms::recall(&call.service, &call.actor, wanted.request.into(), of, &wanted.reason).await?;
    Ok(Json(reports::version_on_wire(&version)))
}

async fn of(call: &Call, form: String, asked: wire::FormVersionQuery) -> Result<OfForm, Problem> {
    let asked = wire::FormQuery { unit: asked.unit, period: asked.period, as_of: None };
    let wanted = wanted(call, form, asked).await?;
    Ok(OfForm { form: wanted.form, unit: wanted.unit, period: wanted.period })
}
