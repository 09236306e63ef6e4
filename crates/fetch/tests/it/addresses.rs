//! Hostile addresses: refused before a packet leaves.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bellwether_fetch::{Failure, FetchError, Names, Policy, Refusal};

use crate::bench::{Bench, small};
use crate::server::{Server, reply};

/// Spellings of addresses that are not public, with PORT for a port that somebody listens on.
pub(crate) const HOSTILE: &[&str] = &[
    "http://127.0.0.1:PORT/",
    "http://127.1:PORT/",
    "http://127.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f000001:PORT/",
    "http://0x7f.0.0.1:PORT/",
    "http://0x7f.1:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://017700000001:PORT/",
    "http://0x7F.0X0.00.0x1:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://127.255.255.254:PORT/",
    "http://0:PORT/",
    "http://0.0.0.0:PORT/",
    "http://0.1.2.3:PORT/",
    "http://%31%32%37.0.0.1:PORT/",
    "http://127%2e0%2e0%2e1:PORT/",
    "http://１２７.０.０.１:PORT/",
    "http://127。0。0。1:PORT/",
    "http://①②⑦.⓪.⓪.①:PORT/",
    "http://localhost:PORT/",
    "http://LOCALHOST:PORT/",
    "http://localhost.:PORT/",
    "http://a.b.localhost:PORT/",
    "http://ⓛocalhost:PORT/",
    "http://localhost.localdomain:PORT/",
    "http://[::1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[::]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[::127.0.0.1]:PORT/",
    "http://[::ffff:0:127.0.0.1]:PORT/",
    "http://[64:ff9b::127.0.0.1]:PORT/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]:PORT/",
    "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
    "http://[fe80::1%25eth0]:PORT/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[100::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[5f00::1]/",
    "http://10.0.0.1/",
    "http://10.1/",
    "http://012.0.0.1/",
    "http://167772161/",
    "http://100.64.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://0251.0376.0251.0376/",
    "http://168.63.129.16/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://192.168.257/",
    "http://192.0.0.192/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://metadata/",
    "http://instance-data/",
    "http://printer.local/",
    "http://router.lan/",
    "http://nas.home.arpa/",
    "http://1.0.0.127.in-addr.arpa/",
    "http://ucdp.uu.se@127.0.0.1:PORT/",
    "http://ucdp.uu.se:80@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT\\@ucdp.uu.se/",
    "http://127.0.0.1:PORT#@ucdp.uu.se/",
    "http://127.0.0.1:PORT?@ucdp.uu.se/",
    "http:\\\\127.0.0.1:PORT\\",
    "http:127.0.0.1:PORT/",
    "http:////127.0.0.1:PORT/",
    "http://127.0.0.1\t:PORT/",
    "http://ucdp.uu.se\r\nHost: 127.0.0.1/",
    " http://127.0.0.1:PORT/",
    "https://127.0.0.1:PORT/",
    "file:///etc/hosts",
    "ftp://127.0.0.1:PORT/",
    "gopher://127.0.0.1:PORT/_GET",
    "dict://127.0.0.1:PORT/",
    "ldap://127.0.0.1:PORT/",
    "data:text/plain,x",
    "javascript:alert(1)",
    "jar:http://127.0.0.1:PORT!/",
    "//127.0.0.1:PORT/",
    "127.0.0.1:PORT",
    "http://",
    "",
];

