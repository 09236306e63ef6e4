//! Whose number it is: who did what is counted, or whom it was done to.

use super::counts::has;
use super::kind::COUNTING;
use super::measure::Item;
use super::{Memory, party_of};
use crate::Span;
use crate::code::sentence::Sentence;
use crate::coded::{ActorRelation, Attribution, Field, Party, Role, Statement, StatementKind};

#[expect(
    clippy::too_many_lines,
    reason = "the ways to an actor, in the order in which the words are asked"
)]
pub(super) fn actor(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
    memory: &Memory,
    attributions: &[Field<Attribution>],
    statement: &mut Statement,
) {
    let page = sentence.page;
    let item = &items[index];
    let kind = statement.kind.value;
    let set = |statement: &mut Statement,
               mention: usize,
               rule,
               relation: Option<(ActorRelation, Span)>| {
        statement.actor = party_of(sentence, mention, rule);
        if let Some((relation, span)) = relation {
            statement.relation = Some(Field::new(relation, vec![span], rule));
        }
    };
    let span_before = |mention: usize| {
        let start = super::super::event_start(sentence, mention);
        page.span(start.saturating_sub(1)..start)
    };
    // Prepositions decide the part: "by", "against", "involving".
    for mention in 0..sentence.mentions.len() {
        if kind != StatementKind::Tally {
            break;
        }
        let mine = sentence.mentions[mention].party.as_ref().is_some_and(|p| {
            p.name.is_some() && p.role != Role::Monitor && p.role != Role::Media
                || p.role == Role::ArmedGroup
        });
        if !mine
            || sentence.mentions[mention].within.is_some()
                && !matches!(sentence.preposition(mention), "by" | "against")
        {
            continue;
        }
        let start = super::super::event_start(sentence, mention);
        let relation = match (sentence.preposition(mention), page.before(start)) {
            ("by", _) if !counted_by(sentence, mention) => ActorRelation::By,
            ("against" | "on", _)
                if sentence.mentions[mention].tokens.start < item.end + 10
                    && sentence.mentions[mention]
                        .party
                        .as_ref()
                        .is_some_and(|p| p.name.is_some()) =>
            {
                ActorRelation::Against
            }
            (_, "involving") => ActorRelation::Involving,
            ("to", _)
                if has(
                    sentence,
                    sentence.range.start..start,
                    &[
                        "attributed",
                        "ascribed",
                        "linked",
                        "attribute",
                        "attributes",
                        "ascribe",
                        "traced",
                    ],
                ) =>
            {
                ActorRelation::By
            }
            _ => continue,
        };
        set(
            statement,
            mention,
            "statement.actor.preposition",
            Some((relation, span_before(mention))),
        );
        return;
    }
    // "600 fighters of X", "X fighters".
    if let Some(mention) = item.mention
        && (org(sentence, mention) && kind != StatementKind::Tally
            || kind == StatementKind::Tally
                && org(sentence, mention)
                && sentence.mentions[mention].trigger.is_some())
    {
        let by = (kind == StatementKind::Tally).then(|| {
            (ActorRelation::By, page.span(sentence.mentions[mention].party_words.clone()))
        });
        set(statement, mention, "statement.actor.own", by);
        return;
    }
    let subject_of =
        |verb: usize| sentence.verbs[verb].subject.filter(|&m| Some(m) != item.mention);
    let mut verb = item.verb;
    while let Some(at) = verb {
        let lemma = page.lemma(sentence.verbs[at].head);
        let speech = COUNTING.contains(&lemma) && lemma != "claim"
            || matches!(lemma, "say" | "estimate" | "put" | "believe" | "report");
        let subject = subject_of(at).filter(|_| !speech || sentence.verbs[at].passive);
        if let Some(subject) = subject
            && sentence.mentions[subject].party.as_ref().is_some_and(|p| {
                p.name.is_some()
                    || p.role == Role::ArmedGroup
                    || matches!(kind, StatementKind::Tally | StatementKind::Losses)
                        && p.role.is_state()
            })
        {
            let span = page.span(sentence.verbs[at].tokens.clone());
            let relation = (kind == StatementKind::Tally).then(|| match lemma {
                "claim" => (ActorRelation::Claimed, span),
                "involve" => (ActorRelation::Involving, span),
                "take" if page.are(sentence.verbs[at].head, &["took", "part"]) => {
                    (ActorRelation::Involving, span)
                }
                "suffer" | "face" | "lose" => (ActorRelation::Against, span),
                _ => (ActorRelation::By, span),
            });
            set(statement, subject, "statement.actor.subject", relation);
            return;
        }
        verb = sentence.verbs[at].governor;
    }
    fallback(sentence, item, memory, attributions, statement);
}

