//! Which addresses are public.
//!
//! Source: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and the RFCs that it
//! lists). Of IPv6 only the global unicast block 2000::/3 is allocated at all, so what lies outside it is
//! refused without further question.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 blocks that are not public, with what they are.
const V4: &[([u8; 4], u32, &str)] = &[
    ([0, 0, 0, 0], 8, "this network"),
    ([10, 0, 0, 0], 8, "private"),
    ([100, 64, 0, 0], 10, "shared by a carrier"),
    ([127, 0, 0, 0], 8, "loopback"),
    // A public address that means the host of a virtual machine in one large cloud.
    ([168, 63, 129, 16], 32, "a cloud's own"),
    ([169, 254, 0, 0], 16, "link-local"),
    ([172, 16, 0, 0], 12, "private"),
    ([192, 0, 0, 0], 24, "reserved for protocols"),
    ([192, 0, 2, 0], 24, "documentation"),
    ([192, 88, 99, 0], 24, "a 6to4 relay"),
    ([192, 168, 0, 0], 16, "private"),
    ([198, 18, 0, 0], 15, "benchmarking"),
    ([198, 51, 100, 0], 24, "documentation"),
    ([203, 0, 113, 0], 24, "documentation"),
    ([224, 0, 0, 0], 4, "multicast"),
    ([255, 255, 255, 255], 32, "broadcast"),
    ([240, 0, 0, 0], 4, "reserved"),
];

/// IPv6 blocks that are not public; the first that fits names it.
const V6: &[([u16; 8], u32, &str)] = &[
    ([0, 0, 0, 0, 0, 0, 0, 0], 128, "unspecified"),
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, "loopback"),
    ([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, "IPv4 in IPv6 spelling"),
    ([0, 0, 0, 0, 0, 0, 0, 0], 96, "IPv4 in IPv6 spelling"),
    ([0, 0, 0, 0, 0xffff, 0, 0, 0], 96, "IPv4 in IPv6 spelling"),
    ([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, "local translation to IPv4"),
    ([0x100, 0, 0, 0, 0, 0, 0, 0], 64, "discard"),
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, "private"),
    ([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, "link-local"),
    ([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10, "site-local"),
    ([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, "multicast"),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 32, "a Teredo tunnel"),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, "reserved for protocols"),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, "documentation"),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, "a 6to4 tunnel"),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, "documentation"),
];

/// What an address is when it is not public; `None` for a public one.
#[must_use]
pub fn not_public(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => v4(address),
        IpAddr::V6(address) => v6(address),
    }
}

fn v4(address: Ipv4Addr) -> Option<&'static str> {
    let bits = address.to_bits();
    let within = |&&(network, length, _): &&([u8; 4], u32, &str)| {
        (bits ^ u32::from_be_bytes(network)) >> (32 - length) == 0
    };
    V4.iter().find(within).map(|(_, _, name)| *name)
}

