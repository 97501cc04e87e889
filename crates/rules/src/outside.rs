//! People who are vouched for by a house of identity outside (OpenID Connect, CAS): its limits, whether what it says is meant
//! for this server and for now, and where somebody goes on afterwards. Who that is here only the store knows. See ADR 0040.

use std::net::IpAddr;

use kernel::Instant;

use crate::hooks::{Address, Wrong as NoAddress, address, may_be_sent_to};

/// Whoever went to the house is back within so many minutes, or begins anew.
pub const RETURN_MINUTES: i64 = 10;
/// Clocks of two houses may differ by so much.
pub const SKEW_SECONDS: i64 = 120;
/// What a house says of itself, and its keys, are asked for anew after so long.
pub const KNOWN_MINUTES: i64 = 60;
/// Keys are asked for no more often than this, whatever key is named.
pub const ANEW_SECONDS: i64 = 60;
/// A house that did not answer is left alone for so long.
pub const AWAY_SECONDS: i64 = 5;
/// Signs of an outside name at most.
pub const NAME: usize = 255;

/// The longest address within this server that somebody goes on to.
const WITHIN: usize = 500;
const SECOND: i64 = 1_000;

/// What a house signed about somebody, once the signature is known to be its own. Times are seconds since 1970.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vouched {
    /// Which house says so.
    pub issuer: String,
    /// For whom.
    pub audience: Vec<String>,
    /// Who asked for it, where that is said.
    pub party: Option<String>,
    /// Until when.
    pub expires: i64,
    /// Since when.
    pub issued: i64,
    /// Not before.
    pub not_before: Option<i64>,
    /// What this browser was sent with.
    pub nonce: Option<String>,
}

/// What it has to say to be believed.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The house that was asked.
    pub issuer: &'a str,
    /// What this server is called there.
    pub client: &'a str,
    /// What this browser was sent with.
    pub nonce: &'a str,
}

/// Why it is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// Another house says so.
    Issuer,
    /// It is said to somebody else, or to others as well whom we do not know.
    Audience,
    /// It is over.
    Expired,
    /// It is not yet.
    Early,
    /// It was said to another browser, or before.
    Nonce,
}

impl Unfit {
    /// For the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Expired => "expired",
            Self::Early => "early",
            Self::Nonce => "nonce",
        }
    }
}

/// Whether what was signed is said by that house, to us, to this browser and now (OpenID Connect Core 1.0, 3.1.3.7).
pub fn judge(vouched: &Vouched, expected: Expected<'_>, now: Instant) -> Result<(), Unfit> {
    let now = now.millis().div_euclid(SECOND);
    let is_us = |name: &String| name == expected.client;
    if vouched.issuer != expected.issuer {
        return Err(Unfit::Issuer);
    }
    // Who is one of several must also be the one who asked.
    let alone = vouched.audience.len() == 1;
    if !vouched.audience.iter().any(is_us) || !vouched.party.as_ref().map_or(alone, is_us) {
        return Err(Unfit::Audience);
    }
    if vouched.expires.saturating_add(SKEW_SECONDS) <= now
        || vouched.issued.saturating_add(RETURN_MINUTES * 60 + SKEW_SECONDS) <= now
    {
        return Err(Unfit::Expired);
    }
    if vouched.not_before.unwrap_or(vouched.issued).max(vouched.issued) > now.saturating_add(SKEW_SECONDS) {
        return Err(Unfit::Early);
    }
    if vouched.nonce.as_deref() != Some(expected.nonce) {
        return Err(Unfit::Nonce);
    }
    Ok(())
}

/// An address of a house. By TLS anywhere; without it only on this very machine, for a test or a proxy beside it.
pub fn place(url: &str) -> Result<Address, NoAddress> {
    let read = address(url)?;
    let here = read.host == "localhost" || read.host.parse::<IpAddr>().is_ok_and(|ip| may_be_asked(ip, false));
    if read.secure || here { Ok(read) } else { Err(NoAddress::Forbidden) }
}

/// Whether a house is asked at this address.
pub fn may_be_asked(ip: IpAddr, secure: bool) -> bool {
    may_be_sent_to(ip, secure) && (secure || ip.to_canonical().is_loopback())
}

/// A name by which a house knows somebody, as it is kept; letters are not made alike, for two may differ by that alone.
pub fn name(text: &str) -> Option<&str> {
    let name = text.trim();
    let sound = (1..=NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    sound.then_some(name)
}

/// Where somebody goes on within this server: a path of its own pages, or the first of them. Whatever a browser could take
/// for another server is none.
pub fn within(to: &str) -> &str {
    let plain = to.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\\"'<>`".contains(&byte));
    let own = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/api/");
    if plain && own && to.len() <= WITHIN { to } else { "/" }
}

/// When a way that began then is over.
pub fn over(began: Instant) -> Instant {
    Instant::from_millis(began.millis() + RETURN_MINUTES * 60 * SECOND)
}

