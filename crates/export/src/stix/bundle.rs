//! The bundle: everything once, what others refer to first.

use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::{DatasetId, Date};
use serde_json::{Value, json};

use super::incident::{incident, related};
use super::objects::{
    actor, actor_id, extension, instant, labels, location, marking, marking_id, object, tool, with,
};
use super::{Incident, Portrait, ids};
use crate::card::Card;

/// The actor at one place: how often, from when to when.
struct Presence {
    count: u64,
    first: Date,
    last: Date,
}

/// All objects of a portrait.
pub(super) fn bundle(portrait: &Portrait, card: &Card) -> Value {
    let key = card.sha256();
    let mut objects = vec![tool(), extension()];
    objects.extend(card.datasets.iter().map(marking));
    let markings: BTreeMap<&DatasetId, String> =
        card.datasets.iter().map(|cited| (&cited.dataset, marking_id(cited))).collect();
    let meta = objects.len();
    objects.push(actor(&portrait.actor, card));
    let mut incidents: Vec<&Incident> = portrait.incidents.iter().collect();
    incidents.sort_by_cached_key(|incident| incident.key());
    incidents.dedup_by_key(|incident| incident.key());
    let mut places: BTreeMap<String, (Value, Presence)> = BTreeMap::new();
    let mut relations = Vec::new();
    for one in &incidents {
        let datasets: BTreeSet<&DatasetId> =
            one.reports().iter().map(|report| &report.dataset).collect();
        let marked: Vec<&str> =
            datasets.into_iter().filter_map(|id| markings.get(id).map(String::as_str)).collect();
        objects.push(incident(one, &marked, &labels(card)));
        let side = "The actor is a side of the event by the source's coding, which does not say who \
            is responsible.";
        relations.push(related(one, &actor_id(&portrait.actor), side));
        let place = location(&one.report.place, one.country_alpha2.as_deref());
        if let Some((place_id, place)) = place {
            relations.push(related(one, &place_id, "Where the event was, as well as it is known."));
            let (first, last) = (one.report.date.start(), one.report.date.end());
            let entry = places.entry(place_id);
            let (_, presence) = entry.or_insert((place, Presence { count: 0, first, last }));
            presence.count += 1;
            presence.first = presence.first.min(first);
            presence.last = presence.last.max(last);
        }
    }
    objects.extend(places.values().map(|(place, _)| place.clone()));
    objects.extend(relations);
    let newest = newest(portrait);
    let repeated = places.iter().filter(|(_, (_, presence))| presence.count > 1);
    objects.extend(
        repeated.map(|(place, (_, presence))| sighting(portrait, place, presence, &key, &newest)),
    );
    let about: Vec<&Value> = objects[meta..].iter().map(|object| &object["id"]).collect();
    let report = report(card, &key, &newest, &about);
    objects.push(report);
    json!({"type": "bundle", "id": ids::id("bundle", &key), "objects": objects})
}

/// The newest instant at which anything in the bundle became known.
fn newest(portrait: &Portrait) -> String {
    let known = portrait.incidents.iter().map(|one| one.known_from.max(one.first_known));
    instant(known.fold(portrait.actor.known_from, std::cmp::max))
}

/// The actor was seen more than once at a place.
fn sighting(portrait: &Portrait, place: &str, seen: &Presence, key: &str, at: &str) -> Value {
    let actor = actor_id(&portrait.actor);
    with(
        object("sighting", &format!("{actor}/{place}/{key}"), at, at),
        json!({
            "description": "Events at one place in which the actor is a side.",
            "first_seen": format!("{}T00:00:00.000Z", seen.first),
            "last_seen": format!("{}T00:00:00.000Z", seen.last),
            "count": seen.count.min(999_999_999),
            "sighting_of_ref": actor,
            "where_sighted_refs": [place],
        }),
    )
}

/// The card as a report on all that is in the bundle.
fn report(card: &Card, key: &str, at: &str, about: &[&Value]) -> Value {
    let description: String =
        card.lines().iter().map(|(label, text)| format!("{label}: {text}\n")).collect();
    let markings: Vec<String> = card.datasets.iter().map(marking_id).collect();
    with(
        object("report", key, at, at),
        json!({
            "name": card.title,
            "description": description,
            "report_types": ["threat-actor"],
            "published": at,
            "labels": labels(card),
            "object_refs": about,
            "object_marking_refs": markings,
        }),
    )
}

