use app::records;
use axum::Json;

use crate::{call::Call, problem::Refusal, wire};

/// All versions of a record, oldest first, and what each changed.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/records/{book}/{record}/history", operation_id = "list_versions",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path)),
    responses((status = 200, body = Vec<wire::Version>), (status = 404, body = crate::problem::WireProblem)))]
pub async fn history(call: Call, address: super::Address) -> Result<Json<Vec<wire::Version>>, Refusal> {
    let versions = records::history(&call.service, &call.actor, &super::address(address)).await?;
    let version = |version: &records::VersionView| wire::Version {
        from_seq: version.from_seq.0,
        to_seq: version.to_seq.map(|seq| seq.0),
        at: version.at.to_string(),
        actor: version.actor.clone(),
        actor_name: version.actor_name.clone(),
        act: version.act.clone(),
        act_name: version.act_name.to_owned(),
        reason: version.reason.clone(),
        told: version.told.as_ref().map(super::told),
        changes: version.changes.iter().map(field_change).collect(),
    };
    Ok(Json(versions.iter().map(version).collect()))
}

/// One field, old and new.
pub(crate) fn field_change(change: &records::FieldChange) -> wire::FieldChange {
    wire::FieldChange {
        field: change.field.to_string(),
        name: change.name.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
    }
}
