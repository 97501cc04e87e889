use app::files;
use axum::{extract::Path, http::HeaderMap, response::Response};

use super::Kept;
use crate::{call::Call, problem::Refusal};

/// A photo or a file that the asker handed in himself, while no record names it yet.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/files/{file}", operation_id = "show_own_file",
    params(("ledger" = String, Path), ("file" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404, body = crate::problem::WireProblem)))]
pub async fn own(
    call: Call,
    Path((ledger, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let given = files::own(&call.service, &call.actor, &ledger.into(), &file).await?;
    super::answer(given, Kept::Nowhere, &headers)
}
