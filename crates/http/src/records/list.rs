use app::records;
use axum::{Json, extract::Path};

use crate::{body::Asked, call, call::Call, problem::Refusal, wire};

/// A page of a ledger's records.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/records", operation_id = "list_records",
    params(("ledger" = String, Path), wire::ListQuery),
    responses((status = 200, body = wire::Records), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn list(
    call: Call,
    Path(ledger): Path<String>,
    Asked(asked): Asked<wire::ListQuery>,
) -> Result<Json<wire::Records>, Refusal> {
    let wanted = records::List {
        unit: asked.unit.filter(|unit| !unit.is_empty()).map(Into::into),
        filter: asked.filter,
        find: asked.q,
        sort: asked.sort,
        only: None,
        after: asked.after,
        limit: asked.limit,
        as_of: call::cut(asked.as_of.as_deref())?,
    };
    let page = records::list(&call.service, &call.actor, &ledger.into(), wanted).await?;
    Ok(Json(wire::Records {
        records: page.records.iter().map(super::record).collect(),
        next: page.next,
        total: page.total,
        as_of: page.as_of.to_string(),
    }))
}
