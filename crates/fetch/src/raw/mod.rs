//! What was fetched, as it came: bytes under their own SHA-256, and beside them where they came from.
//!
//! ```text
//! ab/abcdef…            the bytes
//! ab/abcdef….json       where they came from first (a Retrieval)
//! urls/0123….json       what a URL answered last (a Retrieval), under the SHA-256 of the URL
//! partial/0123….part    a download that has not ended, with .json beside it
//! locks/0123….lock      held while a host is asked, under the SHA-256 of its name
//! ```

mod partial;
mod sums;

pub(crate) use partial::{Lock, Partial, Validator};
pub(crate) use sums::{Finished, Sums, text_key};

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::FetchError;

/// One answer that was kept: the sidecar of the raw bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retrieval {
    /// What was asked for.
    pub url: String,
    /// Where the bytes came from after redirects.
    pub final_url: String,
    /// When the answer was complete.
    pub retrieved_at: Timestamp,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header, as it was sent.
    pub last_modified: Option<String>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The number of bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// The folder of raw bytes.
#[derive(Debug, Clone)]
pub struct RawStore {
    root: PathBuf,
}

impl RawStore {
    /// Opens the folder, and makes it if it is missing.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, FetchError> {
        let store = Self { root: root.into() };
        for folder in ["urls", "partial", "locks"] {
            make_folder(&store.root.join(folder))?;
        }
        Ok(store)
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the bytes with this SHA-256 lie, or would lie. `None` if the text is no SHA-256.
    #[must_use]
    pub fn path_of(&self, sha256: &str) -> Option<PathBuf> {
        let is_hex = sha256.len() == 64
            && sha256.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        is_hex.then(|| self.root.join(&sha256[..2]).join(sha256))
    }

    /// Where the bytes with this SHA-256 came from first, if they are here.
    #[must_use]
    pub fn origin(&self, sha256: &str) -> Option<Retrieval> {
        read_json(&with_suffix(&self.path_of(sha256)?, "json"))
    }

    /// What the URL answered last, if its bytes are still here with their length.
    #[must_use]
    pub fn latest(&self, url: &str) -> Option<Retrieval> {
        let retrieval: Retrieval = read_json(&self.url_record(url))?;
        let metadata = fs::metadata(self.path_of(&retrieval.sha256)?).ok()?;
        (retrieval.url == url && metadata.len() == retrieval.bytes).then_some(retrieval)
    }

    /// Takes the right to download from a host into this folder; only one process has it.
    pub(crate) fn lock(&self, host: &str) -> Result<Lock, FetchError> {
        let path = self.root.join("locks").join(text_key(host)).with_extension("lock");
        Lock::take(&path, host)
    }

    /// What is there of a download that has not ended.
    pub(crate) fn partial(&self, url: &str) -> Result<Partial, FetchError> {
        Partial::open(self.partial_path(url, "part"), self.partial_path(url, "json"), url)
    }

    /// Keeps what is now complete.
    pub(crate) fn keep(
        &self,
        partial: Partial,
        retrieval: &Retrieval,
    ) -> Result<PathBuf, FetchError> {
        let path = self
            .path_of(&retrieval.sha256)
            .ok_or_else(|| FetchError::Setup("a sum that is no SHA-256".to_owned()))?;
        if let Some(folder) = path.parent() {
            make_folder(folder)?;
        }
        let is_here = fs::metadata(&path).is_ok_and(|found| found.len() == retrieval.bytes);
        partial.finish((!is_here).then_some(path.as_path()))?;
        let sidecar = with_suffix(&path, "json");
        if !sidecar.exists() {
            write_json(&sidecar, retrieval)?;
        }
        write_json(&self.url_record(&retrieval.url), retrieval)?;
        Ok(path)
    }

