//! Whether a number makes a strength, a tally or losses.

use super::counts::has;
use super::measure::Item;
use crate::code::sentence::Sentence;
use crate::code::when;
use crate::coded::{Measure, Role, StatementKind};
use crate::time::{Granularity, Relation};

/// What kind of statement a number makes, if any.
pub(super) fn kind(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
    before: Option<(StatementKind, Measure, usize)>,
) -> Option<(StatementKind, Measure, &'static str)> {
    let item = &items[index];
    if let Some(found) = by_comparison(sentence, items, index, before) {
        return Some(found);
    }
    match item.measure? {
        Measure::Fighters => {
            strength(sentence, item).map(|rule| (StatementKind::Strength, Measure::Fighters, rule))
        }
        Measure::Surrendered => {
            Some((StatementKind::Losses, Measure::Surrendered, "statement.losses.surrender"))
        }
        Measure::Attacks => {
            attacks(sentence, item).map(|rule| (StatementKind::Tally, Measure::Attacks, rule))
        }
        measure @ (Measure::Killed
        | Measure::Injured
        | Measure::Abducted
        | Measure::Captured
        | Measure::Displaced
        | Measure::Casualties) => people(sentence, item, measure),
        _ => None,
    }
}

fn before_at(before: Option<(StatementKind, Measure, usize)>) -> usize {
    before.map_or(0, |(_, _, at)| at)
}

/// A number that stands beside another one: "and 11 in Pakistan", "down from 3,000".
#[expect(clippy::too_many_lines, reason = "what may stand between two numbers, as one list")]
fn by_comparison(
    sentence: &Sentence<'_, '_>,
    items: &[Item],
    index: usize,
    before: Option<(StatementKind, Measure, usize)>,
) -> Option<(StatementKind, Measure, &'static str)> {
    let (kind, measure, at) = before?;
    if at + 1 != index {
        return None;
    }
    let item = &items[index];
    let page = sentence.page;
    let gap = items[at].end..item.start;
    let fresh = item.measure.is_some_and(|own| {
        own != measure && !(own == Measure::Fighters && kind == StatementKind::Strength)
    });
    let same_noun = item.measure == Some(measure);
    if fresh {
        // "11,668 killed, 696 captured and 375 surrendered"
        let fate = matches!(
            item.measure,
            Some(
                Measure::Killed
                    | Measure::Injured
                    | Measure::Captured
                    | Measure::Surrendered
                    | Measure::Abducted
            )
        );
        let close = gap.len() <= 12 && has(sentence, gap.clone(), &["and", ",", "while", "with"]);
        return (fate
            && close
            && matches!(kind, StatementKind::Losses | StatementKind::Tally)
            && measure != Measure::Attacks)
            .then_some((kind, item.measure?, "statement.list"));
    }
    let compares = has(
        sentence,
        gap.clone(),
        &["from", "compared", "against", "up", "down", "versus", "to", "than", "before"],
    );
    let joined = has(sentence, gap.clone(), &["and", ",", "while", "but", "with", ";", "followed"]);
    let action = gap.clone().any(|at| {
        sentence.verbs.iter().enumerate().any(|(index, verb)| {
            // The first number's own verb holds for the second too: "surrendered in 2018 and 90 in 2019".
            verb.head == at
                && items[before_at(before)].verb != Some(index)
                && !matches!(
                    page.lemma(verb.head),
                    "rise"
                        | "fall"
                        | "drop"
                        | "grow"
                        | "shrink"
                        | "have"
                        | "be"
                        | "estimate"
                        | "compare"
                        | "reach"
                        | "dwindle"
                        | "swell"
                        | "stand"
                        | "put"
                        | "record"
                        | "count"
                        | "carry"
                        | "claim"
                        | "conduct"
                        | "document"
                        | "number"
                        | "peak"
                        | "range"
                        | "decline"
                        | "increase"
                        | "climb"
                        | "attribute"
                        | "hover"
                        | "total"
                        | "come"
                        | "leave"
                        | "remain"
                )
        })
    });
    let followed = page.word(item.end);
    let bare = item.measure.is_none()
        && (matches!(
            followed,
            "in" | "by"
                | "as"
                | ","
                | "."
                | "a"
                | "the"
                | "at"
                | "during"
                | "between"
                | "from"
                | "last"
                | "for"
                | "across"
                | "two"
                | "five"
                | "only"
                | "around"
                | "ten"
                | "three"
                | "on"
                | "earlier"
                | ";"
                | ")"
                | "since"
                | "four"
                | "over"
                | "six"
                | "near"
                | "elsewhere"
                | "this"
                | "before"
                | "times"
                | "were"
                | "are"
                | "remain"
                | "remained"
                | "took"
                | "occurred"
                | "involved"
        ) || page.tag(item.end) == "JJ")
        && item.mention.is_none_or(|m| {
            page.tag(sentence.mentions[m].head) == "CD" || sentence.mentions[m].count.is_some()
        });
    ((compares || joined) && (bare || same_noun) && !action && kind != StatementKind::Losses
        || (compares || joined) && bare && !action)
        .then_some((kind, measure, if compares { "statement.compared" } else { "statement.list" }))
}

