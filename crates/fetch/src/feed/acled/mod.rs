//! ACLED's interface, with the user's own account.
//!
//! `GET {acled}/api/acled/read?_format=json&limit=5000&page=N` with `Authorization: Bearer …`; pages count
//! from 1 and end with one that is not full. Filters: `country=A|B`, `event_date=FROM|TO` with
//! `event_date_where=BETWEEN`, and for what changed `timestamp=T` with `timestamp_where=>`. Deletions are
//! read in the same way from `{acled}/api/deleted/read` with `deleted_timestamp`. Source: ACLED's interface
//! documentation and its R package. Not verified against the service: that `timestamp_where` takes `>`,
//! that pages of one question do not shift while they are read, and in which order rows come; so a run
//! reads each page that it was interrupted at again, and starts over after six hours.

mod login;
mod page;

pub(crate) use page::read_page;

use std::fs::File;
use std::io::BufReader;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use url::form_urlencoded::Serializer;

use self::login::Login;
use self::page::Page;
use super::{Endpoints, Feed, Piece, checkpoint};
use crate::address::shown_text;
use crate::{FetchError, Fetched, Fetcher, Kind, Request, Secret, SecretHeader};

const NAME: &str = "acled";

/// Rows on a page; the interface's own default.
const PAGE_ROWS: usize = 5000;

/// Seconds after which a run that was interrupted starts over.
const RUN_SECONDS: i64 = 6 * 60 * 60;

/// The day of ACLED's first event, for an open beginning.
const FIRST_DAY: Date = date(1997, 1, 1);

/// What to ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcledQuery {
    /// Countries by ACLED's names; all if empty.
    pub countries: Vec<String>,
    /// The first day of events.
    pub from: Option<Date>,
    /// The last day of events, included.
    pub to: Option<Date>,
}

impl AcledQuery {
    /// The filters as one text, by which a checkpoint knows its own question.
    fn filters(&self) -> String {
        let mut text = Serializer::new(String::new());
        if !self.countries.is_empty() {
            text.append_pair("country", &self.countries.join("|"));
        }
        if self.from.is_some() || self.to.is_some() {
            let (from, to) =
                (self.from.unwrap_or(FIRST_DAY), self.to.unwrap_or(date(2100, 12, 31)));
            text.append_pair("event_date", &format!("{from}|{to}"));
            text.append_pair("event_date_where", "BETWEEN");
        }
        text.finish()
    }
}

/// The two lists that are read one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Phase {
    Events,
    Deleted,
}

/// A run that has begun.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Run {
    phase: Phase,
    /// The page that is to be read; in a checkpoint the last that was stored.
    page: u32,
    /// The newest change seen.
    newest: Option<i64>,
    /// Seconds since 1970.
    started: i64,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Checkpoint {
    filters: String,
    /// The newest change that is stored, in seconds since 1970.
    since: Option<i64>,
    deleted_since: Option<i64>,
    run: Option<Run>,
}

/// Events that are new or changed since the last run, and those that were deleted.
#[derive(Debug)]
pub struct AcledFeed {
    base: String,
    login: Login,
    checkpoint: Checkpoint,
    /// The checkpoint that the store has.
    stored: String,
    rows_per_page: usize,
    resumed: bool,
    done: bool,
}

impl AcledFeed {
    /// The answer to a question, in full at first, then what changed. Another question than that of the
    /// checkpoint begins anew.
    ///
    /// # Errors
    /// When the dates are no interval, a country's name cannot be one, or the checkpoint cannot be read.
    pub fn new(
        query: &AcledQuery,
        email: Secret,
        password: Secret,
        endpoints: &Endpoints,
        checkpoint: Option<&str>,
    ) -> Result<Self, FetchError> {
        if let (Some(from), Some(to)) = (query.from, query.to)
            && to < from
        {
            return Err(FetchError::Request(format!("the end {to} lies before the start {from}")));
        }
        let odd = |name: &&String| name.trim().is_empty() || name.contains(['|', '&', ':']);
        if let Some(name) = query.countries.iter().find(odd) {
            return Err(FetchError::Request(format!("{name:?} is no name of a country")));
        }
        let mut checkpoint: Checkpoint = checkpoint::read(NAME, checkpoint)?;
        let filters = query.filters();
        if checkpoint.filters != filters {
            checkpoint = Checkpoint { filters, ..Checkpoint::default() };
        }
        Ok(Self {
            base: endpoints.acled.clone(),
            login: Login::new(&endpoints.acled, email, password),
            stored: checkpoint::write(NAME, &checkpoint)?,
            checkpoint,
            rows_per_page: PAGE_ROWS,
            resumed: false,
            done: false,
        })
    }

    /// The same with other pages; the service gives 5,000 rows a page unless asked for fewer.
    #[must_use]
    pub const fn with_rows_per_page(mut self, rows: usize) -> Self {
        self.rows_per_page = if rows == 0 { 1 } else { rows };
        self
    }

