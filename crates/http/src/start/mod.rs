//! The first hour: whether there are books yet, and founding them.

mod gate;

use app::{
    imports,
    start::{Office, Wish},
};
use axum::{Json, body::Bytes, extract::State, http::HeaderMap};
use pack::model::Pack;

pub use gate::{Founder, Founding, Gate};
pub(crate) use gate::{closed, pass};

use crate::{body::Body, file_name::file_name, imports::too_large, problem::Refusal, wire};

/// Whether an office is there, and what it would be founded with.
#[utoipa::path(get, path = "/api/start", operation_id = "show_start", responses((status = 200, body = wire::Start)))]
pub async fn show(State(gate): State<Gate>) -> Result<Json<wire::Start>, Refusal> {
    Ok(Json(start(gate.is_open(), &*gate.pack()?)))
}

/// Founds the books: the example township, or an office of one's own.
#[utoipa::path(post, path = "/api/start", operation_id = "found_office", request_body = wire::Found,
    responses((status = 200, body = wire::Start), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn found(State(gate): State<Gate>, Body(asked): Body<wire::Found>) -> Result<Json<wire::Start>, Refusal> {
    let wish = match asked {
        wire::Found::Demo => Wish::Demo,
        wire::Found::Own { name, code, county, villages } => Wish::Own(Office { name, code, county, villages }),
    };
    gate.found(wish).await?;
    Ok(Json(start(gate.is_open(), &*gate.pack()?)))
}

/// The villages that a spreadsheet names.
#[utoipa::path(post, path = "/api/start/units", operation_id = "find_units",
    params(("x-file-name" = Option<String>, Header, description = "The file's name, percent-encoded")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::SheetUnits), (status = 422, body = crate::problem::WireProblem)))]
pub async fn units(
    headers: HeaderMap,
    bytes: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Json<wire::SheetUnits>, Refusal> {
    let bytes = bytes.map_err(too_large)?;
    let found = imports::units_in(&file_name(&headers), &bytes).await?;
    let unit = |unit: &imports::NamedUnit| wire::SheetUnit { name: unit.name.clone(), rows: unit.rows };
    Ok(Json(wire::SheetUnits { units: found.units.iter().map(unit).collect(), office: found.office }))
}

fn start(founded: bool, pack: &Pack) -> wire::Start {
    let level = |level: &pack::model::Level| wire::LevelName { id: level.id.to_string(), name: level.name.clone() };
    let office = pack.levels.iter().rev().find(|level| level.book);
    wire::Start {
        founded,
        pack: wire::PackName {
            id: pack.id.to_string(),
            name: pack.name.clone(),
            version: pack.version.clone(),
            digest: pack.digest.clone(),
        },
        levels: pack.levels.iter().map(level).collect(),
        office_level: office.map(|level| level.id.to_string()).unwrap_or_default(),
    }
}
