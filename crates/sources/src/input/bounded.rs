//! The limits on what a compressed file may become, checked while it streams.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bellwether_model::Limits;

use crate::SourceError;

/// Below this many expanded bytes nothing is called a bomb: short tables may well be repetitive.
const RATIO_FLOOR: u64 = 16 << 20;

/// A limit that was hit, carried through an [`io::Error`].
#[derive(Debug, Clone, Copy, thiserror::Error)]
pub(crate) enum LimitHit {
    #[error("more than {limit} expanded bytes")]
    Expanded { limit: u64 },
    #[error("{seen} bytes from {compressed}")]
    Ratio { seen: u64, compressed: u64, limit: u64 },
}

impl From<LimitHit> for SourceError {
    fn from(hit: LimitHit) -> Self {
        match hit {
            LimitHit::Expanded { limit } => Self::ExpandedTooLarge { limit },
            LimitHit::Ratio { seen, compressed, limit } => {
                Self::ExpansionRatio { seen, compressed, limit }
            }
        }
    }
}

/// The limit that an error stands for, if it does.
pub(crate) fn limit_of(error: &io::Error) -> Option<LimitHit> {
    error.get_ref().and_then(|inner| inner.downcast_ref::<LimitHit>()).copied()
}

/// A reader that stops with a [`LimitHit`].
pub(crate) struct Bounded<R> {
    inner: R,
    seen: u64,
    compressed: Arc<AtomicU64>,
    limits: Limits,
}

impl<R> Bounded<R> {
    /// `compressed` counts the bytes read from the disk so far.
    pub(crate) fn new(inner: R, compressed: Arc<AtomicU64>, limits: &Limits) -> Self {
        Self { inner, seen: 0, compressed, limits: *limits }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.seen += got as u64;
        if self.seen > self.limits.expanded_bytes {
            return Err(io::Error::other(LimitHit::Expanded { limit: self.limits.expanded_bytes }));
        }
        let compressed = self.compressed.load(Ordering::Relaxed);
        let limit = self.limits.expansion_ratio;
        if self.seen > RATIO_FLOOR && self.seen / limit > compressed {
            return Err(io::Error::other(LimitHit::Ratio { seen: self.seen, compressed, limit }));
        }
        Ok(got)
    }
}
