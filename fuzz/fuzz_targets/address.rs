//! A URL that may be asked leads to no host of a private network, however its number is spelled.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if bellwether_fetch::fuzz::address(text) {
        let url = url::Url::parse(text).expect("it may be asked");
        let host = match url.host().expect("it may be asked") {
            url::Host::Ipv4(host) => host.into(),
            url::Host::Ipv6(host) => host.into(),
            url::Host::Domain(_) => return,
        };
        assert!(bellwether_fetch::not_public(host).is_none(), "{url}");
    }
});
