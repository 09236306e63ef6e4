//! What is said about groups: strengths, tallies, losses, origins, right or wrong against the world.

use super::{
    ledger::{Ledger, Measure, months},
    plan::{Count, Days, Range, Said, What},
};
use crate::{actor_file::fighters, calendar::Day, rng::Rng, world::World};

/// How many invented bodies there are to attribute statements to.
pub(crate) const BODIES: u32 = 10;
/// Share of statements that are wrong.
const WRONG: f64 = 0.25;

/// Something that can be said about a group by this day; `None` when too little has happened.
pub(crate) fn say(
    world: &World,
    ledger: &Ledger,
    group: u16,
    today: Day,
    rng: &mut Rng,
) -> Option<Said> {
    let body = u8::try_from(rng.below(BODIES)).unwrap_or(0);
    let index = usize::from(group);
    let first = world.script.phases[index].first()?.from;
    if first + 60 > today {
        return None;
    }
    let what = match rng.class(&[0.3, 0.6, 0.72, 0.8, 0.86, 0.92, 0.96, 1.0]) {
        0 => strength(world, index, today, rng),
        1 => tally(world, ledger, index, today, rng),
        2 => losses(world, ledger, index, today, rng),
        3 => surrenders(world, index, today, rng),
        4 => Some(formed(world, first, today, rng)),
        5 => world.cast.groups[index]
            .parent
            .map(|from| What::Split { from, days: world.calendar.month_bounds(first) }),
        6 => world.cast.groups[index].branch_of.map(|with| What::Allied { with }),
        _ => world.cast.groups[index].rival.map(|(of, _)| What::Rival { of }),
    };
    let what = what.or_else(|| strength(world, index, today, rng))?;
    Some(Said { group, what, body })
}

/// What the world's strength was on a day: the range that the world's own group file would state.
fn strength_on(world: &World, group: usize, day: Day) -> Range {
    let rate = world.script.rate(group, day).max(0.2);
    fighters(world.cast.groups[group].weight * rate)
}

fn strength(world: &World, group: usize, today: Day, rng: &mut Rng) -> Option<What> {
    let first = world.script.phases[group].first()?.from;
    let day = today.saturating_sub(20 + rng.below(160)).max(first);
    let wrong = rng.chance(WRONG);
    let factor = if rng.chance(0.5) { (1, 2 + rng.below(2)) } else { (2 + rng.below(2), 1) };
    let now = strength_on(world, group, day);
    let now = if wrong { scaled(now, factor) } else { now };
    let earlier = first + rng.below((day - first).max(1));
    let before = (day > earlier + 400 && rng.chance(0.6)).then(|| {
        let days = calendar_year(world, earlier);
        (strength_on(world, group, earlier), days)
    });
    let before = before.filter(|(range, _)| *range != now);
    Some(What::Strength { now, as_of: world.calendar.month_bounds(day), before, right: !wrong })
}

fn scaled((low, high): Range, (times, parts): (u32, u32)) -> Range {
    let round = |value: u64| (value * u64::from(times) / u64::from(parts) / 50).max(1) * 50;
    let low = round(low);
    (low, round(high).max(low + 50))
}

fn calendar_year(world: &World, day: Day) -> Days {
    world.calendar.year_bounds(day)
}

/// Whole months or whole years that ended before today.
fn stretch(world: &World, group: usize, today: Day, rng: &mut Rng) -> Option<Days> {
    let calendar = &world.calendar;
    let first = calendar.month_bounds(world.script.phases[group].first()?.from).0;
    let (this_month, _) = calendar.month_bounds(today.min(calendar.to));
    let end = this_month.checked_sub(1).filter(|end| *end > first + 62)?;
    let (this_year, _) = calendar.year_bounds(today.min(calendar.to));
    if rng.chance(0.5) && this_year > first + 366 {
        let to = this_year - 1;
        let years = rng.below(3);
        let from = (0..years).fold(calendar.year_bounds(to).0, |from, _| {
            from.checked_sub(1).map_or(from, |before| calendar.year_bounds(before).0)
        });
        return Some((from.max(calendar.from), to));
    }
    let from = end.saturating_sub(60 + rng.below(700)).max(first);
    Some((calendar.month_bounds(from).0, end))
}

fn tally(world: &World, ledger: &Ledger, group: usize, today: Day, rng: &mut Rng) -> Option<What> {
    let days = stretch(world, group, today, rng)?;
    let measure = [
        Measure::Incidents,
        Measure::LethalIncidents,
        Measure::AttacksOnCivilians,
        Measure::CiviliansKilled,
    ][rng.class(&[0.45, 0.6, 0.8, 1.0])];
    let span = months(world, days);
    let mut count = |country: Option<u8>| {
        let truth = ledger.total(world, group, country, measure, span);
        let said = if rng.chance(WRONG) { wrong_number(truth, rng) } else { truth };
        Count { country, said, truth }
    };
    let presences = &world.cast.groups[group].presences;
    let (first, second) = match presences.get(1) {
        Some(abroad) => (count(Some(presences[0].country)), Some(count(Some(abroad.country)))),
        None => (count(None), None),
    };
    let second = second.filter(|count| count.said >= 2);
    (first.said >= 3).then_some(What::Tally { measure, days, first, second })
}

/// Off by a quarter to the double, and by three at least.
fn wrong_number(truth: u64, rng: &mut Rng) -> u64 {
    let off = (truth * u64::from(rng.between(25, 100)) / 100).max(3);
    if truth > off + 3 && rng.chance(0.5) { truth - off } else { truth + off }
}

fn losses(world: &World, ledger: &Ledger, group: usize, today: Day, rng: &mut Rng) -> Option<What> {
    let days = stretch(world, group, today, rng)?;
    let truth = ledger.total(world, group, None, Measure::OwnDead, months(world, days));
    let said = if rng.chance(WRONG) { wrong_number(truth, rng) } else { truth };
    (said >= 3).then_some(What::Losses { said, truth, days })
}

fn surrenders(world: &World, group: usize, today: Day, rng: &mut Rng) -> Option<What> {
    let days = stretch(world, group, today, rng)?;
    let (low, _) = strength_on(world, group, days.0);
    let said = (low * u64::from(rng.between(5, 45)) / 100).max(3);
    let said = if said > 100 { said / 10 * 10 } else { said };
    Some(What::Surrenders { said, days })
}

fn formed(world: &World, first: Day, today: Day, rng: &mut Rng) -> What {
    let right = !rng.chance(WRONG);
    let year = world.calendar.year_bounds(first);
    let later = world.calendar.year_bounds(year.1 + 1);
    if right || later.1 >= today {
        let days = if rng.chance(0.5) { world.calendar.month_bounds(first) } else { year };
        What::Formed { days, right: true }
    } else {
        What::Formed { days: later, right: false }
    }
}
