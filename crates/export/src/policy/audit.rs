//! The record of what left: one line of JSON for each export, only ever added to.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use bellwether_model::DatasetId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Cleared, Permission, Permissions};
use crate::card::Card;
use crate::error::ExportError;

/// What was exported, by which command, under which permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRecord {
    /// When; the only clock in an export, and it is not in the file that left.
    pub at: Timestamp,
    /// The command or route, with its arguments and without secrets.
    pub command: String,
    /// The form of the file: `csv`.
    pub format: String,
    /// Where it went: a file's path, `standard output`.
    pub destination: String,
    /// The datasets that it was made of.
    pub datasets: Vec<DatasetId>,
    /// How many rows or objects.
    pub rows: u64,
    /// SHA-256 of the card that went with it, lower-case hexadecimal; of a document, which holds its citations
    /// itself, that of its bytes.
    pub card_sha256: String,
    /// The permissions without which it would not have left.
    pub permissions: Vec<Permission>,
}

impl AuditRecord {
    /// The record of something that was cleared. `card` is the one the caller gave to the writer; what
    /// the clearing adds to it is added here as well.
    ///
    /// # Errors
    /// When the card does not cite a dataset of it.
    pub fn new<T>(
        at: Timestamp,
        command: impl Into<String>,
        format: crate::Format,
        destination: impl Into<String>,
        cleared: &Cleared<T>,
        rows: u64,
        card: &Card,
    ) -> Result<Self, ExportError> {
        Ok(Self {
            at,
            command: command.into(),
            format: format.as_str().to_owned(),
            destination: destination.into(),
            datasets: cleared.datasets().iter().cloned().collect(),
            rows,
            card_sha256: cleared.card(card)?.sha256(),
            permissions: cleared.permissions().to_vec(),
        })
    }
}

/// A document on its way out: prose, tables and charts of what was cleared before it was written.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// The command, without secrets.
    pub command: &'a str,
    /// Its form: `html`.
    pub format: &'a str,
    /// Where it goes.
    pub destination: &'a str,
    /// The datasets that it was made of.
    pub datasets: &'a [DatasetId],
    /// How many numbers stand in it.
    pub numbers: u64,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl AuditRecord {
    /// The record of a document, with the permissions without which rows of its datasets would not leave.
    #[must_use]
    pub fn of_document(at: Timestamp, leaving: &Leaving<'_>, permissions: &Permissions) -> Self {
        let datasets = leaving.datasets.to_vec();
        Self {
            at,
            command: leaving.command.to_owned(),
            format: leaving.format.to_owned(),
            destination: leaving.destination.to_owned(),
            rows: leaving.numbers,
            card_sha256: crate::card::sha256(leaving.bytes),
            permissions: datasets.iter().filter_map(|id| permissions.of(id).cloned()).collect(),
            datasets,
        }
    }
}

/// Adds a record to the audit file, which is made if it is not there (readable by its owner alone, where
/// the system knows that), and waits until the disk has it. A line is one write in append mode, so that
/// two programs do not mix theirs; a line that a crash cut short is left as it is, and ours begins on a
/// new one.
///
/// # Errors
/// When the file cannot be opened, written or synced; then nothing should be exported.
pub fn append(path: &Path, record: &AuditRecord) -> Result<(), ExportError> {
    let failed = |source: io::Error| ExportError::Audit { path: path.to_path_buf(), source };
    let mut line = Vec::new();
    let mut file = open(path).map_err(failed)?;
    if !ends_with_a_line(&mut file).map_err(failed)? {
        line.push(b'\n');
    }
    serde_json::to_writer(&mut line, record)?;
    line.push(b'\n');
    file.write_all(&line).and_then(|()| file.sync_all()).map_err(failed)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

fn ends_with_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;
    use crate::testing::{card, cleared};

    fn record(command: &str) -> AuditRecord {
        let at = Timestamp::from_second(1_750_000_000).expect("in range");
        AuditRecord::new(at, command, Format::Csv, "a.csv", &cleared(), 3, &card()).expect("cited")
    }

    fn lines(path: &Path) -> Vec<String> {
        let text = std::fs::read_to_string(path).expect("readable");
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn records_are_added_and_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("audit.ndjson");
        let records = [record("export a"), record("export\nb")];
        for record in &records {
            append(&path, record).expect("written");
        }
        let read: Vec<AuditRecord> = lines(&path)
            .iter()
            .map(|line| serde_json::from_str(line).expect("a record a line"))
            .collect();
        assert_eq!(read, records);
    }

    #[test]
    fn a_line_that_a_crash_cut_short_does_not_spoil_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("audit.ndjson");
        std::fs::write(&path, b"{\"at\":\"20").expect("written");
        append(&path, &record("export a")).expect("written");
        assert_eq!(lines(&path).len(), 2);
        assert!(serde_json::from_str::<AuditRecord>(&lines(&path)[1]).is_ok());
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("missing").join("audit.ndjson");
        let words = append(&path, &record("x")).expect_err("no folder").to_string();
        assert!(words.contains("audit.ndjson") && words.contains("unrecorded"), "{words}");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("audit.ndjson");
        append(&path, &record("x")).expect("written");
        let mode = std::fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}
