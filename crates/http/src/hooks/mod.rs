//! Programs that are told of Changes, for who administers: `app::hooks` over the wire, and the way to them.
//!
//! - the routes
//! - [`message`]: what is sent, and its signature
//! - [`Courier`]: takes it there

mod courier;
mod message;

use app::hooks;
use axum::{
    Extension, Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{LedgerId, Problem};

pub use courier::Courier;
pub use message::HookMessage;

use crate::{
    body::Body,
    call::Call,
    problem::Refusal,
    session::{self, Asking},
    start::Gate,
    wire,
};

/// Which programs are told, and how that goes.
#[utoipa::path(get, path = "/api/hooks", operation_id = "list_hooks", responses((status = 200, body = wire::Hooks)))]
pub async fn list(call: Call) -> Result<Json<wire::Hooks>, Refusal> {
    Ok(Json(wire::Hooks::of(hooks::list(&call.service, &call.actor).await?)))
}

/// Has a program told of what happens from now on. The secret of its signatures is said this once.
#[utoipa::path(post, path = "/api/hooks", operation_id = "create_hook", request_body = wire::NewHook,
    responses((status = 200, body = wire::MadeHook), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn create(call: Call, Body(asked): Body<wire::NewHook>) -> Result<Json<wire::MadeHook>, Refusal> {
    let wire::NewHook { name, url, ledgers } = asked;
    let ledgers = ledgers.map(|ledgers| ledgers.into_iter().map(LedgerId::from).collect());
    let made = hooks::make(&call.service, &call.actor, hooks::Make { name, url, ledgers }).await?;
    Ok(Json(wire::MadeHook { id: made.id, secret: message::written(&made.secret) }))
}

/// Holds one back, or lets it go on from where it was told last.
#[utoipa::path(post, path = "/api/hooks/{hook}/pause", operation_id = "pause_hook", params(("hook" = String, Path)),
    request_body = wire::PauseHook, responses((status = 204)))]
pub async fn pause(
    call: Call,
    Path(hook): Path<String>,
    Body(asked): Body<wire::PauseHook>,
) -> Result<StatusCode, Refusal> {
    hooks::pause(&call.service, &call.actor, &hook, asked.paused).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one: it is told nothing more.
#[utoipa::path(delete, path = "/api/hooks/{hook}", operation_id = "end_hook", params(("hook" = String, Path)),
    responses((status = 204)))]
pub async fn end(call: Call, Path(hook): Path<String>) -> Result<StatusCode, Refusal> {
    hooks::end(&call.service, &call.actor, &hook).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends one a message of nothing, now, and says what came of it.
#[utoipa::path(post, path = "/api/hooks/{hook}/try", operation_id = "try_hook", params(("hook" = String, Path)),
    responses((status = 200, body = wire::TriedHook), (status = 409, body = crate::problem::WireProblem)))]
pub async fn try_out(
    State(gate): State<Gate>,
    asking: Option<Extension<Asking>>,
    Path(hook): Path<String>,
) -> Result<Json<wire::TriedHook>, Refusal> {
    let service = gate.service().ok_or_else(crate::start::closed)?;
    let Extension(asking) = asking.ok_or_else(session::none)?;
    service.administers(&asking.actor)?;
    let no_way =
        || Problem::new("hook.no_way", "这台服务器没有往外发送的办法。").hint("请在用 qianmo serve 启动的服务器上试。");
    let messenger = gate.watched_arc().machine.messenger().ok_or_else(no_way)?;
    let answer = hooks::try_out(&service, &asking.actor, messenger.as_ref(), &hook).await?;
    Ok(Json(wire::TriedHook { taken: answer == hooks::Answer::Taken, said: answer.said() }))
}
