//! More than the server will take: it says so, and goes on answering others.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use crate::http::{Answer, Serving};
use crate::serving::open_store;

/// Slow connections of the test of a server that all places are taken of: twice as many as there are places.
const SLOW: u16 = 2_000;

/// The time that nineteen of twenty questions stay below, in seconds. No two questions of a test are the same, so none
/// is answered with what was answered before.
fn p95(serving: &Serving, first_year: &mut u32) -> f64 {
    let mut all: Vec<f64> = (0..40)
        .map(|_| {
            *first_year += 1;
            let start = Instant::now();
            serving.get(&format!("/api/v1/count?from={first_year}")).expect(200);
            start.elapsed().as_secs_f64()
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[37]
}

/// A connection from one of many addresses of this machine that sends the beginning of something and no more: a head,
/// or of each fourth a body.
#[cfg(target_os = "linux")]
fn dawdler(serving: &Serving, number: u16) -> std::net::TcpStream {
    use socket2::{Domain, Socket, Type};
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let [high, low] = (number / 50 + 10).to_be_bytes();
    let own = std::net::SocketAddr::from(([127, 7, high, low], 0));
    socket.bind(&own.into()).expect("an address of this machine");
    socket.connect(&serving.address.into()).expect("the server listens");
    let mut stream = std::net::TcpStream::from(socket);
    let head = if number.is_multiple_of(4) {
        "POST /api/v1/sql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"
    } else {
        "GET /health HTTP/1.1\r\nhost: localhost\r\nx: "
    };
    // A connection that gave way meanwhile is none of ours to look after.
    let _ = stream.write_all(head.as_bytes());
    stream
}

/// A value of the page of counters.
fn counter(serving: &Serving, name: &str) -> u64 {
    let text = serving.get("/metrics").expect(200).text();
    let line = text.lines().find(|line| line.starts_with(&format!("{name} ")));
    let value = line.and_then(|line| line.split(' ').nth(1)?.parse().ok());
    assert!(value.is_some(), "{name} is not in {text}");
    value.expect("just seen to be one")
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

/// Twice as many slow clients as there are places, which would keep them for minutes: others are answered all the
/// same, and as quickly. The system gives the server few files at first.
#[cfg(target_os = "linux")]
#[test]
fn two_thousand_slow_connections_take_nobody_elses_place_and_time() {
    let program = open_store().with_env("BELLWETHER_CONFIG", "slow.toml");
    let _ = program.file("slow.toml", "[serve]\nhead_seconds = \"120\"\nbody_seconds = \"120\"\n");
    let serving = Serving::start_under(&program, "ulimit -S -n 512");
    let room = rlimit::increase_nofile_limit(u64::from(SLOW) + 500).expect("a limit");
    assert!(room > u64::from(SLOW), "a test cannot have {SLOW} connections with {room} files");
    let mut year = 1_000;
    p95(&serving, &mut year);
    // Of times below ten milliseconds most is what else the machine does.
    let before = p95(&serving, &mut year).max(0.01);
    let slow: Vec<_> = (0..SLOW).map(|number| dawdler(&serving, number)).collect();
    // Who is busy with something else makes questions slower and never quicker: the best of three is the server's.
    let mut during = f64::INFINITY;
    for _ in 0..3 {
        during = during.min(p95(&serving, &mut year));
        if during <= before * 2.0 {
            break;
        }
    }
    let open = counter(&serving, "bellwether_http_connections");
    assert!(open > 1_000, "{open} connections are open; the slow ones were not there");
    let given_away = counter(&serving, "bellwether_http_connections_given_away_total");
    assert!(given_away >= u64::from(SLOW) - 1_024, "{given_away} gave way");
    assert_eq!(counter(&serving, "bellwether_http_connections_refused_total"), 0);
    assert!(during <= before * 2.0, "{before} s before, {during} s among {SLOW} slow connections");
    drop(slow);
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
