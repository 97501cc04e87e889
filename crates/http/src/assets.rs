//! The embedded web app. Every path that is not the API's answers with the app, so that its own addresses work.
//!
//! Files are embedded as they are sent: gzipped once, when the app is built. Answers of the API are not packed: what is secret
//! and what a stranger may have written would be packed together, and the length of that tells of it.

use std::{borrow::Cow, io::Read};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use flate2::read::GzDecoder;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist/packed"]
struct Dist;

/// A file as it is embedded.
struct Kept {
    bytes: Cow<'static, [u8]>,
    gzipped: bool,
}

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>阡陌</title><p>网页还没有编译。请在源码目录运行 <code>cargo xtask demo</code>。";

/// A file of the web app, or its first page.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let takes = takes_gzip(&headers);
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = find(path) {
        return answer(file, takes, kind(path), path.starts_with("assets/"));
    }
    if path.starts_with("assets/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let not_built = || Kept { bytes: NOT_BUILT.as_bytes().into(), gzipped: false };
    answer(find("index.html").unwrap_or_else(not_built), takes, "text/html; charset=utf-8", false)
}

/// By its own name; that it is kept gzipped is no name of it.
fn find(path: &str) -> Option<Kept> {
    let kept = |name: &str, gzipped| Some(Kept { bytes: Dist::get(name)?.data, gzipped });
    kept(&format!("{path}.gz"), true).or_else(|| kept(path, false).filter(|_| !path.ends_with(".gz")))
}

fn answer(file: Kept, takes_gzip: bool, kind: &'static str, immutable: bool) -> Response {
    let sent_gzipped = file.gzipped && takes_gzip;
    let bytes = if file.gzipped && !takes_gzip { unpacked(&file.bytes) } else { Some(file.bytes) };
    let Some(bytes) = bytes else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let body = match bytes {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    let mut response = (StatusCode::OK, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let cache = if immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if sent_gzipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// Whether an answer may come gzipped (RFC 9110, 12.5.3): where it is named, or all are, and not with a weight of nothing.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let said = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let weights = said.flat_map(|value| value.split(',')).map(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok());
        (name.trim().to_ascii_lowercase(), weight.unwrap_or(0.0))
    });
    let mut any = false;
    for (name, weight) in weights {
        match name.as_str() {
            "gzip" | "x-gzip" => return weight > 0.0,
            "*" => any = weight > 0.0,
            _ => (),
        }
    }
    any
}

fn unpacked(bytes: &[u8]) -> Option<Cow<'static, [u8]>> {
    let mut plain = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut plain).ok()?;
    Some(plain.into())
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json" | "webmanifest") => "application/json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_whoever_takes_it() {
        let check = |said: &[&'static str], expect: bool| {
            let mut headers = HeaderMap::new();
            said.iter().for_each(|said| {
                headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(said));
            });
            assert_eq!(takes_gzip(&headers), expect, "{said:?}");
        };
        check(&[], false);
        check(&["gzip, deflate, br, zstd"], true);
        check(&["br;q=1.0, GZIP;q=0.5"], true);
        check(&["br", "gzip"], true);
        check(&["br, identity"], false);
        check(&["gzip;q=0, *"], false);
        check(&["*"], true);
        check(&["*;q=0"], false);
        check(&["gzip;q=much"], false);
    }
}
