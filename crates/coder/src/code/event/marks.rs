//! What did not happen, may have happened, is to happen, or is past history.

use crate::code::predicate::Mood;
use crate::code::sentence::Sentence;
use crate::coded::{Field, Mark, When};
use std::ops::Range;

/// Verbs after which a deed is to come.
const FUTURE: &[&str] = &[
    "plan", "vow", "threaten", "pledge", "intend", "prepare", "promise", "expect", "propose", "go",
    "seek", "hope", "aim", "mean", "plot", "set",
];
/// Verbs after which a deed may be or may have been.
const POSSIBLE: &[&str] =
    &["fear", "warn", "worry", "suspect", "speculate", "imagine", "urge", "call", "want"];
/// Verbs of which the object did not happen.
const NEGATIVE: &[&str] = &[
    "foil",
    "thwart",
    "prevent",
    "avert",
    "defuse",
    "abort",
    "fail",
    "deny",
    "refuse",
    "stop",
    "rule",
    "disrupt",
    "call off",
    "neutralise",
];

/// Marks of what a verb or noun at some tokens tells.
pub(crate) fn marks_at(
    sentence: &Sentence<'_, '_>,
    verb: Option<usize>,
    mention: Option<usize>,
    at: usize,
) -> Vec<Field<Mark>> {
    let mut marks = Vec::new();
    let mut push = |mark: Mark, words: Range<usize>, rule: &'static str| {
        if !marks.iter().any(|field: &Field<Mark>| field.value == mark) {
            marks.push(Field::new(mark, vec![sentence.page.span(words)], rule));
        }
    };
    if let Some(verb) = verb {
        of_verb(sentence, verb, &mut push);
    }
    if let Some(mention) = mention {
        of_noun(sentence, mention, &mut push);
    }
    of_frame(sentence, at, &mut push);
    // What was stopped did not happen, whatever it could have been.
    if marks.iter().any(|mark| mark.value == Mark::Negated) {
        marks.retain(|mark| !matches!(mark.value, Mark::Hypothetical | Mark::Future));
    }
    marks
}

fn base<'s>(sentence: &'s Sentence<'_, '_>, verb: usize) -> &'s str {
    let page = sentence.page;
    let word = page.word(sentence.verbs[verb].head);
    let lemma = page.lemma(sentence.verbs[verb].head);
    if lemma != word {
        return lemma;
    }
    // Lists here are not all among the known verbs.
    NEGATIVE
        .iter()
        .chain(FUTURE)
        .chain(POSSIBLE)
        .find(|known| {
            let stem = known.trim_end_matches('e');
            word.strip_prefix(stem).is_some_and(|rest| {
                matches!(
                    rest,
                    "" | "s"
                        | "ed"
                        | "d"
                        | "ing"
                        | "es"
                        | "e"
                        | "ted"
                        | "ting"
                        | "ned"
                        | "ning"
                        | "red"
                        | "ring"
                        | "ped"
                        | "ping"
                )
            }) || **known == "deny" && matches!(word, "denied" | "denies" | "denying")
        })
        .copied()
        .unwrap_or(lemma)
}

