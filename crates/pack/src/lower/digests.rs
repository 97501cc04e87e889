//! SHA-256 of what an indicator means, its operands' meaning included. Names and words of explanation are no part
//! of it: two definitions with one digest give one figure.

use expr::Expression;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::model::{Indicator, Kind, Pack, RatioMode};

/// The digest of an indicator whose operands stand in the pack already.
pub(super) fn digest(indicator: &Indicator, pack: &Pack) -> String {
    let operands: Vec<&str> = indicator
        .kind
        .operands()
        .into_iter()
        .map(|id| pack.indicators.get(id).map_or("", |operand| operand.digest.as_str()))
        .collect();
    let meaning = json!({
        "in": indicator.measure.name,
        "places": indicator.places,
        "kind": kind(indicator),
        "operands": operands,
    });
    hex(meaning.to_string().as_bytes())
}

/// SHA-256 as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn kind(indicator: &Indicator) -> Json {
    match &indicator.kind {
        Kind::Fold(fold) => json!({
            "fold": fold.ledger, "of": fold.aggregate, "by": fold.moment, "where": fold.filter.as_ref().map(meaning),
        }),
        Kind::Ratio(RatioMode::Cohort { part, .. }) => json!({ "cohort": meaning(part) }),
        Kind::Ratio(RatioMode::Flow { .. }) => json!("flow"),
        Kind::Formula { expression, .. } => json!({ "formula": meaning(expression) }),
        Kind::Against { base, show, .. } => json!({ "against": base, "show": show }),
        Kind::Rank { order, .. } => json!({ "rank": order }),
        Kind::Units { level, condition, .. } => json!({ "units": level, "where": meaning(condition) }),
        Kind::Sourced { grade } => json!({ "sourced": grade, "id": indicator.id }),
        Kind::Target { .. } => json!({ "target": indicator.id }),
        Kind::Parameter(id) => json!({ "parameter": id }),
    }
}

/// An expression as its typed tree: spaces and quotes of the source mean nothing.
fn meaning(expression: &Expression) -> Json {
    let mut json = expression.to_json();
    if let Some(object) = json.as_object_mut() {
        object.remove("source");
    }
    json
}
