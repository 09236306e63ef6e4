//! Any file or feed at a URL.

use serde::{Deserialize, Serialize};

use super::{Feed, Piece, checkpoint, file_name};
use crate::{Expected, FetchError, Fetcher, Kind, Request};

const NAME: &str = "url";

/// What was stored last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Checkpoint {
    url: String,
    sha256: String,
}

/// One URL: one piece whenever its content is not what was stored last.
#[derive(Debug)]
pub struct WebFeed {
    request: Request,
    checkpoint: Checkpoint,
    done: bool,
}

impl WebFeed {
    /// The file or feed at a URL, with a checksum if one is known.
    ///
    /// # Errors
    /// When the checkpoint cannot be read.
    pub fn new(
        url: &str,
        kind: Kind,
        sha256: Option<String>,
        checkpoint: Option<&str>,
    ) -> Result<Self, FetchError> {
        let expected = Expected { sha256, ..Expected::default() };
        let request = Request::new(url, kind).expecting(expected);
        Ok(Self { request, checkpoint: checkpoint::read(NAME, checkpoint)?, done: false })
    }
}

impl Feed for WebFeed {
    fn name(&self) -> &'static str {
        NAME
    }

    fn next(&mut self, fetcher: &Fetcher) -> Result<Option<Piece>, FetchError> {
        if self.done {
            return Ok(None);
        }
        let fetched = fetcher.fetch(&self.request)?;
        self.done = true;
        let now =
            Checkpoint { url: self.request.url.clone(), sha256: fetched.retrieval.sha256.clone() };
        if now == self.checkpoint {
            return Ok(None);
        }
        Ok(Some(Piece {
            name: file_name(&fetched.retrieval.final_url),
            dataset: None,
            label: None,
            published: None,
            gaps: Vec::new(),
            closed: Vec::new(),
            checkpoint: checkpoint::write(NAME, &now)?,
            file: Some(fetched),
        }))
    }
}
