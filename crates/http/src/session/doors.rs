//! Signing in and out, and one's own password.

use app::accounts;
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::{cookie, none};
use crate::{body::Body, call::Call, problem::Refusal, wire};

/// Signs somebody in: answers a cookie. One refusal for an unknown login, a wrong password and a locked account.
#[utoipa::path(post, path = "/api/session", operation_id = "sign_in", request_body = wire::SignIn,
    responses((status = 200, body = wire::SignedIn), (status = 401, body = crate::problem::WireProblem)))]
pub async fn sign_in(call: Call, Body(asked): Body<wire::SignIn>) -> Result<Response, Refusal> {
    let wire::SignIn { login, password } = asked;
    // Whoever signs in anew on the same browser does not leave the old session open.
    let before = call.asking.token.clone();
    let signed = accounts::sign_in(&call.service, &login, password).await?;
    if let Some(token) = before {
        accounts::sign_out(&call.service, &token).await?;
    }
    let mut response = Json(wire::SignedIn { must_change: signed.must_change }).into_response();
    response
        .headers_mut()
        .extend(cookie::hand_out(&signed.token, call.asking.whence).map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}

/// Signs out; answers the same where nobody was signed in.
#[utoipa::path(delete, path = "/api/session", operation_id = "sign_out", responses((status = 204)))]
pub async fn sign_out(call: Call) -> Result<Response, Refusal> {
    if let Some(token) = &call.asking.token {
        accounts::sign_out(&call.service, token).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie::take_back())]).into_response())
}

/// Changes one's own password; the account's other sessions end.
#[utoipa::path(post, path = "/api/session/password", operation_id = "change_password", request_body = wire::ChangePassword,
    responses((status = 204), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn change_password(call: Call, Body(asked): Body<wire::ChangePassword>) -> Result<StatusCode, Refusal> {
    let wire::ChangePassword { old, new } = asked;
    if call.actor.is_local() {
        accounts::change_password(&call.service, &call.actor, "", old, new).await?;
    } else {
        let token = call.asking.token.as_deref().ok_or_else(none)?;
        accounts::change_password(&call.service, &call.actor, token, old, new).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
