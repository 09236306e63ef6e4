//! Why something was not fetched.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use crate::{AddressError, SecretError};

/// What went wrong, and what to do about it. No message holds a secret, a query or a user of a URL.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Fetching is switched off.
    #[error("{url} is not fetched: --offline forbids the network; leave the flag out to fetch")]
    Offline {
        /// What was asked for.
        url: String,
    },
    /// The address is not one that may be asked.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// More redirects than allowed.
    #[error(
        "{url} redirects more than {limit} times, the limit for one request; give its last address"
    )]
    Redirects {
        /// What was asked for.
        url: String,
        /// The limit hit.
        limit: usize,
    },
    /// No connection, or one that broke.
    #[error("{url} cannot be reached: {reason} ({attempts} attempts); try again later")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// What the network said.
        reason: String,
        /// How often it was tried.
        attempts: u32,
    },
    /// The answer took too long.
    #[error(
        "{url} is too slow: {what} within {limit:?} ({attempts} attempts); what came is kept, try again later"
    )]
    TooSlow {
        /// What was asked for.
        url: String,
        /// What did not happen.
        what: String,
        /// The limit hit.
        limit: Duration,
        /// How often it was tried.
        attempts: u32,
    },
    /// The body ended early.
    #[error(
        "{url} was cut off after {seen} bytes ({attempts} attempts); what came is kept, a second run goes on from there"
    )]
    Truncated {
        /// What was asked for.
        url: String,
        /// Bytes that are there.
        seen: u64,
        /// How often it was tried.
        attempts: u32,
    },
    /// The server refused.
    #[error("{url} answers {status}{}", colon(.message))]
    Status {
        /// What was asked for.
        url: String,
        /// The HTTP status.
        status: u16,
        /// What the server said, shortened; may be empty.
        message: String,
    },
    /// The server asks for patience, or fails, and did so until the last attempt.
    #[error("{url} answers {status} ({attempts} attempts){}; {}", colon(.message), when(.retry_at))]
    Busy {
        /// What was asked for.
        url: String,
        /// The HTTP status.
        status: u16,
        /// How often it was tried.
        attempts: u32,
        /// When the server wants to be asked again, if it said so.
        retry_at: Option<Timestamp>,
        /// What the server said, shortened; may be empty.
        message: String,
    },
    /// The answer does not keep to HTTP, or to what we asked for.
    #[error("{url} gives an answer that cannot be used: {reason}")]
    Answer {
        /// What was asked for.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The headers of the answer are too large.
    #[error("{url} answers with {seen} bytes of headers, above the limit of {limit}")]
    Headers {
        /// What was asked for.
        url: String,
        /// The size seen.
        seen: usize,
        /// The limit hit.
        limit: usize,
    },
    /// The body is too large.
    #[error(
        "{url} has {seen} bytes or more, above the limit of {limit} for its kind; raise the limit if it is meant"
    )]
    TooLarge {
        /// What was asked for.
        url: String,
        /// The size declared, or reached when it was stopped.
        seen: u64,
        /// The limit hit.
        limit: u64,
    },
    /// The body is packed although none was asked to be.
    #[error(
        "{url} answers with content-encoding {encoding}, which was not asked for and is not unpacked; give the address of the file itself"
    )]
    Encoded {
        /// What was asked for.
        url: String,
        /// The encoding.
        encoding: String,
    },
    /// The bytes are not those that were announced.
    #[error(
        "{url} has {what} {seen}, but {expected} was announced; it was thrown away, try again later"
    )]
    Mismatch {
        /// What was asked for.
        url: String,
        /// `md5`, `sha256` or `a length of`.
        what: &'static str,
        /// What was announced.
        expected: String,
        /// What came.
        seen: String,
    },
    /// Another process downloads from the same host into the same folder.
    #[error("another process is fetching from {host}; wait for it to end")]
    Taken {
        /// The host.
        host: String,
    },
    /// The file system refused.
    #[error("cannot keep what was fetched in {}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        error: io::Error,
    },
    /// A secret is missing or not safe.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// What the caller asked of a feed makes no sense.
    #[error("{0}")]
    Request(String),
    /// The checkpoint of the last run cannot be read.
    #[error("the checkpoint of {feed} cannot be read ({reason}); fetch once without it")]
    Checkpoint {
        /// The feed.
        feed: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The network could not be set up.
    #[error("the network cannot be used: {0}")]
    Setup(String),
}

