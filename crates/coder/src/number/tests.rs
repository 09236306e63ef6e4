//! Quantities as a reader would take them.

use super::*;

fn read(text: &str) -> Vec<(Option<f64>, Option<f64>, Unit)> {
    quantities(&Tokens::new(text)).into_iter().map(|q| (q.low, q.high, q.unit)).collect()
}

fn one(text: &str) -> (Option<f64>, Option<f64>, Unit) {
    let found = read(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0]
}

#[test]
fn ranges_have_two_ends() {
    let expected = (Some(600.0), Some(800.0), Unit::Fighters);
    for text in [
        "between 600 and 800 fighters",
        "600 to 800 fighters",
        "600-800 fighters",
        "600\u{2013}800 FIGHTERS",
    ] {
        assert_eq!(one(text), expected, "{text}");
    }
    assert_eq!(one("3,000-4,000 militants"), (Some(3000.0), Some(4000.0), Unit::Fighters));
    assert_eq!(one("three to four thousand members"), (Some(3000.0), Some(4000.0), Unit::Fighters));
}

#[test]
fn qualifiers_open_or_widen_the_interval() {
    assert_eq!(one("at least 183 people were killed"), (Some(183.0), None, Unit::Killed));
    assert_eq!(one("more than 100 civilians"), (Some(101.0), None, Unit::Civilians));
    assert_eq!(one("up to 40 soldiers"), (None, Some(40.0), Unit::Forces));
    assert_eq!(one("fewer than 20 attacks"), (None, Some(19.0), Unit::Attacks));
    assert_eq!(one("nearly 1,400 surrendered"), (Some(1260.0), Some(1400.0), Unit::Surrendered));
    assert_eq!(one("about 50 peasants"), (Some(45.0), Some(55.0), Unit::Civilians));
    assert_eq!(one("20 or more dead"), (Some(20.0), None, Unit::Killed));
}

#[test]
fn words_are_numbers_too() {
    assert_eq!(one("twenty-three villagers"), (Some(23.0), Some(23.0), Unit::Civilians));
    assert_eq!(one("two hundred and six people"), (Some(206.0), Some(206.0), Unit::People));
    assert_eq!(one("a dozen gunmen"), (Some(12.0), Some(12.0), Unit::Fighters));
    assert_eq!(
        one("1.5 million displaced"),
        (Some(1_500_000.0), Some(1_500_000.0), Unit::Displaced)
    );
}

#[test]
fn vague_words_have_a_least_value() {
    assert_eq!(one("dozens were wounded"), (Some(24.0), None, Unit::Injured));
    assert_eq!(one("dozens of people were wounded"), (Some(24.0), None, Unit::Injured));
    assert_eq!(one("several hundred fighters"), (Some(300.0), Some(900.0), Unit::Fighters));
    assert_eq!(one("hundreds of rebels"), (Some(200.0), None, Unit::Fighters));
}

#[test]
fn shares_are_parts_of_a_whole() {
    let (low, _, unit) = one("a third of the district fell");
    assert!((low.expect("a share") - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(unit, Unit::Share);
    assert_eq!(one("40 percent of them").0, Some(0.4));
}

#[test]
fn what_became_of_people_counts_more_than_who_they_were() {
    assert_eq!(one("12 soldiers were killed"), (Some(12.0), Some(12.0), Unit::Killed));
    assert_eq!(
        one("1,400 fighters have surrendered"),
        (Some(1400.0), Some(1400.0), Unit::Surrendered)
    );
    assert_eq!(one("12 soldiers attacked the town"), (Some(12.0), Some(12.0), Unit::Forces));
}

#[test]
fn dates_models_and_names_are_no_quantities() {
    for text in [
        "in 2016",
        "on 4 January",
        "March 12",
        "an AK-47",
        "at 7:30 p.m.",
        "Resolution 1267",
        "one of them",
    ] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}

#[test]
fn a_number_of_them_counts_nothing_that_stands_behind() {
    assert_eq!(read("four of them lost their lives"), [(Some(4.0), Some(4.0), Unit::Unknown)]);
    assert_eq!(read("four of them were wounded"), [(Some(4.0), Some(4.0), Unit::Injured)]);
    assert_eq!(read("a dozen traders"), [(Some(12.0), Some(12.0), Unit::Unknown)]);
}

#[test]
fn two_quantities_of_a_sentence_stay_apart() {
    assert_eq!(
        read("84 attacks in Afghanistan and 11 in Pakistan between 2017 and 2018"),
        [(Some(84.0), Some(84.0), Unit::Attacks), (Some(11.0), Some(11.0), Unit::Unknown)]
    );
}

#[test]
fn spans_hold_the_qualifier() {
    let text = "It killed at least 183 people.";
    let found = quantities(&Tokens::new(text));
    assert_eq!(found[0].span.of(text), "at least 183");
    assert_eq!(found[0].noun.map(|span| span.of(text)), Some("people"));
}
