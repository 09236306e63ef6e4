//! Files of each form.

use super::*;
use crate::Span;
use bellwether_model::Date;

fn one(bytes: &[u8]) -> Document {
    let mut documents = read(bytes, Form::of(bytes), None, &INPUT_LIMITS).expect("readable");
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn date(text: &str) -> Option<Date> {
    Some(text.parse().expect("a date"))
}

const PARAGRAPH: &str = "Gunmen attacked a village near the border on Friday and killed at least twelve people, \
officials said, in the third raid of this kind within a month. Two others were taken away &amp; not seen since, \
while the police, which arrived hours later, found burned houses and spent cartridges along the road.";

fn page(body: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Raid on a village</title>\
         <meta property=\"article:published_time\" content=\"2021-04-14T08:00:00Z\">\
         <script>var banner = '<p>We value your privacy</p>';</script></head><body>\
         <div id=\"cookie-banner\" class=\"cookie consent\"><p>We use cookies. Accept all?</p></div>\
         <nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/world\">World</a></li></ul></nav>{body}\
         <footer><p>All rights reserved</p></footer></body></html>"
    )
}

#[test]
fn of_a_page_the_article_is_taken_with_its_day() {
    let source = page(&format!(
        "<article><h1>Raid on a village</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article>"
    ));
    let document = one(source.as_bytes());
    assert!(document.text.contains("taken away & not seen since"), "{}", document.text);
    for other in ["cookies", "privacy", "Home", "rights reserved"] {
        assert!(!document.text.contains(other), "{other}: {}", document.text);
    }
    assert_eq!(document.date, date("2021-04-14"));
}

#[test]
fn the_words_of_an_article_lead_back_to_the_bytes_of_the_page() {
    let source = page(&format!("<article><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article>"));
    let document = one(source.as_bytes());
    for word in ["Gunmen", "border", "cartridges"] {
        let start = document.text.find(word).expect("the word is there");
        let span = document.map.span(Span::new(start, start + word.len()));
        assert_eq!(&source[span.range()], word);
    }
}

#[test]
fn a_feed_has_a_document_for_each_item() {
    let feed = br#"<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
        <item><guid>a1</guid><title>Raid</title><link>https://example.org/a</link>
        <pubDate>Wed, 14 Apr 2021 23:30:00 +0000</pubDate>
        <description>&lt;p&gt;Gunmen killed &lt;b&gt;12&lt;/b&gt; people.&lt;/p&gt;</description></item>
        <item><guid>a2</guid><title>Only a headline</title></item></channel></rss>"#;
    let documents = read(feed, Form::of(feed), date("2020-01-01"), &INPUT_LIMITS).expect("a feed");
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0].text.trim(), "Gunmen killed 12 people.");
    assert_eq!(documents[0].date, date("2021-04-14"));
    assert_eq!(
        (documents[1].text.as_str(), documents[1].date),
        ("Only a headline", date("2020-01-01"))
    );
}

#[test]
fn lines_of_json_are_documents_and_a_bad_one_is_named() {
    let lines =
        b"{\"id\":\"1\",\"text\":\"One.\",\"date\":\"2021-04-14\"}\n\n{\"id\":2,\"body\":\"Two.\"}\n";
    let documents = read(lines, Form::of(lines), None, &INPUT_LIMITS).expect("documents");
    let ids: Vec<_> = documents.iter().map(|one| one.id.as_deref()).collect();
    assert_eq!(ids, [Some("1"), Some("2")]);
    let error = read(b"{\"id\":[],\"text\":\"One.\"}", Form::Ndjson, None, &INPUT_LIMITS)
        .expect_err("no id");
    assert!(error.to_string().contains("an id is a text or a whole number"), "{error}");
    assert_eq!(documents[0].date, date("2021-04-14"));
    let error = read(b"{\"text\":\"One.\"}\n{\"id\":\"2\"}", Form::Ndjson, None, &INPUT_LIMITS)
        .expect_err("no text");
    assert!(
        error.to_string().starts_with("line 2 is no document: missing field `text`"),
        "{error}"
    );
}

#[test]
fn wire_texts_are_parted_and_give_their_day() {
    let file = "DEV-MUC3-0001 (X)\n\n   NO CITY, 4 FEB 90 (ABC) -- [TEXT] THE ARMY SAID SO.\n\nDEV-MUC3-0002 (X)\n\n   THERE IS NO DATELINE.\n";
    assert_eq!(Form::of(file.as_bytes()), Form::Wire);
    let documents = read(file.as_bytes(), Form::Wire, None, &INPUT_LIMITS).expect("texts");
    assert_eq!(documents.len(), 2);
    assert_eq!(
        (documents[0].text.as_str(), documents[0].date),
        ("THE ARMY SAID SO.", date("1990-02-04"))
    );
    let span = documents[0].map.span(Span::new(0, 8));
    assert_eq!(&file[span.range()], "THE ARMY");
    assert_eq!(documents[1].text.trim(), "THERE IS NO DATELINE.");
}

#[test]
fn deep_and_large_pages_are_refused_by_their_limit() {
    let deep = format!("<html><body>{}text", "<div>".repeat(100_000));
    let error = read(deep.as_bytes(), Form::Html, None, &INPUT_LIMITS).expect_err("too deep");
    assert_eq!(error, InputError::TooLarge { what: "nested elements", seen: 257, limit: 256 });
    let small = InputLimits { file_bytes: 10, ..INPUT_LIMITS };
    let error = read(b"more than ten bytes", Form::Text, None, &small).expect_err("too large");
    assert_eq!(
        error.to_string(),
        "file bytes: 19 are more than the limit of 10; part the file or raise the limit"
    );
}

#[test]
fn markup_that_is_broken_is_read_as_far_as_it_goes() {
    for source in [
        "<html><body><p>text<",
        "<html><body>text<p",
        "<html><body>a &notanentity; b",
        "<html><!-- never closed text",
        "<html><script>never closed",
    ] {
        let _ = read(source.as_bytes(), Form::Html, None, &INPUT_LIMITS);
    }
}
