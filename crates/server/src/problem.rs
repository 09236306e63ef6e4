//! What is said to a client when there is no answer: problem details (RFC 9457).

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde_json::json;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Problem {
    /// The status of HTTP.
    pub status: u16,
    /// The kind, one word.
    pub kind: &'static str,
    /// What was wrong and what to do.
    pub detail: String,
}

impl Problem {
    fn new(status: u16, kind: &'static str, detail: impl Into<String>) -> Self {
        Self { status, kind, detail: detail.into() }
    }

    /// The question is wrong.
    pub fn question(detail: impl Into<String>) -> Self {
        Self::new(400, "question", detail)
    }

    /// There is no such thing.
    pub fn unknown(detail: impl Into<String>) -> Self {
        Self::new(404, "unknown", detail)
    }

    /// Who asks has to say who they are.
    pub fn unnamed() -> Self {
        let detail = "this needs a token; send it as `Authorization: Bearer TOKEN`, or as the password of Basic \
                      authentication";
        Self::new(401, "token", detail)
    }

    /// Who asks may not.
    pub fn role(detail: impl Into<String>) -> Self {
        Self::new(403, "role", detail)
    }

    /// A licence or a policy forbids it.
    pub fn refused(detail: impl Into<String>) -> Self {
        Self::new(403, "licence", detail)
    }

    /// No form that is asked for can be given.
    pub fn form(detail: impl Into<String>) -> Self {
        Self::new(406, "form", detail)
    }

    /// A limit is passed; the detail names it and the value seen.
    pub fn limit(status: u16, detail: impl Into<String>) -> Self {
        Self::new(status, "limit", detail)
    }

    /// The data that there are do not serve.
    pub fn data(detail: impl Into<String>) -> Self {
        Self::new(409, "data", detail)
    }

    /// The store cannot be asked just now.
    pub fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(503, "unavailable", detail)
    }

    /// Something is broken.
    pub fn broken(detail: impl Into<String>) -> Self {
        Self::new(500, "broken", detail)
    }

    /// The request is for another host.
    pub fn misdirected(detail: impl Into<String>) -> Self {
        Self::new(421, "host", detail)
    }

    /// The body is of another kind than can be read.
    pub fn media_type(detail: impl Into<String>) -> Self {
        Self::new(415, "body", detail)
    }

    /// As a response.
    pub(crate) fn response(&self) -> Response<Body> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let document = json!({
            "type": format!("urn:bellwether:problem:{}", self.kind),
            "title": status.canonical_reason().unwrap_or("Problem"),
            "status": status.as_u16(),
            "detail": self.detail,
        });
        let mut response = Response::new(Body::from(document.to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        let media_type = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, media_type);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match self.status {
            401 => {
                let scheme = HeaderValue::from_static(
                    "Bearer realm=\"bellwether\", Basic realm=\"bellwether\"",
                );
                headers.insert(header::WWW_AUTHENTICATE, scheme);
            }
            429 | 503 => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        response
    }
}
