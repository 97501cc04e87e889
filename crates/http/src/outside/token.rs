//! An ID token: three parts, of which the signature is looked at before what it signs is believed. See RFC 7515, and RFC 8725
//! for what goes wrong with such tokens.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rules::outside::Vouched;
use serde::Deserialize;
use serde_json::{Map, Number, Value};

use super::keys::{Key, Way, meant, signed};

/// Bytes of a token at most.
const LONGEST: usize = 64 * 1024;

/// What a house says of somebody, and signed.
#[derive(Debug)]
pub(super) struct Token {
    /// For whom and when.
    pub vouched: Vouched,
    claims: Map<String, Value>,
}

/// Why it is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unread {
    /// It is not written as one.
    Written,
    /// It is signed in a way that is none, or in one that is not taken.
    Way,
    /// By a key that is not known; perhaps it is new.
    Key,
    /// By somebody else.
    Signature,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    /// What must be understood, or it is not to be believed. Nothing of it is.
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    azp: Option<String>,
    exp: Number,
    iat: Number,
    nbf: Option<Number>,
    nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Unread {
    /// For the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Written => "token: not readable",
            Self::Way => "token: a signature that is not taken",
            Self::Key => "token: an unknown key",
            Self::Signature => "token: signed by somebody else",
        }
    }
}

/// Reads what one of these keys signed.
pub(super) fn read(text: &str, keys: &[Key]) -> Result<Token, Unread> {
    let mut parts = text.split('.');
    let (Some(head), Some(body), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Unread::Written);
    };
    if text.len() > LONGEST {
        return Err(Unread::Written);
    }
    let read: Head = serde_json::from_slice(&bytes(head)?).map_err(|_| Unread::Written)?;
    let is_id = read.typ.is_none_or(|typ| typ.eq_ignore_ascii_case("JWT"));
    if !is_id || read.crit.is_some() {
        return Err(Unread::Written);
    }
    let way = Way::named(&read.alg).ok_or(Unread::Way)?;
    let key = meant(keys, way, read.kid.as_deref()).ok_or(Unread::Key)?;
    let message = &text[..head.len() + 1 + body.len()];
    if !signed(key, way, message.as_bytes(), &bytes(signature)?) {
        return Err(Unread::Signature);
    }
    claims(&bytes(body)?)
}

fn claims(text: &[u8]) -> Result<Token, Unread> {
    let claims: Map<String, Value> = serde_json::from_slice(text).map_err(|_| Unread::Written)?;
    let Claims { iss, aud, azp, exp, iat, nbf, nonce } =
        serde_json::from_value(Value::Object(claims.clone())).map_err(|_| Unread::Written)?;
    let seconds = |number: &Number| seconds(number).ok_or(Unread::Written);
    let vouched = Vouched {
        issuer: iss,
        audience: match aud {
            Audience::One(one) => vec![one],
            Audience::Many(many) => many,
        },
        party: azp,
        expires: seconds(&exp)?,
        issued: seconds(&iat)?,
        not_before: nbf.as_ref().map(seconds).transpose()?,
        nonce,
    };
    Ok(Token { vouched, claims })
}

impl Token {
    /// What a claim says, where it is a name.
    pub fn claim(&self, name: &str) -> Option<String> {
        claim(&self.claims, name)
    }
}

/// What a claim among others says, where it is a name.
pub(super) fn claim(claims: &Map<String, Value>, name: &str) -> Option<String> {
    match claims.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}

/// Some write seconds with a point.
#[expect(clippy::cast_possible_truncation, reason = "a part of a second is no matter, and what is too large is cut")]
fn seconds(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds as i64))
}

fn bytes(part: &str) -> Result<Vec<u8>, Unread> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Unread::Written)
}

#[cfg(test)]
mod tests;
