//! A text prepared for names: tokens, tags, and the stretches that may name a place.

use super::areas::Areas;
use super::candidate::{Candidate, Form};
use crate::Span;
use crate::tag::Tagger;
use crate::token::{Case, TokenKind, Tokens};
use bellwether_registry::places::{Gazetteer, normalise};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::rc::Rc;

/// Tokens that a name may have.
const TOKENS_MAX: usize = 7;
/// Places looked at of those that bear one name.
const CANDIDATES_MAX: usize = 100;
/// Letters of a name in a script that does not part words.
const LETTERS_MAX: usize = 8;
/// Mentions looked at in one text; what comes after them is not read for places.
const MENTIONS_MAX: usize = 20_000;

/// A stretch of the text that may name a place, with what it may stand for.
#[derive(Debug)]
pub(super) struct Mention {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its bytes.
    pub(super) span: Span,
    /// Which of the page's names it is.
    pub(super) name: usize,
}

/// A name that stands in the text at least once.
#[derive(Debug)]
pub(super) struct Name {
    /// What it may stand for, at least one.
    pub(super) candidates: Rc<[Candidate]>,
}

/// A prepared text.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) tags: Vec<&'a str>,
    pub(super) lower: Vec<String>,
    /// For each token whether it begins with a capital that means something.
    pub(super) capital: Vec<bool>,
    /// For each token the sentence that it is in.
    pub(super) sentence: Vec<u32>,
    /// In order of their first token, the longer first.
    pub(super) mentions: Vec<Mention>,
    pub(super) names: Vec<Name>,
    /// Whether a word is one that the tagger knows and not foremost as a name.
    pub(super) common: Vec<bool>,
}

/// Where names are looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) areas: &'a Areas,
    pub(super) tagger: &'a Tagger,
}

impl Sources<'_> {
    /// Everything that goes by a name.
    fn candidates(&self, normal: &str, words: &str) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = self.areas.named(normal, words).collect();
        let places = self.gazetteer.bearers(normal, CANDIDATES_MAX);
        found.extend(places.into_iter().map(|(place, alternate)| {
            let form = if alternate { Form::Other } else { Form::Name };
            Candidate::of_place(place, form, |first, second| {
                self.areas.second(first, second).map(str::to_owned)
            })
        }));
        found
    }
}

/// A normal form with the words written out that names shorten.
fn written_out(normal: &str) -> Option<String> {
    let long = |word: &str| match word {
        "st" => Some("saint"),
        "ste" => Some("sainte"),
        "mt" => Some("mount"),
        "ft" => Some("fort"),
        "pt" => Some("point"),
        "n" => Some("north"),
        "s" => Some("south"),
        "e" => Some("east"),
        "w" => Some("west"),
        "co" => Some("county"),
        "twp" => Some("township"),
        _ => None,
    };
    normal.split(' ').any(|word| long(word).is_some()).then(|| {
        normal.split(' ').map(|word| long(word).unwrap_or(word)).collect::<Vec<_>>().join(" ")
    })
}

/// Whether words of a script are written without blanks between them.
fn is_run_together(word: &str) -> bool {
    word.chars().any(|c| {
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
    })
}

impl<'a> Page<'a> {
    /// Prepares a text of which tokens and their tags are known.
    pub(super) fn new(tokens: Tokens<'a>, tags: Vec<&'a str>, sources: Sources<'a>) -> Self {
        let count = tokens.tokens.len();
        let lower: Vec<String> = (0..count).map(|at| tokens.word(at).to_lowercase()).collect();
        let common = lower.iter().map(|word| sources.tagger.is_common(word)).collect();
        let mut page = Self {
            capital: vec![false; count],
            sentence: vec![0; count],
            tags,
            lower,
            common,
            mentions: Vec::new(),
            names: Vec::new(),
            tokens,
        };
        let mut seen: FxHashMap<String, Option<usize>> = FxHashMap::default();
        for number in 0..page.tokens.sentences.len() {
            let sentence = page.tokens.sentences[number].clone();
            page.sentence(sentence, number, sources, &mut seen);
            if page.mentions.len() > MENTIONS_MAX {
                break;
            }
        }
        page
    }

