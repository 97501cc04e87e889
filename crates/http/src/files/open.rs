use app::{
    files,
    records::{self, RecordRef},
};
use axum::{extract::Path, http::HeaderMap, response::Response};

use super::Kept;
use crate::{body::Body, call::Call, problem::Refusal, wire};

/// The photo or file that a masked field names, as far as the reader's posts give it; who looked and what for is journaled
/// first. The key of a record that was opened gives its files without another entry.
#[utoipa::path(post, path = "/api/ledgers/{ledger}/records/{book}/{record}/files/{field}/open", operation_id = "open_file",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path), ("field" = String, Path)),
    request_body = wire::Open,
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn open(
    call: Call,
    Path((ledger, book, record, field)): super::Address,
    headers: HeaderMap,
    Body(wanted): Body<wire::Open>,
) -> Result<Response, Refusal> {
    let wire::Open { request, purpose, note } = wanted;
    let record = RecordRef { ledger: ledger.into(), book: book.into(), record: record.into() };
    let wanted = records::Open { request: request.into(), record, purpose, note };
    let given = files::open(&call.service, &call.actor, wanted, &field).await?;
    super::answer(given, Kept::Nowhere, &headers)
}
