//! Politeness: one request a second, waiting when asked to, giving up in time.

use std::sync::Arc;
use std::time::Duration;

use bellwether_fetch::{FetchError, Pace, Policy};

use crate::bench::{Bench, bytes, small};
use crate::server::{Server, reply};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_host_is_asked_once_a_second_along_redirects_too() {
    let server = Server::start(|heard, _, stream| match heard.target.as_str() {
        "/a" => reply(stream, 302, &[("Location", "/b")], b""),
        _ => reply(stream, 200, &[], b"x"),
    });
    let bench = Bench::with(Policy { host_interval: SECOND, ..small(&server) });
    for path in ["/a", "/c", "/d"] {
        bench.get(&server.url(path)).expect("fetched");
    }
    assert_eq!(bench.clock.slept(), [SECOND; 3]);
    bench.clock.pass(SECOND * 5);
    bench.get(&server.url("/e")).expect("fetched");
    assert_eq!(bench.clock.slept().len(), 3);
}

#[test]
fn two_fetchers_with_one_pace_are_polite_together() {
    let server = Server::start(|_, _, stream| reply(stream, 200, &[], b"x"));
    let policy = Policy { host_interval: SECOND, ..small(&server) };
    let pace = Arc::new(Pace::default());
    let (mut first, mut second) = (Bench::with(policy.clone()), Bench::with(policy));
    first.fetcher = first.fetcher.with_pace(pace.clone());
    second.fetcher = second.fetcher.with_pace(pace);
    first.get(&server.url("/")).expect("fetched");
    second.get(&server.url("/")).expect("fetched");
    assert_eq!((first.clock.slept().len(), second.clock.slept()), (0, vec![SECOND]));
}

#[test]
fn retry_after_in_seconds_is_kept() {
    let server = Server::start(|_, number, stream| match number {
        0 => reply(stream, 429, &[("Retry-After", "90")], b"slow down"),
        _ => reply(stream, 200, &[], b"ok"),
    });
    let bench = Bench::new(&server);
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), b"ok");
    assert_eq!(bench.clock.slept(), [Duration::from_secs(90)]);
}

#[test]
fn retry_after_as_a_date_is_kept() {
    let server = Server::start(|_, number, stream| match number {
        0 => reply(stream, 503, &[("Retry-After", "Wed, 01 Jan 2025 00:02:00 GMT")], b""),
        _ => reply(stream, 200, &[], b"ok"),
    });
    let bench = Bench::new(&server);
    bench.get(&server.url("/")).expect("fetched");
    assert_eq!(bench.clock.slept(), [Duration::from_secs(120)]);
}

#[test]
fn a_wait_beyond_the_limit_is_an_error_that_says_until_when() {
    let server = Server::start(|_, _, stream| reply(stream, 429, &[("Retry-After", "86400")], b""));
    let bench = Bench::new(&server);
    let error = bench.get(&server.url("/")).expect_err("tomorrow");
    assert!(error.to_string().contains("until 2025-01-02T00:00:00Z"), "{error}");
    assert_eq!((server.heard().len(), bench.clock.slept().len()), (1, 0));
}

#[test]
fn without_retry_after_the_waits_double_and_end() {
    let server = Server::start(|_, _, stream| reply(stream, 429, &[], b"slow down"));
    let bench = Bench::new(&server);
    let error = bench.get(&server.url("/")).expect_err("never");
    assert!(matches!(error, FetchError::Busy { status: 429, attempts: 5, .. }), "{error}");
    let slept = bench.clock.slept();
    assert_eq!(slept.len(), 4);
    for (number, wait) in slept.iter().enumerate() {
        let full = SECOND * (1 << number);
        assert!(*wait <= full && *wait >= full / 2, "{slept:?}");
    }
    // The same failures wait the same times.
    let again = Bench::new(&server);
    assert!(again.get(&server.url("/")).is_err());
    assert_eq!(again.clock.slept(), slept);
}

#[test]
fn a_server_that_recovers_is_served_from() {
    let server = Server::start(|_, number, stream| match number {
        0 => reply(stream, 500, &[], b"oops"),
        1 => reply(stream, 502, &[], b""),
        _ => reply(stream, 200, &[], b"ok"),
    });
    let bench = Bench::new(&server);
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), b"ok");
}

#[test]
fn a_method_that_is_not_implemented_is_not_asked_for_again() {
    let server = Server::start(|_, _, stream| reply(stream, 501, &[], b""));
    let error = Bench::new(&server).get(&server.url("/")).expect_err("never");
    assert!(matches!(error, FetchError::Status { status: 501, .. }), "{error}");
    assert_eq!(server.heard().len(), 1);
}
