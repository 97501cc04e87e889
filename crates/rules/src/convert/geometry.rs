//! Points, lines and areas: GeoJSON in CGCS2000, or a point as `经度,纬度`.

use kernel::{Finding, Value};
use pack::model::{Field, FieldType};
use serde_json::{Value as Json, json};

use super::{halfwidth, wrong};

pub(super) fn geometry(field: &Field, text: &str) -> Result<Value, Finding> {
    let kind = match field.ty {
        FieldType::Point => "Point",
        FieldType::Line => "LineString",
        _ => "Polygon",
    };
    let pair = || {
        let clean = halfwidth(text);
        let numbers: Vec<Json> = clean
            .split([',', ' ', '、'])
            .filter(|part| !part.is_empty())
            .filter_map(|part| part.parse::<serde_json::Number>().ok().map(Json::Number))
            .collect();
        (kind == "Point" && numbers.len() == 2).then(|| json!({ "type": "Point", "coordinates": numbers }))
    };
    let given = serde_json::from_str::<Json>(text).ok().filter(Json::is_object).or_else(pair);
    let shaped = given.filter(|json| json["type"] == kind && positions(&json["coordinates"], 0) == Some(depth(kind)));
    shaped.map(|json| Value::Text(json.to_string())).ok_or_else(|| {
        let message = format!("“{}”不是在中国范围内的{}。", field.name, word(kind));
        wrong(field, "value.geometry", message, "点写成“经度,纬度”，例如 110.25,30.12；线和面请在地图上画。")
    })
}

fn depth(kind: &str) -> usize {
    match kind {
        "Point" => 0,
        "LineString" => 1,
        _ => 2,
    }
}

fn word(kind: &str) -> &'static str {
    match kind {
        "Point" => "点",
        "LineString" => "线",
        _ => "面",
    }
}

/// How deep the positions lie, if all of them lie equally deep and within the country's reach.
fn positions(json: &Json, level: usize) -> Option<usize> {
    let list = json.as_array()?;
    if list.iter().all(Json::is_number) {
        let within = |at: usize, low: i64, high: i64| {
            let whole = list.get(at).map(|n| n.to_string()).and_then(|n| n.parse::<kernel::Decimal>().ok());
            whole.is_some_and(|n| n >= kernel::Decimal::from(low) && n <= kernel::Decimal::from(high))
        };
        return (list.len() == 2 && within(0, 73, 136) && within(1, 3, 54)).then_some(level);
    }
    let mut depths = list.iter().map(|inner| positions(inner, level + 1));
    let first = depths.next()??;
    depths.all(|depth| depth == Some(first)).then_some(first)
}
