//! Spreadsheets handed in: previewed, or taken in as one Change a book.

use app::imports::{self, ImportOptions, Meaning};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use kernel::Problem;

use crate::{
    body::Asked,
    call::Call,
    problem::{Refusal, WireFinding},
    wire,
};

/// Reads a spreadsheet into a ledger. Nothing is written unless all is right, or `partial` was asked.
#[utoipa::path(post, path = "/api/imports/{ledger}", operation_id = "import_sheet",
    params(("ledger" = String, Path), wire::ImportQuery, ("x-file-name" = Option<String>, Header, description = "The file's name, percent-encoded")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::ImportReport), (status = 422, body = crate::problem::WireProblem)))]
pub async fn import(
    State(call): State<Call>,
    Path(ledger): Path<String>,
    Asked(asked): Asked<wire::ImportQuery>,
    headers: HeaderMap,
    bytes: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, Refusal> {
    let bytes = bytes.map_err(|error| {
        Problem::new("store.too_large", "文件太大，没有接收。").hint("请分成几张表导入。").detail(error)
    })?;
    let name = file_name(&headers);
    let marks = asked.mode.as_deref() == Some("mark");
    let options = ImportOptions {
        meaning: meaning(&asked)?,
        columns: columns(asked.columns.as_deref())?,
        dry_run: asked.mode.as_deref() != Some("run"),
        partial: asked.partial,
        sheet: asked.sheet.filter(|sheet| !sheet.is_empty()),
        unit: asked.unit.filter(|unit| !unit.is_empty()).map(Into::into),
        ..ImportOptions::default()
    };
    let report = imports::import(&call.service, &call.actor, &ledger.into(), &name, &bytes, options).await?;
    if marks {
        let marked = imports::mark(&bytes, &name, &report)?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return Ok(([(header::CONTENT_TYPE, kind)], marked).into_response());
    }
    Ok(Json(answer(&report)).into_response())
}

fn meaning(asked: &wire::ImportQuery) -> Result<Meaning, Problem> {
    let unknown = |message: String, hint: &str| Problem::new("request.query", message).hint(hint);
    match (asked.snapshot.as_deref().filter(|day| !day.is_empty()), asked.meaning.as_deref()) {
        (Some(day), _) => {
            let day =
                day.parse().map_err(|_| unknown(format!("快照日期“{day}”读不懂。"), "请写成 2022-12-31 的样子。"))?;
            Ok(Meaning::Snapshot { day, end_missing: asked.end_missing })
        }
        (None, Some("append")) => Ok(Meaning::Append),
        (None, None | Some("" | "update")) => Ok(Meaning::Update),
        (None, Some(other)) => {
            Err(unknown(format!("不认识的导入方式“{other}”。"), "请写 update 或 append；整表快照请写 snapshot=日期。"))
        }
    }
}

fn columns(asked: Option<&str>) -> Result<std::collections::BTreeMap<String, String>, Problem> {
    let Some(text) = asked.filter(|text| !text.is_empty()) else { return Ok(Default::default()) };
    serde_json::from_str(text).map_err(|error| {
        Problem::new("request.query", "columns 读不懂。").hint("请写成 {\"表头\":\"字段\"} 的样子。").detail(error)
    })
}

/// An import's report on the wire, for the command line too.
pub fn answer(report: &imports::ImportReport) -> wire::ImportReport {
    let column = |column: &imports::ColumnMatch| wire::ImportColumn {
        column: column.column,
        heading: column.heading.clone(),
        field: column.field.as_ref().map(ToString::to_string),
        measure: column.measure.clone(),
    };
    wire::ImportReport {
        file: report.file.clone(),
        sheet: report.sheet.clone(),
        header_row: report.header_row,
        columns: report.columns.iter().map(column).collect(),
        rows: report.rows,
        new: report.new,
        changed: report.changed,
        same: report.same,
        wrong: report.wrong,
        persons: report.persons,
        left_out: report.left_out.len() as u64,
        sheets: report.sheets.clone(),
        totals: report.totals.iter().map(total).collect(),
        filled: report.filled,
        missing: report.missing.iter().map(missing).collect(),
        ended: report.ended,
        findings: report.findings.iter().map(WireFinding::from).collect(),
        receipts: report.receipts.iter().map(crate::records::receipt).collect(),
    }
}

fn total(check: &imports::TotalCheck) -> wire::ImportTotal {
    wire::ImportTotal {
        page: check.page.clone(),
        row: check.row,
        column: check.column,
        heading: check.heading.clone(),
        measure: check.measure.clone(),
        sheet: kernel::number::plain(check.sheet),
        ours: kernel::number::plain(check.ours),
        agrees: check.agrees,
    }
}

fn missing(missing: &imports::Missing) -> wire::ImportMissing {
    wire::ImportMissing {
        book: missing.book.to_string(),
        record: missing.record.to_string(),
        unit: missing.unit.to_string(),
        title: missing.title.clone(),
    }
}

/// The name a client gives the file it hands in.
pub(crate) fn file_name(headers: &HeaderMap) -> String {
    headers.get("x-file-name").and_then(|value| value.to_str().ok()).map(decode).unwrap_or_default()
}

/// Percent-decoding; what is not encoded rightly stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let byte =
            text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_files_decode() {
        for (text, expect) in [("a.csv", "a.csv"), ("%E8%A1%A8.xlsx", "表.xlsx"), ("100%", "100%"), ("%zz", "%zz")] {
            assert_eq!(super::decode(text), expect);
        }
    }
}
