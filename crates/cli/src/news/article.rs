//! A text on its way in: its key, its hash, its outlet.

use bellwether_coder::copies::Sketch;
use bellwether_coder::input::Document;
use bellwether_model::{ContentHash, ContentHasher, Date, Extra};

use super::{Keeping, Source};

/// What is known of a text without its words.
#[derive(Debug)]
pub(super) struct Article {
    /// The hash of its address, else of its words.
    pub(super) key: String,
    /// The hash of its headline, day and words.
    pub(super) content: ContentHash,
    pub(super) outlet: String,
    pub(super) url: Option<String>,
    pub(super) grade: String,
    pub(super) written: Option<Date>,
    pub(super) sketch: Sketch,
    /// Its number among the texts of the commit, from 1.
    pub(super) row: u64,
}

impl Article {
    pub(super) fn new(document: &Document, source: &Source, keeping: &Keeping, row: u64) -> Self {
        let written = keeping.written.or(document.date);
        let title = document.title.as_deref().unwrap_or_default();
        let day = written.map_or(String::new(), |day| day.to_string());
        let mut hasher = ContentHasher::new();
        hasher.field(title.as_bytes()).field(day.as_bytes()).field(document.text.as_bytes());
        let content = hasher.finish();
        // A part of a page is the page.
        let url = document.url.as_deref().map(|url| url.split('#').next().unwrap_or(url).trim());
        let url = url.filter(|url| !url.is_empty()).map(str::to_owned);
        let named = match &url {
            Some(url) => ContentHasher::new().field(b"url").field(url.as_bytes()).finish(),
            None => content,
        };
        let host = url.as_deref().and_then(host);
        Self {
            key: named.to_string().chars().take(16).collect(),
            content,
            outlet: source.name.clone().or(host).unwrap_or_else(|| "unnamed outlet".into()),
            url,
            grade: source.grade.to_string(),
            written,
            sketch: Sketch::of(&document.text),
            row,
        }
    }

    /// What every report of the text says of it.
    pub(super) fn extra(&self) -> Extra {
        let mut extra = Extra::new();
        extra.insert("text".into(), self.key.clone());
        extra.insert("text_hash".into(), self.content.to_string());
        extra.insert("outlet".into(), self.outlet.clone());
        extra.insert("grade".into(), self.grade.clone());
        if let Some(url) = &self.url {
            extra.insert("url".into(), url.clone());
        }
        if let Some(day) = self.written {
            extra.insert("written".into(), day.to_string());
        }
        extra
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_by_its_address_and_by_its_words_without_one() {
        let keeping = Keeping {
            file: String::new(),
            written: None,
            retrieved_at: jiff::Timestamp::UNIX_EPOCH,
            checkpoint: None,
            origin: None,
        };
        let article = |url: Option<&str>, text: &str| {
            let document =
                Document { url: url.map(str::to_owned), ..Document::plain(text.to_owned(), 0) };
            Article::new(&document, &Source::default(), &keeping, 1)
        };
        let page = article(Some("https://www.News.example/a#top"), "one");
        assert_eq!(page.outlet, "news.example");
        assert_eq!(page.key, article(Some("https://www.News.example/a"), "two").key);
        assert_ne!(page.content, article(Some("https://www.News.example/a"), "two").content);
        assert_eq!(article(None, "one").key, article(None, "one").key);
        assert_ne!(article(None, "one").key, article(None, "two").key);
    }
}
