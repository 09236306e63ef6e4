//! How much more happens near what happens: fights go on, attacks come in series, raids touch several towns.
//!
//! What is seen a month apart is too little for the days around an incident. How much too little is measured
//! within one dataset, where two reports are of two incidents: its pairs at each distance in days and
//! kilometres, against what its other months make expect (the pair correlation of a point process, Ripley 1976,
//! Journal of Applied Probability 13).

use rayon::prelude::*;

use crate::chance::{Around, Background, Chance, share};
use crate::cited::{CITED, NOTHING_CITED};
use crate::index::{Index, Scratch};
use crate::learn::{CHUNK, measure, sample};
use crate::level::{DAY_BINS, KM_BINS, WHO, step};
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

/// What reports of different incidents are like that lie near each other in time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clustering {
    /// How many times as many unrelated pairs there are as other months make expect.
    pub(crate) pairs: [[[f32; PARTIES]; RINGS]; LAGS],
    /// Shares of what they cite, where both cite something: one article tells of a day's incidents.
    pub(crate) cited: [[[f32; CITED]; RINGS]; LAGS],
}

impl Clustering {
    /// Nothing is different.
    pub(crate) const NONE: Self =
        Self { pairs: [[[1.0; PARTIES]; RINGS]; LAGS], cited: [[CITED_USUALLY; RINGS]; LAGS] };

    /// Of one dataset that does not repeat its events.
    pub(crate) fn of(index: &Index<'_>, settings: &Settings) -> Self {
        within(index, settings)
    }

    /// The greater of both everywhere, since errors of place and of names blur what is clustered.
    pub(crate) fn or(mut self, other: Self) -> Self {
        let greater = |own: &mut [f32], others: &[f32]| {
            own.iter_mut().zip(others).for_each(|(own, other)| *own = own.max(*other));
        };
        let pairs = self.pairs.as_flattened_mut().as_flattened_mut();
        greater(pairs, other.pairs.as_flattened().as_flattened());
        for (own, other) in self.cited.as_flattened_mut().iter_mut().zip(other.cited.as_flattened())
        {
            // What says least: where the most cite the same.
            if own[2] > other[2] {
                *own = *other;
            }
        }
        self
    }

    /// The factor for two records that compare so.
    pub(crate) fn factor(&self, compared: &Compared) -> f32 {
        match lag(compared) {
            Some(lag) => {
                self.pairs[lag][ring(usize::from(compared.place))][PARTY[usize::from(compared.who)]]
            }
            None => 1.0,
        }
    }

    /// How often two reports of different incidents that compare so cite like this.
    pub(crate) fn cited(&self, compared: &Compared) -> f32 {
        match usize::from(compared.cited) {
            NOTHING_CITED => 1.0,
            level => {
                let lag = lag(compared).unwrap_or(LAGS - 1);
                self.cited[lag][ring(usize::from(compared.place))][level]
            }
        }
    }
}

