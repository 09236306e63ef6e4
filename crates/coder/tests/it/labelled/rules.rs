//! Each rule by itself: a sentence in which it is met and gives the right value.

use super::records::{self, Kind};
use super::{EVENTS, STATEMENTS, world};
use bellwether_coder::code::{rule_of, rules};
use bellwether_coder::coded::Where;
use bellwether_coder::input::Document;
use bellwether_coder::{Options, Span, Toponym, Toponyms, code};
use bellwether_model::PlacePrecision;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Sentences for rules that the labelled sets do not meet: rule, value, sentence, parted by bars.
const OWN: &str = include_str!("rules.txt");

/// A gazetteer of one place.
struct Selvi;

impl Toponyms for Selvi {
    fn find(&self, document: &Document) -> Vec<Toponym> {
        let start = document.text.find("Selvi").expect("the place");
        let place = Where {
            name: "Selvi".to_owned(),
            country: None,
            precision: PlacePrecision::Near,
            geonameid: Some(7),
            point: None,
        };
        vec![Toponym { span: Span::new(start, start + 5), place, confidence: 0.9 }]
    }
}

/// What the ids of rules begin with.
const BEGINNINGS: &[&str] = &["event.", "statement.", "report.", "mark.", "place.", "when."];

/// Every id that a rule can have: those that stand in the sources, and those of the list of events.
fn ids() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![crate_folder.join("src/code")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            // What a second reader proposes is read by the same rules or has none.
            let proposed = path.file_name().is_some_and(|name| name == "proposed");
            if proposed {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != "rules.rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                let literals = text.split('"').skip(1);
                let is_id = |text: &&str| {
                    BEGINNINGS.iter().any(|start| text.starts_with(start))
                        && !text.ends_with('.')
                        && text.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '-'))
                };
                all.extend(literals.filter(is_id).map(str::to_owned));
            }
        }
    }
    let list = crate_folder.join("../../data/lexicons/events.toml");
    let list = std::fs::read_to_string(list).expect("the list of events");
    let mut class = "verb";
    for line in list.lines() {
        if line.starts_with("nouns") {
            class = "noun";
        }
        let id =
            line.trim_start().strip_prefix("{ id = \"").and_then(|rest| rest.split('"').next());
        all.extend(id.map(|id| format!("event.{class}.{id}")));
    }
    all
}

/// The ids of all rules by which something was coded.
fn met(coded: &Value, into: &mut BTreeSet<String>) {
    match coded {
        Value::Object(map) => {
            into.extend(map.get("rule").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| met(value, into));
        }
        Value::Array(all) => all.iter().for_each(|value| met(value, into)),
        _ => {}
    }
}

#[test]
fn each_rule_is_met_and_right_in_some_sentence() {
    let world = world();
    let options =
        Options { written: Some("2021-04-14".parse().expect("a date")), ..Options::default() };
    let read = |sentence: &str| code(&Document::plain(sentence.to_owned(), 0), &world, &options);
    let mut right: BTreeSet<&'static str> = BTreeSet::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let json = |coded: &bellwether_coder::coded::Coded| serde_json::to_value(coded).expect("JSON");
    for (texts, kind) in [(STATEMENTS, Kind::Statement), (EVENTS, Kind::Event)] {
        for labelled in records::read(texts, kind) {
            let coded = read(&labelled.sentence);
            met(&json(&coded), &mut seen);
            let found = match kind {
                Kind::Statement => records::statements(&coded),
                Kind::Event => records::events(&coded),
            };
            let wanted = labelled.records.iter().flat_map(|record| &record.values);
            let wanted: BTreeSet<(&str, &str)> =
                wanted.map(|value| (value.field, value.value.as_str())).collect();
            for value in found.iter().flat_map(|record| &record.values) {
                let agrees = wanted.contains(&(value.field, value.value.as_str()));
                right.extend(value.rule.as_deref().filter(|_| agrees).and_then(rule_of));
            }
        }
    }
    let (mut wrong, mut listed): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for line in OWN.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(id) = line.strip_prefix("unmet|") {
            listed.push(id.to_owned());
            continue;
        }
        let [rule, value, sentence] = line.splitn(3, '|').collect::<Vec<_>>()[..] else {
            panic!("{line}: a rule, a value and a sentence");
        };
        let coded = read(sentence);
        met(&json(&coded), &mut seen);
        let found = [records::statements(&coded), records::events(&coded)].concat();
        let values: Vec<_> = found.iter().flat_map(|record| &record.values).collect();
        let met = values.iter().any(|found| {
            found.value == value && found.rule.as_deref().is_some_and(|id| id.starts_with(rule))
        });
        // "Said" without who is no label: it is asked of the coder itself.
        let events = coded.events.iter().flat_map(|event| &event.attribution);
        let said = coded.statements.iter().flat_map(|statement| &statement.attribution);
        let nobody = events.chain(said).any(|field| {
            field.rule.as_str().starts_with(rule)
                && field.value.by.is_none()
                && value == format!("{}:", field.value.stance.as_str())
        });
        if met || nobody {
            right.extend(rule_of(rule));
        } else {
            wrong.push(format!("{rule} does not give {value} in {sentence:?}: {values:?}"));
        }
    }
    let gazetted = Options { places: Some(&Selvi), ..options };
    let text = "Gunmen attacked a village in Selvi on Monday.";
    let coded = code(&Document::plain(text.to_owned(), 0), &world, &gazetted);
    let place = coded.events[0].place.as_ref().expect("the gazetteer's place");
    assert_eq!((place.rule.as_str(), place.value.geonameid), ("place.gazetteer", Some(7)));
    right.extend(rule_of("place.gazetteer"));
    met(&json(&coded), &mut seen);
    let unmet: Vec<String> = ids().difference(&seen).cloned().collect();
    listed.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(unmet, listed, "rules that no sentence meets, and those listed as such");
    let without: Vec<&str> = rules().map(|(rule, _)| rule).filter(|r| !right.contains(r)).collect();
    assert!(without.is_empty(), "rules without a sentence in which they are right: {without:?}");
}
