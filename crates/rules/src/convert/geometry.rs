//! Points, lines and areas: GeoJSON in CGCS2000, or a point as `经度,纬度`.

use kernel::{Finding, Value};
use pack::model::{Field, FieldType};
use serde_json::Value as Json;

use super::wrong;
use crate::geometry::{Kind, Wrong, read, typed};

/// The most corners of a place that is drawn by hand or handed in with a record.
pub const MOST_CORNERS: usize = 2_000;

pub(super) fn geometry(field: &Field, text: &str) -> Result<Value, Finding> {
    let kind = match field.ty {
        FieldType::Point => Kind::Point,
        FieldType::Line => Kind::Line,
        _ => Kind::Area,
    };
    let shape = match (serde_json::from_str::<Json>(text).ok().filter(Json::is_object), kind) {
        (Some(json), _) => read(&json, kind, MOST_CORNERS),
        (None, Kind::Point) => typed(text),
        (None, _) => Err(Wrong::NotOne),
    };
    shape.map(|shape| Value::Text(shape.to_geojson())).map_err(|why| {
        let (what, hint) = why.in_words(kind);
        wrong(field, "value.geometry", format!("“{}”{what}。", field.name), hint)
    })
}
