//! A download that has not ended: what came is kept, and the next attempt or the next run goes on.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Sums, read_json, remove, sync_folder_of, write_json};
use crate::FetchError;

/// How many bytes may be lost when the power goes.
const SYNC_EVERY: u64 = 8 << 20;

/// The right to download from one host, so that processes do not write to the same file and are not
/// impolite together. It is held on a file that is never removed, so that nobody can hold
/// it on a file that is already another.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    pub(super) fn take(path: &Path, host: &str) -> Result<Self, FetchError> {
        let failed = |error| FetchError::io(path, error);
        let open = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = open.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file, path: path.to_owned() }),
            Err(TryLockError::WouldBlock) => Err(FetchError::Taken { host: host.to_owned() }),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The system takes it back anyway when the file is closed.
        if let Err(error) = self.file.unlock() {
            tracing::debug!(path = %self.path.display(), %error, "lock not given back");
        }
    }
}

/// By what a server tells one version of a file from the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Validator {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

impl Validator {
    /// What `If-Range` may say: a strong tag, else the date (RFC 9110, section 13.1.5).
    pub(crate) fn if_range(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|etag| !etag.starts_with("W/"));
        strong.or(self.last_modified.as_deref())
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Meta {
    url: String,
    validator: Validator,
    /// The length that the server declared for the whole.
    total: Option<u64>,
    /// Bytes that are safely on the disk.
    kept: u64,
}

/// The bytes that came so far.
#[derive(Debug)]
pub(crate) struct Partial {
    path: PathBuf,
    meta_path: PathBuf,
    meta: Meta,
    file: Option<File>,
    written: u64,
}

impl Partial {
    pub(super) fn open(path: PathBuf, meta_path: PathBuf, url: &str) -> Result<Self, FetchError> {
        let mut meta: Meta = read_json(&meta_path).unwrap_or_default();
        let length = fs::metadata(&path).map_or(0, |found| found.len());
        if meta.url != url || length < meta.kept {
            meta = Meta { url: url.to_owned(), ..Meta::default() };
        }
        let written = meta.kept;
        Ok(Self { path, meta_path, meta, file: None, written })
    }

    /// Bytes that are there.
    pub(crate) const fn len(&self) -> u64 {
        self.written
    }

    /// By what the version was told of which these bytes are the beginning.
    pub(crate) const fn validator(&self) -> &Validator {
        &self.meta.validator
    }

    /// The length that the server declared for the whole.
    pub(crate) const fn total(&self) -> Option<u64> {
        self.meta.total
    }

    /// Starts from nothing.
    pub(crate) fn begin(
        &mut self,
        validator: Validator,
        total: Option<u64>,
    ) -> Result<(), FetchError> {
        self.discard()?;
        self.meta.validator = validator;
        self.meta.total = total;
        let open = OpenOptions::new().create(true).truncate(true).write(true).open(&self.path);
        self.file = Some(open.map_err(|error| FetchError::io(&self.path, error))?);
        self.save()
    }

