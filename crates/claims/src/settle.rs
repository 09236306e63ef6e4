//! Which dataset would settle a claim that the store cannot.

use bellwether_model::{ActorKind, CountryScope, Scope as Complete};
use bellwether_sources::{Dataset, Holds, Reason};
use serde::Serialize;

use crate::scope::Scope;
use crate::standing::{InStore, standing};
use crate::verdict::Bound;

/// A dataset that would help.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Settles {
    /// The dataset.
    pub dataset: String,
    /// Its title.
    pub title: String,
    /// Which release, in words.
    pub release: String,
    /// What its count would show.
    pub bound: Bound,
    /// How to get it.
    pub how: String,
    /// What is to be kept in mind, or why it gives a bound alone.
    pub reasons: Vec<Reason>,
}

/// The datasets of the catalogue that could speak to a claim, those that settle it first. Samples, copies of other
/// datasets and simulated ones are none.
#[must_use]
pub fn settles(scope: &Scope, kind: Option<ActorKind>, catalogue: &[Dataset]) -> Vec<Settles> {
    let complete = Complete { countries: CountryScope::World, from: None, to: None };
    let here = InStore { extent: None, complete: vec![complete] };
    // Without a time nothing is complete; what the dataset is by its rules is asked for here.
    let mut all: Vec<Settles> = catalogue
        .iter()
        .filter(|dataset| dataset.inclusion.holds == Holds::Events)
        .filter(|dataset| !dataset.inclusion.sample && dataset.repeats.is_none())
        .filter(|dataset| !dataset.id.as_str().starts_with("sim-") && !dataset.inclusion.repeating)
        .filter_map(|dataset| {
            let standing = standing(dataset, scope, kind, &here);
            if !standing.counts || standing.bound == Bound::Neither {
                return None;
            }
            Some(Settles {
                dataset: standing.dataset,
                title: standing.title,
                release: release(dataset, scope),
                bound: standing.bound,
                how: how(dataset),
                reasons: standing.reasons,
            })
        })
        .collect();
    all.sort_by_key(|settles| settles.bound);
    all
}

/// Which release covers the time of a claim. UCDP's yearly releases are named by the year after the last that they
/// cover, and its candidate events go on from there.
fn release(dataset: &Dataset, scope: &Scope) -> String {
    let last = scope.time.filter(|time| !time.until_now).map(|time| time.to);
    match (dataset.id.as_str(), last) {
        ("ucdp-ged", Some(last)) if last.year() >= 2016 => {
            format!("release {}.1 or a later one", (last.year() + 1) % 100)
        }
        ("ucdp-ged", Some(_)) => "any yearly release".into(),
        (_, Some(last)) => format!("a release that goes to {last} or beyond"),
        (_, None) => "the newest release".into(),
    }
}

fn how(dataset: &Dataset) -> String {
    let id = dataset.id.as_str();
    let own = match id {
        "ucdp-ged" => {
            "`bellwether fetch ucdp`, or a file of it with `bellwether ingest`".to_owned()
        }
        "acled" => "`bellwether fetch acled` with your own account".to_owned(),
        _ => format!("a file of it with `bellwether ingest`, from {}", dataset.url),
    };
    if dataset.licence.rows_may_be_exported {
        own
    } else {
        format!("{own}; its rows may not be passed on")
    }
}
