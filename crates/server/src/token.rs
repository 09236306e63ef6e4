//! Tokens: who asks, told by a secret of which only a hash is kept.
//!
//! A token is 32 random bytes, so a plain SHA-256 of it cannot be turned back by trying. It is shown once, when it
//! is made. The file has one JSON object a line and may be readable by its owner only.

use std::collections::HashMap;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::RwLock;
use std::time::SystemTime;

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Role;

/// What a token begins with, so that scanners for leaked secrets can know it.
const PREFIX: &str = "bwt_";
/// Random bytes in a token.
const BYTES: usize = 32;

/// What is kept of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// A short id, by which it is revoked and named in logs.
    pub id: String,
    /// What it is for, such as the name of a desk or a program; no names of persons.
    pub name: String,
    /// What it allows.
    pub role: Role,
    /// SHA-256 of the token, in hexadecimal digits.
    pub sha256: String,
    /// When it was made.
    pub made: Timestamp,
}

/// Why tokens cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// A file cannot be read or written.
    #[error("cannot {doing} {path}: {source}", path = path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// Others can read the file.
    #[error("{path} can be read by others (mode {mode:o}); make it your own with chmod 600", path = path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// A line of the file is no token.
    #[error("{path}, line {line}: {why}; make tokens with `bellwether serve token add`", path = path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random bytes, so that no token can be made")]
    NoRandom,
    /// No token has that id.
    #[error("{path} has no token with the id {id:?}; `bellwether serve token list` lists them", path = path.display())]
    Unknown {
        /// The file.
        path: PathBuf,
        /// The id.
        id: String,
    },
}

fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> TokenError {
    let path = path.to_path_buf();
    move |source| TokenError::Io { doing, path, source }
}

/// The tokens of some files, read again when a file changes.
#[derive(Debug)]
pub struct Tokens {
    files: Vec<PathBuf>,
    read: RwLock<Read>,
}

#[derive(Debug, Default)]
struct Read {
    stamps: Vec<Option<SystemTime>>,
    by_hash: HashMap<String, Kept>,
}

impl Tokens {
    /// Reads the files.
    ///
    /// # Errors
    /// When one cannot be read, can be read by others, or has a line that is no token.
    pub fn open(files: &[PathBuf]) -> Result<Self, TokenError> {
        let tokens = Self { files: files.to_vec(), read: RwLock::default() };
        let fresh = tokens.read_files()?;
        *tokens.read.write().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
        Ok(tokens)
    }

    /// No tokens.
    pub(crate) fn none() -> Self {
        Self { files: Vec::new(), read: RwLock::default() }
    }

    /// Whether there is none at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.read().unwrap_or_else(std::sync::PoisonError::into_inner).by_hash.is_empty()
    }

    fn read_files(&self) -> Result<Read, TokenError> {
        let mut read = Read::default();
        for file in &self.files {
            read.stamps.push(stamp(file));
            let kept = kept(file)?;
            read.by_hash.extend(kept.into_iter().map(|kept| (kept.sha256.clone(), kept)));
        }
        Ok(read)
    }

    /// The token that a request carries; `None` where it carries none that is known.
    pub(crate) fn of(&self, headers: &HeaderMap) -> Option<Kept> {
        self.refresh();
        let token = carried(headers)?;
        let read = self.read.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        read.by_hash.get(&hash(&token)).cloned()
    }

    /// Reads the files again if one changed. A file that cannot be read any more leaves no token in force.
    fn refresh(&self) {
        let now: Vec<Option<SystemTime>> = self.files.iter().map(|file| stamp(file)).collect();
        let same =
            self.read.read().unwrap_or_else(std::sync::PoisonError::into_inner).stamps == now;
        if same {
            return;
        }
        let fresh = self.read_files().unwrap_or_else(|error| {
            tracing::error!("tokens: {error}");
            Read { stamps: now, by_hash: HashMap::new() }
        });
        *self.read.write().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
    }
}

fn stamp(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|meta| meta.modified()).ok()
}

/// Whether a request carries anything by which somebody says who they are.
pub(crate) fn carries_one(headers: &HeaderMap) -> bool {
    headers.contains_key(header::AUTHORIZATION)
}

/// The token in `Authorization`: of the scheme Bearer, or the password of the scheme Basic, which is what feed
/// readers and geographic programs can send.
fn carried(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let pair = STANDARD.decode(rest.trim()).ok()?;
        let pair = String::from_utf8(pair).ok()?;
        return pair.split_once(':').map(|(_, password)| password.to_owned());
    }
    None
}

fn hash(token: &str) -> String {
    bellwether_model::hex(&Sha256::digest(token.as_bytes()))
}

