//! Why a dataset can or cannot speak to a question.

use bellwether_model::{ActorKind, Date, EventType, Iso3};
use serde::Serialize;

use super::Dataset;
use super::inclusion::{Coverage, Holds};

/// What is asked, as far as it decides which datasets can answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedScope {
    /// The countries; empty means all.
    pub countries: Vec<Iso3>,
    /// The first day; `None` means as far back as there is anything.
    pub from: Option<Date>,
    /// The last day; `None` means until now.
    pub to: Option<Date>,
    /// The harmonised types; empty means any.
    pub types: Vec<EventType>,
    /// Whether only events with deaths are asked for.
    pub lethal_only: bool,
    /// The kind of actor whose violence is asked for, when it is one.
    pub actor: Option<ActorKind>,
}

/// How much of a question a reason leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It covers what is asked.
    Covers,
    /// It can speak; this is to be kept in mind.
    Mind,
    /// It can speak to a part of what is asked.
    Partly,
    /// It cannot speak to what is asked.
    Cannot,
}

/// What a reason is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum About {
    /// Where and when it covers.
    Coverage,
    /// It holds no events.
    NotEvents,
    /// Only events with deaths are in it.
    LethalOnly,
    /// A number of deaths a year has to be reached.
    Threshold,
    /// Types that it does not have.
    Types,
    /// Actors that it does not record.
    Actor,
    /// Time for which it has nothing.
    Missing,
    /// A change in how it was made.
    Break,
    /// It is a sample.
    Sample,
    /// Its rows may not be passed on.
    Restricted,
    /// It repeats another dataset.
    Repeats,
}

/// One reason why a dataset can or cannot speak to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What it is about.
    pub about: About,
    /// How much it leaves.
    pub effect: Effect,
    /// The reason as a sentence without a final full stop, beginning with what the dataset does.
    pub text: String,
}

/// Why a dataset can or cannot speak to what is asked, the gravest reason first; at least one. The effect
/// of the first is the answer as a whole.
#[must_use]
pub fn can_speak(dataset: &Dataset, scope: &AskedScope) -> Vec<Reason> {
    let mut reasons = Vec::new();
    kind(dataset, scope, &mut reasons);
    coverage(dataset, scope, &mut reasons);
    contents(dataset, scope, &mut reasons);
    time(dataset, scope, &mut reasons);
    handling(dataset, &mut reasons);
    // Stable: reasons of one effect stay in the order in which they were looked for.
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.effect));
    if reasons.first().is_none_or(|worst| worst.effect <= Effect::Mind) {
        let covers = Reason {
            about: About::Coverage,
            effect: Effect::Covers,
            text: format!("covers what is asked: {}", dataset.covers),
        };
        reasons.push(covers);
    }
    reasons
}

fn add(reasons: &mut Vec<Reason>, about: About, effect: Effect, text: String) {
    reasons.push(Reason { about, effect, text });
}

fn kind(dataset: &Dataset, scope: &AskedScope, reasons: &mut Vec<Reason>) {
    let (effect, text) = match dataset.inclusion.holds {
        Holds::Events => return,
        Holds::Totals if scope.actor.is_none() => {
            (Effect::Partly, "holds totals by country and year, no events and no days")
        }
        Holds::Totals => (Effect::Cannot, "holds totals by country and year, which name no actor"),
        Holds::Actors => (Effect::Cannot, "holds a list of actors, no events"),
        Holds::Calendar => (Effect::Cannot, "holds dates of a calendar, no events of conflict"),
        Holds::Documents => (Effect::Cannot, "holds documents that tell of events, no events"),
    };
    add(reasons, About::NotEvents, effect, text.to_owned());
}

/// Countries and days.
fn coverage(dataset: &Dataset, scope: &AskedScope, reasons: &mut Vec<Reason>) {
    let parts = &dataset.inclusion.coverage;
    if parts.is_empty() {
        return;
    }
    if scope.countries.is_empty() {
        return whole(parts, scope, reasons);
    }
    let mut without = Vec::new();
    let mut outside = Vec::new();
    let mut partly = Vec::new();
    for country in &scope.countries {
        let of_it: Vec<&Coverage> = parts.iter().filter(|p| p.countries.has(*country)).collect();
        if of_it.is_empty() {
            without.push(country.as_str());
        } else if !of_it.iter().any(|part| part.touches(scope.from, scope.to)) {
            outside.push(spans(*country, &of_it));
        } else if sticks_out(&of_it, scope) {
            partly.push(spans(*country, &of_it));
        }
    }
    let none = without.len() + outside.len() == scope.countries.len();
    let effect = if none { Effect::Cannot } else { Effect::Partly };
    if !without.is_empty() {
        let text = format!("does not cover {}", without.join(", "));
        add(reasons, About::Coverage, effect, text);
    }
    if !outside.is_empty() {
        let text = format!("covers none of the time asked: {}", outside.join("; "));
        add(reasons, About::Coverage, effect, text);
    }
    if !partly.is_empty() {
        let text = format!("covers a part of the time asked: {}", partly.join("; "));
        add(reasons, About::Coverage, Effect::Partly, text);
    }
}

