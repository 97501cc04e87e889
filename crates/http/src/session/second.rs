//! Codes beside the password: asked for at sign-in, turned on and off by oneself.

use app::accounts;
use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::{cookie, doors::let_in, tries::Door};
use crate::{body::Body, call::Call, problem::Refusal, wire};

/// Lets in who brings the right code after the right password; answers a cookie. Each password is good for one try at a code.
#[utoipa::path(post, path = "/api/session/code", operation_id = "answer_code", request_body = wire::TypedCode,
    responses((status = 200, body = wire::SignedIn), (status = 401, body = crate::problem::WireProblem),
        (status = 429, body = crate::problem::WireProblem)))]
pub async fn answer_code(
    call: Call,
    headers: HeaderMap,
    Body(asked): Body<wire::TypedCode>,
) -> Result<Response, Refusal> {
    let place = call.tries.take(Door::People, call.asking.from, call.service.clock().now())?;
    let answered = accounts::answer_code(&call.service, cookie::waiting(&headers), &asked.code).await;
    if !answered.as_ref().is_err_and(|problem| problem.code.starts_with("account.wrong")) {
        call.tries.give_back(place);
    }
    let mut response = match answered {
        Ok(signed) => let_in(&call, signed).await?,
        Err(problem) => Refusal(problem).into_response(),
    };
    response.headers_mut().append(header::SET_COOKIE, cookie::take_back_waiting());
    Ok(response)
}

/// Names a device that shows codes; nothing is asked of it before `begin_second_step`.
#[utoipa::path(post, path = "/api/session/device", operation_id = "name_device", request_body = wire::NameDevice,
    responses((status = 200, body = wire::Device), (status = 409, body = crate::problem::WireProblem),
        (status = 422, body = crate::problem::WireProblem)))]
pub async fn name_device(call: Call, Body(asked): Body<wire::NameDevice>) -> Result<Response, Refusal> {
    let accounts::Device { secret, address } =
        accounts::name_device(&call.service, &call.actor, asked.password).await?;
    Ok(unkept(wire::Device { secret, address }))
}

/// From now on a code is asked for at every sign-in; answers those on paper, once.
#[utoipa::path(post, path = "/api/session/device/begin", operation_id = "begin_second_step", request_body = wire::TypedCode,
    responses((status = 200, body = wire::Papers), (status = 409, body = crate::problem::WireProblem),
        (status = 422, body = crate::problem::WireProblem)))]
pub async fn begin_second_step(call: Call, Body(asked): Body<wire::TypedCode>) -> Result<Response, Refusal> {
    let papers = accounts::begin_second_step(&call.service, &call.actor, &asked.code).await?;
    Ok(unkept(wire::Papers { papers }))
}

/// No code is asked for any more.
#[utoipa::path(post, path = "/api/session/device/end", operation_id = "end_second_step", request_body = wire::Proof,
    responses((status = 204), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn end_second_step(call: Call, Body(asked): Body<wire::Proof>) -> Result<StatusCode, Refusal> {
    let wire::Proof { password, code } = asked;
    accounts::end_second_step(&call.service, &call.actor, password, &code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is shown once and kept by nobody on the way.
pub(crate) fn unkept(shown: impl serde::Serialize) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(shown)).into_response()
}
