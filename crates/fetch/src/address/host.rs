//! Names that mean a machine of one's own network, whatever they resolve to.

/// Last labels that no public name has: RFC 6761, RFC 6762, RFC 8375, RFC 9476 and ICANN's list of
/// names that leak from private networks.
const LOCAL_ENDINGS: &[&str] = &[
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "in-addr.arpa",
    "ip6.arpa",
    "test",
    "invalid",
    "example",
    "alt",
    "onion",
];

/// What is wrong with a host name, if it is not one of the public web. The name comes from a parsed URL:
/// in lower case, with international letters in their ASCII form.
pub(super) fn local_name(name: &str) -> Option<&'static str> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.is_empty() || name.len() > 253 || name.split('.').any(str::is_empty) {
        return Some("is not a host name");
    }
    let ends = |ending: &&&str| {
        name.strip_suffix(**ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if LOCAL_ENDINGS.iter().find(ends).is_some() {
        return Some("is a name of a local network");
    }
    // Without a dot the system would try the domains of its own network.
    (!name.contains('.')).then_some("has no domain, so it is a name of a local network")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_local_networks_are_told_from_public_ones() {
        for name in [
            "localhost",
            "localhost.",
            "a.localhost",
            "printer.local",
            "metadata.google.internal",
            "metadata",
            "router.lan",
            "x.home.arpa",
            "a..b",
            ".",
        ] {
            assert!(local_name(name).is_some(), "{name}");
        }
        for name in ["ucdp.uu.se", "notlocalhost.org", "local.se", "acleddata.com."] {
            assert_eq!(local_name(name), None, "{name}");
        }
    }
}
