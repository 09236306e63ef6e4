//! Groups of words as the rules need them, made of the chunker's.

use super::page::Page;
use crate::names::Class;
use crate::tag::{Chunk, ChunkKind};
use std::ops::Range;

/// The chunker's groups, put right where names, numbers and days tell more than parts of speech do.
pub(super) fn groups(page: &Page<'_>, range: &Range<usize>, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let chunks = whole_names(page, range, split(page, chunks));
    let mut done = Vec::with_capacity(chunks.len() + 2);
    for chunk in chunks {
        if adjective(page, &chunk, &mut done) {
            continue;
        }
        match chunk.kind {
            ChunkKind::Noun => days_apart(page, chunk, &mut done),
            ChunkKind::Verb { .. } if is_number(page, chunk.head) => {}
            ChunkKind::Verb { negated, passive } => {
                // "was hurt": a form that the tagger takes for another of the verb's.
                let be = (chunk.tokens.start..chunk.head).any(|at| page.lemma(at) == "be");
                let voice = passive || be && matches!(page.tag(chunk.head), "VB" | "VBD");
                done.push(Chunk { kind: ChunkKind::Verb { passive: voice, negated }, ..chunk });
            }
        }
    }
    done
}

/// "30 captured soldiers": a participle between a number and a noun is an adjective. Whether the group was
/// joined to the one before.
fn adjective(page: &Page<'_>, chunk: &Chunk, done: &mut [Chunk]) -> bool {
    let start = chunk.tokens.start;
    let Some(last) =
        done.last_mut().filter(|last| last.kind == ChunkKind::Noun && last.tokens.end == start)
    else {
        return false;
    };
    let participle = |at: usize| matches!(page.tag(at), "VBN" | "VBD");
    match chunk.kind {
        ChunkKind::Verb { .. } => {
            let between = chunk.tokens.len() == 1
                && participle(start)
                && page.tag(start - 1) == "CD"
                && page.tag(start + 1) == "NNS";
            if between {
                last.tokens.end = chunk.tokens.end;
            }
            between
        }
        ChunkKind::Noun => {
            let goes_on = participle(start - 1)
                && last.tokens.len() > 1
                && (page.tag(start - 2) == "CD" || is_number(page, start - 2));
            if goes_on {
                last.tokens.end = chunk.tokens.end;
                last.head = chunk.head;
            }
            goes_on
        }
    }
}

/// Whether a token is of a quantity: the tagger takes "Twelve" at the start for a verb.
fn is_number(page: &Page<'_>, at: usize) -> bool {
    let span = page.span(at..at + 1);
    let after = page.quantities.partition_point(|quantity| quantity.span.end <= span.start);
    page.quantities.get(after).is_some_and(|quantity| quantity.span.overlaps(span))
}

/// A name of the registry is one group, whatever its marks: "ISIS-K".
fn whole_names(page: &Page<'_>, range: &Range<usize>, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let span = page.span(range.clone());
    let first = page.found.partition_point(|found| found.span.end <= span.start);
    let names: Vec<Range<usize>> = page.found[first..]
        .iter()
        .take_while(|found| found.span.start < span.end)
        .filter(|found| found.class == Class::Actor)
        .map(|found| page.tokens_of(found.span))
        .filter(|tokens| tokens.len() > 1)
        .collect();
    if names.is_empty() {
        return chunks;
    }
    let mut done: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for mut chunk in chunks {
        let meets = |chunk: &Chunk| {
            names
                .iter()
                .find(|name| name.start < chunk.tokens.end && chunk.tokens.start < name.end)
                .cloned()
        };
        let Some(name) = meets(&chunk) else {
            done.push(chunk);
            continue;
        };
        if let Some(last) = done.last_mut()
            && last.kind == ChunkKind::Noun
            && last.tokens.end > name.start
        {
            last.tokens.end = chunk.tokens.end.max(name.end);
            last.head = chunk.head.max(name.end - 1);
            continue;
        }
        chunk.kind = ChunkKind::Noun;
        chunk.tokens = chunk.tokens.start.min(name.start)..chunk.tokens.end.max(name.end);
        chunk.head = chunk.head.max(name.end - 1);
        done.push(chunk);
    }
    done
}

