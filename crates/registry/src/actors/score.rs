//! How well a query fits a name: the same words, an acronym, a beginning, shared words, a misspelling.

use std::collections::HashMap;

use super::normalise::normalise;
use super::schema::NameKind;

/// A name in the forms in which it is compared.
#[derive(Debug)]
pub(super) struct Searchable {
    /// `None` for the name to show.
    kind: Option<NameKind>,
    text: String,
    words: String,
    /// The words one by one, each with its number of letters.
    tokens: Vec<(String, usize)>,
    /// The words without spaces: `isis k` and `isisk` are the same acronym.
    compact: String,
    compact_letters: usize,
}

impl Searchable {
    pub(super) fn new(kind: Option<NameKind>, text: &str) -> Self {
        let words = normalise(text);
        let compact = words.replace(' ', "");
        let compact_letters = compact.chars().count();
        let tokens = words.split(' ').map(|w| (w.to_owned(), w.chars().count())).collect();
        Self { kind, text: text.to_owned(), words, tokens, compact, compact_letters }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn same_words(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

/// How much a word says: rare words much, `front` and `islamic` little (inverse document frequency over
/// organisations; Spärck Jones 1972, Journal of Documentation 28(1)).
#[derive(Debug)]
pub(super) struct Weights {
    by_word: HashMap<String, f64>,
    unseen: f64,
}

impl Weights {
    pub(super) fn new<'n>(actors: impl Iterator<Item = &'n [Searchable]>) -> Self {
        let mut seen: HashMap<String, u32> = HashMap::new();
        let mut total = 0_u32;
        for names in actors {
            total += 1;
            let mut words: Vec<&str> =
                names.iter().flat_map(|n| &n.tokens).map(|(word, _)| word.as_str()).collect();
            words.sort_unstable();
            words.dedup();
            for word in words {
                *seen.entry(word.to_owned()).or_default() += 1;
            }
        }
        let weight = |n: u32| (1.0 + f64::from(total) / f64::from(n)).ln();
        let by_word = seen.into_iter().map(|(word, n)| (word, weight(n))).collect();
        Self { by_word, unseen: weight(1) }
    }

    fn of(&self, word: &str) -> f64 {
        // Articles and particles tie nothing together.
        if matches!(
            word,
            "the"
                | "of"
                | "al"
                | "el"
                | "and"
                | "for"
                | "in"
                | "de"
                | "la"
                | "los"
                | "du"
                | "des"
                | "pour"
                | "wa"
                | "i"
                | "e"
                | "a"
        ) {
            return 0.1;
        }
        self.by_word.get(word).copied().unwrap_or(self.unseen)
    }
}

/// The best score over all names, with up to three different reasons, strongest first; `None` when
/// nothing speaks for a match.
pub(super) fn best(
    query: &Searchable,
    names: &[Searchable],
    weights: &Weights,
) -> Option<(f64, Vec<String>)> {
    let mut found: Vec<(f64, &'static str, String)> = Vec::new();
    for name in names {
        for (score, sort, reason) in reasons(query, name, weights) {
            match found.iter_mut().find(|(_, known, _)| *known == sort) {
                Some(known) if known.0 >= score => {}
                Some(known) => *known = (score, sort, reason),
                None => found.push((score, sort, reason)),
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let score = found.first()?.0;
    // Once the very name is found, that its words are shared says nothing more.
    let floor = if score >= EXACT { EXACT } else { 0.3 };
    let reasons = found.into_iter().filter(|f| f.0 >= floor).take(3).map(|f| f.2).collect();
    Some((score, reasons))
}

/// Scores from here on say that the query is one of the names, letter for letter.
const EXACT: f64 = 0.9;

fn reasons(
    query: &Searchable,
    name: &Searchable,
    weights: &Weights,
) -> Vec<(f64, &'static str, String)> {
    let label = label(name);
    if query.words == name.words {
        let score = match name.kind {
            None => 1.0,
            Some(NameKind::Full | NameKind::Short) => 0.98,
            Some(NameKind::Acronym) => 0.97,
            Some(NameKind::Spelling) => 0.96,
            Some(NameKind::Former) => 0.94,
        };
        let reason = if name.kind.is_none() { "the name itself".into() } else { label };
        return vec![(score, "exact", reason)];
    }
    if query.compact == name.compact {
        return vec![(EXACT, "exact", format!("{label}, but for spaces"))];
    }
    let mut found = Vec::new();
    if let Some(score) = prefix(query, name) {
        found.push((score, "prefix", format!("beginning of {label}")));
    }
    if let Some(score) = shared_words(query, name, weights) {
        found.push((score, "words", format!("shares words with {label}")));
    }
    if let Some(score) = misspelling(query, name) {
        found.push((score, "spelling", format!("spelt like {label}")));
    }
    found
}

fn label(name: &Searchable) -> String {
    let text = &name.text;
    match name.kind {
        None => format!("the name {text:?}"),
        Some(NameKind::Full) => format!("full name {text:?}"),
        Some(NameKind::Short) => format!("short name {text:?}"),
        Some(NameKind::Acronym) => format!("acronym {text:?}"),
        Some(NameKind::Former) => format!("former name {text:?}"),
        Some(NameKind::Spelling) => format!("spelling {text:?}"),
    }
}

/// 0.70 to 0.88: the more of the name is typed the better, and best at the end of a word. Beginnings of
/// fewer than three letters say nothing.
fn prefix(query: &Searchable, name: &Searchable) -> Option<f64> {
    let rest = name.words.strip_prefix(&query.words)?;
    let (typed, all) = (query.words.chars().count(), name.words.chars().count());
    if typed < 3 {
        return None;
    }
    let base = if rest.starts_with(' ') { 0.76 } else { 0.70 };
    Some(base + 0.12 * share(typed, all))
}

/// Up to 0.80: the weight of the query's words that the name has (misspelt ones at their likeness),
/// times how much of the name they are.
fn shared_words(query: &Searchable, name: &Searchable, weights: &Weights) -> Option<f64> {
    let mut used = vec![false; name.tokens.len()];
    let (mut asked, mut met) = (0.0, 0.0);
    for word in &query.tokens {
        let weight = weights.of(&word.0);
        asked += weight;
        let alike = name
            .tokens
            .iter()
            .enumerate()
            .filter(|(i, _)| !used[*i])
            .map(|(i, own)| (i, likeness(word, own)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((i, likeness)) = alike.filter(|(_, likeness)| *likeness > 0.0) {
            used[i] = true;
            met += weight * likeness;
        }
    }
    if met == 0.0 {
        return None;
    }
    let of_name: f64 = name.tokens.iter().map(|own| weights.of(&own.0)).sum();
    let covered: f64 = name
        .tokens
        .iter()
        .zip(&used)
        .filter(|(_, used)| **used)
        .map(|(own, _)| weights.of(&own.0))
        .sum();
    Some(0.80 * (met / asked) * (0.55 + 0.45 * covered / of_name))
}

/// 1 for the same word, less for a letter or two that differ in a word long enough, else 0.
fn likeness(a: &(String, usize), b: &(String, usize)) -> f64 {
    if a.0 == b.0 {
        return 1.0;
    }
    alike((&a.0, a.1), (&b.0, b.1)).map_or(0.0, |alike| alike * alike)
}

/// 0.45 to 0.87: how alike the whole names are, from three quarters of the letters right.
fn misspelling(query: &Searchable, name: &Searchable) -> Option<f64> {
    let alike =
        alike((&query.compact, query.compact_letters), (&name.compact, name.compact_letters))?;
    Some(0.45 + 0.42 * (alike - ALIKE) / (1.0 - ALIKE))
}

/// The share of letters that must be right before a text counts as a misspelling.
const ALIKE: f64 = 0.75;

/// One minus the Damerau-Levenshtein distance (insert, drop, change, swap neighbours) over the longer
/// length; `None` below [`ALIKE`] or for fewer than four letters. Both texts with their letters counted.
fn alike(a: (&str, usize), b: (&str, usize)) -> Option<f64> {
    let (short, long) = (a.1.min(b.1), a.1.max(b.1));
    // Longer differences than a quarter cannot reach the mark, so they need no look.
    if short < 4 || 4 * (long - short) > long {
        return None;
    }
    let alike = strsim::normalized_damerau_levenshtein(a.0, b.0);
    (alike >= ALIKE).then_some(alike)
}

#[allow(clippy::cast_precision_loss)] // lengths of names
fn share(part: usize, all: usize) -> f64 {
    part as f64 / all as f64
}
