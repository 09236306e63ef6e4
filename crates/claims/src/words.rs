//! The verdict in sentences, and the words in which a scope is said again.

use bellwether_model::{Date, Iso3};
use bellwether_sources::{About, Effect, Reason};
use bellwether_store::ActorFilter;

use crate::check::{Checked, Counted, Surroundings};
use crate::scope::{Measure, Party, Relation, Scope, Victims};
use crate::standing::Standing;
use crate::verdict::{Bound, Count, Verdict};

/// A whole number with commas.
#[must_use]
pub fn thousands(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number <= -0.5 { format!("-{out}") } else { out }
}

/// `5,917`, or `5,917 (5,761–7,642)` where the estimates differ, or `40 to 120` where only these are known.
#[must_use]
pub fn estimate(count: &Count) -> String {
    let (low, high) = (thousands(count.low.0), thousands(count.high.0));
    match count.best {
        Some(best) if low == high => thousands(best.0),
        Some(best) => format!("{} ({low}–{high})", thousands(best.0)),
        None => format!("{low} to {high}"),
    }
}

/// What is counted, in words that follow a number other than one.
#[must_use]
pub(crate) fn what(scope: &Scope) -> String {
    what_of(scope, false)
}

/// What is counted, in words that follow one or another number.
fn what_of(scope: &Scope, one: bool) -> String {
    let (attacks, events) = if one { ("attack", "event") } else { ("attacks", "events") };
    let actor = scope.actor.as_ref().map(Party::name);
    let lethal = if scope.lethal { "lethal " } else { "" };
    let civilians = if scope.on_civilians { " on civilians" } else { "" };
    match (scope.measure, actor) {
        (Measure::Events, Some(actor)) => match scope.relation {
            Relation::By => format!("{lethal}{attacks}{civilians} by {actor}"),
            Relation::Against => format!("{lethal}{attacks} on {actor}"),
            Relation::Involving => format!("{lethal}{events} with {actor}"),
        },
        (Measure::Events, None) if scope.on_civilians => format!("{lethal}{attacks} on civilians"),
        (Measure::Events, None) => format!("{lethal}{events}"),
        (Measure::Deaths, actor) if one => {
            deaths(scope.victims, actor).replacen("deaths", "death", 1)
        }
        (Measure::Deaths, actor) => deaths(scope.victims, actor),
        (measure, Some(actor)) => format!("{} of {actor}", measure.as_str()),
        (measure, None) => measure.as_str().to_owned(),
    }
}

fn deaths(victims: Victims, actor: Option<&str>) -> String {
    match (victims, actor) {
        (Victims::Civilians, Some(actor)) => format!("civilian deaths in events with {actor}"),
        (Victims::Civilians, None) => "civilian deaths".into(),
        (Victims::ButOwn, Some(actor)) => {
            format!("deaths other than its own in events with {actor}")
        }
        (Victims::Own, Some(actor)) => format!("deaths on the side of {actor}"),
        (Victims::OtherSide, Some(actor)) => format!("deaths on the side that {actor} fought"),
        (_, Some(actor)) => format!("deaths in events with {actor}"),
        (_, None) => "deaths".into(),
    }
}

/// Where and when, in words: ` in Nigeria in 2014`.
#[must_use]
pub(crate) fn where_when(scope: &Scope, around: &dyn Surroundings) -> String {
    let place = place(scope, around);
    let place = if place.is_empty() { String::new() } else { format!(" in {place}") };
    let time = match scope.time {
        None => String::new(),
        Some(time) if time.until_now => format!(" from {} on", time.from),
        Some(time) if time.from == time.to => format!(" on {}", time.from),
        Some(time) => match (whole(time.from, time.to), time.from.year() == time.to.year()) {
            (true, true) => format!(" in {}", time.from.year()),
            (true, false) => format!(" from {} to {}", time.from.year(), time.to.year()),
            (false, _) => format!(" from {} to {}", time.from, time.to),
        },
    };
    format!("{place}{time}")
}

/// Whether an interval is of whole years.
fn whole(from: Date, to: Date) -> bool {
    from == from.first_of_year() && to == to.last_of_year()
}

/// The places by name.
#[must_use]
pub(crate) fn place(scope: &Scope, around: &dyn Surroundings) -> String {
    let units: Vec<String> = scope.place.admin1.iter().map(|id| around.place_name(id)).collect();
    let countries: Vec<String> =
        scope.place.countries.iter().map(|code| around.place_name(code.as_str())).collect();
    if units.is_empty() {
        countries.join(" and ")
    } else {
        format!("{} ({})", units.join(" and "), countries.join(" and "))
    }
}

