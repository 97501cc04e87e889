//! Values as JSON that says their kinds, for what has no column of its own: child rows.

use kernel::{Date, Decimal, Fields, Instant, Value};
use serde_json::{Value as Json, json};

/// A value that says its own kind, for child rows.
pub(crate) fn tagged(value: &Value) -> Json {
    match value {
        Value::Bool(yes) => json!({ "b": yes }),
        Value::Integer(number) => json!({ "i": number }),
        Value::Decimal(number) => json!({ "d": number.to_string() }),
        Value::Text(text) => json!({ "t": text }),
        Value::Date(date) => json!({ "day": date.days() }),
        Value::Time(instant) => json!({ "ms": instant.millis() }),
        Value::Codes(codes) => json!({ "c": codes }),
        Value::Rows(rows) => json!({ "r": rows.iter().map(tagged_fields).collect::<Vec<_>>() }),
        Value::Spells(spells) => {
            let spell =
                |(since, value): &(Date, Option<Box<Value>>)| json!([since.days(), value.as_deref().map(tagged)]);
            json!({ "s": spells.iter().map(spell).collect::<Vec<_>>() })
        }
    }
}

fn tagged_fields(fields: &Fields) -> Json {
    Json::Object(fields.iter().map(|(id, value)| (id.to_string(), tagged(value))).collect())
}

/// See [`tagged`].
pub(crate) fn untagged(json: &Json) -> Option<Value> {
    let (tag, body) = json.as_object()?.iter().next()?;
    let day = |json: &Json| json.as_i64().and_then(|days| i32::try_from(days).ok()).map(Date::from_days);
    Some(match tag.as_str() {
        "b" => Value::Bool(body.as_bool()?),
        "i" => Value::Integer(body.as_i64()?),
        "d" => Value::Decimal(body.as_str()?.parse::<Decimal>().ok()?),
        "t" => Value::text(body.as_str()?),
        "day" => Value::Date(day(body)?),
        "ms" => Value::Time(Instant::from_millis(body.as_i64()?)),
        "c" => {
            Value::Codes(body.as_array()?.iter().map(|code| code.as_str().map(str::to_owned)).collect::<Option<_>>()?)
        }
        "r" => Value::Rows(body.as_array()?.iter().map(untagged_fields).collect::<Option<_>>()?),
        "s" => {
            let spell = |json: &Json| {
                let value = json.get(1)?;
                let value = if value.is_null() { None } else { Some(Box::new(untagged(value)?)) };
                Some((day(json.get(0)?)?, value))
            };
            Value::Spells(body.as_array()?.iter().map(spell).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

fn untagged_fields(json: &Json) -> Option<Fields> {
    json.as_object()?.iter().map(|(id, value)| Some((id.as_str().into(), untagged(value)?))).collect()
}
