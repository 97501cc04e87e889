//! What stands before every route: from where a request comes, whether it is asked under a name this server goes by, and that
//! a page of another site does not make a browser ask for it. Of a request with a session, and of all from elsewhere, not
//! even a page of another port of the same machine. See ADR 0032.

use std::{collections::BTreeSet, net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Problem;

use crate::{address, problem::Refusal};

/// What browsers of today say of where a request comes from.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// By these a proxy says that somebody else asks.
const FORWARDED: [&str; 3] = ["x-real-ip", "forwarded", "via"];

/// From where a request comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whence {
    /// From this machine itself, over its loopback and under one of its own names.
    Here,
    /// From another machine: over TLS, or through a proxy that has TLS.
    Elsewhere,
}

/// The names and addresses by which other machines ask for this server; none, and only this machine is answered.
#[derive(Clone, Default, Debug)]
pub struct Names(Arc<BTreeSet<String>>);

/// What the guard of one port knows.
#[derive(Clone, Debug)]
pub struct Guard {
    names: Names,
    /// Whether the port is open to other machines.
    open: bool,
}

impl Names {
    /// These, without ports.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self(Arc::new(names.into_iter().map(|name| plain(&name)).collect()))
    }

    /// Whether a `Host` is one of them, whatever its port.
    pub fn hold(&self, host: &str) -> bool {
        self.0.contains(&plain(name_of(host)))
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl Guard {
    /// Before a port of the loopback. Under one of these names a proxy of this machine asks for somebody else.
    pub fn of_this_machine(names: Names) -> Self {
        Self { names, open: false }
    }

    /// Before a port that other machines reach.
    pub fn of_the_network(names: Names) -> Self {
        Self { names, open: true }
    }

    fn whence(&self, headers: &HeaderMap) -> Option<Whence> {
        let host = text(headers, header::HOST).unwrap_or_default();
        let forwarded = headers.keys().map(HeaderName::as_str).any(is_of_a_proxy);
        match (is_local(host), self.names.hold(host)) {
            (true, _) if !self.open && !forwarded => Some(Whence::Here),
            (true, _) | (_, true) => Some(Whence::Elsewhere),
            (false, false) => None,
        }
    }
}

/// Refuses requests under a foreign `Host` (rebinding) and writes from a foreign `Origin` (forgery); tells who comes after
/// it from where the request comes.
pub async fn stand(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let Some(whence) = guard.whence(request.headers()) else {
        return Refusal(unknown_name(guard.open)).into_response();
    };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads && is_forged(request.headers(), whence) {
        return Refusal(forged(whence)).into_response();
    }
    let from = address::find(&request, whence, guard.open);
    request.extensions_mut().insert(whence);
    request.extensions_mut().insert(from);
    next.run(request).await
}

/// From where a request comes; where nobody has looked, from elsewhere.
pub fn whence(request: &Request) -> Whence {
    request.extensions().get().copied().unwrap_or(Whence::Elsewhere)
}

fn is_forged(headers: &HeaderMap, whence: Whence) -> bool {
    let host = text(headers, header::HOST).unwrap_or_default();
    let origin = text(headers, header::ORIGIN).map(|origin| origin.split_once("://").unwrap_or_default());
    let is_own = |(scheme, from): (&str, &str)| match whence {
        Whence::Elsewhere => scheme == "https" && from == host,
        Whence::Here if crate::session::token(headers).is_some() => from == host,
        Whence::Here => is_local(from),
    };
    origin.is_some_and(|from| !is_own(from)) || text(headers, SITE).is_some_and(|site| site == "cross-site")
}

fn unknown_name(open: bool) -> Problem {
    let problem = Problem::new("request.not_local", "不能用这个网址访问。");
    if open {
        return problem.hint("请用管理员给的网址打开；要添一个名字，启动时写 --name 名字。");
    }
    problem.hint("请在这台机器上用 http://127.0.0.1 开头的网址打开；别的机器怎样访问，见 docs/operations/network.md。")
}

fn forged(whence: Whence) -> Problem {
    let problem = Problem::new("request.not_local", "这次提交来自别的网页，没有办理。");
    problem.hint(match whence {
        Whence::Here => "请在这台机器上用 http://127.0.0.1 开头的网址打开，不要从别的网页里提交。",
        Whence::Elsewhere => "请重新打开阡陌的网页再办。",
    })
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    if host.starts_with('[') {
        host.split_inclusive(']').next().unwrap_or_default()
    } else {
        host.split(':').next().unwrap_or_default()
    }
}

/// As names are compared: small letters, no full stop at the end, addresses without brackets and in their shortest form.
fn plain(name: &str) -> String {
    let name = name.trim_end_matches('.').trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    name.parse::<IpAddr>().map_or(name, |address| address.to_string())
}

fn is_of_a_proxy(header: &str) -> bool {
    FORWARDED.contains(&header) || header.starts_with("x-forwarded-")
}

fn is_local(host: &str) -> bool {
    matches!(name_of(host), "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

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
            assert_eq!(is_local(host), expect, "{host}");
        }
    }

    #[test]
    fn a_request_comes_from_here_from_elsewhere_or_under_no_name_of_ours() {
        let names = Names::new(["Qianmo.lan".to_owned(), "192.168.1.9".to_owned(), "fd00::9".to_owned()]);
        let here = Guard::of_this_machine(Names::default());
        let proxied = Guard::of_this_machine(names.clone());
        let network = Guard::of_the_network(names);
        let check = |guard: &Guard, sent: &[(&'static str, &'static str)], expect: Option<Whence>| {
            let mut headers = HeaderMap::new();
            for (name, value) in sent {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            assert_eq!(guard.whence(&headers), expect, "{sent:?}");
        };
        check(&here, &[("host", "127.0.0.1:8630")], Some(Whence::Here));
        check(&here, &[("host", "127.0.0.1:8630"), ("x-forwarded-for", "10.0.0.7")], Some(Whence::Elsewhere));
        check(&here, &[("host", "localhost"), ("via", "1.1 proxy")], Some(Whence::Elsewhere));
        check(&here, &[("host", "qianmo.lan")], None);
        check(&proxied, &[("host", "localhost:8630")], Some(Whence::Here));
        check(&proxied, &[("host", "qianmo.lan")], Some(Whence::Elsewhere));
        check(&proxied, &[("host", "evil.example")], None);
        check(&network, &[("host", "QIANMO.lan.:8643")], Some(Whence::Elsewhere));
        check(&network, &[("host", "192.168.1.9:8643")], Some(Whence::Elsewhere));
        check(&network, &[("host", "[FD00:0::9]:8643")], Some(Whence::Elsewhere));
        check(&here, &[("host", "localhost"), ("x-forwarded-proto", "https")], Some(Whence::Elsewhere));
        check(&network, &[("host", "[fd00::9]:8643")], Some(Whence::Elsewhere));
        check(&network, &[("host", "127.0.0.1:8643")], Some(Whence::Elsewhere));
        check(&network, &[("host", "192.168.1.99:8643")], None);
        check(&network, &[], None);
    }

    #[test]
    fn a_page_of_another_site_does_not_write() {
        let check = |whence: Whence, sent: &[(&'static str, &'static str)], expect: bool| {
            let mut headers = HeaderMap::new();
            for (name, value) in sent {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            assert_eq!(is_forged(&headers, whence), expect, "{whence:?} {sent:?}");
        };
        let lan = ("host", "qianmo.lan:8643");
        check(Whence::Elsewhere, &[lan, ("origin", "https://qianmo.lan:8643")], false);
        check(Whence::Elsewhere, &[lan, ("origin", "https://qianmo.lan:9000")], true);
        check(Whence::Elsewhere, &[lan, ("origin", "http://qianmo.lan:8643")], true);
        check(Whence::Elsewhere, &[lan, ("origin", "http://localhost")], true);
        check(Whence::Elsewhere, &[lan, ("origin", "null")], true);
        check(Whence::Elsewhere, &[lan, ("sec-fetch-site", "cross-site")], true);
        check(Whence::Elsewhere, &[lan], false);
        check(Whence::Here, &[("host", "127.0.0.1:8630"), ("origin", "http://localhost:5173")], false);
        check(Whence::Here, &[("host", "127.0.0.1:8630"), ("origin", "https://example.org")], true);
    }
}