/// The command that asks for the same events.
#[must_use]
pub(crate) fn query(scope: &Scope) -> String {
    let mut parts = vec!["bellwether count --unit reports --by source".to_owned()];
    if let Some(actor) = &scope.actor {
        parts.push(format!("--actor {}", actor.id()));
    }
    parts.extend(scope.place.countries.iter().map(|code| format!("--country {code}")));
    parts.extend(scope.place.admin1.iter().map(|id| format!("--admin1 {id}")));
    if let Some(time) = scope.time {
        parts.push(format!("--from {}", time.from));
        if !time.until_now {
            parts.push(format!("--to {}", time.to));
        }
    }
    parts.extend(scope.types.iter().map(|kind| format!("--type {}", kind.as_str())));
    if scope.on_civilians {
        parts.push("--civilian-targets".into());
    }
    if scope.measure == Measure::Deaths {
        parts.push("--measure fatalities".into());
    }
    parts.join(" ")
}

/// What the registry's selectors leave of a dataset: one that does not name the group, or only elsewhere, has no
/// count of it, and not a count of nought.
pub(crate) fn selected(standing: &mut Standing, actor: &ActorFilter, scope: &Scope) {
    let terms: Vec<_> =
        actor.terms.iter().filter(|term| term.dataset == standing.dataset).collect();
    let text = if terms.is_empty() {
        Some("has no name or number by which the registry knows the group".to_owned())
    } else if terms.iter().all(|term| term.ids.is_empty() && term.names.is_empty()) {
        Some("has no row in the store under a name of the group that the registry knows".to_owned())
    } else {
        let elsewhere = |codes: &[Iso3]| {
            !codes.is_empty()
                && !scope.place.countries.is_empty()
                && scope.place.countries.iter().all(|code| !codes.contains(code))
        };
        terms
            .iter()
            .all(|term| elsewhere(&term.countries_iso3))
            .then(|| "tells the group from others only in other countries".to_owned())
    };
    if let Some(text) = text {
        standing.counts = false;
        standing.absent = true;
        standing.reasons.insert(0, Reason { about: About::Actor, effect: Effect::Cannot, text });
    }
}

/// Writes the verdict and its reasons into what was found.
pub(crate) fn tell(checked: &mut Checked, around: &dyn Surroundings) {
    let scope = checked.scope.clone();
    checked.headline = headline(checked, &scope, around);
    let mut why = Vec::new();
    for text in &scope.unreadable {
        why.push(format!("The claim cannot be held against a count: {text}."));
    }
    if !scope.measure.is_counted() {
        why.push(format!(
            "Datasets of events do not count {}: such a number is somebody's estimate, and can be held against other \
             estimates only.",
            scope.measure.as_str()
        ));
    }
    for counted in &checked.counts {
        why.extend(bound_words(counted));
        if counted.count.best.is_none()
            && scope.measure == Measure::Deaths
            && scope.relation == Relation::By
        {
            why.push(format!(
                "{} does not say who killed civilians and others in fights between two sides: {} are certain to be \
                 the group's doing, {} possible.",
                counted.dataset,
                thousands(counted.count.low.0),
                thousands(counted.count.high.0)
            ));
        }
    }
    for standing in &checked.datasets {
        let grave = standing.reasons.iter().filter(|reason| reason.effect >= Effect::Partly);
        why.extend(grave.map(|reason| format!("{} {}.", standing.dataset, reason.text)));
    }
    let turning: Vec<String> = checked
        .sensitivity
        .iter()
        .filter(|row| row.turns)
        .take(3)
        .map(|row| format!("{} ({})", row.reading, estimate(&row.count)))
        .collect();
    if !turning.is_empty() {
        why.push(format!(
            "The answer is another one when the claim is read as: {}.",
            turning.join("; ")
        ));
    }
    checked.why = why;
}

/// What a count that is no count of the claim itself can show.
fn bound_words(counted: &Counted) -> Option<String> {
    let Counted { dataset, count, bound, verdict, .. } = counted;
    let (low, high) = (thousands(count.low.0), thousands(count.high.0));
    match (bound, verdict) {
        (Bound::Lower, None) => Some(format!(
            "{dataset} gives a lower bound, {low}, and cannot decide: there may be any number more."
        )),
        (Bound::Lower, Some(_)) => {
            Some(format!("{dataset} gives a lower bound, {low}, and that is enough to decide."))
        }
        (Bound::Upper, None) => Some(format!(
            "{dataset} gives an upper bound, {high}, and cannot decide: it counts more than the claim is about."
        )),
        (Bound::Upper, Some(_)) => {
            Some(format!("{dataset} gives an upper bound, {high}, and that is enough to decide."))
        }
        (Bound::Neither, _) => Some(format!(
            "{dataset} has {low} to {high} such events or people, which neither bounds the claim from below nor from \
             above."
        )),
        (Bound::Both, None) if count.best.is_none() => Some(format!(
            "{dataset} leaves open where between {low} and {high} the number lies, and the claim lies between too."
        )),
        (Bound::Both, _) => None,
    }
}

