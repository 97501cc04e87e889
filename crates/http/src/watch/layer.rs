//! One line in the log for every request: number, method, pattern of the route, status, duration, bytes, what the actor
//! may do (not who it is), and of a problem its code and detail. The address itself is in no line: it names records and
//! holds what was searched for.
//!
//! The answer carries the number as `x-request-id`, so that what a person tells of can be found.

use std::sync::{Arc, OnceLock};

use axum::{
    body::HttpBody as _,
    extract::{MatchedPath, Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use kernel::{Slow, SlowNote};

use super::{Watched, requests::method};
use crate::{problem::Told, start::Gate};

/// What the routes behind say of a request to whoever stands before them.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Known>);

#[derive(Default)]
struct Known {
    route: OnceLock<Arc<str>>,
    role: OnceLock<&'static str>,
}

/// Whatever is no route: the files of the web app, and addresses that lead nowhere.
const NO_ROUTE: &str = "(page)";
const NUMBER: &str = "x-request-id";

/// Stands before everything, and before the layer that catches panics.
pub(crate) async fn watch(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let watched = gate.watched();
    let (seen, number, method) = (Seen::default(), watched.next_id(), method(request.method()));
    request.extensions_mut().insert(seen.clone());
    let began = watched.watch.begin();
    let mut response = next.run(request).await;
    let took = watched.watch.since(began);
    let route = seen.0.route.get().cloned().unwrap_or_else(|| NO_ROUTE.into());
    let status = response.status();
    watched.requests.count((route.clone(), method), status.as_u16(), took);
    tell(watched, &Line { number: &number, method, route: &route, seen: &seen, response: &response, took });
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(NUMBER, value);
    }
    response
}

struct Line<'a> {
    number: &'a str,
    method: &'static str,
    route: &'a str,
    seen: &'a Seen,
    response: &'a Response,
    took: std::time::Duration,
}

fn tell(watched: &Watched, line: &Line<'_>) {
    let Line { number, method, route, seen, response, took } = *line;
    let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let told = response.extensions().get::<Told>();
    let (code, detail) = told.map_or((None, None), |told| (Some(told.code.as_str()), told.detail.as_deref()));
    let bytes = response.body().size_hint().exact();
    let role = seen.0.role.get().copied();
    let status = response.status().as_u16();
    macro_rules! line {
        ($level:ident) => {
            tracing::$level!(
                request.id = number,
                http.method = method,
                http.route = route,
                http.status = status,
                duration_ms,
                bytes,
                actor.role = role,
                problem.code = code,
                problem.detail = detail,
                "request"
            )
        };
    }
    if response.status().is_server_error() {
        line!(error)
    } else {
        line!(info)
    }
    let what = format!("{method} {route}");
    if watched.watch.note(Slow::Request, took, |note| SlowNote { what, ..note }).is_some() {
        tracing::warn!(request.id = number, http.method = method, http.route = route, duration_ms, "slow.request");
    }
}

/// Stands before the routes of a router, where their patterns are known: says which it is, and has whatever is done for
/// it be done in its name.
pub(crate) async fn name_route(request: Request, next: Next) -> Response {
    let route: Option<Arc<str>> = request.extensions().get::<MatchedPath>().map(|path| path.as_str().into());
    let who = route.as_deref().map(|route| format!("{} {route}", method(request.method()))).unwrap_or_default();
    // Set once: the first router that knows the route is the one that answers.
    if let (Some(Seen(known)), Some(route)) = (request.extensions().get::<Seen>(), route) {
        let _ = known.route.set(route);
    }
    store::asking::by(&who, next.run(request)).await
}

/// Says what the one who asks may do at most.
pub(crate) fn name_role(request: &Request, role: &'static str) {
    if let Some(Seen(known)) = request.extensions().get::<Seen>() {
        let _ = known.role.set(role);
    }
}
