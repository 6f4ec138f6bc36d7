//! The client that a request counts for, also behind proxies.
//!
//! Anybody can send `X-Forwarded-For` and `Forwarded` (RFC 7239), so they count only from addresses
//! configured as proxies. They are read from the right, where the nearest proxy wrote: the first address
//! that is not a proxy's is the client. Entries to the left of it are ignored.

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address at the other end of the connection. The server adds it to each request.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The client: an IPv4 address, or the first 64 bits of an IPv6 address, because one subscriber has at
/// least a /64. `None` for a request without a socket (a test); all of those are one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(Option<IpAddr>);

impl fmt::Display for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(address @ IpAddr::V4(_)) => address.fmt(out),
            Some(address @ IpAddr::V6(_)) => write!(out, "{address}/64"),
            None => out.write_str("none"),
        }
    }
}

impl Client {
    /// The client of a request: the peer, or the client that a trusted proxy names. It is the peer where
    /// the read part of a header is malformed, or two headers name different clients.
    pub fn of(peer: Option<Peer>, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let Some(Peer(peer)) = peer else { return Self(None) };
        let peer = peer.ip().to_canonical();
        let named = if is_trusted(peer, trusted) { named(headers, trusted) } else { None };
        Self(Some(subscriber(named.unwrap_or(peer))))
    }
}

fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
    }
}

pub(super) fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|net| net.contains(&address))
}

/// The client that the headers of a trusted proxy name. Where both headers are there, the proxy may have
/// written one and forwarded the client's other one, so both must agree.
fn named(headers: &HeaderMap, trusted: &[IpNet]) -> Option<IpAddr> {
    let listed = || client_in(&addresses(&lines(headers, &X_FORWARDED_FOR)?), trusted);
    let described = || {
        let hops = forwarded(&lines(headers, &header::FORWARDED)?)?;
        client_in(&hops.iter().map(|hop| hop.client).collect::<Vec<_>>(), trusted)
    };
    match (headers.contains_key(X_FORWARDED_FOR), headers.contains_key(header::FORWARDED)) {
        (true, false) => listed(),
        (false, true) => described(),
        (true, true) => listed().filter(|address| described() == Some(*address)),
        (false, false) => None,
    }
}

fn lines<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Vec<&'h str>> {
    headers.get_all(name).iter().map(|line| line.to_str().ok()).collect()
}

/// The last address that is no proxy's, or the first where all are proxies; `None` where an entry read is no address.
fn client_in(hops: &[Option<IpAddr>], trusted: &[IpNet]) -> Option<IpAddr> {
    let mut client = None;
    for hop in hops.iter().rev() {
        let address = (*hop)?;
        client = Some(address);
        if !is_trusted(address, trusted) {
            break;
        }
    }
    client
}

/// The entries of `X-Forwarded-For` in order; `None` for an entry that is no address.
fn addresses(lines: &[&str]) -> Vec<Option<IpAddr>> {
    lines.iter().flat_map(|line| line.split(',')).map(address).collect()
}

/// One element of `Forwarded`, which a proxy wrote about the request it received.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Hop {
    /// `for`; `None` where it is no address (`unknown`, `_hidden`, missing, twice).
    client: Option<IpAddr>,
    /// `proto`.
    pub(super) scheme: Option<String>,
    /// `host`.
    pub(super) host: Option<String>,
}

/// The element of `Forwarded` that names the client; `None` without the header.
pub(super) fn forwarded_origin(headers: &HeaderMap, trusted: &[IpNet]) -> Option<Hop> {
    let hops = forwarded(&lines(headers, &header::FORWARDED)?)?;
    let own = |hop: &&Hop| hop.client.is_none_or(|address| !is_trusted(address, trusted));
    hops.iter().rev().find(own).or(hops.first()).cloned()
}

