//! A model behind an address: what is sent to it, and what becomes of servers that misbehave.

use std::io::Write as _;
use std::thread;
use std::time::Duration;

use bellwether_fetch::{Endpoint, FetchError, Policy, Secret};

use crate::bench::{Bench, small};
use crate::server::{Server, reply, reset};

const CANARY: &str = "canary-key-31";
const LIMIT: usize = 4 << 10;

fn endpoint(server: &Server) -> Endpoint {
    Endpoint::new(server.url("/v1/chat/completions"), Some(Secret::new(CANARY)))
}

#[test]
fn a_question_is_posted_with_the_key_and_answered() {
    let server = Server::start(|_, _, stream| reply(stream, 200, &[], b"{\"choices\":[]}"));
    let bench = Bench::new(&server);
    let answer =
        endpoint(&server).ask(&bench.fetcher, "{\"model\":\"m\"}", LIMIT).expect("answered");
    assert_eq!(answer.as_slice(), b"{\"choices\":[]}");
    let heard = server.heard();
    assert_eq!(heard[0].body, "{\"model\":\"m\"}");
    assert_eq!(heard[0].header("authorization"), Some("Bearer canary-key-31"));
    assert_eq!(heard[0].header("content-type"), Some("application/json"));
    let without = Endpoint::new(server.url("/v1"), None);
    without.ask(&bench.fetcher, "{}", LIMIT).expect("answered");
    assert_eq!(server.heard()[1].header("authorization"), None);
    assert_eq!(bench.bytes_on_disk(), 0, "nothing of it is kept");
}

#[test]
fn an_answer_that_is_too_large_slow_or_cut_is_an_error_that_says_so() {
    let large = Server::start(|_, _, stream| reply(stream, 200, &[], &[b'x'; LIMIT + 1]));
    let error = endpoint(&large).ask(&Bench::new(&large).fetcher, "{}", LIMIT).expect_err("large");
    assert!(matches!(error, FetchError::TooLarge { limit: 4096, .. }), "{error}");

    let slow = Server::start(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 X\r\nContent-Length: 900\r\n\r\n{")?;
        thread::sleep(Duration::from_millis(700));
        Ok(())
    });
    let error = endpoint(&slow).ask(&Bench::new(&slow).fetcher, "{}", LIMIT).expect_err("slow");
    assert!(matches!(error, FetchError::TooSlow { attempts: 5, .. }), "{error}");

    let gone = Server::start(|_, _, stream| {
        reset(stream);
        Ok(())
    });
    let error = endpoint(&gone).ask(&Bench::new(&gone).fetcher, "{}", LIMIT).expect_err("reset");
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
}

#[test]
fn a_refusal_is_said_without_the_key_and_a_failure_is_tried_again() {
    let server = Server::start(|_, number, stream| match number {
        0 => reply(stream, 401, &[], format!("bad key {CANARY}").as_bytes()),
        1 | 2 => reply(stream, 500, &[], b"out of memory"),
        _ => reply(stream, 200, &[], b"{}"),
    });
    let bench = Bench::new(&server);
    let error = endpoint(&server).ask(&bench.fetcher, "{}", LIMIT).expect_err("401").to_string();
    assert!(error.contains("401") && !error.contains(CANARY), "{error}");
    endpoint(&server).ask(&bench.fetcher, "{}", LIMIT).expect("the third attempt");
    assert_eq!(server.heard().len(), 4);
}

#[test]
fn no_redirect_carries_the_words_to_another_host() {
    let other = Server::start(|_, _, stream| reply(stream, 200, &[], b"{}"));
    let elsewhere = other.url("/steal");
    let server =
        Server::start(move |_, _, stream| reply(stream, 307, &[("Location", &elsewhere)], b""));
    let policy = Policy { exempt_hosts: vec![server.host(), other.host()], ..small(&server) };
    let error =
        endpoint(&server).ask(&Bench::with(policy).fetcher, "{}", LIMIT).expect_err("led on");
    assert!(error.to_string().contains("redirect"), "{error}");
    assert_eq!(other.heard().len(), 0);
}

#[test]
fn only_a_configured_host_is_asked_and_no_stranger_over_plain_http() {
    let server = Server::start(|_, _, stream| reply(stream, 200, &[], b"{}"));
    let stranger = Policy { exempt_hosts: Vec::new(), ..small(&server) };
    let error = endpoint(&server).ask(&Bench::with(stranger.clone()).fetcher, "{}", LIMIT);
    assert!(matches!(error, Err(FetchError::Address(_))), "{error:?}");
    assert_eq!(server.heard().len(), 0);
    let plain = Endpoint::new("http://models.example.org/v1".into(), None);
    let error = plain.examine(&stranger).expect_err("plain http").to_string();
    assert!(error.contains("plain http"), "{error}");
    let offline = Policy { offline: true, ..small(&server) };
    let error = endpoint(&server).ask(&Bench::with(offline).fetcher, "{}", LIMIT);
    assert!(matches!(error, Err(FetchError::Offline { .. })), "{error:?}");
    let safe = Endpoint::new("https://models.example.org/v1".into(), None);
    assert_eq!(safe.examine(&stranger).expect("may be asked"), "models.example.org");
}
