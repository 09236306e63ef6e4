//! Answers that are wrong, huge or somewhere else.

use std::io::Write;

use bellwether_fetch::{Expected, Failure, FetchError, Kind, Request};

use crate::bench::{Bench, bytes, small};
use crate::server::{Server, head, reply};

#[test]
fn a_good_answer_is_kept_with_its_origin() {
    let server = Server::start(|_, _, stream| {
        let headers = [
            ("ETag", "\"7\""),
            ("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("Content-Type", "text/csv"),
        ];
        reply(stream, 200, &headers, b"a,b\n1,2\n")
    });
    let bench = Bench::new(&server);
    let fetched = bench.get(&server.url("/x.csv?y=1")).expect("fetched");
    assert_eq!(bytes(&fetched), b"a,b\n1,2\n");
    let kept = bench.fetcher.raw().origin(&fetched.retrieval.sha256).expect("a sidecar");
    assert_eq!(kept, fetched.retrieval);
    assert_eq!((kept.bytes, kept.etag.as_deref()), (8, Some("\"7\"")));
    assert_eq!(kept.retrieved_at.to_string(), "2025-01-01T00:00:00Z");
    let heard = &server.heard()[0];
    assert!(heard.header("user-agent").expect("named").starts_with("bellwether/"));
    assert_eq!(heard.header("accept-encoding"), Some("identity"));
    assert_eq!(heard.header("cookie"), None);
}

#[test]
fn what_has_not_changed_is_not_downloaded_again() {
    let server = Server::start(|heard, _, stream| match heard.header("if-none-match") {
        Some("\"7\"") => head(stream, 304, &[("ETag", "\"7\"")], None),
        _ => reply(stream, 200, &[("ETag", "\"7\""), ("Set-Cookie", "a=b")], b"once"),
    });
    let mut bench = Bench::new(&server);
    let first = bench.get(&server.url("/")).expect("fetched");
    bench.again();
    let second = bench.get(&server.url("/")).expect("here");
    assert!(!first.unchanged && second.unchanged);
    assert_eq!((first.path, first.retrieval), (second.path, second.retrieval));
    assert_eq!(server.heard()[1].header("cookie"), None);
}

#[test]
fn a_date_is_asked_about_where_there_is_no_tag() {
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    let server = Server::start(|heard, _, stream| match heard.header("if-modified-since") {
        Some(DATE) => head(stream, 304, &[], None),
        _ => reply(stream, 200, &[("Last-Modified", DATE)], b"once"),
    });
    let bench = Bench::new(&server);
    bench.get(&server.url("/")).expect("fetched");
    assert!(bench.get(&server.url("/")).expect("here").unchanged);
}

#[test]
fn an_unasked_304_is_no_answer() {
    let server = Server::start(|_, _, stream| head(stream, 304, &[], None));
    let error = Bench::new(&server).get(&server.url("/")).expect_err("nothing here");
    assert!(error.to_string().contains("304"), "{error}");
}

#[test]
fn another_file_behind_the_same_url_is_another_file() {
    let server = Server::start(|_, number, stream| {
        let tag = format!("\"{number}\"");
        reply(stream, 200, &[("ETag", &tag)], format!("version {number}").as_bytes())
    });
    let bench = Bench::new(&server);
    let first = bench.get(&server.url("/")).expect("fetched");
    let second = bench.get(&server.url("/")).expect("fetched");
    assert_eq!((bytes(&first), bytes(&second)), (b"version 0".to_vec(), b"version 1".to_vec()));
    assert_ne!(first.path, second.path);
    assert_eq!(server.heard()[1].header("if-none-match"), Some("\"0\""));
}

#[test]
fn a_redirect_is_followed_and_its_end_is_kept() {
    let server = Server::start(|heard, _, stream| match heard.target.as_str() {
        "/a" => reply(stream, 301, &[("Location", "/b?x=1")], b""),
        "/b?x=1" => reply(stream, 307, &[("Location", "c")], b""),
        _ => reply(stream, 200, &[], b"end"),
    });
    let bench = Bench::new(&server);
    let fetched = bench.get(&server.url("/a")).expect("fetched");
    assert_eq!(fetched.retrieval.final_url, server.url("/c"));
    assert_eq!(fetched.retrieval.url, server.url("/a"));
}

#[test]
fn a_redirect_loop_ends_at_the_limit() {
    let server = Server::start(|_, _, stream| reply(stream, 302, &[("Location", "/")], b""));
    let bench = Bench::new(&server);
    let error = bench.get(&server.url("/")).expect_err("a loop");
    assert!(matches!(error, FetchError::Redirects { limit: 5, .. }), "{error}");
    assert_eq!(server.heard().len(), 6);
}

#[test]
fn a_redirect_without_an_address_is_an_error() {
    let server = Server::start(|_, number, stream| match number {
        0 => reply(stream, 302, &[], b""),
        1 => reply(stream, 302, &[("Location", "http://[")], b""),
        _ => reply(stream, 302, &[("Location", "\\\\x.se\\")], b""),
    });
    for _ in 0..3 {
        let error = Bench::new(&server).get(&server.url("/")).expect_err("nowhere to go");
        assert!(matches!(error, FetchError::Answer { .. }), "{error}");
    }
}

#[test]
fn a_packed_body_that_nobody_asked_for_is_refused_unread() {
    // A megabyte of zeros in a kilobyte would follow; its header is enough to refuse it.
    let server = Server::start(|_, _, stream| {
        head(stream, 200, &[("Content-Encoding", "gzip")], Some(1 << 30))?;
        stream.write_all(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
    });
    let bench = Bench::new(&server);
    let error = bench.get(&server.url("/")).expect_err("packed");
    assert!(
        matches!(&error, FetchError::Encoded { encoding, .. } if encoding == "gzip"),
        "{error}"
    );
    assert_eq!((server.heard().len(), error.failure()), (1, Failure::Refused));
    assert_eq!(bench.bytes_on_disk(), 0);
}

#[test]
fn a_body_that_is_declared_too_large_is_not_read() {
    let server = Server::start(|_, _, stream| head(stream, 200, &[], Some(3 << 30)));
    let bench = Bench::new(&server);
    let error = bench.get(&server.url("/")).expect_err("too large");
    let FetchError::TooLarge { seen, limit, .. } = error else { panic!("{error}") };
    assert_eq!((seen, limit), (3 << 30, 1 << 20));
    assert_eq!(bench.bytes_on_disk(), 0);
}

#[test]
fn a_body_without_end_is_cut_at_the_limit_and_thrown_away() {
    let server = Server::start(|_, _, stream| {
        head(stream, 200, &[], None)?;
        loop {
            stream.write_all(&[b'x'; 16 << 10])?;
        }
    });
    let bench = Bench::new(&server);
    for (kind, limit) in [(Kind::File, 1 << 20), (Kind::Feed, 64 << 10)] {
        let error = bench.fetcher.fetch(&Request::new(server.url("/"), kind)).expect_err("endless");
        let FetchError::TooLarge { seen, limit: hit, .. } = error else { panic!("{error}") };
        assert!(hit == limit && seen > limit && seen < limit + (1 << 20), "{seen}");
        assert_eq!(bench.bytes_on_disk(), 0);
    }
}

#[test]
fn huge_headers_are_refused() {
    let server = Server::start(|_, number, stream| {
        let long = "y".repeat(if number == 0 { 33 << 10 } else { 600 << 10 });
        reply(stream, 200, &[("X-Long", &long)], b"body")
    });
    let bench = Bench::new(&server);
    let error = bench.get(&server.url("/")).expect_err("above our limit");
    assert!(matches!(error, FetchError::Headers { limit: 32_768, .. }), "{error}");
    // Beyond what the library takes in at all; it is asked again, and no memory is spent.
    let error = bench.get(&server.url("/")).expect_err("above any limit");
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
}

#[test]
fn a_thousand_headers_are_refused() {
    let server = Server::start(|_, _, stream| {
        let names: Vec<String> = (0..1000).map(|n| format!("X-{n}")).collect();
        let headers: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
        reply(stream, 200, &headers, b"body")
    });
    let error = Bench::new(&server).get(&server.url("/")).expect_err("too many");
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
}

#[test]
fn what_is_not_http_is_an_error() {
    let server = Server::start(|_, _, stream| stream.write_all(b"220 mail.se ESMTP\r\n"));
    let error = Bench::new(&server).get(&server.url("/")).expect_err("no HTTP");
    assert_eq!(error.failure(), Failure::Network);
}

#[test]
fn a_refusal_is_not_repeated_and_shows_what_the_server_said() {
    let server = Server::start(|_, number, stream| {
        let bodies = ["{\"message\":\"consent\nmissing\"}", "<html>long page</html>"];
        reply(stream, 403, &[], bodies[number].as_bytes())
    });
    let bench = Bench::new(&server);
    let error = bench.get(&server.url("/?key=hush")).expect_err("refused").to_string();
    assert!(error.ends_with("answers 403: {\"message\":\"consent missing\"}"), "{error}");
    assert!(!error.contains("hush"));
    let error = bench.get(&server.url("/")).expect_err("refused").to_string();
    assert!(error.ends_with("answers 403"), "{error}");
    assert_eq!(server.heard().len(), 2);
}

#[test]
fn bytes_that_are_not_the_announced_ones_are_thrown_away() {
    let server = Server::start(|_, _, stream| reply(stream, 200, &[], b"abd"));
    let bench = Bench::new(&server);
    let md5 = Some("900150983cd24fb0d6963f7d28e17f72".to_owned());
    let sha256 = Some("0".repeat(64));
    for expected in [
        Expected { md5, ..Expected::default() },
        Expected { sha256, ..Expected::default() },
        Expected { bytes: Some(4), ..Expected::default() },
    ] {
        let request = Request::new(server.url("/"), Kind::File).expecting(expected);
        let error = bench.fetcher.fetch(&request).expect_err("others");
        assert!(matches!(error, FetchError::Mismatch { .. }), "{error}");
        assert_eq!((error.failure(), bench.bytes_on_disk()), (Failure::Integrity, 0));
    }
}

#[test]
fn bytes_with_the_announced_sum_are_not_asked_for_again() {
    let server = Server::start(|_, _, stream| reply(stream, 200, &[], b"abc"));
    let mut bench = Bench::new(&server);
    let md5 = Some("900150983cd24fb0d6963f7d28e17f72".to_owned());
    let expected = Expected { md5, ..Expected::default() };
    let request = Request::new(server.url("/"), Kind::File).expecting(expected);
    assert!(!bench.fetcher.fetch(&request).expect("fetched").unchanged);
    bench.again();
    assert!(bench.fetcher.fetch(&request).expect("here").unchanged);
    assert_eq!(server.heard().len(), 1);
}

#[test]
fn offline_refuses_at_once_and_names_the_flag() {
    let server = Server::start(|_, _, stream| reply(stream, 200, &[], b"abc"));
    let bench = Bench::with(bellwether_fetch::Policy { offline: true, ..small(&server) });
    let error = bench.get(&server.url("/")).expect_err("offline");
    assert!(error.to_string().contains("--offline"), "{error}");
    assert_eq!((error.failure(), server.connections()), (Failure::Refused, 0));
}

#[test]
fn an_asynchronous_runtime_is_told_apart() {
    let server = Server::start(|_, _, stream| reply(stream, 200, &[], b"abc"));
    let bench = Bench::new(&server);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let error = runtime.block_on(async { bench.get(&server.url("/")) }).expect_err("within");
    assert!(matches!(error, FetchError::Setup(_)), "{error}");
}
