use app::figures;
use axum::Json;
use pack::model::{Indicator, Kind};

use crate::{call::Call, problem::Refusal, wire};

/// The pack's indicators, as far as the reader may know of them.
#[utoipa::path(get, path = "/api/indicators", operation_id = "list_indicators", responses((status = 200, body = Vec<wire::Indicator>)))]
pub async fn indicators(call: Call) -> Result<Json<Vec<wire::Indicator>>, Refusal> {
    let indicators = figures::indicators(&call.service, &call.actor).await?;
    Ok(Json(indicators.iter().map(indicator).collect()))
}

fn indicator(indicator: &Indicator) -> wire::Indicator {
    wire::Indicator {
        id: indicator.id.to_string(),
        name: indicator.name.clone(),
        aliases: indicator.aliases.clone(),
        measure: indicator.measure.name.clone(),
        kind: kind(&indicator.kind).to_owned(),
        about: indicator.about.clone(),
        definition: indicator.digest.clone(),
        ledger: match &indicator.kind {
            Kind::Fold(fold) => Some(fold.ledger.to_string()),
            _ => None,
        },
    }
}

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Fold(_) => "fold",
        Kind::Ratio(_) => "ratio",
        Kind::Formula { .. } => "formula",
        Kind::Against { .. } => "against",
        Kind::Rank { .. } => "rank",
        Kind::Units { .. } => "units",
        Kind::Sourced { .. } => "sourced",
        Kind::Target { .. } => "target",
        Kind::Parameter(_) => "parameter",
    }
}
