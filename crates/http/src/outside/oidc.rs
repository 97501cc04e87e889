//! A house of OpenID Connect: authorization code with PKCE, state and nonce. The code is given to the house by this server
//! itself, and the ID token is believed for its signature, not for where it came from. What the token leaves out the house is
//! asked for once more.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{Request, header},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use kernel::Instant;
use rules::{
    hooks::Address,
    outside::{Expected, judge, may_be_asked},
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{
    Brought, Failed, Trip, encoded, form,
    known::Known,
    metadata::Metadata,
    token::{self, Token, Unread, claim},
};
use crate::outgoing::Outgoing;

const DISCOVERY: &str = "/.well-known/openid-configuration";
/// By which a person is known who is not known by another claim.
const SUBJECT: &str = "sub";
/// Bytes of an answer with a token at most.
const MOST: usize = 128 * 1024;
/// Signs of a code, and of what lets this server ask on, at most.
const CODE: usize = 4_096;

/// A house, and what this server is there.
pub(super) struct Oidc {
    issuer: String,
    discovery: Address,
    client: String,
    secret: Option<String>,
    claim: String,
    known: Known,
}

#[derive(Deserialize)]
struct Given {
    id_token: String,
    /// By which this server may ask on; only where the token leaves something out.
    access_token: Option<String>,
}

impl Oidc {
    /// The house of this issuer, which lies there.
    pub fn new(issuer: String, at: &Address, client: String, secret: Option<String>, claim: String) -> Self {
        let path = format!("{}{DISCOVERY}", at.path.trim_end_matches('/'));
        Self { issuer, discovery: Address { path, ..at.clone() }, client, secret, claim, known: Known::default() }
    }

    async fn says(&self, way: &Outgoing, now: Instant) -> Result<Arc<Metadata>, Failed> {
        self.known.says(way, (&self.discovery, &self.issuer), now).await
    }

    /// Whether it says who it is, and has keys that can be read; and what time it is there.
    pub async fn answers(&self, way: &Outgoing, now: Instant) -> Result<Option<Instant>, Failed> {
        let says = self.says(way, now).await?;
        self.known.keys(way, &says.keys, now, false).await?;
        let request = Request::get(&self.discovery.path).body(Body::empty());
        let request = request.map_err(|_| Failed::Away("an address that cannot be asked"))?;
        Ok(way.ask((&self.discovery, may_be_asked), request, 0).await?.at)
    }

    /// Where somebody is sent.
    pub async fn way_there(&self, way: &Outgoing, trip: &Trip, now: Instant) -> Result<String, Failed> {
        let says = self.says(way, now).await?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&trip.verifier));
        // Other claims than the subject come with the profile.
        let scope = if self.claim == SUBJECT { "openid" } else { "openid profile" };
        let query = form(&[
            ("response_type", "code"),
            ("client_id", self.client.as_str()),
            ("redirect_uri", trip.back.as_str()),
            ("scope", scope),
            ("state", trip.state.as_str()),
            ("nonce", trip.nonce.as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ]);
        let joint = if says.authorize.contains('?') { '&' } else { '?' };
        Ok(format!("{}{joint}{query}", says.authorize))
    }

    /// By which name the house knows whoever brings this.
    pub async fn who(&self, way: &Outgoing, brought: &Brought, trip: &Trip, now: Instant) -> Result<String, Failed> {
        let says = self.says(way, now).await?;
        // Another house may have sent somebody back, to be given the code of this one.
        match &brought.issuer {
            Some(issuer) if *issuer != self.issuer => return Err(Failed::Refused("sent back by another issuer")),
            None if says.names_itself => return Err(Failed::Refused("sent back by nobody")),
            _ => {}
        }
        if brought.error.is_some() {
            return Err(Failed::Refused("the house says no"));
        }
        let sound = |code: &&String| (1..=CODE).contains(&code.len());
        let code = brought.code.as_ref().filter(sound).ok_or(Failed::Refused("no code"))?;
        let given = self.exchange(way, &says, code, trip).await?;
        let token = self.read(way, &says, &given.id_token, now).await?;
        let expected = Expected { issuer: &self.issuer, client: &self.client, nonce: &trip.nonce };
        judge(&token.vouched, expected, now).map_err(|unfit| Failed::Refused(unfit.word()))?;
        match token.claim(&self.claim) {
            Some(name) => Ok(name),
            None => self.told(way, &says, given.access_token.as_deref(), &token).await,
        }
    }

    /// By which name somebody is known where his token does not say it: many houses say there who he is and no more
    /// (OpenID Connect Core 1.0, 5.3).
    async fn told(
        &self,
        way: &Outgoing,
        says: &Metadata,
        access: Option<&str>,
        token: &Token,
    ) -> Result<String, Failed> {
        let access = access.filter(|access| (1..=CODE).contains(&access.len()));
        let (Some(at), Some(access), Some(subject)) = (&says.userinfo, access, token.claim(SUBJECT)) else {
            return Err(Failed::Refused("token: without the claim"));
        };
        let request = Request::get(&at.path)
            .header(header::AUTHORIZATION, format!("Bearer {access}"))
            .header(header::ACCEPT, "application/json")
            .body(Body::empty());
        let request = request.map_err(|_| Failed::Refused("userinfo: cannot be asked"))?;
        let came = way.ask((at, may_be_asked), request, MOST).await?;
        match came.status {
            200 => {}
            401 | 403 => return Err(Failed::Refused("userinfo: this server is not taken")),
            _ => return Err(Failed::Away("userinfo: another status than 200")),
        }
        let said = serde_json::from_slice(&came.body).map_err(|_| Failed::Refused("userinfo: not readable"))?;
        // It may speak of somebody else than the token does (5.3.2).
        if claim(&said, SUBJECT) != Some(subject) {
            return Err(Failed::Refused("userinfo: of somebody else"));
        }
        claim(&said, &self.claim).ok_or(Failed::Refused("userinfo: without the claim"))
    }

    /// Gives the code for a token.
    async fn exchange(&self, way: &Outgoing, says: &Metadata, code: &str, trip: &Trip) -> Result<Given, Failed> {
        let mut pairs = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", trip.back.as_str()),
            ("code_verifier", trip.verifier.as_str()),
        ];
        let mut request = Request::post(&says.token.path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json");
        match &self.secret {
            Some(secret) if says.basic => {
                let both = STANDARD.encode(format!("{}:{}", encoded(&self.client), encoded(secret)));
                request = request.header(header::AUTHORIZATION, format!("Basic {both}"));
            }
            Some(secret) => pairs.extend([("client_id", self.client.as_str()), ("client_secret", secret.as_str())]),
            None => pairs.push(("client_id", self.client.as_str())),
        }
        let request = request.body(Body::from(form(&pairs))).map_err(|_| Failed::Away("token: cannot be asked"))?;
        let came = way.ask((&says.token, may_be_asked), request, MOST).await?;
        match came.status {
            200 => {}
            // It was used before, is over, is another's, or this server is not known there.
            400 => return Err(Failed::Refused("token: the code is not taken")),
            401 | 403 => return Err(Failed::Refused("token: this server is not taken")),
            _ => return Err(Failed::Away("token: another status than 200")),
        }
        serde_json::from_slice(&came.body).map_err(|_| Failed::Refused("token: none was given"))
    }

    /// Reads what the house signed, with new keys where it names one that is not known.
    async fn read(&self, way: &Outgoing, says: &Metadata, text: &str, now: Instant) -> Result<Token, Failed> {
        let refused = |unread: Unread| Failed::Refused(unread.word());
        let keys = self.known.keys(way, &says.keys, now, false).await?;
        match token::read(text, &keys) {
            Err(Unread::Key) => {
                let keys = self.known.keys(way, &says.keys, now, true).await?;
                token::read(text, &keys).map_err(refused)
            }
            read => read.map_err(refused),
        }
    }
}
