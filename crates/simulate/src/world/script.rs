//! What is planted: the regimes of each group, elections, bombings in series and the one attack that
//! everybody remembers.

use super::{Cast, Surge, cast, surge};
use crate::{
    Parameters,
    calendar::{Calendar, Day},
    rng::{Rng, Stream},
};

/// A stretch of days in which a group is active at a rate that rises or falls evenly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Phase {
    pub(crate) from: Day,
    /// Included.
    pub(crate) to: Day,
    /// Rate on the first and on the last day, where 1 is the group's ordinary tempo.
    pub(crate) rates: (f64, f64),
}

impl Phase {
    fn rate(&self, day: Day) -> f64 {
        let length = f64::from((self.to - self.from).max(1));
        let share = f64::from(day - self.from) / length;
        self.rates.0 + (self.rates.1 - self.rates.0) * share
    }

    fn mean(&self) -> f64 {
        f64::midpoint(self.rates.0, self.rates.1)
    }
}

/// A planted return after silence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Resurgence {
    pub(crate) group: usize,
    /// The first and last day of silence before it.
    pub(crate) dormant: (Day, Day),
    /// The day from which the group acts again.
    pub(crate) start: Day,
    /// Its size: the mean rate afterwards over the mean rate before the silence.
    pub(crate) size: f64,
    /// The rates at its first and last day.
    pub(crate) rates: (f64, f64),
}

/// A planted day on which something particular happens to or by a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Planted {
    /// So many bombings an hour apart.
    Sequence(u32),
    /// One attack on civilians with so many dead.
    MassCasualty(u32),
}

/// Everything planted.
#[derive(Debug)]
pub(crate) struct Script {
    /// Active phases, by group; between them is silence.
    pub(crate) phases: Vec<Vec<Phase>>,
    pub(crate) resurgences: Vec<Resurgence>,
    /// Groups that act more for some months, by group.
    pub(crate) surges: Vec<Option<Surge>>,
    /// Election days, by country.
    pub(crate) elections: Vec<Vec<Day>>,
    /// Seasonal factor, by country and day of the year, mean 1.
    seasons: Vec<Vec<f64>>,
    /// Planted days by group, in order.
    pub(crate) planted: Vec<Vec<(Day, Planted)>>,
}

/// How much more a group that is linked to elections does around one.
pub(crate) const ELECTION_FACTOR: f64 = 2.2;
/// Days before and after an election in which the factor holds.
pub(crate) const ELECTION_WINDOW: (Day, Day) = (28, 7);

impl Script {
    /// Writes the script.
    pub(crate) fn new(parameters: &Parameters, calendar: &Calendar, cast: &Cast) -> Self {
        let mut script = Self {
            phases: Vec::new(),
            resurgences: Vec::new(),
            surges: Vec::new(),
            elections: Vec::new(),
            seasons: Vec::new(),
            planted: Vec::new(),
        };
        for country in 0..u64::from(parameters.countries) {
            let mut rng = Rng::keyed(parameters.seed, Stream::Script, [1, country, 0]);
            script.elections.push(elections(calendar, &mut rng));
            script.seasons.push(season(&mut rng));
        }
        let mut sequences = 0;
        for index in 0..cast.groups.len() {
            let mut rng = Rng::keyed(parameters.seed, Stream::Script, [2, index as u64, 0]);
            script.add_group(index, calendar, &mut rng);
            let most = usize::from(parameters.beyond.sequences).saturating_sub(sequences).min(3);
            let days = script.plant(index, calendar, most, &mut rng);
            sequences += days.len();
            script.planted.push(days);
        }
        script.surges = surge::plant(parameters, &script.phases);
        script
    }

    fn add_group(&mut self, index: usize, calendar: &Calendar, rng: &mut Rng) {
        let at = |share: f64| share_of(calendar, share);
        let mut jitter = |day: Day| day + rng.below(21);
        let end = calendar.to;
        let phases = if index == cast::HEADLINE {
            let back = jitter(at(0.725));
            vec![phase(jitter(at(0.1)), jitter(at(0.5)), 0.9, 1.2), phase(back, end, 0.5, 3.0)]
        } else if index == cast::PARENT || index == cast::RIVAL {
            vec![phase(calendar.from, end, 1.0, 1.0)]
        } else {
            match rng.below(4) {
                0 => vec![phase(calendar.from, end, 1.0, 1.0)],
                1 => vec![phase(calendar.from, at(0.45 + 0.3 * rng.unit()), 1.4, 0.3)],
                2 => vec![phase(at(0.3 + 0.3 * rng.unit()), end, 0.4, 1.6)],
                _ => {
                    let silent = at(0.25 + 0.2 * rng.unit());
                    let back = at(0.6 + 0.2 * rng.unit());
                    vec![phase(calendar.from, silent, 1.0, 0.8), phase(back, end, 0.8, 1.6)]
                }
            }
        };
        for pair in phases.windows(2) {
            self.resurgences.push(Resurgence {
                group: index,
                dormant: (pair[0].to + 1, pair[1].from - 1),
                start: pair[1].from,
                size: pair[1].mean() / pair[0].mean(),
                rates: pair[1].rates,
            });
        }
        self.phases.push(phases);
    }

