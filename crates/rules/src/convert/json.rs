//! Values as the wire gives them.

use kernel::{Date, FieldId, Fields, Finding, Place, Value};
use pack::model::{Field, FieldType};
use serde_json::Value as Json;

use super::{Input, convert, dates, wrong};
use crate::Context;

/// What a client asks a field to become.
#[derive(Clone, PartialEq, Debug)]
pub enum Patch {
    /// This value, or none. Of a dated field: the value of its last spell was mistaken.
    Value(Option<Value>),
    /// Of a dated field: from that day on, another value.
    From(Date, Option<Value>),
    /// Of a dated field: all spells.
    Spells(Vec<(Date, Option<Box<Value>>)>),
}

/// Reads one field. Numbers are in base units unless they name one (`"152.81万元"`); a dated field also takes
/// `{since, value}` and a list of these.
pub fn from_json(field: &Field, json: &Json, context: &Context<'_>) -> Result<Patch, Vec<Finding>> {
    if !field.dated {
        return plain(field, json, context).map(Patch::Value);
    }
    match json {
        Json::Array(list) if list.iter().all(is_spell) => {
            let (mut spells, mut findings) = (Vec::new(), Vec::new());
            for item in list {
                match spell(field, item, context) {
                    Ok((since, value)) => spells.push((since, value.map(Box::new))),
                    Err(more) => findings.extend(more),
                }
            }
            spells.sort_by_key(|(since, _)| *since);
            if findings.is_empty() { Ok(Patch::Spells(spells)) } else { Err(findings) }
        }
        item if is_spell(item) => spell(field, item, context).map(|(since, value)| Patch::From(since, value)),
        other => plain(field, other, context).map(Patch::Value),
    }
}

fn is_spell(json: &Json) -> bool {
    json.as_object().is_some_and(|object| object.contains_key("since"))
}

fn spell(field: &Field, json: &Json, context: &Context<'_>) -> Result<(Date, Option<Value>), Vec<Finding>> {
    let since = json["since"].as_str().and_then(|text| text.parse().ok()).ok_or_else(|| {
        let message = format!("“{}”缺少“自哪天起”。", field.name);
        vec![wrong(field, "value.since", message, "请填写 since，例如 2022-03-05。")]
    })?;
    let since = dates::likely(field, since, context).map_err(|finding| vec![finding])?;
    Ok((since, plain(field, &json["value"], context)?))
}

fn plain(field: &Field, json: &Json, context: &Context<'_>) -> Result<Option<Value>, Vec<Finding>> {
    let input = match (&field.ty, json) {
        (_, Json::Null) => Input::Empty,
        (FieldType::Table(columns), Json::Array(rows)) => {
            return table(field, columns, rows, context).map(|rows| (!rows.is_empty()).then_some(Value::Rows(rows)));
        }
        (FieldType::Choices(_), Json::Array(list)) => {
            let joined: Vec<&str> = list.iter().filter_map(Json::as_str).collect();
            Input::Text(joined.join("、"))
        }
        (FieldType::Point | FieldType::Line | FieldType::Polygon, Json::Object(_)) => Input::Text(json.to_string()),
        (_, Json::String(text)) => Input::Text(text.clone()),
        (_, Json::Bool(yes)) => Input::Bool(*yes),
        (_, Json::Number(number)) => number.to_string().parse().map_or(Input::Text(number.to_string()), Input::Number),
        (_, Json::Array(_) | Json::Object(_)) => {
            let message = format!("“{}”的值写法不对。", field.name);
            return Err(vec![wrong(field, "value.shape", message, "请按字段类型给出一个值。")]);
        }
    };
    convert(field, &input, None, context)
}

/// The rows of a table. What is wrong in one says which, as what is found later does: `parts.amount`, line 2.
fn table(
    table: &Field,
    columns: &indexmap::IndexMap<FieldId, Field>,
    rows: &[Json],
    context: &Context<'_>,
) -> Result<Vec<Fields>, Vec<Finding>> {
    let (mut out, mut findings) = (Vec::new(), Vec::new());
    for (number, row) in (1u32..).zip(rows) {
        let mut fields = Fields::new();
        for (id, column) in columns {
            match plain(column, row.get(id.as_str()).unwrap_or(&Json::Null), context) {
                Ok(Some(value)) => {
                    fields.insert(id.clone(), value);
                }
                Ok(None) => {}
                Err(more) => findings.extend(more.into_iter().map(|mut finding| {
                    finding.message = format!("“{}”第{number}行：{}", table.name, finding.message);
                    finding.place = Place::field(format!("{}.{}", table.id, column.id)).line(number);
                    finding
                })),
            }
        }
        if !fields.is_empty() {
            out.push(fields);
        }
    }
    if findings.is_empty() { Ok(out) } else { Err(findings) }
}
