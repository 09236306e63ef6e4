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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, text in ".{0,200}") {
            let _ = gdelt_lists(&bytes);
            let _ = gdelt_lists(text.as_bytes());
            let _ = ucdp_page(&bytes);
            let _ = acled_page(&bytes);
            let _ = headers(&text);
            let _ = checkpoint(&text);
            let _ = address(&text);
        }

        /// Damage to something real reaches further than noise does.
        #[test]
        fn damaged_pages_and_lists_are_read_or_refused(at in 0usize..120, byte: u8, cut in 0usize..120) {
            let samples: [&[u8]; 4] = [
                br#"{"status":200,"success":true,"count":1,"data":[{"event_id_cnty":"A1","timestamp":"7"}]}"#,
                br#"{"TotalCount":1,"TotalPages":1,"NextPageUrl":"","Result":[{"id":1}]}"#,
                b"150383 297a16b493de7cf6ca809a7cc31d0b93 http://a.se/v2/20150218230000.export.CSV.zip\n",
                br#"{"done":[[1582556,1582560]],"open":[[1582558,1582558]]}"#,
            ];
            for sample in samples {
                let mut damaged = sample.to_vec();
                let end = damaged.len();
                damaged[at % end] = byte;
                damaged.truncate(end - cut % end);
                let _ = gdelt_lists(&damaged);
                let _ = ucdp_page(&damaged);
                let _ = acled_page(&damaged);
                let _ = checkpoint(&String::from_utf8_lossy(&damaged));
            }
        }

        /// What may be asked is on the web: a scheme, a port and a host that are.
        #[test]
        fn a_host_of_numbers_is_public_or_refused(parts in prop::collection::vec(any::<u32>(), 1..5), form in 0..3) {
            let spelled: Vec<String> = parts
                .iter()
                .map(|part| match form {
                    0 => part.to_string(),
                    1 => format!("{part:#x}"),
                    _ => format!("0{part:o}"),
                })
                .collect();
            let text = format!("http://{}/", spelled.join("."));
            if address(&text) {
                let url = url::Url::parse(&text).expect("it passed");
                let Some(url::Host::Ipv4(host)) = url.host() else { panic!("{url}") };
                prop_assert!(crate::not_public(host.into()).is_none(), "{text} is {host}");
            }
        }
    }
}
