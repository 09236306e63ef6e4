//! Tags into groups: base noun groups, and verb groups with their voice.

use crate::token::Tokens;
use std::ops::Range;

/// What a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChunkKind {
    /// A noun with what stands before it: "the three armed men". Groups do not reach over prepositions.
    Noun,
    /// A verb with its auxiliaries: "had been killed".
    Verb {
        /// Whether the verb is a passive participle, with or without its auxiliary.
        passive: bool,
        /// Whether "not" or "never" stands within.
        negated: bool,
    },
}

/// A group of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// What it is.
    pub kind: ChunkKind,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that it is about: the last noun, the main verb.
    pub head: usize,
}

/// The groups of a sentence in order, none within another. `tags` are those of the whole text.
#[must_use]
pub fn chunk(tokens: &Tokens<'_>, tags: &[&str], sentence: Range<usize>) -> Vec<Chunk> {
    let end = sentence.end.min(tags.len());
    let mut chunks = Vec::new();
    let mut at = sentence.start;
    while at < end {
        let found = verb_group(tokens, tags, at, end).or_else(|| noun_group(tokens, tags, at, end));
        at = found.as_ref().map_or(at + 1, |chunk| chunk.tokens.end);
        chunks.extend(found);
    }
    chunks
}

fn is_noun(tag: &str) -> bool {
    matches!(tag, "NN" | "NNS" | "NNP" | "NNPS")
}

/// The noun group that begins at `start`.
fn noun_group(tokens: &Tokens<'_>, tags: &[&str], start: usize, end: usize) -> Option<Chunk> {
    let (mut at, mut head) = (start, None);
    if tags[start] == "PRP" || tags[start] == "EX" || matches!(tags[start], "WP" | "WDT") {
        return Some(Chunk { kind: ChunkKind::Noun, tokens: start..start + 1, head: start });
    }
    while at < end {
        let tag = tags[at];
        let goes_on = match tag {
            "DT" | "PDT" | "PRP$" | "WP$" => at == start || tags[at - 1] == "PDT",
            "RB" | "RBR" | "VBN" | "VBG" => head.is_none() || tags[at - 1] == "HYPH",
            "JJ" | "JJR" | "JJS" | "CD" | "$" | "AFX" => {
                head.is_none() || tag == "CD" || leads(tags, at, end)
            }
            "HYPH" => at > start,
            "POS" => head.is_some(),
            "``" | "''" => quoted(tokens, tags, at, end, start),
            _ => is_noun(tag),
        };
        if !goes_on {
            break;
        }
        let number_alone = tag == "CD" && head.is_none() && !leads(tags, at, end);
        if is_noun(tag) || number_alone {
            head = Some(at);
        }
        at += 1;
    }
    let head = head?;
    // What stands after the last noun belongs to what follows, and so do adverbs before the first word.
    let start = (start..head).find(|&at| tags[at] != "RB").unwrap_or(head);
    Some(Chunk { kind: ChunkKind::Noun, tokens: start..head + 1, head })
}

/// Whether a noun follows before anything that ends a group.
fn leads(tags: &[&str], at: usize, end: usize) -> bool {
    tags[at + 1..end]
        .iter()
        .take(6)
        .take_while(|tag| {
            is_noun(tag)
                || matches!(
                    **tag,
                    "JJ" | "JJS" | "CD" | "HYPH" | "VBN" | "VBG" | "POS" | "``" | "''" | "AFX"
                )
        })
        .any(|tag| is_noun(tag))
}

/// Whether a quotation mark stands around a name within the group: `the "Santo Tomas" farm`.
fn quoted(tokens: &Tokens<'_>, tags: &[&str], at: usize, end: usize, start: usize) -> bool {
    const NAME_TOKENS_MAX: usize = 6;
    let mark =
        |index: usize| matches!(tokens.word(index), "\"" | "``" | "''" | "\u{201c}" | "\u{201d}");
    let name = |range: Range<usize>| {
        range
            .clone()
            .all(|i| is_noun(tags[i]) || matches!(tags[i], "JJ" | "CD" | "HYPH" | "FW" | "DT"))
    };
    if !mark(at) {
        return false;
    }
    let opened = (start..at).rev().take(NAME_TOKENS_MAX).find(|&index| mark(index));
    if let Some(opened) = opened {
        return name(opened + 1..at);
    }
    let close = (at + 1..end.min(at + NAME_TOKENS_MAX)).find(|&index| mark(index));
    close.is_some_and(|close| close > at + 1 && name(at + 1..close))
}