    /// Whether capitals mean something in a sentence.
    fn cased(&self, sentence: Range<usize>) -> bool {
        let words = self.tokens.words(sentence);
        self.tokens.case == Case::Mixed && words.chars().any(char::is_lowercase)
    }

    fn sentence(
        &mut self,
        sentence: Range<usize>,
        number: usize,
        sources: Sources<'_>,
        seen: &mut FxHashMap<String, Option<usize>>,
    ) {
        let cased = self.cased(sentence.clone());
        for at in sentence.clone() {
            self.sentence[at] = u32::try_from(number).unwrap_or(u32::MAX);
            let first = self.tokens.word(at).chars().next();
            self.capital[at] = cased && first.is_some_and(char::is_uppercase);
        }
        for start in sentence.clone() {
            if self.tokens.tokens[start].kind != TokenKind::Word {
                continue;
            }
            if is_run_together(self.tokens.word(start)) {
                self.letters(start, sources, seen);
                continue;
            }
            if cased && !self.may_begin(start) {
                continue;
            }
            for end in (start + 1..=sentence.end.min(start + TOKENS_MAX)).rev() {
                if self.may_end(start, end, cased) {
                    self.look_up(start..end, self.tokens.span(start..end), sources, seen);
                }
            }
        }
    }

    /// Whether a token of a text with capitals may begin a name: it has one, or its script has none.
    fn may_begin(&self, at: usize) -> bool {
        let first = self.tokens.word(at).chars().next();
        first.is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
    }

    /// Whether tokens may be a name by their last one, and a single one by its part of speech.
    fn may_end(&self, start: usize, end: usize, cased: bool) -> bool {
        let last = end - 1;
        if self.tokens.tokens[last].kind == TokenKind::Mark {
            return false;
        }
        if last > start {
            return !cased
                || self.may_begin(last)
                || self.tokens.tokens[last].kind == TokenKind::Number;
        }
        let word = self.tokens.word(last);
        let closed = matches!(
            self.tags[last],
            "DT" | "IN" | "CC" | "MD" | "TO" | "PRP" | "PRP$" | "WDT" | "WP" | "WRB" | "EX" | "POS"
        );
        let capitals = word.chars().count() > 1 && !word.chars().any(char::is_lowercase) && cased;
        (capitals || !closed) && (cased || !self.common[last] || self.tags[last].starts_with("NNP"))
    }

    /// Stretches of letters of one token that name something.
    fn letters(
        &mut self,
        at: usize,
        sources: Sources<'_>,
        seen: &mut FxHashMap<String, Option<usize>>,
    ) {
        let span = self.tokens.tokens[at].span;
        let word = self.tokens.word(at);
        let mut bounds: Vec<usize> = word.char_indices().map(|(byte, _)| byte).collect();
        bounds.push(word.len());
        for first in 0..bounds.len() - 1 {
            let most = (first + LETTERS_MAX).min(bounds.len() - 1);
            for last in (first + 2..=most).rev() {
                let start = span.start as usize;
                let part = Span::new(start + bounds[first], start + bounds[last]);
                self.look_up(at..at + 1, part, sources, seen);
            }
        }
    }

    fn look_up(
        &mut self,
        tokens: Range<usize>,
        span: Span,
        sources: Sources<'_>,
        seen: &mut FxHashMap<String, Option<usize>>,
    ) {
        let words = span.of(self.tokens.text);
        let normal = normalise(words);
        if normal.chars().count() < 2 || normal.chars().all(|c| c.is_ascii_digit()) {
            return;
        }
        // A short form in capitals and the word without them are two names.
        let capitals = !words.chars().any(char::is_lowercase);
        let key = format!("{normal}{}", if capitals { "\u{1}" } else { "" });
        let name = if let Some(&known) = seen.get(&key) {
            known
        } else {
            let mut found = sources.candidates(&normal, words);
            if let Some(long) = written_out(&normal) {
                found.extend(sources.candidates(&long, words));
            }
            let name = (!found.is_empty()).then_some(self.names.len());
            if name.is_some() {
                self.names.push(Name { candidates: found.into() });
            }
            seen.insert(key, name);
            name
        };
        if let Some(name) = name {
            self.mentions.push(Mention { tokens, span, name });
        }
    }

    /// What a mention may stand for.
    pub(super) fn candidates(&self, mention: &Mention) -> &[Candidate] {
        &self.names[mention.name].candidates
    }
}
