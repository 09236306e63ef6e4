//! What becomes of marked words: the same gate as for an endpoint's.

use super::load;
use super::model::Tiny;
use crate::reading::{WORLD, count, plain};
use bellwether_coder::assist::weights::{Roles, answer, proposal};
use bellwether_coder::assist::{ModelName, Reason, Tally};
use bellwether_coder::coded::{Coded, Fate, Field, Party};
use bellwether_coder::input::Document;
use bellwether_coder::{Options, code_with};

const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/// A deed that no rule has a word for, told of by a person with a name.
const ODD: &str = "On Monday Taliban fighters felled at least nine soldiers in Kunduz province, Odwin Marsk wrote.";
const ODD_PIECES: [(&str, &str); 11] = [
    ("monday", "B-DATE"),
    ("taliban", "B-PerpOrg"),
    ("fighters", "I-PerpOrg"),
    ("fel", "B-Attack"),
    ("##led", "O"),
    ("nine", "B-Dead"),
    ("soldiers", "I-Dead"),
    ("kunduz", "B-LOC"),
    ("province", "I-LOC"),
    ("odwin", "B-PER"),
    ("marsk", "I-PER"),
];
const ODD_LABELS: &str = "Attack = event:ASSAULT/firearms, Dead = killed";

fn read(tiny: &Tiny, said: &str, text: &str) -> (Coded, Tally) {
    let weights = load(tiny, &tiny.bytes()).expect("a model");
    let labels: Vec<String> = tiny.labels().into_iter().map(str::to_owned).collect();
    let roles = Roles::of(&labels, said).expect("roles");
    let line = answer(weights.mark(text).expect("marked"));
    let proposal = proposal(line.as_bytes(), text, 0..text.len(), &roles);
    let name = ModelName::of_file("model.onnx", SHA256);
    let options = Options { written: "2021-04-14".parse().ok(), places: None };
    let document = Document::plain(text.to_owned(), 0);
    let (coded, tally) = code_with(&document, &WORLD, &options, (&name, &proposal));
    let told = tally.added + tally.joined + tally.filled + tally.known;
    let dropped = tally.dropped.values().chain(tally.fields_dropped.values()).sum::<u64>();
    assert_eq!(tally.marked, told + dropped, "each marked word is counted once: {tally:?}");
    (coded, tally)
}

#[test]
fn a_label_that_tells_of_events_gives_one_with_the_parts_about_it() {
    assert_eq!(plain(ODD).events.len(), 0, "a rule reads it now; take another verb for this test");
    let (coded, tally) = read(&Tiny::of(&ODD_PIECES), ODD_LABELS, ODD);
    assert_eq!((coded.events.len(), tally.added, tally.filled), (1, 1, 4), "{tally:?}");
    assert_eq!(count(&tally, Reason::Person), 1, "{tally:?}");
    let event = &coded.events[0];
    assert_eq!(event.kind.value.code(), "ASSAULT/firearms");
    let side = event.side_a.as_ref().map(|side| side.value.label());
    assert_eq!(side.as_deref(), Some("afghan-taliban"));
    let date = event.date.as_ref().map(|date| date.value.start.to_string());
    assert_eq!(date.as_deref(), Some("2021-04-12"), "the day is read again");
    assert_eq!(event.place.as_ref().map(|place| place.value.name.as_str()), Some("Kunduz"));
    let killed = &event.victims[0];
    let counted = (killed.value.fate, killed.value.count.low, killed.value.count.high);
    assert_eq!(counted, (Fate::Killed, Some(9.0), None), "\"at least\" is the grammar's");
    let written = serde_json::to_string(&coded).expect("JSON");
    assert!(!written.contains("Odwin") && !written.contains("Marsk"), "{written}");
    let model = format!("model:model.onnx:{SHA256}");
    let steps = event.explain();
    for step in &steps {
        assert!(step.rule.as_str().starts_with(&model), "{step:?}");
        assert!(
            step.confidence <= 0.5 && step.confidence > 0.0 && !step.why.is_empty(),
            "{step:?}"
        );
        assert!(step.words.iter().all(|words| !words.of(ODD).is_empty()), "{step:?}");
    }
    for end in ["", ">number", ">time", ">place", ">party"] {
        let rule = format!("{model}{end}");
        assert!(steps.iter().any(|step| step.rule.as_str() == rule), "{rule}");
    }
}

#[test]
fn a_field_is_trusted_no_more_than_the_model_trusts_itself() {
    let unsure = Tiny { weight: 1.0, ..Tiny::of(&ODD_PIECES) };
    let (coded, _) = read(&unsure, ODD_LABELS, ODD);
    let steps = coded.events[0].explain();
    let most = steps.iter().map(|step| step.confidence).fold(0.0, f32::max);
    assert!(most > 0.05 && most < 0.4, "{most}");
}

#[test]
fn without_such_a_label_words_fill_what_the_rules_left_empty() {
    let text =
        "Nine soldiers were killed in Kunduz province on Monday, and the Taliban celebrated.";
    let rules = plain(text);
    let is_open = rules.events.len() == 1 && rules.events[0].side_a.is_none();
    assert!(is_open, "take another text: {rules:?}");
    let pieces = [("soldiers", "B-Victim"), ("kunduz", "B-LOC"), ("taliban", "B-PerpOrg")];
    let (coded, tally) = read(&Tiny::of(&pieces), "", text);
    assert_eq!((tally.marked, tally.filled, tally.known, tally.added), (3, 1, 2, 0), "{tally:?}");
    let mut now = coded.events[0].clone();
    let side = now.side_a.take().expect("a side");
    assert_eq!(side.value.label(), "afghan-taliban");
    assert!(side.rule.as_str().ends_with(">party") && side.confidence <= 0.5, "{side:?}");
    now.codes.ucdp = rules.events[0].codes.ucdp;
    assert_eq!(now, rules.events[0], "what the rules read stays");
}

