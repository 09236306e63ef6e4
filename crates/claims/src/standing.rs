//! Whether a dataset can speak to a claim, and what its count can show: by its inclusion rules, and by what of it
//! is in the store.

use bellwether_model::{ActorKind, CountryScope, Date, Scope as Complete};
use bellwether_sources::{About, AskedScope, Dataset, Effect, Holds, Reason, can_speak};
use serde::Serialize;

use crate::scope::{Measure, Relation, Scope};
use crate::verdict::Bound;

/// What of a dataset lies in the store for the places of a claim.
#[derive(Debug, Clone, Default)]
pub struct InStore {
    /// The first and the last day on which its live reports start there; none where there are none.
    pub extent: Option<(Date, Date)>,
    /// What its releases say that they are complete for.
    pub complete: Vec<Complete>,
}

/// How a dataset stands to a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// The dataset.
    pub dataset: String,
    /// Its title.
    pub title: String,
    /// Whether it is counted at all.
    pub counts: bool,
    /// What its count can show.
    pub bound: Bound,
    /// Whether it has nothing of what is asked, rather than something else.
    pub absent: bool,
    /// Why, the gravest first; clauses that begin with what the dataset does.
    pub reasons: Vec<Reason>,
    /// Whether side A is who attacked in every event of it.
    #[serde(skip)]
    pub attacker: bool,
    /// The dataset whose events it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<String>,
}

/// Days at the end of what is in the store for which silence says nothing: the last event of a country may lie so
/// far before the end of what was collected.
const SILENT_DAYS: i32 = 92;

/// What is asked of a dataset, as far as its inclusion rules go.
#[must_use]
pub fn asked(scope: &Scope, kind: Option<ActorKind>) -> AskedScope {
    AskedScope {
        countries: scope.place.countries.clone(),
        from: scope.from(),
        to: scope.time.filter(|time| !time.until_now).map(|time| time.to),
        types: scope.types.clone(),
        lethal_only: scope.only_lethal(),
        actor: kind,
    }
}

/// How a dataset of the store stands to a claim.
#[must_use]
pub fn standing(
    dataset: &Dataset,
    scope: &Scope,
    kind: Option<ActorKind>,
    here: &InStore,
) -> Standing {
    let mut all = Standing {
        dataset: dataset.id.to_string(),
        title: dataset.title.clone(),
        counts: true,
        bound: Bound::Both,
        absent: false,
        reasons: can_speak(dataset, &asked(scope, kind)),
        attacker: dataset.inclusion.attacker_first,
        repeats: dataset.repeats.as_ref().map(ToString::to_string),
    };
    all.reasons.retain(|reason| reason.about != About::Break);
    rules(dataset, scope, &mut all);
    breaks(dataset, scope, &mut all);
    if all.counts {
        in_store(scope, here, &mut all);
    }
    // Stable: reasons of one effect stay in the order in which they were found.
    all.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.effect));
    all
}

/// What the inclusion rules leave of a count.
fn rules(dataset: &Dataset, scope: &Scope, all: &mut Standing) {
    let rules = &dataset.inclusion;
    let cannot = |about: About| {
        move |reason: &Reason| reason.effect == Effect::Cannot && reason.about == about
    };
    if rules.holds != Holds::Events || all.reasons.iter().any(|r| r.effect == Effect::Cannot) {
        all.counts = false;
        all.absent = all.reasons.iter().any(cannot(About::Coverage))
            || all.reasons.iter().any(cannot(About::Missing));
    }
    let partly =
        |about: About| all.reasons.iter().any(|r| r.effect == Effect::Partly && r.about == about);
    let lower = [About::Coverage, About::LethalOnly, About::Missing, About::Sample, About::Types];
    if lower.into_iter().any(partly) {
        all.bound = all.bound.and(Bound::Lower);
    }
    let none = bellwether_sources::FatalityForm::None;
    if scope.measure == Measure::Deaths && rules.fatalities.form == none {
        refuse(all, About::Types, "counts no deaths");
    }
    if !scope.narrower.is_empty() {
        all.bound = all.bound.and(Bound::Upper);
        let text = format!(
            "does not tell apart what the claim says beyond its count: {}; it counts more than that",
            scope.narrower.join("; ")
        );
        add(all, About::Types, Effect::Partly, text);
    }
    if scope.measure == Measure::Events && scope.actor.is_none() && is_someones(scope) {
        all.bound = all.bound.and(Bound::Upper);
        let text = "cannot know whose attacks are meant: its count is of everybody's";
        add(all, About::Actor, Effect::Partly, text.into());
    }
    if scope.measure == Measure::Events
        && scope.actor.is_some()
        && matches!(scope.relation, Relation::By | Relation::Against)
        && !rules.attacker_first
    {
        let text = "says who attacked only of violence against civilians: of fights it records the sides alone";
        add(all, About::Actor, Effect::Mind, text.into());
    }
    if scope.measure == Measure::Events && scope.lethal && !rules.lethal_only {
        all.bound = all.bound.and(Bound::Upper);
        let text = "counts events without deaths too, and the claim is about lethal ones";
        add(all, About::LethalOnly, Effect::Partly, text.into());
    }
}