/// A day beside a noun is a group of its own: "on 10 April" "fighters", "the brigades" "next month".
fn days_apart(page: &Page<'_>, chunk: Chunk, done: &mut Vec<Chunk>) {
    let Range { start, end } = chunk.tokens;
    let timed = |at: usize| super::mention::is_time(page, at);
    let push = |tokens: Range<usize>, done: &mut Vec<Chunk>| {
        let head = chunk.head.clamp(tokens.start, tokens.end - 1);
        done.push(Chunk { kind: ChunkKind::Noun, tokens, head });
    };
    if timed(start) && !timed(end - 1) {
        let cut = (start..end).find(|&at| !timed(at)).unwrap_or(end);
        push(start..cut, done);
        push(cut..end, done);
    } else if !timed(start) && timed(end - 1) {
        let cut = (start..end).rev().find(|&at| !timed(at)).map_or(start, |at| at + 1);
        let only_article = cut == start + 1 && page.tag(start) == "DT";
        if only_article {
            done.push(Chunk { tokens: start..end, ..chunk });
        } else {
            push(start..cut, done);
            push(cut..end, done);
        }
    } else {
        done.push(Chunk { tokens: start..end, ..chunk });
    }
}

/// The verb that a noun group begins with, perhaps after an adverb, where a noun stands right before.
fn verb_first(page: &Page<'_>, chunk: &Chunk, done: &[Chunk]) -> Option<usize> {
    let start = chunk.tokens.start;
    let adverb = |at: usize| page.tag(at).starts_with("RB");
    let at = start + usize::from(adverb(start));
    let follows = done.last().is_some_and(|last| {
        let end = last.tokens.end;
        last.kind == ChunkKind::Noun && (end == start || end + 1 == start && adverb(end))
    });
    (follows
        && at < chunk.head
        && page.tag(at) == "VBN"
        && (is_verb_of_lists(page, at) || is_thrown(page, chunk, at)))
    .then_some(at)
}

/// Whether a word is a form of a verb of the lists of events or of speech.
fn is_verb_of_lists(page: &Page<'_>, at: usize) -> bool {
    let lemma = page.lemma(at);
    page.world.words.verbs.find(lemma, |i| page.word(at + 1 + i)).is_some()
        || super::report::VERBS.iter().any(|(verb, _)| *verb == lemma)
}

/// "Government aircraft dropped barrel bombs": a verb of throwing before a weapon.
fn is_thrown(page: &Page<'_>, chunk: &Chunk, at: usize) -> bool {
    let thrown = matches!(page.word(at), "dropped" | "fired" | "hurled" | "lobbed" | "tossed");
    let span = page.span(at + 1..chunk.tokens.end);
    thrown
        && page.found.iter().any(|found| found.class == Class::Weapon && found.span.overlaps(span))
}

/// A verb that the chunker took into a noun group: "ISIS-K claimed 115 attacks".
fn verb_within(page: &Page<'_>, chunk: &Chunk) -> Option<usize> {
    (chunk.tokens.start + 1..chunk.head).find(|&at| {
        page.tag(at) == "VBN"
            && page.tag(at + 1) == "CD"
            && !matches!(page.tag(at - 1), "DT" | "RB" | "JJ" | "CC" | ",")
    })
}

/// "a bombing in Harun": a deed that stands as a noun, with no "of" behind it.
fn is_deed(page: &Page<'_>, chunk: &Chunk) -> bool {
    page.word(chunk.head).ends_with("ing")
        && page.tag(chunk.tokens.start) == "DT"
        && page.tag(chunk.head + 1) == "IN"
        && page.word(chunk.head + 1) != "of"
}

/// "Gunmen shot dead two men": the tagger takes "shot" for a noun.
fn shot_dead(page: &Page<'_>, chunk: &Chunk) -> Option<usize> {
    (chunk.kind == ChunkKind::Noun)
        .then(|| (chunk.tokens.start + 1..chunk.head).find(|&at| page.are(at, &["shot", "dead"])))
        .flatten()
}

