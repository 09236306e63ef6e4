//! ACLED's interface: signing in, pages, what changed, what was deleted.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bellwether_fetch::feed::acled::{AcledFeed, AcledQuery};
use bellwether_fetch::{Endpoints, Feed, FetchError, Piece, Secret};
use jiff::civil::date;

use crate::bench::{Bench, bytes};
use crate::server::{Heard, Server, reply};

const TOKEN: &str =
    r#"{"token_type":"Bearer","expires_in":86400,"access_token":"at-N","refresh_token":"rt-N"}"#;

/// A service with some events and deletions: (id, changed).
#[derive(Default)]
struct Service {
    events: Vec<(u32, i64)>,
    deleted: Vec<(u32, i64)>,
    /// How many tokens were given out; only the last is taken.
    tokens: u32,
}

fn parameter(heard: &Heard, name: &str) -> Option<String> {
    let query = heard.target.split_once('?')?.1;
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

fn serve(service: &Arc<Mutex<Service>>) -> Server {
    let service = service.clone();
    Server::start(move |heard, _, stream| {
        let mut service = service.lock().expect("not poisoned");
        if heard.target == "/oauth/token" {
            let by_password = heard.body.contains("grant_type=password")
                && heard.body.contains("username=me%40desk.se")
                && heard.body.contains("password=pass+word")
                && heard.body.contains("client_id=acled");
            let by_refresh = heard.body.contains(&format!("refresh_token=rt-{}", service.tokens));
            if !by_password && !by_refresh {
                return reply(stream, 400, &[], br#"{"error":"invalid_grant"}"#);
            }
            service.tokens += 1;
            let answer = TOKEN.replace('N', &service.tokens.to_string());
            return reply(stream, 200, &[], answer.as_bytes());
        }
        if heard.header("authorization") != Some(&format!("Bearer at-{}", service.tokens)) {
            return reply(stream, 401, &[], b"expired");
        }
        let (rows, field) = if heard.target.starts_with("/api/deleted/read?") {
            (&service.deleted, "deleted_timestamp")
        } else {
            (&service.events, "timestamp")
        };
        let number = |name: &str| parameter(heard, name).and_then(|text| text.parse::<i64>().ok());
        let since = number(field).unwrap_or(i64::MIN);
        let limit = number("limit").expect("a limit") as usize;
        let page = number("page").expect("a page") as usize;
        let rows: Vec<String> = rows
            .iter()
            .filter(|(_, changed)| *changed > since)
            .skip((page - 1) * limit)
            .take(limit)
            .map(|(id, changed)| format!(r#"{{"event_id_cnty":"XX{id}","{field}":"{changed}"}}"#))
            .collect();
        let body = format!(
            r#"{{"status":200,"success":true,"count":{},"data":[{}]}}"#,
            rows.len(),
            rows.join(",")
        );
        reply(stream, 200, &[], body.as_bytes())
    })
}

fn open(server: &Server, query: &AcledQuery, checkpoint: Option<&str>) -> AcledFeed {
    let endpoints = Endpoints { acled: server.url(""), ..Endpoints::default() };
    let (email, password) = (Secret::new("me@desk.se"), Secret::new("pass word"));
    AcledFeed::new(query, email, password, &endpoints, checkpoint)
        .expect("opened")
        .with_rows_per_page(2)
}

fn all(feed: &mut AcledFeed, bench: &Bench) -> Vec<Piece> {
    std::iter::from_fn(|| feed.next(&bench.fetcher).expect("fetched")).collect()
}

fn names(pieces: &[Piece]) -> Vec<&str> {
    pieces.iter().map(|piece| piece.name.as_str()).collect()
}

#[test]
fn the_first_run_reads_everything_and_the_next_what_changed_and_what_was_deleted() {
    let service = Arc::new(Mutex::new(Service {
        events: vec![(1, 100), (2, 300), (3, 200)],
        ..Service::default()
    }));
    let server = serve(&service);
    let bench = Bench::new(&server);
    let query = AcledQuery {
        countries: vec!["Nordia".into(), "West Sudia".into()],
        from: Some(date(2024, 1, 1)),
        to: None,
    };
    let first = all(&mut open(&server, &query, None), &bench);
    assert_eq!(names(&first), ["acled-events-page-1.json", "acled-events-page-2.json"]);
    assert_eq!(first[0].dataset, Some("acled"));
    let asked = &server.heard()[1];
    assert_eq!(parameter(asked, "country").as_deref(), Some("Nordia|West Sudia"));
    assert_eq!(parameter(asked, "event_date").as_deref(), Some("2024-01-01|2100-12-31"));
    assert_eq!(parameter(asked, "timestamp"), None);

    // Nothing new: the newest row comes again, for another may have changed in the same second.
    let checkpoint = first[1].checkpoint.clone();
    let idle = all(&mut open(&server, &query, Some(&checkpoint)), &bench);
    assert_eq!(names(&idle), ["acled-events-page-1.json", ""]);
    let rows = bytes(idle[0].file.as_ref().expect("a page"));
    assert!(String::from_utf8_lossy(&rows).contains(r#""count":1,"#));
    {
        let mut service = service.lock().expect("not poisoned");
        service.events.push((4, 400));
        service.deleted = vec![(1, 1_800_000_000)];
    }
    let second = all(&mut open(&server, &query, Some(&checkpoint)), &bench);
    let files: Vec<&str> = names(&second).into_iter().filter(|name| !name.is_empty()).collect();
    assert_eq!(files, ["acled-events-page-1.json", "acled-deleted-page-1.json"]);
    let deleted = second.last().expect("a piece");
    assert!(deleted.name.starts_with("acled-deleted"));
    assert!(String::from_utf8_lossy(&bytes(deleted.file.as_ref().expect("rows"))).contains("XX1"));
    let since = server.heard().iter().rev().find_map(|heard| parameter(heard, "timestamp"));
    assert_eq!(since.as_deref(), Some("299"));
    let operator =
        server.heard().iter().rev().find_map(|heard| parameter(heard, "timestamp_where"));
    assert_eq!(operator.as_deref(), Some(">"));
    // Another question begins anew.
    let other = AcledQuery::default();
    let third = all(&mut open(&server, &other, Some(&deleted.checkpoint)), &bench);
    assert_eq!(third.iter().filter(|piece| piece.file.is_some()).count(), 2);
}

#[test]
fn a_run_that_stopped_reads_its_last_page_again_and_starts_over_after_six_hours() {
    let events = (1..=7).map(|n| (n, 100)).collect();
    let service = Arc::new(Mutex::new(Service { events, ..Service::default() }));
    let server = serve(&service);
    let bench = Bench::new(&server);
    let query = AcledQuery::default();
    let mut feed = open(&server, &query, None);
    feed.next(&bench.fetcher).expect("fetched");
    let second = feed.next(&bench.fetcher).expect("fetched").expect("a page");
    assert_eq!(second.name, "acled-events-page-2.json");
    let rest = all(&mut open(&server, &query, Some(&second.checkpoint)), &bench);
    assert_eq!(
        names(&rest),
        ["acled-events-page-2.json", "acled-events-page-3.json", "acled-events-page-4.json"]
    );
    bench.clock.pass(Duration::from_secs(7 * 3600));
    let anew = all(&mut open(&server, &query, Some(&second.checkpoint)), &bench);
    assert_eq!(anew.len(), 4);
}

#[test]
fn a_token_that_is_no_longer_taken_is_renewed_once() {
    let events = (1..=4).map(|n| (n, 100)).collect();
    let service = Arc::new(Mutex::new(Service { events, ..Service::default() }));
    let server = serve(&service);
    let bench = Bench::new(&server);
    let mut feed = open(&server, &AcledQuery::default(), None);
    feed.next(&bench.fetcher).expect("fetched");
    // Another sign-in elsewhere made the token old; the refresh token is as old, so the password helps.
    service.lock().expect("not poisoned").tokens += 1;
    assert!(feed.next(&bench.fetcher).expect("fetched").is_some());
    let bodies: Vec<String> = server
        .heard()
        .into_iter()
        .map(|heard| heard.body)
        .filter(|body| !body.is_empty())
        .collect();
    assert_eq!(bodies.len(), 3);
    assert!(bodies[1].contains("grant_type=refresh_token"), "{}", bodies[1]);
    // A day later the token is renewed before it is refused.
    bench.clock.pass(Duration::from_secs(86_400));
    feed.next(&bench.fetcher).expect("fetched");
    let last = server.heard().into_iter().rev().find(|heard| !heard.body.is_empty());
    assert!(last.expect("a sign-in").body.contains("refresh_token=rt-3"));
}

#[test]
fn an_error_that_calls_itself_200_is_an_error_and_is_not_kept() {
    let server = Server::start(|heard, _, stream| match heard.target.as_str() {
        "/oauth/token" => reply(stream, 200, &[], TOKEN.as_bytes()),
        _ => {
            let body = br#"{"status":200,"success":false,"error":[{"message":"terms not accepted, at-N"}]}"#;
            reply(stream, 200, &[], body)
        }
    });
    let bench = Bench::new(&server);
    let error =
        open(&server, &AcledQuery::default(), None).next(&bench.fetcher).expect_err("refused");
    assert!(matches!(error, FetchError::Answer { .. }), "{error}");
    let message = error.to_string();
    assert!(message.contains("terms not accepted") && !message.contains("at-N"), "{message}");
    let kept = bench.files();
    assert!(kept.iter().all(|path| path.extension().is_some_and(|end| end == "lock")), "{kept:?}");
}

#[test]
fn a_wrong_password_is_an_error_with_the_servers_words() {
    let service = Arc::new(Mutex::new(Service::default()));
    let server = serve(&service);
    let bench = Bench::new(&server);
    let endpoints = Endpoints { acled: server.url(""), ..Endpoints::default() };
    let (email, password) = (Secret::new("me@desk.se"), Secret::new("wrong"));
    let mut feed =
        AcledFeed::new(&AcledQuery::default(), email, password, &endpoints, None).expect("opened");
    let error = feed.next(&bench.fetcher).expect_err("refused").to_string();
    assert!(error.contains("400") && error.contains("invalid_grant"), "{error}");
    assert_eq!(server.heard().len(), 1);
}

#[test]
fn a_question_that_makes_no_sense_is_refused() {
    let endpoints = Endpoints::default();
    let ask = |query: &AcledQuery| {
        AcledFeed::new(query, Secret::new("a"), Secret::new("b"), &endpoints, None).is_ok()
    };
    let (early, late) = (Some(date(2024, 1, 1)), Some(date(2024, 2, 1)));
    assert!(!ask(&AcledQuery { from: late, to: early, ..AcledQuery::default() }));
    for name in ["", "A|B", "A&year=1", "A:OR:B"] {
        assert!(!ask(&AcledQuery { countries: vec![name.into()], ..AcledQuery::default() }));
    }
}