/// Answers as it is told and counts how often it is asked.
struct Told {
    answers: Mutex<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Told {
    fn new(answers: Vec<IpAddr>) -> Arc<Self> {
        Arc::new(Self { answers: Mutex::new(answers), asked: AtomicUsize::new(0) })
    }
}

impl Names for Told {
    fn addresses(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(self.answers.lock().expect("not poisoned").clone())
    }
}

fn is_refused(error: &FetchError) -> bool {
    matches!(error, FetchError::Address(_)) && error.failure() == Failure::Refused
}

#[test]
fn every_hostile_address_is_refused_before_a_packet_leaves() {
    assert!(HOSTILE.len() >= 60);
    let server = Server::start(|_, _, stream| reply(stream, 200, &[], b"reached"));
    // The resolver of the bench knows nobody, so a look-up would show as another error.
    let bench = Bench::with(Policy::default());
    for url in HOSTILE {
        let url = url.replace("PORT", &server.port().to_string());
        let error = bench.get(&url).expect_err(&url);
        assert!(is_refused(&error), "{url}: {error}");
    }
    assert_eq!((bench.fetcher.requests(), server.connections()), (0, 0));
    // The server does answer those who may ask.
    let allowed = Bench::new(&server);
    assert!(allowed.get(&server.url("/")).is_ok());
    assert_eq!(server.connections(), 1);
}

#[test]
fn a_redirect_to_a_hostile_address_is_refused_as_the_address_is() {
    let trap = Server::start(|_, _, stream| reply(stream, 200, &[], b"reached"));
    let port = trap.port().to_string();
    let locations: Vec<String> = HOSTILE
        .iter()
        .map(|url| url.replace("PORT", &port))
        // Others are paths on the server itself, or cannot stand in a header.
        .filter(|url| url.contains("://") && url.is_ascii() && !url.contains(['\r', '\n']))
        .collect();
    let told = locations.clone();
    let server = Server::start(move |_, number, stream| {
        reply(stream, 302, &[("Location", &told[number])], b"")
    });
    let bench = Bench::new(&server);
    let mut refused = 0;
    for (number, location) in locations.iter().enumerate() {
        let error = bench.get(&server.url("/")).expect_err(location);
        refused += usize::from(is_refused(&error));
        assert_eq!(bench.fetcher.requests(), number as u64 + 1, "{location}: {error}");
        assert_eq!(server.heard().len(), number + 1, "{location}");
        assert_eq!(trap.connections(), 0, "{location}: {error}");
    }
    assert!(refused >= 60, "{refused} of {}", locations.len());
}

#[test]
fn a_name_that_resolves_to_a_hostile_address_is_refused_before_a_packet_leaves() {
    let hosts = HOSTILE.iter().filter_map(|url| url.split("//").nth(1)?.split('/').next());
    let addresses: Vec<IpAddr> = hosts
        .map(|host| host.replace(":PORT", "").replace(['[', ']'], ""))
        .filter_map(|host| host.parse().ok())
        .collect();
    assert!(addresses.len() >= 30, "{}", addresses.len());
    let mut bench = Bench::with(Policy::default());
    for address in addresses {
        let names = Told::new(vec![address]);
        bench.names(names.clone());
        let error = bench.get("https://innocent.se/x").expect_err("refused");
        assert!(is_refused(&error), "{address}: {error}");
        assert!(error.to_string().contains(&address.to_string()), "{error}");
        assert_eq!((bench.fetcher.requests(), names.asked.load(Ordering::SeqCst)), (0, 1));
    }
}

/// Two servers under one port, and a resolver that names them in turn.
struct Turns {
    asked: AtomicUsize,
}

impl Names for Turns {
    fn addresses(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(vec![IpAddr::V4(if turn.is_multiple_of(2) {
            Ipv4Addr::new(127, 0, 0, 1)
        } else {
            Ipv4Addr::new(127, 0, 0, 2)
        })])
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_checked_is_what_is_connected_to_a_thousand_times() {
    // The answer to the check is the one address that the connection can go to: were the name looked up
    // again for the connection, each request would land at the other server.
    let first = Server::start(|_, _, stream| reply(stream, 404, &[], b""));
    let second = format!("127.0.0.2:{}", first.port()).parse().expect("an address");
    let second = Server::start_at(second, |_, _, stream| reply(stream, 404, &[], b""));
    let host = format!("rebinding.se:{}", first.port());
    let policy = Policy { exempt_hosts: vec![host.clone()], ..small(&first) };
    let mut bench = Bench::with(policy);
    let names = Arc::new(Turns { asked: AtomicUsize::new(0) });
    bench.names(names.clone());
    let mut safe = 0;
    for turn in 0..1000 {
        let before = (first.heard().len(), second.heard().len());
        let error = bench.get(&format!("http://{host}/{turn}")).expect_err("not found");
        assert!(error.is_missing(), "{error}");
        let after = (first.heard().len(), second.heard().len());
        let expected =
            if turn % 2 == 0 { (before.0 + 1, before.1) } else { (before.0, before.1 + 1) };
        safe += usize::from(after == expected);
    }
    assert_eq!((safe, names.asked.load(Ordering::SeqCst)), (1000, 1000));
}

#[test]
fn a_port_that_is_not_the_webs_is_refused_unless_exempt() {
    let bench = Bench::with(Policy::default());
    for port in [1, 22, 25, 3306, 6379, 9200, 11211, 65535] {
        let error = bench.get(&format!("http://ucdp.uu.se:{port}/")).expect_err("refused");
        let FetchError::Address(error) = error else { panic!("{error}") };
        assert_eq!(error.refusal, Refusal::Port(port));
    }
}
