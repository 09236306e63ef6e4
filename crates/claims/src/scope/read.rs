//! A text to the scopes of its claims.

use std::ops::Range;

use bellwether_coder::Span;
use bellwether_coder::names::{Found, Names};
use bellwether_coder::number::{Qualifier, Quantity, Unit, quantities};
use bellwether_coder::time::{Granularity, Relation as TimeRelation, Time, times};
use bellwether_coder::token::Tokens;
use bellwether_model::{Date, Iso3, NativeActor};
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;

use super::words::{DENYING, GROUP, is_in};
use super::{Amount, Party, Relation, Scope, Victims, When, missing, place, what, who, words};

/// What names are looked up in.
#[derive(Debug, Clone, Copy)]
pub struct Lists<'a> {
    /// Organisations, countries and nouns as one automaton.
    pub names: &'a Names,
    /// The organisations.
    pub actors: &'a Registry,
    /// The countries.
    pub countries: &'a Countries,
    /// The places.
    pub gazetteer: &'a Gazetteer,
    /// The actors that only datasets name.
    pub natives: &'a [NativeActor],
}

/// What a person says beside the claim, in place of what it leaves out.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Whose doing.
    pub actor: Option<Party>,
    /// The countries.
    pub countries: Vec<Iso3>,
    /// The day on which the claim was made.
    pub written: Option<Date>,
}

/// A sentence with what the layers of the coder found in it.
pub(super) struct Sentence<'t> {
    pub(super) tokens: &'t Tokens<'t>,
    pub(super) range: Range<usize>,
    pub(super) names: Vec<(Range<usize>, Found<'t>)>,
    pub(super) times: Vec<(Range<usize>, Time)>,
    pub(super) lists: Lists<'t>,
}

impl Sentence<'_> {
    /// A word in small letters, empty outside the sentence.
    pub(super) fn word(&self, at: usize) -> String {
        if self.range.contains(&at) { self.tokens.word(at).to_lowercase() } else { String::new() }
    }

    /// Whether one of the words from one token to another is in a list.
    pub(super) fn any(&self, range: Range<usize>, list: &[&str]) -> bool {
        range.into_iter().any(|at| self.range.contains(&at) && is_in(list, self.tokens.word(at)))
    }

    /// Whether one of the words from one token to another is of a kind.
    pub(super) fn has(&self, range: Range<usize>, kind: fn(&str) -> bool) -> bool {
        range.into_iter().any(|at| self.range.contains(&at) && kind(self.tokens.word(at)))
    }

    /// The time that one token is in, if any.
    pub(super) fn is_time(&self, at: usize) -> bool {
        self.times.iter().any(|(range, _)| range.contains(&at))
    }
}

/// A number that is claimed, with its tokens.
pub(super) struct Claimed {
    pub(super) quantity: Quantity,
    pub(super) tokens: Range<usize>,
    /// The token of the noun.
    pub(super) noun: Option<usize>,
}

/// The tokens of a span.
fn tokens_of(tokens: &Tokens<'_>, within: &Range<usize>, span: Span) -> Range<usize> {
    let inside = |at: &usize| {
        let own = tokens.tokens[*at].span;
        own.start < span.end && span.start < own.end
    };
    let mut all = within.clone().filter(inside);
    let Some(first) = all.next() else { return within.start..within.start };
    first..all.next_back().unwrap_or(first) + 1
}

/// The claims of a text: one for each number of events or people, in order. `carry` says whether "the group" may
/// take the organisation of a sentence before.
#[must_use]
pub fn claims_of(text: &str, lists: Lists<'_>, given: &Given) -> Vec<Scope> {
    let tokens = Tokens::new(text);
    let found = lists.names.find(text, None);
    let dated = times(&tokens, given.written);
    let numbers = quantities(&tokens);
    let mut claims = Vec::new();
    let mut before: Option<Party> = None;
    for range in &tokens.sentences {
        let within = |span: Span| {
            let (first, last) = (range.start, range.end - 1);
            span.start >= tokens.tokens[first].span.start
                && span.end <= tokens.tokens[last].span.end
        };
        let sentence = Sentence {
            tokens: &tokens,
            range: range.clone(),
            names: found
                .iter()
                .filter(|name| within(name.span))
                .map(|name| (tokens_of(&tokens, range, name.span), name.clone()))
                .collect(),
            times: dated
                .iter()
                .filter(|time| within(time.span))
                .map(|time| (tokens_of(&tokens, range, time.span), *time))
                .collect(),
            lists,
        };
        let own = numbers.iter().filter(|number| within(number.span));
        let mut claimed: Vec<Claimed> =
            own.filter_map(|number| countable(&sentence, number)).collect();
        claimed.extend(none_at_all(&sentence, &claimed));
        let mut of_sentence: Vec<Scope> = Vec::new();
        for at in 0..claimed.len() {
            let last = of_sentence.last();
            if let Some(scope) = scope(&sentence, &claimed, at, last, before.as_ref(), given) {
                of_sentence.push(scope);
            }
        }
        before = of_sentence
            .iter()
            .rev()
            .find_map(|scope| scope.actor.clone())
            .or_else(|| who::first_named(&sentence))
            .or(before);
        claims.extend(of_sentence);
    }
    claims
}

