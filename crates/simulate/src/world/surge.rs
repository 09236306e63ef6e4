//! Surges: groups that act several times as much for some months, planted so that a detector can be
//! scored.

use super::{cast::HEADLINE, script::Phase};
use crate::{
    Parameters,
    calendar::Day,
    rng::{Rng, Stream},
};

/// One planted surge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Surge {
    pub(crate) from: Day,
    /// Included.
    pub(crate) to: Day,
    /// What the group's rate is multiplied with, 2 to 4.
    pub(crate) factor: f64,
}

impl Surge {
    /// What it makes of the rate on a day.
    pub(crate) fn factor_on(self, day: Day) -> f64 {
        if (self.from..=self.to).contains(&day) { self.factor } else { 1.0 }
    }
}

/// The least and the most days of a surge.
const DAYS: (u32, u32) = (60, 150);
/// Days for which a group has been active before it surges, so that it has a baseline.
const BASELINE: u32 = 365;

/// Plants the surges: one in each of the first groups behind the headline group whose phases are long
/// enough, until there are as many as asked.
pub(super) fn plant(parameters: &Parameters, phases: &[Vec<Phase>]) -> Vec<Option<Surge>> {
    let mut left = parameters.beyond.surges;
    let mut surges = Vec::with_capacity(phases.len());
    for (index, phases) in phases.iter().enumerate() {
        let mut rng = Rng::keyed(parameters.seed, Stream::Surge, [index as u64, 0, 0]);
        let surge = match phases.iter().max_by_key(|phase| phase.to - phase.from) {
            Some(phase) if left > 0 && index != HEADLINE => within(*phase, &mut rng),
            _ => None,
        };
        left -= u8::from(surge.is_some());
        surges.push(surge);
    }
    surges
}

fn within(phase: Phase, rng: &mut Rng) -> Option<Surge> {
    let (first, last) = (phase.from + BASELINE, phase.to.checked_sub(DAYS.1)?);
    if first >= last {
        return None;
    }
    let from = rng.between(first, last);
    Some(Surge { from, to: from + rng.between(DAYS.0, DAYS.1), factor: 2.0 + 2.0 * rng.unit() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Beyond,
        world::{World, groups_in},
    };

    #[test]
    fn surges_are_planted_as_many_as_asked_and_seen_in_what_happens() {
        let beyond = Beyond { surges: 3, ..Beyond::default() };
        let world = World::new(&Parameters { reports: 20_000, beyond, ..Parameters::default() });
        let planted: Vec<(usize, Surge)> = (0..world.cast.groups.len())
            .filter_map(|index| world.script.surges[index].map(|surge| (index, surge)))
            .collect();
        assert_eq!(planted.len(), 3);
        let mut counts = vec![(0u32, 0u32); 3];
        let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
            for incident in &episode.incidents {
                for ((index, surge), count) in planted.iter().zip(&mut counts) {
                    let mine = groups_in(&world, incident).any(|group| group == *index);
                    let before = surge.from - BASELINE..surge.from;
                    count.0 += u32::from(mine && before.contains(&incident.day));
                    count.1 += u32::from(mine && (surge.from..=surge.to).contains(&incident.day));
                }
            }
            Ok(())
        });
        for ((_, surge), (before, during)) in planted.iter().zip(counts) {
            let tempo = |count: u32, days: u32| f64::from(count) / f64::from(days);
            let ratio = tempo(during, surge.to - surge.from + 1) / tempo(before, BASELINE);
            assert!(ratio > 0.6 * surge.factor, "{ratio} for {surge:?}");
        }
    }
}
