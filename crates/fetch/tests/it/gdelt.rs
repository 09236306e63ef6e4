//! GDELT's lists, slots and gaps.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bellwether_fetch::feed::gdelt::{GdeltFeed, Stream};
use bellwether_fetch::{Endpoints, Feed, Piece};
use jiff::Timestamp;
use md5::{Digest, Md5};

use crate::bench::Bench;
use crate::server::{Server, reply};

/// What the server has: paths and bodies.
type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

fn serve(files: &Files) -> Server {
    let files = files.clone();
    Server::start(move |heard, _, stream| {
        match files.lock().expect("not poisoned").get(&heard.target) {
            Some(body) => reply(stream, 200, &[], body),
            None => reply(stream, 404, &[], b""),
        }
    })
}

fn md5(bytes: &[u8]) -> String {
    bellwether_model::hex(&Md5::digest(bytes))
}

fn put(files: &Files, path: &str, body: impl Into<Vec<u8>>) {
    files.lock().expect("not poisoned").insert(path.to_owned(), body.into());
}

/// Lists of 2.0 with these slots of events and mentions, each file holding its own name.
fn slots(files: &Files, list: &str, stamps: &[&str]) {
    let mut text = String::new();
    for stamp in stamps {
        for kind in ["export.CSV", "mentions.CSV", "gkg.csv"] {
            let name = format!("{stamp}.{kind}.zip");
            text.push_str(&format!(
                "{} {} http://data.gdeltproject.org/gdeltv2/{name}\n",
                name.len(),
                md5(name.as_bytes())
            ));
            put(files, &format!("/v2/{name}"), name.as_bytes());
        }
    }
    put(files, &format!("/v2/{list}"), text);
}

fn open(
    server: &Server,
    stream: Stream,
    from: Option<&str>,
    to: Option<&str>,
    checkpoint: Option<&str>,
) -> GdeltFeed {
    let endpoints =
        Endpoints { gdelt1: server.url("/v1"), gdelt2: server.url("/v2"), ..Endpoints::default() };
    let time = |text: &str| -> Timestamp { text.parse().expect("a time") };
    GdeltFeed::new(stream, from.map(time), to.map(time), &endpoints, checkpoint).expect("opened")
}

fn all(feed: &mut GdeltFeed, bench: &Bench) -> Vec<Piece> {
    std::iter::from_fn(|| feed.next(&bench.fetcher).expect("fetched")).collect()
}

fn names(pieces: &[Piece]) -> Vec<&str> {
    pieces.iter().map(|piece| piece.name.as_str()).collect()
}

#[test]
fn without_a_beginning_the_newest_file_alone_is_fetched_and_then_what_is_new() {
    let files = Files::default();
    let server = serve(&files);
    let bench = Bench::new(&server);
    slots(&files, "lastupdate.txt", &["20250101000000"]);
    let pieces = all(&mut open(&server, Stream::Events, None, None, None), &bench);
    assert_eq!(names(&pieces), ["20250101000000.export.CSV.zip"]);
    assert_eq!(pieces[0].dataset, Some("gdelt"));
    assert_eq!(pieces[0].published.map(|day| day.to_string()).as_deref(), Some("2025-01-01"));
    slots(&files, "lastupdate.txt", &["20250101001500", "20250101003000"]);
    let checkpoint = Some(pieces[0].checkpoint.as_str());
    let pieces = all(&mut open(&server, Stream::Events, None, None, checkpoint), &bench);
    assert_eq!(names(&pieces), ["20250101001500.export.CSV.zip", "20250101003000.export.CSV.zip"]);
    // The list of all files, which this server does not have, was not needed.
    assert!(server.targets().iter().all(|target| !target.contains("masterfilelist")));
    let checkpoint = Some(pieces[1].checkpoint.as_str());
    assert!(all(&mut open(&server, Stream::Events, None, None, checkpoint), &bench).is_empty());
}

