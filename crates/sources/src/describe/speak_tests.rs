//! A test for each reason.

use bellwether_model::{ActorKind, Date, EventType, Iso3};

use super::*;

fn day(text: &str) -> Option<Date> {
    Some(text.parse().expect("a date"))
}

fn countries(codes: &[&str]) -> Vec<Iso3> {
    codes.iter().map(|code| Iso3::new(code).expect("three letters")).collect()
}

fn years(from: i16, to: i16) -> AskedScope {
    AskedScope {
        from: Some(bellwether_model::Date::constant(from, 1, 1)),
        to: Some(bellwether_model::Date::constant(to, 12, 31)),
        ..AskedScope::default()
    }
}

fn asked(id: &str, scope: &AskedScope) -> Vec<Reason> {
    can_speak(describe(id).expect("described"), scope)
}

/// Effect and text of the reason of a kind, if there is one.
fn said(id: &str, scope: &AskedScope, about: About) -> Option<(Effect, String)> {
    asked(id, scope).into_iter().find(|r| r.about == about).map(|r| (r.effect, r.text))
}

#[test]
fn a_country_begins_when_it_begins_and_not_with_its_region() {
    let mut scope = years(2015, 2016);
    scope.countries = countries(&["AFG"]);
    let (effect, text) = said("acled", &scope, About::Coverage).expect("before 2017");
    assert_eq!(effect, Effect::Cannot);
    assert_eq!(text, "covers none of the time asked: AFG from 2017-01-01");
    scope.countries = countries(&["AFG", "PAK"]);
    assert_eq!(asked("acled", &scope)[0].effect, Effect::Partly);
    scope.to = day("2018-12-31");
    scope.countries = countries(&["AFG"]);
    let (effect, text) = said("acled", &scope, About::Coverage).expect("begins within");
    assert_eq!(effect, Effect::Partly);
    assert_eq!(text, "covers a part of the time asked: AFG from 2017-01-01");
    scope.from = day("2017-01-01");
    let (effect, text) = said("acled", &scope, About::Coverage).expect("covered");
    assert_eq!(effect, Effect::Covers);
    assert!(text.starts_with("covers what is asked"));
}

#[test]
fn a_country_that_is_not_listed_is_not_covered() {
    let mut scope = years(2022, 2022);
    scope.countries = countries(&["ATA"]);
    let (effect, text) = said("acled", &scope, About::Coverage).expect("not listed");
    assert_eq!((effect, text.as_str()), (Effect::Cannot, "does not cover ATA"));
    scope.countries = countries(&["ATA", "NGA"]);
    assert_eq!(said("acled", &scope, About::Coverage).map(|r| r.0), Some(Effect::Partly));
}

#[test]
fn the_world_is_covered_in_parts_where_parts_begin_at_different_times() {
    let (effect, text) = said("acled", &years(2000, 2024), About::Coverage).expect("parts");
    assert_eq!(effect, Effect::Partly);
    assert!(text.contains("Africa (regions 1 to 5) from 1997-01-01"), "{text}");
    assert_eq!(
        said("acled", &AskedScope::default(), About::Coverage).map(|r| r.0),
        Some(Effect::Partly),
        "an open beginning takes in what a part has before the others"
    );
    let (effect, _) = said("acled", &years(2022, 2024), About::Coverage).expect("all begun");
    assert_eq!(effect, Effect::Mind);
    let (effect, _) = said("acled", &years(1980, 1990), About::Coverage).expect("before all");
    assert_eq!(effect, Effect::Cannot);
}

#[test]
fn what_has_ended_cannot_speak_to_later_days() {
    assert_eq!(asked("icews", &years(2024, 2024))[0].effect, Effect::Cannot);
    let (effect, text) = said("icews", &years(2022, 2024), About::Coverage).expect("ends within");
    assert_eq!(effect, Effect::Partly);
    assert!(text.ends_with("the world from 1995-01-01 to 2023-04-11"), "{text}");
    assert_eq!(
        said("ucdp-deco", &AskedScope::default(), About::Coverage).map(|r| r.0),
        Some(Effect::Partly),
        "until now is after its end"
    );
}

#[test]
fn lethal_only_matters_unless_only_lethal_events_are_asked_for() {
    let mut scope = years(2018, 2018);
    let (effect, text) = said("ucdp-ged", &scope, About::LethalOnly).expect("lethal only");
    assert_eq!(effect, Effect::Partly);
    assert!(text.contains("at least one death"));
    scope.lethal_only = true;
    assert_eq!(said("ucdp-ged", &scope, About::LethalOnly), None);
    assert_eq!(asked("ucdp-ged", &scope).last().map(|r| r.effect), Some(Effect::Covers));
    assert_eq!(said("acled", &years(2022, 2022), About::LethalOnly), None);
}

#[test]
fn the_threshold_is_kept_in_mind() {
    let (effect, text) = said("ucdp-ged", &years(2018, 2018), About::Threshold).expect("25");
    assert_eq!(effect, Effect::Mind);
    assert!(text.contains("reached 25 deaths in a calendar year"));
    assert_eq!(said("gtd", &years(2018, 2018), About::Threshold), None);
}

