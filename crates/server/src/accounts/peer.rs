//! Where a request comes from, as far as limits are counted by it.

use axum::http::HeaderMap;
use std::net::{IpAddr, Ipv6Addr};

/// The address of a connection's other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Whom to count a request to: the other end, or, where that is a proxy in front of the shop, whom
/// the proxy names. Of IPv6 the network is counted, for a household has it all to itself.
pub fn counted(peer: Option<Peer>, headers: &HeaderMap) -> Option<IpAddr> {
    let Peer(end) = peer?;
    let named = is_near(end).then(|| forwarded(headers)).flatten();
    Some(network(named.unwrap_or(end)))
}

/// Proxies stand on the same machine or in the same private network; shoppers from afar cannot
/// pretend to.
pub fn is_near(end: IpAddr) -> bool {
    match end.to_canonical() {
        IpAddr::V4(end) => end.is_loopback() || end.is_private(),
        IpAddr::V6(end) => end.is_loopback() || end.is_unique_local(),
    }
}

/// Each proxy adds at the end, so what stands last is what the nearest one has seen.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?;
    let last = line.to_str().ok()?.rsplit(',').next()?;
    last.trim().parse().ok()
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_to_whom_they_come_from() {
        let check = |peer: &str, forwarded: &str, want: &str| {
            let mut headers = HeaderMap::new();
            if !forwarded.is_empty() {
                headers.insert("x-forwarded-for", forwarded.parse().unwrap());
            }
            let end = Peer(peer.parse().unwrap());
            assert_eq!(
                counted(Some(end), &headers),
                want.parse().ok(),
                "{peer} {forwarded}"
            );
        };
        check("203.0.113.7", "", "203.0.113.7");
        check("203.0.113.7", "198.51.100.1", "203.0.113.7");
        check("127.0.0.1", "", "127.0.0.1");
        check("127.0.0.1", "198.51.100.1", "198.51.100.1");
        check("10.0.0.2", "192.0.2.9, 198.51.100.1", "198.51.100.1");
        check("10.0.0.2", "unknown", "10.0.0.2");
        check("::ffff:203.0.113.7", "", "203.0.113.7");
        check("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::");
        check("::1", "2001:db8:1:2:9::1", "2001:db8:1:2::");
        assert_eq!(counted(None, &HeaderMap::new()), None);
    }
}
