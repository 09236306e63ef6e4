//! UCDP's releases as files.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Product;
use crate::feed::{Endpoints, Feed, Gap, Piece, checkpoint, file_name, midnight};
use crate::{FetchError, Fetcher, Kind, Request};

/// Which releases to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// One, by its label: `25.1`, `25.0.10`.
    Label(String),
    /// What is newer than what is stored; of yearly releases the newest, of candidate months those that no
    /// yearly release covers yet.
    New,
    /// All that there may be, oldest first.
    Every,
}

/// Labels that are stored, with the checksum of their file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Checkpoint {
    done: BTreeMap<String, String>,
}

/// Releases of one product.
#[derive(Debug)]
pub struct UcdpBulk {
    product: Product,
    base: String,
    /// Labels with the first day that each newly covers.
    todo: VecDeque<(String, Option<Date>)>,
    /// Of yearly releases that are tried newest first, one is enough.
    first_is_enough: bool,
    asked_by_name: bool,
    gaps: Vec<Gap>,
    checkpoint: Checkpoint,
}

impl UcdpBulk {
    /// Releases of a product, seen from a day.
    ///
    /// # Errors
    /// When a label is no version of the product, or the checkpoint cannot be read.
    pub fn new(
        product: Product,
        which: &Which,
        today: Date,
        endpoints: &Endpoints,
        checkpoint: Option<&str>,
    ) -> Result<Self, FetchError> {
        let checkpoint: Checkpoint = checkpoint::read(product.feed(), checkpoint)?;
        let is_new = |label: &String| !checkpoint.done.contains_key(label);
        let expected = product.expected(today).into_iter();
        let dated = |(label, first): (String, Date)| (label, Some(first));
        let todo = match which {
            Which::Label(label) => {
                product.path(label)?;
                VecDeque::from([(label.clone(), None)])
            }
            Which::Every => expected.filter(|(label, _)| is_new(label)).map(dated).collect(),
            Which::New if product == Product::Candidate => {
                // The yearly release of a year appears in June and covers the year before.
                let covered = today.year() - i16::from(today.month() < 7) - 1;
                expected
                    .filter(|(label, first)| first.year() > covered && is_new(label))
                    .map(dated)
                    .collect()
            }
            Which::New => {
                expected.rev().take(2).take_while(|(label, _)| is_new(label)).map(dated).collect()
            }
        };
        Ok(Self {
            product,
            base: endpoints.ucdp_downloads.clone(),
            todo,
            first_is_enough: *which == Which::New && product != Product::Candidate,
            asked_by_name: matches!(which, Which::Label(_)),
            gaps: Vec::new(),
            checkpoint,
        })
    }

    fn piece(
        &mut self,
        label: Option<String>,
        file: Option<crate::Fetched>,
    ) -> Result<Piece, FetchError> {
        if let (Some(label), Some(file)) = (&label, &file) {
            self.checkpoint.done.insert(label.clone(), file.retrieval.sha256.clone());
        }
        Ok(Piece {
            name: file.as_ref().map_or_else(String::new, |file| file_name(&file.retrieval.url)),
            dataset: Some(self.product.dataset()),
            label,
            published: None,
            gaps: std::mem::take(&mut self.gaps),
            closed: Vec::new(),
            checkpoint: checkpoint::write(self.product.feed(), &self.checkpoint)?,
            file,
        })
    }

    /// What it means that a release is not there: nothing at the end of the list, where it may not have
    /// been published; a gap before it.
    fn missing(&mut self, first: Option<Date>) {
        let (Some(first), false, false) = (first, self.todo.is_empty(), self.first_is_enough)
        else {
            return;
        };
        let last = self.product.last_day(first);
        self.gaps.push(Gap {
            dataset: self.product.dataset(),
            from: midnight(first),
            to: midnight(last.tomorrow().unwrap_or(last)),
            reason: "answers 404".to_owned(),
        });
    }
}

impl Feed for UcdpBulk {
    fn name(&self) -> &'static str {
        self.product.feed()
    }

    fn next(&mut self, fetcher: &Fetcher) -> Result<Option<Piece>, FetchError> {
        while let Some((label, first)) = self.todo.front().cloned() {
            let url = format!("{}/{}", self.base, self.product.path(&label)?);
            let fetched = match fetcher.fetch(&Request::new(url, Kind::File)) {
                Ok(fetched) => fetched,
                Err(error) if error.is_missing() && !self.asked_by_name => {
                    self.todo.pop_front();
                    self.missing(first);
                    continue;
                }
                Err(error) => return Err(error),
            };
            self.todo.pop_front();
            if self.first_is_enough {
                self.todo.clear();
            }
            if self.checkpoint.done.get(&label) == Some(&fetched.retrieval.sha256) {
                continue;
            }
            return self.piece(Some(label), Some(fetched)).map(Some);
        }
        if self.gaps.is_empty() { Ok(None) } else { self.piece(None, None).map(Some) }
    }
}
