//! A feed into a document for each item.

use super::document::{Document, SourceMap};
use super::limits::{InputError, InputLimits};
use super::markup::strip;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Reads the items of a feed: the content where there is one, else the summary. Bytes are those of the
/// item's own content, as feeds carry it escaped. Days are those of UTC.
///
/// # Errors
/// The file is no feed, or larger than the limits.
pub(super) fn read(bytes: &[u8], limits: &InputLimits) -> Result<Vec<Document>, InputError> {
    limits.check("feed bytes", bytes.len(), limits.feed_bytes)?;
    let feed =
        feed_rs::parser::parse(bytes).map_err(|error| InputError::Feed(error.to_string()))?;
    limits.check("feed items", feed.entries.len(), limits.items)?;
    feed.entries.into_iter().map(|entry| item(entry, limits)).collect()
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