    /// Throws away bytes that are no data (a list that was read, an error that calls itself an answer) or that
    /// must not stay (the words of a news feed). Other URLs with the same bytes will fetch them again.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn forget(&self, retrieval: &Retrieval) -> Result<(), FetchError> {
        let Some(path) = self.path_of(&retrieval.sha256) else { return Ok(()) };
        for gone in [self.url_record(&retrieval.url), with_suffix(&path, "json"), path] {
            remove(&gone)?;
        }
        Ok(())
    }

    fn url_record(&self, url: &str) -> PathBuf {
        self.root.join("urls").join(text_key(url)).with_extension("json")
    }

    fn partial_path(&self, url: &str, extension: &str) -> PathBuf {
        self.root.join("partial").join(text_key(url)).with_extension(extension)
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn make_folder(path: &Path) -> Result<(), FetchError> {
    fs::create_dir_all(path).map_err(|error| FetchError::io(path, error))
}

/// Removes a file that may be gone already.
pub(crate) fn remove(path: &Path) -> Result<(), FetchError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(FetchError::io(path, error))
        }
        _ => Ok(()),
    }
}

/// Makes a rename last.
pub(crate) fn sync_folder_of(path: &Path) -> Result<(), FetchError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| FetchError::io(folder, error))?;
    }
    Ok(())
}

/// Reads a small JSON file of ours; what is damaged counts as not there.
pub(crate) fn read_json<T: for<'a> Deserialize<'a>>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Writes one whole or not at all.
pub(crate) fn write_json<T: Serialize>(path: &Path, value: &T) -> Result<(), FetchError> {
    let failed = |error| FetchError::io(path, error);
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let mut text = serde_json::to_vec_pretty(value).map_err(|error| failed(error.into()))?;
    text.push(b'\n');
    let mut file = NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(&text).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    sync_folder_of(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(store: &RawStore, url: &str, bytes: &[u8]) -> (Retrieval, PathBuf) {
        let mut partial = store.partial(url).expect("opened");
        let mut sums = Sums::default();
        partial.begin(Validator::default(), None).expect("begun");
        partial.push(bytes).expect("written");
        sums.update(bytes);
        let retrieval = Retrieval {
            url: url.into(),
            final_url: url.into(),
            retrieved_at: Timestamp::UNIX_EPOCH,
            etag: None,
            last_modified: None,
            content_type: None,
            bytes: bytes.len() as u64,
            sha256: sums.finish().sha256,
        };
        let path = store.keep(partial, &retrieval).expect("kept");
        (retrieval, path)
    }

    #[test]
    fn bytes_lie_under_their_own_sum_with_their_origin_beside_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = RawStore::open(folder.path()).expect("opened");
        let (retrieval, path) = kept(&store, "https://a.se/1", b"abc");
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(retrieval.sha256, sum);
        assert!(path.ends_with(format!("ba/{sum}")));
        assert_eq!(fs::read(&path).expect("read"), b"abc");
        assert_eq!(store.origin(sum), Some(retrieval.clone()));
        assert_eq!(store.latest("https://a.se/1"), Some(retrieval));
        assert_eq!(store.latest("https://a.se/2"), None);
    }

    #[test]
    fn the_same_bytes_from_two_places_are_kept_once_with_the_first_origin() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = RawStore::open(folder.path()).expect("opened");
        let (first, path) = kept(&store, "https://a.se/1", b"abc");
        let (second, same) = kept(&store, "https://b.se/1", b"abc");
        assert_eq!(path, same);
        assert_eq!(store.origin(&first.sha256), Some(first));
        assert_eq!(store.latest("https://b.se/1"), Some(second));
        let parts = fs::read_dir(folder.path().join("partial")).expect("a folder").count();
        assert_eq!(parts, 0);
    }

    #[test]
    fn a_record_whose_bytes_are_gone_or_cut_does_not_count() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = RawStore::open(folder.path()).expect("opened");
        let (_, path) = kept(&store, "https://a.se/1", b"abc");
        fs::write(&path, b"ab").expect("cut");
        assert_eq!(store.latest("https://a.se/1"), None);
        fs::remove_file(&path).expect("gone");
        assert_eq!(store.latest("https://a.se/1"), None);
        kept(&store, "https://a.se/1", b"abc");
        assert!(store.latest("https://a.se/1").is_some());
    }

    #[test]
    fn a_text_that_is_no_sum_leads_nowhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = RawStore::open(folder.path()).expect("opened");
        for text in ["", "../../etc/passwd", &"A".repeat(64), &"a".repeat(63)] {
            assert_eq!(store.path_of(text), None, "{text}");
        }
    }
}
