//! Bodies that stop, and what a second run makes of them.

use std::io::Write;
use std::thread;
use std::time::Duration;

use bellwether_fetch::{Expected, FetchError, Kind, Policy, Request};

use crate::bench::{Bench, bytes, small};
use crate::server::{Server, head, reply, reset, serve_range};

fn body() -> Vec<u8> {
    (0..50_000_u32).flat_map(u32::to_be_bytes).collect()
}

#[test]
fn a_body_that_is_cut_off_is_continued() {
    let server = Server::start(|heard, number, stream| {
        if number == 0 {
            head(stream, 200, &[("ETag", "\"1\"")], Some(body().len()))?;
            return stream.write_all(&body()[..70_000]);
        }
        serve_range(heard, stream, "\"1\"", &body())
    });
    let bench = Bench::new(&server);
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), body());
    let second = &server.heard()[1];
    assert_eq!((second.range_from(), second.header("if-range")), (Some(70_000), Some("\"1\"")));
}

#[test]
fn a_second_run_goes_on_where_the_first_stopped() {
    let server = Server::start(|heard, number, stream| {
        if number < 2 {
            head(stream, 200, &[("ETag", "\"1\"")], Some(body().len()))?;
            stream.write_all(&body()[..90_000])?;
            reset(stream);
            return Ok(());
        }
        serve_range(heard, stream, "\"1\"", &body())
    });
    let mut bench = Bench::with(Policy { attempts: 1, ..small(&server) });
    let error = bench.get(&server.url("/")).expect_err("cut off");
    assert!(matches!(error, FetchError::Truncated { seen: 90_000, .. }), "{error}");
    // The server of the second run does not know ranges and is cut off again.
    bench.again();
    assert!(bench.get(&server.url("/")).is_err());
    bench.again();
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), body());
    assert_eq!(server.heard()[2].range_from(), Some(90_000));
}

#[test]
fn a_file_that_changed_while_it_was_fetched_is_fetched_anew() {
    let other = |_: ()| body().into_iter().rev().collect::<Vec<u8>>();
    let server = Server::start(move |heard, number, stream| {
        if number == 0 {
            head(stream, 200, &[("ETag", "\"1\"")], Some(body().len()))?;
            return stream.write_all(&body()[..70_000]);
        }
        serve_range(heard, stream, "\"2\"", &other(()))
    });
    let bench = Bench::new(&server);
    let fetched = bench.get(&server.url("/")).expect("fetched");
    assert_eq!(bytes(&fetched), other(()));
    assert_eq!(fetched.retrieval.etag.as_deref(), Some("\"2\""));
}

#[test]
fn a_server_that_lies_about_ranges_is_not_believed() {
    // It ignores If-Range and sends the end of another version, first with another total, then with the
    // wrong beginning; each time everything is asked for again.
    let server = Server::start(|heard, number, stream| match number {
        0 | 2 => {
            head(stream, 200, &[("ETag", "\"1\"")], Some(body().len()))?;
            stream.write_all(&body()[..70_000])
        }
        1 => {
            let range = "bytes 70000-70003/70004";
            reply(stream, 206, &[("Content-Range", range)], b"evil")
        }
        3 => {
            let range = format!("bytes 0-3/{}", body().len());
            reply(stream, 206, &[("Content-Range", &range)], b"evil")
        }
        _ => {
            assert_eq!(heard.range_from(), None);
            reply(stream, 200, &[], &body())
        }
    });
    let bench = Bench::new(&server);
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), body());
    assert_eq!(server.heard().len(), 5);
}

#[test]
fn a_range_that_is_not_there_begins_anew() {
    let server = Server::start(|heard, number, stream| match number {
        0 => {
            head(stream, 200, &[("ETag", "\"1\"")], Some(body().len()))?;
            stream.write_all(&body()[..70_000])
        }
        _ => serve_range(heard, stream, "\"1\"", b"short"),
    });
    let bench = Bench::new(&server);
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), b"short");
}

#[test]
fn without_a_validator_only_an_announced_sum_lets_a_download_go_on() {
    let cut_first = |heard: &crate::server::Heard, number: usize, stream: &mut _| {
        if number == 0 {
            head(stream, 200, &[], Some(body().len()))?;
            return stream.write_all(&body()[..70_000]);
        }
        match heard.range_from() {
            Some(from) => {
                let range = format!("bytes {from}-{}/{}", body().len() - 1, body().len());
                reply(stream, 206, &[("Content-Range", &range)], &body()[from..])
            }
            None => reply(stream, 200, &[], &body()),
        }
    };
    let server = Server::start(cut_first);
    let plain = Bench::new(&server);
    let sum = plain.get(&server.url("/")).expect("fetched").retrieval.sha256;
    assert_eq!(server.heard()[1].range_from(), None);

    let server = Server::start(cut_first);
    let bench = Bench::new(&server);
    let expected = Expected { sha256: Some(sum), ..Expected::default() };
    let request = Request::new(server.url("/"), Kind::File).expecting(expected);
    assert_eq!(bytes(&bench.fetcher.fetch(&request).expect("fetched")), body());
    assert_eq!(server.heard()[1].range_from(), Some(70_000));
}