#[test]
fn missing_slots_become_gaps_and_a_slot_that_comes_late_closes_its_own() {
    let files = Files::default();
    let server = serve(&files);
    let bench = Bench::new(&server);
    slots(&files, "lastupdate.txt", &["20250101000000", "20250101010000"]);
    let run = |checkpoint: Option<&str>| {
        let from = Some("2025-01-01T00:00:00Z");
        all(&mut open(&server, Stream::Mentions, from, None, checkpoint), &bench)
    };
    let pieces = run(None);
    assert_eq!(
        names(&pieces),
        ["20250101000000.mentions.CSV.zip", "20250101010000.mentions.CSV.zip"]
    );
    let gaps = &pieces[1].gaps;
    assert_eq!((gaps.len(), gaps[0].reason.as_str()), (3, "answers 404"));
    assert_eq!(gaps[0].from.to_string(), "2025-01-01T00:15:00Z");
    assert_eq!(gaps[0].to.to_string(), "2025-01-01T00:30:00Z");
    let open_gaps = GdeltFeed::open_gaps(Stream::Mentions, &pieces[1].checkpoint).expect("gaps");
    assert_eq!(open_gaps.len(), 1);
    assert_eq!(open_gaps[0].to.to_string(), "2025-01-01T01:00:00Z");

    put(&files, "/v2/20250101003000.mentions.CSV.zip", "late");
    let late = run(Some(&pieces[1].checkpoint));
    assert_eq!(names(&late), ["20250101003000.mentions.CSV.zip"]);
    assert_eq!(late[0].closed.len(), 1);
    assert_eq!(late[0].closed[0].from.to_string(), "2025-01-01T00:30:00Z");
    // Gaps that are known are not reported again.
    assert!(late[0].gaps.is_empty());
    assert!(run(Some(&late[0].checkpoint)).is_empty());
}

#[test]
fn a_long_interval_is_read_from_the_list_with_its_sums() {
    let files = Files::default();
    let server = serve(&files);
    let bench = Bench::new(&server);
    // Two slots at the ends of four days, and a damaged line between.
    slots(&files, "masterfilelist.txt", &["20240101000000", "20240104234500"]);
    let mut list = files.lock().expect("ok")["/v2/masterfilelist.txt"].clone();
    list.extend(b"150383 297a16b493de7cf6ca809a7cc31d0b93\n");
    put(&files, "/v2/masterfilelist.txt", list);
    slots(&files, "lastupdate.txt", &["20250101000000"]);
    put(&files, "/v2/20240104234500.export.CSV.zip", "20240104234500.export.CSV.ziQ");
    let (from, to) = (Some("2024-01-01T00:00:00Z"), Some("2024-01-04T23:45:00Z"));
    let pieces = all(&mut open(&server, Stream::Events, from, to, None), &bench);
    assert_eq!(names(&pieces), ["20240101000000.export.CSV.zip", ""]);
    let gaps = &pieces[1].gaps;
    assert_eq!((gaps.len(), gaps[0].reason.as_str()), (2, "not listed"));
    assert_eq!(gaps[0].to.to_string(), "2024-01-04T23:45:00Z");
    assert!(gaps[1].reason.contains("md5"), "{}", gaps[1].reason);
    // A year later nobody waits for them, and the list is not kept as data.
    assert_eq!(GdeltFeed::open_gaps(Stream::Events, &pieces[1].checkpoint).expect("gaps"), []);
    let kept = bench.files();
    assert!(
        kept.iter()
            .all(|path| { std::fs::read(path).map_or(true, |bytes| !bytes.starts_with(b"29 ")) })
    );
    let asked = server.heard().len();
    let checkpoint = Some(pieces[1].checkpoint.as_str());
    assert!(all(&mut open(&server, Stream::Events, from, to, checkpoint), &bench).is_empty());
    assert_eq!(server.targets()[asked..], ["/v2/lastupdate.txt"]);
}