/// Words that say that fighters are counted as such.
pub(crate) const STRENGTH_VERBS: &[&str] = &[
    "have",
    "number",
    "count",
    "field",
    "command",
    "boast",
    "muster",
    "comprise",
    "retain",
    "be",
    "estimate",
    "believe",
    "stand",
    "drop",
    "fall",
    "grow",
    "shrink",
    "swell",
    "rise",
    "dwindle",
    "reach",
    "total",
    "consist",
    "remain",
    "keep",
    "put",
    "maintain",
    "include",
    "employ",
    "lead",
    "mount",
    "constitute",
    "peak",
    "hover",
    "range",
    "top",
    "exceed",
    "approach",
    "surpass",
    "stabilise",
    "stabilize",
    "recover",
    "double",
    "halve",
];

#[expect(
    clippy::too_many_lines,
    reason = "the ways of a strength, in the order in which the words are asked"
)]
fn strength(sentence: &Sentence<'_, '_>, item: &Item) -> Option<&'static str> {
    let page = sentence.page;
    let whole = sentence.range.clone();
    let noun = has(
        sentence,
        whole.clone(),
        &["strength", "ranks", "size", "membership", "manpower", "strong", "headcount"],
    );
    let fate = sentence.verbs.iter().any(|verb| {
        matches!(
            page.lemma(verb.head),
            "kill"
                | "die"
                | "capture"
                | "arrest"
                | "wound"
                | "detain"
                | "surrender"
                | "abduct"
                | "defect"
                | "injure"
                | "execute"
        ) && (verb.subject == item.mention || verb.object == item.mention)
            && item.mention.is_some()
    });
    if fate {
        return None;
    }
    // "Wounded in the assault were six guards": what became of them.
    let turned = ["wounded", "injured", "killed", "dead", "arrested", "captured", "among"];
    if turned.contains(&page.word(whole.start)) && !noun {
        return None;
    }
    let group = item.mention.and_then(|m| sentence.mentions[m].party.as_ref().map(|p| p.role));
    if matches!(group, Some(Role::Civilians)) && !noun {
        let head = item.mention.map_or("", |m| page.word(sentence.mentions[m].head));
        if !matches!(head, "men" | "people" | "members") {
            return None;
        }
    }
    if let Some(verb) = item.verb {
        let verb = &sentence.verbs[verb];
        let lemma = page.lemma(verb.head);
        let is_subject = verb.subject == item.mention;
        if noun && STRENGTH_VERBS.contains(&lemma) {
            return Some("statement.strength.noun");
        }
        if is_subject
            && matches!(
                lemma,
                "be" | "remain"
                    | "operate"
                    | "exist"
                    | "leave"
                    | "belong"
                    | "believe"
                    | "estimate"
                    | "think"
                    | "base"
                    | "station"
                    | "obey"
                    | "follow"
                    | "answer"
                    | "serve"
            )
            && !(lemma == "operate" && !verb.passive && group.is_none())
        {
            let stays = verb.passive
                || matches!(
                    lemma,
                    "remain"
                        | "operate"
                        | "exist"
                        | "belong"
                        | "obey"
                        | "follow"
                        | "answer"
                        | "serve"
                )
                || has(
                    sentence,
                    verb.tokens.end..verb.tokens.end + 3,
                    &[
                        "active", "left", "in", "under", "based", "believed", "still", "thought",
                        "present",
                    ],
                );
            return stays.then_some("statement.strength.exist");
        }
        // "can call on 600 armed men"
        if !is_subject && lemma == "call" && page.word(verb.head + 1) == "on" {
            return Some("statement.strength.has");
        }
        if !is_subject && STRENGTH_VERBS.contains(&lemma) {
            let kidnapped = lemma == "have"
                && has(
                    sentence,
                    item.end..item.end + 3,
                    &["killed", "captured", "dead", "wounded", "arrested"],
                );
            return (!kidnapped).then_some("statement.strength.has");
        }
        return None;
    }
    let before = item.start.saturating_sub(3).max(whole.start)..item.start;
    if has(
        sentence,
        before.clone(),
        &[
            "with",
            "has",
            "had",
            "numbering",
            "comprising",
            "commanding",
            "of",
            "at",
            "have",
            "fielding",
            "totalling",
            "number",
        ],
    ) || noun
    {
        return Some("statement.strength.has");
    }
    // A bare phrase with its time: "between 600 and 800 fighters as of October 2018".
    let acted = sentence
        .verbs
        .iter()
        .any(|verb| page.world.words.verbs.find(page.lemma(verb.head), |_| "").is_some());
    let timed = when::all(sentence)
        .any(|(_, time)| time.granularity >= Granularity::Month || time.relation == Relation::AsOf);
    let believed =
        sentence.verbs.iter().any(|verb| STRENGTH_VERBS.contains(&page.lemma(verb.head)));
    (!acted && (timed || believed)).then_some("statement.strength.bare")
}

/// Days that one event may last: "the night of 5 to 6 April", "from 3 to 5 April".
const DAYS_OF_EVENT_MAX: i32 = 5;

