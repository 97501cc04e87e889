//! What must never stand in a ledger: passwords, sessions, and who tried to get in. Who has an account is a record like
//! any other (`_user`), with history and hashes; its secrets are plain rows that are overwritten and forgotten.
//!
//! These doors demand no `Allowed`, for they are asked before anybody is known; they tell of no record. Of a password
//! only the hash that the caller made comes here, of a token and a code on paper only a keyed digest stays; the secret of a
//! second step is sealed, and so is the name by which a house outside knows somebody. See ADR 0027, 0035, 0036, 0040.
//!
//! - [`Deed`]: what is written; several deeds are one transaction
//! - `tables`: where it is kept
//! - `read`: what is asked
//! - [`Token`]: programs that ask in somebody's name
//! - [`SecondStep`], [`Pending`]: codes beside a password, and sign-ins that wait for one
//! - `outside`: who is vouched for by a house of identity, and ways there that were used up

mod deed;
mod outside;
mod read;
mod second;
mod tables;
mod tokens;

use kernel::{Instant, Problem, RecordId};

pub use deed::Deed;
pub use second::{Pending, SecondStep};
pub(crate) use tables::{CARRIED, tables};
pub use tokens::Token;

use crate::{
    Store,
    hash::{Canonical, to_hex},
    keys::Keys,
    random::bytes,
    write,
};

/// The password of an account, and how often it was mistaken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Secret {
    /// The record of the account.
    pub account: RecordId,
    /// As the hash writes itself (PHC).
    pub password: String,
    /// Since when it is this one.
    pub changed_at: Instant,
    /// Somebody else set it; nothing may be done with it but change it.
    pub must_change: bool,
    /// Tries since the last that succeeded.
    pub failed: u32,
    /// No try is looked at before.
    pub locked_until: Option<Instant>,
}

impl Secret {
    /// In the place of a password where there is none; nothing that is typed fits it.
    pub const NONE: &'static str = "";

    /// Whether there is a password to be typed.
    pub fn is_set(&self) -> bool {
        self.password != Self::NONE
    }
}

/// Somebody who is signed in on one browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// The record of the account.
    pub account: RecordId,
    /// Since when.
    pub made_at: Instant,
    /// When something was last asked, to the minute.
    pub seen_at: Instant,
    /// When it ends, whatever is asked.
    pub ends_at: Instant,
}

/// A line of the security log. It holds neither passwords nor what was typed as a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// When; of what is counted, the minute.
    pub at: Instant,
    /// What: `signed_in`, `refused` …
    pub kind: String,
    /// Whose account; nothing where there is no such account.
    pub account: Option<RecordId>,
    /// Who did it, where it was somebody else.
    pub actor: String,
    /// How often within the minute.
    pub times: u32,
}

impl Store {
    /// A token that nobody can guess, for a cookie.
    pub fn new_token(&self) -> String {
        to_hex(&bytes::<32>(self.shared.random.as_ref()))
    }

    /// Salt for a password.
    pub fn new_salt(&self) -> [u8; 16] {
        bytes(self.shared.random.as_ref())
    }

    /// Bytes of a secret that nobody can guess.
    pub fn new_secret<const N: usize>(&self) -> [u8; N] {
        bytes(self.shared.random.as_ref())
    }

    /// What only this installation can say about a text, for one purpose: nobody who sees it learns the text, or makes another.
    pub fn keyed(&self, purpose: &str, text: &str) -> String {
        digest(&self.shared.keys, purpose, text)
    }

    /// Does these, all or none.
    pub async fn do_deeds(&self, deeds: Vec<Deed>) -> Result<(), Problem> {
        let statements = deeds.iter().map(|deed| deed.sql(self.shared.dialect, &self.shared.keys)).collect();
        self.send(|answer| write::Job::Deeds { statements, answer }).await.map(|_| ())
    }
}

/// What of a session's token is kept: whoever reads the database cannot sign in with it.
fn token_digest(keys: &Keys, token: &str) -> String {
    digest(keys, "qianmo.session", token)
}

/// What of a secret is kept that is only ever compared; each kind has its own.
fn digest(keys: &Keys, kind: &str, secret: &str) -> String {
    let mut canonical = Canonical::of(kind);
    canonical.text(secret);
    to_hex(&canonical.keyed(&keys.search))
}
