//! One attempt at a download: conditional, resumed, bounded, and checked.

use std::fs::File;
use std::io::Read;
use std::time::Duration;

use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName,
    HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, LAST_MODIFIED, RANGE,
};
use reqwest::{Method, Response};
use tokio::time::{Instant, timeout};

use super::exchange::{Answer, Question, secret_headers, words};
use super::{Expected, Failed, Fetched, Fetcher, Request};
use crate::FetchError;
use crate::address::{Target, shown, shown_text};
use crate::raw::{Finished, Partial, Retrieval, Sums, Validator};

/// Bytes by which a body must grow for another attempt not to count as a failure in a row.
pub(super) const WORTH_ANOTHER: u64 = 64 << 10;

/// Bytes of a header that are kept.
const KEPT_HEADER_BYTES: usize = 1024;

/// How one attempt begins.
struct Start {
    /// What the URL answered last, if the question is conditional on it.
    earlier: Option<Retrieval>,
    /// Bytes that are here and need not come again.
    from: u64,
}

impl Fetcher {
    /// The bytes with the announced checksum, if they are here: then nothing needs to be asked.
    pub(super) fn already_here(&self, request: &Request) -> Result<Option<Fetched>, FetchError> {
        if !request.expected.has_sum() {
            return Ok(None);
        }
        let Some(retrieval) = self.raw.latest(&request.url) else { return Ok(None) };
        let Some(path) = self.raw.path_of(&retrieval.sha256) else { return Ok(None) };
        let mut file = File::open(&path).map_err(|error| FetchError::io(&path, error))?;
        let mut sums = Sums::default();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer).map_err(|error| FetchError::io(&path, error))? {
                0 => break,
                read => sums.update(&buffer[..read]),
            }
        }
        let fits = check_sums(&request.url, &request.expected, &sums.finish(), retrieval.bytes);
        Ok(fits.is_ok().then_some(Fetched { path, retrieval, unchanged: true }))
    }

    /// Asks once, and keeps what comes.
    pub(super) fn attempt(&self, request: &Request, target: &Target) -> Result<Fetched, Failed> {
        let mut partial = self.raw.partial(&request.url)?;
        let (start, headers) = self.start(request, &partial);
        let question = Question {
            method: Method::GET,
            headers,
            secrets: secret_headers(request)?,
            body: None,
        };
        let answer = self.exchange(target, &question)?;
        let url = shown(&answer.url);
        let from = match answer.response.status().as_u16() {
            200 => 0,
            206 if start.from > 0 && goes_on(&answer.response, &partial, start.from) => start.from,
            304 => {
                if let Some(here) = start.earlier.and_then(|earlier| self.as_fetched(earlier)) {
                    return Ok(here);
                }
                let reason = "304 to a question without a condition".to_owned();
                return Err(FetchError::Answer { url, reason }.into());
            }
            // The part that was asked for is not there, or is another: start again.
            206 | 416 if start.from > 0 => {
                partial.discard()?;
                let reason = "the file changed while it was fetched".to_owned();
                return Err(Failed::for_now(FetchError::Answer { url, reason }));
            }
            _ if answer.response.status().is_success() => {
                let reason = format!("status {}", answer.response.status());
                return Err(FetchError::Answer { url, reason }.into());
            }
            _ => return Err(self.refused(answer)),
        };
        self.take(request, answer, partial, from)
    }

    /// What to ask for: the rest of what is here, or only what is new.
    fn start(&self, request: &Request, partial: &Partial) -> (Start, HeaderMap) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let mut set = |name: HeaderName, text: &str| {
            if let Ok(value) = HeaderValue::from_str(text) {
                headers.insert(name, value);
            }
        };
        // Without a validator only an announced checksum can tell whether the rest fits the beginning.
        let if_range = partial.validator().if_range();
        if partial.len() > 0 && (if_range.is_some() || request.expected.has_sum()) {
            set(RANGE, &format!("bytes={}-", partial.len()));
            if let Some(validator) = if_range {
                set(IF_RANGE, validator);
            }
            return (Start { earlier: None, from: partial.len() }, headers);
        }
        // Where a checksum is announced, the earlier bytes have been found not to have it.
        let earlier = if request.expected.has_sum() { None } else { request.earlier.clone() };
        let earlier = earlier.or_else(|| {
            if request.expected.has_sum() { None } else { self.raw.latest(&request.url) }
        });
        if let Some(earlier) = &earlier {
            match (&earlier.etag, &earlier.last_modified) {
                (Some(etag), _) => set(IF_NONE_MATCH, etag),
                (None, Some(date)) => set(IF_MODIFIED_SINCE, date),
                (None, None) => return (Start { earlier: None, from: 0 }, headers),
            }
        }
        (Start { earlier, from: 0 }, headers)
    }

    fn as_fetched(&self, retrieval: Retrieval) -> Option<Fetched> {
        let path = self.raw.path_of(&retrieval.sha256)?;
        Some(Fetched { path, retrieval, unchanged: true })
    }

    /// Reads the body into the partial file, checks it, and moves it to its place.
    fn take(
        &self,
        request: &Request,
        answer: Answer,
        mut partial: Partial,
        from: u64,
    ) -> Result<Fetched, Failed> {
        let headers = answer.response.headers();
        let header = |name| kept(headers, name).map(|text| request.hide(&text));
        let validator = Validator { etag: header(ETAG), last_modified: header(LAST_MODIFIED) };
        let content_type = header(CONTENT_TYPE);
        let declared = declared_length(headers).map(|length| length.saturating_add(from));
        let url = shown(&answer.url);
        self.check_size(request, &url, declared)?;
        let sums = if from == 0 {
            partial.begin(validator.clone(), declared)?;
            Sums::default()
        } else {
            partial.go_on(declared)?
        };
        let final_url = request.hide(answer.url.as_str());
        let read = self.read_body(request, answer.response, &mut partial, sums, &url);
        let sums = self.judge(request, &url, read, &mut partial, declared)?;
        let retrieval = Retrieval {
            url: request.url.clone(),
            final_url,
            retrieved_at: self.clock.now(),
            etag: validator.etag.or_else(|| partial.validator().etag.clone()),
            last_modified: validator
                .last_modified
                .or_else(|| partial.validator().last_modified.clone()),
            content_type,
            bytes: partial.len(),
            sha256: sums.sha256,
        };
        let path = self.raw.keep(partial, &retrieval)?;
        Ok(Fetched { path, retrieval, unchanged: false })
    }

    /// Whether what was read is whole and is what was announced; what of it is kept if not.
    fn judge(
        &self,
        request: &Request,
        url: &str,
        read: Result<Sums, Failed>,
        partial: &mut Partial,
        declared: Option<u64>,
    ) -> Result<Finished, Failed> {
        let whole = read.and_then(|sums| match declared {
            Some(declared) if partial.len() < declared => {
                Err(Failed::for_now(truncated(url, partial.len())))
            }
            _ => Ok(sums.finish()),
        });
        let sums = match whole {
            Ok(sums) => sums,
            Err(failed) => {
                let too_large = matches!(&failed, Failed::ForGood(FetchError::TooLarge { .. }));
                // Of an answer to a secret only what is whole, and so can be looked at, is kept.
                let keep = !too_large && request.secrets.is_empty();
                if keep {
                    partial.save()?
                } else {
                    partial.discard()?
                }
                return Err(failed);
            }
        };
        if let Err(error) = check_sums(&request.url, &request.expected, &sums, partial.len()) {
            partial.discard()?;
            return Err(Failed::for_now(error));
        }
        Ok(sums)
    }

    fn check_size(
        &self,
        request: &Request,
        url: &str,
        declared: Option<u64>,
    ) -> Result<(), FetchError> {
        let limit = self.policy.bytes_max(request.kind);
        match declared {
            Some(seen) if seen > limit => {
                Err(FetchError::TooLarge { url: url.to_owned(), seen, limit })
            }
            _ => Ok(()),
        }
    }

    fn read_body(
        &self,
        request: &Request,
        mut response: Response,
        partial: &mut Partial,
        mut sums: Sums,
        url: &str,
    ) -> Result<Sums, Failed> {
        let limit = self.policy.bytes_max(request.kind);
        let mut watch = Watch::new(self.policy.fetch_time, self.policy.body_time(request.kind));
        loop {
            let next = self.block_on(async { timeout(watch.left(), response.chunk()).await })?;
            match next {
                Ok(Ok(Some(chunk))) => {
                    if partial.len() + chunk.len() as u64 > limit {
                        let seen = partial.len() + chunk.len() as u64;
                        return Err(
                            FetchError::TooLarge { url: url.to_owned(), seen, limit }.into()
                        );
                    }
                    partial.push(&chunk)?;
                    sums.update(&chunk);
                    watch.bytes += chunk.len() as u64;
                    self.observer.received(
                        &shown_text(&request.url),
                        partial.len(),
                        partial.total(),
                    );
                }
                Ok(Ok(None)) => return Ok(sums),
                Ok(Err(error)) => {
                    tracing::debug!(error = words(&error), "cut off");
                    return Err(Failed::for_now(truncated(url, partial.len())));
                }
                Err(_) => {}
            }
            watch.check(self.policy.progress_bytes).map_err(|(what, limit)| {
                Failed::for_now(FetchError::TooSlow {
                    url: url.to_owned(),
                    what,
                    limit,
                    attempts: 1,
                })
            })?;
        }
    }
}

