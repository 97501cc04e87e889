use app::parameters;
use axum::Json;

use crate::{body::Body, call, call::Call, problem::Refusal, wire};

/// Standards, limits and terms, with all their values and the papers they rest on.
#[utoipa::path(get, path = "/api/parameters", operation_id = "list_parameters", responses((status = 200, body = Vec<wire::Parameter>)))]
pub async fn parameters(call: Call) -> Result<Json<Vec<wire::Parameter>>, Refusal> {
    let value = |value: parameters::ValueView| wire::ParameterValue {
        value: value.value,
        begins: value.begins.to_string(),
        ends: value.ends.map(|day| day.to_string()),
        basis: value.basis,
    };
    let views = parameters::list(&call.service, &call.actor).await?.into_iter();
    let parameter = views.map(|view| wire::Parameter {
        id: view.id,
        name: view.name,
        measure: view.measure,
        is_local: view.is_local,
        choices: view.choices.iter().map(|word| (*word).to_owned()).collect(),
        today: view.today.map(kernel::number::plain),
        values: view.values.into_iter().map(value).collect(),
    });
    Ok(Json(parameter.collect()))
}

/// Says what a parameter is from a day on; for the system officer.
#[utoipa::path(post, path = "/api/parameters", operation_id = "set_parameter", request_body = wire::SetParameter,
    responses((status = 200, body = wire::Receipt), (status = 409, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn set_parameter(call: Call, Body(asked): Body<wire::SetParameter>) -> Result<Json<wire::Receipt>, Refusal> {
    let wire::SetParameter { request, parameter, value, begins, basis } = asked;
    let begins = call::day_or_none(begins.as_deref())?.unwrap_or_else(|| call.service.today());
    let wanted = parameters::Set { request: request.into(), parameter, value, begins, basis };
    let receipt = parameters::set(&call.service, &call.actor, wanted).await?;
    Ok(Json(crate::records::receipt(&receipt)))
}
