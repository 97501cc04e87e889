//! Getting in: which passwords are taken, when an account is locked, how long a session holds.
//!
//! The limits stand here and nowhere else. GB/T 22239-2019 (等级保护基本要求, 8.1.4.1 身份鉴别) asks for a limit on failed
//! tries and for sessions that end by themselves, and leaves the numbers to the operator; GB/T 28448 audits that they are
//! set. Length instead of composition, and a list of what everybody uses: NIST SP 800-63B, 5.1.1.2.

use std::ops::RangeInclusive;

use kernel::Instant;

use crate::access::Actor;

/// How many characters a password has.
pub const LENGTH: RangeInclusive<usize> = 10..=128;
/// After so many failures in a row, and for how many minutes; the failures go on being counted until one succeeds.
pub const LOCKS: [(u32, i64); 3] = [(5, 15), (6, 30), (7, 60)];
/// A session nobody used for so many minutes has ended.
pub const IDLE_MINUTES: i64 = 30;
/// A session ends after so many minutes, used or not.
pub const LONGEST_MINUTES: i64 = 12 * 60;
/// So many failures from one address within so many minutes, and none is looked at until they have passed. An office of forty
/// people may share one address.
pub const FROM_ONE_ADDRESS: (u32, i64) = (30, 15);
/// The security log is kept for so many days. 网络安全法 asks for six months.
pub const EVENT_DAYS: i64 = 400;

const COMMON: &str = include_str!("common_passwords.txt");
const MINUTE: i64 = 60_000;

/// What is wrong with a password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weak {
    /// Too few characters.
    Short,
    /// Too many.
    Long,
    /// It holds the login, or the other way round.
    Login,
    /// Everybody uses it, or it is one character over and over.
    Common,
}

/// What is wrong with a password for this login, if anything.
pub fn weak(password: &str, login: &str) -> Option<Weak> {
    let (length, lower) = (password.chars().count(), password.to_lowercase());
    let first = password.chars().next();
    match () {
        () if length < *LENGTH.start() => Some(Weak::Short),
        () if length > *LENGTH.end() => Some(Weak::Long),
        () if lower == login || login.contains(&lower) || lower.replace(login, "").chars().count() < 4 => {
            Some(Weak::Login)
        }
        () if COMMON.lines().any(|common| common == lower) || password.chars().all(|c| Some(c) == first) => {
            Some(Weak::Common)
        }
        () => None,
    }
}

/// How many characters a person's name has at most.
const NAME: usize = 60;
/// What the journal calls others than people.
const TAKEN: [&str; 2] = [Actor::LOCAL, Actor::HOUSE];

/// A person's name as it is kept; nothing where there is none, or nobody is called so.
pub fn name(typed: &str) -> Option<String> {
    let name = crate::convert::squeeze(typed);
    (1..=NAME).contains(&name.chars().count()).then_some(name)
}

/// Whether a login may be written so: a lower-case letter, then letters, digits, points, lines and underscores.
pub fn is_login(text: &str) -> bool {
    let may = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_');
    !TAKEN.contains(&text)
        && (2..=40).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(may)
}

/// Until when an account is locked from so many failures on, should this one be another.
pub fn locks(now: Instant) -> [(u32, Instant); 3] {
    LOCKS.map(|(failed, minutes)| (failed, later(now, minutes)))
}

/// When a session that begins now ends at the latest.
pub fn ends(now: Instant) -> Instant {
    later(now, LONGEST_MINUTES)
}

/// Whether a session still holds.
pub fn holds(now: Instant, seen_at: Instant, ends_at: Instant) -> bool {
    now < ends_at && now < later(seen_at, IDLE_MINUTES)
}

/// Whether it is worth noting again that a session was used.
pub fn to_note(now: Instant, seen_at: Instant) -> bool {
    now.millis() - seen_at.millis() >= MINUTE
}

/// The minute, of which refusals are counted together: whoever guesses must not fill the disk.
pub fn minute(now: Instant) -> Instant {
    Instant::from_millis(now.millis().div_euclid(MINUTE) * MINUTE)
}

/// Before when lines of the security log are forgotten.
pub fn events_before(now: Instant) -> Instant {
    later(now, -EVENT_DAYS * 24 * 60)
}

fn later(now: Instant, minutes: i64) -> Instant {
    Instant::from_millis(now.millis() + minutes * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_not_what_everybody_uses() {
        let check =
            |password: &str, expect: Option<Weak>| assert_eq!(weak(password, "zhang.san"), expect, "{password}");
        check("short", Some(Weak::Short));
        check("一二三四五六七八九", Some(Weak::Short));
        check("一二三四五六七八九十", None);
        check(&"长".repeat(129), Some(Weak::Long));
        check("zhang.san1", Some(Weak::Login));
        check("1234567890", Some(Weak::Common));
        check("QWERTYUIOP", Some(Weak::Common));
        check("aaaaaaaaaaaa", Some(Weak::Common));
        check("correct horse battery", None);
    }

    #[test]
    fn what_is_common_is_long_enough_to_matter() {
        let mut lines: Vec<&str> = COMMON.lines().collect();
        let many = lines.len();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), many, "each once");
        assert!(lines.iter().all(|line| *line == line.to_lowercase()));
    }

    #[test]
    fn logins_are_plain() {
        for (login, expect) in [
            ("zhang.san", true),
            ("ls-2_a", true),
            ("a", false),
            ("Zhang", false),
            ("1a", false),
            ("张三", false),
            ("a b", false),
            ("", false),
        ] {
            assert_eq!(is_login(login), expect, "{login}");
        }
    }

    #[test]
    fn a_session_ends_idle_or_old() {
        let at = |minutes: i64| Instant::from_millis(minutes * MINUTE);
        let check = |now: i64, seen: i64, expect: bool| {
            assert_eq!(holds(at(now), at(seen), ends(at(0))), expect, "{now} {seen}");
        };
        check(29, 0, true);
        check(30, 0, false);
        check(60, 45, true);
        check(719, 710, true);
        check(720, 719, false);
    }

    #[test]
    fn locks_grow() {
        let mut before = (0, Instant::from_millis(0));
        for lock in locks(Instant::from_millis(0)) {
            assert!(lock.0 > before.0 && lock.1 > before.1);
            before = lock;
        }
    }
}
