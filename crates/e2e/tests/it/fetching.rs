//! `fetch` against servers that behave, and against those that do not.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::server::{Heard, Reply, Server};
use bellwether_e2e::{Bellwether, Output, ged, strace};

/// A program whose configuration lets it ask this server, in place of all sources.
pub(crate) fn program_for(server: &Server) -> Bellwether {
    let program = Bellwether::new().with_env("BELLWETHER_CONFIG", "fetch.toml");
    configure(&program, server);
    program
}

pub(crate) fn configure(program: &Bellwether, server: &Server) {
    let mirrors: String = [
        ("ucdp_downloads", "/dl"),
        ("ucdp_api", "/api"),
        ("gdelt2", "/v2"),
        ("gdelt1", "/v1"),
        ("acled", ""),
    ]
    .iter()
    .map(|(name, path)| format!("{name} = \"{}\"\n", server.url(path)))
    .collect();
    let text = format!("fetch_hosts = [\"{}\"]\n[fetch_mirrors]\n{mirrors}", server.host());
    let _ = program.file("fetch.toml", text);
}

fn good(rows: &[ged::Row]) -> Vec<u8> {
    ged::csv(rows).into_bytes()
}

/// A body under a tag, with ranges.
fn tagged(heard: &Heard, tag: &str, body: &[u8]) -> Reply {
    if heard.header("if-none-match") == Some(tag) {
        return Reply::new(304, "");
    }
    let same = heard.header("if-range").is_none_or(|known| known == tag);
    match heard.range_from() {
        Some(from) if same && from < body.len() => {
            let range = format!("bytes {from}-{}/{}", body.len() - 1, body.len());
            Reply::new(206, &body[from..]).header("ETag", tag).header("Content-Range", &range)
        }
        _ => Reply::new(200, body).header("ETag", tag),
    }
}

fn fetch(program: &Bellwether, what: &str) -> Output {
    program.run(&["fetch", what, "--json"])
}

#[test]
fn a_url_comes_in_and_the_same_again_is_nothing_new() {
    let server = Server::start(|heard, _| tagged(heard, "\"1\"", &good(&ged::rows(1, 11))));
    let program = program_for(&server);
    let url = server.url("/GEDEvent_v25_1.csv");
    let first = fetch(&program, &url).expect_code(0).json();
    assert_eq!(first["files"][0]["added"], 10, "{first}");
    assert_eq!(first["files"][0]["release"], "25.1");
    assert_eq!(first["kept"][0]["unchanged"], false);
    let digest = program.digest();
    let output = fetch(&program, &url).expect_code(0);
    assert!(output.stderr.contains("nothing new"), "{}", output.stderr);
    assert_eq!(output.json()["files"].as_array().map(Vec::len), Some(0));
    assert_eq!(program.digest(), digest);
    assert_eq!(server.heard().len(), 2);
    // Where a row came from is told as the address, not as a folder of ours.
    let release = program.json(&["releases"])["releases"][0].to_string();
    assert!(release.contains("GEDEvent_v25_1.csv"), "{release}");
}