#[test]
fn a_rest_that_does_not_fit_its_beginning_is_found_by_the_sum() {
    let server = Server::start(|heard, number, stream| match (number, heard.range_from()) {
        (0, _) => {
            head(stream, 200, &[], Some(6))?;
            stream.write_all(b"abX")
        }
        (_, Some(3)) => reply(stream, 206, &[("Content-Range", "bytes 3-5/6")], b"def"),
        _ => reply(stream, 200, &[], b"abcdef"),
    });
    let bench = Bench::new(&server);
    let md5 = Some("e80b5017098950fc58aad83c8c14978e".to_owned());
    let request = Request::new(server.url("/"), Kind::File)
        .expecting(Expected { md5, ..Expected::default() });
    assert_eq!(bytes(&bench.fetcher.fetch(&request).expect("fetched")), b"abcdef");
    assert_eq!(server.heard().len(), 3);
}

#[test]
fn a_body_longer_than_declared_is_taken_at_its_word() {
    let server = Server::start(|_, _, stream| {
        head(stream, 200, &[], Some(3))?;
        stream.write_all(b"abcdef")
    });
    let bench = Bench::new(&server);
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), b"abc");
}

#[test]
fn a_body_shorter_than_declared_ends_in_an_error_that_says_what_is_kept() {
    let server = Server::start(|_, _, stream| {
        head(stream, 200, &[], Some(10))?;
        stream.write_all(b"abc")
    });
    let bench = Bench::new(&server);
    let error = bench.get(&server.url("/")).expect_err("short");
    assert!(matches!(error, FetchError::Truncated { seen: 3, attempts: 5, .. }), "{error}");
    assert_eq!(server.heard().len(), 5);
}

#[test]
fn a_body_that_always_stops_but_grows_is_fetched_in_the_end() {
    let server = Server::start(|heard, _, stream| {
        let from = heard.range_from().unwrap_or(0);
        let end = body().len().min(from + 70_000);
        if from == 0 {
            head(stream, 200, &[("ETag", "\"1\"")], Some(body().len()))?;
        } else {
            let range = format!("bytes {from}-{}/{}", body().len() - 1, body().len());
            let headers = [("ETag", "\"1\""), ("Content-Range", range.as_str())];
            head(stream, 206, &headers, Some(body().len() - from))?;
        }
        stream.write_all(&body()[from..end])
    });
    let bench = Bench::with(Policy { attempts: 2, ..small(&server) });
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), body());
    assert_eq!(server.heard().len(), 3);
}

#[test]
fn headers_that_trickle_end_at_the_fetch_time() {
    let server = Server::start(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
        for number in 0..200 {
            thread::sleep(Duration::from_millis(30));
            write!(stream, "X-{number}: 1\r\n")?;
        }
        Ok(())
    });
    let bench = Bench::with(Policy { attempts: 1, ..small(&server) });
    let begin = std::time::Instant::now();
    let error = bench.get(&server.url("/")).expect_err("slow");
    assert!(matches!(error, FetchError::TooSlow { .. }), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_body_that_trickles_ends_and_a_second_run_goes_on() {
    let server = Server::start(|heard, number, stream| {
        if number > 0 {
            return serve_range(heard, stream, "\"1\"", &body());
        }
        head(stream, 200, &[("ETag", "\"1\"")], Some(body().len()))?;
        for byte in body().chunks(1).take(200) {
            stream.write_all(byte)?;
            thread::sleep(Duration::from_millis(30));
        }
        Ok(())
    });
    let mut bench = Bench::with(Policy { attempts: 1, ..small(&server) });
    let begin = std::time::Instant::now();
    let error = bench.get(&server.url("/")).expect_err("slow");
    assert!(matches!(error, FetchError::TooSlow { .. }), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(3));
    bench.again();
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), body());
    assert!(server.heard()[1].range_from().is_some_and(|from| from > 0));
}

#[test]
fn a_feed_must_be_there_as_a_whole_within_the_fetch_time() {
    let server = Server::start(|_, _, stream| {
        head(stream, 200, &[], None)?;
        for _ in 0..100 {
            stream.write_all(&[b'x'; 100])?;
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    });
    let bench = Bench::with(Policy { attempts: 1, ..small(&server) });
    // A file that comes at this speed would be waited for.
    let error = bench.fetcher.fetch(&Request::new(server.url("/"), Kind::Feed)).expect_err("slow");
    assert!(error.to_string().contains("it has not ended within 300ms"), "{error}");
    assert!(bench.get(&server.url("/")).is_ok());
}

#[test]
fn a_connection_that_is_reset_is_tried_again() {
    let server = Server::start(|_, number, stream| {
        if number < 2 {
            reset(stream);
            return Ok(());
        }
        reply(stream, 200, &[], b"at last")
    });
    let bench = Bench::new(&server);
    assert_eq!(bytes(&bench.get(&server.url("/")).expect("fetched")), b"at last");
    assert_eq!(bench.clock.slept().len(), 2);
}

#[test]
fn nobody_who_listens_is_an_error_after_all_attempts() {
    let server = Server::start(|_, _, _| Ok(()));
    let (policy, url) = (small(&server), server.url("/?key=hush"));
    drop(server);
    let bench = Bench::with(policy);
    let error = bench.get(&url).expect_err("nobody");
    assert!(matches!(error, FetchError::Unreachable { attempts: 5, .. }), "{error}");
    assert!(!error.to_string().contains("hush"));
    assert_eq!(bench.clock.slept().len(), 4);
}
