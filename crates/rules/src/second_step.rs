//! The second step of signing in: a code that a device of one's own shows (RFC 6238 over HMAC-SHA-1: six digits, thirty
//! seconds), and codes on paper for the day on which the device is gone. See ADR 0036.

use hmac::{Hmac, KeyInit, Mac};
use kernel::Instant;
use sha1::Sha1;

use crate::base32::base32;

/// Bytes of the secret that server and device share (RFC 4226, 4: R6).
pub const SECRET: usize = 20;
/// How many codes on paper there are.
pub const RECOVERY: usize = 10;
/// Random bytes that a code on paper is made of.
pub const RECOVERY_BYTES: usize = 10;
/// So many minutes there are between the password and the code.
pub const PENDING_MINUTES: i64 = 5;

const STEP_MILLIS: i64 = 30_000;
const DIGITS: u32 = 6;
/// Clocks may be apart by so many steps.
const APART: i64 = 1;
/// Signs of a code on paper, without the line in the middle.
const RECOVERY_SIGNS: usize = 10;
/// 阡陌, as an address writes it.
const ISSUER: &str = "%E9%98%A1%E9%99%8C";

/// What somebody typed for a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Typed {
    /// Six digits, as the device shows them.
    Shown(u32),
    /// A code on paper, as it is kept: capitals, no line.
    OnPaper(String),
    /// Neither.
    Nothing,
}

/// Reads it as people type it: with blanks, with lines, in the wide digits of a Chinese keyboard.
pub fn read(typed: &str) -> Typed {
    let narrow = |sign: char| match sign {
        '０'..='９' => char::from_u32(u32::from(sign) - u32::from('０') + u32::from('0')).unwrap_or(sign),
        other => other.to_ascii_uppercase(),
    };
    let signs = typed.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '－' | '—')).take(64);
    let text: String = signs.map(narrow).collect();
    if text.len() == DIGITS as usize && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map_or(Typed::Nothing, Typed::Shown);
    }
    let is_sign = |byte: u8| byte.is_ascii_uppercase() || matches!(byte, b'2'..=b'7');
    if text.len() == RECOVERY_SIGNS && text.bytes().all(is_sign) { Typed::OnPaper(text) } else { Typed::Nothing }
}

/// The step of thirty seconds that a moment is in.
pub fn step(at: Instant) -> i64 {
    at.millis().div_euclid(STEP_MILLIS)
}

/// The step whose code was typed, where it is one of now and later than the last that was used: each code is good once. As
/// much work whichever fits.
pub fn fits(secret: &[u8], typed: u32, now: Instant, last: i64) -> Option<i64> {
    let here = step(now);
    let right = |at: &i64| u32::from(code(secret, *at) == typed) & u32::from(*at > last) == 1;
    (here - APART..=here + APART).filter(right).fold(None, |_, at| Some(at))
}

/// The code of a step.
pub fn code(secret: &[u8], step: i64) -> u32 {
    truncated(secret, step) % 10u32.pow(DIGITS)
}

/// RFC 4226, 5.3.
fn truncated(secret: &[u8], step: i64) -> u32 {
    // A key of any length is one: it cannot fail.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else { return u32::MAX };
    mac.update(&step.to_be_bytes());
    let hash: [u8; 20] = mac.finalize().into_bytes().into();
    let at = usize::from(hash[19] & 0x0f);
    let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
    u32::from_be_bytes(four)
}

/// What a device reads from a picture. A login needs no encoding.
pub fn address(login: &str, secret: &[u8]) -> String {
    format!("otpauth://totp/{ISSUER}:{login}?secret={}&issuer={ISSUER}", base32(secret))
}

/// A code on paper, as it is kept.
pub fn recovery(random: &[u8]) -> String {
    base32(random).chars().take(RECOVERY_SIGNS).collect()
}

/// A code on paper, as people read it.
pub fn on_paper(kept: &str) -> String {
    let (one, other) = kept.split_at(kept.len() / 2);
    format!("{one}-{other}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Instant {
        Instant::from_millis(seconds * 1_000)
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B (SHA-1); of its eight digits the last six.
        for (seconds, eight) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(truncated(RFC, step(at(seconds))) % 100_000_000, eight, "{seconds}");
            assert_eq!(code(RFC, step(at(seconds))), eight % 1_000_000, "{seconds}");
        }
        // RFC 4226, appendix D.
        let first: Vec<u32> = (0..10).map(|count| code(RFC, count)).collect();
        assert_eq!(first, [755_224, 287_082, 359_152, 969_429, 338_314, 254_676, 287_922, 162_583, 399_871, 520_489]);
    }

    #[test]
    fn clocks_may_be_half_a_minute_apart_and_no_code_is_good_twice() {
        let now = at(1_000_000_000);
        let here = step(now);
        let check = |of: i64, last: i64, expect: Option<i64>| {
            assert_eq!(fits(RFC, code(RFC, here + of), now, last), expect.map(|of| here + of), "{of} {last}");
        };
        check(0, 0, Some(0));
        check(-1, 0, Some(-1));
        check(1, 0, Some(1));
        check(-2, 0, None);
        check(2, 0, None);
        check(0, here, None);
        check(-1, here, None);
        check(1, here, Some(1));
        assert_eq!(fits(RFC, (code(RFC, here) + 1) % 1_000_000, now, 0), None);
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        for (typed, expect) in [
            ("012 345", Typed::Shown(12_345)),
            ("０１２３４５", Typed::Shown(12_345)),
            (" abcde-23456 ", Typed::OnPaper("ABCDE23456".to_owned())),
            ("abcde23456", Typed::OnPaper("ABCDE23456".to_owned())),
            ("12345", Typed::Nothing),
            ("1234567", Typed::Nothing),
            ("abcde-18900", Typed::Nothing),
            ("", Typed::Nothing),
            ("一二三四五六", Typed::Nothing),
        ] {
            assert_eq!(read(typed), expect, "{typed:?}");
        }
        let kept = recovery(&[0xff; RECOVERY_BYTES]);
        assert_eq!(read(&on_paper(&kept)), Typed::OnPaper(kept));
    }

    #[test]
    fn a_device_is_told_whose_it_is() {
        let address = address("zhang.san", RFC);
        assert_eq!(
            address,
            "otpauth://totp/%E9%98%A1%E9%99%8C:zhang.san?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E9%98%A1%E9%99%8C"
        );
    }
}
