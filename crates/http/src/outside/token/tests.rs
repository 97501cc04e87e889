//! Tokens as houses sign them, and as others would like them to be taken.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use ring::{
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, PublicKeyComponents},
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding,
    },
};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{
    super::keys::{self, Key},
    *,
};

/// A key of these tests alone.
const RSA: &[u8] = include_bytes!("../../../tests/keys/rsa.der");

/// A house that signs.
struct House {
    rsa: RsaKeyPair,
    curve: EcdsaKeyPair,
    random: SystemRandom,
}

impl House {
    fn new() -> Self {
        let random = SystemRandom::new();
        let way = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(way, &random).expect("a key");
        let curve = EcdsaKeyPair::from_pkcs8(way, document.as_ref(), &random).expect("a key");
        Self { rsa: RsaKeyPair::from_der(RSA).expect("a key"), curve, random }
    }

    fn modulus(&self) -> (String, String) {
        let PublicKeyComponents::<Vec<u8>> { n, e } = self.rsa.public().into();
        (text(&n), text(&e))
    }

    /// As it shows its keys, with what else is said of each.
    fn shows(&self) -> Value {
        let (n, e) = self.modulus();
        let point = self.curve.public_key().as_ref();
        json!({ "keys": [
            { "kty": "RSA", "kid": "r", "use": "sig", "n": n, "e": e },
            { "kty": "EC", "kid": "c", "crv": "P-256", "x": text(&point[1..33]), "y": text(&point[33..]) },
            { "kty": "OKP", "kid": "o", "crv": "Ed25519", "x": "AAAA" },
            { "kty": "oct", "kid": "s", "k": "c2VjcmV0" },
            { "kty": "RSA", "kid": "sealing", "use": "enc", "n": n, "e": e },
        ] })
    }

    fn keys(&self) -> Vec<Key> {
        read_keys(&self.shows())
    }

    fn rsa(&self, how: &'static dyn RsaEncoding, message: &str) -> Vec<u8> {
        let mut signature = vec![0; self.rsa.public().modulus_len()];
        self.rsa.sign(how, &self.random, message.as_bytes(), &mut signature).expect("signed");
        signature
    }

    /// A token with this head, signed in this way.
    fn signed(&self, head: &Value, way: &str) -> String {
        self.over(head, &said(), way)
    }

