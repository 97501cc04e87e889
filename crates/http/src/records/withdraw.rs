use app::records;
use axum::Json;
use kernel::Seq;

use crate::{body::Body, call::Call, problem::Refusal, wire};

/// Takes a record back; its history stays.
#[utoipa::path(post, path = "/api/ledgers/{ledger}/records/{book}/{record}/withdraw", operation_id = "withdraw_record",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path)), request_body = wire::Withdraw,
    responses((status = 200, body = wire::Receipt), (status = 409, body = crate::problem::WireProblem)))]
pub async fn withdraw(
    call: Call,
    address: super::Address,
    Body(wanted): Body<wire::Withdraw>,
) -> Result<Json<wire::Receipt>, Refusal> {
    let wanted = records::Withdraw {
        request: wanted.request.into(),
        record: super::address(address),
        expects: Seq(wanted.expects),
        reason: wanted.reason,
        told: wanted.told.map(super::said),
    };
    Ok(Json(super::written(records::withdraw(&call.service, &call.actor, wanted).await?)))
}