#[test]
fn an_organisation_is_on_a_side_only_where_the_sentence_says_which() {
    let pieces = [("taliban", "B-ORG")];
    let text =
        "Nine soldiers were killed in Kunduz province on Monday, and the Taliban celebrated.";
    let (coded, tally) = read(&Tiny::of(&pieces), "", text);
    assert_eq!((coded, count(&tally, Reason::Ambiguous)), (plain(text), 1), "{tally:?}");
    let text = "The Taliban killed nine soldiers in Kunduz province on Monday.";
    let (coded, tally) = read(&Tiny::of(&pieces), "", text);
    assert_eq!((coded, tally.known), (plain(text), 1), "{tally:?}");
    let pieces = [("taliban", "B-ORG"), ("fel", "B-Attack"), ("##led", "O"), ("soldiers", "B-ORG")];
    let text = "Taliban fighters felled soldiers on Monday.";
    let (coded, tally) = read(&Tiny::of(&pieces), "Attack = event:ASSAULT", text);
    assert_eq!((tally.added, tally.filled), (1, 2), "{tally:?}");
    let label = |side: &Option<Field<Party>>| side.as_ref().map(|side| side.value.label());
    let sides = (label(&coded.events[0].side_a), label(&coded.events[0].side_b));
    assert_eq!(sides, (Some("afghan-taliban".into()), Some("military".into())));
}

#[test]
fn words_that_the_grammars_do_not_read_are_dropped_each_with_its_reason() {
    for (label, reason) in [
        ("B-LOC", Reason::NoPlace),
        ("B-DATE", Reason::NoDate),
        ("B-Weapon", Reason::NoWeapon),
        ("B-PerpOrg", Reason::NoParty),
        ("B-Dead", Reason::NoNumber),
    ] {
        let pieces =
            [("fel", "B-Attack"), ("##led", "O"), ("soldiers", "B-Victim"), ("storm", label)];
        let said = match label {
            "B-Dead" => "Attack = event:ASSAULT, Dead = killed",
            _ => "Attack = event:ASSAULT",
        };
        let (coded, tally) = read(&Tiny::of(&pieces), said, "In a storm they felled two soldiers.");
        assert_eq!((count(&tally, reason), tally.filled), (1, 1), "{label}: {tally:?}");
        assert_eq!(coded.events.len(), 1);
    }
}

#[test]
fn a_person_is_no_party_whatever_the_label_says() {
    let text = "Harlan Quibell killed nine soldiers in Kunduz province on Monday.";
    let pieces = [("harlan", "B-ORG"), ("quibell", "I-ORG")];
    for said in
        ["", "ORG = perpetrator", "ORG = target", "ORG = weapon", "ORG = date", "ORG = killed"]
    {
        let (coded, tally) = read(&Tiny::of(&pieces), said, text);
        let written = serde_json::to_string(&coded).expect("JSON");
        assert!(!written.contains("Harlan") && !written.contains("Quibell"), "{said}: {written}");
        assert_eq!(tally.filled, 0, "{said}: {tally:?}");
    }
}

#[test]
fn words_without_an_event_or_with_two_are_dropped() {
    let pieces = [("taliban", "B-ORG"), ("kunduz", "B-LOC")];
    let text = "The Taliban spoke of the weather in Kunduz.";
    let (coded, tally) = read(&Tiny::of(&pieces), "", text);
    assert_eq!((coded, count(&tally, Reason::NoEvent)), (plain(text), 2), "{tally:?}");
    let text = "Gunmen abducted two nurses in Faryab on Monday and protesters rallied in Kunduz on Friday.";
    let rules = plain(text);
    assert!(rules.events.len() > 1, "take another text: {rules:?}");
    let (coded, tally) = read(&Tiny::of(&pieces), "", text);
    assert_eq!((coded, count(&tally, Reason::Ambiguous)), (rules, 1), "{tally:?}");
}

#[test]
fn a_word_that_tells_of_an_event_is_nothing_without_its_parts() {
    let pieces = [("fel", "B-Attack"), ("##led", "O"), ("weather", "B-Weapon")];
    let text = "The storm felled nothing but the weather.";
    let (coded, tally) = read(&Tiny::of(&pieces), "Attack = event:ASSAULT", text);
    assert_eq!(coded, plain(text));
    assert_eq!(tally.added, 0, "{tally:?}");
    assert!(
        count(&tally, Reason::Incomplete) == 1 || count(&tally, Reason::NoPredicate) == 1,
        "{tally:?}"
    );
}

#[test]
fn what_the_rules_mark_as_denied_stays_denied() {
    let text = "The Taliban fighters did not fell any soldiers in Kunduz province on Monday.";
    let pieces = [("fell", "B-Attack"), ("taliban", "B-ORG"), ("soldiers", "B-Victim")];
    let (coded, _) = read(&Tiny::of(&pieces), "Attack = event:ASSAULT, ORG = perpetrator", text);
    assert!(coded.events.iter().all(|event| !event.counts()), "{coded:?}");
}
