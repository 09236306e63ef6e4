//! Where the answer of a command goes that is run for somebody else: kept in memory, with what was said beside it.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::citation::Citation;

/// The answer of one command.
#[derive(Debug, Default)]
pub(crate) struct Outlet {
    inner: Mutex<Caught>,
    /// Bytes at most.
    limit: usize,
    /// Whether CSV gets a row of HXL hashtags.
    pub(crate) hxl: bool,
}

/// What was caught.
#[derive(Debug, Default)]
pub(crate) struct Caught {
    /// The answer.
    pub(crate) bytes: Vec<u8>,
    /// Lines for the person.
    pub(crate) words: Vec<String>,
    /// The sources.
    pub(crate) citations: Vec<Citation>,
    /// Where the next page begins.
    pub(crate) next: Option<String>,
    /// Whether the answer was longer than it may be.
    pub(crate) too_long: bool,
}

impl Outlet {
    /// An outlet for so many bytes.
    pub(crate) fn new(limit: usize, hxl: bool) -> Arc<Self> {
        Arc::new(Self { limit, hxl, ..Self::default() })
    }

    fn lock(&self) -> MutexGuard<'_, Caught> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was caught, once.
    pub(crate) fn take(&self) -> Caught {
        std::mem::take(&mut *self.lock())
    }

    pub(crate) fn say(&self, line: &str) {
        self.lock().words.push(line.to_owned());
    }

    pub(crate) fn cite(&self, citations: &[Citation]) {
        self.lock().citations = citations.to_vec();
    }

    pub(crate) fn is_uncited(&self) -> bool {
        self.lock().citations.is_empty()
    }

    pub(crate) fn go_on(&self, mark: String) {
        self.lock().next = Some(mark);
    }
}

/// The end of an outlet that is written to.
pub(crate) struct Sink(pub(crate) Arc<Outlet>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut caught = self.0.lock();
        if caught.bytes.len() + bytes.len() > self.0.limit {
            caught.too_long = true;
            return Err(io::Error::other("the answer is longer than it may be"));
        }
        caught.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
