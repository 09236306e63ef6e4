//! GDELT's bulk files.
//!
//! Lists: 2.0 `masterfilelist.txt` (all files) and `lastupdate.txt` (the newest), each line size, MD5 and
//! address; 1.0 `md5sums` and `filesizes`. A slot that is not in the list or answers 404 is a gap. Gaps
//! stay open for 30 days, in which slots that come late are fetched, and are final after that.
//!
//! The list of all files has grown beyond 100 MB, so for up to two days of slots it is not fetched: their
//! files are asked for by name, without a checksum but with their declared length, and the archive has a
//! checksum of its own.

mod lists;
mod plan;
mod ranges;
mod stream;

pub use stream::Stream;

pub(crate) use lists::{each_line, md5_line, size_line, slot_line};

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::BufReader;

use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use self::lists::{Entry, nothing_read};
use self::plan::{Listed, Step, by_name, from_list};
use self::ranges::Ranges;
use super::{Endpoints, Feed, Gap, Piece, checkpoint};
use crate::{Expected, FetchError, Fetched, Fetcher, Kind, Request};

/// Slots that are asked for without the list of all files.
const BY_NAME: u64 = 192;

/// Days for which a gap stays open.
const OPEN_DAYS: i64 = 30;

/// How far a stream has come, in its units since 1970.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Checkpoint {
    /// Units whose files are stored or that are known to have none.
    done: Ranges,
    /// Those without a file that may yet come.
    open: Ranges,
}

/// The files of one stream for an interval.
#[derive(Debug)]
pub struct GdeltFeed {
    stream: Stream,
    base: String,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    steps: Option<VecDeque<Step>>,
    checkpoint: Checkpoint,
    gaps: Vec<Gap>,
    touched: bool,
}

impl GdeltFeed {
    /// The files for the time from `from` (else: behind what is stored, or the newest file alone) to `to`,
    /// included (else: the newest). Slots that are stored are not fetched again.
    ///
    /// # Errors
    /// When the interval is none, or the checkpoint cannot be read.
    pub fn new(
        stream: Stream,
        from: Option<Timestamp>,
        to: Option<Timestamp>,
        endpoints: &Endpoints,
        checkpoint: Option<&str>,
    ) -> Result<Self, FetchError> {
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return Err(FetchError::Request(format!("the end {to} lies before the start {from}")));
        }
        let checkpoint: Checkpoint = checkpoint::read(stream.feed(), checkpoint)?;
        if !checkpoint.done.is_sound() || !checkpoint.open.is_sound() {
            let reason = "its intervals are none".to_owned();
            return Err(FetchError::Checkpoint { feed: stream.feed(), reason });
        }
        let base = match stream {
            Stream::Events | Stream::Mentions => &endpoints.gdelt2,
            Stream::EventsV1 => &endpoints.gdelt1,
        };
        Ok(Self {
            stream,
            base: base.clone(),
            from,
            to,
            steps: None,
            checkpoint,
            gaps: Vec::new(),
            touched: false,
        })
    }

    /// Gaps that a checkpoint leaves open.
    ///
    /// # Errors
    /// When the checkpoint cannot be read.
    pub fn open_gaps(stream: Stream, text: &str) -> Result<Vec<Gap>, FetchError> {
        let checkpoint: Checkpoint = checkpoint::read(stream.feed(), Some(text))?;
        Ok(checkpoint.open.iter().map(|(a, b)| gap(stream, a, b, "not there yet")).collect())
    }

    /// Finds out what there is to do.
    fn plan(&self, fetcher: &Fetcher) -> Result<VecDeque<Step>, FetchError> {
        let (newest, full) = match self.stream {
            Stream::EventsV1 => {
                let listed = self.daily_list(fetcher)?;
                (listed.iter().map(|file| file.to).max(), Some(listed))
            }
            _ => {
                let listed = self.slot_list(fetcher, "lastupdate.txt", Kind::Feed, |_| true)?;
                (listed.iter().map(|file| file.to).max(), None)
            }
        };
        let Some(newest) = newest else { return Ok(VecDeque::new()) };
        let want = self.want(newest);
        let open = &self.checkpoint.open;
        let steps = match full {
            Some(listed) => from_list(self.stream, listed, &want, open),
            None if want.count().saturating_add(open.count()) <= BY_NAME => {
                by_name(self.stream, &want, open)
            }
            None => {
                // Of a million lines only those that are needed are held.
                let needed = |unit| want.has(unit) || open.has(unit);
                let listed = self.slot_list(fetcher, "masterfilelist.txt", Kind::File, needed)?;
                from_list(self.stream, listed, &want, open)
            }
        };
        Ok(steps)
    }

    /// Units that are wanted and not done.
    fn want(&self, newest: i64) -> Ranges {
        let stream = self.stream;
        let first = match (self.from, self.checkpoint.done.last()) {
            (Some(from), _) => stream.unit_of(from),
            (None, Some(last)) => last + 1,
            (None, None) => newest,
        };
        let last = self.to.map_or(newest, |to| stream.unit_of(to)).min(newest);
        self.checkpoint.done.missing(first.max(stream.first()), last)
    }

    fn slot_list(
        &self,
        fetcher: &Fetcher,
        name: &str,
        kind: Kind,
        needed: impl Fn(i64) -> bool,
    ) -> Result<Vec<Listed>, FetchError> {
        let mut listed = Vec::new();
        self.read_list(fetcher, name, kind, |line| {
            let Some(entry) = slot_line(line) else { return false };
            listed.extend(self.listed(entry).filter(|file| needed(file.from)));
            true
        })?;
        Ok(listed)
    }

    fn daily_list(&self, fetcher: &Fetcher) -> Result<Vec<Listed>, FetchError> {
        let mut sizes = HashMap::new();
        self.read_list(fetcher, "filesizes", Kind::Feed, |line| {
            size_line(line).is_some_and(|(name, size)| {
                sizes.insert(name, size);
                true
            })
        })?;
        let mut listed = Vec::new();
        self.read_list(fetcher, "md5sums", Kind::Feed, |line| {
            let Some(mut entry) = md5_line(line) else { return false };
            entry.bytes = sizes.get(&entry.name).copied();
            listed.extend(self.listed(entry));
            true
        })?;
        Ok(listed)
    }

    fn listed(&self, entry: Entry) -> Option<Listed> {
        let (from, to) = self.stream.units_of(&entry.name)?;
        Some(Listed { from, to, entry })
    }

    /// Fetches a list, gives its lines to a function, and throws it away: it is no data, and the next one
    /// is another.
    fn read_list(
        &self,
        fetcher: &Fetcher,
        name: &str,
        kind: Kind,
        mut take: impl FnMut(&str) -> bool,
    ) -> Result<(), FetchError> {
        let url = format!("{}/{name}", self.base);
        let fetched = fetcher.fetch(&Request::new(&url, kind))?;
        let failed = |error| FetchError::io(&fetched.path, error);
        let file = File::open(&fetched.path).map_err(failed)?;
        let mut taken: u64 = 0;
        let skipped = each_line(BufReader::with_capacity(1 << 16, file), |line| {
            let good = take(line);
            taken += u64::from(good);
            good
        });
        let skipped = skipped.map_err(failed)?;
        fetcher.raw().forget(&fetched.retrieval)?;
        if taken == 0 {
            return Err(nothing_read(&url));
        }
        if skipped > 0 {
            tracing::info!(list = name, skipped, "lines that are no entries");
        }
        Ok(())
    }

    /// Notes that units have no file.
    fn missing(&mut self, from: i64, to: i64, reason: &str, now: Timestamp) {
        let is_new = !self.checkpoint.open.has(from);
        self.touched |= is_new;
        self.checkpoint.done.add(from, to);
        let oldest = now.checked_sub(Span::new().hours(OPEN_DAYS * 24)).unwrap_or(now);
        let oldest = self.stream.unit_of(oldest);
        self.checkpoint.open.add(from.max(oldest), to);
        if is_new {
            self.gaps.push(gap(self.stream, from, to, reason));
        }
    }

    /// Gaps that nobody waits for any more.
    fn close_old(&mut self, now: Timestamp) {
        let oldest = now.checked_sub(Span::new().hours(OPEN_DAYS * 24)).unwrap_or(now);
        self.checkpoint.open.remove(i64::MIN, self.stream.unit_of(oldest) - 1);
    }

    fn piece(&mut self, file: Option<(Fetched, i64, i64, String)>) -> Result<Piece, FetchError> {
        let mut closed = Vec::new();
        let mut published = None;
        let mut name = String::new();
        let mut fetched = None;
        if let Some((file, from, to, file_name)) = file {
            if self.checkpoint.open.has(from) {
                closed.push(gap(self.stream, from, to, "came late"));
            }
            self.checkpoint.open.remove(from, to);
            self.checkpoint.done.add(from, to);
            published = self.stream.published(from, to);
            name = file_name;
            fetched = Some(file);
        }
        self.touched = false;
        Ok(Piece {
            file: fetched,
            name,
            dataset: Some(self.stream.dataset()),
            label: None,
            published,
            gaps: std::mem::take(&mut self.gaps),
            closed,
            checkpoint: checkpoint::write(self.stream.feed(), &self.checkpoint)?,
        })
    }
}

