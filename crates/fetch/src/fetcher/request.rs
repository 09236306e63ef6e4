//! What is asked for, and what came.

use std::path::PathBuf;

use crate::raw::Retrieval;
use crate::{Kind, Secret};

/// What a list announced about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected {
    /// MD5, lower-case hexadecimal.
    pub md5: Option<String>,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: Option<String>,
    /// The number of bytes.
    pub bytes: Option<u64>,
}

impl Expected {
    /// Whether a checksum was announced.
    pub(crate) const fn has_sum(&self) -> bool {
        self.md5.is_some() || self.sha256.is_some()
    }
}

/// A header that carries a secret: `Authorization: Bearer …`.
#[derive(Debug, Clone)]
pub struct SecretHeader {
    /// The header's name, in lower case.
    pub name: &'static str,
    /// What stands before the secret; may be empty.
    pub prefix: &'static str,
    /// The secret.
    pub secret: Secret,
}

/// One thing to fetch.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its address.
    pub url: String,
    /// What it is.
    pub kind: Kind,
    /// What was announced about it.
    pub expected: Expected,
    /// Headers with secrets; sent only to the host that is asked first, never along a redirect to
    /// another.
    pub secrets: Vec<SecretHeader>,
    /// What the URL answered last, where the caller has no more need of its bytes: it is asked whether that
    /// has changed although the bytes may be gone.
    pub earlier: Option<Retrieval>,
}

impl Request {
    /// A request without secrets for something of which nothing is known.
    #[must_use]
    pub fn new(url: impl Into<String>, kind: Kind) -> Self {
        Self {
            url: url.into(),
            kind,
            expected: Expected::default(),
            secrets: Vec::new(),
            earlier: None,
        }
    }

    /// The same with what was announced.
    #[must_use]
    pub fn expecting(mut self, expected: Expected) -> Self {
        self.expected = expected;
        self
    }

    /// The same, asked only whether it is still what it was.
    #[must_use]
    pub fn unless(mut self, earlier: Option<Retrieval>) -> Self {
        self.earlier = earlier.filter(|earlier| earlier.url == self.url);
        self
    }

    /// The same with a secret header.
    #[must_use]
    pub fn with_secret(mut self, header: SecretHeader) -> Self {
        self.secrets.push(header);
        self
    }

    /// A text from the server without the secrets of this request.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.secrets.iter().fold(text.to_owned(), |text, header| header.secret.hide_in(&text))
    }
}

/// What was fetched, or was here already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where the bytes lie.
    pub path: PathBuf,
    /// Where they came from.
    pub retrieval: Retrieval,
    /// Whether nothing was downloaded, because the server said that nothing changed (304) or because the
    /// bytes with the announced checksum were here.
    pub unchanged: bool,
}
