use app::records;
use axum::{Json, extract::Path};

use crate::{body::Asked, call, call::Call, problem::Refusal, wire};

/// Where the records of a list lie; a masked field of places is not found.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/places", operation_id = "list_places",
    params(("ledger" = String, Path), wire::PlacesQuery),
    responses((status = 200, body = wire::Places), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn places(
    call: Call,
    Path(ledger): Path<String>,
    Asked(asked): Asked<wire::PlacesQuery>,
) -> Result<Json<wire::Places>, Refusal> {
    let wanted = records::List {
        unit: asked.unit.filter(|unit| !unit.is_empty()).map(Into::into),
        filter: asked.filter,
        find: asked.q,
        sort: asked.sort,
        as_of: call::cut(asked.as_of.as_deref())?,
        ..records::List::default()
    };
    let field = asked.field.as_deref().filter(|field| !field.is_empty());
    let found = records::places(&call.service, &call.actor, &ledger.into(), field, wanted).await?;
    let place = |place: records::PlaceView| wire::RecordPlace {
        book: place.book.to_string(),
        record: place.record.to_string(),
        title: place.title,
        unit_name: place.unit_name,
        state_name: place.state_name,
        geometry: crate::places::geometry(&place.shape),
    };
    Ok(Json(wire::Places {
        field: found.field,
        places: found.places.into_iter().map(place).collect(),
        read: found.read,
        without: found.without,
        total: found.total,
        as_of: found.as_of.to_string(),
    }))
}
