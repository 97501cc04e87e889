use app::records;
use axum::{Json, extract::Path};

use crate::{body::Body, call::Call, problem::Refusal, wire};

/// Writes a new record.
#[utoipa::path(post, path = "/api/ledgers/{ledger}/records", operation_id = "create_record",
    params(("ledger" = String, Path)), request_body = wire::Create,
    responses((status = 200, body = wire::Receipt), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn create(
    call: Call,
    Path(ledger): Path<String>,
    Body(new): Body<wire::Create>,
) -> Result<Json<wire::Receipt>, Refusal> {
    let wanted = records::Create {
        request: new.request.into(),
        ledger: ledger.into(),
        unit: new.unit.into(),
        fields: new.fields.into_iter().collect(),
        reason: new.reason,
        told: new.told.map(super::said),
    };
    Ok(Json(super::written(records::create(&call.service, &call.actor, wanted).await?)))
}
