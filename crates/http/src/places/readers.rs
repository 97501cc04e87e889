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
    let kept = |one: accounts::Kept| wire::KeptLedger {
        id: one.id.to_string(),
        name: one.name,
        shown: one.shown,
        masked: one
            .masked
            .into_iter()
            .map(|(name, privacy)| wire::MaskedField { name, clearance: privacy.code().to_owned() })
            .collect(),
    };
    let (all, ledgers) = found.map(|found| (found.readers, found.kept)).unwrap_or_default();
    Ok(Json(wire::UnitReaders {
        signs_in,
        readers: all.into_iter().map(readers).collect(),
        kept: ledgers.into_iter().map(kept).collect(),
    }))
}