/// A quantity of events or people.
fn countable(sentence: &Sentence<'_>, quantity: &Quantity) -> Option<Claimed> {
    let tokens = tokens_of(sentence.tokens, &sentence.range, quantity.span);
    if tokens.clone().any(|at| sentence.is_time(at)) {
        return None;
    }
    if matches!(quantity.unit, Unit::Money | Unit::Time | Unit::Distance | Unit::Share) {
        return None;
    }
    let noun = quantity.noun.map(|span| tokens_of(sentence.tokens, &sentence.range, span).start);
    Some(Claimed { quantity: quantity.clone(), tokens, noun })
}

/// "No attacks", "nobody was killed", "no one died": nought, which the layer of numbers leaves alone.
fn none_at_all(sentence: &Sentence<'_>, others: &[Claimed]) -> Vec<Claimed> {
    let mut found = Vec::new();
    for at in sentence.range.clone() {
        let word = sentence.word(at);
        let next = sentence.word(at + 1);
        let length = match (word.as_str(), next.as_str()) {
            ("no", "one") => 2,
            ("nobody" | "none", _) | ("no", _) => 1,
            _ => continue,
        };
        if others.iter().any(|other| other.tokens.contains(&at))
            || next == "fewer"
            || next == "less"
        {
            continue;
        }
        let tokens = at..at + length;
        let nobody = length == 2 || word != "no";
        let noun = (at + length..(at + length + 4).min(sentence.range.end)).find(|&at| {
            let word = sentence.word(at);
            words::is_event(&word) || is_person_or_fate(&word)
        });
        let Some(noun) = noun else { continue };
        let word = sentence.word(noun);
        let unit = if words::is_event(&word) {
            Unit::Attacks
        } else if matches!(word.as_str(), "injured" | "wounded") {
            Unit::Injured
        } else if nobody || matches!(word.as_str(), "killed" | "died" | "deaths" | "dead") {
            Unit::Killed
        } else {
            Unit::People
        };
        let quantity = Quantity {
            low: Some(0.0),
            high: Some(0.0),
            best: 0.0,
            qualifier: Qualifier::Exactly,
            unit,
            noun: None,
            span: sentence.tokens.span(tokens.clone()),
        };
        found.push(Claimed { quantity, tokens, noun: Some(noun) });
    }
    found
}

fn is_person_or_fate(word: &str) -> bool {
    is_in(words::CIVILIANS, word)
        || words::is_force(word)
        || words::is_fighter(word)
        || matches!(word, "people" | "killed" | "died" | "deaths" | "dead" | "injured" | "wounded")
}

