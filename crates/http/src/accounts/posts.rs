//! Posts.

use app::accounts;
use axum::{Json, extract::Path, http::StatusCode};

use crate::{
    body::Body,
    call::{Call, day_or_none},
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
        begins: day_or_none(begins.as_deref())?,
        ends: day_or_none(ends.as_deref())?,
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
    let ends = day_or_none(ends.as_deref())?;
    let wanted = accounts::EndPost { request: Some(request.into()), post: post.into(), ends, reason };
    accounts::end_post(&call.service, &call.actor, wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets posts pass from one person to another, as one Change; for the security officer.
#[utoipa::path(post, path = "/api/posts/hand-over", operation_id = "hand_over_posts", request_body = wire::HandOver,
    responses((status = 200, body = wire::HandedOver), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn hand_over(call: Call, Body(asked): Body<wire::HandOver>) -> Result<Json<wire::HandedOver>, Refusal> {
    let wire::HandOver { request, from, to, posts, on: day, reason } = asked;
    let wanted = accounts::HandOver {
        request: Some(request.into()),
        from: from.into(),
        to: to.into(),
        posts: posts.into_iter().map(Into::into).collect(),
        on: day_or_none(day.as_deref())?,
        reason,
    };
    let posts = accounts::hand_over(&call.service, &call.actor, wanted).await?;
    Ok(Json(wire::HandedOver { posts: posts.iter().map(ToString::to_string).collect() }))
}

/// The roles a post can be of, with what each gives; for officers.
#[utoipa::path(get, path = "/api/roles", operation_id = "list_roles", responses((status = 200, body = Vec<wire::Role>)))]
pub async fn roles(call: Call) -> Result<Json<Vec<wire::Role>>, Refusal> {
    let roles = accounts::roles(&call.service, &call.actor).await?;
    Ok(Json(roles.into_iter().map(wire::Role::of).collect()))
}
