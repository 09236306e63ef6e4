//! The feed of any URL.

use bellwether_fetch::{Feed, Kind, WebFeed};

use crate::bench::{Bench, bytes};
use crate::server::{Server, reply};

#[test]
fn a_url_gives_one_piece_whenever_its_content_is_new() {
    let server = Server::start(|_, number, stream| {
        let body = if number < 2 { "first" } else { "second" };
        reply(stream, 200, &[], body.as_bytes())
    });
    let bench = Bench::new(&server);
    let open = |checkpoint: Option<&str>| {
        WebFeed::new(&server.url("/x/list.csv?a=1"), Kind::File, None, checkpoint).expect("opened")
    };
    let mut feed = open(None);
    let piece = feed.next(&bench.fetcher).expect("fetched").expect("new");
    assert_eq!((feed.name(), piece.name.as_str(), piece.dataset), ("url", "list.csv", None));
    assert_eq!(feed.next(&bench.fetcher).expect("asked"), None);
    let first = piece.checkpoint;
    assert_eq!(open(Some(&first)).next(&bench.fetcher).expect("asked"), None);
    let piece = open(Some(&first)).next(&bench.fetcher).expect("fetched").expect("new");
    assert_eq!(bytes(&piece.file.expect("a file")), b"second");
}

#[test]
fn a_checkpoint_that_is_none_is_an_error() {
    let error = WebFeed::new("https://a.se/", Kind::File, None, Some("[")).expect_err("no JSON");
    assert!(error.to_string().contains("fetch once without it"), "{error}");
}
