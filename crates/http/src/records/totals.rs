use app::records;
use axum::{Json, extract::Path};

use crate::{body::Asked, call, call::Call, problem::Refusal, wire};

/// What the numbers of a list add up to over all its pages. Numbers that lists mask are not added up.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/totals", operation_id = "list_totals",
    params(("ledger" = String, Path), wire::TotalsQuery),
    responses((status = 200, body = wire::Totals), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn totals(
    call: Call,
    Path(ledger): Path<String>,
    Asked(asked): Asked<wire::TotalsQuery>,
) -> Result<Json<wire::Totals>, Refusal> {
    let wanted = records::List {
        unit: asked.unit.filter(|unit| !unit.is_empty()).map(Into::into),
        filter: asked.filter,
        find: asked.q,
        as_of: call::cut(asked.as_of.as_deref())?,
        ..records::List::default()
    };
    let totals = records::totals(&call.service, &call.actor, &ledger.into(), wanted).await?;
    let sum =
        |one: records::Total| wire::Total { field: one.field, sum: one.sum.map(kernel::number::plain), of: one.of };
    Ok(Json(wire::Totals {
        total: totals.total,
        sums: totals.sums.into_iter().map(sum).collect(),
        as_of: totals.as_of.to_string(),
    }))
}
