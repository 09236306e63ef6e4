//! What fetching may cost and where it may go: one table.

use std::time::Duration;

use bellwether_model::LIMITS;

/// The limits and manners of fetching. [`Policy::default`] holds the defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Whether every request is refused at once.
    pub offline: bool,
    /// What the `User-Agent` header says.
    pub user_agent: String,
    /// Hosts that may be asked although they are not public, as `host:port` or `host` (any port), spelled
    /// as in a URL: `127.0.0.1:8080`, `[::1]:8080`, `mirror.lan`. Nothing else lifts the rule.
    pub exempt_hosts: Vec<String>,
    /// Bytes in a URL.
    pub url_bytes: usize,
    /// Bytes in the headers of an answer.
    pub header_bytes: usize,
    /// Redirects followed for one request.
    pub redirects: usize,
    /// Bytes of a feed or a list ([`Kind::Feed`]).
    pub feed_bytes: u64,
    /// Bytes of one page of an interface ([`Kind::Page`]).
    pub page_bytes: u64,
    /// Bytes of a file ([`Kind::File`]).
    pub file_bytes: u64,
    /// Until a name is resolved, and until a connection stands.
    pub connect_time: Duration,
    /// Until the headers of an answer are there; for a feed, until all of it is there.
    pub fetch_time: Duration,
    /// Bytes of a file or page that must come within each `fetch_time`, unless it ends.
    pub progress_bytes: u64,
    /// Until all of a file or page is there. What came is kept, and the next run goes on from it.
    pub file_time: Duration,
    /// From the start of one request to a host to the start of the next.
    pub host_interval: Duration,
    /// Requests for one thing that may fail in a row before it is given up.
    pub attempts: u32,
    /// The wait after the first failure; it doubles with each further one.
    pub backoff_first: Duration,
    /// The longest wait of our own making.
    pub backoff_max: Duration,
    /// The longest wait that a server may ask for with `Retry-After`; if it asks for more, we stop.
    pub retry_after_max: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            offline: false,
            user_agent: concat!("bellwether/", env!("CARGO_PKG_VERSION")).to_owned(),
            exempt_hosts: Vec::new(),
            url_bytes: 8 << 10,
            header_bytes: 32 << 10,
            redirects: 5,
            feed_bytes: 20 << 20,
            page_bytes: 64 << 20,
            file_bytes: LIMITS.input_bytes,
            connect_time: Duration::from_secs(10),
            fetch_time: Duration::from_secs(30),
            progress_bytes: 32 << 10,
            file_time: Duration::from_secs(6 * 60 * 60),
            host_interval: Duration::from_secs(1),
            attempts: 5,
            backoff_first: Duration::from_secs(1),
            backoff_max: Duration::from_secs(60),
            retry_after_max: Duration::from_secs(10 * 60),
        }
    }
}

/// What is asked for, which decides how large it may be and how long it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A feed or a short list.
    Feed,
    /// One page of an interface.
    Page,
    /// A file; the only kind that can take hours.
    File,
}

impl Policy {
    /// The most bytes that a thing of this kind may have.
    #[must_use]
    pub const fn bytes_max(&self, kind: Kind) -> u64 {
        match kind {
            Kind::Feed => self.feed_bytes,
            Kind::Page => self.page_bytes,
            Kind::File => self.file_bytes,
        }
    }

    /// The longest that the body of a thing of this kind may take.
    pub(crate) const fn body_time(&self, kind: Kind) -> Duration {
        match kind {
            Kind::Feed => self.fetch_time,
            Kind::Page | Kind::File => self.file_time,
        }
    }
}
