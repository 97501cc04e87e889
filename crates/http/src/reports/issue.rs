use app::reports::{self, Decided, Issue, Of, Recall};
use axum::{Json, extract::Path};
use kernel::Problem;
use report::PointKind;

use super::{said, wanted};
use crate::{
    body::{Asked, Body},
    call,
    call::Call,
    problem::Refusal,
    wire,
};

/// Whether a draft may be issued, what was issued before, and what has moved since.
#[utoipa::path(get, path = "/api/reports/{report}/readiness", operation_id = "show_readiness",
    params(("report" = String, Path), wire::ReportQuery),
    responses((status = 200, body = wire::Readiness), (status = 404, body = crate::problem::WireProblem)))]
pub async fn readiness(
    call: Call,
    Path(report): Path<String>,
    Asked(asked): Asked<wire::ReportQuery>,
) -> Result<Json<wire::Readiness>, Refusal> {
    let wanted = wanted(&call, report, asked.unit, asked.period, asked.as_of).await?;
    let ready = reports::readiness(&call.service, &call.actor, wanted).await?;
    let (world, unit) = (call.world().await?, &ready.document.unit.id);
    Ok(Json(wire::Readiness {
        may_issue: reports::may_issue(&world, &call.actor, unit.as_str()),
        as_of: ready.document.as_of.to_string(),
        points: ready.points.iter().map(said::point).collect(),
        unwritten: report::placeholders(&ready.document),
        next: ready.next,
        latest: ready.latest.as_ref().map(said::version),
        moved: ready.moved.iter().map(said::difference).collect(),
    }))
}

/// Issues a report as a numbered version that never changes.
#[utoipa::path(post, path = "/api/reports/{report}/versions", operation_id = "issue_report",
    params(("report" = String, Path)), request_body = wire::Issue,
    responses((status = 200, body = wire::IssuedVersion), (status = 409, body = crate::problem::WireProblem),
        (status = 422, body = crate::problem::WireProblem)))]
pub async fn issue(
    call: Call,
    Path(report): Path<String>,
    Body(wanted): Body<wire::Issue>,
) -> Result<Json<wire::IssuedVersion>, Refusal> {
    let wanted = Issue {
        request: wanted.request.into(),
        report,
        unit: wanted.unit.into(),
        period: call::period(&wanted.period)?,
        as_of: call::cut(wanted.as_of.as_deref())?,
        by: wanted.by,
        note: wanted.note,
        decisions: wanted.decisions.into_iter().map(decided).collect::<Result<_, Problem>>()?,
    };
    let version = reports::issue(&call.service, &call.actor, wanted).await?;
    Ok(Json(said::version(&version)))
}

/// Withdraws an issued version, with a reason; it stays in the list.
#[utoipa::path(post, path = "/api/reports/{report}/versions/{number}/withdraw", operation_id = "withdraw_version",
    params(("report" = String, Path), ("number" = u32, Path)), request_body = wire::Recall,
    responses((status = 200, body = wire::IssuedVersion), (status = 422, body = crate::problem::WireProblem)))]
pub async fn recall(
    call: Call,
    Path((report, number)): Path<(String, String)>,
    Body(wanted): Body<wire::Recall>,
) -> Result<Json<wire::IssuedVersion>, Refusal> {
    let of = Of { report: report.into(), unit: wanted.unit.into(), period: call::period(&wanted.period)? };
    let number = super::versions::number(&number)?;
    let recall = Recall { request: wanted.request.into(), of, number, reason: wanted.reason };
    Ok(Json(said::version(&reports::recall(&call.service, &call.actor, recall).await?)))
}

fn decided(decision: wire::Decision) -> Result<Decided, Problem> {
    let kind = match decision.kind.as_str() {
        "forecast" => PointKind::Forecast,
        "missing" => PointKind::Missing,
        "small" => PointKind::Small,
        other => {
            return Err(Problem::new("request.decision", format!("没有“{other}”这种决定。"))
                .hint("写 forecast（确认预计数）、missing（说明缺数）或 small（看过小于5的数）。"));
        }
    };
    Ok(Decided {
        kind,
        indicator: decision.indicator,
        unit: decision.unit.map(Into::into),
        period: decision.period.as_deref().map(call::period).transpose()?,
        why: decision.why,
        say: decision.say,
    })
}
