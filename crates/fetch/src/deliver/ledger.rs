//! What was delivered where: a file with one JSON object a line, only ever appended to.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io::{self, BufRead as _, BufReader, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// The other side took it.
    Arrived,
    /// It did not arrive; it is tried again.
    Failed {
        /// Why, without any secret.
        why: String,
    },
}

/// One attempt to deliver, with all that was tried again within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The id of the delivery.
    pub id: String,
    /// The channel.
    pub channel: String,
    /// The notice.
    pub notice: String,
    /// When.
    pub at: Timestamp,
    /// How it ended.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Why the ledger cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Another process has it.
    #[error("another process delivers from {}; wait for it to end", path.display())]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// A line in the middle cannot be read.
    #[error("{}, line {line}: {reason}; what was delivered is not known, so nothing is sent; put the file back from a copy, or remove it to deliver everything again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The file system refused.
    #[error("cannot keep what was delivered in {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        error: io::Error,
    },
}

/// The memory of deliveries, held by one process at a time.
#[derive(Debug)]
pub struct Ledger {
    file: File,
    path: PathBuf,
    arrived: HashSet<String>,
}

impl Ledger {
    /// Opens the file, or makes it, and reads what arrived. A last line that was cut off when a process died
    /// is taken out: what it would have said did not count yet.
    ///
    /// # Errors
    /// When another process holds it, or it cannot be read.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let failed = |error| LedgerError::Io { path: path.to_owned(), error };
        let options =
            File::options().create(true).truncate(false).read(true).write(true).open(path);
        let mut file = options.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(LedgerError::Taken { path: path.to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let (mut arrived, mut whole) = (HashSet::new(), 0);
        let mut lines = BufReader::new(&file);
        let (mut line, mut number) = (String::new(), 0);
        loop {
            line.clear();
            number += 1;
            let read = lines.read_line(&mut line).map_err(failed)?;
            if read == 0 || !line.ends_with('\n') {
                break;
            }
            let entry: Entry = serde_json::from_str(&line).map_err(|error| {
                let reason = error.to_string();
                LedgerError::Damaged { path: path.to_owned(), line: number, reason }
            })?;
            if entry.outcome == Outcome::Arrived {
                arrived.insert(entry.id);
            }
            whole += read as u64;
        }
        file.set_len(whole).and_then(|()| file.seek(io::SeekFrom::End(0))).map_err(failed)?;
        Ok(Self { file, path: path.to_owned(), arrived })
    }

    /// Whether a delivery has arrived.
    #[must_use]
    pub fn has_arrived(&self, id: &str) -> bool {
        self.arrived.contains(id)
    }

    /// Enters an attempt, and comes back when it is on the disk.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn enter(&mut self, entry: &Entry) -> Result<(), LedgerError> {
        let mut line = serde_json::to_vec(entry).map_err(|error| self.io(error.into()))?;
        line.push(b'\n');
        let written = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        written.map_err(|error| self.io(error))?;
        if entry.outcome == Outcome::Arrived {
            self.arrived.insert(entry.id.clone());
        }
        Ok(())
    }

    fn io(&self, error: io::Error) -> LedgerError {
        LedgerError::Io { path: self.path.clone(), error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, outcome: Outcome) -> Entry {
        let (channel, notice) = ("webhook".to_owned(), "n".to_owned());
        Entry { id: id.to_owned(), channel, notice, at: Timestamp::UNIX_EPOCH, outcome }
    }

    #[test]
    fn what_arrived_is_known_after_a_restart_and_what_failed_is_not_taken_for_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("deliveries.ndjson");
        let mut ledger = Ledger::open(&path).expect("new");
        ledger.enter(&entry("a", Outcome::Arrived)).expect("entered");
        ledger.enter(&entry("b", Outcome::Failed { why: "500".into() })).expect("entered");
        assert!(matches!(Ledger::open(&path), Err(LedgerError::Taken { .. })));
        drop(ledger);
        let ledger = Ledger::open(&path).expect("there");
        assert!(ledger.has_arrived("a") && !ledger.has_arrived("b"));
    }

    #[test]
    fn a_line_that_was_cut_off_is_taken_out_and_one_in_the_middle_is_not_passed_over() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("deliveries.ndjson");
        let mut ledger = Ledger::open(&path).expect("new");
        ledger.enter(&entry("a", Outcome::Arrived)).expect("entered");
        drop(ledger);
        let whole = std::fs::read(&path).expect("read");
        let mut torn = whole.clone();
        torn.extend_from_slice(&whole[..whole.len() / 2]);
        std::fs::write(&path, &torn).expect("written");
        let mut ledger = Ledger::open(&path).expect("usable");
        ledger.enter(&entry("c", Outcome::Arrived)).expect("entered");
        drop(ledger);
        let ledger = Ledger::open(&path).expect("usable");
        assert!(ledger.has_arrived("a") && ledger.has_arrived("c"));
        drop(ledger);
        torn.extend_from_slice(b"\n");
        std::fs::write(&path, &torn).expect("written");
        let error = Ledger::open(&path).expect_err("damaged").to_string();
        assert!(error.contains("line 2") && error.contains("nothing is sent"), "{error}");
    }
}
