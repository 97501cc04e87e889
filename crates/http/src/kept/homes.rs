use app::kept::{self, Whose};
use axum::{Json, extract::Path, http::StatusCode};
use kernel::UnitId;

use crate::{body::Body, call::Call, problem::Refusal, wire};

type OfRole = Path<(String, String)>;

/// What the reader sees first: the page he arranged, else that of his role, else the usual one.
#[utoipa::path(get, path = "/api/home", operation_id = "show_home",
    responses((status = 200, body = wire::Home), (status = 422, body = crate::problem::WireProblem)))]
pub async fn home(call: Call) -> Result<Json<wire::Home>, Refusal> {
    show(&call, None).await
}

/// Arranges one's own home page.
#[utoipa::path(put, path = "/api/home", operation_id = "arrange_home", request_body = wire::ArrangeHome,
    responses((status = 200, body = wire::Home), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn arrange_home(call: Call, Body(asked): Body<wire::ArrangeHome>) -> Result<Json<wire::Home>, Refusal> {
    arrange(&call, None, asked).await
}

/// Gives up one's own home page for the usual one.
#[utoipa::path(delete, path = "/api/home", operation_id = "end_home", responses((status = 204)))]
pub async fn end_home(call: Call) -> Result<StatusCode, Refusal> {
    kept::end_home(&call.service, &call.actor, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What whoever holds a role at a unit or below it sees first; for whoever arranges there.
#[utoipa::path(get, path = "/api/units/{unit}/homes/{role}", operation_id = "show_role_home",
    params(("unit" = String, Path), ("role" = String, Path)),
    responses((status = 200, body = wire::Home), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn role_home(call: Call, of: OfRole) -> Result<Json<wire::Home>, Refusal> {
    show(&call, Some(named(of))).await
}

/// Arranges the home page of a role at a unit.
#[utoipa::path(put, path = "/api/units/{unit}/homes/{role}", operation_id = "arrange_role_home",
    params(("unit" = String, Path), ("role" = String, Path)), request_body = wire::ArrangeHome,
    responses((status = 200, body = wire::Home), (status = 404, body = crate::problem::WireProblem), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn arrange_role_home(
    call: Call,
    of: OfRole,
    Body(asked): Body<wire::ArrangeHome>,
) -> Result<Json<wire::Home>, Refusal> {
    arrange(&call, Some(named(of)), asked).await
}

/// The people of a role at a unit see the usual page again.
#[utoipa::path(delete, path = "/api/units/{unit}/homes/{role}", operation_id = "end_role_home",
    params(("unit" = String, Path), ("role" = String, Path)),
    responses((status = 204), (status = 404, body = crate::problem::WireProblem)))]
pub async fn end_role_home(call: Call, of: OfRole) -> Result<StatusCode, Refusal> {
    kept::end_home(&call.service, &call.actor, Some(named(of))).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn show(call: &Call, of: Option<(UnitId, String)>) -> Result<Json<wire::Home>, Refusal> {
    said(call, kept::home(&call.service, &call.actor, of).await?).await
}

async fn arrange(
    call: &Call,
    of: Option<(UnitId, String)>,
    asked: wire::ArrangeHome,
) -> Result<Json<wire::Home>, Refusal> {
    let wire::ArrangeHome { tiles, version } = asked;
    let tiles = tiles.into_iter().map(Into::into).collect();
    said(call, kept::arrange_home(&call.service, &call.actor, of, tiles, version).await?).await
}

fn named(Path((unit, role)): OfRole) -> (UnitId, String) {
    (unit.into(), role)
}

async fn said(call: &Call, home: kept::Home) -> Result<Json<wire::Home>, Refusal> {
    let world = call.world().await?;
    let arranges = !kept::may_arrange_at(&world, &call.actor).is_empty();
    let roles = world.pack.roles.values().filter(|_| arranges);
    let roles = roles.map(|role| wire::RoleName { id: role.id.to_string(), name: role.name.clone() }).collect();
    let tiles = home.tiles.into_iter().map(Into::into).collect();
    let (whose, by, role_name, unit_name) = match home.whose {
        Whose::Mine => ("mine", None, None, None),
        Whose::Usual => ("usual", None, None, None),
        Whose::Role { by, role_name, unit_name } => ("role", Some(by), Some(role_name), Some(unit_name)),
    };
    Ok(Json(wire::Home { tiles, whose: whose.to_owned(), version: home.version, by, role_name, unit_name, roles }))
}
