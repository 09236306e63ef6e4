//! What an aim, a threat or a resource is.

use crate::code::sentence::Sentence;
use crate::code::words::Words;
use crate::coded::{Field, Theme};
use std::ops::Range;

/// Which list of themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Aims,
    Threats,
    Resources,
}

/// The themes whose words stand in some tokens, each once.
pub(crate) fn themes(
    sentence: &Sentence<'_, '_>,
    list: List,
    range: Range<usize>,
    rule: &'static str,
) -> Vec<Field<Theme>> {
    let page = sentence.page;
    let phrases = table(&page.world.words, list);
    let mut found: Vec<Field<Theme>> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match phrases.find(page.word(at), |i| page.word(at + 1 + i)) {
            Some((theme, length)) => {
                if !found.iter().any(|known| known.value.as_str() == theme) {
                    let words = vec![page.span(at..at + length)];
                    found.push(Field::new(Theme(theme), words, rule));
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn table(words: &Words, list: List) -> &crate::code::phrases::Phrases<&'static str> {
    match list {
        List::Aims => &words.aims,
        List::Threats => &words.threats,
        List::Resources => &words.resources,
    }
}
