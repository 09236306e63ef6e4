//! The way out: checks an address, waits its turn, asks, keeps what comes, and tries again.

mod download;
mod exchange;
mod post;
mod request;

pub(crate) use download::content_range;
pub(crate) use exchange::plain;
pub(crate) use post::{ANSWER_BYTES, Field};
pub use request::{Expected, Fetched, Request, SecretHeader};

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::Client;
use tokio::runtime::{Builder, Runtime};

use crate::address::{Target, admit, shown_text};
use crate::backoff;
use crate::names::Pins;
use crate::{Clock, FetchError, Names, Pace, Policy, RawStore, SystemClock, SystemNames};

/// Is told what happens, for a progress bar.
pub trait Observer: Send + Sync {
    /// So many bytes of a body are there, of so many if the server said how many.
    fn received(&self, _url: &str, _bytes: u64, _total: Option<u64>) {}
    /// Nothing happens for a while, because the host's turn has not come or because it failed.
    fn waiting(&self, _url: &str, _time: Duration, _why: &str) {}
}

/// Tells nobody.
struct Nobody;

impl Observer for Nobody {}

/// Downloads, one thing at a time. All methods block; none may be called from within an asynchronous
/// runtime, and they refuse it with [`FetchError::Setup`].
pub struct Fetcher {
    policy: Policy,
    raw: RawStore,
    /// `None` only while the fetcher is dropped.
    runtime: Option<Runtime>,
    /// `None` when offline.
    client: Option<Client>,
    pins: Pins,
    clock: Arc<dyn Clock>,
    names: Arc<dyn Names>,
    pace: Arc<Pace>,
    observer: Arc<dyn Observer>,
    requests: AtomicU64,
}

/// Why one attempt failed.
pub(crate) enum Failed {
    /// Another would fail the same way.
    ForGood(FetchError),
    /// Another may do better, not before the wait that the server asked for.
    ForNow { error: FetchError, wait: Option<Duration> },
}

impl From<FetchError> for Failed {
    fn from(error: FetchError) -> Self {
        Self::ForGood(error)
    }
}

impl Failed {
    pub(crate) const fn for_now(error: FetchError) -> Self {
        Self::ForNow { error, wait: None }
    }

    /// The same with the secrets taken out of every text that came from a server.
    pub(crate) fn hide(self, hide: impl Fn(&str) -> String) -> Self {
        match self {
            Self::ForGood(error) => Self::ForGood(error.hide(hide)),
            Self::ForNow { error, wait } => Self::ForNow { error: error.hide(hide), wait },
        }
    }
}

impl Fetcher {
    /// A fetcher with the system's clock and resolver.
    ///
    /// # Errors
    /// When the HTTP client or its runtime cannot be set up.
    pub fn new(policy: Policy, raw: RawStore) -> Result<Self, FetchError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| FetchError::Setup(error.to_string()))?;
        let pins = Pins::default();
        let client =
            if policy.offline { None } else { Some(exchange::client(&policy, pins.clone())?) };
        Ok(Self {
            policy,
            raw,
            runtime: Some(runtime),
            client,
            pins,
            clock: Arc::new(SystemClock),
            names: Arc::new(SystemNames),
            pace: Pace::process(),
            observer: Arc::new(Nobody),
            requests: AtomicU64::new(0),
        })
    }

    /// The same with another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The same with another resolver.
    #[must_use]
    pub fn with_names(mut self, names: Arc<dyn Names>) -> Self {
        self.names = names;
        self
    }

    /// The same with another memory of when hosts were asked.
    #[must_use]
    pub fn with_pace(mut self, pace: Arc<Pace>) -> Self {
        self.pace = pace;
        self
    }

    /// The same with somebody to tell.
    #[must_use]
    pub fn with_observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = observer;
        self
    }

    /// The limits in force.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Where the bytes are kept.
    #[must_use]
    pub const fn raw(&self) -> &RawStore {
        &self.raw
    }

    /// How many requests were handed to the network so far. A refused address does not count: nothing of
    /// it left.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Fetches one thing, or finds that it is here already.
    ///
    /// What came of a body that did not end is kept, and the next call goes on from there if the server
    /// still has the same version.
    ///
    /// # Errors
    /// When the address is refused, the server refuses or fails until the last attempt, a limit is hit,
    /// or the bytes are not those that were announced.
    pub fn fetch(&self, request: &Request) -> Result<Fetched, FetchError> {
        let target = self.ready(&request.url)?;
        let host = target.url.host_str().unwrap_or_default();
        let _lock = self.raw.lock(&format!("{host}:{}", target.port()))?;
        if let Some(here) = self.already_here(request)? {
            return Ok(here);
        }
        let mut farthest = self.raw.partial(&request.url)?.len();
        let attempt = || {
            let tried = self.attempt(request, &target);
            tried.map_err(|failed| failed.hide(|text| request.hide(text)))
        };
        self.persist(&request.url, attempt, || {
            // A body that grows is no failure, however often it stops.
            let reached = self.raw.partial(&request.url)?.len();
            let grew = reached > farthest.saturating_add(download::WORTH_ANOTHER);
            farthest = farthest.max(reached);
            Ok(grew)
        })
    }

    /// Tries until it works, it cannot work, or it has failed too often in a row.
    pub(crate) fn persist<T>(
        &self,
        url: &str,
        mut attempt: impl FnMut() -> Result<T, Failed>,
        mut advanced: impl FnMut() -> Result<bool, FetchError>,
    ) -> Result<T, FetchError> {
        let (mut failures, mut tried) = (0, 0);
        loop {
            tried += 1;
            let (error, wait) = match attempt() {
                Ok(done) => return Ok(done),
                Err(Failed::ForGood(error)) => return Err(error),
                Err(Failed::ForNow { error, wait }) => (error, wait),
            };
            failures = if advanced()? { 1 } else { failures + 1 };
            // The second bound is against a server that gives a little more each time, for ever.
            let too_often = failures >= self.policy.attempts || tried >= self.policy.attempts * 100;
            let too_long = wait.is_some_and(|wait| wait > self.policy.retry_after_max);
            if too_often || too_long {
                return Err(error.after(tried));
            }
            let own = backoff::delay(&self.policy, failures, url);
            let wait = wait.map_or(own, |wait| wait.max(own));
            self.observer.waiting(&shown_text(url), wait, &error.to_string());
            tracing::debug!(?wait, %error, "trying again");
            self.clock.sleep(wait);
        }
    }

    /// What must hold before anything is asked.
    pub(crate) fn ready(&self, url: &str) -> Result<Target, FetchError> {
        if self.client.is_none() {
            return Err(FetchError::Offline { url: shown_text(url) });
        }
        if tokio::runtime::Handle::try_current().is_ok() {
            return Err(FetchError::Setup("called from within an asynchronous runtime".to_owned()));
        }
        Ok(admit(url, &self.policy)?)
    }
}

impl Drop for Fetcher {
    fn drop(&mut self) {
        // A resolver that hangs must not keep the process from ending.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
