//! Sending a body and reading a short answer: how one signs in, and how a notice is posted.

use reqwest::Method;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue};
use tokio::time::timeout;
use url::form_urlencoded::Serializer;
use zeroize::Zeroizing;

use super::exchange::Question;
use super::{Failed, Fetcher};
use crate::address::{Target, shown};
use crate::{FetchError, Secret};

/// Bytes that an answer to a form or a notice may have.
pub(crate) const ANSWER_BYTES: usize = 64 << 10;

/// A field of a form.
pub(crate) enum Field<'a> {
    Plain(&'a str, &'a str),
    Secret(&'a str, &'a Secret),
}

impl Fetcher {
    /// Sends a form and gives back what came; nothing of it is kept on the disk.
    pub(crate) fn send_form(
        &self,
        url: &str,
        fields: &[Field<'_>],
    ) -> Result<Zeroizing<Vec<u8>>, FetchError> {
        let mut form = Serializer::new(String::new());
        for field in fields {
            match field {
                Field::Plain(name, value) => form.append_pair(name, value),
                Field::Secret(name, secret) => form.append_pair(name, secret.expose()),
            };
        }
        let body = Zeroizing::new(form.finish());
        let headers = || {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            Ok(HeaderMap::from_iter([(CONTENT_TYPE, form)]))
        };
        self.post(url, headers, (&body, ANSWER_BYTES), |text| hide(fields, text))
    }

    /// Posts a body, with the headers of each attempt, and gives back what came, at most so many bytes. No redirect
    /// is followed. `hide` takes secrets out of what the server says.
    pub(crate) fn post(
        &self,
        url: &str,
        headers: impl Fn() -> Result<HeaderMap, FetchError>,
        (body, answer_bytes): (&str, usize),
        hide: impl Fn(&str) -> String,
    ) -> Result<Zeroizing<Vec<u8>>, FetchError> {
        let target = self.ready(url)?;
        self.persist(
            url,
            || {
                let sent = headers().map_err(Failed::from);
                let sent =
                    sent.and_then(|headers| self.send_once(&target, headers, body, answer_bytes));
                sent.map_err(|failed| failed.hide(&hide))
            },
            || Ok(false),
        )
    }

    fn send_once(
        &self,
        target: &Target,
        mut headers: HeaderMap,
        body: &str,
        answer_bytes: usize,
    ) -> Result<Zeroizing<Vec<u8>>, Failed> {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let question =
            Question { method: Method::POST, headers, secrets: HeaderMap::new(), body: Some(body) };
        let mut answer = self.exchange(target, &question)?;
        if !answer.response.status().is_success() {
            return Err(self.refused(answer));
        }
        let limit = self.policy.fetch_time;
        let read = self.block_on(async {
            let all = async {
                let mut bytes = Zeroizing::new(Vec::new());
                while let Some(chunk) = answer.response.chunk().await? {
                    bytes.extend_from_slice(&chunk);
                    if bytes.len() > answer_bytes {
                        break;
                    }
                }
                Ok::<_, reqwest::Error>(bytes)
            };
            timeout(limit, all).await
        })?;
        let url = shown(&answer.url);
        match read {
            Ok(Ok(bytes)) if bytes.len() > answer_bytes => {
                let (seen, limit) = (bytes.len() as u64, answer_bytes as u64);
                Err(FetchError::TooLarge { url, seen, limit }.into())
            }
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(error)) => Err(Failed::for_now(self.broken(target, &error))),
            Err(_) => Err(Failed::for_now(FetchError::TooSlow {
                url,
                what: "it has not ended".to_owned(),
                limit,
                attempts: 1,
            })),
        }
    }
}

/// A text from the server without the secrets of a form.
fn hide(fields: &[Field<'_>], text: &str) -> String {
    fields.iter().fold(text.to_owned(), |text, field| match field {
        Field::Secret(_, secret) => secret.hide_in(&text),
        Field::Plain(..) => text,
    })
}