/// Whether so many seconds have passed.
pub fn passed(since: Instant, seconds: i64, now: Instant) -> bool {
    now.millis() - since.millis() >= seconds * SECOND
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000;

    fn vouched() -> Vouched {
        Vouched {
            issuer: "https://id.example.cn".to_owned(),
            audience: vec!["qianmo".to_owned()],
            party: None,
            expires: NOW + 300,
            issued: NOW,
            not_before: None,
            nonce: Some("n".to_owned()),
        }
    }

    #[test]
    fn what_a_house_says_is_for_us_and_for_now() {
        let check = |what: &str, change: &dyn Fn(&mut Vouched), expect: Result<(), Unfit>| {
            let mut said = vouched();
            change(&mut said);
            let expected = Expected { issuer: "https://id.example.cn", client: "qianmo", nonce: "n" };
            assert_eq!(judge(&said, expected, Instant::from_millis(NOW * 1_000)), expect, "{what}");
        };
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        check("as it should be", &|_| {}, Ok(()));
        check("another house", &|said| said.issuer = "https://id.example.com".into(), Err(Unfit::Issuer));
        check("the same with a stroke", &|said| said.issuer.push('/'), Err(Unfit::Issuer));
        check("somebody else", &|said| said.audience = names(&["other"]), Err(Unfit::Audience));
        check("nobody", &|said| said.audience.clear(), Err(Unfit::Audience));
        check("others too", &|said| said.audience = names(&["other", "qianmo"]), Err(Unfit::Audience));
        let both = |party: &'static str| {
            move |said: &mut Vouched| {
                said.audience = vec!["other".to_owned(), "qianmo".to_owned()];
                said.party = Some(party.to_owned());
            }
        };
        check("others too, asked by us", &both("qianmo"), Ok(()));
        check("others too, asked by them", &both("other"), Err(Unfit::Audience));
        check("us, asked by somebody else", &|said| said.party = Some("other".into()), Err(Unfit::Audience));
        check("a minute over", &|said| said.expires = NOW - 60, Ok(()));
        check("two minutes over", &|said| said.expires = NOW - 120, Err(Unfit::Expired));
        check("said long ago", &|said| said.issued = NOW - 720, Err(Unfit::Expired));
        check("the end of days", &|said| said.expires = i64::MAX, Ok(()));
        check("a clock ahead by a minute", &|said| said.issued = NOW + 60, Ok(()));
        check("a clock ahead by three", &|said| said.issued = NOW + 180, Err(Unfit::Early));
        check("not before later", &|said| said.not_before = Some(NOW + 180), Err(Unfit::Early));
        check("another browser", &|said| said.nonce = Some("m".into()), Err(Unfit::Nonce));
        check("no browser", &|said| said.nonce = None, Err(Unfit::Nonce));
    }

    #[test]
    fn a_house_is_asked_by_tls_or_on_this_machine() {
        let check = |url: &str, expect: Result<bool, NoAddress>| {
            assert_eq!(place(url).map(|read| read.secure), expect, "{url}");
        };
        check("https://id.example.cn/realms/county", Ok(true));
        check("https://10.0.0.5/cas", Ok(true));
        check("http://127.0.0.1:8080/cas", Ok(false));
        check("http://localhost:8080", Ok(false));
        check("http://[::1]:8080", Ok(false));
        check("http://10.0.0.5/cas", Err(NoAddress::Forbidden));
        check("http://id.example.cn", Err(NoAddress::Forbidden));
        check("http://localhost.example.cn", Err(NoAddress::Forbidden));
        check("https://169.254.169.254/", Err(NoAddress::Forbidden));
        check("https://a:b@id.example.cn", Err(NoAddress::Login));
        check("id.example.cn", Err(NoAddress::NoAddress));
        for (ip, secure, expect) in [
            ("10.0.0.5", true, true),
            ("10.0.0.5", false, false),
            ("127.0.0.1", false, true),
            ("::ffff:127.0.0.1", false, true),
            ("fe80::1", true, false),
        ] {
            assert_eq!(may_be_asked(ip.parse().expect("an address"), secure), expect, "{ip} {secure}");
        }
    }

    #[test]
    fn nobody_is_sent_to_another_server() {
        let check = |to: &str, expect: &str| assert_eq!(within(to), expect, "{to}");
        check("/ledgers/event?q=1#top", "/ledgers/event?q=1#top");
        check("/", "/");
        for wrong in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/a b",
            "/\"onload=x",
            "/<script>",
            "/api/session/outside/begin",
            "javascript:alert(1)",
            "/单位",
        ] {
            check(wrong, "/");
        }
        check(&format!("/{}", "a".repeat(500)), "/");
    }

    #[test]
    fn a_name_is_kept_as_it_is_said() {
        assert_eq!(name(" Zhang.San "), Some("Zhang.San"));
        assert_eq!(name("张三"), Some("张三"));
        for wrong in ["", "  ", "a\nb", "a\0", &"a".repeat(256)] {
            assert_eq!(name(wrong), None, "{wrong:?}");
        }
    }
}
