use app::{files, records::RecordRef};
use axum::{extract::Path, http::HeaderMap, response::Response};

use super::Kept;
use crate::{body::Asked, call, call::Call, problem::Refusal, records::AsOf};

/// The photo or file that a field of a record names, as known at a cut. Of a masked field nothing is given here.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/records/{book}/{record}/files/{field}", operation_id = "show_file",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path), ("field" = String, Path), AsOf),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 304, description = "As it was"), (status = 404, body = crate::problem::WireProblem)))]
pub async fn give(
    call: Call,
    Path((ledger, book, record, field)): super::Address,
    Asked(asked): Asked<AsOf>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let as_of = call::cut(asked.as_of.as_deref())?;
    let record = RecordRef { ledger: ledger.into(), book: book.into(), record: record.into() };
    let given = files::give(&call.service, &call.actor, &record, &field, as_of).await?;
    super::answer(given, Kept::Asking, &headers)
}
