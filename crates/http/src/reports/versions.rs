use app::reports::{self, Of, Opened};
use axum::{Json, extract::Path, response::Response};
use kernel::Problem;
use report::export::annex;

use super::{answer, format, said, wanted};
use crate::{body::Asked, call::Call, problem::Refusal, wire};

/// The versions of a report, the first first; those that were withdrawn are among them.
#[utoipa::path(get, path = "/api/reports/{report}/versions", operation_id = "list_issued_versions",
    params(("report" = String, Path), wire::VersionQuery),
    responses((status = 200, body = Vec<wire::IssuedVersion>), (status = 404, body = crate::problem::WireProblem)))]
pub async fn versions(
    call: Call,
    Path(report): Path<String>,
    Asked(asked): Asked<wire::VersionQuery>,
) -> Result<Json<Vec<wire::IssuedVersion>>, Refusal> {
    let of = of(&call, report, asked).await?;
    let versions = reports::versions(&call.service, &call.actor, of).await?;
    Ok(Json(versions.iter().map(said::version).collect()))
}

/// A version as it was issued, and what has changed since.
#[utoipa::path(get, path = "/api/reports/{report}/versions/{number}", operation_id = "show_version",
    params(("report" = String, Path), ("number" = u32, Path), wire::VersionQuery),
    responses((status = 200, body = wire::OpenedVersion), (status = 404, body = crate::problem::WireProblem)))]
pub async fn version(
    call: Call,
    Path((report, number)): Path<(String, String)>,
    Asked(asked): Asked<wire::VersionQuery>,
) -> Result<Json<wire::OpenedVersion>, Refusal> {
    let opened = open(&call, report, &number, asked).await?;
    let document = serde_json::to_value(&opened.frozen.document).map_err(|error| {
        Problem::new("server.broken", "这一版读不出来。").hint("请重试。").detail(format!("{:?}", error.classify()))
    })?;
    let (world, of) = (call.world().await?, &opened.version);
    Ok(Json(wire::OpenedVersion {
        may_recall: of.withdrawn.is_none() && reports::may_issue(&world, &call.actor, of.issued.unit.as_str()),
        version: said::version(&opened.version),
        document,
        decisions: opened.frozen.decisions.iter().map(said::decision).collect(),
        before: opened.before,
        since_before: opened.since_before.iter().map(said::difference).collect(),
        draft: opened.draft.map(|moved| moved.iter().map(said::difference).collect()),
    }))
}

/// A version as a file, made from what was frozen: `docx`, `html`, `text`, `json`.
#[utoipa::path(get, path = "/api/reports/{report}/versions/{number}/{format}", operation_id = "export_version",
    params(("report" = String, Path), ("number" = u32, Path), ("format" = String, Path), wire::VersionQuery),
    responses((status = 200, content((Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), (String = "text/html"), (String = "text/plain"), (Object = "application/json"))), (status = 404, body = crate::problem::WireProblem)))]
pub async fn export_version(
    call: Call,
    Path((report, number, name)): Path<(String, String, String)>,
    Asked(asked): Asked<wire::VersionQuery>,
) -> Result<Response, Refusal> {
    let format = format(&name)?;
    let annex = asked.annex.unwrap_or(false);
    let opened = open(&call, report, &number, asked).await?;
    let document = &opened.frozen.document;
    let name = format!("{}（第{}版）", document.title, opened.version.issued.number);
    answer(document, format, &opened.frozen.options(annex), &name)
}

/// What each figure of a version rested on when it was issued, and what was decided.
#[utoipa::path(get, path = "/api/reports/{report}/versions/{number}/annex", operation_id = "show_version_annex",
    params(("report" = String, Path), ("number" = u32, Path), wire::VersionQuery),
    responses((status = 200, body = wire::Annex), (status = 404, body = crate::problem::WireProblem)))]
pub async fn version_annex(
    call: Call,
    Path((report, number)): Path<(String, String)>,
    Asked(asked): Asked<wire::VersionQuery>,
) -> Result<Json<wire::Annex>, Refusal> {
    let opened = open(&call, report, &number, asked).await?;
    Ok(Json(said::annex(&annex::annex(&opened.frozen.document, &opened.frozen.options(true)))))
}

/// The number of a version in an address.
pub(crate) fn number(text: &str) -> Result<u32, Problem> {
    text.parse().map_err(|_| Problem::not_found(format!("第“{text}”版")).hint("版本号是1、2、3这样的数。"))
}

async fn open(call: &Call, report: String, version: &str, asked: wire::VersionQuery) -> Result<Opened, Problem> {
    let number = number(version)?;
    let of = of(call, report, asked).await?;
    reports::version(&call.service, &call.actor, of, number).await
}

async fn of(call: &Call, report: String, asked: wire::VersionQuery) -> Result<Of, Problem> {
    let wanted = wanted(call, report, asked.unit, asked.period, None).await?;
    Ok(Of { report: wanted.report.into(), unit: wanted.unit, period: wanted.period })
}
