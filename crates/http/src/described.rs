//! What all routes have in common, said once in the OpenAPI document: the refusals of guard, session and readers of bodies,
//! and that problems travel as `application/problem+json`. What a route refuses by itself stands at the route.

use utoipa::openapi::{
    Content, OpenApi, PathItem, Ref, RefOr, Response, Schema, path::Operation, response::ResponseBuilder,
};

use crate::session::OPEN;

const PROBLEM: &str = "application/problem+json";

/// Why, wherever it is refused.
const REASONS: &[(&str, &str)] = &[
    ("400", "Not readable: the address, a parameter, the body; or under a name that is not the server's"),
    ("401", "Nobody is signed in"),
    (
        "403",
        "The password must be changed first; or there are no accounts yet, and the request comes from another machine",
    ),
    ("404", "It is not there, or not for this reader"),
    ("409", "The key of the request was used for something else, or the books have moved"),
    ("413", "More bytes than the route takes"),
    ("429", "Too many refusals from this address; `Retry-After` says when it is looked at again"),
    ("422", "What was said cannot be done as it was said; the findings tell where"),
    ("503", "The house of identity cannot be asked now"),
];

/// The document with what holds for many routes.
pub fn with_refusals(mut api: OpenApi) -> OpenApi {
    let schemas = api.components.as_ref().map(|components| components.schemas.clone()).unwrap_or_default();
    let has_key = |operation: &Operation| {
        let body = body_of(operation).and_then(|name| schemas.get(name));
        matches!(body, Some(RefOr::T(Schema::Object(body))) if body.properties.contains_key("request"))
    };
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations(item) {
            let behind_the_session = path.starts_with("/api/") && !OPEN.contains(&(method, path.as_str()));
            let statuses = [
                ("400", true),
                ("401", behind_the_session),
                ("403", behind_the_session),
                ("404", behind_the_session),
                ("409", has_key(operation)),
                ("413", operation.request_body.is_some()),
                ("422", has_key(operation)),
            ];
            for (status, _) in statuses.into_iter().filter(|(_, holds)| *holds) {
                operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(status)));
            }
            operation.responses.responses.iter_mut().for_each(|(status, response)| as_a_problem(status, response));
        }
    }
    api
}

/// The name of a JSON body's shape.
fn body_of(operation: &Operation) -> Option<&str> {
    let RefOr::T(body) = operation.request_body.as_ref()? else { return None };
    let RefOr::T(content) = body.content.get("application/json")? else { return None };
    let RefOr::Ref(shape) = content.schema.as_ref()? else { return None };
    shape.ref_location.rsplit('/').next()
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [("GET", get), ("PUT", put), ("POST", post), ("DELETE", delete), ("PATCH", patch)]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn problem(status: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name("WireProblem")));
    ResponseBuilder::new().description(reason(status)).content(PROBLEM, content).build()
}

fn reason(status: &str) -> &'static str {
    REASONS.iter().find(|(known, _)| *known == status).map_or("", |(_, reason)| reason)
}

/// At routes a problem is a body like any other, and would be called JSON.
fn as_a_problem(status: &str, response: &mut RefOr<Response>) {
    let RefOr::T(response) = response else { return };
    let is_problem = |content: &RefOr<Content>| matches!(content, RefOr::T(Content { schema: Some(RefOr::Ref(shape)), .. }) if shape.ref_location.ends_with("/WireProblem"));
    if !response.content.values().any(is_problem) {
        return;
    }
    response.content = std::mem::take(&mut response.content)
        .into_iter()
        .map(|(kind, content)| (if is_problem(&content) { PROBLEM.to_owned() } else { kind }, content))
        .collect();
    if response.description.is_empty() {
        reason(status).clone_into(&mut response.description);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::OPEN;

    /// Nothing of a route is refused in a status or a form that the document does not name.
    #[test]
    fn every_route_says_how_it_refuses() {
        let api = serde_json::to_value(crate::router::openapi()).expect("JSON");
        assert_eq!(api["info"]["title"], "Qianmo");
        let paths = api["paths"].as_object().expect("paths");
        let operations = paths.iter().flat_map(|(path, item)| {
            item.as_object().expect("operations").iter().map(move |(method, operation)| (method, path, operation))
        });
        for (method, path, operation) in operations {
            let said = |status: &str| operation["responses"].get(status);
            let check = |status: &str, expect: bool| {
                assert_eq!(said(status).is_some(), expect, "{method} {path} {status}: {operation}");
            };
            check("400", true);
            let open = OPEN.contains(&(method.to_uppercase().as_str(), path));
            // Who is at the door may be refused there.
            let by_the_house = path == "/api/session/outside/return";
            let at_the_door = by_the_house || method == "post" && path.starts_with("/api/session");
            check("401", at_the_door || path.starts_with("/api/") && !open);
            if !operation["requestBody"].is_null() {
                check("413", true);
            }
            let responses = operation["responses"].as_object().expect("responses");
            for (status, response) in responses.iter().filter(|(status, _)| status.starts_with('4')) {
                let kinds: Vec<&String> = response["content"].as_object().expect("content").keys().collect();
                assert_eq!(kinds, ["application/problem+json"], "{method} {path} {status}");
                assert!(!response["description"].as_str().unwrap_or_default().is_empty(), "{method} {path} {status}");
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let is_in_path = path.contains(&format!("{{{}}}", parameter["name"].as_str().expect("a name")));
                assert_eq!(parameter["in"] == "path", is_in_path, "{method} {path}: {parameter}");
            }
        }
        let keyed: &Json = &api["paths"]["/api/accounts/{user}/end"]["post"]["responses"];
        assert!(keyed.get("409").is_some() && keyed.get("422").is_some(), "{keyed}");
    }
}