#[test]
fn types_that_a_dataset_does_not_have_are_named() {
    let mut scope = years(2018, 2018);
    scope.types = vec![EventType::Protest];
    let (effect, text) = said("ucdp-ged", &scope, About::Types).expect("no protests");
    assert_eq!((effect, text.as_str()), (Effect::Cannot, "has no events of type protest"));
    scope.types.push(EventType::OneSided);
    assert_eq!(said("ucdp-ged", &scope, About::Types).map(|r| r.0), Some(Effect::Partly));
    assert_eq!(said("acled", &scope, About::Types), None);
}

#[test]
fn a_dataset_of_non_state_attacks_cannot_speak_of_a_government() {
    let mut scope = years(2018, 2018);
    scope.actor = Some(ActorKind::Government);
    let (effect, text) = said("gtd", &scope, About::Actor).expect("no governments");
    let expected = (Effect::Cannot, "does not record violence by governments");
    assert_eq!((effect, text.as_str()), expected);
    assert_eq!(said("ucdp-ged", &scope, About::Actor), None);
    scope.actor = Some(ActorKind::ArmedGroup);
    assert_eq!(said("gtd", &scope, About::Actor), None);
}

#[test]
fn a_missing_year_is_missing_where_it_is_asked_for() {
    let (effect, text) = said("gtd", &years(1990, 1995), About::Missing).expect("1993");
    assert_eq!(effect, Effect::Partly);
    assert!(text.starts_with("has nothing from 1993-01-01 to 1993-12-31"), "{text}");
    assert_eq!(asked("gtd", &years(1993, 1993))[0].about, About::Missing);
    assert_eq!(asked("gtd", &years(1993, 1993))[0].effect, Effect::Cannot);
    assert_eq!(said("gtd", &years(1994, 1995), About::Missing), None);
    assert_eq!(said("gtd", &years(1985, 1992), About::Missing), None);
}

#[test]
fn a_break_counts_only_when_both_sides_of_it_are_asked_for() {
    let breaks = |scope: &AskedScope| {
        asked("gtd", scope).into_iter().filter(|reason| reason.about == About::Break).count()
    };
    assert_eq!(breaks(&years(1994, 2020)), 3);
    assert_eq!(breaks(&years(2010, 2014)), 1);
    assert_eq!(breaks(&years(2012, 2014)), 0, "begins with the change");
    assert_eq!(breaks(&years(2009, 2010)), 0);
    let (effect, text) = said("gtd", &years(2009, 2011), About::Break).expect("November 2011");
    assert_eq!(effect, Effect::Mind);
    assert!(text.starts_with("does not compare across 2011-11-01: "), "{text}");
    let (_, text) = said("gtd", &years(1990, 2000), About::Break).expect("1998");
    assert!(text.starts_with("does not compare across 1998: "), "{text}");
}

#[test]
fn a_sample_says_that_it_cannot_give_totals_and_what_it_repeats() {
    let scope = years(2017, 2018);
    let (effect, text) = said("aec", &scope, About::Sample).expect("a sample");
    assert_eq!(effect, Effect::Partly);
    assert!(text.contains("cannot give totals"));
    let (effect, text) = said("aec", &scope, About::Repeats).expect("repeats GED");
    assert_eq!(effect, Effect::Mind);
    assert!(text.contains("ucdp-ged"));
    assert_eq!(said("ucdp-ged", &scope, About::Sample), None);
    assert_eq!(said("ucdp-ged", &scope, About::Repeats), None);
}

#[test]
fn a_restricted_dataset_says_what_is_lawful_instead() {
    for id in ["acled", "gtd", "icews"] {
        let (effect, text) = said(id, &years(2019, 2019), About::Restricted).expect("restricted");
        assert_eq!(effect, Effect::Mind);
        assert!(text.contains("at least 5 events") && text.contains("-TERMS"), "{text}");
        assert!(text.contains("; publish counts with the citation"), "{text}");
    }
    assert_eq!(said("gdelt", &years(2019, 2019), About::Restricted), None);
}

#[test]
fn what_holds_no_events_says_so() {
    let scope = years(2019, 2019);
    let effect = |id, scope: &AskedScope| said(id, scope, About::NotEvents).map(|r| r.0);
    assert_eq!(effect("reign-elections", &scope), Some(Effect::Cannot));
    assert_eq!(effect("ucdp-actor", &scope), Some(Effect::Cannot));
    assert_eq!(effect("ucdp-orgviolence-cy", &scope), Some(Effect::Partly));
    let named = AskedScope { actor: Some(ActorKind::ArmedGroup), ..scope };
    assert_eq!(effect("ucdp-orgviolence-cy", &named), Some(Effect::Cannot));
    assert_eq!(effect("ucdp-ged", &named), None);
}

#[test]
fn reasons_stand_in_order_of_gravity_and_there_is_always_one() {
    for dataset in datasets() {
        for scope in [AskedScope::default(), years(1993, 1993), years(2018, 2018)] {
            let reasons = can_speak(dataset, &scope);
            assert!(!reasons.is_empty(), "{}", dataset.id);
            assert!(reasons.is_sorted_by_key(|r| std::cmp::Reverse(r.effect)), "{}", dataset.id);
            assert!(reasons.iter().all(|r| !r.text.ends_with('.')));
        }
    }
}
