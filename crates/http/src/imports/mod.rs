//! Spreadsheets handed in: previewed, or taken in as one Change a book. Stateless: the page keeps the file, and hands
//! it in again with what it said and mended.

mod handed;
mod progress;
mod report;

use app::imports::{self, ImportOptions, LeaveOut, Meaning, Mend, Progress};
use axum::{
    Json,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use kernel::Problem;

use crate::{call, call::Call, problem::Refusal, wire};

pub(crate) use handed::too_large;
pub use handed::{FORM, Handed};
pub use progress::{__path_progress, __path_stop};
pub use progress::{Underway, progress, stop};
pub use report::answer;
pub(crate) use report::column;

/// Reads a spreadsheet into a ledger. Nothing is written unless all is right, or `partial` was asked.
#[utoipa::path(post, path = "/api/imports/{ledger}", operation_id = "import_sheet",
    params(("ledger" = String, Path)),
    request_body(content = wire::ImportForm, content_type = "multipart/form-data"),
    responses((status = 200, body = wire::ImportReport), (status = 409, body = crate::problem::WireProblem), (status = 413, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn import(call: Call, Path(ledger): Path<String>, handed: Handed) -> Result<Response, Refusal> {
    let Handed { name, bytes, options } = handed;
    let progress = Progress::default();
    let _listed = call.underway.list(&call.actor.name, options.request.clone(), &progress);
    // Only a copy that is marked needs the file again.
    let again = (mode(&options)? == Mode::Mark).then(|| bytes.clone());
    let wanted = wanted(options, progress)?;
    let report = imports::import(&call.service, &call.actor, &ledger.into(), &name, bytes, wanted).await?;
    if let Some(bytes) = again {
        let marked = imports::mark(&bytes, &name, &report)?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return Ok(([(header::CONTENT_TYPE, kind)], marked).into_response());
    }
    Ok(Json(answer(&report)).into_response())
}

#[derive(PartialEq, Eq)]
enum Mode {
    Preview,
    Run,
    Mark,
}

fn mode(said: &wire::ImportOptions) -> Result<Mode, Problem> {
    match said.mode.as_deref() {
        None | Some("" | "preview") => Ok(Mode::Preview),
        Some("run") => Ok(Mode::Run),
        Some("mark") => Ok(Mode::Mark),
        Some(other) => Err(unknown(format!("不认识的 mode “{other}”。"), "请写 preview、run 或 mark。")),
    }
}

fn wanted(said: wire::ImportOptions, progress: Progress) -> Result<ImportOptions, Problem> {
    Ok(ImportOptions {
        meaning: meaning(&said)?,
        dry_run: mode(&said)? != Mode::Run,
        columns: said.columns,
        tables: said.tables.into_iter().map(|(table, said)| (table.into(), said)).collect(),
        partial: said.partial,
        sheet: said.sheet.filter(|sheet| !sheet.is_empty()),
        unit: said.unit.filter(|unit| !unit.is_empty()).map(Into::into),
        mends: said.mends.into_iter().map(mend).collect(),
        told: said.told.map(crate::records::said),
        leave_out: said.leave_out.into_iter().map(|out| LeaveOut { sheet: out.sheet, row: out.row }).collect(),
        progress,
        ..ImportOptions::default()
    })
}

fn meaning(said: &wire::ImportOptions) -> Result<Meaning, Problem> {
    match said.meaning.as_deref() {
        None | Some("" | "update") => Ok(Meaning::Update),
        Some("append") => Ok(Meaning::Append),
        Some("snapshot") => {
            let day = call::day_or_none(said.day.as_deref())?.ok_or_else(|| {
                Problem::new("import.no_day", "整份名单没有写是哪一天的。").hint("请在 day 里写成 2022-12-31 的样子。")
            })?;
            Ok(Meaning::Snapshot { day, end_missing: said.end_missing })
        }
        Some(other) => {
            Err(unknown(format!("不认识的导入方式“{other}”。"), "请写 update、append 或 snapshot（连同 day）。"))
        }
    }
}

fn mend(mend: wire::ImportMend) -> Mend {
    Mend { sheet: mend.sheet, row: mend.row, column: mend.column, text: mend.text }
}

fn unknown(message: String, hint: &str) -> Problem {
    Problem::new("request.body", message).hint(hint)
}
