use app::records;
use axum::Json;

use crate::{body::Body, call::Call, problem::Refusal, wire};

/// Shows a record with what lists mask of it, as far as the reader's posts give that; who looked and what for is journaled.
#[utoipa::path(post, path = "/api/ledgers/{ledger}/records/{book}/{record}/open", operation_id = "open_record",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path)), request_body = wire::Open,
    responses((status = 200, body = wire::Opened), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn open(
    call: Call,
    address: super::Address,
    Body(wanted): Body<wire::Open>,
) -> Result<Json<wire::Opened>, Refusal> {
    let wire::Open { request, purpose, note } = wanted;
    let wanted = records::Open { request: request.into(), record: super::address(address), purpose, note };
    let opened = records::open(&call.service, &call.actor, wanted).await?;
    Ok(Json(wire::Opened {
        receipt: super::receipt(&opened.receipt),
        record: super::record(&opened.view),
        links: opened.links.iter().map(super::links::link).collect(),
    }))
}
