use std::collections::BTreeMap;

use super::*;
use crate::{Beyond, Coverage, Parameters, Sources, world::UnrestDays};

fn world() -> World {
    let (sources, beyond) = (Sources::all(), Beyond::some());
    World::new(&Parameters { reports: 20_000, sources, beyond, ..Parameters::default() })
}

type See<'a> = dyn FnMut(&Episode, &[bool], &[Account]) + 'a;

/// Everything that the source tells of a world in which the GED-shaped one tells what is lethal.
fn all(world: &World, parameters: AcledParameters, see: &mut See<'_>) {
    let mut source = AcledSource::new(world, parameters);
    let mut accounts = Vec::new();
    let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
        let told: Vec<bool> =
            episode.incidents.iter().map(|incident| incident.killed.total() > 0).collect();
        source.observe(episode, &told, &mut accounts);
        see(episode, &told, &accounts);
        Ok(())
    });
}

#[test]
fn it_tells_as_much_as_its_coverage_says_and_twice_as_often_as_asked() {
    let world = world();
    let parameters = AcledParameters { late_countries: 0.0, ..AcledParameters::default() };
    let (mut seen, mut happened) = ([0.0; 2], [0.0; 2]);
    let (mut reports, mut twice) = (0.0, 0.0);
    all(&world, parameters, &mut |episode, told, accounts| {
        if episode.kind == EpisodeKind::Operation {
            return;
        }
        told.iter().for_each(|told| happened[usize::from(*told)] += 1.0);
        for account in accounts {
            let is_second = account.tells.role == Role::Duplicate;
            reports += 1.0;
            twice += f64::from(u8::from(is_second));
            let told = told[account.tells.incidents.0];
            seen[usize::from(told)] += f64::from(u8::from(!is_second));
        }
    });
    let Coverage { with_ged, alone } = parameters.coverage;
    assert!((seen[1] / happened[1] - with_ged).abs() < 0.015, "{}", seen[1] / happened[1]);
    assert!((seen[0] / happened[0] - alone).abs() < 0.03, "{}", seen[0] / happened[0]);
    let share: f64 = twice / reports;
    assert!((share - parameters.duplicates).abs() < 0.005, "{share}");
}

#[test]
fn a_vague_place_is_the_capital_of_the_unit_and_a_vague_date_the_middle_of_the_month() {
    let world = world();
    let (mut capitals, mut months, mut reports) = (0.0, 0.0, 0.0);
    all(&world, AcledParameters::default(), &mut |episode, _, accounts| {
        for account in accounts {
            let coding = &account.coding;
            let incident = &episode.incidents[account.tells.incidents.0];
            reports += 1.0;
            if coding.geo_precision == 3 {
                let unit = world.land.unit(world.land.town(incident.town).unit);
                assert_eq!(coding.town, unit.towns.towns[0]);
                assert_eq!(coding.at, world.land.town(coding.town).at);
                capitals += 1.0;
            }
            if coding.time_precision == 3 {
                let day = world.calendar.date(coding.day).day();
                assert!((14..=16).contains(&day), "{day}");
                months += f64::from(u8::from(account.tells.role != Role::Summary));
            }
        }
    });
    let parameters = AcledParameters::default();
    let (capitals, months): (f64, f64) = (capitals / reports, months / reports);
    assert!((capitals - parameters.errors.unit_only).abs() < 0.008, "{capitals}");
    assert!((months - parameters.month_only).abs() < 0.006, "{months}");
}

#[test]
fn nothing_is_published_before_it_happened_and_an_edit_or_deletion_comes_after() {
    let world = world();
    let (mut edits, mut gone, mut reports) = (0.0, 0, 0.0);
    all(&world, AcledParameters::default(), &mut |_, _, accounts| {
        for account in accounts {
            assert!(account.published > account.coding.last_day);
            assert!(account.on(account.published - 1).is_none());
            reports += 1.0;
            if let Some((day, later)) = &account.edit {
                assert!(*day > account.published && *later != account.coding);
                if account.deleted.is_none() {
                    assert_eq!(account.on(*day), Some((later, *day)));
                    assert_eq!(account.on(day - 1), Some((&account.coding, account.published)));
                }
                edits += 1.0;
            }
            if let Some(day) = account.deleted {
                assert_eq!(account.tells.role, Role::Duplicate);
                assert!(account.on(day).is_none() && account.on(day - 1).is_some());
                gone += 1;
            }
        }
    });
    let share: f64 = edits / reports;
    assert!((share - 0.1).abs() < 0.01, "{share}");
    assert!(gone > 200, "{gone}");
}

#[test]
fn some_countries_are_covered_late_and_the_first_one_from_the_beginning() {
    let world = world();
    let mut first: BTreeMap<u8, Day> = BTreeMap::new();
    all(&world, AcledParameters::default(), &mut |episode, _, accounts| {
        for account in accounts {
            let day = episode.incidents[account.tells.incidents.0].day;
            first
                .entry(account.country)
                .and_modify(|first| *first = day.min(*first))
                .or_insert(day);
        }
    });
    let start = world.calendar.from + world.calendar.length() * 3 / 10;
    assert!(first[&0] < 60 && first[&1] < 60, "{first:?}");
    assert!((start..start + 60).contains(&first[&2]), "{first:?}");
}

#[test]
fn civilians_stand_second_and_their_kind_of_event_follows_from_the_deed() {
    let world = world();
    let mut battles_turned = 0;
    all(&world, AcledParameters::default(), &mut |episode, _, accounts| {
        for account in accounts {
            let coding = &account.coding;
            let [one, other] = coding.sides;
            assert_ne!(one, Side::Civilians);
            assert!(one != Side::Nobody && other != Side::Nobody);
            let dyad = world.cast.dyads[episode.incidents[0].dyad as usize];
            if dyad.violence() == 1 {
                battles_turned += u32::from(matches!(one, Side::Military | Side::Police));
            }
            assert!(!matches!(coding.deed, Deed::Unrest(_)));
        }
    });
    assert!(battles_turned > 1_000, "who began does not follow from the order: {battles_turned}");
}

#[test]
fn unrest_is_told_as_often_as_asked_with_the_actors_of_its_kind() {
    let world = world();
    let parameters = AcledParameters { late_countries: 0.0, ..AcledParameters::default() };
    let mut source = AcledSource::new(&world, parameters);
    let (mut days, mut found, mut accounts) = (UnrestDays::new(&world), Vec::new(), Vec::new());
    while days.next_day(&world, Day::MAX, &mut found) {}
    let mut told = 0.0;
    for unrest in &found {
        source.observe_unrest(unrest, &mut accounts);
        for account in &accounts {
            assert_eq!(account.coding.deed, Deed::Unrest(unrest.kind));
            assert_eq!(account.coding.dead, unrest.killed);
            let with_group = account.coding.sides.iter().any(|side| matches!(side, Side::Group(_)));
            assert_eq!(with_group, unrest.group.is_some());
            told += 1.0;
        }
    }
    let share: f64 = told / found.len() as f64;
    assert!((share - parameters.unrest).abs() < 0.015, "{share}");
}