/// "arrested eight suspected militants": a number in words that the tagger takes for an adverb.
fn number_within(page: &Page<'_>, chunk: &Chunk) -> Option<usize> {
    (chunk.tokens.start + 1..chunk.head).find(|&at| {
        is_number(page, at)
            && page.tag(at) != "CD"
            && matches!(page.tag(at - 1), "VBD" | "VBN" | "VBZ" | "VBP" | "VB" | "VBG")
            && matches!(page.tag(chunk.head), "VBN" | "VBD")
            && chunk.head + 1 == chunk.tokens.end
    })
}

/// "acknowledged losing nine men", "resumed shelling": the verb above a participle, where the chunker made one group
/// of both.
fn aspect(page: &Page<'_>, chunk: &Chunk) -> Option<usize> {
    let above = chunk.head.checked_sub(1).filter(|&at| at >= chunk.tokens.start)?;
    let finite = matches!(page.tag(above), "VBD" | "VBZ" | "VBP")
        || page.tag(above) == "VBN" && above == chunk.tokens.start;
    let both = page.tag(chunk.head) == "VBG" && finite;
    let be = matches!(page.lemma(above), "be" | "have" | "do");
    (both && !be).then_some(above)
}

/// Nouns that are verbs where an article or a number follows: "an airstrike hit a hospital".
const VERBS_AFTER_ALL: &[&str] = &[
    "hit", "hits", "kills", "kill", "targets", "wounds", "rocks", "injures", "killed", "struck",
    "wounded",
];

/// Participles that tell of people's fate even where a noun follows: "wounding dozens".
const FATES: &[&str] = &["killing", "wounding", "injuring", "leaving", "abducting", "kidnapping"];
/// Participles of what people bear, drive or guard.
const BEARS: &[&str] = &[
    "riding",
    "carrying",
    "wearing",
    "driving",
    "manning",
    "guarding",
    "wielding",
    "brandishing",
    "transporting",
    "ferrying",
    "escorting",
    "using",
    "holding",
];
/// Words that look like verbs and are prepositions.
const NO_VERBS: &[&str] = &["including", "according", "following", "regarding", "concerning"];