#[expect(
    clippy::too_many_lines,
    reason = "the ways of a mark, in the order in which the words are asked"
)]
fn of_verb(
    sentence: &Sentence<'_, '_>,
    at: usize,
    push: &mut impl FnMut(Mark, Range<usize>, &'static str),
) {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    if verb.negated {
        push(Mark::Negated, verb.tokens.clone(), "mark.negated.verb");
    }
    match verb.mood {
        Mood::Future => push(Mark::Future, verb.tokens.clone(), "mark.future.verb"),
        Mood::Possible => push(Mark::Hypothetical, verb.tokens.clone(), "mark.hypothetical.modal"),
        Mood::Fact => {}
    }
    let mut above = verb.governor;
    if above.is_none() && verb.participle && page.before(verb.tokens.start) == "from" {
        above = at.checked_sub(1);
    }
    let mut below = at;
    while let Some(index) = above {
        let governor = &sentence.verbs[index];
        let hangs = sentence.verbs[below].infinitive
            || matches!(page.before(sentence.verbs[below].tokens.start), "from" | "of");
        let lemma = base(sentence, index);
        let words = governor.tokens.clone();
        if hangs {
            if NEGATIVE.contains(&lemma) {
                push(Mark::Negated, words.clone(), "mark.negated.governor");
            } else if FUTURE.contains(&lemma) {
                push(Mark::Future, words.clone(), "mark.future.governor");
            } else if POSSIBLE.contains(&lemma) {
                push(Mark::Hypothetical, words.clone(), "mark.hypothetical.governor");
            }
            match governor.mood {
                Mood::Future => push(Mark::Future, words.clone(), "mark.future.governor"),
                Mood::Possible => {
                    push(Mark::Hypothetical, words.clone(), "mark.hypothetical.governor")
                }
                Mood::Fact => {}
            }
            if governor.negated {
                push(Mark::Negated, words.clone(), "mark.negated.governor");
            }
        }
        below = index;
        above = governor.governor;
    }
    // Nouns before an infinitive: "a plot to attack", "plans to bomb", "ready to strike".
    if verb.infinitive {
        match page.before(verb.tokens.start) {
            "plot" | "plan" | "plans" | "plots" | "ready" | "threat" | "threats" | "intention"
            | "about" | "preparations" | "due" | "order" | "orders" => {
                push(Mark::Future, verb.tokens.start - 1..verb.tokens.start, "mark.future.noun");
            }
            "attempt" | "bid" | "attempts" | "try" => {}
            _ => {}
        }
    }
    if let Some(subject) = verb.subject
        && sentence.mentions[subject].negative
        && !verb.passive
    {
        push(Mark::Negated, sentence.mentions[subject].tokens.clone(), "mark.negated.subject");
    }
    // What is denied, foiled or feared as a clause: "denied that it had attacked".
    for index in (0..at).rev() {
        let above = &sentence.verbs[index];
        let gap = above.tokens.end..verb.tokens.start;
        if gap.len() > 14 || gap.clone().any(|at| matches!(page.word(at), ";" | "but")) {
            break;
        }
        let lemma = base(sentence, index);
        let clause = gap.clone().any(|at| page.word(at) == "that") || gap.len() < 10;
        if !clause || above.passive && !above.reduced && lemma != "fear" {
            continue;
        }
        match lemma {
            "deny" | "reject" | "dismiss"
                if !gap.clone().any(|at| {
                    matches!(
                        page.word(at),
                        // "denied any role in the killing": the killing is not denied.
                        "," | "who"
                            | "when"
                            | "after"
                            | "and"
                            | "role"
                            | "involvement"
                            | "responsibility"
                            | "part"
                            | "knowledge"
                    )
                }) =>
            {
                push(Mark::Negated, above.tokens.clone(), "mark.negated.denied");
            }
            "fear" | "warn" if verb.mood != Mood::Fact || lemma == "fear" => {
                push(Mark::Hypothetical, above.tokens.clone(), "mark.hypothetical.feared");
            }
            _ => {}
        }
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "the ways of a mark, in the order in which the words are asked"
)]
fn of_noun(
    sentence: &Sentence<'_, '_>,
    index: usize,
    push: &mut impl FnMut(Mark, Range<usize>, &'static str),
) {
    let page = sentence.page;
    let mention = &sentence.mentions[index];
    if mention.negative {
        push(Mark::Negated, mention.tokens.clone(), "mark.negated.no");
    }
    for at in mention.tokens.start..mention.head {
        match page.word(at) {
            "possible" | "potential" | "alleged" | "feared" | "mock" | "simulated"
            | "hypothetical" => {
                push(Mark::Hypothetical, at..at + 1, "mark.hypothetical.adjective");
            }
            "planned" | "imminent" | "future" | "upcoming" | "impending" | "further"
            | "threatened" | "looming" => {
                push(Mark::Future, at..at + 1, "mark.future.adjective");
            }
            "foiled" | "failed" | "attempted" | "thwarted" | "aborted" => {
                push(Mark::Negated, at..at + 1, "mark.negated.adjective");
            }
            _ => {}
        }
    }
    for (at, verb) in sentence.verbs.iter().enumerate() {
        let lemma = base(sentence, at);
        let object = if verb.passive { verb.subject } else { verb.object };
        let reports = object.is_some_and(|o| {
            matches!(
                page.word(sentence.mentions[o].head),
                "reports"
                    | "report"
                    | "rumours"
                    | "rumors"
                    | "plans"
                    | "plot"
                    | "claims"
                    | "allegations"
                    | "attempt"
                    | "risk"
                    | "fears"
                    | "threat"
            ) && index > o
                && index <= o + 2
        });
        if object != Some(index) && !reports {
            continue;
        }
        // "will begin an offensive", "did not carry out the attack".
        if object == Some(index)
            && sentence
                .page
                .world
                .words
                .light
                .find(sentence.page.lemma(verb.head), |_| "")
                .is_some()
        {
            match verb.mood {
                Mood::Future => push(Mark::Future, verb.tokens.clone(), "mark.future.verb"),
                Mood::Possible => {
                    push(Mark::Hypothetical, verb.tokens.clone(), "mark.hypothetical.modal");
                }
                Mood::Fact => {}
            }
        }
        if NEGATIVE.contains(&lemma) || matches!(lemma, "reject" | "dismiss") && reports {
            push(Mark::Negated, verb.tokens.clone(), "mark.negated.object");
        } else if FUTURE.contains(&lemma) && lemma != "set" && lemma != "go" {
            push(Mark::Future, verb.tokens.clone(), "mark.future.object");
        } else if matches!(lemma, "fear" | "warn" | "simulate" | "rehearse") {
            push(Mark::Hypothetical, verb.tokens.clone(), "mark.hypothetical.object");
        }
    }
    // "warned of attacks", "in case of an attack", "without an attack".
    let before = super::arguments::starts(sentence, index);
    let window = before.saturating_sub(4).max(sentence.range.start)..before;
    for (words, mark) in [
        (&["threat", "of"][..], Mark::Hypothetical),
        (&["threats", "of"], Mark::Hypothetical),
        (&["risk", "of"], Mark::Hypothetical),
        (&["warned", "of"], Mark::Hypothetical),
        (&["fears", "of"], Mark::Hypothetical),
        (&["fear", "of"], Mark::Hypothetical),
        (&["possibility", "of"], Mark::Hypothetical),
        (&["event", "of"], Mark::Hypothetical),
        (&["response", "to"], Mark::Historical),
        (&["anniversary", "of"], Mark::Historical),
        (&["memory", "of"], Mark::Historical),
        (&["without"], Mark::Negated),
        (&["plot"], Mark::Future),
        (&["victims", "of"], Mark::Historical),
        (&["calls", "for"], Mark::Future),
        (&["called", "for"], Mark::Future),
    ] {
        let Some(at) = page.position(window.clone(), words) else { continue };
        let near = at + words.len() >= before.saturating_sub(2);
        if near && words[0] != "response" && (words[0] != "victims" || mention.definite) {
            push(mark, at..at + words.len(), "mark.before-noun");
        }
    }
}

fn of_frame(
    sentence: &Sentence<'_, '_>,
    at: usize,
    push: &mut impl FnMut(Mark, Range<usize>, &'static str),
) {
    let page = sentence.page;
    for index in sentence.range.start..at {
        let word = page.word(index);
        if matches!(word, "if" | "unless") && page.tag(index) == "IN" && at - index < 14
            || word == "had" && index == sentence.range.start
            || word == "whether" && at - index < 8
        {
            push(Mark::Hypothetical, index..index + 1, "mark.hypothetical.if");
        }
    }
    let stopped = sentence.verbs.iter().position(|verb| {
        matches!(
            page.lemma(verb.head),
            "defuse" | "foil" | "thwart" | "avert" | "deactivate" | "deactivated"
        )
    });
    if let Some(verb) = stopped {
        push(Mark::Negated, sentence.verbs[verb].tokens.clone(), "mark.negated.stopped");
    }
    for (words, mark, rule) in [
        (&["anniversary"][..], Mark::Historical, "mark.historical.anniversary"),
        (&["commemorat"], Mark::Historical, "mark.historical.anniversary"),
        (&["exercise"], Mark::Hypothetical, "mark.hypothetical.exercise"),
        (&["drill"], Mark::Hypothetical, "mark.hypothetical.exercise"),
        (&["false", "alarm"], Mark::Negated, "mark.negated.false"),
        (&["were", "false"], Mark::Negated, "mark.negated.false"),
        (&["was", "false"], Mark::Negated, "mark.negated.false"),
        (&["made", "safe"], Mark::Negated, "mark.negated.stopped"),
        (&["rendered", "harmless"], Mark::Negated, "mark.negated.stopped"),
        (&["hoax"], Mark::Negated, "mark.negated.false"),
        (&["untrue"], Mark::Negated, "mark.negated.false"),
        (&["not", "true"], Mark::Negated, "mark.negated.false"),
        (&["unfounded"], Mark::Negated, "mark.negated.false"),
        (&["baseless"], Mark::Negated, "mark.negated.false"),
        (&["fabricated"], Mark::Negated, "mark.negated.false"),
    ] {
        let found = if words[0] == "commemorat" {
            sentence.range.clone().find(|&i| page.word(i).starts_with("commemorat"))
        } else {
            page.position(sentence.range.clone(), words)
        };
        if let Some(found) = found {
            push(mark, found..found + words.len(), rule);
        }
    }
}

/// The mark of an event that lies more than a year before the day of the text, or that words like "the 2015
/// attack" set into the past.
pub(crate) fn historical(
    sentence: &Sentence<'_, '_>,
    when: Option<&Field<When>>,
) -> Option<Field<Mark>> {
    let written = sentence.page.written?;
    let when = when?;
    let days = (written - when.value.end).get_days();
    (days > 365).then(|| Field::new(Mark::Historical, when.words.clone(), "mark.historical.date"))
}
