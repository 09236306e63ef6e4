//! No error, log, file or checkpoint holds a secret, whatever the server does with it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use bellwether_fetch::feed::acled::{AcledFeed, AcledQuery};
use bellwether_fetch::feed::ucdp::UcdpApi;
use bellwether_fetch::{Endpoints, Feed, FetchError, Kind, Policy, Request, Secret, SecretHeader};
use tracing_subscriber::fmt::MakeWriter;

use crate::bench::{Bench, small};
use crate::server::{Server, head, reply};

const CANARY: &str = "canary-8d1f";

/// Everything that was logged, by both ways of logging.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("not poisoned").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        let _ = writeln!(self.clone(), "{} {}", record.target(), record.args());
    }
    fn flush(&self) {}
}

fn shown(error: &FetchError) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut inner: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = inner {
        text.push_str(&format!(" {error} {error:?}"));
        inner = error.source();
    }
    text
}

/// A server that throws what it was told back in every way it can think of.
fn echo() -> Server {
    Server::start(|heard, number, stream| {
        let said = heard
            .header("authorization")
            .or(heard.header("x-ucdp-access-token"))
            .unwrap_or(&heard.body)
            .to_owned();
        match number % 8 {
            0 => reply(stream, 403, &[("X-Echo", &said)], said.as_bytes()),
            1 => reply(stream, 400, &[], format!("{{\"error\":\"{said}\"}}").as_bytes()),
            2 => reply(stream, 503, &[("Retry-After", "100000")], said.as_bytes()),
            3 => reply(stream, 302, &[("Location", &format!("/{said}"))], said.as_bytes()),
            4 => reply(stream, 200, &[("Content-Encoding", &said)], said.as_bytes()),
            5 => reply(stream, 200, &[], format!("not json {said}").as_bytes()),
            6 => head(stream, 200, &[("Content-Range", &said)], Some(100)),
            _ => stream.write_all(format!("{said}\r\n\r\n").as_bytes()),
        }
    })
}

#[test]
fn a_canary_is_nowhere_after_every_kind_of_failure_with_trace_logging() {
    let log = Log::default();
    // Other tests of this binary may log through it too; that only makes the search wider.
    log::set_logger(Box::leak(Box::new(log.clone()))).expect("the only logger");
    log::set_max_level(log::LevelFilter::Trace);
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).expect("the only subscriber");
    let mut errors = Vec::new();
    let mut stored = Vec::new();
    {
        for round in 0..3 {
            let server = echo();
            let bench = Bench::with(Policy { attempts: 1 + round % 2, ..small(&server) });
            let endpoints = Endpoints {
                ucdp_api: server.url("/api"),
                acled: server.url(""),
                ..Endpoints::default()
            };
            for _ in 0..12 {
                let token = Secret::new(CANARY);
                let mut feed = UcdpApi::new("25.1", token, &endpoints, None).expect("opened");
                errors.extend(feed.next(&bench.fetcher).err().map(|error| shown(&error)));
                errors.push(format!("{feed:?}"));
                let (email, word) = (Secret::new(CANARY), Secret::new(format!("{CANARY} &x")));
                let query = AcledQuery::default();
                let mut feed =
                    AcledFeed::new(&query, email, word, &endpoints, None).expect("opened");
                errors.extend(feed.next(&bench.fetcher).err().map(|error| shown(&error)));
                errors.push(format!("{feed:?}"));
            }
            stored.extend(bench.files().into_iter().map(|path| {
                (
                    path.clone(),
                    String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned(),
                )
            }));
        }
    }
    assert!(errors.len() > 72, "{}", errors.len());
    for text in &errors {
        assert!(!text.contains(CANARY), "{text}");
    }
    for (path, text) in &stored {
        assert!(!text.contains(CANARY), "{}", path.display());
    }
    let logged = String::from_utf8_lossy(&log.0.lock().expect("not poisoned")).into_owned();
    assert!(logged.contains("asking"), "nothing was logged");
    let line = logged.lines().find(|line| line.contains(CANARY));
    assert_eq!(line, None);
}

#[test]
fn a_secret_does_not_go_along_a_redirect_to_another_host() {
    let other = Server::start(|_, _, stream| reply(stream, 200, &[], b"{}"));
    let location = other.url("/");
    let server = Server::start(move |heard, _, stream| match heard.target.as_str() {
        "/here" => reply(stream, 302, &[("Location", "/there")], b""),
        "/there" => reply(stream, 200, &[], b"{}"),
        _ => reply(stream, 302, &[("Location", &location)], b""),
    });
    let hosts = vec![server.host(), other.host()];
    let bench = Bench::with(Policy { exempt_hosts: hosts, ..small(&server) });
    let ask = |path: &str| {
        let secret = Secret::new(CANARY);
        let header = SecretHeader { name: "authorization", prefix: "Bearer ", secret };
        bench.fetcher.fetch(&Request::new(server.url(path), Kind::Page).with_secret(header))
    };
    ask("/here").expect("fetched");
    assert!(server.heard()[1].header("authorization").is_some());
    ask("/away").expect("fetched");
    assert_eq!(other.heard()[0].header("authorization"), None);
    assert_eq!(other.heard()[0].header("referer"), None);
}

#[test]
fn a_form_is_not_sent_along_a_redirect() {
    let other = Server::start(|_, _, stream| reply(stream, 200, &[], b"{}"));
    let location = other.url("/oauth/token");
    let server =
        Server::start(move |_, _, stream| reply(stream, 307, &[("Location", &location)], b""));
    let hosts = vec![server.host(), other.host()];
    let bench = Bench::with(Policy { exempt_hosts: hosts, ..small(&server) });
    let endpoints = Endpoints { acled: server.url(""), ..Endpoints::default() };
    let (email, word) = (Secret::new("me"), Secret::new(CANARY));
    let mut feed =
        AcledFeed::new(&AcledQuery::default(), email, word, &endpoints, None).expect("opened");
    assert!(feed.next(&bench.fetcher).is_err());
    assert_eq!((server.heard().len(), other.connections()), (1, 0));
}