    /// Goes on behind what is there, and gives back the sums of it.
    pub(crate) fn go_on(&mut self, total: Option<u64>) -> Result<Sums, FetchError> {
        let failed = |error| FetchError::io(&self.path, error);
        let open = OpenOptions::new().read(true).write(true).open(&self.path);
        let mut file = open.map_err(failed)?;
        file.set_len(self.written).map_err(failed)?;
        let mut sums = Sums::default();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer).map_err(failed)? {
                0 => break,
                read => sums.update(&buffer[..read]),
            }
        }
        file.seek(SeekFrom::End(0)).map_err(failed)?;
        self.file = Some(file);
        self.meta.total = total.or(self.meta.total);
        Ok(sums)
    }

    /// Adds bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), FetchError> {
        let Some(file) = &mut self.file else {
            return Err(FetchError::Setup("bytes before a beginning".to_owned()));
        };
        file.write_all(bytes).map_err(|error| FetchError::io(&self.path, error))?;
        self.written += bytes.len() as u64;
        if self.written - self.meta.kept >= SYNC_EVERY {
            self.save()?;
        }
        Ok(())
    }

    /// Makes sure that what came outlasts the process, and notes how much it is.
    pub(crate) fn save(&mut self) -> Result<(), FetchError> {
        if let Some(file) = &self.file {
            file.sync_data().map_err(|error| FetchError::io(&self.path, error))?;
            self.meta.kept = self.written;
            write_json(&self.meta_path, &self.meta)?;
        }
        Ok(())
    }

    /// Throws everything away.
    pub(crate) fn discard(&mut self) -> Result<(), FetchError> {
        self.file = None;
        self.written = 0;
        self.meta = Meta { url: std::mem::take(&mut self.meta.url), ..Meta::default() };
        remove(&self.path)?;
        remove(&self.meta_path)
    }

    /// Moves the bytes to their place, or drops them if they are there already.
    pub(super) fn finish(mut self, place: Option<&Path>) -> Result<(), FetchError> {
        self.save()?;
        self.file = None;
        match place {
            Some(place) => {
                fs::rename(&self.path, place).map_err(|error| FetchError::io(place, error))?;
                sync_folder_of(place)?;
            }
            None => remove(&self.path)?,
        }
        remove(&self.meta_path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(folder: &Path, url: &str) -> Partial {
        Partial::open(folder.join("p"), folder.join("m"), url).expect("opened")
    }

    fn begun(folder: &Path, bytes: &[u8]) -> Partial {
        let mut partial = open(folder, "u");
        let validator = Validator { etag: Some("\"1\"".into()), last_modified: None };
        partial.begin(validator, Some(6)).expect("begun");
        partial.push(bytes).expect("written");
        partial
    }

    #[test]
    fn what_was_saved_is_there_in_the_next_run_with_its_sums() {
        let folder = tempfile::tempdir().expect("a folder");
        begun(folder.path(), b"abc").save().expect("saved");
        let mut again = open(folder.path(), "u");
        assert_eq!((again.len(), again.total()), (3, Some(6)));
        assert_eq!(again.validator().if_range(), Some("\"1\""));
        let sums = again.go_on(None).expect("goes on");
        assert_eq!(sums.finish().md5, "900150983cd24fb0d6963f7d28e17f72");
        again.push(b"def").expect("written");
        again.save().expect("saved");
        assert_eq!(fs::read(folder.path().join("p")).expect("read"), b"abcdef");
    }

    #[test]
    fn what_was_not_saved_does_not_count_after_a_crash() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(begun(folder.path(), b"abc"));
        assert_eq!(open(folder.path(), "u").len(), 0);
    }

    #[test]
    fn bytes_of_another_url_or_a_cut_file_do_not_count() {
        let folder = tempfile::tempdir().expect("a folder");
        begun(folder.path(), b"abc").save().expect("saved");
        assert_eq!(open(folder.path(), "other").len(), 0);
        fs::write(folder.path().join("p"), b"a").expect("cut");
        assert_eq!(open(folder.path(), "u").len(), 0);
    }

    #[test]
    fn a_weak_tag_is_no_ground_to_go_on() {
        let weak = Validator { etag: Some("W/\"1\"".into()), last_modified: None };
        assert_eq!(weak.if_range(), None);
        let dated = Validator { last_modified: Some("Sun".into()), ..weak };
        assert_eq!(dated.if_range(), Some("Sun"));
    }

    #[test]
    fn only_one_has_the_right_to_download() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let first = Lock::take(&path, "a.se").expect("taken");
        let message = Lock::take(&path, "a.se").expect_err("held").to_string();
        assert!(message.contains("a.se") && message.contains("another process"), "{message}");
        drop(first);
        assert!(Lock::take(&path, "a.se").is_ok());
    }
}
