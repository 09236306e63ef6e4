//! Notices as feeds that feed readers subscribe to: Atom 1.0 (RFC 4287) and JSON Feed 1.1.
//!
//! A feed is made anew from all its notices each time, and the same notices give the same bytes. Ids are
//! UUIDs made of the notices' own ids, so a notice that changes is the same entry with a later date.

use std::path::Path;

use atom_syndication as atom;
use bellwether_model::Notice;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::ExportError;
use crate::file::place;
use crate::stix::uuid_of;

/// Notices in a feed at most, the newest first; more would be read anew by every reader for ever.
const NOTICES: usize = 500;

/// The forms of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedForm {
    /// Atom 1.0.
    Atom,
    /// JSON Feed 1.1.
    JsonFeed,
}

/// What a feed says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedHead {
    /// What it is called.
    pub title: String,
    /// What tells it from other feeds, the same in every run.
    pub id: String,
    /// Where it can be fetched, if it is published.
    pub url: Option<String>,
    /// The terms of the data behind it, in a sentence.
    pub rights: String,
}

/// Writes a feed.
///
/// # Errors
/// When a time cannot be written, which those of the years 0 to 9999 always can.
pub fn feed(form: FeedForm, head: &FeedHead, notices: &[Notice]) -> Result<Vec<u8>, ExportError> {
    let mut sorted: Vec<&Notice> = notices.iter().collect();
    sorted.sort_by(|a, b| (b.updated, &a.id).cmp(&(a.updated, &b.id)));
    sorted.truncate(NOTICES);
    match form {
        FeedForm::Atom => atom(head, &sorted),
        FeedForm::JsonFeed => json_feed(head, &sorted),
    }
}

/// Writes a feed to a file, whole or not at all.
///
/// # Errors
/// When the file cannot be written, with its path.
pub fn save_feed(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    place(path, |out| Ok(out.write_all(bytes)?))
}

fn iri(kind: &str, id: &str) -> String {
    format!("urn:uuid:{}", uuid_of(kind, id))
}

fn atom(head: &FeedHead, notices: &[&Notice]) -> Result<Vec<u8>, ExportError> {
    let entries: Result<Vec<_>, _> = notices.iter().map(|notice| entry(notice)).collect();
    let updated = notices.iter().map(|notice| notice.updated).max();
    let link = |url: &String| atom::Link {
        href: url.clone(),
        rel: "self".to_owned(),
        mime_type: Some("application/atom+xml".to_owned()),
        ..atom::Link::default()
    };
    let author = atom::Person { name: "Bellwether".to_owned(), ..atom::Person::default() };
    let generator = atom::Generator {
        value: "Bellwether".to_owned(),
        uri: None,
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    };
    let feed = atom::Feed {
        title: atom::Text::plain(visible(&head.title)),
        id: iri("feed", &head.id),
        updated: instant(updated.unwrap_or(Timestamp::UNIX_EPOCH))?,
        authors: vec![author],
        generator: Some(generator),
        links: head.url.iter().map(link).collect(),
        rights: Some(atom::Text::plain(visible(&head.rights))),
        entries: entries?,
        ..atom::Feed::default()
    };
    let options = atom::WriteConfig { write_document_declaration: true, indent_size: Some(1) };
    let bytes = feed.write_with_config(Vec::new(), options).map_err(unwritable)?;
    Ok(bytes)
}

fn entry(notice: &Notice) -> Result<atom::Entry, ExportError> {
    Ok(atom::Entry {
        title: atom::Text::plain(visible(&notice.title)),
        id: iri("notice", &notice.id),
        updated: instant(notice.updated)?,
        published: Some(instant(notice.published)?),
        summary: Some(atom::Text::plain(visible(&notice.summary))),
        content: Some(atom::Content {
            value: Some(visible(&notice.body)),
            content_type: Some("text".to_owned()),
            ..atom::Content::default()
        }),
        ..atom::Entry::default()
    })
}

fn json_feed(head: &FeedHead, notices: &[&Notice]) -> Result<Vec<u8>, ExportError> {
    let items: Vec<Value> = notices
        .iter()
        .map(|notice| {
            json!({
                "id": iri("notice", &notice.id),
                "title": notice.title,
                "summary": notice.summary,
                "content_text": notice.body,
                "date_published": notice.published,
                "date_modified": notice.updated,
                "_bellwether": { "about": "https://example.org/bellwether", "id": notice.id, "data": notice.payload },
            })
        })
        .collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "description": head.rights,
        "authors": [{ "name": "Bellwether" }],
        "language": "en",
    });
    if let Some(url) = &head.url {
        feed["feed_url"] = json!(url);
    }
    feed["items"] = Value::Array(items);
    let mut bytes = serde_json::to_vec_pretty(&feed).map_err(std::io::Error::from)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn instant(at: Timestamp) -> Result<atom::FixedDateTime, ExportError> {
    at.to_string().parse().map_err(unwritable)
}

