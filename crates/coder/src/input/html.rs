//! A web page into its article.

use super::document::{Document, SourceMap};
use super::limits::{InputError, InputLimits};
use super::markup::{Stripped, clean, element, strip};
use bellwether_model::Date;
use dom_smoothie::{Config, Readability, TextMode};

/// Letters that an article must have for its extraction to be trusted.
const ARTICLE_LETTERS_MIN: usize = 140;

/// Reads a page. `dom_smoothie` says which paragraphs are the article; the words and their bytes are taken
/// from our own reading of the markup, so that the way back is exact. Of a page from which it takes nothing,
/// or too little, the element `article` or `main` is read, and the whole where there is not one of them. It is given the page as our reading understood it, so that no trick of
/// markup gets round the limits.
///
/// # Errors
/// The page is deeper or has more elements than the limits allow, or has no text.
pub(super) fn read(page: &str, limits: &InputLimits) -> Result<Document, InputError> {
    limits.check("page bytes", page.len(), limits.page_bytes)?;
    let whole = strip(page, 0, limits)?;
    limits.check("text bytes of the page", whole.text.len(), limits.article_bytes)?;
    if whole.text.trim().is_empty() {
        return Err(InputError::NoArticle);
    }
    let config = Config {
        max_elements_to_parse: limits.elements,
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let article = Readability::new(clean(page, limits)?, None, Some(config))
        .ok()
        .and_then(|mut reader| reader.parse().ok());
    let Some(article) = article else {
        let Stripped { text, map } = marked(page, whole, limits)?;
        return Ok(Document { text, map, ..Document::default() });
    };
    let mut document = Document {
        title: Some(article.title.trim().to_owned()).filter(|title| !title.is_empty()),
        date: article.published_time.as_deref().and_then(day),
        url: article.url.clone(),
        ..Document::default()
    };
    (document.text, document.map) = keep(&whole.text, &whole.map, &article.text_content);
    if document.text.chars().filter(|c| c.is_alphanumeric()).count() < ARTICLE_LETTERS_MIN {
        let Stripped { text, map } = marked(page, whole, limits)?;
        (document.text, document.map) = (text, map);
    }
    Ok(document)
}

/// What the page itself marks as its article or its main part, else the whole.
fn marked(page: &str, whole: Stripped, limits: &InputLimits) -> Result<Stripped, InputError> {
    for name in ["article", "main"] {
        if let Some(range) = element(page, name, limits)? {
            let part = strip(&page[range.clone()], range.start, limits)?;
            if !part.text.trim().is_empty() {
                return Ok(part);
            }
        }
    }
    Ok(whole)
}

/// The day of a timestamp such as `2021-08-26T18:00:00Z`.
pub(super) fn day(timestamp: &str) -> Option<Date> {
    timestamp.get(..10)?.parse().ok()
}

/// Paragraphs of the page that are in the article, with their way back. Only letters and digits are
/// compared, as the two readings differ in blanks.
fn keep(page: &str, map: &SourceMap, article: &str) -> (String, SourceMap) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let article = letters(article);
    let (mut text, mut kept) = (String::new(), SourceMap::default());
    let (mut start, mut from) = (0, 0);
    for paragraph in page.split("\n\n") {
        let own = letters(paragraph);
        let found = (!own.is_empty()).then(|| article[from..].find(&own)).flatten();
        if let Some(found) = found {
            from += found + own.len();
            if !text.is_empty() {
                kept.push(text.len(), map.byte(start));
                text.push_str("\n\n");
            }
            for (offset, c) in paragraph.char_indices() {
                kept.push(text.len(), map.byte(start + offset));
                text.push(c);
            }
        }
        start += paragraph.len() + 2;
    }
    (text, kept)
}
