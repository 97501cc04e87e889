use app::records;
use axum::Json;

use crate::{body::Asked, call::Call, ledgers, problem::Refusal, wire};

/// Words looked for in every ledger that the caller reads: of each that holds them the first records, and how many there are; and
/// the units and ledgers that are called so.
#[utoipa::path(get, path = "/api/search", operation_id = "search_records", params(wire::SearchQuery),
    responses((status = 200, body = wire::FoundRecords), (status = 422, body = crate::problem::WireProblem)))]
pub async fn search(call: Call, Asked(asked): Asked<wire::SearchQuery>) -> Result<Json<wire::FoundRecords>, Refusal> {
    let found = records::everywhere(&call.service, &call.actor, asked.q.as_deref()).await?;
    let hit = |hit: records::Hit| wire::FoundRecord {
        book: hit.book.to_string(),
        record: hit.record.to_string(),
        title: hit.title,
        unit_name: hit.unit_name,
        state_name: hit.state_name,
        says: hit.says.into_iter().map(|(name, text)| wire::FoundField { name, text }).collect(),
    };
    let in_ledger = |part: records::InLedger| wire::FoundInLedger {
        ledger: part.ledger.to_string(),
        name: part.name,
        kind: ledgers::kind(part.kind).to_owned(),
        total: part.total,
        records: part.hits.into_iter().map(hit).collect(),
    };
    Ok(Json(wire::FoundRecords {
        units: found.units.iter().map(ToString::to_string).collect(),
        named: found.named.iter().map(ToString::to_string).collect(),
        ledgers: found.ledgers.into_iter().map(in_ledger).collect(),
        left_off: found.left_off as u64,
    }))
}
