//! Forms that an upper level prescribes: their list, one as it is filled in, and its workbook; and what was sent up.

mod versions;

use app::{
    forms::{self, Fill, Gap, Preview, PreviewCell, PreviewRow},
    reports,
};
use axum::{Json, extract::Path, response::Response};
use kernel::Problem;

use crate::{body::Asked, call, call::Call, places, problem::Refusal, records, wire};

pub use versions::*;

/// The forms that may be filled in.
#[utoipa::path(get, path = "/api/forms", operation_id = "list_forms", responses((status = 200, body = Vec<wire::FormName>)))]
pub async fn list(call: Call) -> Result<Json<Vec<wire::FormName>>, Refusal> {
    let name = |form: &forms::FormView| wire::FormName {
        id: form.id.to_string(),
        name: form.name.clone(),
        number: form.number.clone(),
        authority: form.authority.clone(),
        level: form.level.to_string(),
        level_name: form.level_name.clone(),
        period: form.period.word().to_owned(),
        each: form.each.clone(),
    };
    Ok(Json(forms::list(&call.service, &call.actor).await?.iter().map(name).collect()))
}

/// A form filled in for a unit and a period: all headings, the first rows, what is missing. Figures open.
#[utoipa::path(get, path = "/api/forms/{form}", operation_id = "show_form",
    params(("form" = String, Path), wire::FormQuery),
    responses((status = 200, body = wire::FilledForm), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn show(
    call: Call,
    Path(form): Path<String>,
    Asked(asked): Asked<wire::FormQuery>,
) -> Result<Json<wire::FilledForm>, Refusal> {
    let wanted = wanted(&call, form, asked).await?;
    let preview = forms::preview(&call.service, &call.actor, wanted).await?;
    Ok(Json(filled(&call, &preview).await?))
}

/// A form as a workbook, while it is made: all rows, as it is printed. A file that cannot be finished is broken off.
#[utoipa::path(get, path = "/api/forms/{form}/file", operation_id = "export_form",
    params(("form" = String, Path), wire::FormQuery),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>, headers(("x-total" = u64, description = "How many rows the form has"))), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn export(
    call: Call,
    Path(form): Path<String>,
    Asked(asked): Asked<wire::FormQuery>,
) -> Result<Response, Refusal> {
    let wanted = wanted(&call, form, asked).await?;
    records::answer(forms::file(&call.service, &call.actor, wanted).await?)
}

/// The form asked for; of the session's unit and period where none are given.
async fn wanted(call: &Call, form: String, asked: wire::FormQuery) -> Result<Fill, Problem> {
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (unit, period) = match (said(asked.unit), said(asked.period)) {
        (Some(unit), Some(period)) => (unit, period),
        (unit, period) => {
            let session = places::session_of(call).await?;
            (unit.unwrap_or(session.unit.id), period.unwrap_or(session.period))
        }
    };
    let as_of = call::cut(asked.as_of.as_deref())?;
    Ok(Fill { form, unit: unit.into(), period: call::period(&period)?, as_of })
}

async fn filled(call: &Call, preview: &Preview) -> Result<wire::FilledForm, Problem> {
    let world = call.world().await?;
    let form = &preview.frame;
    let heading = |cell: &pack::model::HeaderCell| wire::FormHeading {
        row: cell.row,
        column: cell.column,
        rows: cell.rows,
        columns: cell.columns,
        text: cell.text.clone(),
    };
    Ok(wire::FilledForm {
        id: form.id.to_string(),
        name: form.name.clone(),
        title: form.title.clone(),
        number: form.number.clone(),
        authority: form.authority.clone(),
        basis: form.basis.clone(),
        unit: wire::UnitName { id: preview.unit.to_string(), name: preview.unit_name.clone() },
        period: preview.period.to_string(),
        period_name: preview.period.in_words(),
        day: preview.day.to_string(),
        paper: form.paper.clone(),
        landscape: form.landscape,
        heading_rows: form.header.rows,
        headings: form.header.cells.iter().map(heading).collect(),
        codes: form.codes.clone(),
        widths: form.widths.clone(),
        rows: preview.rows.iter().map(|row| self::row(row, &world.units)).collect(),
        total: preview.total,
        missing: preview.missing.iter().map(gap).collect(),
        small: preview.small.iter().map(gap).collect(),
        forecast: preview.forecast.iter().map(gap).collect(),
        notes: preview.notes.clone(),
        signers: form.signers.clone(),
        personal: preview.is_personal,
        may_send: reports::may_issue(&world, &call.actor, preview.unit.as_str()),
        as_of: preview.as_of.to_string(),
    })
}

fn row(row: &PreviewRow, units: &kernel::UnitTree) -> wire::FormRow {
    let cell = |cell: &PreviewCell| match cell {
        PreviewCell::Text(text) => wire::FormCell { text: text.clone(), number: false, figure: None },
        PreviewCell::Number(text) => wire::FormCell { text: text.clone(), number: true, figure: None },
        PreviewCell::Figure(figure) => {
            let figure = wire::Figure::of(figure, units);
            wire::FormCell { text: figure.value.clone().unwrap_or_default(), number: true, figure: Some(figure) }
        }
    };
    wire::FormRow { whole: row.is_whole, cells: row.cells.iter().map(cell).collect() }
}

fn gap(gap: &Gap) -> wire::FormGap {
    wire::FormGap { row: gap.row.clone(), column: gap.column.clone(), message: gap.message.clone() }
}
