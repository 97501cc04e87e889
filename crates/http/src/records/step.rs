use app::records;
use axum::{Json, extract::Path};
use kernel::Seq;

use crate::{body::Body, call, call::Call, problem::Refusal, wire};

/// A case takes a step.
#[utoipa::path(post, path = "/api/ledgers/{ledger}/records/{book}/{record}/steps/{step}", operation_id = "take_step",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path), ("step" = String, Path)),
    request_body = wire::TakeStep,
    responses((status = 200, body = wire::Receipt), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn step(
    call: Call,
    Path((ledger, book, record, step)): Path<(String, String, String, String)>,
    Body(wanted): Body<wire::TakeStep>,
) -> Result<Json<wire::Receipt>, Refusal> {
    let wanted = records::TakeStep {
        request: wanted.request.into(),
        record: super::address(Path((ledger, book, record))),
        expects: Seq(wanted.expects),
        step: step.into(),
        on: call::day(&wanted.on)?,
        note: wanted.note,
        person: None,
        reason: wanted.reason,
        told: wanted.told.map(super::said),
    };
    Ok(Json(super::written(records::step(&call.service, &call.actor, wanted).await?)))
}
