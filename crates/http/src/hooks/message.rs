//! What a program is sent, and how it is signed: headers and signature as Standard Webhooks has them, so that what others
//! have written to check them fits.

use app::hooks::Letter;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use sha2::Sha256;
use store::hooks::News;
use utoipa::ToSchema;

/// How a secret is written down for whoever is to check signatures.
const PREFIX: &str = "whsec_";

/// A message (`POST`, `application/json`).
#[derive(Serialize, ToSchema)]
pub struct HookMessage {
    /// `changes`, or `ping` where it is only tried out.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// When it was sent; another time when it is sent again.
    pub timestamp: String,
    /// What happened.
    pub data: HookNews,
}

/// What happened.
#[derive(Serialize, ToSchema)]
pub struct HookNews {
    /// Numbers count along this line; it is another one after a restore, when they go on from an earlier place.
    pub line: String,
    /// In which book; nothing in a ping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub book: Option<String>,
    /// The oldest first. Whoever was told a number of this line and book before has had that Change.
    pub changes: Vec<HookChange>,
}

/// A Change. What its records say is asked of the API.
#[derive(Serialize, ToSchema)]
pub struct HookChange {
    /// Its number in the book.
    pub seq: u64,
    /// When.
    pub at: String,
    /// `create`, `correct`, `import` …
    pub act: String,
    /// The number of the one it took back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
    /// The ledgers it touched.
    pub ledgers: Vec<HookLedger>,
}

/// Records of one ledger.
#[derive(Serialize, ToSchema)]
pub struct HookLedger {
    /// The ledger.
    pub ledger: String,
    /// How many.
    pub records: u64,
    /// Which, where they are twenty at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<String>,
}

/// A message as it goes out.
pub(super) struct Signed {
    /// Its id.
    pub id: String,
    /// Seconds since 1970.
    pub timestamp: String,
    /// `v1,` and the signature.
    pub signature: String,
    /// The body.
    pub body: Vec<u8>,
}

/// A secret as it is shown, once.
pub(crate) fn written(secret: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

pub(super) fn signed(letter: &Letter) -> Signed {
    let (kind, book, changes) = match &letter.news {
        None => ("ping", None, Vec::new()),
        Some((book, news)) => ("changes", Some(book.to_string()), news.iter().map(change).collect()),
    };
    let data = HookNews { line: letter.line.clone(), book, changes };
    let message = HookMessage { kind, timestamp: letter.at.to_string(), data };
    let body = serde_json::to_vec(&message).unwrap_or_default();
    let timestamp = (letter.at.millis() / 1_000).to_string();
    let signature = format!("v1,{}", STANDARD.encode(sign(&letter.secret, &letter.id, &timestamp, &body)));
    Signed { id: letter.id.clone(), timestamp, signature, body }
}

fn sign(secret: &[u8], id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
    // A key of any length is one.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return Vec::new() };
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().to_vec()
}

fn change(news: &News) -> HookChange {
    let ledger = |(ledger, touches): (&kernel::LedgerId, &store::hooks::Touches)| HookLedger {
        ledger: ledger.to_string(),
        records: touches.records,
        named: touches.named.iter().map(ToString::to_string).collect(),
    };
    HookChange {
        seq: news.seq.0,
        at: news.at.to_string(),
        act: news.act.clone(),
        undoes: news.undoes.map(|seq| seq.0),
        ledgers: news.touches.iter().map(ledger).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification of Standard Webhooks.
    #[test]
    fn a_signature_is_as_the_standard_has_it() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let signature = sign(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", br#"{"test": 2432232314}"#);
        assert_eq!(STANDARD.encode(signature), "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(written(&secret), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }
}
