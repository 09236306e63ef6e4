use super::{
    ledger::Measure,
    plan::{Count, What},
    *,
};
use crate::{
    Parameters,
    world::{Incident, Party},
};
use std::{collections::BTreeMap, convert::Infallible};

/// Runs the newsrooms over a world and shows every plan with the length of the queue.
fn run(world: &World, see: &mut dyn FnMut(&[Outlet], &Plan)) -> usize {
    let news = world.parameters.news.expect("news");
    let mut ledger = Ledger::new(world);
    let Ok(()) = world.happen::<Infallible>(&mut |episode| {
        ledger.count(world, episode);
        Ok(())
    });
    let mut desk = NewsDesk::new(world, news, ledger);
    let mut longest = 0;
    let Ok(()) = world.happen::<Infallible>(&mut |episode| {
        desk.observe(episode, &mut |outlets, plan| {
            see(outlets, plan);
            Ok::<(), Infallible>(())
        })?;
        longest = longest.max(desk.queue.len());
        Ok(())
    });
    let Ok(()) = desk.finish::<Infallible>(&mut |outlets, plan| {
        see(outlets, plan);
        Ok(())
    });
    longest
}

fn world(seed: u64, reports: u64) -> World {
    let news = Some(NewsParameters::default());
    World::new(&Parameters { seed, reports, news, ..Parameters::default() })
}

fn incidents(world: &World) -> BTreeMap<u64, Incident> {
    let mut all = BTreeMap::new();
    let Ok(()) = world.happen::<Infallible>(&mut |episode| {
        all.extend(episode.incidents.iter().map(|one| (one.number, one.clone())));
        Ok(())
    });
    all
}

#[test]
fn articles_come_in_order_and_after_what_they_tell_or_copy() {
    let world = world(1, 3_000);
    let truth = incidents(&world);
    let mut published: BTreeMap<u64, Minute> = BTreeMap::new();
    let mut last = 0;
    let mut copies = [0; 2];
    run(&world, &mut |outlets, plan| {
        assert!(plan.published() >= last);
        last = plan.published();
        assert!(published.insert(plan.id(), last).is_none(), "no id is there twice");
        if let Some(step) = plan.steps.last() {
            assert!(published[&step.of] < last, "the source was there before");
            assert_ne!(outlets[usize::from(step.outlet)].kind, OutletKind::Wire);
            copies[plan.steps.len() - 1] += 1;
        }
        if let Topic::Report(known) | Topic::FollowUp { now: known, .. } = &plan.story.topic {
            let end = &truth[&known.incidents.1];
            assert!(last > u64::from(end.day) * DAY + u64::from(end.minute));
        }
    });
    assert!(copies[0] > 1_000 && copies[1] > 100, "{copies:?}");
}

#[test]
fn the_queue_does_not_grow_with_the_length_of_the_world() {
    let short = run(&world(1, 3_000), &mut |_, _| {});
    let news = Some(NewsParameters::default());
    let long = Parameters {
        reports: 9_000,
        from: jiff::civil::date(1995, 1, 1),
        news,
        ..Parameters::default()
    };
    let long = run(&World::new(&long), &mut |_, _| {});
    assert!(long < 3 * short, "{short} {long}");
}

#[test]
fn what_is_not_called_wrong_is_as_it_was() {
    let world = world(2, 6_000);
    let truth = incidents(&world);
    let (mut right, mut wrong) = (0, 0);
    run(&world, &mut |_, plan| {
        let Topic::Report(known) = &plan.story.topic else { return };
        let first = &truth[&known.incidents.0];
        let dead: u32 =
            (known.incidents.0..=known.incidents.1).map(|one| truth[&one].killed.total()).sum();
        let dyad = world.cast.dyads[first.dyad as usize];
        let has = |error: &str| known.errors.contains(&error);
        assert_eq!(has("deaths") || has("deaths-so-far"), known.killed.total() != dead);
        assert_eq!(has("place"), known.town != first.town);
        assert_eq!(has("date"), known.day != first.day);
        assert_eq!(has("side"), known.sides != (dyad.a, dyad.b));
        right += u32::from(known.errors.is_empty());
        wrong += u32::from(!known.errors.is_empty());
    });
    let share = f64::from(wrong) / f64::from(right + wrong);
    assert!((0.1..0.35).contains(&share), "{share}");
}

