//! Programs that ask in somebody's name: by a token, which gives a part of what its owner may do today and never more.
//! See ADR 0035.

use std::{collections::BTreeSet, ops::RangeInclusive};

use kernel::{Instant, LedgerId};
use pack::model::Privacy;

use crate::{
    access::{Actor, Grant},
    base32::base32,
    post::{READ_WITH_ANY, WRITTEN_WITH_ANY},
};

/// How many days a token is good for.
pub const DAYS: RangeInclusive<i64> = 1..=366;
/// How many a person has at once.
pub const MOST: usize = 20;
/// How many characters the name of a program has at most.
pub const NAME: usize = 40;
/// Random bytes that a token is made of.
pub const SECRET: usize = 20;
/// What ended is told of for so many days.
pub const TOLD_DAYS: i64 = 400;

/// What every token begins with, so that whoever finds one in a file knows what it is.
const PREFIX: &str = "qm_";
/// Signs of the secret, and of the checksum behind it.
const SIGNS: (usize, usize) = (32, 6);
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// What a program may do of what its owner may.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Reads.
    Read,
    /// Reads and writes.
    Write,
}

impl Scope {
    /// As it is kept and travels.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// Reads [`Scope::code`].
    pub fn named(code: &str) -> Option<Self> {
        [Self::Read, Self::Write].into_iter().find(|scope| scope.code() == code)
    }
}

/// A token of these random bytes.
pub fn token(secret: [u8; SECRET]) -> String {
    let body = base32(&secret).to_ascii_lowercase();
    let sum = checksum(&body);
    format!("{PREFIX}{body}{sum}")
}

/// Whether a text is written like a token. That it is one of ours only the store knows: anybody can reckon a checksum.
pub fn is_token(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(PREFIX).filter(|rest| rest.is_ascii() && rest.len() == SIGNS.0 + SIGNS.1) else {
        return false;
    };
    let (body, sum) = rest.split_at(SIGNS.0);
    checksum(body) == sum
}

/// When a token made now ends.
pub fn ends(now: Instant, days: i64) -> Instant {
    Instant::from_millis(now.millis() + days * DAY)
}

/// Tokens that ended before are told of no more.
pub fn told_from(now: Instant) -> Instant {
    Instant::from_millis(now.millis() - TOLD_DAYS * DAY)
}

/// The owner as a program of his may act today: never in an office, nothing that is masked, and of the ledgers only these.
/// What figures rest on is read with any ledger, as with a post.
pub fn narrowed(owner: &Actor, program: &str, scope: Scope, ledgers: Option<&BTreeSet<LedgerId>>) -> Actor {
    let named = |with: &[&str]| {
        let with = with.iter().map(|id| LedgerId::new(*id));
        ledgers.map(|named| named.iter().cloned().chain(with).collect::<BTreeSet<_>>())
    };
    let (reads, writes) = (named(&READ_WITH_ANY), named(&WRITTEN_WITH_ANY));
    let of = |grant: &Grant, within: &Option<BTreeSet<LedgerId>>, write: bool| {
        let ledgers = match (&grant.ledgers, within) {
            (Some(granted), Some(within)) => Some(granted & within),
            // A reserved ledger is written to by who is named for it, and nobody is named by a token.
            (None, Some(within)) if write => Some(within.iter().filter(|id| !is_reserved(id)).cloned().collect()),
            (granted, within) => granted.clone().or_else(|| within.clone()),
        };
        let clearance = grant.clearance.min(Privacy::Internal);
        let is_any = ledgers.as_ref().is_none_or(|ledgers| !ledgers.is_empty());
        is_any.then(|| Grant { unit: grant.unit.clone(), ledgers, write, administer: false, clearance })
    };
    let grants = owner.grants.iter().flat_map(|grant| {
        let may_write = grant.write && scope == Scope::Write;
        [of(grant, &reads, false), may_write.then(|| of(grant, &writes, true)).flatten()]
    });
    Actor {
        user: owner.user.clone(),
        program: Some(program.to_owned()),
        ..Actor::with(&owner.name, grants.flatten().collect())
    }
}

fn is_reserved(ledger: &LedgerId) -> bool {
    ledger.as_str().starts_with('_')
}

/// Why something was written, where a program wrote it: the journal names the person, and here the program.
pub fn said(program: &str, reason: Option<&str>) -> String {
    match reason.filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("程序“{program}”：{reason}"),
        None => format!("程序“{program}”写入"),
    }
}

/// Thirty bits of CRC-32 (as zip has it): against a token cut short or mistyped, not against anybody.
fn checksum(body: &str) -> String {
    let crc = body.bytes().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    });
    base32(&(!crc).to_be_bytes()).chars().take(SIGNS.1).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
