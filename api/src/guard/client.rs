//! Who is calling, as far as limits need to know it.
//!
//! Owns the way from a connection and its forwarding headers to a `NetworkBlock`. The rule: a forwarding header is believed
//! only from a peer in `TRUSTED_PROXIES`, and then only up to the first hop that is not one itself. An address is never
//! logged, printed or kept: the block goes into a keyed fingerprint and nowhere else.

use std::fmt::{self, Debug, Formatter};
use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use poem::http::{HeaderMap, HeaderName, header};
use poem::{FromRequest, Request, RequestBody};

use crate::problem::{Kind, Problem};

/// The network a caller is counted under: one IPv4 address, or the /64 that one IPv6 subscriber has.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NetworkBlock {
    /// 4 or 6, then the address' bytes; zeros where it has fewer.
    bytes: [u8; 9],
}

impl NetworkBlock {
    /// The block of an address; a v4 address inside v6 is the v4 address.
    pub fn of(address: IpAddr) -> Self {
        let mut bytes = [0; 9];
        match address.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, d] = address.octets();
                bytes = [4, a, b, c, d, 0, 0, 0, 0];
            }
            IpAddr::V6(address) => {
                let network = address.octets();
                for (byte, of) in bytes.iter_mut().zip([6].into_iter().chain(network)) {
                    *byte = of;
                }
            }
        }
        Self { bytes }
    }

    /// The block of everybody whose address we cannot know, as behind a socket in the file system.
    pub const fn unknown() -> Self {
        Self { bytes: [0; 9] }
    }

    /// What a fingerprint is made of.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Says nothing: an address is personal.
impl Debug for NetworkBlock {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("NetworkBlock(…)")
    }
}

/// The block that the guard found for this request.
impl<'a> FromRequest<'a> for NetworkBlock {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        request.data().copied().ok_or_else(|| Problem::new(Kind::Internal).into())
    }
}

/// The block of the caller of this request.
pub fn network_block(request: &Request, trusted: &[IpNet]) -> NetworkBlock {
    let Some(peer) = request.remote_addr().as_socket_addr() else { return NetworkBlock::unknown() };
    NetworkBlock::of(client_address(peer.ip(), request.headers(), trusted))
}

/// The caller's address: the peer's, or, where that is a proxy of ours, the right-most hop that is not.
pub fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let peer = peer.to_canonical();
    if !is_trusted(peer, trusted) {
        return peer;
    }
    let x_forwarded = headers.contains_key(&X_FORWARDED_FOR).then(|| {
        let hops = list(headers, &X_FORWARDED_FOR, ',').into_iter().map(hop_address);
        right_most_untrusted(peer, hops, trusted)
    });
    let forwarded = headers.contains_key(header::FORWARDED).then(|| {
        let hops = list(headers, &header::FORWARDED, ',').into_iter().map(forwarded_for);
        right_most_untrusted(peer, hops, trusted)
    });
    match (x_forwarded, forwarded) {
        (Some(one), Some(other)) if one == other => one,
        // A proxy writes one of the two and passes the other on as the client sent it. We cannot know which, so whoever sends
        // one that disagrees is counted with all others who do.
        (Some(_), Some(_)) | (None, None) => peer,
        (Some(one), None) | (None, Some(one)) => one,
    }
}

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|network| network.contains(&address))
}

/// Walks from our side outwards while hops are trusted. An unreadable hop ends the walk at the last one that was read.
fn right_most_untrusted(peer: IpAddr, hops: impl DoubleEndedIterator<Item = Option<IpAddr>>, trusted: &[IpNet]) -> IpAddr {
    let mut nearest = peer;
    for hop in hops.rev() {
        let Some(hop) = hop else { break };
        nearest = hop;
        if !is_trusted(hop, trusted) {
            break;
        }
    }
    nearest
}

