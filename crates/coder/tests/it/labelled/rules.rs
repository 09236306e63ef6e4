//! Each rule by itself: a sentence in which it is met and gives the right value.

use super::records::{self, Kind};
use super::{EVENTS, STATEMENTS, world};
use bellwether_coder::code::{rule_of, rules};
use bellwether_coder::coded::Where;
use bellwether_coder::input::Document;
use bellwether_coder::{Options, Span, Toponym, Toponyms, code};
use bellwether_model::PlacePrecision;
use std::collections::BTreeSet;

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

#[test]
fn each_rule_is_met_and_right_in_some_sentence() {
    let world = world();
    let options =
        Options { written: Some("2021-04-14".parse().expect("a date")), ..Options::default() };
    let read = |sentence: &str| code(&Document::plain(sentence.to_owned(), 0), &world, &options);
    let mut right: BTreeSet<&'static str> = BTreeSet::new();
    for (texts, kind) in [(STATEMENTS, Kind::Statement), (EVENTS, Kind::Event)] {
        for labelled in records::read(texts, kind) {
            let coded = read(&labelled.sentence);
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
    for line in OWN.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let [rule, value, sentence] = line.splitn(3, '|').collect::<Vec<_>>()[..] else {
            panic!("{line}: a rule, a value and a sentence");
        };
        let coded = read(sentence);
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
        assert!(met || nobody, "{rule} does not give {value} in {sentence:?}: {values:?}");
        right.extend(rule_of(rule));
    }
    let gazetted = Options { places: Some(&Selvi), ..options };
    let text = "Gunmen attacked a village in Selvi on Monday.";
    let coded = code(&Document::plain(text.to_owned(), 0), &world, &gazetted);
    let place = coded.events[0].place.as_ref().expect("the gazetteer's place");
    assert_eq!((place.rule.as_str(), place.value.geonameid), ("place.gazetteer", Some(7)));
    right.extend(rule_of("place.gazetteer"));
    let without: Vec<&str> = rules().map(|(rule, _)| rule).filter(|r| !right.contains(r)).collect();
    assert!(without.is_empty(), "rules without a sentence in which they are right: {without:?}");
}
