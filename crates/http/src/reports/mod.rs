//! Reports: their list, the document tree, and files; learning a text; what they rest on, and the versions issued.

mod annex;
mod issue;
mod learn;
mod said;
mod versions;

use app::reports::{self, Build, Format};
use axum::{
    Json,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::Problem;
use report::{Document, export::Options};

pub use learn::*;

use crate::{body::Asked, call, call::Call, file_name, places, problem::Refusal, wire};

pub use annex::*;
pub use issue::*;
pub use said::{annex as annex_on_wire, difference, point, version as version_on_wire};
pub(crate) use versions::number as version_number;
pub use versions::*;

/// The pack's reports.
#[utoipa::path(get, path = "/api/reports", operation_id = "list_reports", responses((status = 200, body = Vec<wire::ReportName>)))]
pub async fn list(call: Call) -> Result<Json<Vec<wire::ReportName>>, Refusal> {
    let reports = reports::list(&call.service, &call.actor).await?;
    let name = |report: &reports::ReportView| wire::ReportName {
        id: report.id.to_string(),
        name: report.name.clone(),
        period: report
            .front
            .as_ref()
            .and_then(|front| serde_json::to_value(front.period).ok()?.as_str().map(str::to_owned)),
    };
    Ok(Json(reports.iter().map(name).collect()))
}

/// A report as a document tree whose figures open.
#[utoipa::path(get, path = "/api/reports/{report}", operation_id = "show_report",
    params(("report" = String, Path), wire::ReportQuery),
    responses((status = 200, body = Object), (status = 404, body = crate::problem::WireProblem)))]
pub async fn show(
    call: Call,
    Path(report): Path<String>,
    Asked(asked): Asked<wire::ReportQuery>,
) -> Result<Response, Refusal> {
    file(&call, report, asked, Format::Json).await
}

/// A report as a file: `docx`, `html`, `text`, `json`.
#[utoipa::path(get, path = "/api/reports/{report}/{format}", operation_id = "export_report",
    params(("report" = String, Path), ("format" = String, Path), wire::ReportQuery),
    responses((status = 200, content((Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), (String = "text/html"), (String = "text/plain"), (Object = "application/json"))), (status = 404, body = crate::problem::WireProblem)))]
pub async fn export(
    call: Call,
    Path((report, format)): Path<(String, String)>,
    Asked(asked): Asked<wire::ReportQuery>,
) -> Result<Response, Refusal> {
    let format = self::format(&format)?;
    file(&call, report, asked, format).await
}

async fn file(call: &Call, report: String, asked: wire::ReportQuery, format: Format) -> Result<Response, Refusal> {
    let annex = asked.annex.unwrap_or(false);
    let wanted = wanted(call, report, asked.unit, asked.period, asked.as_of).await?;
    let (document, options) = if annex {
        let annexed = reports::annexed(&call.service, &call.actor, wanted).await?;
        (annexed.document, annexed.options)
    } else {
        (reports::build(&call.service, &call.actor, wanted).await?, Options::default())
    };
    answer(&document, format, &options, &document.title)
}

/// The report asked for; of the session's unit and period where none are given.
async fn wanted(
    call: &Call,
    report: String,
    unit: Option<String>,
    period: Option<String>,
    as_of: Option<String>,
) -> Result<Build, Problem> {
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (unit, period) = match (said(unit), said(period)) {
        (Some(unit), Some(period)) => (unit, period),
        (unit, period) => {
            let session = places::session_of(call).await?;
            (unit.unwrap_or(session.unit.id), period.unwrap_or(session.period))
        }
    };
    let as_of = call::cut(as_of.as_deref())?;
    Ok(Build { report, unit: unit.into(), period: call::period(&period)?, as_of })
}

/// The format of a file by its name.
fn format(name: &str) -> Result<Format, Problem> {
    Format::read(name)
        .ok_or_else(|| Problem::not_found(format!("格式“{name}”")).hint("可用的格式：docx、html、text、json。"))
}

/// A document as a file; what is for Word is to be kept under a name.
fn answer(document: &Document, format: Format, options: &Options, name: &str) -> Result<Response, Refusal> {
    let bytes = reports::export(document, format, options)?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    if format == Format::Docx {
        let value = file_name::attachment(&format!("{name}.{}", format.ending()))?;
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
