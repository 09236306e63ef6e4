//! The forms of a brief: HTML, Markdown and JSON, which can be verified, and plain text for a terminal.
//!
//! In each of the first three a number is printed once, with its id beside it, and the file ends with the request
//! and the register. What is printed is the only copy of a number.

mod html;
mod json;
mod markdown;
mod text;
mod words;

pub use html::html;
pub use json::json;
pub(crate) use markdown::FENCE;
pub use markdown::markdown;
pub use text::text;
pub use words::query_words;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{BriefError, Document, Register, Request};

/// The version of the forms; readers refuse a higher one.
pub const FORM: u32 = 2;

/// A form that can be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One file for browsers and printers.
    Html,
    /// CommonMark with tables.
    Markdown,
    /// One object.
    Json,
}

impl Form {
    /// The form of a file's ending.
    ///
    /// # Errors
    /// [`BriefError::NotABrief`] for any other ending.
    pub fn of_path(path: &Path) -> Result<Self, BriefError> {
        let ending =
            path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "html" | "htm" => Ok(Self::Html),
            "md" | "markdown" => Ok(Self::Markdown),
            "json" => Ok(Self::Json),
            other => Err(BriefError::NotABrief(format!(
                "a brief is written as .html, .md or .json, not as {other:?}: {}",
                path.display()
            ))),
        }
    }

    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Json => "json",
        }
    }

    /// The form of a text that is a brief.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        match text.trim_start().chars().next() {
            Some('{') => Self::Json,
            Some('<') => Self::Html,
            _ => Self::Markdown,
        }
    }

    /// Writes a document.
    #[must_use]
    pub fn write(self, document: &Document) -> String {
        match self {
            Self::Html => html(document),
            Self::Markdown => markdown(document),
            Self::Json => json(document),
        }
    }
}

/// What stands at the end of a file, for verification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Envelope {
    pub(crate) bellwether_brief: u32,
    pub(crate) request: Request,
    pub(crate) register: Register,
}

impl Envelope {
    pub(crate) fn of(document: &Document) -> Self {
        Self {
            bellwether_brief: FORM,
            request: document.request.clone(),
            register: document.register.clone(),
        }
    }
}

/// Text without the references of HTML.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';').filter(|end| *end <= 8) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let name = &rest[1..end];
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "nbsp" => Some('\u{a0}'),
            _ => name
                .strip_prefix("#x")
                .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                .or_else(|| name.strip_prefix('#')?.parse().ok())
                .and_then(char::from_u32),
        };
        match character {
            Some(character) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// What stands below the title: the actor, the days, the state of the store.
pub(crate) fn head_lines(document: &Document) -> Vec<String> {
    let request = &document.request;
    let mut lines = Vec::new();
    if document.subject.simulated {
        lines.push(
            "SIMULATED: invented countries, groups and places; nothing here happened.".to_owned(),
        );
    }
    let id = format!("Actor {}; events of {} to {}", request.actor, request.from, request.to);
    let known = request.as_of.map_or(String::new(), |day| format!("; as known on {day}"));
    lines.push(format!("{id}{known}."));
    lines.push(format!(
        "Store version {}, digest {}; Bellwether {}.",
        request.store_version, request.digest, request.program
    ));
    lines
}