#[test]
fn without_errors_and_copies_there_are_none() {
    let news = NewsParameters { errors: 0, copies: 0, noise: 0, ..NewsParameters::default() };
    let world = World::new(&Parameters { news: Some(news), ..Parameters::default() });
    run(&world, &mut |_, plan| {
        assert!(plan.steps.is_empty());
        assert!(!matches!(plan.story.topic, Topic::Noise { .. } | Topic::Correction { .. }));
        if let Topic::Report(known) = &plan.story.topic {
            assert!(known.errors.iter().all(|error| *error == "deaths-so-far"));
        }
    });
}

#[test]
fn bigger_tolls_are_told_more_often() {
    let world = world(3, 6_000);
    let truth = incidents(&world);
    let mut told = std::collections::BTreeSet::new();
    run(&world, &mut |_, plan| {
        if let Topic::Report(known) = &plan.story.topic {
            told.extend(known.incidents.0..=known.incidents.1);
        }
    });
    let share = |low: u32, high: u32| {
        let of: Vec<_> = truth
            .values()
            .filter(|one| (low..=high).contains(&one.killed.total()))
            .map(|one| told.contains(&one.number))
            .collect();
        of.iter().filter(|told| **told).count() as f64 / of.len() as f64
    };
    let (none, one, many) = (share(0, 0), share(1, 1), share(10, 500));
    assert!(none + 0.1 < one && one < many && many > 0.95, "{none} {one} {many}");
}

/// Counts by hand what a tally speaks of.
fn recount(
    (world, truth): (&World, &BTreeMap<u64, Incident>),
    group: u16,
    measure: Measure,
    days: plan::Days,
    count: Count,
) -> u64 {
    let mut total = 0;
    for one in truth.values() {
        let dyad = world.cast.dyads[one.dyad as usize];
        let takes_part = [dyad.a, dyad.b].contains(&Party::Group(group));
        let country = world.land.town(one.town).country;
        let elsewhere = count.country.is_some_and(|wanted| wanted != country);
        if !takes_part || elsewhere || !(days.0..=days.1).contains(&one.day) {
            continue;
        }
        let one_sided = dyad.b == Party::Civilians;
        total += u64::from(match measure {
            Measure::Incidents => 1,
            Measure::LethalIncidents => u32::from(one.killed.total() > 0),
            Measure::AttacksOnCivilians => u32::from(one_sided),
            Measure::CiviliansKilled if one_sided => one.killed.civilians,
            Measure::CiviliansKilled => 0,
            Measure::OwnDead if dyad.a == Party::Group(group) => one.killed.a,
            Measure::OwnDead => one.killed.b,
        });
    }
    total
}

#[test]
fn the_truth_of_a_tally_is_what_the_world_counts() {
    let world = world(4, 2_000);
    let all = incidents(&world);
    let (mut right, mut wrong, mut seen) = (0, 0, [0; 5]);
    run(&world, &mut |_, plan| {
        let Topic::Analysis { said, .. } = &plan.story.topic else { return };
        for one in said {
            match one.what {
                What::Tally { measure, days, first, second } => {
                    for count in [Some(first), second].into_iter().flatten() {
                        let counted = recount((&world, &all), one.group, measure, days, count);
                        assert_eq!(count.truth, counted, "{measure:?}");
                        right += u32::from(count.said == counted);
                        wrong += u32::from(count.said != counted);
                        assert!(u64::from(days.1) * DAY < plan.story.published);
                    }
                    seen[measure as usize] += 1;
                }
                What::Losses { truth, days, .. } => {
                    let count = Count { country: None, said: 0, truth };
                    let counted = recount((&world, &all), one.group, Measure::OwnDead, days, count);
                    assert_eq!(truth, counted);
                    seen[4] += 1;
                }
                _ => {}
            }
        }
    });
    assert!(seen.iter().all(|count| *count > 3), "{seen:?}");
    assert!(right > 2 * wrong && wrong > 10, "{right} {wrong}");
}