/// The scope of one number of a sentence.
fn scope(
    sentence: &Sentence<'_>,
    all: &[Claimed],
    at: usize,
    last: Option<&Scope>,
    before: Option<&Party>,
    given: &Given,
) -> Option<Scope> {
    let claimed = &all[at];
    let next = all.iter().map(|c| c.tokens.start).filter(|s| *s > claimed.tokens.start).min();
    let region = claimed.tokens.start..next.unwrap_or(sentence.range.end);
    let what = match (what::what(sentence, claimed), last) {
        (Some(what), _) => what,
        // "84 attacks in Afghanistan and 11 in Pakistan": the second number counts what the first does.
        (None, Some(last)) => what::as_before(last),
        (None, None) => return None,
    };
    let mut who = who::who(sentence, claimed, &region, &what);
    let mut carried = None;
    if who.actor.is_none() && given.actor.is_none() {
        if let Some(actor) = last.and_then(|last| last.actor.clone()) {
            who = who::Who {
                actor: Some(actor),
                relation: last.map_or(Relation::By, |l| l.relation),
                ..who
            };
        } else if let Some(actor) = before.filter(|_| speaks_of_a_group(sentence)) {
            carried = Some(actor.name().to_owned());
            who.actor = Some(actor.clone());
        }
    }
    let named_by_claim = who.actor.is_some();
    who.actor = who.actor.or_else(|| given.actor.clone());
    let found = place::place(sentence, &region, who.actor.as_ref());
    let mut scope = Scope {
        text: sentence
            .tokens
            .words(sentence.range.clone())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        relation: if who.actor.is_some() { who.relation } else { Relation::Involving },
        measure: what.measure,
        victims: Victims::All,
        lethal: what.lethal,
        on_civilians: what.on_civilians,
        types: what.types.clone(),
        place: found.place,
        time: time(sentence, &region, last),
        amount: amount(&claimed.quantity),
        amount_words: sentence.tokens.words(claimed.tokens.clone()).to_owned(),
        narrower: what.narrower.clone(),
        unreadable: found.unreadable,
        missing: Vec::new(),
        actor: who.actor,
    };
    if scope.place.countries.is_empty() && !scope.place.world {
        scope.place.countries.clone_from(&given.countries);
    }
    scope.victims = what::victims(&scope, &what, who.own);
    scope.narrower.extend(found.narrower);
    scope.narrower.extend(who.narrower);
    if sentence.any(sentence.range.clone(), DENYING) {
        scope.unreadable.push("it denies a number; put the number itself to the check".into());
    }
    if sentence.any(sentence.range.clone(), words::COMPARING) || compares(sentence, claimed) {
        scope.unreadable.push("it compares two counts; check each of them by itself".into());
    }
    let existential = sentence.range.clone().any(|at| {
        sentence.word(at) == "there"
            && matches!(sentence.word(at + 1).as_str(), "were" | "was" | "have" | "has" | "had")
    });
    let mutual = what.mutual;
    let said =
        missing::Said { relation: who.said, actor: named_by_claim, carried, mutual, existential };
    scope.missing = missing::missing(&scope, &said);
    Some(scope)
}

/// Whether a sentence that names nobody speaks of a group that was named before.
fn speaks_of_a_group(sentence: &Sentence<'_>) -> bool {
    sentence.range.clone().any(|at| {
        let word = sentence.word(at);
        matches!(word.as_str(), "it" | "its" | "they" | "their")
            || is_in(GROUP, &word)
                && matches!(sentence.word(at.wrapping_sub(1)).as_str(), "the" | "this")
    })
}

/// "More than in 2013": a number that is none, but another count.
fn compares(sentence: &Sentence<'_>, claimed: &Claimed) -> bool {
    let after = claimed.tokens.end..sentence.range.end;
    after.into_iter().any(|at| {
        sentence.word(at) == "than"
            && matches!(sentence.word(at + 1).as_str(), "in" | "the" | "any" | "during")
    })
}

fn time(sentence: &Sentence<'_>, region: &Range<usize>, last: Option<&Scope>) -> Option<When> {
    let in_region = sentence.times.iter().find(|(range, _)| region.contains(&range.start));
    let (range, time) = in_region
        .or_else(|| sentence.times.first().filter(|_| last.is_none()))
        .or_else(|| sentence.times.last())?;
    let since = time.relation == TimeRelation::Since;
    let lead = sentence.word(range.start);
    // Words that go up to a day say nothing of where they begin.
    let from = match time.relation {
        TimeRelation::Until => Date::constant(1900, 1, 1),
        _ => time.start,
    };
    Some(When {
        from,
        to: time.end.max(from),
        coarse: time.granularity >= Granularity::Month,
        range: time.relation == TimeRelation::Throughout
            && matches!(lead.as_str(), "between" | "from")
            && time.granularity >= Granularity::Month,
        until_now: since,
    })
}

/// The number with what an unqualified one allows: that it was rounded where it is round.
fn amount(quantity: &Quantity) -> Amount {
    let (mut low, mut high) = (quantity.low, quantity.high);
    if quantity.qualifier == Qualifier::Exactly && quantity.high.is_some() {
        let slack = rounding(quantity.best);
        low = low.map(|low| low - slack);
        high = high.map(|high| high + slack);
    }
    Amount { low, best: quantity.best, high, qualifier: quantity.qualifier }
}

/// How far a number without a qualifier may be off for having been rounded: half of its last digit that is not
/// nought, at most a twentieth of it; nothing where its last digit is not nought.
pub(super) fn rounding(number: f64) -> f64 {
    const SHARE_MAX: f64 = 0.05;
    if number < 10.0 || number.fract() != 0.0 {
        return 0.0;
    }
    let mut unit = 1.0;
    while number % (unit * 10.0) == 0.0 {
        unit *= 10.0;
    }
    if unit > 1.0 { (unit / 2.0).min(number * SHARE_MAX) } else { 0.0 }
}
