//! Surges of known size and start, planted into real backgrounds.

use crate::{Random, Series, series::Period};

/// What is planted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Surge {
    /// From the start on the group's own rate of the year before, this many times: 2 is a doubling.
    Times(u32),
    /// A year in which the group does nothing, then from the start on this share of its rate of the year
    /// before that.
    Return {
        /// Days of silence before the start.
        silence_days: usize,
        /// Share of the former rate, 0 to 1.
        share: f64,
    },
}

impl Surge {
    /// `doubling`, `tripling`, `times 5`, `return at 50%`.
    pub fn name(self) -> String {
        match self {
            Self::Times(2) => "doubling".to_owned(),
            Self::Times(3) => "tripling".to_owned(),
            Self::Times(times) => format!("times {times}"),
            Self::Return { share, .. } => format!("return at {:.0}%", share * 100.0),
        }
    }

    /// How many days before the start the year of reference begins.
    pub(super) fn reach_days(self) -> usize {
        match self {
            Self::Times(_) => YEAR,
            Self::Return { silence_days, .. } => YEAR + silence_days,
        }
    }
}

/// Days of the year of reference.
const YEAR: usize = 365;
/// Days that are drawn together, so that the bursts of the group stay whole.
const BLOCK: usize = 7;

/// Counts of the group's year of reference before `start`.
pub(super) fn reference(days: &Series, start: usize, surge: Surge) -> &[f64] {
    let from = start - surge.reach_days();
    &days.counts()[from..from + YEAR]
}

/// The series with the surge in it, cut to the days `from..to`; `start` is within.
pub(super) fn plant(
    days: &Series,
    surge: Surge,
    start: usize,
    (from, to): (usize, usize),
    random: &mut Random,
) -> Series {
    let year = reference(days, start, surge);
    let mut counts = days.counts()[from..to].to_vec();
    let at = start - from;
    match surge {
        Surge::Times(times) => {
            for _ in 1..times {
                let drawn = blocks(year, to - start, random);
                counts[at..].iter_mut().zip(drawn).for_each(|(count, more)| *count += more);
            }
        }
        Surge::Return { silence_days, share } => {
            counts[at.saturating_sub(silence_days)..at].fill(0.0);
            let drawn = blocks(year, to - start, random);
            for (count, drawn) in counts[at..].iter_mut().zip(drawn) {
                *count = thin(drawn, share, random);
            }
        }
    }
    Series::new(Period::Day, days.date(from), counts).expect("planted counts are 0 or more")
}

/// Days drawn from the year in blocks, until there are as many as wanted.
fn blocks(year: &[f64], wanted: usize, random: &mut Random) -> Vec<f64> {
    let mut days = Vec::with_capacity(wanted + BLOCK);
    while days.len() < wanted {
        let from = random.below(year.len() - BLOCK + 1);
        days.extend_from_slice(&year[from..from + BLOCK]);
    }
    days.truncate(wanted);
    days
}

/// Keeps each whole event, and the remaining fraction, with this probability.
fn thin(count: f64, share: f64, random: &mut Random) -> f64 {
    let whole = count.floor();
    let kept = random.binomial(whole as u64, share) as f64;
    let rest = count - whole;
    if rest > 0.0 && random.uniform() < share { kept + rest } else { kept }
}
