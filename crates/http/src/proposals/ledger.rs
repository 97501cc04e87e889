use app::packs;
use axum::{Json, http::StatusCode};
use pack::model::Kind;

use super::{draft, key, unit};
use crate::{body::Body, call::Call, problem::Refusal, records::receipt, wire};

/// Puts a drafted ledger in force, with its codes and first indicators.
#[utoipa::path(post, path = "/api/ledgers", operation_id = "declare_ledger", request_body = wire::DeclareLedger,
    responses((status = 201, body = wire::DeclaredLedger), (status = 404, body = crate::problem::WireProblem), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn declare(
    call: Call,
    Body(asked): Body<wire::DeclareLedger>,
) -> Result<(StatusCode, Json<wire::DeclaredLedger>), Refusal> {
    let draft = packs::LedgerDraft { only: unit(asked.unit), ..draft::read(asked.draft)? };
    let (ledger, declared) = packs::declare_ledger(&call.service, &call.actor, key(asked.request), draft).await?;
    let folds = |kind: &Kind| matches!(kind, Kind::Fold(fold) if fold.ledger == ledger);
    let indicators = declared.pack.indicators.values().filter(|indicator| folds(&indicator.kind));
    let answer = wire::DeclaredLedger {
        name: declared.pack.ledger(ledger.as_str()).map(|ledger| ledger.name.clone()).unwrap_or_default(),
        indicators: indicators.map(|indicator| indicator.id.to_string()).collect(),
        receipt: declared.receipt.as_ref().map(receipt),
        ledger: ledger.to_string(),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}
