//! One question and its answer, along its redirects.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use reqwest::header::{
    CONTENT_ENCODING, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
};
use reqwest::{Client, Method, Response, StatusCode, redirect};
use tokio::time::timeout;
use url::Url;

use super::{Failed, Fetcher, Request};
use crate::address::{Refusal, Target, admit, public_only, shown};
use crate::backoff::retry_after;
use crate::names::Pins;
use crate::{AddressError, FetchError, Policy};

/// Bytes of an error's body that are read for what they say.
const MESSAGE_BYTES: usize = 2048;

/// The HTTP client: no proxy of the environment, no redirects, no cookies, no unpacking and no pool of
/// its own accord, HTTP/1.1, and no resolver but the pins.
pub(super) fn client(policy: &Policy, pins: Pins) -> Result<Client, FetchError> {
    Client::builder()
        .user_agent(&policy.user_agent)
        .no_proxy()
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .http1_only()
        .pool_max_idle_per_host(0)
        .connect_timeout(policy.connect_time)
        .dns_resolver(Arc::new(pins))
        .build()
        .map_err(|error| FetchError::Setup(words(&error)))
}

/// An answer whose headers are there and within their limits.
pub(super) struct Answer {
    pub(super) response: Response,
    /// Where it came from after redirects.
    pub(super) url: Url,
}

/// What is sent.
pub(super) struct Question<'a> {
    pub(super) method: Method,
    pub(super) headers: HeaderMap,
    /// Sent only to the first host.
    pub(super) secrets: HeaderMap,
    pub(super) body: Option<&'a str>,
}

impl Fetcher {
    /// Runs something on the runtime.
    pub(super) fn block_on<T>(&self, future: impl Future<Output = T>) -> Result<T, FetchError> {
        let runtime = self.runtime.as_ref();
        let runtime = runtime.ok_or_else(|| FetchError::Setup("no runtime".to_owned()))?;
        Ok(runtime.block_on(future))
    }