fn gap(stream: Stream, from: i64, to: i64, reason: &str) -> Gap {
    Gap {
        dataset: stream.dataset(),
        from: stream.start(from),
        to: stream.start(to.saturating_add(1)),
        reason: reason.to_owned(),
    }
}

impl Feed for GdeltFeed {
    fn name(&self) -> &'static str {
        self.stream.feed()
    }

    fn next(&mut self, fetcher: &Fetcher) -> Result<Option<Piece>, FetchError> {
        let mut steps = match self.steps.take() {
            Some(steps) => steps,
            None => {
                self.close_old(fetcher.now());
                self.plan(fetcher)?
            }
        };
        while let Some(step) = steps.pop_front() {
            let (from, to, name, md5, bytes) = match step.clone() {
                Step::Missing { from, to } => {
                    self.missing(from, to, "not listed", fetcher.now());
                    continue;
                }
                Step::Fetch { from, to, name, md5, bytes } => (from, to, name, md5, bytes),
            };
            let url = format!("{}/{name}", self.base);
            let expected = Expected { md5, bytes, sha256: None };
            match fetcher.fetch(&Request::new(url, Kind::File).expecting(expected)) {
                Ok(fetched) => {
                    self.steps = Some(steps);
                    return self.piece(Some((fetched, from, to, name))).map(Some);
                }
                Err(error) if error.is_missing() => {
                    self.missing(from, to, "answers 404", fetcher.now());
                }
                // One damaged file must not hold up all that come after it.
                Err(error @ FetchError::Mismatch { .. }) => {
                    self.missing(from, to, &error.to_string(), fetcher.now());
                }
                Err(error) => {
                    steps.push_front(step);
                    self.steps = Some(steps);
                    return Err(error);
                }
            }
        }
        self.steps = Some(steps);
        if self.touched { self.piece(None).map(Some) } else { Ok(None) }
    }
}
