//! What officers do with accounts and posts.

mod posts;
mod tokens;

use app::accounts;
use axum::{Json, extract::Path, http::StatusCode};
use kernel::Problem;
use rules::office::Office;

use crate::{
    body::{Asked, Body},
    call::Call,
    outside::Outside,
    problem::Refusal,
    wire,
};

pub use posts::{
    __path_end_post, __path_give_post, __path_hand_over, __path_roles, end_post, give_post, hand_over, roles,
};
pub use tokens::{
    __path_all_tokens, __path_end_token, __path_make_token, __path_my_tokens, all_tokens, end_token, make_token,
    my_tokens,
};

/// Names the first officers, while there is no account; from then on everybody signs in.
#[utoipa::path(post, path = "/api/accounts/first", operation_id = "found_accounts", request_body = wire::FirstAccounts,
    responses((status = 204), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn found(call: Call, Body(asked): Body<wire::FirstAccounts>) -> Result<StatusCode, Refusal> {
    let officer = |one: wire::FirstAccount| {
        let wire::FirstAccount { office, login, name, password } = one;
        Ok(accounts::Officer { office: named(&office)?, login, name, password })
    };
    let officers = asked.officers.into_iter().map(officer).collect::<Result<_, Problem>>()?;
    accounts::found(&call.service, officers).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who has an account, with offices and posts; for officers.
#[utoipa::path(get, path = "/api/accounts", operation_id = "list_accounts", responses((status = 200, body = Vec<wire::Account>)))]
pub async fn list(call: Call) -> Result<Json<Vec<wire::Account>>, Refusal> {
    let views = accounts::list(&call.service, &call.actor, call.outside.as_deref().map(Outside::provider)).await?;
    Ok(Json(views.iter().map(wire::Account::of).collect()))
}

/// Makes an account, still without password and post; for the system officer.
#[utoipa::path(post, path = "/api/accounts", operation_id = "create_account", request_body = wire::NewAccount,
    responses((status = 200, body = wire::Made), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn create(call: Call, Body(asked): Body<wire::NewAccount>) -> Result<Json<wire::Made>, Refusal> {
    let wire::NewAccount { request, login, name } = asked;
    let new = accounts::Create { request: Some(request.into()), login, name };
    let id = accounts::create(&call.service, &call.actor, new).await?.to_string();
    Ok(Json(wire::Made { id }))
}

/// Sets a first or a new password, which must be changed at the next sign-in; for the security officer.
#[utoipa::path(post, path = "/api/accounts/{user}/reset", operation_id = "reset_password",
    params(("user" = String, Path)), request_body = wire::ResetPassword,
    responses((status = 204), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn reset(
    call: Call,
    Path(user): Path<String>,
    Body(asked): Body<wire::ResetPassword>,
) -> Result<StatusCode, Refusal> {
    let wire::ResetPassword { password, without_codes } = asked;
    accounts::reset(&call.service, &call.actor, &user.into(), password, without_codes).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends an account; for the system officer.
#[utoipa::path(post, path = "/api/accounts/{user}/end", operation_id = "end_account",
    params(("user" = String, Path)), request_body = wire::EndAccount,
    responses((status = 204), (status = 409, body = crate::problem::WireProblem)))]
pub async fn end(
    call: Call,
    Path(user): Path<String>,
    Body(asked): Body<wire::EndAccount>,
) -> Result<StatusCode, Refusal> {
    let wire::EndAccount { request, reason } = asked;
    let wanted = accounts::End { request: Some(request.into()), user: user.into(), reason };
    accounts::end(&call.service, &call.actor, wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives an office or takes it; for the security officer.
#[utoipa::path(post, path = "/api/accounts/{user}/office", operation_id = "set_office",
    params(("user" = String, Path)), request_body = wire::SetOffice,
    responses((status = 204), (status = 409, body = crate::problem::WireProblem)))]
pub async fn set_office(
    call: Call,
    Path(user): Path<String>,
    Body(asked): Body<wire::SetOffice>,
) -> Result<StatusCode, Refusal> {
    let wire::SetOffice { request, office, reason } = asked;
    let office = office.as_deref().map(named).transpose()?;
    let wanted = accounts::SetOffice { request: Some(request.into()), user: user.into(), office, reason };
    accounts::set_office(&call.service, &call.actor, wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says by which name the house of identity vouches for an account, or by none; for the officer who sets its password.
#[utoipa::path(post, path = "/api/accounts/{user}/outside", operation_id = "link_account",
    params(("user" = String, Path)), request_body = wire::LinkAccount,
    responses((status = 204), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn link(
    call: Call,
    Path(user): Path<String>,
    Body(asked): Body<wire::LinkAccount>,
) -> Result<StatusCode, Refusal> {
    let provider = call.outside.as_deref().map(Outside::provider);
    accounts::link(&call.service, &call.actor, &user.into(), provider, asked.name.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The security log, latest first; for the auditor and the security officer.
#[utoipa::path(get, path = "/api/accounts/events", operation_id = "list_account_events",
    params(wire::EventsQuery), responses((status = 200, body = Vec<wire::AccountEvent>)))]
pub async fn events(
    call: Call,
    Asked(asked): Asked<wire::EventsQuery>,
) -> Result<Json<Vec<wire::AccountEvent>>, Refusal> {
    let views = accounts::events(&call.service, &call.actor, asked.limit).await?;
    Ok(Json(views.into_iter().map(wire::AccountEvent::of).collect()))
}

fn named(office: &str) -> Result<Office, Problem> {
    Office::named(office).ok_or_else(|| {
        Problem::new("request.office", format!("没有“{office}”这种管理员。")).hint("写 system、security 或 audit。")
    })
}
