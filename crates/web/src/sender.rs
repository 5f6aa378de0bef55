//! Who sends: a number that means nothing outside this process, so that one sender cannot keep the door from others.
//!
//! It is made of the address under a key that is drawn at each start, kept in memory only, and never written or logged.

use std::{
    convert::Infallible,
    hash::{BuildHasher, RandomState},
    net::{IpAddr, Ipv6Addr},
};

use axum::{extract::FromRequestParts, http::HeaderMap, http::request::Parts};
use watchpost_service::turns::Source;

/// By what senders are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Senders {
    /// The address that a connection comes from: nothing stands between.
    #[default]
    Connection,
    /// What a proxy of this machine or network wrote last into `X-Forwarded-For`.
    Forwarded,
    /// The line of the PROXY protocol that each connection begins with; with Tor's
    /// `HiddenServiceExportCircuitID haproxy` it tells circuits apart.
    Proxied,
}

/// The sender of a request, where the loop that takes connections knows one.
#[derive(Debug, Clone, Copy)]
pub struct Sender(pub Option<Source>);

impl<S: Sync> FromRequestParts<S> for Sender {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Source>().copied()))
    }
}

/// Makes sources of addresses, with a key of its own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources(RandomState);

/// Circuits of Tor, as it tells them to a proxy: each is a sender of its own.
const ONION: [u16; 4] = [0xfc00, 0xdead, 0xbeef, 0x4dad];

impl Sources {
    /// Neighbours in one network of IPv6 are one sender: whoever has one address there has all of them.
    pub fn of(&self, address: IpAddr) -> Source {
        let told_apart = match address {
            IpAddr::V4(v4) => v4.to_ipv6_mapped(),
            IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some() || is_onion(v6) => v6,
            IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64),
        };
        Source(self.0.hash_one(told_apart))
    }

    /// The address that the proxy nearest to us wrote down: those before it may be made up.
    pub fn forwarded(&self, headers: &HeaderMap) -> Option<Source> {
        let last = headers.get_all("x-forwarded-for").iter().next_back()?;
        let last = last.to_str().ok()?.rsplit(',').next()?.trim();
        last.parse().ok().map(|address| self.of(address))
    }
}

fn is_onion(address: Ipv6Addr) -> bool {
    address.segments()[..4] == ONION
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn neighbours_are_one_sender_and_circuits_are_many() {
        let sources = Sources::default();
        let of = |text: &str| sources.of(text.parse().unwrap());
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"));
        assert_eq!(of("2001:db8::1"), of("2001:db8::2"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_ne!(
            of("fc00:dead:beef:4dad::ffff:0:1"),
            of("fc00:dead:beef:4dad::ffff:0:2")
        );
    }

    #[test]
    fn the_nearest_proxy_is_believed_and_nobody_else() {
        let sources = Sources::default();
        let mut headers = HeaderMap::new();
        assert!(sources.forwarded(&headers).is_none());
        headers.append("x-forwarded-for", "198.51.100.7".parse().unwrap());
        headers.append("x-forwarded-for", "made up, 192.0.2.1".parse().unwrap());
        let nearest = sources.of("192.0.2.1".parse().unwrap());
        assert_eq!(sources.forwarded(&headers), Some(nearest));
        headers.append("x-forwarded-for", "unknown".parse().unwrap());
        assert!(sources.forwarded(&headers).is_none());
    }
}