/// The elements of `Forwarded`, in order; `None` where a quotation mark is not closed.
fn forwarded(lines: &[&str]) -> Option<Vec<Hop>> {
    let mut hops = Vec::new();
    for line in lines {
        for element in split(line, ',')? {
            let pairs = split(element, ';')?;
            // The value of a parameter that is given once, without quotation marks.
            let value = |wanted: &str| {
                let mut named = pairs.iter().filter_map(|pair| {
                    let (name, value) = pair.split_once('=')?;
                    name.trim().eq_ignore_ascii_case(wanted).then_some(value.trim())
                });
                let value = named.next().filter(|_| named.next().is_none())?;
                let bare = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                Some(bare.unwrap_or(value))
            };
            hops.push(Hop {
                client: value("for").and_then(address),
                scheme: value("proto").map(str::to_owned),
                host: value("host").map(str::to_owned),
            });
        }
    }
    Some(hops)
}

/// Splits at a separator outside quotation marks; `None` where a quotation mark is not closed.
fn split(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut parts, mut begin, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if c == separator && !quoted => {
                parts.push(&text[begin..at]);
                begin = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    (!quoted).then_some(parts)
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse().map(|socket: SocketAddr| socket.ip());
    bare.parse().or_else(|_| with_port()).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8", "2001:db8:a::/48"].map(|net| net.parse().unwrap());
        let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 4000));
        Client::of(Some(peer), &map, &trusted).0.unwrap().to_string()
    }

    #[test]
    fn headers_of_an_untrusted_peer_are_ignored() {
        let headers = [("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=192.0.2.1")];
        assert_eq!(client("198.51.100.7", &headers), "198.51.100.7");
        assert_eq!(client("::ffff:198.51.100.7", &headers), "198.51.100.7");
    }

    #[test]
    fn the_rightmost_address_that_is_no_proxys_is_the_client() {
        for (listed, found) in [
            ("192.0.2.1", "192.0.2.1"),
            ("203.0.113.9, 192.0.2.1", "192.0.2.1"),
            ("203.0.113.9, 192.0.2.1, 10.1.1.1", "192.0.2.1"),
            ("junk, 192.0.2.1:5555,10.1.1.1", "192.0.2.1"),
            ("10.2.2.2, 10.1.1.1", "10.2.2.2"),
            ("[2001:db8:1:2:3::4]:80", "2001:db8:1:2::"),
            ("2001:db8:1:2:ffff::4", "2001:db8:1:2::"),
        ] {
            assert_eq!(client("10.0.0.1", &[("x-forwarded-for", listed)]), found, "{listed}");
        }
        let lines = [("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "192.0.2.2")];
        assert_eq!(client("10.0.0.1", &lines), "192.0.2.2");
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn forwarded_is_read_as_rfc_7239_writes_it() {
        for (described, found) in [
            ("for=192.0.2.1;proto=https;by=10.0.0.1", "192.0.2.1"),
            (r#"proto=https; For="[2001:db8:1:2::4]:4711""#, "2001:db8:1:2::"),
            (r#"for="a,b;c", for=192.0.2.1"#, "192.0.2.1"),
            ("for=203.0.113.9, for=192.0.2.1, for=10.1.1.1", "192.0.2.1"),
        ] {
            assert_eq!(client("10.0.0.1", &[("forwarded", described)]), found, "{described}");
        }
    }

    #[test]
    fn with_malformed_headers_the_client_is_the_proxy() {
        for (name, value) in [
            ("x-forwarded-for", ""),
            ("x-forwarded-for", "192.0.2.1, unknown"),
            ("x-forwarded-for", "192.0.2.1, 300.1.1.1"),
            ("x-forwarded-for", "192.0.2.1, junk, 10.1.1.1"),
            ("forwarded", "for=unknown"),
            ("forwarded", "for=_hidden"),
            ("forwarded", "by=192.0.2.1"),
            ("forwarded", "for=192.0.2.1;for=192.0.2.2"),
            ("forwarded", r#"for=", for=192.0.2.1"#),
        ] {
            assert_eq!(client("10.0.0.1", &[(name, value)]), "10.0.0.1", "{name}: {value}");
        }
    }

    #[test]
    fn two_headers_that_disagree_are_both_ignored() {
        let both =
            |one, other| client("10.0.0.1", &[("x-forwarded-for", one), ("forwarded", other)]);
        assert_eq!(both("192.0.2.1", "for=192.0.2.1"), "192.0.2.1");
        assert_eq!(both("192.0.2.1", "for=192.0.2.2"), "10.0.0.1");
    }
}
