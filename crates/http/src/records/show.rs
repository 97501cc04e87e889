use app::records;
use axum::Json;
use kernel::{Problem, Seq};
use serde::Deserialize;

use crate::{body::Asked, call, call::Call, problem::Refusal, wire};

/// As known when.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsOf {
    /// The cut; the newest where absent.
    pub as_of: Option<String>,
}

/// As known when, or as written by which Change.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Shown {
    /// The cut; the newest where absent.
    pub as_of: Option<String>,
    /// The number of a Change of its book that wrote it, as its history names them: the record as it stood then. Not together
    /// with `as_of`.
    pub then: Option<u64>,
}

/// A record as known at a cut, or as a Change left it.
#[utoipa::path(get, path = "/api/ledgers/{ledger}/records/{book}/{record}", operation_id = "show_record",
    params(("ledger" = String, Path), ("book" = String, Path), ("record" = String, Path), Shown),
    responses((status = 200, body = wire::Record), (status = 400, body = crate::problem::WireProblem), (status = 404, body = crate::problem::WireProblem)))]
pub async fn show(
    call: Call,
    address: super::Address,
    Asked(asked): Asked<Shown>,
) -> Result<Json<wire::Record>, Refusal> {
    let (as_of, address) = (call::cut(asked.as_of.as_deref())?, super::address(address));
    let view = match (asked.then, as_of) {
        (Some(_), Some(_)) => return Err(both().into()),
        (Some(seq), None) => records::then(&call.service, &call.actor, &address, Seq(seq)).await?,
        (None, as_of) => records::show(&call.service, &call.actor, &address, as_of).await?,
    };
    Ok(Json(super::record(&view)))
}

fn both() -> Problem {
    Problem::new("request.two_moments", "then 和 as_of 说的是两个时点，只能写一个。")
        .hint("要看某次变更后的样子，只写 then。")
}