/// Looks at how fast a body comes: a server that sends a byte now and then must not hold us for ever.
struct Watch {
    window: Duration,
    whole: Duration,
    began: Instant,
    window_began: Instant,
    bytes: u64,
}

impl Watch {
    fn new(window: Duration, whole: Duration) -> Self {
        let began = Instant::now();
        Self { window, whole, began, window_began: began, bytes: 0 }
    }

    /// How long the next bytes may take.
    fn left(&self) -> Duration {
        let in_window = self.window.saturating_sub(self.window_began.elapsed());
        in_window.min(self.whole.saturating_sub(self.began.elapsed()))
    }

    /// What did not happen within which time.
    fn check(&mut self, progress: u64) -> Result<(), (String, Duration)> {
        if self.began.elapsed() >= self.whole {
            return Err(("it has not ended".to_owned(), self.whole));
        }
        if self.window_began.elapsed() >= self.window {
            if self.bytes < progress {
                return Err((format!("fewer than {progress} bytes"), self.window));
            }
            self.window_began = Instant::now();
            self.bytes = 0;
        }
        Ok(())
    }
}

fn truncated(url: &str, seen: u64) -> FetchError {
    FetchError::Truncated { url: url.to_owned(), seen, attempts: 1 }
}

/// A header as text, if it is short and visible.
fn kept(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?;
    (text.len() <= KEPT_HEADER_BYTES).then(|| text.to_owned())
}

fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether a partial answer begins where ours ends, and is of the same whole.
fn goes_on(response: &Response, partial: &Partial, from: u64) -> bool {
    let range = response.headers().get(CONTENT_RANGE).and_then(|value| value.to_str().ok());
    let Some((first, total)) = range.and_then(content_range) else { return false };
    let same_whole = match (total, partial.total()) {
        (Some(now), Some(before)) => now == before,
        _ => true,
    };
    let same_tag = match (response.headers().get(ETAG), &partial.validator().etag) {
        (Some(now), Some(before)) => now.as_bytes() == before.as_bytes(),
        _ => true,
    };
    first == from && same_whole && same_tag
}

/// The first byte and the whole length in `bytes 100-199/200`; the length is `None` for `*`.
pub(crate) fn content_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    let total = if total == "*" { None } else { Some(total.parse().ok()?) };
    let fits = first <= last && total.is_none_or(|total| last < total);
    fits.then_some((first, total))
}

/// Whether the bytes are those that were announced.
fn check_sums(
    url: &str,
    expected: &Expected,
    sums: &Finished,
    bytes: u64,
) -> Result<(), FetchError> {
    let mismatch = |what, expected: &str, seen: String| FetchError::Mismatch {
        url: shown_text(url),
        what,
        expected: expected.to_owned(),
        seen,
    };
    if let Some(length) = expected.bytes
        && length != bytes
    {
        return Err(mismatch("a length of", &length.to_string(), bytes.to_string()));
    }
    let pairs = [("md5", &expected.md5, &sums.md5), ("sha256", &expected.sha256, &sums.sha256)];
    for (what, announced, seen) in pairs {
        if let Some(announced) = announced
            && !announced.eq_ignore_ascii_case(seen)
        {
            return Err(mismatch(what, announced, seen.clone()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_range_is_read_only_if_it_makes_sense() {
        assert_eq!(content_range("bytes 100-199/200"), Some((100, Some(200))));
        assert_eq!(content_range("bytes 0-0/*"), Some((0, None)));
        for odd in ["", "bytes */200", "bytes 5-4/9", "bytes 0-9/9", "items 0-1/2", "bytes 0-1"] {
            assert_eq!(content_range(odd), None, "{odd}");
        }
    }
}
