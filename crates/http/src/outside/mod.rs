//! People who come in by their county's own house of identity, over OpenID Connect or CAS. What a house says of somebody is
//! a name; whose account that is the use case knows. Nothing of a way there is kept in memory: it may end on another server.
//!
//! - [`Settings`]: what was configured, read or told what is wrong with it
//! - [`Outside`]: the house that is asked, one of two kinds: [`oidc`], [`cas`]
//! - [`metadata`], [`keys`], [`token`], [`known`]: what a house of OpenID Connect says of itself and of people, and how long it is believed
//! - [`begun`]: the cookie between going there and coming back
//! - [`doors`]: the routes; [`page`]: what a browser is shown that comes back
//!
//! Decisions about what was signed are in `rules::outside`. See ADR 0040.

mod begun;
mod cas;
mod doors;
mod keys;
mod known;
mod metadata;
mod oidc;
mod page;
mod settings;
mod token;

use std::{fmt, sync::Arc};

use kernel::{Instant, Problem};

use crate::outgoing::{Lost, Outgoing};
pub use doors::{
    __path_begin_outside, __path_return_outside, __path_show_outside, begin_outside, return_outside, show_outside,
};
pub use settings::Settings;

/// The house of identity that is asked.
pub struct Outside {
    /// What people call it.
    shown: String,
    /// Under what its names are kept: the house, and by what of it somebody is known. Names of another claim are other names.
    provider: String,
    house: House,
    way: Arc<Outgoing>,
}

enum House {
    Oidc(Box<oidc::Oidc>),
    Cas(cas::Cas),
}

/// A way there and back.
struct Trip {
    /// Where somebody comes back to.
    back: String,
    /// By which a return is known as this browser's.
    state: String,
    /// By which what is signed is known as meant for it.
    nonce: String,
    /// By which a code is given to nobody else (PKCE).
    verifier: String,
}

/// What a browser brings back.
#[derive(Default)]
struct Brought {
    /// From OpenID Connect.
    code: Option<String>,
    /// Which house says so (RFC 9207).
    issuer: Option<String>,
    /// Why not.
    error: Option<String>,
    /// From CAS.
    ticket: Option<String>,
}

/// Why it is not known who somebody is. The word is for the log, and repeats nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Failed {
    /// The house could not be asked, or its answer not be read.
    Away(&'static str),
    /// What was brought, or what the house says of it, is not believed.
    Refused(&'static str),
}

impl Outside {
    /// What people call it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Under what its names for people are kept.
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The address at which the house asks somebody who he is.
    async fn way_there(&self, trip: &Trip, now: Instant) -> Result<String, Failed> {
        match &self.house {
            House::Oidc(oidc) => oidc.way_there(&self.way, trip, now).await,
            House::Cas(cas) => Ok(cas.way_there(trip)),
        }
    }

    /// Whether the house answers as it must for anybody to come in by it, and what time it is there; else why not, in the
    /// word that the log has.
    pub async fn answers(&self, now: Instant) -> Result<Option<Instant>, &'static str> {
        let answered = match &self.house {
            House::Oidc(oidc) => oidc.answers(&self.way, now).await,
            House::Cas(cas) => cas.answers(&self.way).await,
        };
        answered.map_err(|(Failed::Away(word) | Failed::Refused(word))| word)
    }

    /// By which name the house knows whoever brings this.
    async fn who(&self, brought: &Brought, trip: &Trip, now: Instant) -> Result<String, Failed> {
        let said = match &self.house {
            House::Oidc(oidc) => oidc.who(&self.way, brought, trip, now).await?,
            House::Cas(cas) => cas.who(&self.way, brought, trip).await?,
        };
        rules::outside::name(&said).map(str::to_owned).ok_or(Failed::Refused("name"))
    }
}

impl fmt::Debug for Outside {
    /// Without its secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").field("shown", &self.shown).field("provider", &self.provider).finish_non_exhaustive()
    }
}

impl From<Lost> for Failed {
    fn from(lost: Lost) -> Self {
        Self::Away(match lost {
            Lost::Name => "name not found",
            Lost::Forbidden => "address not allowed",
            Lost::Connection => "no connection",
            Lost::Trust => "certificate not trusted",
            Lost::Answer => "no answer that can be read",
            Lost::Late => "no answer in ten seconds",
        })
    }
}

impl Failed {
    fn problem(self, shown: &str) -> Problem {
        match self {
            Self::Away(word) => Problem::new("outside.away", format!("现在问不到“{shown}”，没有登录。"))
                .hint("请过一会儿再试，或用登录名和口令登录；总是这样，请告诉管理服务器的人。")
                .detail(word),
            Self::Refused(word) => Problem::new("outside.refused", format!("“{shown}”没有证明您是谁，没有登录。"))
                .hint("请回到登录页，重新点“用……登录”；总是这样，请告诉管理服务器的人。")
                .detail(word),
        }
    }
}

/// A text as a part of an address: what is neither a letter nor a digit nor one of four signs is written in hex.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Names and values as a query or a form.
fn form(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_value_ends_it() {
        let pairs = [("a", "https://x/?y=1&z#2"), ("b", "张 \r\n+%")];
        assert_eq!(form(&pairs), "a=https%3A%2F%2Fx%2F%3Fy%3D1%26z%232&b=%E5%BC%A0%20%0D%0A%2B%25");
    }
}
