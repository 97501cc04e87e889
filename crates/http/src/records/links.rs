use app::records;
use axum::Json;

use crate::{call::Call, problem::Refusal, wire};

/// What refers to a record: of each ledger and field how many there are, and the newest.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/records/{book}/{record}/links", operation_id = "list_links",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path)),
    responses((status = 200, body = Vec<wire::Link>), (status = 404, body = crate::problem::WireProblem)))]
pub async fn links(call: Call, address: super::Address) -> Result<Json<Vec<wire::Link>>, Refusal> {
    let links = records::links(&call.service, &call.actor, &super::address(address)).await?;
    Ok(Json(links.iter().map(link).collect()))
}

/// One ledger's links on the wire.
pub(super) fn link(link: &records::Link) -> wire::Link {
    let sum = |(name, shown): &(String, String)| wire::LinkSum { name: name.clone(), shown: shown.clone() };
    wire::Link {
        ledger: link.ledger.to_string(),
        ledger_name: link.ledger_name.clone(),
        field: link.field.to_string(),
        field_name: link.field_name.clone(),
        date: link.date.to_string(),
        total: link.total,
        sums: link.sums.iter().map(sum).collect(),
        records: link.records.iter().map(super::record).collect(),
        filter: link.filter.clone(),
    }
}