/// The coverage when all countries are asked for.
fn whole(parts: &[Coverage], scope: &AskedScope, reasons: &mut Vec<Reason>) {
    let said = || parts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    if !parts.iter().any(|part| part.touches(scope.from, scope.to)) {
        let text = format!("covers none of the time asked: {}", said());
        return add(reasons, About::Coverage, Effect::Cannot, text);
    }
    let everywhere: Vec<&Coverage> = parts
        .iter()
        .filter(|part| matches!(part.countries, super::inclusion::Countries::World(_)))
        .collect();
    if everywhere.is_empty() {
        // Without a first day the question itself takes what there is, but the parts still do not begin
        // together, so that a sum over them grows with the coverage.
        let late = parts.iter().any(|part| scope.from.is_none_or(|from| from < part.from));
        let effect = if late { Effect::Partly } else { Effect::Mind };
        let text = format!("begins at different times in different places: {}", said());
        add(reasons, About::Coverage, effect, text);
    } else if sticks_out(&everywhere, scope) {
        let text = format!("covers a part of the time asked: {}", said());
        add(reasons, About::Coverage, Effect::Partly, text);
    }
}

/// Whether days that are asked for lie before the first or after the last of the parts.
fn sticks_out(parts: &[&Coverage], scope: &AskedScope) -> bool {
    let first = parts.iter().map(|part| part.from).min();
    let ends: Option<Vec<Date>> = parts.iter().map(|part| part.to).collect();
    let last = ends.and_then(|ends| ends.into_iter().max());
    let early = scope.from.zip(first).is_some_and(|(from, first)| from < first);
    early || last.is_some_and(|last| scope.to.is_none_or(|to| to > last))
}

/// `AFG from 2017-01-01`.
fn spans(country: Iso3, parts: &[&Coverage]) -> String {
    let spans: Vec<String> = parts
        .iter()
        .map(|part| match part.to {
            Some(to) => format!("from {} to {to}", part.from),
            None => format!("from {}", part.from),
        })
        .collect();
    format!("{} {}", country.as_str(), spans.join(" and "))
}

/// Deaths, types and actors.
fn contents(dataset: &Dataset, scope: &AskedScope, reasons: &mut Vec<Reason>) {
    let rules = &dataset.inclusion;
    if rules.lethal_only && !scope.lethal_only {
        let text = "records only events with at least one death: what killed nobody is missing";
        add(reasons, About::LethalOnly, Effect::Partly, text.to_owned());
    }
    if let Some(deaths) = rules.threshold {
        let text = format!(
            "records a dyad or an actor only when it reached {deaths} deaths in a calendar year"
        );
        add(reasons, About::Threshold, Effect::Mind, text);
    }
    let absent: Vec<&str> = scope
        .types
        .iter()
        .filter(|kind| !rules.event_kinds.contains(kind))
        .map(|kind| kind.as_str())
        .collect();
    if !absent.is_empty() {
        let all = absent.len() == scope.types.len();
        let effect = if all { Effect::Cannot } else { Effect::Partly };
        add(reasons, About::Types, effect, format!("has no events of type {}", absent.join(", ")));
    }
    if let Some(actor) = scope.actor
        && !rules.actors.is_empty()
        && !rules.actors.contains(&actor)
    {
        let text = format!("does not record violence by {}", plural(actor));
        add(reasons, About::Actor, Effect::Cannot, text);
    }
}

/// What an actor of a kind is called in a sentence.
const fn plural(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::ArmedGroup => "armed groups",
        ActorKind::Government => "governments",
        ActorKind::Coalition => "alliances and international forces",
        ActorKind::Cartel => "criminal organisations",
        ActorKind::Militia => "militias",
        ActorKind::Civilians => "people who are not organised for it",
        ActorKind::Other => "actors of that kind",
    }
}

/// Missing time and breaks.
fn time(dataset: &Dataset, scope: &AskedScope, reasons: &mut Vec<Reason>) {
    for gap in &dataset.inclusion.missing {
        let after = scope.to.is_some_and(|to| to < gap.from);
        let before = scope.from.is_some_and(|from| from > gap.to);
        if after || before {
            continue;
        }
        let within = scope.from.is_some_and(|from| from >= gap.from)
            && scope.to.is_some_and(|to| to <= gap.to);
        let effect = if within { Effect::Cannot } else { Effect::Partly };
        let text = format!("has nothing from {} to {}: {}", gap.from, gap.to, clause(&gap.what));
        add(reasons, About::Missing, effect, text);
    }
    for change in &dataset.breaks {
        let Some(day) = change.day() else { continue };
        let starts_before = scope.from.is_none_or(|from| from < day);
        let reaches = scope.to.is_none_or(|to| to >= day);
        if starts_before && reaches {
            let when = change.from.map_or_else(|| change.year.to_string(), |day| day.to_string());
            let text = format!("does not compare across {when}: {}", clause(&change.what));
            add(reasons, About::Break, Effect::Mind, text);
        }
    }
}

/// A sentence of a description without its final full stop.
fn clause(sentence: &str) -> &str {
    sentence.trim_end().trim_end_matches('.')
}

/// Samples, licences and repetitions.
fn handling(dataset: &Dataset, reasons: &mut Vec<Reason>) {
    let rules = &dataset.inclusion;
    if rules.sample {
        let text = "is a sample: it can show that something happened, and cannot give totals";
        add(reasons, About::Sample, Effect::Partly, text.to_owned());
    }
    if !dataset.licence.rows_may_be_exported {
        let cells =
            rules.small_cell.map(|n| format!(" of at least {n} events")).unwrap_or_default();
        let instead = rules.alternative.as_ref().map(|way| format!("; {way}")).unwrap_or_default();
        let text = format!(
            "may leave as aggregates{cells} only, not as rows ({}){instead}",
            dataset.licence.id
        );
        add(reasons, About::Restricted, Effect::Mind, text);
    }
    if let Some(other) = &dataset.repeats {
        let text = format!("repeats events of {other}: adding the two counts the same dead twice");
        add(reasons, About::Repeats, Effect::Mind, text);
    }
}