/// Whether the claim leaves out whose attacks it counts: then everybody's are an upper bound for them.
fn is_someones(scope: &Scope) -> bool {
    scope.missing.iter().any(|missing| missing.word == "actor" && missing.taken_as.is_none())
}

/// A count over a break is none: before and after it the dataset was made in another way.
fn breaks(dataset: &Dataset, scope: &Scope, all: &mut Standing) {
    let (from, to) = (scope.from(), scope.to());
    for change in dataset.breaks.iter().filter(|change| change.concerns.is_none()) {
        let Some(day) = change.day() else { continue };
        let starts_before = from.is_none_or(|from| from < day);
        let reaches = to.is_none_or(|to| to >= day);
        if starts_before && reaches && all.counts {
            let text = format!(
                "was made in another way from {} on, so that a count over that break is none: {}",
                change.from.map_or_else(|| change.year.to_string(), |day| day.to_string()),
                change.what.trim_end().trim_end_matches('.')
            );
            refuse(all, About::Break, &text);
        }
    }
}

fn refuse(all: &mut Standing, about: About, text: &str) {
    all.counts = false;
    add(all, about, Effect::Cannot, text.to_owned());
}

fn add(all: &mut Standing, about: About, effect: Effect, text: String) {
    all.reasons.push(Reason { about, effect, text });
}

/// What of it is in the store: a country's slice cannot speak of another country, and a release not of what came
/// after it.
fn in_store(scope: &Scope, here: &InStore, all: &mut Standing) {
    let (from, to) = (scope.from(), scope.time.filter(|t| !t.until_now).map(|t| t.to));
    if is_complete(scope, &here.complete, from, to) {
        return;
    }
    let Some((first, last)) = here.extent else {
        all.counts = false;
        all.absent = true;
        let text = "has nothing in the store for the place of the claim".to_owned();
        return add(all, About::Coverage, Effect::Cannot, text);
    };
    let slack = jiff::Span::new().days(SILENT_DAYS);
    let (early, late) = (first.checked_sub(slack), last.checked_add(slack));
    let (early, late) = (early.unwrap_or(first), late.unwrap_or(last));
    if to.is_some_and(|to| to < early) || from.is_some_and(|from| from > late) {
        all.counts = false;
        all.absent = true;
        let text = format!(
            "has in the store nothing of the time of the claim: there it runs from {first} to {last}"
        );
        return add(all, About::Coverage, Effect::Cannot, text);
    }
    if from.is_some_and(|from| from < early) || to.is_none_or(|to| to > late) {
        all.bound = all.bound.and(Bound::Lower);
        let text = format!(
            "has in the store a part of the time of the claim: there it runs from {first} to {last}"
        );
        return add(all, About::Coverage, Effect::Partly, text);
    }
    let text = format!(
        "has in the store rows there from {first} to {last}; no release says that it is complete for them"
    );
    add(all, About::Coverage, Effect::Mind, text);
}

fn is_complete(scope: &Scope, complete: &[Complete], from: Option<Date>, to: Option<Date>) -> bool {
    let (Some(from), Some(to)) = (from, to) else { return false };
    complete.iter().any(|release| {
        let place = match &release.countries {
            CountryScope::World => true,
            CountryScope::Only(countries) => {
                !scope.place.countries.is_empty()
                    && scope.place.countries.iter().all(|country| countries.contains(country))
            }
        };
        place
            && release.from.is_none_or(|first| first <= from)
            && release.to.is_none_or(|last| to <= last)
    })
}
