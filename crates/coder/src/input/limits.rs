//! What is read at most.

use thiserror::Error;

/// What is read at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputLimits {
    /// Bytes of a file.
    pub file_bytes: usize,
    /// Bytes of one document's text.
    pub article_bytes: usize,
    /// Bytes of a web page.
    pub page_bytes: usize,
    /// Bytes of a feed.
    pub feed_bytes: usize,
    /// Bytes of a PDF.
    pub pdf_bytes: usize,
    /// What a PDF's streams become together, with each time that one is used.
    pub pdf_stream_bytes: usize,
    /// Pages of a PDF.
    pub pdf_pages: usize,
    /// Items of a feed, and lines of JSON.
    pub items: usize,
    /// Elements of a page that are open at once.
    pub depth: usize,
    /// Elements of a page.
    pub elements: usize,
}

/// The defaults.
pub const INPUT_LIMITS: InputLimits = InputLimits {
    file_bytes: 256 << 20,
    article_bytes: 2 << 20,
    page_bytes: 16 << 20,
    feed_bytes: 20 << 20,
    pdf_bytes: 32 << 20,
    pdf_stream_bytes: 256 << 20,
    pdf_pages: 2_000,
    items: 10_000,
    depth: 256,
    elements: 100_000,
};

impl Default for InputLimits {
    fn default() -> Self {
        INPUT_LIMITS
    }
}

impl InputLimits {
    pub(super) fn check(
        &self,
        what: &'static str,
        seen: usize,
        limit: usize,
    ) -> Result<(), InputError> {
        if seen > limit { Err(InputError::TooLarge { what, seen, limit }) } else { Ok(()) }
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum InputError {
    /// It is larger than a limit.
    #[error("{what}: {seen} are more than the limit of {limit}; part the file or raise the limit")]
    TooLarge {
        /// What is limited.
        what: &'static str,
        /// What was there.
        seen: usize,
        /// What may be.
        limit: usize,
    },
    /// It is no feed.
    #[error("the file is no feed: {0}; give RSS, Atom or JSON Feed")]
    Feed(String),
    /// A line is no document.
    #[error(
        "line {line} is no document: {why}; give one JSON object a line with a member \"text\""
    )]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// A PDF gives no text.
    #[error("the PDF is not read: {0}")]
    Pdf(String),
    /// A page has no article.
    #[error("the page has no article; give its text as plain text")]
    NoArticle,
}
