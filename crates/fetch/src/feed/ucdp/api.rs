//! UCDP's interface, a page at a time.
//!
//! `GET {api}/gedevents/{version}?pagesize=1000&page=N` with the header `x-ucdp-access-token`, which is
//! needed since 2026; pages count from 0. The answer has `TotalCount`, `TotalPages`, `NextPageUrl` (empty
//! or null on the last page) and `Result`. Not verified against the service: that an unknown version
//! answers with an error status.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::Product;
use crate::feed::{Endpoints, Feed, Piece, checkpoint};
use crate::{FetchError, Fetcher, Kind, Request, Secret, SecretHeader};

const NAME: &str = "ucdp-api:ged";

/// Events on a page; the most that the interface gives.
const PAGE_SIZE: u32 = 1000;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Checkpoint {
    version: String,
    /// Pages that are stored, from the first on.
    pages: u32,
    done: bool,
}

/// What a page says beside its events.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Page {
    total_pages: u32,
    #[serde(default)]
    next_page_url: Option<String>,
    result: Vec<IgnoredAny>,
}

impl Page {
    /// The events on it.
    pub(crate) fn events(&self) -> usize {
        self.result.len()
    }

    /// Whether another follows the page of this number (from 0).
    pub(crate) fn has_next(&self, number: u32) -> bool {
        let named = self.next_page_url.as_ref().is_some_and(|url| !url.is_empty());
        (named || number.saturating_add(1) < self.total_pages) && self.events() > 0
    }
}

/// Reads what a page says beside its events.
pub(crate) fn read_page(reader: impl std::io::Read) -> Result<Page, String> {
    // The parser's own words could quote what the server sent back to us.
    serde_json::from_reader(reader)
        .map_err(|error| format!("line {}, column {}", error.line(), error.column()))
}

/// The events of one version, page by page. A version does not change, so a run that stopped goes on with
/// the page behind the last that was stored.
#[derive(Debug)]
pub struct UcdpApi {
    base: String,
    token: Secret,
    checkpoint: Checkpoint,
}

impl UcdpApi {
    /// The events of a version: `25.1`, `25.0.10`, `25.01.25.06`.
    ///
    /// # Errors
    /// When the version is none, or the checkpoint cannot be read.
    pub fn new(
        version: &str,
        token: Secret,
        endpoints: &Endpoints,
        checkpoint: Option<&str>,
    ) -> Result<Self, FetchError> {
        Product::Ged.path(version).or_else(|_| Product::Candidate.path(version))?;
        let mut checkpoint: Checkpoint = checkpoint::read(NAME, checkpoint)?;
        if checkpoint.version != version {
            checkpoint = Checkpoint { version: version.to_owned(), ..Checkpoint::default() };
        }
        Ok(Self { base: endpoints.ucdp_api.clone(), token, checkpoint })
    }

    fn page(&self, path: &Path, url: &str) -> Result<Page, FetchError> {
        let file = File::open(path).map_err(|error| FetchError::io(path, error))?;
        read_page(BufReader::new(file)).map_err(|reason| FetchError::Answer {
            url: crate::address::shown_text(url),
            reason: format!("page {} is no page of events ({reason})", self.checkpoint.pages),
        })
    }
}

impl Feed for UcdpApi {
    fn name(&self) -> &'static str {
        NAME
    }

    fn next(&mut self, fetcher: &Fetcher) -> Result<Option<Piece>, FetchError> {
        if self.checkpoint.done {
            return Ok(None);
        }
        let Checkpoint { version, pages: number, .. } = self.checkpoint.clone();
        let url = format!("{}/gedevents/{version}?pagesize={PAGE_SIZE}&page={number}", self.base);
        let header =
            SecretHeader { name: "x-ucdp-access-token", prefix: "", secret: self.token.clone() };
        let fetched = fetcher.fetch(&Request::new(&url, Kind::Page).with_secret(header))?;
        let page = match self.page(&fetched.path, &url) {
            Ok(page) => page,
            Err(error) => {
                // What is no page must not be taken for one the next time.
                fetcher.raw().forget(&fetched.retrieval)?;
                return Err(error);
            }
        };
        self.checkpoint.pages = number.saturating_add(1);
        self.checkpoint.done = !page.has_next(number);
        Ok(Some(Piece {
            name: format!("gedevents-{version}-page-{number}.json"),
            dataset: Some(Product::Ged.dataset()),
            label: Some(version),
            published: None,
            gaps: Vec::new(),
            closed: Vec::new(),
            checkpoint: checkpoint::write(NAME, &self.checkpoint)?,
            file: Some(fetched),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        read_page(text.as_bytes()).expect(text)
    }

    #[test]
    fn the_last_page_has_no_next() {
        let middle = r#"{"TotalCount":3,"TotalPages":3,"NextPageUrl":"x","Result":[{"id":1}]}"#;
        assert!(page(middle).has_next(0));
        let last = r#"{"TotalPages":3,"NextPageUrl":"","Result":[{"id":1}]}"#;
        assert!(page(last).has_next(1) && !page(last).has_next(2));
        let empty = r#"{"TotalPages":3,"NextPageUrl":"x","Result":[]}"#;
        assert!(!page(empty).has_next(0));
    }

    #[test]
    fn what_is_no_page_is_told_as_such() {
        for text in ["", "[]", "{}", r#"{"TotalPages":-1,"Result":[]}"#, "API token required"] {
            assert!(read_page(text.as_bytes()).is_err(), "{text}");
        }
    }
}
