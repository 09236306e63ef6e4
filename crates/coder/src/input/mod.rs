//! Files into documents.
//!
//! What comes in: the bytes of a text, a web page, a PDF, an RSS, Atom or JSON feed, lines of JSON, or a file in
//! the wire format of MUC. What goes out: documents with their text, title, day and address, and for each byte
//! of the text the byte of the file that it came from. Of a page the article is taken and the rest left
//! (`dom_smoothie`, after Mozilla's Readability). Authors' names are not taken.
//!
//! What is too large is refused by the limit that it hits ([`InputLimits`]); nothing is fetched and nothing
//! in a page runs.

mod document;
mod encoding;
mod feed;
mod html;
mod limits;
mod markup;
mod ndjson;
mod pdf;
mod wire;

pub use document::{Document, SourceMap};
pub use encoding::decode;
pub use limits::{INPUT_LIMITS, InputError, InputLimits};

use bellwether_model::Date;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Plain text, one document.
    Text,
    /// A web page, one document.
    Html,
    /// An RSS, Atom or JSON feed, a document for each item.
    Feed,
    /// Lines of JSON, a document for each: `text` or `body`, and `title`, `date`, `url` where they are.
    Ndjson,
    /// A PDF with text in it, one document.
    Pdf,
    /// Texts as in MUC-3 and MUC-4: a line with a name, a dateline, a text.
    Wire,
}

impl Form {
    /// The form of a file by its first bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        const LOOK: usize = 4096;
        if bytes.starts_with(b"%PDF-") {
            return Self::Pdf;
        }
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOK)]).to_lowercase();
        let start = start.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with('{') {
            let feed = start.contains("jsonfeed.org");
            return if feed { Self::Feed } else { Self::Ndjson };
        }
        if ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| start.contains(root))
            && start.starts_with('<')
        {
            return Self::Feed;
        }
        if start.starts_with("<!doctype html")
            || ["<html", "<head", "<body"].iter().any(|tag| start.contains(tag))
        {
            return Self::Html;
        }
        if wire::is_name(start.lines().next().unwrap_or_default()) {
            Self::Wire
        } else {
            Self::Text
        }
    }
}

/// What a file holds: its documents, and what in it is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// The documents, in the file's order.
    pub documents: Vec<Document>,
    /// Lines and items that are no document, each with its reason.
    pub faults: Vec<InputError>,
}

/// Reads a file, and keeps what is good of it: in a file of many documents a bad line or item costs itself.
/// `date` is the day that holds where a document gives none.
///
/// # Errors
/// The file is too large, is not of the form, or is one document that cannot be read.
pub fn contents(
    bytes: &[u8],
    form: Form,
    date: Option<Date>,
    limits: &InputLimits,
) -> Result<Contents, InputError> {
    limits.check("file bytes", bytes.len(), limits.file_bytes)?;
    let mut read = match form {
        Form::Text => {
            // Before the text is copied, as it may be far too long.
            limits.check("article bytes", bytes.len(), limits.article_bytes)?;
            one(Document::plain(decode(bytes), 0))
        }
        Form::Html => {
            limits.check("page bytes", bytes.len(), limits.page_bytes)?;
            one(html::read(&decode(bytes), limits)?)
        }
        Form::Pdf => one(pdf::read(bytes, limits)?),
        Form::Feed => feed::read(bytes, limits)?,
        Form::Ndjson => ndjson::read(bytes, limits)?,
        Form::Wire => Contents { documents: wire::read(&decode(bytes)), faults: Vec::new() },
    };
    let many = !matches!(form, Form::Text | Form::Html | Form::Pdf);
    let too_long = |document: &Document| {
        limits.check("article bytes", document.text.len(), limits.article_bytes)
    };
    if many {
        let Contents { documents, faults } = &mut read;
        documents.retain(|document| too_long(document).map_err(|error| faults.push(error)).is_ok());
    } else {
        read.documents.iter().try_for_each(too_long)?;
    }
    for document in &mut read.documents {
        document.date = document.date.or(date);
    }
    Ok(read)
}

fn one(document: Document) -> Contents {
    Contents { documents: vec![document], faults: Vec::new() }
}

/// Reads a file of which all must be good.
///
/// # Errors
/// As [`contents`], and the first line or item that is no document.
pub fn read(
    bytes: &[u8],
    form: Form,
    date: Option<Date>,
    limits: &InputLimits,
) -> Result<Vec<Document>, InputError> {
    let mut read = contents(bytes, form, date, limits)?;
    if read.faults.is_empty() { Ok(read.documents) } else { Err(read.faults.swap_remove(0)) }
}

#[cfg(test)]
mod tests;
