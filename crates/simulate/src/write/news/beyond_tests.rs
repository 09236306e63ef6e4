use std::collections::BTreeMap;

use serde_json::Value;

use super::checks::{Made, text};
use crate::{NewsParameters, Parameters};

/// A world with everything, and the lines of its truth by what they count.
fn everything() -> (Made, BTreeMap<(bool, u64), Value>) {
    let parameters = Parameters { reports: 1_000, ..Parameters::default() }.with_everything();
    let news = NewsParameters {
        statements: 0,
        noise: 0,
        copies: 10,
        text_files: 0,
        html_files: 0,
        ..NewsParameters::default()
    };
    let made = Made::new(&Parameters { news: Some(news), ..parameters });
    let mut truth = BTreeMap::new();
    for line in made.files["truth.ndjson"].lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let unrest = line["unrest"].as_u64();
        let number = unrest.or(line["incident"].as_u64()).expect("a number");
        truth.insert((unrest.is_some(), number), line);
    }
    (made, truth)
}

/// Whether an event's fields of this name all hold what `same` says.
fn all_fields(event: &Value, name: &str, same: impl Fn(&Value) -> bool) -> bool {
    let fields = event["fields"].as_array().expect("a list");
    fields.iter().filter(|field| field["field"] == name).all(|field| same(&field["value"]))
}

#[test]
fn a_world_with_everything_has_news_of_near_misses_and_unrest() {
    let (made, truth) = everything();
    made.check_sentences();
    made.check_marks(&mut BTreeMap::new());
    assert_eq!(made.summary.sources.len(), 3);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, article) in made.pairs() {
        for event in article["events"].as_array().expect("a list") {
            if let Some(number) = event["unrest"].as_u64() {
                let happened = &truth[&(true, number)];
                assert_eq!(article["topic"], "unrest");
                check_unrest(event, happened);
                *kinds.entry(text(happened, "kind")).or_default() += 1;
            }
            for incident in event["incidents"].as_array().expect("a list") {
                let number = incident.as_u64().expect("a number");
                *kinds.entry(text(&truth[&(false, number)], "episode")).or_default() += 1;
            }
        }
    }
    for kind in ["protest", "dispersed-protest", "riot", "mob", "looting", "agreement", "arrests"] {
        assert!(kinds.contains_key(kind), "{kind}: {kinds:?}");
    }
    for kind in ["near-miss-same-town", "near-miss-next-town", "sequential-bombing", "operation"] {
        assert!(kinds.contains_key(kind), "{kind}: {kinds:?}");
    }
}

/// What is not called wrong is as it happened.
fn check_unrest(event: &Value, happened: &Value) {
    let wrong = |field: &str| event["wrong"].as_array().expect("a list").contains(&field.into());
    assert!(all_fields(event, "kind", |value| *value == happened["kind"]));
    let place = |value: &Value| {
        value["admin1"] == happened["admin1"]
            && (value["town"].is_null() || (value["town"] == happened["town"]) != wrong("place"))
    };
    assert!(all_fields(event, "place", place), "{event} {happened}");
    let day = |value: &Value| (value["from"] == happened["date"]) != wrong("date");
    assert!(all_fields(event, "date", day), "{event} {happened}");
    let dead = |value: &Value| (value["best"] == happened["deaths"]) != wrong("deaths");
    assert!(all_fields(event, "deaths", dead), "{event} {happened}");
    assert!(all_fields(event, "actor", |value| value["id"] == happened["group"]));
    assert!(all_fields(event, "target", |value| value["id"] == happened["group"]));
}

#[test]
fn the_news_agree_with_the_other_sources_on_who_began() {
    use crate::{
        observe::news::knowledge::{Actor, Common},
        world::{World, attacker},
    };
    let world = World::new(&Parameters::default().with_everything());
    let mut sides = [0, 0];
    let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
        for incident in &episode.incidents {
            let dyad = world.cast.dyads[incident.dyad as usize];
            let began = match Common::of(&world, incident).actor {
                Actor::A => dyad.a,
                Actor::B => dyad.b,
                Actor::Both => continue,
            };
            assert_eq!(began, attacker(&world, incident));
            sides[usize::from(began == dyad.b)] += 1;
        }
        Ok(())
    });
    assert!(sides.iter().all(|count| *count > 300), "{sides:?}");
}