/// What kind of failure it is, for an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The caller asked for something that makes no sense.
    Usage,
    /// A rule of ours forbids it: an address, `--offline`, a secret that others can read.
    Refused,
    /// The network or the server failed.
    Network,
    /// What came is not what was announced.
    Integrity,
    /// The machine: disk, permissions, another process.
    Local,
}

impl FetchError {
    /// What kind of failure it is.
    #[must_use]
    pub const fn failure(&self) -> Failure {
        match self {
            Self::Request(_) => Failure::Usage,
            Self::Offline { .. } | Self::Address(_) | Self::Secret(_) => Failure::Refused,
            Self::TooLarge { .. } | Self::Headers { .. } | Self::Encoded { .. } => Failure::Refused,
            Self::Mismatch { .. } => Failure::Integrity,
            Self::Io { .. } | Self::Taken { .. } | Self::Checkpoint { .. } | Self::Setup(_) => {
                Failure::Local
            }
            _ => Failure::Network,
        }
    }

    /// Whether the server says that there is no such thing (404 or 410).
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Status { status: 404 | 410, .. })
    }

    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
        Self::Io { path: path.to_owned(), error }
    }

    /// The same with every text that came from a server, or may have, put through a function.
    pub(crate) fn hide(mut self, hide: impl Fn(&str) -> String) -> Self {
        let texts: Vec<&mut String> = match &mut self {
            Self::Address(AddressError { url, refusal }) => {
                let mut texts = vec![url];
                texts.extend(refusal.text_mut());
                texts
            }
            Self::Unreachable { url, reason: text, .. }
            | Self::TooSlow { url, what: text, .. }
            | Self::Status { url, message: text, .. }
            | Self::Busy { url, message: text, .. }
            | Self::Answer { url, reason: text }
            | Self::Encoded { url, encoding: text }
            | Self::Mismatch { url, seen: text, .. } => vec![url, text],
            Self::Offline { url }
            | Self::Redirects { url, .. }
            | Self::Truncated { url, .. }
            | Self::Headers { url, .. }
            | Self::TooLarge { url, .. } => vec![url],
            Self::Taken { .. }
            | Self::Io { .. }
            | Self::Secret(_)
            | Self::Request(_)
            | Self::Checkpoint { .. }
            | Self::Setup(_) => Vec::new(),
        };
        for text in texts {
            *text = hide(text);
        }
        self
    }

    /// The same after so many attempts.
    pub(crate) fn after(mut self, count: u32) -> Self {
        if let Self::Unreachable { attempts, .. }
        | Self::TooSlow { attempts, .. }
        | Self::Truncated { attempts, .. }
        | Self::Busy { attempts, .. } = &mut self
        {
            *attempts = count;
        }
        self
    }
}

fn colon(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!(": {message}") }
}

fn when(retry_at: &Option<Timestamp>) -> String {
    match retry_at {
        Some(time) => format!("it asks to be left alone until {time:.0}"),
        None => "try again later".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_say_what_to_do() {
        let busy = FetchError::Busy {
            url: "https://a.se/x".into(),
            status: 429,
            attempts: 0,
            retry_at: Some(Timestamp::UNIX_EPOCH),
            message: "slow down".into(),
        };
        assert_eq!(
            busy.after(5).to_string(),
            "https://a.se/x answers 429 (5 attempts): slow down; \
             it asks to be left alone until 1970-01-01T00:00:00Z"
        );
    }

    #[test]
    fn a_missing_thing_is_told_from_other_refusals() {
        let status =
            |status| FetchError::Status { url: String::new(), status, message: String::new() };
        assert!(status(404).is_missing() && status(410).is_missing());
        assert!(!status(403).is_missing());
        assert_eq!(status(403).failure(), Failure::Network);
    }
}