    /// Asks, and follows redirects, each of which is checked as the first address was.
    pub(super) fn exchange(
        &self,
        first: &Target,
        question: &Question<'_>,
    ) -> Result<Answer, Failed> {
        let mut target = first.clone();
        for _ in 0..=self.policy.redirects {
            let response = self.ask(&target, question, first)?;
            let status = response.status();
            let leads_on = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
            if !leads_on {
                return Ok(Answer { response, url: target.url });
            }
            if question.method != Method::GET {
                let reason = format!("a redirect ({status}) where none is followed");
                return Err(FetchError::Answer { url: shown(&target.url), reason }.into());
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            target = self.redirected(&target, location)?;
        }
        let limit = self.policy.redirects;
        Err(FetchError::Redirects { url: shown(&first.url), limit }.into())
    }

    /// Where a redirect leads.
    fn redirected(&self, from: &Target, location: Option<&str>) -> Result<Target, FetchError> {
        let next = location.and_then(|location| {
            // Joined first, for it may be relative; checked as a text of its own then.
            let joined = from.url.join(location).ok()?;
            let odd = location.chars().any(|c| c.is_whitespace() || c == '\\');
            (!odd).then_some(joined)
        });
        let Some(next) = next else {
            let reason = "a redirect without an address that can be read".to_owned();
            return Err(FetchError::Answer { url: shown(&from.url), reason });
        };
        let target = admit(next.as_str(), &self.policy)?;
        if from.url.scheme() == "https" && target.url.scheme() == "http" {
            let refusal = Refusal::Downgrade;
            return Err(AddressError { url: shown(&target.url), refusal }.into());
        }
        Ok(target)
    }

    /// One hop.
    fn ask(
        &self,
        target: &Target,
        question: &Question<'_>,
        first: &Target,
    ) -> Result<Response, Failed> {
        self.pin(target)?;
        self.wait_turn(target, first);
        let Some(client) = &self.client else {
            return Err(FetchError::Offline { url: shown(&target.url) }.into());
        };
        let mut request = client.request(question.method.clone(), target.url.clone());
        request = request.headers(question.headers.clone());
        if target.url.origin() == first.url.origin() {
            request = request.headers(question.secrets.clone());
        }
        if let Some(body) = question.body {
            request = request.body(body.to_owned());
        }
        self.requests.fetch_add(1, Ordering::Relaxed);
        // Of a redirect only that it is one: its address is the server's to choose.
        let redirected = target.url != first.url;
        tracing::debug!(url = %shown(&first.url), redirected, "asking");
        let limit = self.policy.fetch_time;
        let answered = self.block_on(async { timeout(limit, request.send()).await })?;
        let response = match answered {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(Failed::for_now(self.broken(target, &error))),
            Err(_) => {
                return Err(Failed::for_now(FetchError::TooSlow {
                    url: shown(&target.url),
                    what: "no answer".to_owned(),
                    limit,
                    attempts: 1,
                }));
            }
        };
        self.check_headers(target, &response)?;
        Ok(response)
    }

    /// Resolves a name and pins what may be connected to.
    fn pin(&self, target: &Target) -> Result<(), Failed> {
        let Some(name) = target.name.clone() else { return Ok(()) };
        let unreachable = |reason: String| {
            Failed::for_now(FetchError::Unreachable {
                url: shown(&target.url),
                reason,
                attempts: 1,
            })
        };
        let names = Arc::clone(&self.names);
        let host = name.clone();
        let limit = self.policy.connect_time;
        let looked_up = self.block_on(async {
            timeout(limit, tokio::task::spawn_blocking(move || names.addresses(&host))).await
        })?;
        let addresses = match looked_up {
            Ok(Ok(Ok(addresses))) => addresses,
            Ok(Ok(Err(error))) => return Err(unreachable(format!("{name}: {error}"))),
            Ok(Err(error)) => return Err(unreachable(error.to_string())),
            Err(_) => return Err(unreachable(format!("{name} is not resolved within {limit:?}"))),
        };
        if addresses.is_empty() {
            return Err(unreachable(format!("{name} has no address")));
        }
        let public = public_only(target, addresses).map_err(FetchError::from)?;
        self.pins.set(&name, public);
        Ok(())
    }

    fn wait_turn(&self, target: &Target, first: &Target) {
        let policy = &self.policy;
        let now = self.clock.now();
        let longest = policy.retry_after_max.max(policy.host_interval);
        let wait = self.pace.turn(target.host(), now, policy.host_interval, longest);
        if !wait.is_zero() {
            self.observer.waiting(&shown(&first.url), wait, "one request at a time");
            self.clock.sleep(wait);
        }
    }

    fn check_headers(&self, target: &Target, response: &Response) -> Result<(), FetchError> {
        let url = || shown(&target.url);
        // The last line of defence: the connection stands to an address that may be asked.
        if let Some(address) = response.remote_addr()
            && !target.exempt
            && let Some(class) = crate::not_public(address.ip())
        {
            let refusal = Refusal::NotPublic { address: address.ip(), class };
            return Err(AddressError { url: url(), refusal }.into());
        }
        let size =
            |(name, value): (&HeaderName, &HeaderValue)| name.as_str().len() + value.len() + 4;
        let seen: usize = response.headers().iter().map(size).sum();
        let limit = self.policy.header_bytes;
        if seen > limit {
            return Err(FetchError::Headers { url: url(), seen, limit });
        }
        let encoding = response.headers().get(CONTENT_ENCODING).map(HeaderValue::as_bytes);
        if let Some(encoding) = encoding
            && !encoding.eq_ignore_ascii_case(b"identity")
            && !encoding.is_empty()
        {
            let encoding = plain(&String::from_utf8_lossy(encoding), 40);
            return Err(FetchError::Encoded { url: url(), encoding });
        }
        Ok(())
    }

    /// What a refusal of the server means. What it said may hold what we
    /// sent; the caller takes that out.
    pub(super) fn refused(&self, mut answer: Answer) -> Failed {
        let status = answer.response.status();
        let url = shown(&answer.url);
        let asked_wait = answer
            .response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| retry_after(text, self.clock.now()));
        let message = self.message(&mut answer.response);
        let busy = status == StatusCode::TOO_MANY_REQUESTS
            || (status.is_server_error() && !matches!(status.as_u16(), 501 | 505));
        let status = status.as_u16();
        if !busy {
            return FetchError::Status { url, status, message }.into();
        }
        let retry_at = asked_wait.map(|wait| self.hold(&answer.url, wait));
        let error = FetchError::Busy { url, status, attempts: 1, retry_at, message };
        Failed::ForNow { error, wait: asked_wait }
    }

    /// Leaves a host alone as it asked; a wait beyond the longest that we keep is kept no longer.
    fn hold(&self, url: &Url, wait: Duration) -> jiff::Timestamp {
        let now = self.clock.now();
        let until = |wait: Duration| now.checked_add(wait).unwrap_or(jiff::Timestamp::MAX);
        let kept = wait.min(self.policy.retry_after_max);
        self.pace.hold(url.host_str().unwrap_or_default(), until(kept));
        until(wait)
    }