/// The ids that a bundle refers to and does not hold; for tests.
#[cfg(test)]
fn dangling(bundle: &Value) -> Vec<String> {
    let objects = bundle["objects"].as_array().expect("objects");
    let ids: Vec<&str> = objects.iter().map(|object| object["id"].as_str().expect("id")).collect();
    let mut missing = Vec::new();
    for object in objects {
        for (name, value) in object.as_object().expect("an object") {
            let refs: Vec<&Value> = match value {
                Value::Array(values) if name.ends_with("_refs") => values.iter().collect(),
                _ if name.ends_with("_ref") => vec![value],
                _ => Vec::new(),
            };
            let refs = refs.into_iter().filter_map(Value::as_str);
            missing.extend(refs.filter(|id| !ids.contains(id)).map(str::to_owned));
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, Incident, Joined, Portrait, write};
    use super::*;
    use crate::card::Card;
    use crate::policy::{Cleared, Guard, LocationPolicy, Refusal};
    use crate::testing::{card, cited, report, terms};
    use bellwether_model::{ActorId, PlacePrecision, TargetClass, Targets};
    use jiff::Timestamp;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    fn one(id: &str) -> Incident {
        Incident {
            report: report(id),
            joined: None,
            first_known: at(1_600_000_000),
            known_from: at(1_700_000_000),
            country_alpha2: Some("EX".into()),
        }
    }

    fn portrait(incidents: Vec<Incident>) -> Portrait {
        let actor = Actor {
            id: ActorId::new("group-a").expect("kebab-case"),
            name: "Group A".into(),
            aliases: vec!["A Front".into()],
            description: String::new(),
            known_from: at(1_500_000_000),
        };
        Portrait { actor, incidents }
    }

    fn cleared(incidents: Vec<Incident>) -> Cleared<Portrait> {
        let day = Date::constant(2022, 1, 1);
        Guard::new(&terms).portrait(portrait(incidents), day).expect("open data")
    }

    fn written(cleared: &Cleared<Portrait>) -> Value {
        let mut bytes = Vec::new();
        write(cleared, &card(), &mut bytes).expect("cited");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    fn of_type<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
        let objects = bundle["objects"].as_array().expect("objects").iter();
        objects.filter(|object| object["type"] == kind).collect()
    }

    #[test]
    fn everything_that_is_referred_to_is_there_once() {
        let bundle = written(&cleared(vec![one("ucdp-ged:2"), one("ucdp-ged:1")]));
        assert_eq!(dangling(&bundle), Vec::<String>::new());
        let count = |kind| of_type(&bundle, kind).len();
        let kinds = ["threat-actor", "incident", "location", "relationship", "sighting", "report"];
        assert_eq!(kinds.map(count), [1, 2, 1, 4, 1, 1]);
        assert_eq!(of_type(&bundle, "sighting")[0]["count"], 2);
        let mut ids: Vec<&Value> =
            bundle["objects"].as_array().expect("objects").iter().map(|o| &o["id"]).collect();
        let all = ids.len();
        ids.sort_by_key(|id| id.to_string());
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn the_order_of_incidents_does_not_matter_and_there_is_no_clock() {
        let (a, b) = (one("ucdp-ged:1"), one("ucdp-ged:2"));
        let bundle = written(&cleared(vec![a.clone(), b.clone()]));
        assert_eq!(bundle, written(&cleared(vec![b, a])));
        assert_eq!(of_type(&bundle, "incident")[0]["created"], "2020-09-13T12:26:40.000Z");
        assert_eq!(of_type(&bundle, "incident")[0]["modified"], "2023-11-14T22:13:20.000Z");
    }

    #[test]
    fn a_point_stands_only_with_its_radius() {
        let mut unit = one("ucdp-ged:1");
        unit.report.place.precision = PlacePrecision::Admin1;
        let bundle = written(&cleared(vec![one("ucdp-ged:2"), unit]));
        let places = of_type(&bundle, "location");
        assert_eq!(places.len(), 2);
        for place in places {
            let has = |name: &str| place.get(name).is_some();
            assert_eq!(has("latitude"), has("precision"), "{place}");
            assert_eq!((has("longitude"), has("latitude")), (has("latitude"), has("longitude")));
        }
    }

    /// Two reports of one incident.
    fn two(a: &str, b: &str) -> Incident {
        let reports = vec![report(a).id, report(b).id];
        Incident {
            joined: Some(Joined { incident_id: "i-0011223344556677".into(), reports }),
            ..one(a)
        }
    }

    #[test]
    fn reports_that_were_put_together_are_one_incident_with_the_terms_of_each() {
        let bundle = written(&cleared(vec![two("ucdp-ged:1", "ucdp-ged:2")]));
        let incidents = of_type(&bundle, "incident");
        assert_eq!(incidents.len(), 1);
        let references = incidents[0]["external_references"].as_array().expect("references");
        assert_eq!(references.len(), 2);
        assert_eq!(references[1]["external_id"], "2");
        assert!(incidents[0].to_string().contains("i-0011223344556677"));
        // One report of a restricted dataset closes the incident.
        let mixed = portrait(vec![two("ucdp-ged:1", "gtd:1")]);
        let refused = Guard::new(&terms).portrait(mixed, Date::constant(2022, 1, 1));
        assert!(matches!(refused, Err(Refusal::Restricted(_))));
    }

    #[test]
    fn a_restricted_incident_refuses_the_whole() {
        let day = Date::constant(2022, 1, 1);
        let both = portrait(vec![one("ucdp-ged:1"), one("gtd:1")]);
        let refused = Guard::new(&terms).portrait(both, day);
        assert!(matches!(refused, Err(Refusal::Restricted(_))));
    }

    #[test]
    fn the_location_policy_is_applied_on_the_way() {
        let mut clinic = one("ucdp-ged:1");
        clinic.report.targets = Targets::NONE.with(TargetClass::Health);
        let bundle = written(&cleared(vec![clinic.clone()]));
        let text = bundle.to_string();
        assert!(!text.contains("Hill village") && !text.contains("34.258"), "{text}");
        assert!(text.contains("1 reports coarsened"));
        let (policy, day) = (LocationPolicy::default(), Date::constant(2021, 8, 27));
        let guard = Guard::new(&terms).location(&policy, day);
        let early = guard.portrait(portrait(vec![clinic]), day).expect("open data");
        assert!(of_type(&written(&early), "incident").is_empty());
        assert!(early.notes()[0].contains("1 reports held back"));
    }

    #[test]
    fn simulated_objects_are_labelled_and_marked() {
        let card = Card::new("t", "q", vec![cited("sim-ged", "SIMULATED")]);
        let bundle = bundle(cleared(vec![one("sim-ged:1")]).get(), &card);
        assert_eq!(of_type(&bundle, "incident")[0]["labels"], json!(["simulated"]));
        let marking = of_type(&bundle, "marking-definition")[0];
        let statement = marking["definition"]["statement"].as_str().expect("text");
        assert!(statement.starts_with("SIMULATED"));
    }
}