    /// Plants up to `most` series of bombings, and the headline group's great attack.
    fn plant(
        &self,
        index: usize,
        calendar: &Calendar,
        most: usize,
        rng: &mut Rng,
    ) -> Vec<(Day, Planted)> {
        let mut days = Vec::new();
        for number in 0..most {
            let phases = &self.phases[index];
            let phase = phases[number % phases.len()];
            let day = phase.from + rng.below(phase.to - phase.from + 1);
            days.push((day, Planted::Sequence(rng.between(3, 5))));
        }
        if index == cast::HEADLINE {
            let day = share_of(calendar, 0.93) + rng.below(15);
            days.push((day, Planted::MassCasualty(rng.between(150, 210))));
        }
        days.sort_by_key(|(day, _)| *day);
        days.dedup_by_key(|(day, planted)| (*day, matches!(planted, Planted::Sequence(_))));
        days
    }

    /// The group's rate on a day, where 1 is its ordinary tempo and 0 is silence.
    pub(crate) fn rate(&self, index: usize, day: Day) -> f64 {
        let factor = self.surges[index].map_or(1.0, |surge| surge.factor_on(day));
        self.active_phase(index, day).map_or(0.0, |phase| phase.rate(day) * factor)
    }

    /// The phase in which a group is on a day, if it is active.
    pub(crate) fn active_phase(&self, index: usize, day: Day) -> Option<&Phase> {
        self.phases[index].iter().find(|phase| (phase.from..=phase.to).contains(&day))
    }

    /// What season and elections make of a rate in a country on a day.
    pub(crate) fn factor(
        &self,
        country: u8,
        election_linked: bool,
        calendar: &Calendar,
        day: Day,
    ) -> f64 {
        let country = usize::from(country);
        let of_year = usize::try_from(calendar.date(day).day_of_year()).unwrap_or(1) - 1;
        let season = self.seasons[country][of_year];
        if election_linked && self.near_election(country, day) {
            season * ELECTION_FACTOR
        } else {
            season
        }
    }

    fn near_election(&self, country: usize, day: Day) -> bool {
        self.elections[country].iter().any(|election| {
            (election.saturating_sub(ELECTION_WINDOW.0)..=election + ELECTION_WINDOW.1)
                .contains(&day)
        })
    }
}

const fn phase(from: Day, to: Day, start: f64, end: f64) -> Phase {
    Phase { from, to, rates: (start, end) }
}

/// The day at this share of the world's time.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a share of a count of days
fn share_of(calendar: &Calendar, share: f64) -> Day {
    calendar.from + (share * f64::from(calendar.length())) as Day
}

/// An election every four years, give or take a month.
fn elections(calendar: &Calendar, rng: &mut Rng) -> Vec<Day> {
    let mut days = Vec::new();
    let mut day = calendar.from + 200 + rng.below(900);
    while day <= calendar.to {
        days.push(day);
        day += 1430 + rng.below(61);
    }
    days
}

/// A yearly wave of up to 35% around 1, over 366 days.
fn season(rng: &mut Rng) -> Vec<f64> {
    let (height, peak) = (0.15 + 0.2 * rng.unit(), 366.0 * rng.unit());
    (0..366)
        .map(|day| {
            1.0 + height * libm::cos(std::f64::consts::TAU * (f64::from(day) - peak) / 366.0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Land;

    fn script(parameters: &Parameters) -> (Calendar, Script) {
        let calendar = Calendar::new(parameters.from, parameters.to);
        let cast = Cast::new(parameters, &Land::new(parameters));
        let script = Script::new(parameters, &calendar, &cast);
        (calendar, script)
    }

    #[test]
    fn the_headline_group_is_silent_for_about_two_years_and_returns() {
        for seed in 0..20 {
            let (calendar, script) = script(&Parameters { seed, ..Parameters::default() });
            let story = script.resurgences[0];
            assert_eq!(story.group, cast::HEADLINE);
            let silent = story.dormant.1 - story.dormant.0;
            assert!((730..=850).contains(&silent), "{silent}");
            assert!(script.rate(cast::HEADLINE, story.dormant.0).abs() < f64::EPSILON);
            assert!(script.rate(cast::HEADLINE, story.start) > 0.4);
            assert!(script.rate(cast::HEADLINE, calendar.to) > 2.0);
            let attack = script.planted[cast::HEADLINE]
                .iter()
                .find(|(_, planted)| matches!(planted, Planted::MassCasualty(_)));
            let (day, _) = attack.expect("the attack is planted");
            assert!(calendar.to - day < 365, "within the last twelve months");
        }
    }

    #[test]
    fn phases_lie_within_the_world_and_do_not_overlap() {
        for seed in 0..20 {
            let parameters = Parameters { seed, groups: 60, ..Parameters::default() };
            let (calendar, script) = script(&parameters);
            for phases in &script.phases {
                assert!(
                    phases.iter().all(|phase| phase.from < phase.to && phase.to <= calendar.to)
                );
                assert!(phases.windows(2).all(|pair| pair[0].to + 30 < pair[1].from));
            }
        }
    }

    #[test]
    fn an_election_raises_only_those_that_are_linked_to_it() {
        let (calendar, script) = script(&Parameters::default());
        let day = script.elections[0][0];
        let linked = script.factor(0, true, &calendar, day - 3);
        let other = script.factor(0, false, &calendar, day - 3);
        assert!((linked / other - ELECTION_FACTOR).abs() < 1e-12);
        let after = day + ELECTION_WINDOW.1 + 1;
        let same =
            script.factor(0, true, &calendar, after) - script.factor(0, false, &calendar, after);
        assert!(same.abs() < f64::EPSILON);
    }
}