fn v6(address: Ipv6Addr) -> Option<&'static str> {
    let segments = address.segments();
    // The well-known prefix of NAT64 (RFC 6052) is how a network without IPv4 reaches it: such an
    // address is as public as the IPv4 address in its last four bytes.
    if segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        let [a, b] = segments[6].to_be_bytes();
        let [c, d] = segments[7].to_be_bytes();
        return v4(Ipv4Addr::new(a, b, c, d));
    }
    let bits = address.to_bits();
    let within = |&&(network, length, _): &&([u16; 8], u32, &str)| {
        (bits ^ Ipv6Addr::from(network).to_bits()) >> (128 - length) == 0
    };
    let named = V6.iter().find(within).map(|(_, _, name)| *name);
    named.or_else(|| (segments[0] >> 13 != 1).then_some("not allocated"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn class(address: &str) -> Option<&'static str> {
        not_public(address.parse().expect("an address"))
    }

    #[test]
    fn the_first_and_last_of_each_block_are_refused_and_their_neighbours_are_not() {
        for (first, last, before, after) in [
            ("0.0.0.0", "0.255.255.255", None, Some("1.0.0.0")),
            ("10.0.0.0", "10.255.255.255", Some("9.255.255.255"), Some("11.0.0.0")),
            ("100.64.0.0", "100.127.255.255", Some("100.63.255.255"), Some("100.128.0.0")),
            ("127.0.0.0", "127.255.255.255", Some("126.255.255.255"), Some("128.0.0.0")),
            ("169.254.0.0", "169.254.255.255", Some("169.253.255.255"), Some("169.255.0.0")),
            ("172.16.0.0", "172.31.255.255", Some("172.15.255.255"), Some("172.32.0.0")),
            ("192.168.0.0", "192.168.255.255", Some("192.167.255.255"), Some("192.169.0.0")),
            ("198.18.0.0", "198.19.255.255", Some("198.17.255.255"), Some("198.20.0.0")),
            ("168.63.129.16", "168.63.129.16", Some("168.63.129.15"), Some("168.63.129.17")),
            ("224.0.0.0", "255.255.255.255", Some("223.255.255.255"), None),
            ("2001::", "2001:1ff:ffff::", Some("2000:ffff::"), Some("2001:200::")),
            ("2001:db8::", "2001:db8:ffff::", Some("2001:db7:ffff::"), Some("2001:db9::")),
            ("2002::", "2002:ffff::", Some("2001:ffff::"), Some("2003::")),
            ("3fff::", "3fff:fff:ffff::", Some("3ffe:ffff::"), Some("3fff:1000::")),
        ] {
            assert!(class(first).is_some() && class(last).is_some(), "{first}");
            for near in [before, after].into_iter().flatten() {
                assert_eq!(class(near), None, "{near}");
            }
        }
    }

    #[test]
    fn blocks_of_ipv6_carry_their_names() {
        for (address, name) in [
            ("::", "unspecified"),
            ("::1", "loopback"),
            ("::7f00:1", "IPv4 in IPv6 spelling"),
            ("::ffff:8.8.8.8", "IPv4 in IPv6 spelling"),
            ("::ffff:0:127.0.0.1", "IPv4 in IPv6 spelling"),
            ("64:ff9b::10.0.0.1", "private"),
            ("64:ff9b:1::808:808", "local translation to IPv4"),
            ("100::1", "discard"),
            ("fd00:ec2::254", "private"),
            ("fe80::1", "link-local"),
            ("fec0::1", "site-local"),
            ("ff02::1", "multicast"),
            ("2001:0:4136:e378::", "a Teredo tunnel"),
            ("2002:7f00:1::", "a 6to4 tunnel"),
            ("5f00::1", "not allocated"),
            ("4000::1", "not allocated"),
        ] {
            assert_eq!(class(address), Some(name), "{address}");
        }
    }

    #[test]
    fn public_addresses_pass() {
        for address in ["8.8.8.8", "130.238.7.10", "2606:4700::1111", "64:ff9b::8.8.8.8"] {
            assert_eq!(class(address), None, "{address}");
        }
    }

    proptest! {
        /// The standard library's own stable tests never call refused what we let through.
        #[test]
        fn what_the_standard_library_knows_as_local_is_never_public(bits: u32, wide: u128) {
            let narrow = Ipv4Addr::from_bits(bits);
            if narrow.is_private() || narrow.is_loopback() || narrow.is_link_local()
                || narrow.is_multicast() || narrow.is_broadcast() || narrow.is_documentation()
                || narrow.is_unspecified()
            {
                prop_assert!(v4(narrow).is_some(), "{narrow}");
            }
            let address = Ipv6Addr::from_bits(wide);
            if address.is_unique_local() || address.is_unicast_link_local()
                || address.is_multicast() || address.is_loopback()
            {
                prop_assert!(v6(address).is_some(), "{address}");
            }
        }

        /// However an IPv4 address that is not public is carried in IPv6, it is refused.
        #[test]
        fn a_private_address_inside_another_is_refused(
            host in prop::sample::select(vec![[127, 0, 0, 0], [10, 0, 0, 0], [169, 254, 0, 0]]),
            low: u16,
        ) {
            let bits = u32::from_be_bytes(host) | u32::from(low);
            let (high, low) = ((bits >> 16) as u16, bits as u16);
            for carried in [
                [0, 0, 0, 0, 0, 0xffff, high, low],
                [0, 0, 0, 0, 0, 0, high, low],
                [0x64, 0xff9b, 0, 0, 0, 0, high, low],
                [0x64, 0xff9b, 1, 0, 0, 0, high, low],
                [0x2002, high, low, 0, 0, 0, 0, 1],
                [0x2001, 0, 0x4136, 0xe378, 0, 0, !high, !low],
            ] {
                let address = Ipv6Addr::from(carried);
                prop_assert!(v6(address).is_some(), "{address}");
            }
        }
    }
}