    /// The beginning of an error's body, if it is words.
    fn message(&self, response: &mut Response) -> String {
        let limit = self.policy.connect_time;
        let read = self.block_on(async {
            let mut bytes = Vec::new();
            while bytes.len() < MESSAGE_BYTES {
                match timeout(limit, response.chunk()).await {
                    Ok(Ok(Some(chunk))) => {
                        let room = MESSAGE_BYTES - bytes.len();
                        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
                    }
                    _ => break,
                }
            }
            bytes
        });
        let text = String::from_utf8_lossy(&read.unwrap_or_default()).into_owned();
        if text.trim_start().starts_with('<') { String::new() } else { plain(&text, 600) }
    }

    /// An error of the connection.
    pub(super) fn broken(&self, target: &Target, error: &reqwest::Error) -> FetchError {
        FetchError::Unreachable { url: shown(&target.url), reason: words(error), attempts: 1 }
    }
}

/// The innermost reason, which is the one that says something, and never a URL.
pub(super) fn words(error: &reqwest::Error) -> String {
    let mut inner: &dyn std::error::Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    if std::ptr::addr_eq(inner, std::ptr::from_ref(error)) {
        return "the request failed".to_owned();
    }
    plain(&inner.to_string(), 200)
}

/// One line of at most so many characters, without control characters.
pub(crate) fn plain(text: &str, characters: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(characters).collect()
}

/// The secret headers of a request, marked so that nobody prints them.
pub(super) fn secret_headers(request: &Request) -> Result<HeaderMap, FetchError> {
    let mut headers = HeaderMap::new();
    for header in &request.secrets {
        let text = zeroize::Zeroizing::new(format!("{}{}", header.prefix, header.secret.expose()));
        let mut value = HeaderValue::from_str(&text).map_err(|_| {
            FetchError::Request(format!("the secret for {} cannot stand in a header", header.name))
        })?;
        value.set_sensitive(true);
        headers.insert(HeaderName::from_static(header.name), value);
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Names, RawStore};
    use reqwest::dns::{Name, Resolve};
    use std::net::IpAddr;
    use std::sync::atomic::AtomicUsize;

    /// A name that is public when it is checked and private when it is asked for again, and the other
    /// way round.
    struct Alternating(AtomicUsize);

    impl Names for Alternating {
        fn addresses(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
            let turn = self.0.fetch_add(1, Ordering::SeqCst);
            Ok(vec![IpAddr::from(if turn.is_multiple_of(2) {
                [8, 8, 8, 8]
            } else {
                [10, 0, 0, 1]
            })])
        }
    }

    #[test]
    fn a_name_that_changes_its_address_is_safe_a_thousand_times_of_a_thousand() {
        let folder = tempfile::tempdir().expect("a folder");
        let raw = RawStore::open(folder.path()).expect("opened");
        let names = Arc::new(Alternating(AtomicUsize::new(0)));
        let fetcher = Fetcher::new(Policy::default(), raw).expect("a fetcher");
        let fetcher = fetcher.with_names(names.clone());
        let target = admit("https://rebinding.se/", fetcher.policy()).expect("public by its text");
        let (mut safe, mut refused) = (0, 0);
        for _ in 0..1000 {
            match fetcher.pin(&target) {
                // What the client's own resolver would give it now, while the name already says otherwise.
                Ok(()) => {
                    let name: Name = "rebinding.se".parse().expect("a name");
                    let found = fetcher.block_on(fetcher.pins.resolve(name)).expect("a runtime");
                    let mut found = found.expect("pinned").peekable();
                    let some = found.peek().is_some();
                    safe += usize::from(some && found.all(|a| crate::not_public(a.ip()).is_none()));
                }
                Err(Failed::ForGood(FetchError::Address(_))) => refused += 1,
                Err(_) => {}
            }
        }
        assert_eq!((safe, refused, names.0.load(Ordering::SeqCst)), (500, 500, 1000));
    }

    #[test]
    fn a_redirect_from_https_to_http_is_refused() {
        let url = Url::parse("https://a.se/x").expect("a URL");
        let folder = tempfile::tempdir().expect("a folder");
        let raw = RawStore::open(folder.path()).expect("opened");
        let fetcher = Fetcher::new(Policy::default(), raw).expect("a fetcher");
        let from = admit(url.as_str(), fetcher.policy()).expect("public");
        let lead = |location: &str| fetcher.redirected(&from, Some(location));
        let error = lead("http://a.se/y").expect_err("less safe").to_string();
        assert!(error.contains("from https to http"), "{error}");
        assert_eq!(lead("/y").expect("the same host").url.as_str(), "https://a.se/y");
        assert!(lead("//127.0.0.1/").is_err() && fetcher.redirected(&from, None).is_err());
    }
}