/// The verb group that begins at `start`.
fn verb_group(tokens: &Tokens<'_>, tags: &[&str], start: usize, end: usize) -> Option<Chunk> {
    if !(tags[start].starts_with("VB") || tags[start] == "MD" || tags[start] == "TO") {
        return None;
    }
    if tags[start] == "TO" && tags.get(start + 1).is_none_or(|tag| *tag != "VB") {
        return None;
    }
    // A participle before a noun is part of the noun group: "armed men", "wounded soldiers".
    if matches!(tags[start], "VBN" | "VBG")
        && leads(tags, start, end)
        && !after_auxiliary(tokens, start)
        && before_noun(tags, start, end)
    {
        return None;
    }
    let (mut at, mut head, mut negated) = (start, None, false);
    while at < end {
        let word = tokens.word(at);
        if tags[at].starts_with("VB") {
            head = Some(at);
        } else if is_negation(word) {
            negated = true;
        } else if !matches!(tags[at], "MD" | "TO" | "RB") {
            break;
        }
        at += 1;
    }
    let head = head?;
    let mut last = head + 1;
    if tags.get(last) == Some(&"RP") && last < end {
        last += 1;
    }
    let be = (start..head).any(|index| is_be(tokens.word(index)));
    let have = (start..head).any(|index| is_have(tokens.word(index)));
    let passive = tags[head] == "VBN" && (be || !have);
    Some(Chunk { kind: ChunkKind::Verb { passive, negated }, tokens: start..last, head })
}

/// Whether the word after a participle is a noun, or an adjective or a number before one.
fn before_noun(tags: &[&str], at: usize, end: usize) -> bool {
    at + 1 < end && (is_noun(tags[at + 1]) || tags[at + 1] == "JJ")
}

fn after_auxiliary(tokens: &Tokens<'_>, at: usize) -> bool {
    at > 0 && (is_be(tokens.word(at - 1)) || is_have(tokens.word(at - 1)))
}

fn is_negation(word: &str) -> bool {
    ["not", "n't", "never"].iter().any(|negation| word.eq_ignore_ascii_case(negation))
}

fn is_be(word: &str) -> bool {
    ["be", "is", "are", "was", "were", "been", "being", "am", "got", "'s", "'re"]
        .iter()
        .any(|be| word.eq_ignore_ascii_case(be))
}

fn is_have(word: &str) -> bool {
    ["have", "has", "had", "having", "'ve"].iter().any(|have| word.eq_ignore_ascii_case(have))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::Tagger;

    fn groups(text: &str) -> Vec<String> {
        let tagger = Tagger::embedded().expect("embedded model");
        let tokens = Tokens::new(text);
        let tags = tagger.tag_all(&tokens);
        let mut found = Vec::new();
        for sentence in &tokens.sentences {
            for chunk in chunk(&tokens, &tags, sentence.clone()) {
                let kind = match chunk.kind {
                    ChunkKind::Noun => "N",
                    ChunkKind::Verb { passive: true, .. } => "VP",
                    ChunkKind::Verb { negated: true, .. } => "V-",
                    ChunkKind::Verb { .. } => "V",
                };
                found.push(format!("{kind}:{}", tokens.words(chunk.tokens)));
            }
        }
        found
    }

    #[test]
    fn nouns_and_verbs_are_grouped_with_voice_and_negation() {
        assert_eq!(
            groups("Three armed men have been killed by the national police in San Miguel."),
            ["N:Three armed men", "VP:have been killed", "N:the national police", "N:San Miguel"]
        );
        assert_eq!(
            groups("The army did not attack the village."),
            ["N:The army", "V-:did not attack", "N:the village"]
        );
    }

    #[test]
    fn a_name_in_quotation_marks_stays_in_its_group() {
        assert!(
            groups("They burned the \"Santo Tomas\" farm.")
                .contains(&"N:the \"Santo Tomas\" farm".to_owned())
        );
    }
}
