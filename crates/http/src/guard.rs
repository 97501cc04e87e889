//! What stands before every route: only this machine may ask, under the names of this machine, and a page of another
//! site may not make a browser ask for it. Of a request with a session, not even a page of another port of this machine.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Problem;

use crate::problem::Refusal;

/// What browsers of today say of where a request comes from.
const SITE: header::HeaderName = header::HeaderName::from_static("sec-fetch-site");

/// Refuses requests under a foreign `Host` (rebinding) and writes from a foreign `Origin` (forgery).
pub async fn loopback_only(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = text(headers, header::HOST).unwrap_or_default();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let origin = text(headers, header::ORIGIN);
    let from = origin.map(|origin| origin.split("://").nth(1).unwrap_or_default());
    let of_a_session = crate::session::token(headers).is_some();
    let foreign = from.is_some_and(|from| !is_local(from) || (of_a_session && from != host))
        || text(headers, SITE).is_some_and(|site| site == "cross-site");
    if !is_local(host) || (foreign && !reads) {
        let problem = Problem::new("request.not_local", "目前只接受本机的访问。")
            .hint("请在这台机器上用 http://127.0.0.1 开头的网址打开，不要从别的网页里提交。");
        return Refusal(problem).into_response();
    }
    next.run(request).await
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn is_local(host: &str) -> bool {
    let name = if host.starts_with('[') {
        host.split_inclusive(']').next().unwrap_or_default()
    } else {
        host.split(':').next().unwrap_or_default()
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_names_of_this_machine_are_local() {
        for (host, expect) in [
            ("127.0.0.1:8630", true),
            ("localhost", true),
            ("[::1]:8630", true),
            ("127.0.0.1.example.org", false),
            ("example.org", false),
            ("", false),
        ] {
            assert_eq!(super::is_local(host), expect, "{host}");
        }
    }
}
