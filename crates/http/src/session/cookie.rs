//! The cookie of a session.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::guard::Whence;

const NAME: &str = "qianmo_session";
/// Of a sign-in that waits for its code.
const WAITS: &str = "qianmo_code";
/// A token has 64 digits; whatever else is sent is none.
const LENGTH: usize = 64;

/// The token that a request brings.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    a_token(headers, NAME)
}

/// The token of a sign-in that waits for its code.
pub(super) fn waiting(headers: &HeaderMap) -> Option<&str> {
    a_token(headers, WAITS)
}

/// What a cookie of this name says.
pub(crate) fn named<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

fn a_token<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let value = named(headers, wanted)?;
    (value.len() == LENGTH && value.bytes().all(|b| b.is_ascii_hexdigit())).then_some(value)
}

/// Hands a token out. It ends with the browser, and at the server before that. To another machine it travels by TLS alone;
/// on this machine there is none.
pub(super) fn hand_out(token: &str, to: Whence) -> Option<HeaderValue> {
    made(NAME, token, to)
}

/// The same for a sign-in that waits for its code.
pub(crate) fn hand_out_waiting(token: &str, to: Whence) -> Option<HeaderValue> {
    made(WAITS, token, to)
}

fn made(name: &str, token: &str, to: Whence) -> Option<HeaderValue> {
    let secure = if to == Whence::Elsewhere { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}")).ok()
}

/// Takes it back.
pub(super) fn take_back() -> HeaderValue {
    HeaderValue::from_static("qianmo_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// Takes that of a sign-in back.
pub(super) fn take_back_waiting() -> HeaderValue {
    HeaderValue::from_static("qianmo_code=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_among_other_cookies() {
        let right = "0f".repeat(32);
        let check = |cookie: &str, expect: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_str(cookie).expect("a header"));
            assert_eq!(token(&headers), expect, "{cookie}");
        };
        check(&format!("a=b; qianmo_session={right}; c=d"), Some(&right));
        check(&format!("qianmo_session={right}"), Some(&right));
        check("qianmo_session=short", None);
        check(&format!("other_qianmo_session={right}"), None);
        check("", None);
        for (to, secure) in [(Whence::Here, false), (Whence::Elsewhere, true)] {
            let handed = hand_out(&right, to).expect("a header");
            let text = handed.to_str().expect("text");
            assert!(["HttpOnly", "SameSite=Strict", "Path=/"].iter().all(|word| text.contains(word)), "{text}");
            assert_eq!(text.contains("Secure"), secure, "{text}");
            let waits = hand_out_waiting(&right, to).expect("a header");
            assert_eq!(waits.to_str().expect("text"), text.replacen(NAME, WAITS, 1));
        }
        assert!(take_back().to_str().expect("text").starts_with(&format!("{NAME}=;")));
    }
}
