//! A webhook: each notice is one signed POST, in the form of Standard Webhooks.
//!
//! `webhook-id` is the id of the delivery and the same in every attempt, `webhook-timestamp` the second in
//! which the attempt was made, `webhook-signature` is `v1,` and the base64 of the HMAC-SHA256 of
//! `id.timestamp.body`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellwether_model::{Notice, hex};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ring::hmac;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::Channel;
use crate::address::{AddressError, admit};
use crate::fetcher::ANSWER_BYTES;
use crate::{FetchError, Fetcher, Policy, Secret};

/// What a secret begins with whose bytes are written in base64.
const ENCODED: &str = "whsec_";

/// Where notices are posted, and the secret that signs them.
#[derive(Debug, Clone)]
pub struct Webhook {
    url: String,
    secret: Secret,
}

impl Webhook {
    /// A webhook. A secret that begins with `whsec_` is base64, any other stands for its own bytes.
    #[must_use]
    pub const fn new(url: String, secret: Secret) -> Self {
        Self { url, secret }
    }

    /// Whether it could be tried: the address may be spoken to, and the secret signs. Nothing is sent. Gives the host,
    /// since the rest of the address may hold a token.
    ///
    /// # Errors
    /// What is wrong with the address or the secret.
    pub fn examine(&self, policy: &Policy) -> Result<String, FetchError> {
        let refused = |error: AddressError| {
            FetchError::Request(format!("the webhook is not asked: {}", error.refusal))
        };
        let target = admit(&self.url, policy).map_err(refused)?;
        signature(&self.secret, "examined", 0, "")?;
        Ok(target.host().to_owned())
    }
}

impl Channel for Webhook {
    /// The address may hold a token, so its hash stands for it.
    fn name(&self) -> String {
        format!("webhook-{}", hex(&Sha256::digest(&self.url)[..6]))
    }

    fn deliver(&self, fetcher: &Fetcher, id: &str, notice: &Notice) -> Result<(), FetchError> {
        let body = Zeroizing::new(body(id, notice).to_string());
        let headers = || headers(&self.secret, id, fetcher.now().as_second(), &body);
        let sent = (body.as_str(), ANSWER_BYTES);
        let answer = fetcher.post(&self.url, headers, sent, |text| self.secret.hide_in(text));
        answer.map(drop)
    }
}

/// What is posted.
fn body(id: &str, notice: &Notice) -> serde_json::Value {
    json!({
        "type": "bellwether.alert",
        "delivery": id,
        "id": notice.id,
        "title": notice.title,
        "summary": notice.summary,
        "published": notice.published,
        "updated": notice.updated,
        "data": notice.payload,
    })
}

fn headers(secret: &Secret, id: &str, second: i64, body: &str) -> Result<HeaderMap, FetchError> {
    let signed = signature(secret, id, second, body)?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let texts = [
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", second.to_string()),
        ("webhook-signature", signed),
    ];
    for (name, text) in texts {
        let value = HeaderValue::from_str(&text)
            .map_err(|_| FetchError::Request(format!("{name} cannot stand in a header")))?;
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(headers)
}

/// The value of `webhook-signature` for a delivery that is made in this second of Unix time.
///
/// # Errors
/// When the secret begins with `whsec_` and the rest is not base64.
pub fn signature(secret: &Secret, id: &str, second: i64, body: &str) -> Result<String, FetchError> {
    let key = match secret.expose().strip_prefix(ENCODED) {
        Some(encoded) => STANDARD.decode(encoded).map_err(|_| {
            FetchError::Request(format!(
                "the secret of the webhook begins with {ENCODED}, but the rest is not base64; copy it again"
            ))
        })?,
        None => secret.expose().as_bytes().to_vec(),
    };
    let key = Zeroizing::new(key);
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let tag = hmac::sign(&key, format!("{id}.{second}.{body}").as_bytes());
    Ok(format!("v1,{}", STANDARD.encode(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published example of the Standard Webhooks specification's reference libraries.
    #[test]
    fn the_signature_is_that_of_standard_webhooks() {
        let secret = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let (id, second) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330);
        let signed = signature(&secret, id, second, r#"{"test": 2432232314}"#).expect("signs");
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_that_is_no_base64_is_refused_without_being_shown() {
        let error = signature(&Secret::new("whsec_***canary"), "a", 0, "").expect_err("no base64");
        assert!(!error.to_string().contains("canary"), "{error}");
        assert!(signature(&Secret::new("plain words"), "a", 0, "").is_ok());
    }
}
