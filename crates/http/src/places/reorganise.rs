use app::units;
use axum::Json;

use crate::{body::Body, call, call::Call, problem::Refusal, wire};

/// Units begin, end, pass to another parent or get another name, all in one Change, and with those that end their posts; for the
/// system officer.
#[utoipa::path(post, path = "/api/units/changes", operation_id = "reorganise_units", request_body = wire::Reorganise,
    responses((status = 200, body = wire::Reorganised), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn reorganise(call: Call, Body(asked): Body<wire::Reorganise>) -> Result<Json<wire::Reorganised>, Refusal> {
    let wire::Reorganise { request, day, begins, ends, moves, renames, reason, judge_only } = asked;
    let day = call::day_or_none(day.as_deref())?.unwrap_or_else(|| call.service.today());
    let begins = begins.into_iter().map(|wire::NewUnit { code, name, level, parent }| rules::units::NewUnit {
        code: code.trim().into(),
        name,
        level: level.into(),
        parent: parent.into(),
    });
    let what = rules::units::Reorganise {
        day,
        begins: begins.collect(),
        ends: ends
            .into_iter()
            .map(|end| (end.unit.into(), end.successors.into_iter().map(Into::into).collect()))
            .collect(),
        moves: moves.into_iter().map(|moved| (moved.unit.into(), moved.parent.into())).collect(),
        renames: renames.into_iter().map(|renamed| (renamed.unit.into(), renamed.name)).collect(),
    };
    let wanted = units::Wanted { request: request.into(), what, reason };
    let units::Reorganised { receipt, posts } =
        units::reorganise(&call.service, &call.actor, wanted, judge_only).await?;
    let fate = |fate: units::PostFate| {
        let (to, since) = fate.carried.unzip();
        wire::PostFate {
            user_name: fate.user_name,
            role_name: fate.role_name,
            unit_name: fate.unit_name,
            to: to.map(|unit| unit.to_string()),
            since: since.map(|day| day.to_string()),
        }
    };
    Ok(Json(wire::Reorganised {
        receipt: receipt.as_ref().map(crate::records::receipt),
        posts: posts.into_iter().map(fate).collect(),
    }))
}
