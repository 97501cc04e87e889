use app::records;
use axum::{Json, extract::Path};

use crate::{body::Asked, call::Call, problem::Refusal, wire};

/// Who may be named as having told, by whoever writes a unit's records of a ledger: those who hold a post there.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/tellers", operation_id = "list_tellers",
    params(("ledger" = String, Path), wire::TellersQuery),
    responses((status = 200, body = Vec<wire::Teller>), (status = 404, body = crate::problem::WireProblem)))]
pub async fn tellers(
    call: Call,
    Path(ledger): Path<String>,
    Asked(asked): Asked<wire::TellersQuery>,
) -> Result<Json<Vec<wire::Teller>>, Refusal> {
    let found = records::tellers(&call.service, &call.actor, &ledger, &asked.unit).await?;
    let teller = |one: records::TellerView| wire::Teller { account: one.account, name: one.name, posts: one.posts };
    Ok(Json(found.into_iter().map(teller).collect()))
}
