use app::{World, units};
use axum::{
    Json,
    body::Bytes,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::Problem;
use rules::geometry::Shape;

use crate::{
    body::Asked,
    call::Call,
    problem::{Refusal, WireFinding},
    wire,
};

/// The largest body: what is larger than a file may be is told by whoever reads it.
pub(crate) const FILE: usize = rules::shapes::LARGEST + 1024 * 1024;

/// The outlines of units, for drawing. The answer is the same as long as its tag is.
#[utoipa::path(get, path = "/api/units/shapes", operation_id = "list_unit_shapes",
    responses((status = 200, body = wire::UnitShapes), (status = 304, description = "As it was")))]
pub async fn shapes(call: Call, headers: HeaderMap) -> Result<Response, Refusal> {
    let world = call.world().await?;
    let tag = format!("\"{}\"", units::shapes_version(&world));
    let kept = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let found = units::shapes(&call.service, &world).await?;
    let shape = |(unit, shape)| wire::UnitShape { unit: kernel::UnitId::to_string(&unit), geometry: geometry(&shape) };
    Ok((kept, Json(wire::UnitShapes { shapes: found.shapes.into_iter().map(shape).collect() })).into_response())
}

/// Outlines of units from a GeoJSON file, in one Change; for the system officer.
#[utoipa::path(post, path = "/api/units/shapes", operation_id = "draw_units", params(wire::DrawQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = wire::Drawn), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn draw_units(
    call: Call,
    Asked(asked): Asked<wire::DrawQuery>,
    bytes: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Json<wire::Drawn>, Refusal> {
    call.service.administers(&call.actor)?;
    let bytes = bytes.map_err(|_| {
        Problem::new("shapes.too_large", "文件超过 10 MB，没有读。").hint("请在制图软件里把边界线简化，再交一次。")
    })?;
    let wire::DrawQuery { request, reason, judge_only } = asked;
    let wanted = units::Draw { request: request.into(), reason, judge_only };
    let taken = units::draw(&call.service, &call.actor, &bytes, wanted).await?;
    Ok(Json(drawn(&taken, &*call.world().await?)))
}

/// What a file holds on the wire, for the command line too.
pub fn drawn(drawn: &units::Drawn, world: &World) -> wire::Drawn {
    let feature = |outline: &rules::shapes::Outline| wire::DrawnFeature {
        number: outline.number,
        called: outline.called.clone(),
        unit: outline.unit.as_ref().map(ToString::to_string),
        unit_name: outline.unit.as_ref().and_then(|unit| Some(world.units.get(unit.as_str())?.name.clone())),
        size: outline.shape.as_ref().map(Shape::in_words),
        findings: outline.findings.iter().map(WireFinding::from).collect(),
    };
    wire::Drawn {
        features: drawn.outlines.iter().map(feature).collect(),
        receipt: drawn.receipt.as_ref().map(crate::records::receipt),
    }
}

/// A place on the wire.
pub(crate) fn geometry(shape: &Shape) -> serde_json::Value {
    serde_json::from_str(&shape.to_geojson()).unwrap_or_default()
}
