//! Signing in and out, and one's own password.

use app::accounts::{self, Entered, SignedIn};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use kernel::Problem;

use super::{cookie, none, tries::Door};
use crate::{body::Body, call::Call, problem::Refusal, wire};

/// Signs somebody in: answers a cookie. One refusal for an unknown login, a wrong password and a locked account.
///
/// Where a code is asked for beside the password, `session.second_step` says so once the password was right, with a cookie
/// that is good for one try at `answer_code`.
#[utoipa::path(post, path = "/api/session", operation_id = "sign_in", request_body = wire::SignIn,
    responses((status = 200, body = wire::SignedIn), (status = 401, body = crate::problem::WireProblem),
        (status = 429, body = crate::problem::WireProblem)))]
pub async fn sign_in(call: Call, Body(asked): Body<wire::SignIn>) -> Result<Response, Refusal> {
    let wire::SignIn { login, password } = asked;
    let place = call.tries.take(Door::People, call.asking.from, call.service.clock().now())?;
    let entered = accounts::sign_in(&call.service, &login, password).await;
    if !entered.as_ref().is_err_and(|problem| problem.code == "account.wrong") {
        call.tries.give_back(place);
    }
    match entered? {
        Entered::In(signed) => Ok(let_in(&call, signed).await?),
        Entered::Code(token) => {
            let problem = Problem::new("session.second_step", "口令对了，还要一个验证码。")
                .hint("请写手机上的验证器这时显示的六位数；手机不在身边的，写一个备用码。");
            let mut response = Refusal(problem).into_response();
            let waits = cookie::hand_out_waiting(&token, call.asking.whence);
            response.headers_mut().extend(waits.map(|cookie| (header::SET_COOKIE, cookie)));
            Ok(response)
        }
    }
}

/// Hands out the cookie of somebody who is in.
pub(super) async fn let_in(call: &Call, signed: SignedIn) -> Result<Response, Problem> {
    let cookie = admit(call, &signed).await?;
    let mut response = Json(wire::SignedIn { must_change: signed.must_change }).into_response();
    response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}

/// The cookie itself. Whoever signs in anew on the same browser does not leave the old session open.
pub(crate) async fn admit(call: &Call, signed: &SignedIn) -> Result<Option<HeaderValue>, Problem> {
    if let Some(before) = &call.asking.token {
        accounts::sign_out(&call.service, before).await?;
    }
    Ok(cookie::hand_out(&signed.token, call.asking.whence))
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
    let wire::ChangePassword { old, new, code } = asked;
    if call.actor.is_local() {
        accounts::change_password(&call.service, &call.actor, "", old, new, &code).await?;
    } else {
        let token = call.asking.token.as_deref().ok_or_else(none)?;
        accounts::change_password(&call.service, &call.actor, token, old, new, &code).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
