//! A feed into a document for each item.

use super::Contents;
use super::document::{Document, SourceMap};
use super::limits::{InputError, InputLimits};
use super::markup::strip;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Reads the items of a feed: the content where there is one, else the summary. Bytes are those of the
/// item's own content, as feeds carry it escaped. Days are those of UTC. An item that is above the limits is
/// left out with its reason.
///
/// # Errors
/// The file is no feed, or larger than the limits.
pub(super) fn read(bytes: &[u8], limits: &InputLimits) -> Result<Contents, InputError> {
    limits.check("feed bytes", bytes.len(), limits.feed_bytes)?;
    check_depth(bytes, limits)?;
    let feed =
        feed_rs::parser::parse(bytes).map_err(|error| InputError::Feed(error.to_string()))?;
    limits.check("feed items", feed.entries.len(), limits.items)?;
    let mut read = Contents::default();
    for entry in feed.entries {
        match item(entry, limits) {
            Ok(document) => read.documents.push(document),
            Err(fault) => read.faults.push(fault),
        }
    }
    Ok(read)
}

/// Elements within elements, before the feed's own reader counts them in a number that is soon too small.
fn check_depth(bytes: &[u8], limits: &InputLimits) -> Result<(), InputError> {
    let mut reader = Reader::from_reader(bytes);
    // Told to put up with everything, so that it does not stop before the other one does.
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let (mut depth, mut buffer) = (0_usize, Vec::new());
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        limits.check("nested elements", depth, limits.depth)?;
        buffer.clear();
    }
}

fn item(entry: feed_rs::model::Entry, limits: &InputLimits) -> Result<Document, InputError> {
    let body = entry
        .content
        .and_then(|content| content.body)
        .or(entry.summary.map(|summary| summary.content));
    let stripped = strip(&body.unwrap_or_default(), 0, limits)?;
    let published = entry.published.or(entry.updated).map(|time| time.timestamp());
    let title = entry.title.map(|title| strip(&title.content, 0, limits)).transpose()?;
    let date = published
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map(|time| time.to_zoned(TimeZone::UTC).date());
    let url = entry.links.into_iter().next().map(|link| link.href);
    let title = title.map(|title| title.text.trim().to_owned()).filter(|title| !title.is_empty());
    let (text, map) = if stripped.text.trim().is_empty() {
        (title.clone().unwrap_or_default(), SourceMap::identity(0))
    } else {
        (stripped.text, stripped.map)
    };
    Ok(Document { id: Some(entry.id), title, date, url, text, map })
}
