//! Tokens of programs.

use app::accounts;
use axum::{Json, extract::Path, http::StatusCode, response::Response};

use crate::{body::Body, call::Call, problem::Refusal, session::unkept, wire};

/// The tokens that one's own programs have, the newest first.
#[utoipa::path(get, path = "/api/tokens", operation_id = "list_tokens",
    responses((status = 200, body = Vec<wire::Token>), (status = 409, body = crate::problem::WireProblem)))]
pub async fn my_tokens(call: Call) -> Result<Json<Vec<wire::Token>>, Refusal> {
    let views = accounts::my_tokens(&call.service, &call.actor).await?;
    Ok(Json(views.into_iter().map(wire::Token::of).collect()))
}

/// Makes a token for a program, in one's own name; it is answered once and never again.
#[utoipa::path(post, path = "/api/tokens", operation_id = "make_token", request_body = wire::NewToken,
    responses((status = 200, body = wire::MadeToken), (status = 409, body = crate::problem::WireProblem),
        (status = 422, body = crate::problem::WireProblem)))]
pub async fn make_token(call: Call, Body(asked): Body<wire::NewToken>) -> Result<Response, Refusal> {
    let wire::NewToken { name, scope, ledgers, days, password, code } = asked;
    let new = accounts::MakeToken { name, scope, ledgers, days, password, code };
    let (token, view) = accounts::make_token(&call.service, &call.actor, new).await?;
    Ok(unkept(wire::MadeToken { token, about: wire::Token::of(view) }))
}

/// Ends a token: one's own, or as the security officer anybody's.
#[utoipa::path(post, path = "/api/tokens/{token}/end", operation_id = "end_token", params(("token" = String, Path)),
    responses((status = 204), (status = 404, body = crate::problem::WireProblem)))]
pub async fn end_token(call: Call, Path(token): Path<String>) -> Result<StatusCode, Refusal> {
    accounts::end_token(&call.service, &call.actor, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All tokens, the newest first; for the security officer and the auditor.
#[utoipa::path(get, path = "/api/accounts/tokens", operation_id = "list_all_tokens", responses((status = 200, body = Vec<wire::Token>)))]
pub async fn all_tokens(call: Call) -> Result<Json<Vec<wire::Token>>, Refusal> {
    let views = accounts::all_tokens(&call.service, &call.actor).await?;
    Ok(Json(views.into_iter().map(wire::Token::of).collect()))
}