fn counted_by(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let page = sentence.page;
    let start = sentence.mentions[mention].tokens.start;
    (start.saturating_sub(4)..start).any(|at| {
        matches!(
            page.word(at),
            "counted"
                | "recorded"
                | "documented"
                | "reported"
                | "estimated"
                | "compiled"
                | "verified"
        )
    }) && sentence.mentions[mention].party.as_ref().is_none_or(|p| p.role != Role::ArmedGroup)
}

/// An organisation that the sentence names elsewhere, or the one that was spoken of last.
fn fallback(
    sentence: &Sentence<'_, '_>,
    item: &Item,
    memory: &Memory,
    attributions: &[Field<Attribution>],
    statement: &mut Statement,
) {
    let page = sentence.page;
    let kind = statement.kind.value;
    let source = |party: &Party| {
        attributions.iter().any(|field| {
            field.value.by.as_ref() == Some(party)
                && field.value.stance == crate::coded::Stance::Said
        })
    };
    // "Of 120 clashes, 45 involved the group": the actor is of the part.
    let whole = page.word(sentence.range.start) == "of" && item.start <= sentence.range.start + 2;
    let named = (0..sentence.mentions.len()).find(|&m| {
        !whole
            && org(sentence, m)
            && sentence.mentions[m]
                .party
                .as_ref()
                .is_some_and(|p| p.role == Role::ArmedGroup && !source(p))
    });
    if let Some(named) = named {
        statement.actor = party_of(sentence, named, "statement.actor.named");
        if kind == StatementKind::Tally && statement.actor.is_some() {
            let mention = &sentence.mentions[named];
            let involved = has(sentence, sentence.range.clone(), &["involved", "involving"])
                || page.position(sentence.range.clone(), &["took", "part"]).is_some()
                || has(sentence, sentence.range.clone(), &["clashes", "battles"])
                    && has(sentence, sentence.range.clone(), &["between"]);
            let suffers = matches!(sentence.preposition(named), "against" | "on");
            let relation = if involved {
                ActorRelation::Involving
            } else if suffers {
                ActorRelation::Against
            } else if has(sentence, sentence.range.clone(), &["claimed"]) {
                ActorRelation::Claimed
            } else {
                ActorRelation::By
            };
            statement.relation = Some(Field::new(
                relation,
                vec![page.span(mention.party_words.clone())],
                "statement.actor.named",
            ));
        }
        return;
    }
    let refers = sentence.mentions.iter().any(|mention| {
        matches!(page.word(mention.head), "it" | "they") && mention.tokens.start <= item.start
            || mention.definite && matches!(page.word(mention.tokens.start), "its" | "their")
            || mention
                .party
                .as_ref()
                .is_some_and(|p| p.role == Role::ArmedGroup && p.name.is_none())
    });
    if let Some(actor) = memory.actor.clone().filter(|_| refers) {
        statement.actor = Some(Field::new(actor, Vec::new(), "statement.actor.before"));
        if kind == StatementKind::Tally {
            statement.relation =
                Some(Field::new(ActorRelation::By, Vec::new(), "statement.actor.before"));
        }
    }
}

fn org(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    sentence.mentions[mention].party.as_ref().is_some_and(|party| {
        party.name.is_some()
            && !matches!(party.role, Role::Monitor | Role::Media | Role::International)
    })
}
