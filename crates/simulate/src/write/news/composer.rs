//! Text that remembers which words say what: templates are filled, and each filled place may leave marks.

use serde_json::Value;

/// What a mark belongs to, by its number within the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Event(usize),
    Statement(usize),
}

/// Words with the value that they state.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) of: Of,
    pub(crate) field: &'static str,
    pub(crate) value: Value,
    /// Bytes of the text, first and behind the last.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A text in the making.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Composer {
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
    /// Where sentences begin and end, without the space between them.
    pub(crate) sentences: Vec<(usize, usize)>,
    /// Where the sentence in the making begins.
    begun: usize,
}

/// Fills the places of templates.
pub(crate) trait Slots {
    /// Writes what stands for `{name}`; `false` when there is no such place.
    fn slot(&mut self, out: &mut Composer, name: &str) -> bool;
}

impl Composer {
    /// Whether a sentence begins where the text ends.
    pub(crate) fn at_start(&self) -> bool {
        self.text.len() == self.begun || self.text.ends_with(". ")
    }

    /// Adds words.
    pub(crate) fn push(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Adds words that state a value.
    pub(crate) fn say(&mut self, of: Of, field: &'static str, value: Value, words: &str) {
        let start = self.text.len();
        self.push(words);
        self.mark(of, field, value, start);
    }

    /// Marks everything from `start` to the end.
    pub(crate) fn mark(&mut self, of: Of, field: &'static str, value: Value, start: usize) {
        self.marks.push(Mark { of, field, value, start, end: self.text.len() });
    }

    /// Fills a template where the text ends. A place that nobody can fill stays as it is, so that a
    /// test sees it.
    pub(crate) fn fill(&mut self, template: &str, slots: &mut dyn Slots) {
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            self.push(&rest[..open]);
            let Some(length) = rest[open..].find('}') else { break };
            let name = &rest[open + 1..open + length];
            if !slots.slot(self, name) {
                self.push(&rest[open..=open + length]);
            }
            rest = &rest[open + length + 1..];
        }
        self.push(rest);
    }

    /// Adds a sentence: a space before it within a paragraph, a capital at its beginning.
    pub(crate) fn sentence(&mut self, template: &str, slots: &mut dyn Slots) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
            self.push(" ");
        }
        let start = self.text.len();
        self.begun = start;
        self.fill(template, slots);
        self.close_sentences(start);
    }

    /// Notes the sentences from here to the end, each with its capital.
    fn close_sentences(&mut self, start: usize) {
        let mut from = start;
        while let Some(stop) = self.text[from..].find(". ") {
            self.capital(from);
            self.sentences.push((from, from + stop + 1));
            from += stop + 2;
        }
        self.capital(from);
        self.sentences.push((from, self.text.len()));
    }

    /// Begins a paragraph.
    pub(crate) fn paragraph(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.push("\n\n");
        }
    }

    /// Makes the letter at this byte a capital, if it is a plain one.
    pub(crate) fn capital(&mut self, at: usize) {
        let at = at + usize::from(self.text[at..].starts_with('"'));
        if let Some(letter) = self.text.get_mut(at..=at) {
            letter.make_ascii_uppercase();
        }
    }

    /// Puts other words for those from `start` to `end`. Marks and sentences that overlap them are lost,
    /// those behind move along.
    pub(crate) fn splice(&mut self, start: usize, end: usize, words: &str) {
        self.text.replace_range(start..end, words);
        let moved = |at: usize| at - (end - start) + words.len();
        self.marks.retain(|mark| mark.end <= start || mark.start >= end);
        for mark in self.marks.iter_mut().filter(|mark| mark.start >= end) {
            (mark.start, mark.end) = (moved(mark.start), moved(mark.end));
        }
        self.sentences.retain_mut(|(from, to)| {
            if *to <= start {
                return true;
            }
            if *from >= end {
                (*from, *to) = (moved(*from), moved(*to));
                return true;
            }
            let within = *from <= start && end <= *to;
            if within {
                *to = moved(*to);
            }
            within
        });
    }

    /// Cuts off everything behind this byte.
    pub(crate) fn truncate(&mut self, at: usize) {
        self.text.truncate(at);
        self.marks.retain(|mark| mark.end <= at);
        self.sentences.retain(|(_, to)| *to <= at);
    }

    /// Replaces the first of these words that lie in no mark.
    pub(crate) fn replace_unmarked(&mut self, words: &str, other: &str) -> bool {
        let free = |start: usize, end: usize| {
            self.marks.iter().all(|mark| mark.end <= start || mark.start >= end)
        };
        let found = self
            .text
            .match_indices(words)
            .map(|(start, words)| (start, start + words.len()))
            .find(|(start, end)| free(*start, *end));
        if let Some((start, end)) = found {
            self.splice(start, end, other);
        }
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Town;
    impl Slots for Town {
        fn slot(&mut self, out: &mut Composer, name: &str) -> bool {
            if name == "town" {
                out.say(Of::Event(0), "place", Value::from("Vaxel"), "Vaxel");
            }
            name == "town"
        }
    }

    fn two() -> Composer {
        let mut out = Composer::default();
        out.sentence("it rained, they said.", &mut Town);
        out.sentence("near {town} it did not.", &mut Town);
        out
    }

    #[test]
    fn marks_point_to_their_words_and_an_unknown_place_stays() {
        let mut out = two();
        assert_eq!(out.text, "It rained, they said. Near Vaxel it did not.");
        assert_eq!(&out.text[out.marks[0].start..out.marks[0].end], "Vaxel");
        out.sentence("{nobody} came.", &mut Town);
        assert!(out.text.ends_with("{nobody} came."));
    }

    #[test]
    fn marks_and_sentences_move_with_what_is_changed_before_them() {
        let mut out = two();
        assert!(out.replace_unmarked("they said", "the weather office told reporters"));
        assert_eq!(&out.text[out.marks[0].start..out.marks[0].end], "Vaxel");
        let (start, end) = out.sentences[1];
        assert_eq!(&out.text[start..end], "Near Vaxel it did not.");
        assert!(!out.replace_unmarked("Vaxel", "Muxel"), "what is marked stays");
        out.splice(0, 0, "(Wire) ");
        assert_eq!(&out.text[out.marks[0].start..out.marks[0].end], "Vaxel");
        let (start, end) = out.sentences[1];
        assert_eq!(&out.text[start..end], "Near Vaxel it did not.");
        let (start, end) = out.sentences[1];
        out.splice(start, end, "");
        assert!(out.marks.is_empty());
    }
}
