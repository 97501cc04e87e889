use app::files::{self, HandIn, LARGEST, too_large};
use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Path, Request, rejection::BytesRejection},
    http::{StatusCode, header},
    response::IntoResponse as _,
};
use kernel::Problem;

use crate::{body::Asked, call::Call, problem::Refusal, wire};

/// A file as it is. What is too large is refused by what it says of its length before a byte of it is read, or else as soon
/// as it is longer.
pub struct Raw(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let said = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if said.is_some_and(|length: usize| length > LARGEST) {
            return Err(too_large().into());
        }
        Bytes::from_request(request, state).await.map(Self).map_err(|broken| unread(broken).into())
    }
}

fn unread(broken: BytesRejection) -> Problem {
    if broken.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    Problem::new("request.body", "文件没有收完整，没有保存。").hint("请检查网络，再交一次。")
}

/// Hands in a photo or a file for a field of a record that is still to be saved; the record names it by `file`. What no
/// record comes to name is forgotten after two days.
#[utoipa::path(post, path = "/api/ledgers/{ledger}/files", operation_id = "hand_in_file",
    params(("ledger" = String, Path), wire::HandInQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::FileInfo), (status = 404, body = crate::problem::WireProblem), (status = 413, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn hand_in(
    call: Call,
    Path(ledger): Path<String>,
    Asked(asked): Asked<wire::HandInQuery>,
    Raw(bytes): Raw,
) -> Result<Json<wire::FileInfo>, Refusal> {
    let name = asked.name.unwrap_or_default();
    let wanted = HandIn { ledger: ledger.into(), field: asked.field, name, bytes: bytes.into() };
    Ok(Json(super::info(&files::hand_in(&call.service, &call.actor, wanted).await?)))
}
