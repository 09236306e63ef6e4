//! A fetcher with a clock of its own, on a folder of its own.

use std::fs;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bellwether_fetch::{
    Clock, FetchError, Fetched, Fetcher, Kind, Names, Pace, Policy, RawStore, Request,
};
use jiff::Timestamp;
use tempfile::TempDir;

use crate::server::Server;

/// A clock in which sleeping takes no time.
pub(crate) struct FakeClock {
    now: Mutex<Timestamp>,
    slept: Mutex<Vec<Duration>>,
}

impl FakeClock {
    pub(crate) fn at(text: &str) -> Arc<Self> {
        let now = Mutex::new(text.parse().expect("a time"));
        Arc::new(Self { now, slept: Mutex::default() })
    }

    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.slept.lock().expect("not poisoned").clone()
    }

    pub(crate) fn pass(&self, time: Duration) {
        *self.now.lock().expect("not poisoned") += time;
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().expect("not poisoned")
    }

    fn sleep(&self, time: Duration) {
        self.slept.lock().expect("not poisoned").push(time);
        self.pass(time);
    }
}

/// A resolver that knows nobody.
pub(crate) struct NoNames;

impl Names for NoNames {
    fn addresses(&self, host: &str) -> std::io::Result<Vec<IpAddr>> {
        Err(std::io::Error::other(format!("{host} was looked up")))
    }
}

pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) fetcher: Fetcher,
    policy: Policy,
}

/// Limits that are small enough to be hit in a test.
pub(crate) fn small(server: &Server) -> Policy {
    Policy {
        exempt_hosts: vec![server.host()],
        fetch_time: Duration::from_millis(300),
        connect_time: Duration::from_millis(2000),
        file_time: Duration::from_secs(5),
        progress_bytes: 64,
        file_bytes: 1 << 20,
        page_bytes: 1 << 20,
        feed_bytes: 64 << 10,
        host_interval: Duration::ZERO,
        ..Policy::default()
    }
}

impl Bench {
    pub(crate) fn new(server: &Server) -> Self {
        Self::with(small(server))
    }

    pub(crate) fn with(policy: Policy) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = FakeClock::at("2025-01-01T00:00:00Z");
        let fetcher = fetcher(&policy, &folder, &clock);
        Self { folder, clock, fetcher, policy }
    }

    /// A second run: another fetcher on the same folder.
    pub(crate) fn again(&mut self) {
        self.fetcher = fetcher(&self.policy, &self.folder, &self.clock);
    }

    pub(crate) fn names(&mut self, names: Arc<dyn Names>) {
        self.fetcher = fetcher(&self.policy, &self.folder, &self.clock).with_names(names);
    }

    pub(crate) fn get(&self, url: &str) -> Result<Fetched, FetchError> {
        self.fetcher.fetch(&Request::new(url, Kind::File))
    }

    /// All files below the folder.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut todo = vec![self.folder.path().to_owned()];
        while let Some(folder) = todo.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() { todo.push(path) } else { found.push(path) }
            }
        }
        found
    }

    /// Bytes of all files below the folder.
    pub(crate) fn bytes_on_disk(&self) -> u64 {
        self.files().iter().map(|path| fs::metadata(path).map_or(0, |found| found.len())).sum()
    }
}

fn fetcher(policy: &Policy, folder: &TempDir, clock: &Arc<FakeClock>) -> Fetcher {
    let raw = RawStore::open(folder.path()).expect("a raw store");
    Fetcher::new(policy.clone(), raw)
        .expect("a fetcher")
        .with_clock(clock.clone())
        .with_names(Arc::new(NoNames))
        .with_pace(Arc::new(Pace::default()))
}

/// What was fetched, as bytes.
pub(crate) fn bytes(fetched: &Fetched) -> Vec<u8> {
    fs::read(&fetched.path).expect("the bytes")
}
