use app::packs;
use axum::{Json, extract::Path};

use crate::{call::Call, problem::Refusal, records::receipt, wire};

/// Takes back an own ledger that nothing was ever written to.
#[utoipa::path(post, path = "/api/ledgers/{ledger}/withdraw", operation_id = "withdraw_ledger", params(("ledger" = String, Path)),
    responses((status = 200, body = wire::WithdrawnLedger), (status = 404, body = crate::problem::WireProblem), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn withdraw(call: Call, Path(ledger): Path<String>) -> Result<Json<wire::WithdrawnLedger>, Refusal> {
    let ledger = ledger.into();
    let declared = packs::withdraw_ledger(&call.service, &call.actor, &ledger).await?;
    let receipt = declared.receipt.as_ref().map(receipt);
    Ok(Json(wire::WithdrawnLedger { ledger: ledger.to_string(), receipt }))
}
