//! Which groups parameters were chosen on, and groups in which nothing happens.

use super::Background;
use crate::{Random, WatchError, baseline::Baseline};

/// One of two parts into which groups fall by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// On these the parameters of rules may be chosen.
    Choosing,
    /// These were left alone, so that they tell what the choice is worth.
    HeldOut,
}

impl Part {
    /// The part of a group: by one bit of the FNV-1a hash of its name.
    pub fn of(name: &str) -> Self {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        if (hash >> 32) & 1 == 0 { Self::Choosing } else { Self::HeldOut }
    }

    /// The backgrounds of this part.
    pub fn among(self, backgrounds: &[Background]) -> Vec<Background> {
        backgrounds.iter().filter(|one| Self::of(&one.name) == self).cloned().collect()
    }
}

/// For each background a simulated one of the same length, drawn from the background's own fit: it has the
/// group's rate, season, dispersion and memory, and nothing ever changes in it.
///
/// # Errors
///
/// A background is too short to be fitted.
pub fn simulated(backgrounds: &[Background], seed: u64) -> Result<Vec<Background>, WatchError> {
    let twin = |(at, background): (usize, &Background)| {
        let fit = Baseline::fit(&background.days)?;
        let mut random = Random::keyed(seed, &[at as u64, u64::MAX, 1]);
        let days = fit.simulate_like(&background.days, &mut random);
        Ok(Background { name: format!("{} (simulated)", background.name), days })
    };
    backgrounds.iter().enumerate().map(twin).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Period, Series};

    fn groups() -> Vec<Background> {
        let one = |key: u64| {
            let mut random = Random::keyed(3, &[key]);
            let truth = Baseline::negative_binomial(0.5, 0.4);
            let days = truth.simulate(Period::Day, date(2010, 1, 1), 2000, &mut random).unwrap();
            Background { name: format!("group {key}"), days }
        };
        (0..40).map(one).collect()
    }

    /// FNV-1a of the empty text and of `a`: the published offset, and 0xaf63dc4c8601ec8c.
    #[test]
    fn every_group_is_in_one_part_and_stays_there() {
        assert_eq!(Part::of("a"), Part::Choosing, "bit 32 of 0xaf63dc4c8601ec8c is 0");
        let groups = groups();
        let (choosing, held_out) = (Part::Choosing.among(&groups), Part::HeldOut.among(&groups));
        assert_eq!(choosing.len() + held_out.len(), groups.len());
        assert!(!choosing.is_empty() && !held_out.is_empty(), "{}", choosing.len());
    }

    #[test]
    fn a_simulated_group_has_the_length_and_the_rate_of_the_real_one() {
        let groups = groups();
        for (real, twin) in groups.iter().zip(simulated(&groups, 1).unwrap()) {
            let rate = |days: &Series| days.counts().iter().sum::<f64>() / days.len() as f64;
            assert_eq!(real.days.len(), twin.days.len());
            assert!((rate(&real.days) - rate(&twin.days)).abs() < 0.25, "{}", real.name);
        }
    }
}
