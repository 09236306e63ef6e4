//! Signing in at ACLED: OAuth with the user's own account.
//!
//! `POST {acled}/oauth/token` with `username`, `password`, `grant_type=password`, `client_id=acled`; the
//! answer has `access_token` (24 hours), `refresh_token` (14 days) and `expires_in`. Source: ACLED's
//! interface documentation as used by its own R package and by third parties; not tried against the
//! service from here. Tokens live in memory alone.

use jiff::Timestamp;
use serde::Deserialize;

use crate::fetcher::Field;
use crate::{FetchError, Fetcher, Secret};

/// A token that ends sooner than this many seconds from now is renewed first.
const SPARE_SECONDS: i64 = 300;

/// What the service calls programs that sign in for a user.
const CLIENT: &str = "acled";

/// The user's account, and the token that it gave.
#[derive(Debug)]
pub(super) struct Login {
    url: String,
    email: Secret,
    password: Secret,
    token: Option<Token>,
}

#[derive(Debug)]
struct Token {
    access: Secret,
    refresh: Option<Secret>,
    expires: Timestamp,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<i64>,
}

impl Login {
    pub(super) fn new(base: &str, email: Secret, password: Secret) -> Self {
        Self { url: format!("{base}/oauth/token"), email, password, token: None }
    }

    /// A text of the server without the account and the token.
    pub(super) fn hide_in(&self, text: &str) -> String {
        let token = self.token.as_ref().map(|token| &token.access);
        let secrets = [Some(&self.email), Some(&self.password), token];
        secrets.into_iter().flatten().fold(text.to_owned(), |text, secret| secret.hide_in(&text))
    }

    /// A token that is still good for a while.
    pub(super) fn token(&mut self, fetcher: &Fetcher) -> Result<Secret, FetchError> {
        let soon = fetcher.now().as_second().saturating_add(SPARE_SECONDS);
        match &self.token {
            Some(token) if token.expires.as_second() > soon => Ok(token.access.clone()),
            _ => self.renew(fetcher),
        }
    }

    /// A new token: by the refresh token if there is one, else by the password.
    pub(super) fn renew(&mut self, fetcher: &Fetcher) -> Result<Secret, FetchError> {
        if let Some(refresh) = self.token.take().and_then(|token| token.refresh) {
            let fields = [
                Field::Secret("refresh_token", &refresh),
                Field::Plain("grant_type", "refresh_token"),
                Field::Plain("client_id", CLIENT),
            ];
            match self.ask(fetcher, &fields) {
                // A refresh token that is too old is no reason to stop: there is the password.
                Err(FetchError::Status { .. }) => {}
                other => return other,
            }
        }
        let (email, password) = (self.email.clone(), self.password.clone());
        let fields = [
            Field::Secret("username", &email),
            Field::Secret("password", &password),
            Field::Plain("grant_type", "password"),
            Field::Plain("client_id", CLIENT),
        ];
        self.ask(fetcher, &fields)
    }

    fn ask(&mut self, fetcher: &Fetcher, fields: &[Field<'_>]) -> Result<Secret, FetchError> {
        let bytes = fetcher.send_form(&self.url, fields)?;
        // The parser's own error could quote what it read, which is a token.
        let answer: Answer = serde_json::from_slice(&bytes).map_err(|_| FetchError::Answer {
            url: crate::address::shown_text(&self.url),
            reason: "the sign-in gives no token".to_owned(),
        })?;
        let access = Secret::new(answer.access_token);
        let lasts = answer.expires_in.unwrap_or(3600).clamp(0, 14 * 24 * 60 * 60);
        let now = fetcher.now();
        self.token = Some(Token {
            access: access.clone(),
            refresh: answer.refresh_token.map(Secret::new),
            expires: Timestamp::from_second(now.as_second().saturating_add(lasts)).unwrap_or(now),
        });
        Ok(access)
    }
}
