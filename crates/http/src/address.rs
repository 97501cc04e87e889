//! From which machine a request comes, as far as anybody can be believed: on the port of the network the other end of the
//! connection; behind a proxy of this machine what the proxy wrote last. Kept for nothing but to count who guesses.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, connect_info::Connected},
    http::HeaderMap,
    serve::IncomingStream,
};

use crate::{guard::Whence, server::Network};

/// Bits of an address that one customer of a network has for himself.
const OF_ONE: u32 = 64;
/// What proxies write.
const WRITTEN: [&str; 2] = ["x-forwarded-for", "x-real-ip"];

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(SocketAddr);

impl Connected<IncomingStream<'_, Network>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Network>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// What the guard found.
#[derive(Clone, Copy)]
pub(crate) struct From(Option<IpAddr>);

/// Looks from where: nothing of this machine itself, or where nobody says.
pub(crate) fn find(request: &Request, whence: Whence, open: bool) -> From {
    let peer = || request.extensions().get::<ConnectInfo<Peer>>().map(|ConnectInfo(Peer(address))| address.ip());
    From(match whence {
        Whence::Here => None,
        // What comes over the network writes its headers itself.
        Whence::Elsewhere if open => peer().map(one),
        Whence::Elsewhere => written(request.headers()),
    })
}

/// What was found.
pub(crate) fn of(request: &Request) -> Option<IpAddr> {
    request.extensions().get().and_then(|From(from)| *from)
}

/// What the nearest proxy wrote: the last of a list, for whoever came to it may have begun one. Where both stand and differ,
/// one is the proxy's and the other whatever the client made up, and nobody says which: neither is believed.
fn written(headers: &HeaderMap) -> Option<IpAddr> {
    let last = |name: &str| headers.get_all(name).iter().next_back().map(|value| value.to_str().ok().and_then(address));
    let mut said = WRITTEN.into_iter().filter_map(last).map(|address| address.map(one));
    let first = said.next()?;
    if said.all(|other| other == first) { first } else { None }
}

/// The last address of a list.
fn address(value: &str) -> Option<IpAddr> {
    let text = value.rsplit(',').next()?.trim();
    let plain = text.trim_start_matches('[').trim_end_matches(']');
    plain.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// The same for all addresses that one machine can have by itself.
fn one(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> OF_ONE << OF_ONE)),
        },
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn the_nearest_proxy_is_believed() {
        let check = |sent: &[(&'static str, &'static str)], expect: Option<&str>| {
            let mut headers = HeaderMap::new();
            for (name, value) in sent {
                headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            assert_eq!(written(&headers).map(|address| address.to_string()).as_deref(), expect, "{sent:?}");
        };
        check(&[("x-forwarded-for", "10.0.0.7")], Some("10.0.0.7"));
        check(&[("x-forwarded-for", "1.2.3.4, 10.0.0.7")], Some("10.0.0.7"));
        check(&[("x-forwarded-for", "1.2.3.4"), ("x-forwarded-for", "10.0.0.7")], Some("10.0.0.7"));
        check(&[("x-forwarded-for", "10.0.0.7:1234")], Some("10.0.0.7"));
        check(&[("x-forwarded-for", "[fd00::9]:1234")], Some("fd00::"));
        check(&[("x-real-ip", "10.0.0.8")], Some("10.0.0.8"));
        check(&[("x-forwarded-for", "1.2.3.4, 10.0.0.8"), ("x-real-ip", "10.0.0.8")], Some("10.0.0.8"));
        // A proxy that writes one of them hands the other on as it came.
        check(&[("x-forwarded-for", "1.2.3.4"), ("x-real-ip", "10.0.0.8")], None);
        check(&[("x-forwarded-for", "10.0.0.8"), ("x-real-ip", "1.2.3.4")], None);
        check(&[("x-forwarded-for", "made up"), ("x-real-ip", "10.0.0.8")], None);
        check(&[("x-forwarded-for", "unknown")], None);
        check(&[("via", "1.1 proxy")], None);
    }

    #[test]
    fn whoever_has_a_network_of_his_own_is_one() {
        let check = |address: &str, expect: &str| {
            let address: IpAddr = address.parse().expect("an address");
            assert_eq!(one(address).to_string(), expect);
        };
        check("10.0.0.7", "10.0.0.7");
        check("::ffff:10.0.0.7", "10.0.0.7");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    }
}
