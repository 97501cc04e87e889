use app::accounts;
use axum::{Json, extract::Path};

use crate::{call::Call, problem::Refusal, wire};

/// Who can see what a unit writes, by their posts at the unit itself and above it; for whoever works there.
#[utoipa::path(get, path = "/api/units/{unit}/readers", operation_id = "list_readers", params(("unit" = String, Path)),
    responses((status = 200, body = wire::UnitReaders), (status = 404, body = crate::problem::WireProblem)))]
pub async fn readers(call: Call, Path(unit): Path<String>) -> Result<Json<wire::UnitReaders>, Refusal> {
    let found = accounts::readers(&call.service, &call.actor, &unit).await?;
    let readers = |one: accounts::Readers| wire::Readers {
        role_name: one.role_name,
        unit: one.unit.to_string(),
        unit_name: one.unit_name,
        is_above: one.is_above,
        people: one.people,
        reads: one.reads,
        writes: one.writes,
        clearance: one.clearance.code().to_owned(),
    };
    let signs_in = found.is_some();
    Ok(Json(wire::UnitReaders { signs_in, readers: found.into_iter().flatten().map(readers).collect() }))
}
