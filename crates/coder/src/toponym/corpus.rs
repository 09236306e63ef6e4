//! Articles whose places are marked, in the XML of LGL and TR-News.
//!
//! `articles/article` has a `text`, a `domain` and `toponyms/toponym` with `start` and `end` in characters,
//! the `phrase`, and, where the place is known, a `gaztag` with a GeoNames id, `lat` and `lon`.

use crate::Span;
use bellwether_model::Point;
use quick_xml::Reader;
use quick_xml::events::Event;
use thiserror::Error;

/// How many characters a mark may stand beside its phrase: in some texts of TR-News they are off by some.
const SHIFT_MAX: usize = 12;

/// Why a corpus cannot be read.
#[derive(Debug, Error)]
pub enum CorpusError {
    /// It is no XML.
    #[error("byte {at} is not XML as expected: {source}; get the corpus again")]
    Xml {
        /// Where.
        at: u64,
        /// Why.
        source: quick_xml::Error,
    },
    /// A field is missing or cannot be read.
    #[error("article {article} has no readable {field}; get the corpus again")]
    Field {
        /// The article's id.
        article: String,
        /// The field.
        field: &'static str,
    },
}

/// The name of a place in an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// Its bytes.
    pub span: Span,
    /// GeoNames id, where the place is known.
    pub geonameid: Option<u32>,
    /// Where the place is, where it is known.
    pub point: Option<Point>,
}

/// An article with its places.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Its id in the corpus.
    pub id: String,
    /// The domain that published it.
    pub source: String,
    /// Its text.
    pub text: String,
    /// The places marked in it, in order.
    pub places: Vec<Marked>,
}

/// What has been read of an article.
#[derive(Default)]
struct Draft {
    id: String,
    source: String,
    text: String,
    marks: Vec<Mark>,
}

#[derive(Default)]
struct Mark {
    start: String,
    end: String,
    phrase: String,
    latitude: String,
    longitude: String,
    id: Option<u32>,
    known: bool,
}

/// Reads a corpus. `name` goes before the ids of its articles.
///
/// # Errors
/// The text is no XML, or an article lacks a field.
pub fn parse(xml: &str, name: &str) -> Result<Vec<Article>, CorpusError> {
    let mut reader = Reader::from_str(xml);
    let (mut articles, mut draft, mut path) = (Vec::new(), Draft::default(), Vec::<String>::new());
    loop {
        let at = reader.buffer_position();
        let bad = |source| CorpusError::Xml { at, source };
        match reader.read_event().map_err(bad)? {
            Event::Start(tag) => {
                let tag_name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                let attribute = |key: &str| {
                    let found = tag.try_get_attribute(key).ok().flatten();
                    found.map(|value| String::from_utf8_lossy(&value.value).into_owned())
                };
                match tag_name.as_str() {
                    "article" => {
                        let id = attribute("docid").unwrap_or_default();
                        draft = Draft { id: format!("{name}-{id}"), ..Draft::default() };
                    }
                    "toponym" => draft.marks.push(Mark::default()),
                    "gaztag" => {
                        if let Some(mark) = draft.marks.last_mut() {
                            mark.known = true;
                            mark.id = attribute("geonameid").and_then(|id| id.parse().ok());
                        }
                    }
                    _ => {}
                }
                path.push(tag_name);
            }
            Event::End(_) => {
                let ended = path.pop();
                if ended.as_deref() == Some("article") {
                    articles.push(std::mem::take(&mut draft).finish()?);
                }
            }
            Event::CData(text) => draft.put(&path, &String::from_utf8_lossy(&text)),
            Event::Text(text) => draft.put(&path, &String::from_utf8_lossy(&text)),
            Event::GeneralRef(reference) => {
                let words = String::from_utf8_lossy(&reference);
                let known = match words.as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "\u{fffd}",
                };
                draft.put(&path, known);
            }
            Event::Eof => return Ok(articles),
            _ => {}
        }
    }
}

