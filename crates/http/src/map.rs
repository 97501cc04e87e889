//! The base map under places: pictures of another server, where whoever runs this one names it. Nobody asks another server
//! for anything where none is named.

use axum::{Json, extract::State, http::HeaderValue};
use kernel::Problem;

use crate::{start::Gate, wire};

/// What the pages may load, but for pictures of a base map.
const OWN: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; worker-src 'self'";

/// Where the pictures of a base map are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tiles {
    template: String,
    origin: String,
}

impl Tiles {
    /// A template with `{z}`, `{x}` and `{y}`. Problem: `server.map_tiles`.
    pub fn new(template: &str) -> Result<Self, Problem> {
        let wrong = |what: &str| {
            Problem::new("server.map_tiles", format!("底图地址{what}。")).hint(
                "写成 https://主机/路径/{z}/{x}/{y}.png 的样子，{z}、{x}、{y} 各出现一次；见 docs/how-to/maps.md。",
            )
        };
        let template = template.trim();
        let (scheme, rest) = template.split_once("://").ok_or_else(|| wrong("没有写 https:// 或 http://"))?;
        if !matches!(scheme, "https" | "http") {
            return Err(wrong("只能以 https:// 或 http:// 开头"));
        }
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(sound) {
            return Err(wrong("的主机名不对，要写一个确定的主机"));
        }
        if ["{z}", "{x}", "{y}"].iter().any(|mark| template.matches(mark).count() != 1) {
            return Err(wrong("里要有 {z}、{x}、{y} 各一次"));
        }
        if !template.chars().all(|c| c.is_ascii_graphic()) {
            return Err(wrong("里有空格或网址里不能有的字"));
        }
        Ok(Self { template: template.to_owned(), origin: format!("{scheme}://{host}") })
    }

    /// What the pages may load, pictures of this base map among it.
    pub(crate) fn policy(tiles: Option<&Self>) -> HeaderValue {
        let origin = tiles.map(|tiles| format!(" {}", tiles.origin)).unwrap_or_default();
        let text = format!("{OWN}; img-src 'self' data: blob:{origin}; connect-src 'self'{origin}");
        // The template was looked at letter by letter.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("default-src 'self'"))
    }
}

/// Which base map lies under places; none, and they lie on paper.
#[utoipa::path(get, path = "/api/map", operation_id = "show_map", responses((status = 200, body = wire::BaseMap)))]
pub async fn show(State(gate): State<Gate>) -> Json<wire::BaseMap> {
    Json(wire::BaseMap { tiles: gate.tiles().map(|tiles| tiles.template.clone()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_map_is_one_host() {
        let check = |template: &str, expect: Result<&str, &str>| match (Tiles::new(template), expect) {
            (Ok(tiles), Ok(origin)) => assert_eq!(tiles.origin, origin),
            (Err(problem), Err(part)) => assert!(problem.message.contains(part), "{problem}"),
            (read, _) => panic!("{template}: {read:?}"),
        };
        check("https://maps.example.cn/{z}/{x}/{y}.png", Ok("https://maps.example.cn"));
        check("http://10.0.0.5:8080/w?l={z}&r={y}&c={x}&tk=abc", Ok("http://10.0.0.5:8080"));
        check("maps.example.cn/{z}/{x}/{y}.png", Err("没有写"));
        check("ftp://maps.example.cn/{z}/{x}/{y}.png", Err("只能以"));
        check("https://*.example.cn/{z}/{x}/{y}.png", Err("主机名"));
        check("https://a b/{z}/{x}/{y}.png", Err("主机名"));
        check("https://user@host/{z}/{x}/{y}.png", Err("主机名"));
        check("https://maps.example.cn/{z}/{x}.png", Err("各一次"));
        check("https://maps.example.cn/{z}/{x}/{y};script-src *", Err("空格"));
        check("https://maps.example.cn/{z}/{x}/{y}/图.png", Err("空格"));
    }

    #[test]
    fn no_other_host_is_named_where_none_is_set() {
        let policy = Tiles::policy(None);
        assert!(!policy.to_str().unwrap().contains("://"));
        let tiles = Tiles::new("https://maps.example.cn/{z}/{x}/{y}.png").unwrap();
        assert_eq!(Tiles::policy(Some(&tiles)).to_str().unwrap().matches("https://maps.example.cn").count(), 2);
    }
}