    /// The run to go on with.
    fn run(&mut self, now: i64) -> Run {
        let fresh = Run { phase: Phase::Events, page: 1, newest: None, started: now };
        let was_resumed = std::mem::replace(&mut self.resumed, true);
        match self.checkpoint.run.take() {
            Some(run) if was_resumed || now.saturating_sub(run.started) <= RUN_SECONDS => run,
            _ => fresh,
        }
    }

    fn url(&self, run: &Run) -> String {
        let (path, field, since) = match run.phase {
            Phase::Events => ("acled", "timestamp", self.checkpoint.since),
            Phase::Deleted => ("deleted", "deleted_timestamp", self.checkpoint.deleted_since),
        };
        let mut query = Serializer::new(String::new());
        query.append_pair("_format", "json");
        query.append_pair("limit", &self.rows_per_page.to_string());
        query.append_pair("page", &run.page.to_string());
        if let Some(since) = since {
            // One second earlier: others may have changed in the same second, later in it.
            query.append_pair(field, &since.saturating_sub(1).to_string());
            query.append_pair(&format!("{field}_where"), ">");
        }
        let filters = match run.phase {
            Phase::Events if !self.checkpoint.filters.is_empty() => {
                format!("&{}", self.checkpoint.filters)
            }
            _ => String::new(),
        };
        format!("{}/api/{path}/read?{}{filters}", self.base, query.finish())
    }

    /// Fetches a page, with a new token if the old one is no longer taken.
    fn fetch(&mut self, fetcher: &Fetcher, url: &str) -> Result<(Fetched, Page), FetchError> {
        let ask = |token: Secret, login: &Login| {
            let header = SecretHeader { name: "authorization", prefix: "Bearer ", secret: token };
            let fetched = fetcher.fetch(&Request::new(url, Kind::Page).with_secret(header))?;
            let file = File::open(&fetched.path);
            let file = file.map_err(|error| FetchError::io(&fetched.path, error))?;
            match read_page(BufReader::new(file)) {
                Ok(page) => Ok((fetched, page)),
                Err(reason) => {
                    // An error is no data, and must not be taken for an earlier answer.
                    fetcher.raw().forget(&fetched.retrieval)?;
                    let reason = login.hide_in(&reason);
                    Err(FetchError::Answer { url: shown_text(url), reason })
                }
            }
        };
        let token = self.login.token(fetcher)?;
        match ask(token, &self.login) {
            Err(FetchError::Status { status: 401, .. }) => {
                let token = self.login.renew(fetcher)?;
                ask(token, &self.login)
            }
            other => other,
        }
    }

    /// Notes what a page brought, and where to go on.
    fn advance(&mut self, mut run: Run, page: &Page) {
        run.newest = run.newest.max(page.newest);
        if page.rows >= self.rows_per_page {
            run.page = run.page.saturating_add(1);
            self.checkpoint.run = Some(run);
            return;
        }
        match run.phase {
            Phase::Events => {
                self.checkpoint.since = self.checkpoint.since.max(run.newest);
                if self.checkpoint.deleted_since.is_some() {
                    let phase = Phase::Deleted;
                    self.checkpoint.run =
                        Some(Run { phase, page: 1, newest: None, started: run.started });
                    return;
                }
                // What was deleted before the first run was never here.
                self.checkpoint.deleted_since = Some(run.started);
            }
            Phase::Deleted => {
                self.checkpoint.deleted_since = self.checkpoint.deleted_since.max(run.newest);
            }
        }
        self.done = true;
    }

    /// The checkpoint for the store: a page that was interrupted is read again.
    fn written(&self) -> Result<String, FetchError> {
        let mut kept = self.checkpoint.clone();
        if let Some(run) = &mut kept.run {
            run.page = run.page.saturating_sub(1).max(1);
        }
        checkpoint::write(NAME, &kept)
    }
}

impl Feed for AcledFeed {
    fn name(&self) -> &'static str {
        NAME
    }

    fn next(&mut self, fetcher: &Fetcher) -> Result<Option<Piece>, FetchError> {
        while !self.done {
            let run = self.run(fetcher.now().as_second());
            let url = self.url(&run);
            let (fetched, page) = match self.fetch(fetcher, &url) {
                Ok(found) => found,
                Err(error) => {
                    self.checkpoint.run = Some(run);
                    return Err(error);
                }
            };
            let what = match run.phase {
                Phase::Events => "events",
                Phase::Deleted => "deleted",
            };
            let name = format!("acled-{what}-page-{}.json", run.page);
            let is_empty = page.rows == 0;
            self.advance(run, &page);
            if is_empty {
                fetcher.raw().forget(&fetched.retrieval)?;
            }
            let text = self.written()?;
            if is_empty && (text == self.stored || !self.done) {
                continue;
            }
            self.stored.clone_from(&text);
            return Ok(Some(Piece {
                file: (!is_empty).then_some(fetched),
                name: if is_empty { String::new() } else { name },
                dataset: Some("acled"),
                label: None,
                published: None,
                gaps: Vec::new(),
                closed: Vec::new(),
                checkpoint: text,
            }));
        }
        Ok(None)
    }
}
