//! UCDP's files and pages.

use bellwether_fetch::feed::ucdp::{Product, UcdpApi, UcdpBulk, Which};
use bellwether_fetch::{Endpoints, Feed, FetchError, Piece, Secret};
use jiff::civil::date;

use crate::bench::{Bench, bytes};
use crate::server::{Server, reply};

fn endpoints(server: &Server) -> Endpoints {
    Endpoints {
        ucdp_downloads: server.url("/dl"),
        ucdp_api: server.url("/api"),
        ..Endpoints::default()
    }
}

/// A server with some releases.
fn downloads(there: &'static [&'static str]) -> Server {
    Server::start(move |heard, _, stream| match there.contains(&heard.target.as_str()) {
        true => reply(stream, 200, &[("ETag", "\"1\"")], heard.target.as_bytes()),
        false => reply(stream, 404, &[], b""),
    })
}

fn all(feed: &mut dyn Feed, bench: &Bench) -> Vec<Piece> {
    std::iter::from_fn(|| feed.next(&bench.fetcher).expect("fetched")).collect()
}

#[test]
fn one_release_is_one_piece_with_its_label() {
    let server = downloads(&["/dl/ged/ged251-csv.zip"]);
    let bench = Bench::new(&server);
    let open = |label: &str, checkpoint: Option<&str>| {
        let which = Which::Label(label.into());
        UcdpBulk::new(Product::Ged, &which, date(2025, 9, 1), &endpoints(&server), checkpoint)
    };
    let pieces = all(&mut open("25.1", None).expect("a version"), &bench);
    let [piece] = pieces.as_slice() else { panic!("{pieces:?}") };
    assert_eq!((piece.name.as_str(), piece.dataset), ("ged251-csv.zip", Some("ucdp-ged")));
    assert_eq!((piece.label.as_deref(), piece.published), (Some("25.1"), None));
    assert!(all(&mut open("25.1", Some(&piece.checkpoint)).expect("a version"), &bench).is_empty());
    let error = open("24.1", None).expect("a version").next(&bench.fetcher).expect_err("not there");
    assert!(error.is_missing(), "{error}");
    assert!(open("25.0.3", None).is_err());
}

#[test]
fn the_newest_yearly_release_is_that_of_this_year_or_the_last() {
    for (there, label) in [
        (&["/dl/actor/ucdp-actor-251-csv.zip", "/dl/actor/ucdp-actor-241-csv.zip"][..], "25.1"),
        (&["/dl/actor/ucdp-actor-241-csv.zip"][..], "24.1"),
    ] {
        let server = downloads(there);
        let bench = Bench::new(&server);
        let open = |checkpoint: Option<&str>| {
            let today = date(2025, 5, 1);
            UcdpBulk::new(Product::Actors, &Which::New, today, &endpoints(&server), checkpoint)
                .expect("opened")
        };
        let pieces = all(&mut open(None), &bench);
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].label.as_deref(), Some(label));
        assert!(pieces[0].gaps.is_empty());
        assert!(all(&mut open(Some(&pieces[0].checkpoint)), &bench).is_empty());
    }
}