/// Whether the sentence counts over a stretch and not on a day.
fn over_a_stretch(sentence: &Sentence<'_, '_>) -> bool {
    let mut any = false;
    for (_, time) in when::all(sentence) {
        let long = time.relation == Relation::Throughout
            || time.relation == Relation::Since
            || time.granularity >= Granularity::Month;
        let days = (time.end - time.start).get_days();
        let short = time.relation == Relation::During
            || time.relation == Relation::Throughout && days < DAYS_OF_EVENT_MAX;
        if time.granularity <= Granularity::Week && short {
            return false;
        }
        any |= long;
    }
    let page = sentence.page;
    any || page.position(sentence.range.clone(), &["so", "far"]).is_some()
        || page.position(sentence.range.clone(), &["to", "date"]).is_some()
        || page.position(sentence.range.clone(), &["in", "total"]).is_some()
        || page.position(sentence.range.clone(), &["over", "the", "years"]).is_some()
}

pub(super) const COUNTING: &[&str] = &[
    "record",
    "count",
    "document",
    "log",
    "register",
    "tally",
    "attribute",
    "report",
    "claim",
    "list",
    "verify",
    "note",
];

fn attacks(sentence: &Sentence<'_, '_>, item: &Item) -> Option<&'static str> {
    let page = sentence.page;
    let quantity = &page.quantities[item.quantity];
    let few = quantity.best <= 3.0;
    let counted = sentence.verbs.iter().any(|verb| COUNTING.contains(&page.lemma(verb.head)));
    let stretch = over_a_stretch(sentence);
    let exact_day = when::all(sentence).any(|(_, time)| {
        time.granularity <= Granularity::Week && time.relation == Relation::During
    });
    if exact_day && few {
        return None;
    }
    if stretch || counted && !exact_day {
        return Some("statement.tally.attacks");
    }
    (!few && !exact_day).then_some("statement.tally.attacks.bare")
}

fn people(
    sentence: &Sentence<'_, '_>,
    item: &Item,
    measure: Measure,
) -> Option<(StatementKind, Measure, &'static str)> {
    let page = sentence.page;
    let few = page.quantities[item.quantity].best < 20.0;
    let month_only = when::all(sentence).all(|(_, time)| {
        time.granularity <= Granularity::Month && time.relation == Relation::During
    });
    let stretch = over_a_stretch(sentence) && !(few && month_only);
    // One attack told with its dead is an event.
    let one_event = sentence.mentions.iter().any(|mention| {
        mention.trigger.is_some()
            && !page.tag(mention.head).ends_with('S')
            && mention.count.is_none()
            && !matches!(
                page.word(mention.head),
                "violence"
                    | "fighting"
                    | "shelling"
                    | "combat"
                    | "insurgency"
                    | "incident"
                    | "gunfire"
                    | "bombardment"
                    | "kidnapping"
            )
    }) || sentence.verbs.iter().any(|verb| {
        let lemma = page.lemma(verb.head);
        let action = matches!(
            lemma,
            "bomb"
                | "explode"
                | "storm"
                | "ambush"
                | "detonate"
                | "raid"
                | "shell"
                | "open"
                | "blow"
                | "ram"
                | "attack"
                | "overrun"
                | "torch"
                | "hit"
                | "strike"
        );
        // "A lorry bomb killed 90 people": one device, one attack.
        let device = verb.subject.is_some_and(|m| {
            let mention = &sentence.mentions[m];
            mention.weapon.is_some()
                && page.tag(mention.head) == "NN"
                && mention.count.is_none()
                && matches!(page.word(mention.tokens.start), "a" | "an" | "the" | "one")
        });
        // "The 2014 bombing of the hotel killed 31 people".
        let nominal = action && verb.participle && page.word(verb.tokens.end) == "of";
        let does = action || device && matches!(lemma, "kill" | "wound" | "injure");
        does && !verb.passive && verb.subject.is_some() || nominal
    });
    let party = item.mention.and_then(|m| sentence.mentions[m].party.as_ref());
    let of_group = party.is_some_and(|party| party.role == Role::ArmedGroup);
    let lost = item.verb.is_some_and(|verb| {
        page.lemma(sentence.verbs[verb].head) == "lose"
            && sentence.verbs[verb].subject != item.mention
    });
    let counted = sentence
        .verbs
        .iter()
        .any(|verb| COUNTING.contains(&page.lemma(verb.head)) && verb.subject != item.mention);
    let exact = when::all(sentence).any(|(_, time)| {
        time.granularity <= Granularity::Week && time.relation == Relation::During
    });
    let many = page.quantities[item.quantity].best >= 10.0;
    let tally = (stretch && !one_event) || counted && many && !exact && !one_event;
    if !tally && (!lost || exact) {
        return None;
    }
    if lost {
        return Some((StatementKind::Losses, measure, "statement.losses.lost"));
    }
    if of_group && matches!(measure, Measure::Killed | Measure::Captured | Measure::Injured) {
        return Some((StatementKind::Losses, measure, "statement.losses.fate"));
    }
    Some((StatementKind::Tally, measure, "statement.tally.people"))
}
