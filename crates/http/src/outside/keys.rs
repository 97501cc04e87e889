//! Keys of a house (RFC 7517) and what they sign (RFC 7518). Three ways of signing are known, each with one kind of key, and
//! what is shared is no key: a token says by which way it was signed, and may not say what a key is.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

/// Keys there are at most; of more the rest is not read.
const MOST: usize = 100;

/// A way of signing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Rs256,
    Ps256,
    Es256,
}

/// A key that others may know.
#[derive(Debug)]
pub(super) struct Key {
    name: Option<String>,
    /// The one way it is for, where that is said.
    way: Option<String>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    kty: String,
    #[serde(rename = "use")]
    used: Option<String>,
    kid: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// Reads them; those of kinds that are not known, or for something else, are left out.
pub(super) fn read(text: &[u8]) -> Result<Vec<Key>, &'static str> {
    let set: Set = serde_json::from_slice(text).map_err(|_| "keys: not readable")?;
    Ok(set.keys.into_iter().take(MOST).filter_map(key).collect())
}

fn key(written: Written) -> Option<Key> {
    let Written { kty, used, kid, alg, crv, n, e, x, y } = written;
    if used.is_some_and(|used| used != "sig") {
        return None;
    }
    let bytes = |text: Option<String>| URL_SAFE_NO_PAD.decode(text?).ok();
    let kind = match (kty.as_str(), crv.as_deref()) {
        ("RSA", _) => Kind::Rsa { n: plain(bytes(n)?), e: plain(bytes(e)?) },
        ("EC", Some("P-256")) => {
            let (x, y) = (bytes(x)?, bytes(y)?);
            if (x.len(), y.len()) != (32, 32) {
                return None;
            }
            Kind::P256([vec![4], x, y].concat())
        }
        _ => return None,
    };
    Some(Key { name: kid, way: alg, kind })
}

/// A number without the zeros that some write before it.
fn plain(mut number: Vec<u8>) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.split_off(zeros)
}

impl Way {
    /// By what a token calls it. What is signed by nothing, or by a secret that two share, is not signed.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Self::Rs256,
            "PS256" => Self::Ps256,
            "ES256" => Self::Es256,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
        }
    }
}

/// The one key that is meant; nothing where there is none, or where it cannot be said which.
pub(super) fn meant<'k>(keys: &'k [Key], way: Way, name: Option<&str>) -> Option<&'k Key> {
    let fits = |key: &&Key| {
        let of_kind =
            matches!((&key.kind, way), (Kind::Rsa { .. }, Way::Rs256 | Way::Ps256) | (Kind::P256(_), Way::Es256));
        let for_it = key.way.as_deref().is_none_or(|only| only == way.name());
        of_kind && for_it && name.is_none_or(|name| key.name.as_deref() == Some(name))
    };
    let mut fitting = keys.iter().filter(fits);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Whether this key signed that.
pub(super) fn signed(key: &Key, way: Way, message: &[u8], signature: &[u8]) -> bool {
    let rsa = |how: &'static RsaParameters| match &key.kind {
        Kind::Rsa { n, e } => RsaPublicKeyComponents { n, e }.verify(how, message, signature).is_ok(),
        Kind::P256(_) => false,
    };
    match way {
        Way::Rs256 => rsa(&RSA_PKCS1_2048_8192_SHA256),
        Way::Ps256 => rsa(&RSA_PSS_2048_8192_SHA256),
        Way::Es256 => match &key.kind {
            Kind::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }
            Kind::Rsa { .. } => false,
        },
    }
}