/// Groups as the rules need them: an infinitive apart from the verb that it hangs on ("threatened", "to
/// attack"), a participle of fate apart from its noun, prepositions that look like verbs left out.
#[expect(clippy::too_many_lines, reason = "one case for each way in which the chunker errs")]
fn split(page: &Page<'_>, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut done = Vec::with_capacity(chunks.len() + 4);
    for chunk in chunks {
        let start = chunk.tokens.start;
        match chunk.kind {
            _ if shot_dead(page, &chunk).is_some() => {
                let at = shot_dead(page, &chunk).unwrap_or(chunk.head);
                let kind = ChunkKind::Verb { passive: false, negated: false };
                done.push(Chunk { kind: ChunkKind::Noun, tokens: start..at, head: at - 1 });
                done.push(Chunk { kind, tokens: at..at + 2, head: at });
                if at + 2 < chunk.tokens.end {
                    let tokens = at + 2..chunk.tokens.end;
                    done.push(Chunk { kind: ChunkKind::Noun, tokens, head: chunk.head });
                }
            }
            ChunkKind::Verb { negated, .. } if number_within(page, &chunk).is_some() => {
                let at = number_within(page, &chunk).unwrap_or(chunk.head);
                let kind = ChunkKind::Verb { passive: false, negated };
                done.push(Chunk { kind, tokens: start..at, head: at - 1 });
                let tokens = at..chunk.tokens.end;
                done.push(Chunk { kind: ChunkKind::Noun, tokens, head: chunk.head });
            }
            ChunkKind::Verb { .. } if NO_VERBS.contains(&page.word(chunk.head)) => {}
            ChunkKind::Verb { negated, .. } if aspect(page, &chunk).is_some() => {
                let at = aspect(page, &chunk).unwrap_or(chunk.head);
                let verb = |negated| ChunkKind::Verb { passive: false, negated };
                done.push(Chunk { kind: verb(negated), tokens: start..at + 1, head: at });
                let tokens = at + 1..chunk.tokens.end;
                done.push(Chunk { kind: verb(false), tokens, head: chunk.head });
            }
            ChunkKind::Verb { negated, passive } => {
                let to = (start + 1..chunk.head).rev().find(|&at| page.tag(at) == "TO");
                let above =
                    to.and_then(|to| (start..to).rev().find(|&at| page.tag(at).starts_with("VB")));
                if let (Some(to), Some(head)) = (to, above) {
                    let be = (start..head).any(|at| page.lemma(at) == "be");
                    let have = (start..head).any(|at| page.lemma(at) == "have");
                    let not = |range: Range<usize>| {
                        range.into_iter().any(|at| matches!(page.word(at), "not" | "n't" | "never"))
                    };
                    let voice = page.tag(head) == "VBN" && (be || !have);
                    let kind = ChunkKind::Verb { passive: voice, negated: not(start..to) };
                    done.push(Chunk { kind, tokens: start..head + 1, head });
                    let kind = ChunkKind::Verb {
                        passive: passive && page.lemma(to + 1) == "be",
                        negated: negated && not(to..chunk.head),
                    };
                    done.push(Chunk { kind, tokens: to..chunk.tokens.end, head: chunk.head });
                } else {
                    done.push(chunk);
                }
            }
            // "Gunmen riding motorcycles", "a bus carrying soldiers": what they do or bear.
            ChunkKind::Noun
                if chunk.head > start
                    && BEARS.contains(&page.word(start))
                    && page.tag(start) == "VBG"
                    && done.last().is_some_and(|last: &Chunk| {
                        last.kind == ChunkKind::Noun && last.tokens.end == start
                    }) =>
            {
                let kind = ChunkKind::Verb { passive: false, negated: false };
                done.push(Chunk { kind, tokens: start..start + 1, head: start });
                let tokens = start + 1..chunk.tokens.end;
                done.push(Chunk { kind: ChunkKind::Noun, tokens, head: chunk.head });
            }
            ChunkKind::Noun
                if chunk.head > start
                    && FATES.contains(&page.word(start))
                    && page.tag(start) != "DT" =>
            {
                let kind = ChunkKind::Verb { passive: false, negated: false };
                done.push(Chunk { kind, tokens: start..start + 1, head: start });
                done.push(Chunk {
                    kind: ChunkKind::Noun,
                    tokens: start + 1..chunk.tokens.end,
                    head: chunk.head,
                });
            }
            // "Warplanes bombed rebel positions", "it later claimed responsibility": the chunker takes the
            // verb for an adjective.
            ChunkKind::Noun if verb_first(page, &chunk, &done).is_some() => {
                let at = verb_first(page, &chunk, &done).unwrap_or(start);
                let kind = ChunkKind::Verb { passive: false, negated: false };
                done.push(Chunk { kind, tokens: start..at + 1, head: at });
                done.push(Chunk {
                    kind: ChunkKind::Noun,
                    tokens: at + 1..chunk.tokens.end,
                    head: chunk.head,
                });
            }
            ChunkKind::Noun if verb_within(page, &chunk).is_some() => {
                let at = verb_within(page, &chunk).unwrap_or(chunk.head);
                let kind = ChunkKind::Verb { passive: false, negated: false };
                done.push(Chunk { kind: ChunkKind::Noun, tokens: start..at, head: at - 1 });
                done.push(Chunk { kind, tokens: at..at + 1, head: at });
                done.push(Chunk {
                    kind: ChunkKind::Noun,
                    tokens: at + 1..chunk.tokens.end,
                    head: chunk.head,
                });
            }
            ChunkKind::Noun
                if chunk.head > start
                    && chunk.head + 1 == chunk.tokens.end
                    && !is_deed(page, &chunk)
                    && (VERBS_AFTER_ALL.contains(&page.word(chunk.head))
                        || page.lemma(chunk.head) != page.word(chunk.head)
                            && !page.word(chunk.head).ends_with('s')
                            && is_verb_of_lists(page, chunk.head))
                    && matches!(page.tag(chunk.head + 1), "DT" | "CD" | "PRP$" | "IN") =>
            {
                let kind = ChunkKind::Verb { passive: false, negated: false };
                done.push(Chunk {
                    kind: ChunkKind::Noun,
                    tokens: start..chunk.head,
                    head: chunk.head - 1,
                });
                done.push(Chunk { kind, tokens: chunk.head..chunk.head + 1, head: chunk.head });
            }
            ChunkKind::Noun => done.push(chunk),
        }
    }
    done
}
