//! Features of a stretch of text: is it the name of a place here?

use super::candidate::{Form, Kind};
use super::page::{Mention, Page};
use crate::token::{Case, TokenKind};
use rustc_hash::FxHashMap;

/// A word for features: what it is if the tagger knows it and not as a name, else only that it is one.
pub(super) fn word<'a>(page: &'a Page<'_>, sentence: u32, at: Option<usize>) -> &'a str {
    let Some(at) = at.filter(|&at| page.sentence.get(at) == Some(&sentence)) else { return "<s>" };
    match page.tokens.tokens[at].kind {
        TokenKind::Number => "<number>",
        _ if page.common[at] => &page.lower[at],
        TokenKind::Mark => match page.tokens.word(at) {
            "|" | "\t" => "<mark>",
            mark => mark,
        },
        TokenKind::Word if page.capital[at] => "<name>",
        TokenKind::Word => "<word>",
    }
}

/// 0 to 9 for how many inhabitants as a power of ten.
pub(super) fn size(population: u32) -> u32 {
    population.checked_ilog10().map_or(0, |power| power + 1)
}

/// A chance or share as one of eight steps.
pub(super) fn step(share: f32) -> usize {
    [0.005, 0.03, 0.1, 0.25, 0.5, 0.75, 0.95].iter().filter(|&&least| share >= least).count()
}

/// What is known of all mentions of a page before any is looked at.
#[derive(Debug)]
pub(super) struct Around {
    /// For each name how often it stands in the text, and how often at the end of a longer run of
    /// capitals, as surnames do.
    counts: Vec<(u32, u32)>,
    /// For each mention whether it lies within a longer one.
    inner: Vec<bool>,
    /// Mentions by their first token.
    starts: FxHashMap<usize, Vec<usize>>,
    /// Mentions by the token after their last.
    ends: FxHashMap<usize, Vec<usize>>,
}

impl Around {
    /// Looks through a page.
    pub(super) fn new(page: &Page<'_>) -> Self {
        let mut around = Self {
            counts: vec![(0, 0); page.names.len()],
            inner: vec![false; page.mentions.len()],
            starts: FxHashMap::default(),
            ends: FxHashMap::default(),
        };
        let mut reach = 0;
        let mut begun = usize::MAX;
        for (number, mention) in page.mentions.iter().enumerate() {
            around.inner[number] = mention.tokens.end < reach
                || (mention.tokens.end == reach && mention.tokens.start > begun);
            if mention.tokens.end > reach {
                (reach, begun) = (mention.tokens.end, mention.tokens.start);
            }
            let (start, end) = run(page, mention);
            let count = &mut around.counts[mention.name];
            count.0 += 1;
            count.1 += u32::from(start < mention.tokens.start && end == mention.tokens.end);
            around.starts.entry(mention.tokens.start).or_default().push(number);
            around.ends.entry(mention.tokens.end).or_default().push(number);
        }
        around
    }

    /// Mentions that follow at once, or after a comma or an opening bracket.
    pub(super) fn after<'a>(
        &'a self,
        page: &'a Page<'_>,
        mention: &Mention,
    ) -> impl Iterator<Item = &'a Mention> {
        let end = mention.tokens.end;
        let skip = usize::from(matches!(page.tokens.word(end), "," | "("));
        self.starts.get(&(end + skip)).into_iter().flatten().map(|&at| &page.mentions[at])
    }

    /// Mentions that stand at once before, or before a comma, or before " in " or "'s".
    pub(super) fn before<'a>(
        &'a self,
        page: &'a Page<'_>,
        mention: &Mention,
    ) -> impl Iterator<Item = &'a Mention> {
        let start = mention.tokens.start;
        let link = start.checked_sub(1).map(|at| page.lower[at].as_str());
        let skip = usize::from(matches!(link, Some("," | "in" | "'s" | "\u{2019}s" | "of" | "(")));
        self.ends
            .get(&start.saturating_sub(skip))
            .into_iter()
            .flatten()
            .map(|&at| &page.mentions[at])
    }
}