fn headline(checked: &Checked, scope: &Scope, around: &dyn Surroundings) -> String {
    let place_time = where_when(scope, around);
    let says = format!("the claim says {}", scope.amount_words.to_lowercase());
    let weighing = || checked.counts.iter().filter(|counted| counted.weighs);
    let leading = weighing()
        .find(|counted| counted.verdict == Some(checked.verdict))
        .or_else(|| weighing().find(|counted| counted.verdict.is_some()))
        .or_else(|| weighing().next());
    let Some(leading) = leading else {
        return unanswered(checked, scope, &place_time);
    };
    let count = estimate(&leading.count);
    let bound = match leading.bound {
        Bound::Lower => "at least ",
        Bound::Upper => "at most ",
        Bound::Both | Bound::Neither => "",
    };
    let count = match (leading.bound, leading.count) {
        (Bound::Lower, count) => thousands(count.low.0),
        (Bound::Upper, count) => thousands(count.high.0),
        _ => count,
    };
    let what = |one| what_of(scope, one);
    let has = if leading.bound == Bound::Lower && leading.count.low.0 < 0.5 {
        format!(
            "{} has none of the {}{place_time}, and need not have all; {says}",
            leading.dataset,
            what(false)
        )
    } else {
        let what = what(count == "1");
        format!("{} has {bound}{count} {what}{place_time}; {says}", leading.dataset)
    };
    let deciding: Vec<Verdict> = weighing().filter_map(|counted| counted.verdict).collect();
    let split = deciding.iter().any(|v| v.decides() == Some(true))
        && deciding.iter().any(|v| v.decides() == Some(false));
    match checked.verdict {
        Verdict::RoughlySupported if split => {
            let each: Vec<String> = weighing()
                .filter(|counted| counted.verdict.is_some())
                .map(|counted| format!("{} has {}", counted.dataset, estimate(&counted.count)))
                .collect();
            format!(
                "The datasets disagree on the number of {}{place_time}: {}; {says}.",
                what(false),
                each.join(", ")
            )
        }
        Verdict::RoughlySupported => format!("{has}, {}.", off(leading, scope)),
        Verdict::NotComparable => format!("It cannot be decided: {has}."),
        _ => format!("{has}."),
    }
}

/// How far the best estimate is off.
fn off(leading: &Counted, scope: &Scope) -> String {
    let Some(best) = leading.count.best.map(|best| best.0) else { return "which is close".into() };
    let (end, word) = match (scope.amount.low, scope.amount.high) {
        (Some(least), _) if best < least => (least, "below"),
        (_, Some(most)) => (most, "above"),
        (least, None) => (least.unwrap_or_default(), "below"),
    };
    let share = (best - end).abs() / end.max(1.0) * 100.0;
    format!("and the best estimate is {share:.1}% {word} what that allows")
}

fn unanswered(checked: &Checked, scope: &Scope, place_time: &str) -> String {
    if let Some(text) = scope.unreadable.first() {
        return format!("It cannot be checked: {text}.");
    }
    if !scope.measure.is_counted() {
        let near = checked.nearest.len();
        let others = checked.nearest.iter().filter(|said| !said.agrees).count();
        let told = match (near, others) {
            (0, _) => "no statement about it is known".to_owned(),
            (1, 0) => "one known statement agrees with it".to_owned(),
            (near, 0) => format!("{near} known statements agree with it"),
            (near, others) => {
                format!("of {near} known statements about it {others} give another number")
            }
        };
        return format!("No dataset of events counts {}; {told}.", what(scope));
    }
    let refusing = checked.datasets.iter().find(|standing| !standing.absent && !standing.counts);
    match (checked.datasets.is_empty(), refusing.and_then(|s| s.reasons.first().map(|r| (s, r)))) {
        (true, _) => "The store holds no dataset of events.".into(),
        (false, Some((standing, reason))) => {
            format!("It cannot be counted: {} {}.", standing.dataset, reason.text)
        }
        (false, None) => format!("Nothing in the store is about {}{place_time}.", what(scope)),
    }
}