#[test]
fn a_changed_file_behind_one_url_is_a_new_release_with_changed_rows() {
    let server = Server::start(|heard, number| {
        let mut rows = ged::rows(1, 11);
        if number > 0 {
            rows[3] = rows[3].clone().set("best", "3");
            rows.push(ged::Row::new(20));
        }
        tagged(heard, &format!("\"{number}\""), &good(&rows))
    });
    let program = program_for(&server);
    let url = server.url("/events.csv");
    let _ = fetch(&program, &url).expect_code(0);
    let second = fetch(&program, &url).expect_code(0).json();
    let file = &second["files"][0];
    assert_eq!((&file["added"], &file["changed"]), (&1.into(), &1.into()), "{file}");
    assert_eq!(program.json(&["releases"])["releases"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_fetched_is_put_together_with_what_was_there() {
    let server = Server::start(|heard, number| {
        let last = if number == 0 { 21 } else { 31 };
        tagged(heard, &format!("\"{number}\""), &good(&ged::rows(1, last)))
    });
    let program = program_for(&server);
    let url = server.url("/events.csv");
    let covered = |program: &Bellwether| {
        let sql = "SELECT covers_version FROM runs ORDER BY store_version DESC LIMIT 1";
        program.json(&["sql", sql])["rows"][0]["covers_version"].as_i64()
    };
    let first = fetch(&program, &url).expect_code(0);
    assert!(!first.stderr.contains("put together"), "{}", first.stderr);
    let _ = program.ok(&["reconcile", "-q"]);
    let before = covered(&program);
    let second = fetch(&program, &url).expect_code(0);
    assert!(second.stderr.contains("put together with the others"), "{}", second.stderr);
    assert!(covered(&program) > before, "{:?} after {before:?}", covered(&program));
}

#[test]
fn a_download_that_was_cut_off_goes_on_in_the_second_run() {
    let body = good(&ged::rows(1, 400));
    let half = body.len() / 2;
    let whole = Arc::new(Mutex::new(false));
    let told = Arc::clone(&whole);
    let server = Server::start(move |heard, number| {
        let reply = tagged(heard, "\"1\"", &body);
        match (*told.lock().expect("not poisoned"), number) {
            (true, _) => reply,
            (false, 0) => reply.cut_after(half),
            (false, _) => Reply::new(403, "not now"),
        }
    });
    let program = program_for(&server);
    let url = server.url("/events.csv");
    let output = fetch(&program, &url).expect_code(5);
    assert!(output.stderr.contains("403"), "{}", output.stderr);
    assert_eq!(output.json()["files"].as_array().map(Vec::len), Some(0));
    *whole.lock().expect("not poisoned") = true;
    let second = fetch(&program, &url).expect_code(0).json();
    assert_eq!(second["files"][0]["added"], 399, "{second}");
    assert_eq!(server.heard().last().and_then(Heard::range_from), Some(half));
}

#[test]
fn what_fails_at_first_is_tried_again_and_a_wait_that_is_asked_for_is_kept() {
    let server = Server::start(|heard, number| match number {
        0 => Reply::new(500, "oh"),
        1 => Reply::new(429, "slowly").header("Retry-After", "1"),
        _ => tagged(heard, "\"1\"", &good(&ged::rows(1, 4))),
    });
    let program = program_for(&server);
    let answer = fetch(&program, &server.url("/events.csv")).expect_code(0).json();
    assert_eq!(answer["files"][0]["added"], 3);
    assert_eq!((&answer["requests"], server.heard().len()), (&3.into(), 3));
}

#[test]
fn a_redirect_to_what_is_not_public_is_refused_before_anybody_is_asked() {
    let inner = Server::start(|_, _| Reply::new(200, "secret"));
    let other = inner.url("/");
    for target in [other.as_str(), "http://169.254.169.254/latest/meta-data", "http://[::1]:80/"] {
        let to = target.to_owned();
        let server = Server::start(move |_, _| Reply::new(302, "").header("Location", &to));
        let program = program_for(&server);
        let output = fetch(&program, &server.url("/events.csv")).expect_code(4);
        assert!(output.stderr.contains("not a public"), "{target}: {}", output.stderr);
        assert_eq!(server.heard().len(), 1, "{target}");
    }
    assert_eq!(inner.connections(), 0);
}

#[test]
fn addresses_that_are_not_public_are_refused_at_once() {
    let inner = Server::start(|_, _| Reply::new(200, "secret"));
    let program = Bellwether::new();
    for url in [
        inner.url("/events.csv").as_str(),
        "http://localhost/",
        "http://2130706433/",
        "http://10.0.0.1/x.csv",
        "file:///etc/passwd",
        "https://user:word@example.org/x.csv",
    ] {
        let output = program.run(&["fetch", url]);
        assert!(matches!(output.code, Some(2 | 4)), "{url}: {:?} {}", output.code, output.stderr);
    }
    assert_eq!(inner.connections(), 0);
}

#[test]
fn offline_means_no_connection_at_all() {
    let server = Server::start(|_, _| Reply::new(200, ""));
    let program = program_for(&server);
    let url = server.url("/events.csv");
    for what in [url.as_str(), "ucdp", "ucdp-candidate", "gdelt", "gdelt-v1"] {
        let output = program.run(&["fetch", what, "--offline"]).expect_code(4);
        assert!(output.stderr.contains("offline"), "{what}: {}", output.stderr);
    }
    assert_eq!(server.connections(), 0);
}

/// Sound rows, and then so many mebibytes of line ends.
fn gzip_bomb(mebibytes: usize) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&good(&ged::rows(1, 11))).expect("memory can be written");
    let block = vec![b'\n'; 1 << 20];
    for _ in 0..mebibytes {
        packed.write_all(&block).expect("memory can be written");
    }
    packed.finish().expect("memory can be written")
}

#[test]
fn a_bomb_is_refused_by_its_ratio_and_the_store_stays_as_it_was() {
    let bomb = gzip_bomb(24);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let server = Server::start(move |_, _| Reply::new(200, bomb.clone()));
    let program = program_for(&server);
    let output = fetch(&program, &server.url("/events.csv.gz")).expect_code(3);
    let words = output.stderr.to_lowercase();
    assert!(words.contains("ratio") || words.contains("limit"), "{words}");
    assert_eq!(program.events(&[]), 0);
}

#[test]
fn a_page_that_is_no_data_is_an_error_that_names_it() {
    let server = Server::start(|_, _| Reply::new(200, "<html>please sign in</html>"));
    let program = program_for(&server);
    let output = fetch(&program, &server.url("/events.csv")).expect_code(3);
    assert!(output.stderr.contains("events.csv"), "{}", output.stderr);
}

#[test]
fn a_file_can_be_kept_without_being_read() {
    let server = Server::start(|heard, _| tagged(heard, "\"1\"", &good(&ged::rows(1, 4))));
    let program = program_for(&server);
    let url = server.url("/events.csv");
    let answer = program.json(&["fetch", &url, "--keep-only"]);
    let sum = answer["kept"][0]["sha256"].as_str().expect("a sum").to_owned();
    let kept = program.store().join("raw").join(&sum[..2]).join(&sum);
    assert_eq!(std::fs::read(kept).expect("kept"), good(&ged::rows(1, 4)));
    assert_eq!(program.events(&[]), 0);
    // It comes in later from what was kept.
    let later = fetch(&program, &url).expect_code(0).json();
    assert_eq!(later["files"][0]["added"], 3, "{later}");
}

#[test]
fn a_fetch_that_is_killed_goes_on_and_ends_as_if_it_had_not_been() {
    if !strace::is_usable("kills during a fetch") {
        return;
    }
    let bodies: BTreeMap<&str, Vec<u8>> = BTreeMap::from([
        ("/dl/candidateged/GEDEvent_v25_01_25_06.csv", good(&ged::rows(1, 60))),
        ("/events.csv", good(&ged::rows(60, 90))),
    ]);
    let server = Server::start(move |heard, _| match bodies.get(heard.target.as_str()) {
        Some(body) => tagged(heard, "\"1\"", body),
        None => Reply::new(404, ""),
    });
    let url = server.url("/events.csv");
    let undisturbed = program_for(&server);
    let _ = fetch(&undisturbed, &url).expect_code(0);
    let (digest, events) = (undisturbed.digest(), undisturbed.events(&[]));
    for (call, nth) in [("rename", 2), ("fsync", 4), ("write", 12)] {
        let program = program_for(&server);
        let args = ["fetch", &url, "-q"];
        let _ = strace::inject(&program, call, nth, strace::Injection::Kill, &args);
        let _ = fetch(&program, &url).expect_code(0);
        assert_eq!(
            (program.digest(), program.events(&[])),
            (digest.clone(), events),
            "{call} {nth}"
        );
    }
}

#[test]
fn a_fetch_that_is_killed_while_bytes_come_in_goes_on() {
    let body = good(&ged::rows(1, 200));
    let server = Server::start(move |heard, number| {
        let reply = tagged(heard, "\"1\"", &body);
        if number == 0 { reply.pausing(Duration::from_secs(20)) } else { reply }
    });
    let program = program_for(&server);
    let url = server.url("/events.csv");
    let mut child = program.command(&["fetch", &url, "-q"]).spawn().expect("started");
    while server.heard().is_empty() {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(500));
    child.kill().expect("still running");
    let _ = child.wait().expect("it was ours");
    let answer = fetch(&program, &url).expect_code(0).json();
    assert_eq!(answer["files"][0]["added"], 199, "{answer}");
    assert_eq!(program.events(&[]), 199);
}
