//! What nobody may read.

mod find;

pub use find::{SecretError, SecretName, Secrets};

use std::fmt;

use zeroize::Zeroizing;

/// A token or a password. It shows itself to nobody: neither `Debug` nor an error nor a log holds it, it
/// cannot be serialised, and its memory is overwritten when it is dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text as a secret. Meant for what this crate finds by itself and for tests; a secret that
    /// came from a flag has already been in the list of processes.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text, for the one place that sends it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// The same text with the secret taken out, as it is and as it stands in a URL.
    pub(crate) fn hide_in(&self, text: &str) -> String {
        if self.0.is_empty() {
            return text.to_owned();
        }
        let encoded: String = url::form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        text.replace(self.0.as_str(), "(hidden)").replace(&encoded, "(hidden)")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_shows_itself_to_nobody() {
        let secret = Secret::new("canary value");
        assert_eq!(
            format!("{secret:?} {:?}", Some(&secret)),
            "Secret(hidden) Some(Secret(hidden))"
        );
    }

    #[test]
    fn a_secret_is_taken_out_of_a_text_in_both_spellings() {
        let secret = Secret::new("a b&c");
        assert_eq!(secret.hide_in("x a b&c y a+b%26c z"), "x (hidden) y (hidden) z");
        assert_eq!(Secret::new("").hide_in("x"), "x");
    }
}