/// The tokens of a file.
///
/// # Errors
/// When it cannot be read, can be read by others, or has a line that is no token.
pub fn kept(file: &Path) -> Result<Vec<Kept>, TokenError> {
    let text = std::fs::read_to_string(file).map_err(io("read", file))?;
    is_private(file)?;
    let mut all: Vec<Kept> = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |why: String| TokenError::Line { path: file.into(), line: index + 1, why };
        let one: Kept =
            serde_json::from_str(line).map_err(|error| wrong(format!("no token ({error})")))?;
        let is_hash =
            one.sha256.len() == 64 && one.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hash {
            return Err(wrong("sha256 is no SHA-256 in hexadecimal digits".into()));
        }
        all.push(one);
    }
    Ok(all)
}

#[cfg(unix)]
fn is_private(file: &Path) -> Result<(), TokenError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(file).map_err(io("look at", file))?.permissions().mode() & 0o777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(TokenError::Open { path: file.into(), mode }) }
}

#[cfg(not(unix))]
fn is_private(_: &Path) -> Result<(), TokenError> {
    Ok(())
}

/// Makes a token and adds it to a file, which is made where there is none. Gives the token, which is nowhere kept.
///
/// # Errors
/// When the file cannot be read or written.
pub fn add(
    file: &Path,
    name: &str,
    role: Role,
    now: Timestamp,
) -> Result<(String, Kept), TokenError> {
    let mut all = if file.exists() { kept(file)? } else { Vec::new() };
    let mut bytes = [0u8; BYTES];
    let random = ring::rand::SystemRandom::new();
    ring::rand::SecureRandom::fill(&random, &mut bytes).map_err(|_| TokenError::NoRandom)?;
    let token = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes));
    let sha256 = hash(&token);
    let one = Kept { id: sha256[..8].to_owned(), name: name.to_owned(), role, sha256, made: now };
    all.push(one.clone());
    write(file, &all)?;
    Ok((token, one))
}

/// Takes a token out of a file.
///
/// # Errors
/// When no token has the id, or the file cannot be read or written.
pub fn revoke(file: &Path, id: &str) -> Result<Kept, TokenError> {
    let mut all = kept(file)?;
    let at = all
        .iter()
        .position(|kept| kept.id == id)
        .ok_or_else(|| TokenError::Unknown { path: file.into(), id: id.to_owned() })?;
    let gone = all.remove(at);
    write(file, &all)?;
    Ok(gone)
}

/// Writes a file whole or not at all, readable by its owner only from the first byte on.
fn write(file: &Path, all: &[Kept]) -> Result<(), TokenError> {
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let staged = file.with_file_name(name);
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    // One left behind may have another mode.
    let _ = std::fs::remove_file(&staged);
    let mut out = options.open(&staged).map_err(io("write", &staged))?;
    for kept in all {
        let line = serde_json::to_string(kept).expect("tokens are JSON");
        writeln!(out, "{line}").map_err(io("write", &staged))?;
    }
    out.sync_all().map_err(io("write", &staged))?;
    std::fs::rename(&staged, file).map_err(io("write", file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(value).expect("a header"));
        headers
    }

    #[test]
    fn a_token_is_known_as_bearer_and_as_password_until_it_is_revoked_and_never_stands_in_the_file()
    {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("tokens");
        let (token, kept) = add(&file, "desk", Role::Analyst, Timestamp::UNIX_EPOCH).expect("made");
        let text = std::fs::read_to_string(&file).expect("readable");
        assert!(!text.contains(&token) && !text.contains(&token[PREFIX.len()..]));
        let tokens = Tokens::open(std::slice::from_ref(&file)).expect("opened");
        let basic = format!("Basic {}", STANDARD.encode(format!("any:{token}")));
        for value in [format!("Bearer {token}"), format!("bearer {token}"), basic] {
            assert_eq!(tokens.of(&headers(&value)), Some(kept.clone()), "{value}");
        }
        for value in
            ["Bearer", "Bearer x", "Basic !", "Digest x", &format!("Bearer {}", kept.sha256)]
        {
            assert_eq!(tokens.of(&headers(value)), None, "{value}");
        }
        assert_eq!(tokens.of(&HeaderMap::new()), None);
        std::thread::sleep(std::time::Duration::from_millis(20));
        revoke(&file, &kept.id).expect("revoked");
        assert_eq!(tokens.of(&headers(&format!("Bearer {token}"))), None);
        assert!(revoke(&file, &kept.id).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_refused_and_a_new_one_is_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("tokens");
        add(&file, "desk", Role::Reader, Timestamp::UNIX_EPOCH).expect("made");
        let mode = std::fs::metadata(&file).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("changed");
        let error = Tokens::open(std::slice::from_ref(&file)).expect_err("readable by others");
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_line_that_is_no_token_is_named() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("tokens");
        add(&file, "desk", Role::Reader, Timestamp::UNIX_EPOCH).expect("made");
        let mut text = std::fs::read_to_string(&file).expect("readable");
        text.push_str("{\"id\":1}\n");
        std::fs::write(&file, text).expect("written");
        let error = Tokens::open(std::slice::from_ref(&file)).expect_err("no token");
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
