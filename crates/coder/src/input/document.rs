//! A document and the way from its text back to its file.

use crate::Span;
use bellwether_model::Date;

/// Where the bytes of a text came from: stretches that were copied as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceMap {
    /// For each stretch its first byte in the text and in the source, in order.
    stretches: Vec<(usize, usize)>,
}

impl SourceMap {
    /// A text that stands in its source as it is, from `offset` on.
    #[must_use]
    pub fn identity(offset: usize) -> Self {
        Self { stretches: vec![(0, offset)] }
    }

    /// Says that the text from `text` on stands in the source from `source` on. Calls come in order.
    pub(super) fn push(&mut self, text: usize, source: usize) {
        let goes_on =
            self.stretches.last().is_some_and(|&(t, s)| source.checked_sub(s) == Some(text - t));
        if !goes_on {
            self.stretches.push((text, source));
        }
    }

    /// The byte of the source for a byte of the text.
    #[must_use]
    pub fn byte(&self, text: usize) -> usize {
        let after = self.stretches.partition_point(|&(start, _)| start <= text);
        let (start, source) = after.checked_sub(1).map_or((0, 0), |index| self.stretches[index]);
        source + (text - start)
    }

    /// The bytes of the source for a span of the text: from that of its first byte to that of its last.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        let range = span.range();
        let end = range.end.checked_sub(1).filter(|last| *last >= range.start);
        Span::new(
            self.byte(range.start),
            end.map_or(self.byte(range.start), |last| self.byte(last) + 1),
        )
    }
}

/// A text with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its name in the file: an id, a guid, or nothing.
    pub id: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The day that it was published on.
    pub date: Option<Date>,
    /// Its address.
    pub url: Option<String>,
    /// Its text.
    pub text: String,
    /// From the text to the bytes of the file, decoded as UTF-8.
    pub map: SourceMap,
}

impl Document {
    /// A document that is a stretch of its file.
    #[must_use]
    pub fn plain(text: String, offset: usize) -> Self {
        Self { text, map: SourceMap::identity(offset), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_lead_back() {
        let mut map = SourceMap::default();
        map.push(0, 10);
        map.push(3, 13);
        map.push(5, 40);
        assert_eq!(map.byte(4), 14);
        assert_eq!(map.span(Span::new(3, 7)), Span::new(13, 42));
        assert_eq!(map.stretches.len(), 2);
    }
}