impl Draft {
    /// Adds words to the field that a path leads to.
    fn put(&mut self, path: &[String], words: &str) {
        let mark = self.marks.last_mut();
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        match (parts.as_slice(), mark) {
            (["articles", "article", "text"], _) => self.text.push_str(words),
            (["articles", "article", "domain"], _) => self.source.push_str(words.trim()),
            (["articles", "article", "toponyms", "toponym", rest @ ..], Some(mark)) => match rest {
                ["start"] => mark.start.push_str(words.trim()),
                ["end"] => mark.end.push_str(words.trim()),
                ["phrase"] => mark.phrase.push_str(words),
                ["gaztag", "lat"] => mark.latitude.push_str(words.trim()),
                ["gaztag", "lon"] => mark.longitude.push_str(words.trim()),
                _ => {}
            },
            _ => {}
        }
    }

    fn finish(self) -> Result<Article, CorpusError> {
        let text = self.text.replace("\r\n", "\n");
        let bounds: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
        let bad = |field| CorpusError::Field { article: self.id.clone(), field };
        let mut places = Vec::with_capacity(self.marks.len());
        for mark in &self.marks {
            let start: usize = mark.start.parse().map_err(|_| bad("start"))?;
            let span = settle(&text, &bounds, start, &mark.phrase).ok_or_else(|| bad("phrase"))?;
            let degrees = |text: &str| text.parse::<f64>().ok();
            let point = degrees(&mark.latitude).zip(degrees(&mark.longitude));
            let point =
                point.and_then(|(latitude, longitude)| Point::new(latitude, longitude).ok());
            places.push(Marked {
                span,
                geonameid: mark.id.filter(|_| mark.known),
                point: point.filter(|_| mark.known),
            });
        }
        places.sort_by_key(|place| (place.span.start, place.span.end));
        places.dedup_by_key(|place| place.span);
        Ok(Article { id: self.id, source: self.source, text, places })
    }
}

/// The bytes of a phrase at a character, or at the nearest one to it where it stands.
fn settle(text: &str, bounds: &[usize], start: usize, phrase: &str) -> Option<Span> {
    let here = |start: usize| {
        let byte = *bounds.get(start)?;
        text[byte..].starts_with(phrase).then(|| Span::new(byte, byte + phrase.len()))
    };
    (0..=SHIFT_MAX)
        .flat_map(|shift| [start.checked_sub(shift), start.checked_add(shift)])
        .flatten()
        .find_map(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = r#"<articles><article docid="7"><domain> paper.example </domain>
<text><![CDATA[Fire in Paris & Köln: two in Paris.]]></text><toponyms count="2">
<toponym><start>8</start><end>13</end><phrase>Paris</phrase><gaztag geonameid="4717560"><lat>33.66</lat><lon>-95.56</lon>
<country geonameid="6252001">United States</country></gaztag></toponym>
<toponym><start>30</start><end>35</end><phrase>Paris</phrase></toponym></toponyms></article></articles>"#;

    #[test]
    fn an_article_is_read_with_marks_in_bytes_and_a_mark_that_is_off_is_put_right() {
        let articles = parse(ARTICLE, "toy").expect("readable");
        let [article] = articles.as_slice() else { panic!("one article") };
        assert_eq!((article.id.as_str(), article.source.as_str()), ("toy-7", "paper.example"));
        let words: Vec<&str> = article.places.iter().map(|p| p.span.of(&article.text)).collect();
        assert_eq!(words, ["Paris", "Paris"]);
        assert_eq!(article.places[0].geonameid, Some(4_717_560));
        assert_eq!(article.places[1].point, None);
    }

    #[test]
    fn a_phrase_that_is_not_there_is_an_error_that_names_the_article() {
        let error =
            parse(&ARTICLE.replace("<phrase>Paris", "<phrase>Rome"), "toy").expect_err("none");
        assert!(error.to_string().contains("toy-7"), "{error}");
    }
}
