//! How much more happens near what happens: fights go on, attacks come in series, raids touch several towns.
//!
//! What is seen a month apart is too little for the days around an incident. How much too little is measured
//! within one dataset, where two reports are of two incidents: its pairs at each distance in days and
//! kilometres, against what its other months make expect (the pair correlation of a point process, Ripley 1976,
//! Journal of Applied Probability 13).

use rayon::prelude::*;

use crate::chance::{Around, Background};
use crate::index::{Index, Scratch};
use crate::learn::{measure, sample};
use crate::level::{DAY_BINS, KM_BINS, WHO};
use crate::record::Record;
use crate::settings::Settings;
use crate::weights::{Compared, Given};

/// Days apart that are told apart; all beyond are as usual.
pub(crate) const LAGS: usize = 8;
/// Distances that are told apart, and last two places of which one is no point.
pub(crate) const RINGS: usize = 5;
/// Organisations: shared, others, nobody named.
pub(crate) const PARTIES: usize = 3;
const PARTY: [usize; WHO] = [0, 0, 1, 2, 2];
/// Records around which is counted.
const SAMPLE: usize = 6000;
/// As strong as so many expected pairs is that nothing is different.
const PRIOR: f32 = 10.0;

/// How many times as many unrelated pairs there are as other months make expect.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clustering(pub(crate) [[[f32; PARTIES]; RINGS]; LAGS]);

impl Clustering {
    /// Nothing is different.
    pub(crate) const NONE: Self = Self([[[1.0; PARTIES]; RINGS]; LAGS]);

    /// Of one dataset that does not repeat its events.
    pub(crate) fn of(index: &Index<'_>, settings: &Settings) -> Self {
        within(index, settings)
    }

    /// The greater of both everywhere, since errors of place and of names blur what is clustered.
    pub(crate) fn or(mut self, other: Self) -> Self {
        let own = self.0.as_flattened_mut().as_flattened_mut();
        for (one, other) in own.iter_mut().zip(other.0.as_flattened().as_flattened()) {
            *one = one.max(*other);
        }
        self
    }

    /// The factor for two records that compare so.
    pub(crate) fn factor(&self, compared: &Compared) -> f32 {
        let (width, lag) =
            (usize::from(compared.when) / DAY_BINS, usize::from(compared.when) % DAY_BINS);
        if width == 2 || lag >= LAGS {
            return 1.0;
        }
        self.0[lag][ring(usize::from(compared.place))][PARTY[usize::from(compared.who)]]
    }
}

const fn ring(level: usize) -> usize {
    match level % KM_BINS {
        _ if level >= 2 * KM_BINS => RINGS - 1,
        ..=1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

type Counts = [[[f32; PARTIES]; RINGS]; LAGS];

fn within(index: &Index<'_>, settings: &Settings) -> Clustering {
    let chosen = sample(index.records, SAMPLE.min(settings.sample));
    let around: Vec<Around> = chosen
        .par_iter()
        .map_init(Scratch::default, |scratch, record| Around::of(index, record, scratch))
        .collect();
    let mut background = Background::of(index.records);
    measure(&mut background, &chosen, &around);
    let counts: Vec<[Counts; 2]> = chosen
        .par_iter()
        .zip(&around)
        .map_init(Scratch::default, |scratch, (record, around)| {
            count(index, record, around, &background, settings, scratch)
        })
        .collect();
    let mut sums = [[[[0.0_f32; PARTIES]; RINGS]; LAGS]; 2];
    for counts in counts {
        for (sum, counts) in sums.iter_mut().zip(counts) {
            let sum = sum.as_flattened_mut().as_flattened_mut();
            let counts = counts.as_flattened().as_flattened();
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
    let [mut seen, expected] = sums;
    let cells = seen.as_flattened_mut().as_flattened_mut();
    for (seen, expected) in cells.iter_mut().zip(expected.as_flattened().as_flattened()) {
        *seen = ((*seen + PRIOR) / (expected + PRIOR)).max(1.0);
    }
    Clustering(seen)
}

/// What was seen around one record, and what its other months make expect.
fn count<'i>(
    index: &'i Index<'_>,
    record: &Record,
    around: &Around,
    background: &Background,
    settings: &Settings,
    scratch: &mut Scratch<'i>,
) -> [Counts; 2] {
    let mut seen = [[[0.0; PARTIES]; RINGS]; LAGS];
    let mut expected = seen;
    let Some(given) = Given::of(record) else { return [seen, expected] };
    let chance = around.chance(background, given.place);
    index.candidates(record, settings.days_max, scratch, |_, other, place| {
        let Some(compared) = Compared::of(record, other, place, settings.days_max) else { return };
        let lag = usize::from(compared.when) % DAY_BINS;
        if other.key != record.key && usize::from(compared.when) < 2 * DAY_BINS && lag < LAGS {
            seen[lag][ring(place)][PARTY[usize::from(compared.who)]] += 1.0;
        }
    });
    if given.width == 2 {
        return [expected, expected];
    }
    let short = background.widths[0] + background.widths[1];
    let lags = usize::try_from(settings.days_max).unwrap_or(0) + 1;
    for (lag, rings) in expected.iter_mut().enumerate().take(lags) {
        let offsets = if lag == 0 { short } else { 2.0 * short };
        for (level, rate) in chance.places.iter().enumerate() {
            for who in 0..WHO {
                let share = match record.names_someone() {
                    true => chance.who[who],
                    false => f32::from(u8::from(who == WHO - 1)),
                };
                rings[ring(level)][PARTY[who]] += rate * offsets * share;
            }
        }
    }
    [seen, expected]
}