/// The run of tokens in capitals that a mention stands in.
fn run(page: &Page<'_>, mention: &Mention) -> (usize, usize) {
    let sentence = page.sentence[mention.tokens.start];
    let goes_on = |at: usize| page.capital[at] && page.sentence[at] == sentence;
    let mut start = mention.tokens.start;
    while start > 0 && goes_on(start - 1) {
        start -= 1;
    }
    // The word that begins a sentence is in capitals whatever it is.
    if start < mention.tokens.start
        && (start == 0 || page.sentence[start - 1] != sentence)
        && page.common[start]
    {
        start += 1;
    }
    let mut end = mention.tokens.end;
    while end < page.capital.len() && goes_on(end) {
        end += 1;
    }
    (start, end)
}

/// The features of a mention by itself and the words around it.
pub(super) fn features(page: &Page<'_>, around: &Around, number: usize) -> Vec<String> {
    let mention = &page.mentions[number];
    let sentence = page.sentence[mention.tokens.start];
    let mut out = Vec::with_capacity(64);
    let kind = kinds(page, mention, &mut out);
    words(page, mention, kind, &mut out);
    let (start, end) = run(page, mention);
    let place = match (start < mention.tokens.start, end > mention.tokens.end) {
        (false, false) => "whole",
        (true, false) => "last",
        (false, true) => "first",
        (true, true) => "within",
    };
    let case = match page.tokens.case {
        Case::Mixed => "mixed",
        Case::Upper => "upper",
        Case::Lower => "lower",
    };
    out.push(format!("case|{case}"));
    out.push(format!("case|{case}|{kind}"));
    out.push(format!("run|{place}|{kind}"));
    if end > mention.tokens.end {
        out.push(format!("run-end|{}", word(page, sentence, Some(end - 1))));
    }
    if start < mention.tokens.start {
        out.push(format!("run-start|{}", word(page, sentence, Some(start))));
    }
    let (all, last) = around.counts[mention.name];
    out.push(format!("surname|{}|{}", step(last as f32 / all as f32), kind));
    out.push(format!("times|{}", all.min(6)));
    if around.inner[number] {
        out.push(format!("inner|{kind}"));
    }
    neighbours(page, around, mention, kind, &mut out);
    out
}

