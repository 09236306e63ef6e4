//! Headers that every response carries.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};

/// What pages may do: their own files only, no script or style within a page, nothing framed, nothing sent elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What a document may do that brings its own style within it: be shown, and nothing else. No script runs in it, and it is of no
/// origin.
pub(crate) const DOCUMENT: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
                                    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// The name of the header with the id of the request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts the headers that bound what a browser does with an answer.
pub(crate) fn secure(response: &mut Response<Body>, request_id: &str) {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "geolocation=(), camera=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    if let Ok(value) = HeaderValue::from_str(request_id) {
        headers.insert(REQUEST_ID, value);
    }
}

/// The id that a client gave its request, if it is one: letters, digits and hyphens, at most 64.
pub(crate) fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(&REQUEST_ID)?.to_str().ok()?;
    let is_one = !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_one.then(|| id.to_owned())
}

/// A line as the value of a header: without control characters, cut to 1,000 bytes.
pub(crate) fn line(text: &str) -> Option<HeaderValue> {
    let mut clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.len() > 1_000 {
        let mut end = 1_000;
        while !clean.is_char_boundary(end) {
            end -= 1;
        }
        clean.truncate(end);
        clean.push('…');
    }
    HeaderValue::from_bytes(clean.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_script_or_style_within_a_page_is_allowed() {
        let mut response = Response::new(Body::empty());
        secure(&mut response, "a-1");
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(!policy.contains("unsafe") && policy.contains("script-src 'self';"), "{policy}");
        assert_eq!(response.headers()[REQUEST_ID], "a-1");
    }

    #[test]
    fn an_id_that_is_none_is_not_taken_over() {
        let mut headers = HeaderMap::new();
        assert_eq!(given_id(&headers), None);
        for (text, taken) in [("abc-1", true), ("", false), ("a b", false), ("<script>", false)] {
            headers.insert(REQUEST_ID, HeaderValue::from_str(text).expect("a header"));
            assert_eq!(given_id(&headers).is_some(), taken, "{text}");
        }
    }

    #[test]
    fn a_line_holds_no_second_header() {
        let value = line("a\r\nset-cookie: b").expect("a value");
        assert_eq!(value.as_bytes(), b"a  set-cookie: b");
        assert!(line(&"é".repeat(2_000)).expect("a value").len() <= 1_003);
    }
}
