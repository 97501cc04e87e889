//! A house of identity of OpenID Connect on this machine, which signs whatever it is told to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use http::{
    outgoing::Outgoing,
    outside::{Outside, Settings},
};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;
use tokio_rustls::rustls::RootCertStore;

pub const CLIENT: &str = "qianmo county";
pub const SECRET: &str = "a secret: of two / words";

/// What it does.
pub struct Ways {
    /// Whom it vouches for, once somebody comes with this code: claims, what it was asked with, and the nonce.
    given: Vec<(String, Value)>,
    /// What it was asked when somebody was sent.
    asked: Vec<(String, String)>,
    key: EcdsaKeyPair,
    /// What its key is called.
    pub kid: String,
    /// How it says that it signs.
    pub alg: String,
    /// What it says of whoever came with a token, beside the token.
    pub told: Value,
    /// What it answers instead, by the end of the path.
    pub instead: Option<(&'static str, u16, String)>,
    /// How often it was asked for its keys.
    pub keys_asked: u32,
    /// How often for what it says of itself.
    pub says_asked: u32,
    /// Whether it names itself when it sends somebody back.
    pub names_itself: bool,
}

/// The house.
#[derive(Clone)]
pub struct House {
    pub issuer: String,
    ways: Arc<Mutex<Ways>>,
}

pub fn outgoing() -> Arc<Outgoing> {
    Arc::new(Outgoing::trusting(RootCertStore::empty()))
}

fn key() -> EcdsaKeyPair {
    let (random, way) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
    let document = EcdsaKeyPair::generate_pkcs8(way, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(way, document.as_ref(), &random).expect("a key")
}

impl House {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}/realms/county", listener.local_addr().expect("an address"));
        let ways = Ways {
            given: Vec::new(),
            asked: Vec::new(),
            key: key(),
            kid: "one".to_owned(),
            alg: "ES256".to_owned(),
            told: Value::Null,
            instead: None,
            keys_asked: 0,
            says_asked: 0,
            names_itself: false,
        };
        let house = Self { issuer, ways: Arc::new(Mutex::new(ways)) };
        let routes = Router::new()
            .route("/realms/county/.well-known/openid-configuration", get(says))
            .route("/realms/county/keys", get(keys))
            .route("/realms/county/token", post(token))
            .route("/realms/county/me", get(me))
            .with_state(house.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        house
    }

    /// As the server that asks it is told.
    pub fn settings(&self) -> Settings {
        Settings {
            oidc: Some(self.issuer.clone()),
            client: Some(CLIENT.to_owned()),
            secret: Some(SECRET.to_owned()),
            name: Some("县政务统一认证".to_owned()),
            ..Settings::default()
        }
    }

    pub fn outside(&self) -> Outside {
        self.settings().read(&outgoing()).expect("read").expect("a house")
    }

    pub fn ways(&self) -> MutexGuard<'_, Ways> {
        self.ways.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often it was asked what it is, and for its keys.
    pub fn asked(&self) -> (u32, u32) {
        let ways = self.ways();
        (ways.says_asked, ways.keys_asked)
    }

    /// Another key, called otherwise.
    pub fn turn_keys(&self, kid: &str) {
        let mut ways = self.ways();
        (ways.key, ways.kid) = (key(), kid.to_owned());
    }

    /// Somebody was sent here with this address, and is vouched for by these claims; the code that he is sent back with.
    pub fn vouch(&self, sent: &str, claims: Value) -> String {
        let asked: Vec<(String, String)> = queried(sent);
        let mut ways = self.ways();
        let code = format!("code {} of & many", ways.given.len());
        let mut claims = claims;
        let nonce = asked.iter().find(|(name, _)| name == "nonce").map(|(_, value)| value.clone());
        if claims.get("nonce").is_none() {
            claims["nonce"] = json!(nonce);
        }
        ways.asked = asked;
        ways.given.push((code.clone(), claims));
        code
    }
}

/// What stands in the query of an address.
pub fn queried(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| u8::from_str_radix(&text[at + 1..at + 3], 16).expect("hex"));
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).expect("text")
}

fn instead(ways: &Ways, path: &str) -> Option<Response> {
    let (_, status, body) = ways.instead.clone().filter(|(end, ..)| *end == path)?;
    Some((StatusCode::from_u16(status).expect("a status"), body).into_response())
}

async fn says(State(house): State<House>) -> Response {
    let mut ways = house.ways();
    ways.says_asked += 1;
    let of = |part: &str| format!("{}/{part}", house.issuer);
    let says = json!({
        "issuer": house.issuer, "authorization_endpoint": of("auth?realm=county"), "token_endpoint": of("token"),
        "jwks_uri": of("keys"), "userinfo_endpoint": of("me"), "authorization_response_iss_parameter_supported": ways.names_itself,
    });
    instead(&ways, "says").unwrap_or_else(|| Json(says).into_response())
}

async fn keys(State(house): State<House>) -> Response {
    let mut ways = house.ways();
    ways.keys_asked += 1;
    let point = ways.key.public_key().as_ref();
    let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
    let keys = json!({ "keys": [{ "kty": "EC", "crv": "P-256", "kid": ways.kid, "x": x, "y": y }] });
    instead(&ways, "keys").unwrap_or_else(|| Json(keys).into_response())
}

async fn me(State(house): State<House>, headers: HeaderMap) -> Response {
    let ways = house.ways();
    let known = headers.get(header::AUTHORIZATION).is_some_and(|value| value == "Bearer a");
    let refused = || StatusCode::UNAUTHORIZED.into_response();
    instead(&ways, "me").unwrap_or_else(|| if known { Json(&ways.told).into_response() } else { refused() })
}

/// Each code once, to the client that asked, with the proof that it began the way.
async fn token(State(house): State<House>, headers: HeaderMap, form: String) -> Response {
    let form = queried(&format!("?{form}"));
    let mut ways = house.ways();
    if let Some(instead) = instead(&ways, "token") {
        return instead;
    }
    let sent = |name: &str| form.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str());
    let asked = |name: &str| ways.asked.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str());
    let both = STANDARD.encode("qianmo%20county:a%20secret%3A%20of%20two%20%2F%20words");
    let known = headers.get(header::AUTHORIZATION).is_some_and(|value| value == format!("Basic {both}").as_str());
    let proof = sent("code_verifier").map(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
    let fits = asked("code_challenge_method") == Some("S256")
        && proof.as_deref() == asked("code_challenge")
        && sent("redirect_uri") == asked("redirect_uri")
        && sent("grant_type") == Some("authorization_code");
    let place = ways.given.iter().position(|(code, _)| Some(code.as_str()) == sent("code"));
    let (true, true, Some(place)) = (known, fits, place) else {
        let status = if known { StatusCode::BAD_REQUEST } else { StatusCode::UNAUTHORIZED };
        return (status, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let (_, claims) = ways.given.remove(place);
    let head = json!({ "alg": ways.alg, "kid": ways.kid });
    let [head, body] = [head, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let message = format!("{head}.{body}");
    let signature = ways.key.sign(&SystemRandom::new(), message.as_bytes()).expect("signed");
    let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature));
    Json(json!({ "access_token": "a", "token_type": "Bearer", "id_token": token })).into_response()
}
