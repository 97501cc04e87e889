//! JSON Schemas of the files, for editors that complete and check while one writes.

use serde_json::{Map, Value as Json, json};

use crate::keys::{self, Key, Kind, Shape, Variant};

/// `(file name, schema)` for every kind of file.
pub fn json_schemas() -> Vec<(String, Json)> {
    let schema = |file: &keys::File| {
        let Json::Object(body) = of(file.shape) else { return (String::new(), Json::Null) };
        let mut schema = Map::new();
        schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        schema.insert("title".to_owned(), json!(file.path));
        schema.insert("description".to_owned(), json!(format!("{} / {}", file.zh, file.en)));
        schema.extend(body);
        if file.schema == "register" {
            reserved(&mut schema);
        }
        (format!("{}.schema.json", file.schema), Json::Object(schema))
    };
    keys::FILES.iter().map(schema).collect()
}

/// The reserved fields of registers need neither name nor type, for both are known.
fn reserved(schema: &mut Map<String, Json>) {
    let Some(fields) = schema.get_mut("properties").and_then(|keys| keys.get_mut("fields")) else { return };
    let mut field = fields["additionalProperties"].clone();
    field["required"] = json!([]);
    fields["properties"] = json!({ "begins": field, "ends": field });
}

fn of(shape: Shape) -> Json {
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Words | Shape::Expression => json!({ "type": "string", "minLength": 1 }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Decimal => json!({ "type": ["string", "number"] }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Period => {
            json!({ "type": "string", "pattern": r"^\d{4}(-(H[12]|Q[1-4]|\d{2}(-\d{2})?))?(\.\.\d{4}-\d{2}-\d{2})?$" })
        }
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::Texts => json!({ "type": "array", "items": { "type": "string", "minLength": 1 } }),
        Shape::TextOrTexts => json!({ "anyOf": [of(Shape::Words), of(Shape::Texts)] }),
        Shape::Table(kind) => table(kind),
        Shape::Tables(kind) => json!({ "type": "array", "items": table(kind) }),
        Shape::Map(kind) => json!({ "type": "object", "additionalProperties": table(kind) }),
        Shape::Decimals => json!({ "type": "object", "additionalProperties": of(Shape::Decimal) }),
    }
}

fn table(kind: &Kind) -> Json {
    let whole = if kind.variants.is_empty() {
        object(kind.keys.iter().collect())
    } else {
        let one = |variant: &Variant| {
            let mut object = object(kind.keys.iter().chain(variant.keys).collect());
            object["title"] = json!(variant.zh);
            object
        };
        json!({ "oneOf": kind.variants.iter().map(one).collect::<Vec<_>>() })
    };
    if kind.short { json!({ "anyOf": [of(Shape::Words), whole] }) } else { whole }
}

fn object(keys: Vec<&Key>) -> Json {
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let property = |key: &&Key| {
        let mut property = of(key.shape);
        property["description"] = json!(format!("{} / {}", key.zh, key.en));
        (key.name.to_owned(), property)
    };
    let properties: Map<String, Json> = keys.iter().map(property).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}
