use app::imports::{self, Fit};
use axum::{Json, body::Bytes, http::HeaderMap};

use super::draft;
use crate::{
    body::Asked,
    call::Call,
    file_name::file_name,
    imports::too_large,
    ledgers::kind,
    problem::{Refusal, WireFinding},
    wire,
};

/// Which ledgers a spreadsheet fits, and the one it would make.
#[utoipa::path(post, path = "/api/proposals", operation_id = "propose_ledger",
    params(wire::ProposalQuery, ("x-file-name" = Option<String>, Header, description = "The file's name, percent-encoded")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::Proposal), (status = 422, body = crate::problem::WireProblem)))]
pub async fn propose(
    call: Call,
    Asked(asked): Asked<wire::ProposalQuery>,
    headers: HeaderMap,
    bytes: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Json<wire::Proposal>, Refusal> {
    let bytes = bytes.map_err(too_large)?;
    let name = file_name(&headers);
    let sheet = asked.sheet.as_deref().filter(|sheet| !sheet.is_empty());
    let proposal = imports::propose(&call.service, &call.actor, &name, bytes, sheet).await?;
    let fit = |fit: &Fit| wire::Fit {
        ledger: fit.ledger.to_string(),
        name: fit.name.clone(),
        kind: kind(fit.kind).to_owned(),
        matched: fit.matched,
        columns: fit.columns,
        taken: fit.taken.iter().map(crate::imports::column).collect(),
        missing: fit.missing.clone(),
        usable: fit.usable(),
    };
    Ok(Json(wire::Proposal {
        fits: proposal.fits.iter().map(fit).collect(),
        draft: draft::written(&proposal.draft, &proposal.seen),
        file: proposal.file,
        sheet: proposal.sheet,
        sheets: proposal.sheets,
        header_row: proposal.header_row,
        rows: proposal.rows,
        title: proposal.title,
        findings: proposal.findings.iter().map(WireFinding::from).collect(),
    }))
}
