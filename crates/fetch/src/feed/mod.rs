//! What sources publish, piece by piece.
//!
//! Every feed has the same verb: [`Feed::next`] gives the next [`Piece`], or `None` when there is nothing
//! new. A piece carries the checkpoint that holds once its rows are stored; it goes into the same commit,
//! and is given back when the feed is opened again. A run that stops anywhere loses at most the piece that
//! was not stored, and that one is fetched from the raw folder, not from the network.

pub mod acled;
mod checkpoint;
mod endpoints;
pub mod gdelt;
pub mod ucdp;
mod web;

pub use endpoints::Endpoints;
pub use web::WebFeed;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::{FetchError, Fetched, Fetcher};

/// A time for which a dataset has nothing although it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The dataset.
    pub dataset: &'static str,
    /// The beginning.
    pub from: Timestamp,
    /// The end, not included.
    pub to: Timestamp,
    /// Why there is nothing: `not listed`, `answers 404`, or what else happened.
    pub reason: String,
}

/// One step of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The bytes to ingest; `None` when the step only found gaps or moved the checkpoint.
    pub file: Option<Fetched>,
    /// The name under which a reader should know the file (`GEDEvent_v25_0_10.csv`): the last part of
    /// its address, or a name of ours for a page.
    pub name: String,
    /// The dataset, if it is known before the file is read.
    pub dataset: Option<&'static str>,
    /// The version by the source's name.
    pub label: Option<String>,
    /// The day on which it was published, if the address says so.
    pub published: Option<Date>,
    /// Gaps that this step found.
    pub gaps: Vec<Gap>,
    /// Gaps of earlier runs that this step closed.
    pub closed: Vec<Gap>,
    /// JSON to store in the same commit as the rows; it never holds a secret.
    pub checkpoint: String,
}

/// A source's publications, in the order in which they are to be stored.
pub trait Feed {
    /// The feed's name, under which its checkpoint is stored: `ucdp-bulk:ged`, `gdelt:events`.
    fn name(&self) -> &'static str;

    /// Fetches the next piece; `None` when there is nothing more for now.
    ///
    /// # Errors
    /// When the network, the server or a limit says no. What was given out before stays valid, and the
    /// next call tries the same piece again.
    fn next(&mut self, fetcher: &Fetcher) -> Result<Option<Piece>, FetchError>;
}

/// Midnight UTC at the start of a day.
pub(crate) fn midnight(day: Date) -> Timestamp {
    day.to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::MIN, |zoned| zoned.timestamp())
}

/// The last part of an address, if it can be a file name.
pub(crate) fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = last.chars().filter(|c| safe(*c)).take(120).collect();
    let name = name.trim_start_matches('.').to_owned();
    if name.is_empty() { "download".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_the_last_part_and_cannot_lead_elsewhere() {
        for (url, name) in [
            ("https://a.se/x/ged251-csv.zip", "ged251-csv.zip"),
            ("https://a.se/feed/?page=2", "feed"),
            ("https://a.se/..%2f..%2fetc", "2f..2fetc"),
            ("https://a.se/...", "download"),
            ("https://a.se/a%20b.csv#x/y", "a20b.csv"),
        ] {
            assert_eq!(file_name(url), name, "{url}");
        }
    }
}