#[test]
fn files_of_the_first_version_are_years_months_and_days() {
    let files = Files::default();
    let server = serve(&files);
    let bench = Bench::new(&server);
    let listed = [
        "GDELT.MASTERREDUCEDV2.1979-2013.zip",
        "2005.zip",
        "201303.zip",
        "20130401.export.CSV.zip",
        "20130403.export.CSV.zip",
    ];
    let line = |sum: &dyn Fn(&str) -> String, gap| -> String {
        listed.iter().map(|name| format!("{}{gap}{name}\n", sum(name))).collect()
    };
    put(&files, "/v1/md5sums", line(&|name| md5(name.as_bytes()), "  "));
    put(&files, "/v1/filesizes", line(&|name| name.len().to_string(), " "));
    for name in listed {
        put(&files, &format!("/v1/{name}"), name);
    }
    let (from, to) = (Some("2013-03-20T00:00:00Z"), Some("2013-04-30T00:00:00Z"));
    let pieces = all(&mut open(&server, Stream::EventsV1, from, to, None), &bench);
    assert_eq!(
        names(&pieces),
        ["201303.zip", "20130401.export.CSV.zip", "20130403.export.CSV.zip"]
    );
    assert_eq!(pieces[0].published, None);
    assert_eq!(pieces[2].published.map(|day| day.to_string()).as_deref(), Some("2013-04-04"));
    assert_eq!(pieces[2].gaps.len(), 1);
    assert_eq!(pieces[2].gaps[0].from.to_string(), "2013-04-02T00:00:00Z");
}

#[test]
fn an_error_in_the_middle_leaves_the_rest_to_the_next_run() {
    let files = Files::default();
    let (first, broken) = ("20250101000000", "20250101001500");
    let told = files.clone();
    let server = Server::start(move |heard, _, stream| {
        let files = told.lock().expect("not poisoned");
        match files.get(&heard.target) {
            Some(_) if heard.target.contains(broken) && !files.contains_key("/repaired") => {
                reply(stream, 500, &[], b"")
            }
            Some(body) => reply(stream, 200, &[], body),
            None => reply(stream, 404, &[], b""),
        }
    });
    slots(&files, "lastupdate.txt", &[first, broken, "20250101003000"]);
    let bench = Bench::new(&server);
    let from = Some("2025-01-01T00:00:00Z");
    let mut feed = open(&server, Stream::Events, from, None, None);
    let piece = feed.next(&bench.fetcher).expect("fetched").expect("a piece");
    assert!(feed.next(&bench.fetcher).is_err());
    assert!(feed.next(&bench.fetcher).is_err());
    put(&files, "/repaired", "");
    let rest = all(&mut open(&server, Stream::Events, from, None, Some(&piece.checkpoint)), &bench);
    assert_eq!(names(&rest), ["20250101001500.export.CSV.zip", "20250101003000.export.CSV.zip"]);
}

#[test]
fn a_list_that_is_none_and_an_interval_that_is_none_are_errors() {
    let files = Files::default();
    let server = serve(&files);
    put(&files, "/v2/lastupdate.txt", "<html>moved</html>");
    let bench = Bench::new(&server);
    let error = open(&server, Stream::Events, None, None, None).next(&bench.fetcher);
    assert!(error.expect_err("no list").to_string().contains("no line of the list"));
    let time = |text: &str| Some(text.parse().expect("a time"));
    let (from, to) = (time("2024-01-02T00:00:00Z"), time("2024-01-01T00:00:00Z"));
    let endpoints = Endpoints::default();
    assert!(GdeltFeed::new(Stream::Events, from, to, &endpoints, None).is_err());
    let odd = r#"{"done":[[5,1]],"open":[]}"#;
    assert!(GdeltFeed::new(Stream::Events, None, None, &endpoints, Some(odd)).is_err());
}
