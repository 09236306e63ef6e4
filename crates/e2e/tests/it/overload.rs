//! More than the server will take: it says so, and goes on answering others.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use crate::http::{Answer, Serving};
use crate::serving::open_store;

/// The time that nine of ten questions stay below, in seconds.
fn p90(serving: &Serving) -> f64 {
    let mut all: Vec<f64> = (0..20)
        .map(|n| {
            let start = Instant::now();
            serving.get(&format!("/api/v1/count?from={}", 1990 + n)).expect(200);
            start.elapsed().as_secs_f64()
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[17]
}

#[test]
fn slow_connections_are_turned_away_or_closed_and_others_are_answered() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let mut slow: Vec<_> = (0..200)
        .map(|_| {
            let mut stream = serving.connect();
            // A head that never ends.
            let _ = stream.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nx: ");
            stream.set_nonblocking(true).expect("a socket");
            stream
        })
        .collect();
    // Those that are one too many are told so at once, long before a head must have come.
    let start = Instant::now();
    let mut refused = 0;
    while refused < 136 && start.elapsed() < Duration::from_secs(4) {
        slow.retain_mut(|stream| {
            let mut first = [0; 64];
            match stream.read(&mut first) {
                Ok(count) if count > 0 => {
                    assert!(
                        first.starts_with(b"HTTP/1.1 429"),
                        "{}",
                        String::from_utf8_lossy(&first)
                    );
                    refused += 1;
                    false
                }
                Err(error) => error.kind() == std::io::ErrorKind::WouldBlock,
                Ok(_) => false,
            }
        });
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!((slow.len(), refused), (64, 136));
    // All of this address' connections are taken; they end after the time that a head may take.
    let start = Instant::now();
    let answer = loop {
        let mut stream = serving.connect();
        let asked = stream
            .write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        if let (Ok(()), Ok(answer)) = (asked, Answer::read(&mut stream))
            && answer.status == 200
        {
            break answer;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "slow clients hold their connections");
        std::thread::sleep(Duration::from_millis(100));
    };
    assert_eq!(answer.json()["status"], "ok");
    let mut byte = [0; 256];
    for stream in &mut slow {
        stream.set_nonblocking(false).expect("a socket");
        stream.set_read_timeout(Some(Duration::from_secs(15))).expect("a time");
        // Closed, after a 408 or without a word.
        while stream.read(&mut byte).is_ok_and(|count| count > 0) {}
    }
}

#[test]
fn those_who_dawdle_do_not_slow_down_the_others() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let before = p90(&serving);
    let dawdling: Vec<_> = (0..50)
        .map(|_| {
            let mut stream = serving.connect();
            let _ = stream.write_all(b"POST /api/v1/sql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{");
            stream
        })
        .collect();
    let during = p90(&serving);
    drop(dawdling);
    // A debug build on a busy machine: the bound is wide, a server that waits for the slow would be far beyond it.
    assert!(during < before * 10.0 + 1.0, "{before} s before, {during} s among dawdlers");
}

#[test]
fn a_body_of_a_gibibyte_is_refused_before_it_is_read() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let mut stream = serving.connect();
    let head = "POST /api/v1/sql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1073741824\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("sent");
    let answer = Answer::read(&mut stream).expect("an answer").expect(413);
    assert!(
        answer.text().contains("1073741824") && answer.text().contains("1048576"),
        "{}",
        answer.text()
    );
    // Without a length it is counted while it comes.
    let mut stream = serving.connect();
    let head = "POST /api/v1/sql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("sent");
    let chunk =
        [format!("{:x}\r\n", 64 << 10).into_bytes(), vec![b' '; 64 << 10], b"\r\n".to_vec()]
            .concat();
    let mut sent = 0;
    while sent < 64 << 20 && stream.write_all(&chunk).is_ok() {
        sent += chunk.len();
    }
    assert!(sent < 64 << 20, "{sent} bytes were taken");
    serving.get("/health").expect(200);
}

#[test]
fn too_many_parameters_and_too_long_an_address_are_refused_with_the_limit() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let many: Vec<String> = (0..1_000).map(|n| format!("c={n}")).collect();
    let answer = serving.get(&format!("/api/v1/count?{}", many.join("&"))).expect(400);
    assert!(answer.text().contains("1000") && answer.text().contains("256"), "{}", answer.text());
    let answer = serving.get(&format!("/api/v1/count?actor={}", "x".repeat(9_000))).expect(414);
    assert!(answer.text().contains("8192"), "{}", answer.text());
    let long = "x".repeat(40_000);
    let answer = serving.send("GET", "/health", &[("x-long", &long)], b"");
    assert_eq!(answer.status, 431);
    let headers: Vec<(String, String)> = (0..200).map(|n| (format!("x-{n}"), "1".into())).collect();
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(serving.send("GET", "/health", &headers, b"").status, 431);
    serving.get("/health").expect(200);
}

#[test]
fn what_is_no_http_costs_its_own_connection_only() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    for noise in [&b"\x16\x03\x01\x02\x00"[..], b"GET\r\n\r\n", b"\0\0\0\0\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/v1/sql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}"] {
        let mut stream = serving.connect();
        let _ = stream.write_all(noise);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{:?}", String::from_utf8_lossy(&answer));
    }
    serving.get("/health").expect(200);
}
