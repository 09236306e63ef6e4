//! An address that answers JSON with JSON: how a model is asked.

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use zeroize::Zeroizing;

use crate::address::{Target, admit};
use crate::{FetchError, Fetcher, Policy, Secret};

/// Where questions are posted, and the key that is sent with them.
#[derive(Debug, Clone)]
pub struct Endpoint {
    url: String,
    key: Option<Secret>,
}

impl Endpoint {
    /// An endpoint. The key goes in the header `Authorization: Bearer …`.
    #[must_use]
    pub const fn new(url: String, key: Option<Secret>) -> Self {
        Self { url, key }
    }

    /// Whether it could be asked. Nothing is sent. Gives its host.
    ///
    /// # Errors
    /// The address may not be spoken to, or the words and the key would go over plain http to a host that the
    /// configuration does not name.
    pub fn examine(&self, policy: &Policy) -> Result<String, FetchError> {
        Ok(self.target(policy)?.host().to_owned())
    }

    fn target(&self, policy: &Policy) -> Result<Target, FetchError> {
        let target = admit(&self.url, policy)?;
        if target.url.scheme() != "https" && !target.exempt {
            return Err(FetchError::Request(format!(
                "{} is not asked: texts and the key would go over plain http; give its https address, or add the \
                 host to fetch_hosts in the configuration if it is on your own network",
                crate::address::shown(&target.url)
            )));
        }
        Ok(target)
    }

    /// Posts a question and gives back the answer, whatever it is, as long as its status is 200 to 299. Redirects
    /// are not followed, so the question goes nowhere else.
    ///
    /// # Errors
    /// The address is refused, the server refuses, fails until the last attempt or takes longer than the policy's
    /// `fetch_time`, or the answer has more than `answer_bytes` bytes. No error holds the key.
    pub fn ask(
        &self,
        fetcher: &Fetcher,
        question: &str,
        answer_bytes: usize,
    ) -> Result<Zeroizing<Vec<u8>>, FetchError> {
        self.target(fetcher.policy())?;
        let headers = || self.headers();
        let hide =
            |text: &str| self.key.as_ref().map_or_else(|| text.to_owned(), |key| key.hide_in(text));
        fetcher.post(&self.url, headers, (question, answer_bytes), hide)
    }

    fn headers(&self) -> Result<HeaderMap, FetchError> {
        let json = HeaderValue::from_static("application/json");
        let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, json.clone()), (ACCEPT, json)]);
        if let Some(key) = &self.key {
            let text = Zeroizing::new(format!("Bearer {}", key.expose()));
            let mut value = HeaderValue::from_str(&text).map_err(|_| {
                FetchError::Request("the key of the model cannot stand in a header".to_owned())
            })?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(headers)
    }
}