/// Days apart, where that is few and both tell of days.
fn lag(compared: &Compared) -> Option<usize> {
    let (width, lag) =
        (usize::from(compared.when) / DAY_BINS, step(usize::from(compared.when) % DAY_BINS));
    (width < 2 && lag < LAGS).then_some(lag)
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

/// How many pairs cite at each level.
type Cited = [[[f32; CITED]; RINGS]; LAGS];

/// What pairs of different incidents cite where none was seen, as strong as [`CITED_PRIOR`] pairs.
const CITED_USUALLY: [f32; CITED] = [0.01, 0.02, 0.97, 0.0];
const CITED_PRIOR: f32 = 5.0;

fn within(index: &Index<'_>, settings: &Settings) -> Clustering {
    let chosen = sample(index.records, SAMPLE.min(settings.sample));
    let around: Vec<Around> = chosen
        .par_iter()
        .map_init(Scratch::default, |scratch, record| Around::of(index, record, scratch))
        .collect();
    let mut background = Background::of(index.records);
    measure(&mut background, &chosen, &around);
    let sums: Vec<Sums> = chosen
        .par_chunks(CHUNK)
        .zip(around.par_chunks(CHUNK))
        .map_init(Scratch::default, |scratch, (records, around)| {
            let mut sums = Sums::NONE;
            for (record, around) in records.iter().zip(around) {
                if let Some(given) = Given::of(record).filter(|given| given.width < 2) {
                    sums.count(index, record, settings, scratch);
                    let chance = around.chance(&background, given.place);
                    sums.expect(record, &chance, &background, settings);
                }
            }
            sums
        })
        .collect();
    let Sums { mut seen, expected, mut cited } = sums.into_iter().fold(Sums::NONE, Sums::add);
    let cells = seen.as_flattened_mut().as_flattened_mut();
    for (seen, expected) in cells.iter_mut().zip(expected.as_flattened().as_flattened()) {
        *seen = ((*seen + PRIOR) / (expected + PRIOR)).max(1.0);
    }
    for counts in cited.as_flattened_mut() {
        for (count, usual) in counts.iter_mut().zip(CITED_USUALLY) {
            *count += CITED_PRIOR * usual;
        }
        share(counts);
    }
    Clustering { pairs: seen, cited }
}

/// What was seen around some records, and what their other months make expect.
struct Sums {
    seen: Counts,
    expected: Counts,
    cited: Cited,
}

impl Sums {
    const NONE: Self = Self {
        seen: [[[0.0; PARTIES]; RINGS]; LAGS],
        expected: [[[0.0; PARTIES]; RINGS]; LAGS],
        cited: [[[0.0; CITED]; RINGS]; LAGS],
    };

    fn add(mut self, other: Self) -> Self {
        let add = |sums: &mut [f32], others: &[f32]| {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        };
        let Self { seen, expected, cited } = &mut self;
        for (own, other) in [(seen, &other.seen), (expected, &other.expected)] {
            let own = own.as_flattened_mut().as_flattened_mut();
            add(own, other.as_flattened().as_flattened());
        }
        let own = cited.as_flattened_mut().as_flattened_mut();
        add(own, other.cited.as_flattened().as_flattened());
        self
    }

    fn count<'i>(
        &mut self,
        index: &'i Index<'_>,
        record: &Record,
        settings: &Settings,
        scratch: &mut Scratch<'i>,
    ) {
        let days = settings.days_max;
        index.candidates(record, days, scratch, |_, other, place| {
            let compared = Compared::of(record, other, (place, &index.citing), days);
            let Some(compared) = compared.filter(|_| other.key != record.key) else { return };
            let lag = step(usize::from(compared.when) % DAY_BINS);
            if usize::from(compared.when) < 2 * DAY_BINS && lag < LAGS {
                let party = PARTY[usize::from(compared.who)];
                self.seen[lag][ring(place)][party] += 1.0;
                let level = usize::from(compared.cited);
                if level != NOTHING_CITED {
                    self.cited[lag][ring(place)][level] += 1.0;
                }
            }
        });
    }

    fn expect(
        &mut self,
        record: &Record,
        chance: &Chance,
        background: &Background,
        settings: &Settings,
    ) {
        let (mut rates, mut shares) = ([0.0; RINGS], [0.0; PARTIES]);
        for (level, rate) in chance.places.iter().enumerate() {
            rates[ring(level)] += rate;
        }
        if record.names_someone() {
            chance.who.iter().zip(PARTY).for_each(|(share, party)| shares[party] += share);
        } else {
            shares[PARTY[WHO - 1]] = 1.0;
        }
        let short = background.widths[0] + background.widths[1];
        let lags = usize::try_from(settings.days_max).unwrap_or(0) + 1;
        for (lag, rings) in self.expected.iter_mut().enumerate().take(lags) {
            let offsets = if lag == 0 { short } else { 2.0 * short };
            for (parties, rate) in rings.iter_mut().zip(rates) {
                let expected = parties.iter_mut().zip(shares);
                expected.for_each(|(sum, share)| *sum += rate * offsets * share);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::DatasetIndex;
    use crate::testing::at;

    /// A town for each of 30 degrees of longitude, with what happens there on a day.
    fn towns(of_town: impl Fn(u64, &mut Vec<Record>)) -> Vec<Record> {
        let mut records = Vec::new();
        for town in 0..30_u8 {
            let from = records.len();
            of_town(town.into(), &mut records);
            for (place, record) in (0_u64..).zip(&mut records[from..]) {
                record.at = [0.0, f32::from(town)];
                record.unit = 1 + u32::from(town);
                record.key = u64::from(town) * 10_000 + place;
            }
        }
        records
    }

    fn day(day: i32) -> Record {
        Record { first: day, last: day, dataset: DatasetIndex(0), ..at(0.0, 0.0) }
    }

    fn clustered(records: &[Record]) -> Clustering {
        let settings = Settings::default();
        Clustering::of(&Index::new(records, settings.km_max, None), &settings)
    }

    #[test]
    fn what_comes_in_pairs_is_clustered_on_its_own_day_and_nowhere_else() {
        // Two a day every tenth day: on the day of one there is one other, where 0.2 a day make expect a fifth.
        let records = towns(|_, records| {
            records.extend((0..1200).step_by(10).flat_map(|at| [day(at), day(at)]));
        });
        let found = clustered(&records);
        let same_day = found.pairs[0][0][2];
        assert!((4.0..6.0).contains(&same_day), "{same_day}");
        assert!((found.pairs[3][0][2] - 1.0).abs() < 0.01, "{:?}", found.pairs[3][0]);
    }

    #[test]
    fn what_is_spread_evenly_is_not_clustered() {
        let records = towns(|_, records| records.extend((0..1200).step_by(2).map(day)));
        let found = clustered(&records);
        // Every second day there is one, so twice what is expected two days away, and none on the day itself.
        assert!((found.pairs[0][0][2] - 1.0).abs() < 0.01);
        assert!((1.8..2.2).contains(&found.pairs[2][0][2]), "{:?}", found.pairs[2][0]);
    }

    #[test]
    fn how_often_two_incidents_of_a_day_are_cited_together_is_counted() {
        // Two a day, of which every second couple stands in one article.
        let records = towns(|town, records| {
            for (couple, at) in (0_u32..).zip((0..1200).step_by(10)) {
                let article = 1 + 1000 * u32::try_from(town).unwrap_or(0) + couple;
                let other = if couple % 2 == 0 { article } else { 900_000 + article };
                records.push(Record { cited: article, ..day(at) });
                records.push(Record { cited: other, ..day(at) });
            }
        });
        let found = clustered(&records);
        let [alone, with_others, different, _] = found.cited[0][0];
        assert!(
            (alone - 0.5).abs() < 0.02 && (different - 0.5).abs() < 0.02,
            "{alone} {different}"
        );
        assert!(with_others < 0.01, "no third report cites any of them");
    }
}