fn unwritable(error: impl ToString) -> ExportError {
    ExportError::Write(std::io::Error::other(error.to_string()))
}

/// A text without the characters that XML cannot hold.
fn visible(text: &str) -> String {
    let can = |c: char| {
        matches!(c, '\t' | '\n' | '\r')
            || (!c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    text.chars().map(|c| if can(c) { c } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(id: &str, day: i64) -> Notice {
        let at = Timestamp::from_second(86_400 * day).expect("a time");
        Notice {
            id: id.into(),
            title: format!("A & B <{id}>\u{1}"),
            summary: "more \"events\" ]]> than before".into(),
            body: "line one\nline two & <script>alert(1)</script>".into(),
            published: Timestamp::UNIX_EPOCH,
            updated: at,
            payload: json!({ "facet": "tempo" }),
        }
    }

    fn head() -> FeedHead {
        FeedHead {
            title: "Alerts".into(),
            id: "store-1".into(),
            url: Some("https://example.org/alerts".into()),
            rights: "counts of UCDP GED, CC BY 4.0".into(),
        }
    }

    #[test]
    fn a_reader_of_feeds_finds_everything_in_both_forms() {
        let notices = [notice("a", 1), notice("b", 3), notice("c", 2)];
        for form in [FeedForm::Atom, FeedForm::JsonFeed] {
            let bytes = feed(form, &head(), &notices).expect("written");
            let read = feed_rs::parser::parse(bytes.as_slice()).expect("valid");
            assert_eq!(read.title.expect("a title").content, "Alerts");
            let ids: Vec<&str> = read.entries.iter().map(|entry| entry.id.as_str()).collect();
            let newest_first = ["b", "c", "a"].map(|id| iri("notice", id));
            assert_eq!(ids, newest_first, "{form:?}");
            let first = &read.entries[0];
            let updated = first.updated.expect("a time").timestamp();
            assert_eq!(updated, 3 * 86_400, "{form:?}");
            let content = first.content.as_ref().and_then(|content| content.body.clone());
            assert_eq!(content.as_deref(), Some(notices[1].body.as_str()), "{form:?}");
            let title = &first.title.as_ref().expect("a title").content;
            assert!(title.starts_with("A & B <b>"), "{title}");
        }
    }

    /// What RFC 4287 asks of a feed and an entry: title, id, updated, an author, unique ids that are IRIs.
    #[test]
    fn an_atom_feed_has_what_the_standard_asks_for() {
        let bytes =
            feed(FeedForm::Atom, &head(), &[notice("a", 1), notice("b", 2)]).expect("written");
        let text = String::from_utf8(bytes).expect("text");
        assert!(text.starts_with("<?xml version=\"1.0\""), "{text}");
        assert!(text.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\""), "{text}");
        for (part, times) in
            [("<id>urn:uuid:", 3), ("<updated>", 3), ("<title", 3), ("<author>", 1)]
        {
            assert_eq!(text.matches(part).count(), times, "{part} in {text}");
        }
        assert!(text.contains("rel=\"self\"") && text.contains("<updated>1970-01-03T00:00:00"));
        assert!(!text.contains("<script>") && !text.contains('\u{1}'), "{text}");
    }

    /// What JSON Feed 1.1 asks of a feed and an item: version, title, items; id and content.
    #[test]
    fn a_json_feed_has_what_the_standard_asks_for() {
        let bytes = feed(FeedForm::JsonFeed, &head(), &[notice("a", 1)]).expect("written");
        let value: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(value["version"], "https://jsonfeed.org/version/1.1");
        let item = &value["items"][0];
        assert!(item["id"].is_string() && item["content_text"].is_string());
        assert_eq!(item["date_modified"], "1970-01-02T00:00:00Z");
        assert_eq!(item["_bellwether"]["data"]["facet"], "tempo");
    }

    #[test]
    fn an_empty_feed_is_one_and_the_order_of_notices_changes_nothing() {
        for form in [FeedForm::Atom, FeedForm::JsonFeed] {
            let empty = feed(form, &head(), &[]).expect("written");
            assert!(feed_rs::parser::parse(empty.as_slice()).expect("valid").entries.is_empty());
            let (a, b) = (notice("a", 1), notice("b", 1));
            let one = feed(form, &head(), &[a.clone(), b.clone()]).expect("written");
            assert_eq!(one, feed(form, &head(), &[b, a]).expect("written"));
        }
    }
}
