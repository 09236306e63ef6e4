//! The one place where bytes leave the disk: counted, hashed, limited.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::SourceError;

struct State {
    file: File,
    hasher: Sha256,
}

/// A file that is hashed while it is read. Clones share one position.
#[derive(Clone)]
pub(crate) struct Tap {
    path: Arc<PathBuf>,
    state: Arc<Mutex<State>>,
    done: Arc<AtomicU64>,
    total: u64,
}

impl Tap {
    pub(crate) fn open(path: &Path) -> Result<Self, SourceError> {
        let failed = |error| SourceError::Io { path: path.to_owned(), error };
        let file = File::open(path).map_err(failed)?;
        let total = file.metadata().map_err(failed)?.len();
        if total == 0 {
            return Err(SourceError::Empty { path: path.to_owned() });
        }
        Ok(Self {
            path: Arc::new(path.to_owned()),
            state: Arc::new(Mutex::new(State { file, hasher: Sha256::new() })),
            done: Arc::default(),
            total,
        })
    }

    /// Bytes of the file on the disk that have been read.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// The counter behind [`Tap::done`], for a limit on the expansion.
    pub(crate) fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.done)
    }

    /// The size of the file on the disk when it was opened.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// Reads what is left and returns the SHA-256 of the whole file, lower-case hexadecimal.
    pub(crate) fn finish(mut self) -> Result<String, SourceError> {
        io::copy(&mut self, &mut io::sink())
            .map_err(|error| SourceError::Io { path: self.path.to_path_buf(), error })?;
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(bellwether_model::hex(&state.hasher.clone().finalize()))
    }
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let got = state.file.read(buffer)?;
        state.hasher.update(&buffer[..got]);
        self.done.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}
