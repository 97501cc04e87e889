//! Posts.

use app::accounts;
use axum::{Json, extract::Path, http::StatusCode};
use kernel::Problem;

use crate::{
    body::Body,
    call::{Call, day},
    problem::Refusal,
    wire,
};

/// Gives somebody a post; for the security officer.
#[utoipa::path(post, path = "/api/posts", operation_id = "give_post", request_body = wire::GivePost,
    responses((status = 200, body = wire::Made), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn give_post(call: Call, Body(asked): Body<wire::GivePost>) -> Result<Json<wire::Made>, Refusal> {
    let wire::GivePost { request, user, role, unit, chain, begins, ends, deputy_of, reason } = asked;
    let wanted = accounts::GivePost {
        request: Some(request.into()),
        user: user.into(),
        role,
        unit: unit.into(),
        chain,
        begins: on(begins.as_deref())?,
        ends: on(ends.as_deref())?,
        deputy_of: deputy_of.map(Into::into),
        reason,
    };
    let id = accounts::give_post(&call.service, &call.actor, wanted).await?.to_string();
    Ok(Json(wire::Made { id }))
}

/// Ends a post; for the security officer.
#[utoipa::path(post, path = "/api/posts/{post}/end", operation_id = "end_post",
    params(("post" = String, Path)), request_body = wire::EndPost,
    responses((status = 204), (status = 404, body = crate::problem::WireProblem)))]
pub async fn end_post(
    call: Call,
    Path(post): Path<String>,
    Body(asked): Body<wire::EndPost>,
) -> Result<StatusCode, Refusal> {
    let wire::EndPost { request, ends, reason } = asked;
    let ends = on(ends.as_deref())?;
    let wanted = accounts::EndPost { request: Some(request.into()), post: post.into(), ends, reason };
    accounts::end_post(&call.service, &call.actor, wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn on(text: Option<&str>) -> Result<Option<kernel::Date>, Problem> {
    text.filter(|text| !text.is_empty()).map(day).transpose()
}
