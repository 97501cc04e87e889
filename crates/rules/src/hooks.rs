//! Programs that are told of Changes: where they may be, and how long they are waited for.

use std::net::{IpAddr, Ipv6Addr};

use kernel::Instant;
use pack::model::Ledger;

/// Changes of one message at most.
pub const TOGETHER: u32 = 100;
/// Programs there may be.
pub const MOST: usize = 20;
/// One that did not answer for so many tries, some four days, is told nothing until somebody lets it go on.
pub const TRIES: u32 = 20;
/// A message is in one server's hand so long; its program is waited for much shorter.
pub const HELD_SECONDS: i64 = 120;

/// Seconds until the next try, after so many that failed; the last of them from then on.
const WAITS: [i64; 6] = [10, 60, 300, 1_800, 7_200, 21_600];

/// Where a program listens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    /// Whether by TLS.
    pub secure: bool,
    /// Name or address, an IPv6 address without brackets.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Path and query, beginning with `/`.
    pub path: String,
}

/// What is wrong with an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// It is none, or of another scheme.
    NoAddress,
    /// A name and password stand in it.
    Login,
    /// Nothing may be sent there.
    Forbidden,
}

/// Reads `https://host[:port]/path`.
pub fn address(url: &str) -> Result<Address, Wrong> {
    let (secure, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err(Wrong::NoAddress),
    };
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    if url.len() > 500 || !plain(rest) || rest.contains(['#', '"', '\\', '<', '>']) {
        return Err(Wrong::NoAddress);
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    if authority.contains('@') {
        return Err(Wrong::Login);
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(bracketed) => {
            let (host, port) = bracketed.split_once(']').ok_or(Wrong::NoAddress)?;
            host.parse::<Ipv6Addr>().map_err(|_| Wrong::NoAddress)?;
            (host, port)
        }
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let port = match port.strip_prefix(':') {
        Some(digits) => digits.parse().ok().filter(|port| *port != 0).ok_or(Wrong::NoAddress)?,
        None if port.is_empty() => {
            if secure {
                443
            } else {
                80
            }
        }
        None => return Err(Wrong::NoAddress),
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:_".contains(&byte);
    if host.is_empty() || !host.bytes().all(is_name) {
        return Err(Wrong::NoAddress);
    }
    if host.parse::<IpAddr>().is_ok_and(|ip| !may_be_sent_to(ip, secure)) {
        return Err(Wrong::Forbidden);
    }
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    Ok(Address { secure, host: host.to_ascii_lowercase(), port, path })
}

/// Whether anything is sent to this address. Without TLS only within the house's own network; never where machines that are
/// rented keep their keys (link-local), nor to many at once.
pub fn may_be_sent_to(ip: IpAddr, secure: bool) -> bool {
    let ip = ip.to_canonical();
    let (own, never) = match ip {
        IpAddr::V4(ip) => (
            ip.is_loopback() || ip.is_private(),
            ip.is_unspecified() || ip.is_link_local() || ip.is_multicast() || ip.is_broadcast(),
        ),
        IpAddr::V6(ip) => (
            ip.is_loopback() || ip.is_unique_local(),
            ip.is_unspecified() || ip.is_unicast_link_local() || ip.is_multicast(),
        ),
    };
    !never && (secure || own)
}

/// Whether it may be told at all that records of a ledger changed: not of one whose being there is told to nobody, nor of the
/// house's own.
pub fn may_tell_of(ledger: &Ledger) -> bool {
    !ledger.hidden && !ledger.is_system()
}

/// When a program is tried again that has now failed so many times in a row.
pub fn next_at(now: Instant, failed: u32) -> Instant {
    let last = WAITS.len() - 1;
    let wait = WAITS[usize::try_from(failed.saturating_sub(1)).map_or(last, |at| at.min(last))];
    later(now, wait)
}

/// Until when a message is in a server's hand.
pub fn held_until(now: Instant) -> Instant {
    later(now, HELD_SECONDS)
}

fn later(now: Instant, seconds: i64) -> Instant {
    Instant::from_millis(now.millis() + seconds * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_or_refused() {
        let check = |url: &str, expect: Result<(bool, &str, u16, &str), Wrong>| {
            let read = address(url);
            let read = read.as_ref().map(|Address { secure, host, port, path }| (*secure, &**host, *port, &**path));
            assert_eq!(read.map_err(|wrong| *wrong), expect, "{url}");
        };
        check("https://oa.example.cn/hooks?key=1", Ok((true, "oa.example.cn", 443, "/hooks?key=1")));
        check("https://OA.example.cn:8443", Ok((true, "oa.example.cn", 8443, "/")));
        check("https://oa.example.cn?x", Ok((true, "oa.example.cn", 443, "/?x")));
        check("http://192.168.1.9:8080/a", Ok((false, "192.168.1.9", 8080, "/a")));
        check("http://127.0.0.1:9/", Ok((false, "127.0.0.1", 9, "/")));
        check("http://[fd00::9]/", Ok((false, "fd00::9", 80, "/")));
        // Of a name it is looked where it leads when it is asked.
        check("http://oa.lan/", Ok((false, "oa.lan", 80, "/")));
        check("http://8.8.8.8/", Err(Wrong::Forbidden));
        check("https://169.254.169.254/latest", Err(Wrong::Forbidden));
        check("https://[::ffff:169.254.169.254]/", Err(Wrong::Forbidden));
        check("https://0.0.0.0/", Err(Wrong::Forbidden));
        check("https://[fe80::1]/", Err(Wrong::Forbidden));
        check("https://user:secret@oa.cn/", Err(Wrong::Login));
        for wrong in ["", "oa.cn", "ftp://oa.cn", "https://", "https:///a", "https://oa.cn:0/", "https://oa.cn:99999/"]
        {
            check(wrong, Err(Wrong::NoAddress));
        }
        for wrong in ["https://oa.cn/\r\nX: 1", "https://oa.cn/ a", "https://[::1", "https://[x]/", "https://办公.cn/"]
        {
            check(wrong, Err(Wrong::NoAddress));
        }
    }

    #[test]
    fn waits_grow_and_end_after_some_days() {
        let now = Instant::from_millis(0);
        let waits: Vec<i64> = (1..=TRIES).map(|failed| next_at(now, failed).millis() / 1_000).collect();
        assert!(waits.is_sorted());
        assert_eq!((waits[0], waits[5], waits[19]), (10, 21_600, 21_600));
        let days = waits.iter().sum::<i64>() / 86_400;
        assert!((3..=5).contains(&days), "{days}");
    }
}
