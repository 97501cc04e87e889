use app::kept::{self, ViewOfList};
use axum::{Json, extract::Path, http::StatusCode};

use crate::{body::Body, call::Call, problem::Refusal, wire};

/// The views of a ledger that the reader may use: his own first, then those that others share.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/views", operation_id = "list_views", params(("ledger" = String, Path)),
    responses((status = 200, body = Vec<wire::View>), (status = 404, body = crate::problem::WireProblem)))]
pub async fn views(call: Call, Path(ledger): Path<String>) -> Result<Json<Vec<wire::View>>, Refusal> {
    let views = kept::views(&call.service, &call.actor, &ledger.into()).await?;
    Ok(Json(views.into_iter().map(view).collect()))
}

/// Keeps a view; one's own of the same name gives way.
#[utoipa::path(put, path = "/api/ledgers/{ledger}/views", operation_id = "keep_view", params(("ledger" = String, Path)),
    request_body = wire::KeepView,
    responses((status = 200, body = wire::View), (status = 404, body = crate::problem::WireProblem), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn keep_view(
    call: Call,
    Path(ledger): Path<String>,
    Body(asked): Body<wire::KeepView>,
) -> Result<Json<wire::View>, Refusal> {
    let wire::KeepView { name, query, unit, version } = asked;
    let unit = unit.filter(|unit| !unit.is_empty()).map(Into::into);
    let wanted = kept::KeepView { name, query, unit, expects: version };
    Ok(Json(view(kept::keep_view(&call.service, &call.actor, &ledger.into(), wanted).await?)))
}

/// A view is no longer kept; for its owner, and of a shared one for whoever arranges there.
#[utoipa::path(delete, path = "/api/ledgers/{ledger}/views/{view}", operation_id = "end_view",
    params(("ledger" = String, Path), ("view" = String, Path)),
    responses((status = 204), (status = 404, body = crate::problem::WireProblem)))]
pub async fn end_view(call: Call, Path((ledger, view)): Path<(String, String)>) -> Result<StatusCode, Refusal> {
    kept::end_view(&call.service, &call.actor, &ledger.into(), &view).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn view(of: ViewOfList) -> wire::View {
    wire::View {
        id: of.view.id,
        name: of.view.name,
        query: of.view.query,
        unit: of.view.unit.map(|unit| unit.to_string()),
        unit_name: of.unit_name,
        owner_name: of.owner_name,
        mine: of.mine,
        may_end: of.may_end,
        version: of.version,
    }
}