/// What it may stand for; gives the kind and form of what is foremost.
fn kinds(page: &Page<'_>, mention: &Mention, out: &mut Vec<String>) -> &'static str {
    let candidates = page.candidates(mention);
    let first =
        candidates.iter().min_by_key(|candidate| (candidate.form == Form::Other, candidate.kind));
    let kind = match first.map(|candidate| (candidate.kind, candidate.form)) {
        Some((_, Form::Adjective)) => "adjective",
        Some((_, Form::Short)) => "short",
        Some((Kind::Place, Form::Other)) => "other-place",
        Some((kind, _)) => kind.name(),
        None => "none",
    };
    out.push(format!("kind|{kind}"));
    let places = || candidates.iter().filter(|candidate| candidate.kind == Kind::Place);
    let own = || places().filter(|candidate| candidate.form == Form::Name);
    let most = |population: Option<u32>| {
        population.map_or_else(|| "-".to_owned(), |p| size(p).to_string())
    };
    let largest = most(own().map(|candidate| candidate.population).max());
    out.push(format!("size|{largest}|{kind}"));
    out.push(format!("any-size|{}|{kind}", most(places().map(|c| c.population).max())));
    out.push(format!("bearers|{}|{kind}", (own().count() + 1).ilog2()));
    kind
}

/// The words of the mention and beside it.
fn words(page: &Page<'_>, mention: &Mention, kind: &str, out: &mut Vec<String>) {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    let sentence = page.sentence[start];
    let at = |index: Option<usize>| word(page, sentence, index);
    let before = |back: usize| start.checked_sub(back);
    let tag = |index: Option<usize>| index.and_then(|at| page.tags.get(at)).copied().unwrap_or("-");
    let (previous, next) = (at(before(1)), at(Some(end)));
    out.push(format!("before|{previous}"));
    out.push(format!("before|{previous}|{kind}"));
    out.push(format!("after|{next}"));
    out.push(format!("after|{next}|{kind}"));
    out.push(format!("around|{previous}|{next}"));
    out.push(format!("before-2|{}|{previous}", at(before(2))));
    out.push(format!("after-2|{next}|{}", at(Some(end + 1))));
    out.push(format!("tag-before|{}", tag(before(1))));
    out.push(format!("tag-after|{}", tag(Some(end))));
    out.push(format!("tag-first|{}|{kind}", tag(Some(start))));
    out.push(format!("tag-last|{}|{kind}", tag(Some(end - 1))));
    out.push(format!("length|{}|{kind}", mention.tokens.len()));
    let common = page.common[start..end].iter().filter(|&&common| common).count();
    let common = if common == 0 {
        "none"
    } else if common == end - start {
        "all"
    } else {
        "some"
    };
    out.push(format!("common|{common}|{kind}"));
    out.push(format!("last-word|{}", at(Some(end - 1))));
    let capitals = !mention.span.of(page.tokens.text).chars().any(char::is_lowercase);
    out.push(format!("capitals|{capitals}|{kind}"));
    if previous == "<s>" {
        out.push(format!("start|{kind}|{common}"));
        if sentence < 3 && matches!(next, "-" | "\u{2013}" | "\u{2014}" | "(" | "--") {
            out.push("dateline".to_owned());
        }
    }
}

/// Whether a name beside it is of an area that holds it, or of something in it.
fn neighbours(
    page: &Page<'_>,
    around: &Around,
    mention: &Mention,
    kind: &str,
    out: &mut Vec<String>,
) {
    let mine = page.candidates(mention);
    let holds = |outer: &Mention, inner: &Mention| {
        let (outer, inner) = (page.candidates(outer), page.candidates(inner));
        outer
            .iter()
            .any(|one| one.form != Form::Adjective && inner.iter().any(|two| one.holds(two)))
    };
    let comma = page.tokens.word(mention.tokens.end) == ",";
    for next in around.after(page, mention) {
        if holds(next, mention) {
            out.push(format!("held-by-next|{comma}"));
            out.push(format!("held-by-next|{comma}|{kind}"));
        }
    }
    for previous in around.before(page, mention) {
        if holds(mention, previous) {
            out.push("holds-previous".to_owned());
            out.push(format!("holds-previous|{kind}"));
        }
        if mine.iter().any(|one| page.candidates(previous).iter().any(|two| two.holds(one))) {
            out.push(format!("held-by-previous|{kind}"));
        }
    }
}

/// What a mention likeliest stands for.
pub(super) struct Best<'a> {
    pub(super) candidate: &'a super::candidate::Candidate,
    /// The chance of that.
    pub(super) chance: f32,
    /// What its country and units have of the text.
    pub(super) shares: [f32; 6],
    /// What they have of the source's other texts.
    pub(super) home: Option<[f32; 3]>,
}

/// Features of a mention once its text has been read: `own` is its first chance, `others` the greatest
/// first chance of the name elsewhere in the text.
pub(super) fn later_features(
    first: &[String],
    own: f32,
    best: &Best<'_>,
    others: Option<f32>,
) -> Vec<String> {
    let Best { candidate, chance, shares, home } = *best;
    let mut out = first.to_vec();
    out.push(format!("first|{}", step(own)));
    out.push(format!("others|{}", others.map_or(9, step)));
    let kind = candidate.kind.name();
    out.push(format!("best|{kind}|{}", candidate.form.name()));
    out.push(format!("best-chance|{}", step(chance)));
    out.push(format!("best-size|{kind}|{}", size(candidate.population)));
    out.push(format!("country|{}|{kind}", step(shares[0])));
    out.push(format!("unit|{}|{kind}", step(shares[1])));
    out.push(format!("second|{}|{kind}", step(shares[2])));
    out.push(format!("size-unit|{}|{}|{kind}", size(candidate.population), step(shares[1])));
    if let Some(home) = home {
        out.push(format!("home|{}|{kind}", step(home[1])));
        out.push(format!("home-size|{}|{}", step(home[1]), size(candidate.population)));
    }
    out
}