    fn over(&self, head: &Value, body: &Value, way: &str) -> String {
        let message = format!("{}.{}", text(head.to_string().as_bytes()), text(body.to_string().as_bytes()));
        let signature = match way {
            "RS256" => self.rsa(&RSA_PKCS1_SHA256, &message),
            "PS256" => self.rsa(&RSA_PSS_SHA256, &message),
            "ES256" => self.curve.sign(&self.random, message.as_bytes()).expect("signed").as_ref().to_vec(),
            _ => Vec::new(),
        };
        format!("{message}.{}", text(&signature))
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read_keys(shown: &Value) -> Vec<Key> {
    keys::read(shown.to_string().as_bytes()).expect("keys")
}

fn said() -> Value {
    json!({ "iss": "https://id.cn", "aud": "qianmo", "sub": "u1", "exp": 200, "iat": 100, "nonce": "n", "work": 42 })
}

fn head(way: &str, key: &str) -> Value {
    json!({ "alg": way, "kid": key, "typ": "JWT" })
}

#[test]
fn what_the_house_signed_is_read() {
    let house = House::new();
    for (way, key) in [("RS256", "r"), ("PS256", "r"), ("ES256", "c")] {
        let token = read(&house.signed(&head(way, key), way), &house.keys()).expect(way);
        let expect = Vouched {
            issuer: "https://id.cn".to_owned(),
            audience: vec!["qianmo".to_owned()],
            party: None,
            expires: 200,
            issued: 100,
            not_before: None,
            nonce: Some("n".to_owned()),
        };
        assert_eq!(token.vouched, expect, "{way}");
        assert_eq!((token.claim("sub"), token.claim("work")), (Some("u1".to_owned()), Some("42".to_owned())));
        assert_eq!((token.claim("none"), token.claim("aud")), (None, Some("qianmo".to_owned())));
    }
    // No key is named, and one fits.
    assert!(read(&house.signed(&json!({ "alg": "ES256" }), "ES256"), &house.keys()).is_ok());
}

#[test]
fn what_it_did_not_sign_is_not_believed() {
    let (house, other) = (House::new(), House::new());
    let check = |what: &str, token: &str, expect: Unread| {
        assert_eq!(read(token, &house.keys()).err(), Some(expect), "{what}");
    };
    check("by another key", &other.signed(&head("ES256", "c"), "ES256"), Unread::Signature);
    check("in another way of the same key", &house.signed(&head("RS256", "r"), "PS256"), Unread::Signature);
    check("by nothing", &house.signed(&head("ES256", "c"), ""), Unread::Signature);
    for way in ["none", "None", "NONE", "", "HS256", "HS512", "RS1", "ES256K", "EdDSA", "RS256 "] {
        check(way, &house.signed(&head(way, "r"), ""), Unread::Way);
    }
    // A secret that both know, and a key that everybody knows, taken for one.
    for secret in [b"the secret of the client".to_vec(), house.modulus().0.into_bytes(), RSA.to_vec()] {
        let message =
            format!("{}.{}", text(head("HS256", "r").to_string().as_bytes()), text(said().to_string().as_bytes()));
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret).expect("a key");
        mac.update(message.as_bytes());
        let token = format!("{message}.{}", text(&mac.finalize().into_bytes()));
        check("by a secret", &token, Unread::Way);
        check(
            "by a secret, called otherwise",
            &token.replacen(
                &token[..token.find('.').expect("a point")],
                &text(head("RS256", "r").to_string().as_bytes()),
                1,
            ),
            Unread::Signature,
        );
    }
    check("a key for another way", &house.signed(&head("ES256", "r"), "ES256"), Unread::Key);
    check("a key for something else", &house.signed(&head("RS256", "sealing"), "RS256"), Unread::Key);
    check("a key nobody knows", &house.signed(&head("RS256", "new"), "RS256"), Unread::Key);
    let own = json!({ "alg": "ES256", "jwk": other.shows()["keys"][1], "jku": "https://evil.example/keys" });
    check("a key that it brings along", &other.signed(&own, "ES256"), Unread::Signature);
}

#[test]
fn what_was_changed_afterwards_is_not_believed() {
    let house = House::new();
    let token = house.signed(&head("ES256", "c"), "ES256");
    let parts: Vec<&str> = token.split('.').collect();
    let mut other = said();
    other["sub"] = json!("u2");
    let body = text(other.to_string().as_bytes());
    let check = |token: &str, expect: Unread| assert_eq!(read(token, &house.keys()).err(), Some(expect), "{token}");
    check(&format!("{}.{body}.{}", parts[0], parts[2]), Unread::Signature);
    let head = text(json!({ "alg": "ES256", "kid": "c", "typ": "jwt" }).to_string().as_bytes());
    check(&format!("{head}.{}.{}", parts[1], parts[2]), Unread::Signature);
    for written in [
        String::new(),
        "..".to_owned(),
        parts[..2].join("."),
        format!("{token}.x"),
        format!("{token}="),
        format!("{} .{}.{}", parts[0], parts[1], parts[2]),
        format!("{}.{}.{}", parts[0], "a".repeat(70_000), parts[2]),
    ] {
        check(&written, Unread::Written);
    }
}

#[test]
fn a_token_for_something_else_is_none() {
    let house = House::new();
    let check = |head: Value, body: Value| {
        let token = house.over(&head, &body, "ES256");
        assert_eq!(read(&token, &house.keys()).err(), Some(Unread::Written), "{head} {body}");
    };
    let with = |name: &str, value: Value| {
        let mut head = head("ES256", "c");
        head[name] = value;
        head
    };
    check(with("typ", json!("at+jwt")), said());
    check(with("typ", json!("logout+jwt")), said());
    check(with("crit", json!(["exp"])), said());
    check(with("alg", json!(["ES256"])), said());
    for (name, value) in [
        ("iss", Value::Null),
        ("aud", json!(7)),
        ("aud", json!([{ "a": "qianmo" }])),
        ("exp", json!("200")),
        ("exp", Value::Null),
        ("iat", Value::Null),
        ("nonce", json!(["n"])),
    ] {
        let mut body = said();
        body[name] = value;
        check(head("ES256", "c"), body);
    }
    check(head("ES256", "c"), json!(["iss"]));
}

#[test]
fn which_key_is_meant_must_be_plain() {
    let house = House::new();
    let token = house.signed(&json!({ "alg": "RS256" }), "RS256");
    let (n, e) = house.modulus();
    let key = |more: Value| {
        let mut key = json!({ "kty": "RSA", "n": n, "e": e });
        more.as_object().expect("an object").iter().for_each(|(name, value)| key[name] = value.clone());
        key
    };
    let check = |keys: &[Value], expect: Option<Unread>| {
        assert_eq!(read(&token, &read_keys(&json!({ "keys": keys }))).err(), expect, "{keys:?}");
    };
    check(&[key(json!({}))], None);
    check(&[key(json!({ "alg": "RS256", "kid": "a" }))], None);
    check(&[key(json!({ "alg": "PS256" }))], Some(Unread::Key));
    check(&[key(json!({ "alg": "PS256" })), key(json!({ "alg": "RS256" }))], None);
    check(&[key(json!({ "kid": "a" })), key(json!({ "kid": "b" }))], Some(Unread::Key));
    check(&[], Some(Unread::Key));
    // Some write a zero before a number; one of a thousand bits is nobody's key.
    let zero = text(&[&[0], URL_SAFE_NO_PAD.decode(&n).expect("bytes").as_slice()].concat());
    check(&[key(json!({ "n": zero }))], None);
    check(&[key(json!({ "n": text(&[0xff; 128]) }))], Some(Unread::Signature));
    check(&[key(json!({ "n": "" }))], Some(Unread::Signature));
    assert_eq!(keys::read(b"{}").err(), Some("keys: not readable"));
}
