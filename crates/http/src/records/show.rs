use app::records;
use axum::Json;
use serde::Deserialize;

use crate::{body::Asked, call, call::Call, problem::Refusal, wire};

/// As known when.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsOf {
    /// The cut; the newest where absent.
    pub as_of: Option<String>,
}

/// A record as known at a cut.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/records/{book}/{record}", operation_id = "show_record",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path), AsOf),
    responses((status = 200, body = wire::Record), (status = 404, body = crate::problem::WireProblem)))]
pub async fn show(
    call: Call,
    address: super::Address,
    Asked(asked): Asked<AsOf>,
) -> Result<Json<wire::Record>, Refusal> {
    let as_of = call::cut(asked.as_of.as_deref())?;
    let view = records::show(&call.service, &call.actor, &super::address(address), as_of).await?;
    Ok(Json(super::record(&view)))
}
