//! What a claim counts, and whose dead.

use bellwether_coder::number::Unit;
use bellwether_model::EventType;

use super::read::{Claimed, Sentence};
use super::words::{
    CIVILIANS, KILLING, KINDS, LETHAL, MUTUAL, SUFFERING, is_civilian, is_class, is_event,
    is_fighter, is_force, is_in,
};
use super::{Measure, Relation, Scope, Victims};

/// What the noun says of who the people are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum People {
    /// Nothing.
    Any,
    Civilians,
    Forces,
    Fighters,
}

/// What is counted.
#[derive(Debug, Clone)]
pub(super) struct What {
    pub(super) measure: Measure,
    /// Whether the noun is of events in which both sides take part, or says nothing of who attacks.
    pub(super) mutual: bool,
    pub(super) lethal: bool,
    pub(super) on_civilians: bool,
    pub(super) types: Vec<EventType>,
    pub(super) people: People,
    pub(super) narrower: Vec<String>,
}

/// Tokens after a number in which its noun stands.
const NOUN_WITHIN: usize = 6;

/// Tokens before a number in which the verb stands that says what became of people.
const VERB_WITHIN: usize = 5;

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "by"
            | "on"
            | "against"
            | "between"
            | "from"
            | "during"
            | "since"
            | "to"
            | "at"
            | "with"
            | "across"
            | "over"
            | ","
            | "."
            | ";"
            | "and"
    )
}

/// What a number of a sentence counts; `None` where its noun is of nothing that is known here.
pub(super) fn what(sentence: &Sentence<'_>, claimed: &Claimed) -> Option<What> {
    let start = claimed.tokens.end;
    let stop = (start..(start + NOUN_WITHIN).min(sentence.range.end))
        .find(|&at| is_preposition(&sentence.word(at)))
        .unwrap_or((start + NOUN_WITHIN).min(sentence.range.end));
    let group = start..stop.max(claimed.noun.map_or(stop, |noun| noun + 1));
    let event_noun = group.clone().find(|&at| is_event(&sentence.word(at)));
    let before = start.saturating_sub(claimed.tokens.len() + VERB_WITHIN)..claimed.tokens.start;
    let killing = sentence.any(before.clone(), KILLING) || sentence.any(before.clone(), SUFFERING);
    let hurting = sentence.any(before, &["injured", "wounded", "injuring", "wounding"]);
    let people = people(sentence, &group);
    let mut found = What {
        measure: Measure::Deaths,
        mutual: false,
        lethal: sentence.any(group.clone(), LETHAL),
        on_civilians: false,
        types: Vec::new(),
        people,
        narrower: Vec::new(),
    };
    match claimed.quantity.unit {
        _ if event_noun.is_some() => {
            let noun = event_noun.expect("just seen to be there");
            found.measure = Measure::Events;
            events(sentence, noun, &group, &mut found);
        }
        Unit::Killed => {}
        Unit::Injured => found.measure = Measure::Injured,
        Unit::Abducted => found.measure = Measure::Abducted,
        Unit::Captured => found.measure = Measure::Captured,
        Unit::Surrendered => found.measure = Measure::Surrenders,
        Unit::Displaced => found.measure = Measure::Displaced,
        _ if sentence.any(
            sentence.range.clone(),
            &["surrender", "surrendered", "surrendering", "defected"],
        ) =>
        {
            found.measure = Measure::Surrenders;
        }
        Unit::Fighters | Unit::Forces | Unit::Civilians | Unit::People | Unit::Unknown
            if killing => {}
        Unit::Fighters | Unit::Forces | Unit::Civilians | Unit::People | Unit::Unknown
            if hurting =>
        {
            found.measure = Measure::Injured;
        }
        Unit::Fighters => found.measure = Measure::Fighters,
        _ => return None,
    }
    if let (Measure::Deaths | Measure::Injured, Some(class)) =
        (found.measure, class(sentence, &group))
    {
        found.narrower.push(format!("only {class}, whom datasets count among civilians"));
    }
    Some(found)
}

/// What stands in a claim whose second number has no noun.
pub(super) fn as_before(last: &Scope) -> What {
    What {
        measure: last.measure,
        mutual: last.relation == Relation::Involving,
        lethal: last.lethal,
        on_civilians: last.on_civilians,
        types: last.types.clone(),
        people: match last.victims {
            Victims::Civilians => People::Civilians,
            Victims::OtherSide => People::Forces,
            Victims::Own => People::Fighters,
            Victims::All | Victims::ButOwn => People::Any,
        },
        narrower: last.narrower.clone(),
    }
}

fn people(sentence: &Sentence<'_>, group: &std::ops::Range<usize>) -> People {
    let any = |kind: fn(&str) -> bool| sentence.has(group.clone(), kind);
    if any(is_civilian) {
        People::Civilians
    } else if any(is_fighter) {
        People::Fighters
    } else if any(is_force) {
        People::Forces
    } else {
        People::Any
    }
}

fn class(sentence: &Sentence<'_>, group: &std::ops::Range<usize>) -> Option<String> {
    group.clone().map(|at| sentence.word(at)).find(|word| is_class(word))
}

/// What stands about a noun of events: its kind, whom they were directed at, whether they killed.
fn events(sentence: &Sentence<'_>, noun: usize, group: &std::ops::Range<usize>, found: &mut What) {
    found.mutual = is_in(MUTUAL, &sentence.word(noun));
    let kinds = group.clone().chain([noun]);
    for (word, kind) in KINDS {
        let said = kinds.clone().any(|at| sentence.word(at) == *word)
            || *word == "claimed" && sentence.any(sentence.range.clone(), &["claimed"]);
        let kind = (*kind).to_owned();
        if said && !found.narrower.contains(&kind) {
            found.narrower.push(kind);
        }
    }
    let after = noun + 1;
    let joint = sentence.word(after);
    if matches!(joint.as_str(), "on" | "against" | "targeting") {
        let at = after + 1;
        if is_in(CIVILIANS, &sentence.word(at)) {
            found.on_civilians = true;
        } else if !sentence.names.iter().any(|(range, name)| {
            range.start >= at
                && range.start < at + 3
                && matches!(
                    name.class,
                    bellwether_coder::names::Class::Actor | bellwether_coder::names::Class::Country
                )
        }) {
            let words = sentence.tokens.words(after..(at + 2).min(sentence.range.end));
            found.narrower.push(format!("only those {words}"));
        }
    }
    if joint == "that" && is_in(KILLING, &sentence.word(after + 1)) {
        found.lethal = true;
    }
    for at in group.clone() {
        // Hyphens are tokens of their own: "one-sided", "state-based", "non-state".
        let two = format!("{}-{}", sentence.word(at), sentence.word(at + 2));
        if sentence.word(at + 1) == "-"
            && let Some(kind) = EventType::parse(&two)
        {
            found.types.push(kind);
        }
    }
}

/// Whose dead or injured a claim counts.
pub(super) fn victims(scope: &Scope, what: &What, own: bool) -> Victims {
    if !matches!(scope.measure, Measure::Deaths | Measure::Injured) {
        return Victims::All;
    }
    match (what.people, scope.relation) {
        (People::Civilians, _) => Victims::Civilians,
        _ if scope.actor.is_none() => Victims::All,
        _ if own => Victims::Own,
        (People::Forces, Relation::By) => Victims::OtherSide,
        (_, Relation::Against) => Victims::Own,
        (_, Relation::By) => Victims::ButOwn,
        _ => Victims::All,
    }
}
