//! What all routes have in common, said once in the OpenAPI document: the refusals of guard, session and readers of bodies,
//! and that problems travel as `application/problem+json`. What a route refuses by itself stands at the route.

use utoipa::openapi::{
    Content, OpenApi, PathItem, Ref, RefOr, Response, Schema, path::Operation, response::ResponseBuilder,
};

use crate::session::OPEN;

const PROBLEM: &str = "application/problem+json";
/// Parameters that say days.
const DAYS: [&str; 3] = ["period", "from", "to"];

/// Why, wherever it is refused.
const REASONS: &[(&str, &str)] = &[
    ("400", "Not readable: the address, a parameter, the body; or under a name that is not the server's"),
    ("401", "Nobody is signed in, or the program's token opens nothing"),
    (
        "403",
        "The password must be changed or codes be set up first; or it is not for programs; or there are no accounts yet, and the request comes from another machine",
    ),
    ("404", "It is not there, or not for this reader"),
    ("409", "The key of the request was used for something else, or what it rests on is otherwise by now"),
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
            // A program that brings a dead token is refused wherever it asks.
            let of_the_api = path.starts_with("/api/");
            let open = OPEN.contains(&(method, path.as_str()));
            let statuses = [
                ("400", true),
                ("401", of_the_api),
                ("403", of_the_api),
                ("404", !open),
                ("409", has_key(operation)),
                ("413", operation.request_body.is_some()),
                ("422", has_key(operation) || reads_days(operation)),
                ("429", of_the_api),
            ];
            for (status, _) in statuses.into_iter().filter(|(_, holds)| *holds) {
                operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(status)));
            }
            operation.responses.responses.iter_mut().for_each(|(status, response)| as_a_problem(status, response));
        }
    }
    api
}

/// Whether days stand in the address: one may be written rightly and not be.
fn reads_days(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter().flatten();
    parameters.any(|parameter| matches!(parameter, RefOr::T(said) if DAYS.contains(&said.name.as_str())))
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
            for status in ["401", "403", "429"] {
                check(status, path.starts_with("/api/"));
            }
            if !OPEN.contains(&(method.to_uppercase().as_str(), path)) {
                check("404", true);
            }
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

    /// What reads days or periods says that there may be no such day, whether they stand in the address or in the body.
    #[test]
    fn days_that_are_none_are_refused_as_said() {
        let api = serde_json::to_value(crate::router::openapi()).expect("JSON");
        for (method, path) in [
            ("get", "/api/books/{book}/changes"),
            ("get", "/api/figures/{indicator}/open"),
            ("get", "/api/ledgers/{ledger}/first-figures"),
            ("get", "/api/reports/{report}"),
            ("get", "/api/reports/{report}/{format}"),
            ("get", "/api/reports/{report}/annex"),
            ("get", "/api/reports/{report}/readiness"),
            ("get", "/api/reports/{report}/versions"),
            ("get", "/api/reports/{report}/versions/{number}"),
            ("get", "/api/reports/{report}/versions/{number}/annex"),
            ("get", "/api/reports/{report}/versions/{number}/{format}"),
            ("post", "/api/figures"),
            ("post", "/api/spreads"),
            ("post", "/api/learn"),
            ("post", "/api/imports/{ledger}"),
        ] {
            let responses = &api["paths"][path][method]["responses"];
            assert!(responses.get("422").is_some(), "{method} {path}: {responses}");
        }
        let tokens = &api["paths"]["/api/tokens"]["get"]["responses"];
        assert!(tokens.get("409").is_some(), "without accounts there are none: {tokens}");
    }

    /// Numbers and words that stand in a shape and in the rules are the same.
    #[test]
    fn shapes_are_as_strict_as_the_rules() {
        let api = serde_json::to_value(crate::router::openapi()).expect("JSON");
        let schemas = &api["components"]["schemas"];
        let password = &schemas["NewPassword"];
        let (shortest, longest) = (rules::sign_in::LENGTH.start(), rules::sign_in::LENGTH.end());
        assert_eq!((&password["minLength"], &password["maxLength"]), (&(*shortest).into(), &(*longest).into()));
        let days = &schemas["NewToken"]["properties"]["days"];
        let (first, last) = (rules::program::DAYS.start(), rules::program::DAYS.end());
        assert_eq!((&days["minimum"], &days["maximum"]), (&(*first).into(), &(*last).into()), "{days}");
        let types = format!("^({})$", app::imports::TYPES.join("|"));
        assert_eq!(schemas["ColumnType"]["pattern"], types.as_str());
        let as_of = api["paths"]["/api/ledgers/{ledger}/places"]["get"]["parameters"].as_array().expect("parameters");
        let as_of = as_of.iter().find(|parameter| parameter["name"] == "as_of").expect("as_of");
        assert_eq!(as_of["schema"]["pattern"], schemas["Cut"]["pattern"], "{as_of}");
        assert!(schemas["Cut"]["pattern"].is_string());
    }
}
