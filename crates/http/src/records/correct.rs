use app::records;
use axum::Json;
use kernel::Seq;

use crate::{body::Body, call::Call, problem::Refusal, wire};

/// Corrects a record: only the fields named change.
#[utoipa::path(patch, path = "/api/ledgers/{ledger}/records/{book}/{record}", operation_id = "correct_record",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path)), request_body = wire::Correct,
    responses((status = 200, body = wire::Receipt), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn correct(
    call: Call,
    address: super::Address,
    Body(wanted): Body<wire::Correct>,
) -> Result<Json<wire::Receipt>, Refusal> {
    let wanted = records::Correct {
        request: wanted.request.into(),
        record: super::address(address),
        expects: Seq(wanted.expects),
        fields: wanted.fields.into_iter().collect(),
        unit: wanted.unit.map(Into::into),
        reason: wanted.reason,
        told: wanted.told.map(super::said),
    };
    Ok(Json(super::written(records::correct(&call.service, &call.actor, wanted).await?)))
}