#[test]
fn new_candidate_months_are_those_that_no_yearly_release_covers() {
    let server = downloads(&[
        "/dl/candidateged/GEDEvent_v25_0_1.csv",
        "/dl/candidateged/GEDEvent_v25_0_2.csv",
        "/dl/candidateged/GEDEvent_v25_0_4.csv",
    ]);
    let bench = Bench::new(&server);
    let open = |checkpoint: Option<&str>| {
        let today = date(2025, 7, 10);
        UcdpBulk::new(Product::Candidate, &Which::New, today, &endpoints(&server), checkpoint)
            .expect("opened")
    };
    let pieces = all(&mut open(None), &bench);
    let labels: Vec<_> = pieces.iter().map(|piece| piece.label.as_deref()).collect();
    // May is a gap too: it is found behind the last piece. June may just not be published.
    assert_eq!(labels, [Some("25.0.1"), Some("25.0.2"), Some("25.0.4"), None]);
    let gaps: Vec<_> = pieces.iter().map(|piece| piece.gaps.len()).collect();
    assert_eq!(gaps, [0, 0, 1, 1]);
    let march = &pieces[2].gaps[0];
    assert_eq!(march.from.to_string(), "2025-03-01T00:00:00Z");
    assert_eq!(march.to.to_string(), "2025-04-01T00:00:00Z");
    assert_eq!(
        bytes(pieces[1].file.as_ref().expect("a file")),
        b"/dl/candidateged/GEDEvent_v25_0_2.csv"
    );
    // The second run asks only for what is not there yet.
    let asked = server.heard().len();
    let again = all(&mut open(Some(&pieces[3].checkpoint)), &bench);
    assert!(again.iter().all(|piece| piece.file.is_none()));
    assert_eq!(server.heard().len() - asked, 3);
}

#[test]
fn every_yearly_release_comes_oldest_first() {
    let server = downloads(&["/dl/ged/ged171-csv.zip", "/dl/ged/ged181-csv.zip"]);
    let bench = Bench::new(&server);
    let mut feed =
        UcdpBulk::new(Product::Ged, &Which::Every, date(2018, 9, 1), &endpoints(&server), None)
            .expect("opened");
    let pieces = all(&mut feed, &bench);
    let labels: Vec<_> = pieces.iter().filter_map(|piece| piece.label.clone()).collect();
    assert_eq!(labels, ["17.1", "18.1"]);
}

/// Three pages of one event each.
fn pages(number: usize) -> String {
    let next = if number < 2 { format!("elsewhere?page={}", number + 1) } else { String::new() };
    format!(
        r#"{{"TotalCount":3,"TotalPages":3,"PreviousPageUrl":"","NextPageUrl":"{next}","Result":[{{"id":{number}}}]}}"#
    )
}

#[test]
fn pages_come_one_by_one_and_a_second_run_goes_on() {
    let server = Server::start(|heard, number, stream| {
        if heard.header("x-ucdp-access-token") != Some("canary") {
            return reply(stream, 401, &[], b"API token required");
        }
        if number == 1 {
            return reply(stream, 200, &[], b"<html>maintenance</html>");
        }
        let page = heard.target.rsplit('=').next().and_then(|page| page.parse().ok());
        reply(stream, 200, &[], pages(page.unwrap_or(0)).as_bytes())
    });
    let bench = Bench::new(&server);
    let open = |token: &str, checkpoint: Option<&str>| {
        UcdpApi::new("25.1", Secret::new(token), &endpoints(&server), checkpoint).expect("opened")
    };
    let mut feed = open("canary", None);
    let first = feed.next(&bench.fetcher).expect("fetched").expect("a page");
    assert_eq!(first.name, "gedevents-25.1-page-0.json");
    assert_eq!(first.label.as_deref(), Some("25.1"));
    assert_eq!(server.targets()[0], "/api/gedevents/25.1?pagesize=1000&page=0");
    // A page that is none is an error and is not kept; the same feed asks for it again.
    let error = feed.next(&bench.fetcher).expect_err("no page");
    assert!(matches!(error, FetchError::Answer { .. }), "{error}");
    let mut feed = open("canary", Some(&first.checkpoint));
    let rest = all(&mut feed, &bench);
    let names: Vec<_> = rest.iter().map(|piece| piece.name.as_str()).collect();
    assert_eq!(names, ["gedevents-25.1-page-1.json", "gedevents-25.1-page-2.json"]);
    let mut done = open("canary", Some(&rest[1].checkpoint));
    assert_eq!(done.next(&bench.fetcher).expect("nothing to ask"), None);
    let error = open("other", None).next(&bench.fetcher).expect_err("refused").to_string();
    assert!(error.contains("401: API token required"), "{error}");
}
