//! Entry points for the fuzz targets: each takes any bytes and must return.

use jiff::Timestamp;

use crate::Policy;
use crate::feed::gdelt::{Stream, each_line, md5_line, size_line, slot_line};
use crate::feed::{acled, ucdp};

/// GDELT's lists: how many lines were read as entries of which kind.
#[must_use]
pub fn gdelt_lists(bytes: &[u8]) -> [usize; 3] {
    let mut counts = [0; 3];
    // A slice gives no error.
    let _ = each_line(bytes, |line| {
        let slot = slot_line(line);
        if let Some(entry) = &slot {
            for stream in [Stream::Events, Stream::Mentions, Stream::EventsV1] {
                let _ = stream.units_of(&entry.name);
            }
        }
        let found = [slot.is_some(), md5_line(line).is_some(), size_line(line).is_some()];
        for (count, found) in counts.iter_mut().zip(found) {
            *count += usize::from(found);
        }
        found.contains(&true)
    });
    counts
}

/// `Retry-After` and `Content-Range`.
#[must_use]
pub fn headers(text: &str) -> bool {
    let wait = crate::backoff::retry_after(text, Timestamp::UNIX_EPOCH);
    wait.is_some() || crate::fetcher::content_range(text).is_some()
}

/// A page of UCDP's interface: its events.
#[must_use]
pub fn ucdp_page(bytes: &[u8]) -> Option<usize> {
    ucdp::read_page(bytes).ok().map(|page| page.events())
}

/// A page of ACLED's interface: its rows.
#[must_use]
pub fn acled_page(bytes: &[u8]) -> Option<usize> {
    acled::read_page(bytes).ok().map(|page| page.rows)
}

/// A URL; true if it may be asked.
#[must_use]
pub fn address(text: &str) -> bool {
    crate::address::check(text, &Policy::default()).is_ok()
}

/// A checkpoint of each feed.
#[must_use]
pub fn checkpoint(text: &str) -> bool {
    let endpoints = crate::feed::Endpoints::default();
    let stream = Stream::Events;
    crate::feed::gdelt::GdeltFeed::new(stream, None, None, &endpoints, Some(text)).is_ok()
        && crate::feed::gdelt::GdeltFeed::open_gaps(stream, text).is_ok()
}
