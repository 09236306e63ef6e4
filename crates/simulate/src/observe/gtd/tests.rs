use super::*;
use crate::{Parameters, Sources, world::Method};

fn world() -> World {
    World::new(&Parameters { reports: 20_000, sources: Sources::all(), ..Parameters::default() })
}

fn all(world: &World, parameters: GtdParameters, see: &mut dyn FnMut(&Episode, &[Account])) {
    let years = last_years(world, parameters.vintages);
    let mut source = GtdSource::new(world, parameters, years);
    let mut accounts = Vec::new();
    let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
        source.observe(episode, &vec![true; episode.incidents.len()], &mut accounts);
        see(episode, &accounts);
        Ok(())
    });
}

#[test]
fn only_what_a_group_began_is_in_it_and_as_much_as_its_coverage_says() {
    let world = world();
    let (mut attacks, mut told) = (0.0, 0.0);
    let parameters = GtdParameters { vintages: 1, ..GtdParameters::default() };
    all(&world, parameters, &mut |episode, accounts| {
        if episode.kind != EpisodeKind::Operation {
            let began =
                episode.incidents.iter().filter(|incident| is_attack_by_group(&world, incident));
            attacks += began.count() as f64;
            told += accounts.len() as f64;
        }
        for account in accounts {
            assert!(is_attack_by_group(&world, &episode.incidents[account.tells.incidents.0]));
        }
    });
    // Those that would come late come in no release at all.
    let share: f64 = told / attacks;
    assert!((share - parameters.coverage.with_ged * 0.95).abs() < 0.015, "{share}");
}

#[test]
fn bombings_in_series_name_one_another_and_nothing_else_does() {
    let world = world();
    let mut series = 0;
    all(&world, GtdParameters::default(), &mut |episode, accounts| {
        let is_series = episode.kind == EpisodeKind::SequentialBombing;
        for account in accounts {
            assert_eq!(account.coding.multiple, is_series);
            assert_eq!(account.related.contains(&account.id), is_series && accounts.len() > 1);
        }
        series += u32::from(is_series && accounts.len() > 1);
    });
    assert!(series >= 5, "{series}");
}

#[test]
fn a_day_that_is_not_known_is_none_in_the_id_and_no_id_is_there_twice() {
    let world = world();
    let (mut seen, mut unknown, mut attacks) = (std::collections::BTreeSet::new(), 0.0, 0.0);
    all(&world, GtdParameters::default(), &mut |_, accounts| {
        for account in accounts {
            assert!(seen.insert(account.id));
            let coding = account.in_release(account.first).expect("its first release");
            let date = world.calendar.date(coding.day);
            let day = account.id / 10_000 % 100;
            assert_eq!(day == 0, !coding.day_known);
            assert_eq!(account.id / 100_000_000, u64::from(date.year().unsigned_abs()));
            attacks += 1.0;
            unknown += f64::from(u8::from(!coding.day_known));
        }
    });
    let share: f64 = unknown / attacks;
    assert!((share - 0.02).abs() < 0.006, "{share}");
}

#[test]
fn a_lost_year_is_empty_and_later_releases_know_more() {
    let world = world();
    let parameters = GtdParameters { missing_year: Some(2018), ..GtdParameters::default() };
    let (mut late, mut revised) = (0, 0);
    all(&world, parameters, &mut |_, accounts| {
        for account in accounts {
            assert_ne!(account.id / 100_000_000, 2018);
            late += u32::from(account.first == 1 && account.id / 100_000_000 < 2024);
            let both = (account.in_release(0), account.in_release(1));
            if let (Some(before), Some(after)) = both {
                revised += u32::from(before != after);
            }
        }
    });
    assert!(late > 100 && revised > 100, "{late} {revised}");
}

#[test]
fn attackers_who_died_are_among_the_dead_and_a_carrier_is_one_of_them() {
    let world = world();
    let mut suicides = 0;
    let exact = crate::Errors { toll_wrong: 0.0, type_wrong: 0.0, ..crate::Errors::default() };
    let parameters = GtdParameters { errors: exact, ..GtdParameters::default() };
    all(&world, parameters, &mut |episode, accounts| {
        for account in accounts {
            let coding = &account.coding;
            if let (Some(dead), Some(attackers)) = (coding.dead, coding.dead_attackers) {
                assert!(attackers <= dead);
                let incident = &episode.incidents[account.tells.incidents.0];
                if incident.method == Method::SuicideBombing {
                    assert_eq!(dead, incident.killed.total() + 1);
                    assert!(attackers >= 1);
                    suicides += 1;
                }
            }
        }
    });
    assert!(suicides > 50, "{suicides}");
}