/// The items of all lines of a header, in order. What is not text becomes an item that nobody can read.
fn list<'h>(headers: &'h HeaderMap, name: &HeaderName, separator: char) -> Vec<&'h str> {
    headers.get_all(name).iter().flat_map(|line| line.to_str().unwrap_or_default().split(separator)).map(str::trim).collect()
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// The `for` of one element of `Forwarded` (RFC 7239); obfuscated and unknown ones are unreadable.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let value = element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| value.trim())
    })?;
    hop_address(value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;
    use poem::http::HeaderValue;

    fn address(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let trusted: Vec<IpNet> = ["10.0.0.0/8", "fd00::/8", "::1/128"].map(|net| net.parse().unwrap()).to_vec();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_str(value).unwrap());
        }
        client_address(peer.parse().unwrap(), &map, &trusted).to_string()
    }

    #[test]
    fn t27_a_stranger_s_headers_are_not_believed() {
        assert_eq!(address("192.0.2.1", &[("x-forwarded-for", "198.51.100.1")]), "192.0.2.1");
        assert_eq!(address("192.0.2.1", &[("forwarded", "for=198.51.100.1")]), "192.0.2.1");
        assert_eq!(address("::ffff:192.0.2.1", &[("x-forwarded-for", "10.0.0.1")]), "192.0.2.1");
    }

    #[test]
    fn t27_a_trusted_proxy_names_the_right_most_untrusted_hop() {
        let table = [
            (vec![], "10.0.0.1"),
            (vec![("x-forwarded-for", "198.51.100.1")], "198.51.100.1"),
            (vec![("x-forwarded-for", "1.1.1.1, 198.51.100.1 ,10.1.1.1")], "198.51.100.1"),
            (vec![("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "198.51.100.1, 10.2.2.2")], "198.51.100.1"),
            (vec![("x-forwarded-for", "1.1.1.1, nonsense, 10.1.1.1")], "10.1.1.1"),
            (vec![("x-forwarded-for", "")], "10.0.0.1"),
            (vec![("x-forwarded-for", "10.3.3.3, 10.2.2.2")], "10.3.3.3"),
            (vec![("x-forwarded-for", "[2001:db8::1]:443")], "2001:db8::1"),
            (vec![("x-forwarded-for", "198.51.100.1:5000")], "198.51.100.1"),
            (vec![("x-forwarded-for", "::ffff:198.51.100.1")], "198.51.100.1"),
            (vec![("forwarded", "for=1.1.1.1, For=\"[2001:db8::1]:47\";proto=https;by=10.0.0.1")], "2001:db8::1"),
            (vec![("forwarded", "for=1.1.1.1, for=unknown")], "10.0.0.1"),
            (vec![("forwarded", "proto=https")], "10.0.0.1"),
            (vec![("forwarded", "for=198.51.100.1"), ("x-forwarded-for", "198.51.100.1")], "198.51.100.1"),
            (vec![("forwarded", "for=1.1.1.1"), ("x-forwarded-for", "198.51.100.1")], "10.0.0.1"),
        ];
        for (headers, expected) in table {
            assert_eq!(address("10.0.0.1", &headers), expected, "{headers:?}");
        }
        assert_eq!(address("::ffff:10.0.0.1", &[("x-forwarded-for", "198.51.100.1")]), "198.51.100.1");
        assert_eq!(address("::1", &[("x-forwarded-for", "198.51.100.1")]), "198.51.100.1");
    }

    #[test]
    fn t27_a_block_is_one_v4_address_or_a_v6_subscriber() {
        let block = |address: &str| NetworkBlock::of(address.parse().unwrap());
        assert_eq!(block("192.0.2.1"), block("::ffff:192.0.2.1"));
        assert_ne!(block("192.0.2.1"), block("192.0.2.2"));
        assert_eq!(block("2001:db8:1:2::1"), block("2001:db8:1:2:ffff::9"));
        assert_ne!(block("2001:db8:1:2::1"), block("2001:db8:1:3::1"));
        assert_eq!(block("2001:db8:1:2::1").as_bytes(), [6, 0x20, 0x01, 0x0d, 0xb8, 0, 1, 0, 2]);
        assert_eq!(block("192.0.2.1").as_bytes(), [4, 192, 0, 2, 1, 0, 0, 0, 0]);
        assert_eq!(format!("{:?}", block("192.0.2.1")), "NetworkBlock(…)");
    }
}
