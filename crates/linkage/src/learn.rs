//! Learns the weights from the data themselves: expectation-maximisation without labels (Fellegi and Sunter
//! 1969; Winkler 1988), where what unrelated reports are like is not learnt but measured.

use rayon::prelude::*;

use crate::chance::{Around, Background, Chance, share};
use crate::index::{Index, Scratch, cell};
use crate::level::{
    DAY_BINS, KM_BINS, PLACE_CLASSES, PLACES, TOLL_CLASSES, TOLLS, WHEN, WHO, WIDTHS,
    class_of_level, place_class,
};
use crate::record::{KINDS, Record};
use crate::settings::Settings;
use crate::weights::{Compared, Given, SORTS, Unrelated, Weights, sort};

/// Rounds after which learning stops at the latest.
const ROUNDS: usize = 40;
/// Change of the share of records with a counterpart below which it stops.
const STILL: f32 = 1e-4;
/// Records that one thread takes at a time; sums are made in this order on any number of threads.
const CHUNK: usize = 256;

/// What was measured and learnt for two datasets.
#[derive(Debug)]
pub(crate) struct Learnt {
    pub(crate) weights: Weights,
    pub(crate) background: Background,
}

/// A record with all that may be its counterpart.
struct Sampled {
    given: Given,
    /// Unrelated reports a day at each level of place.
    places: [f32; PLACES],
    /// Each with how often an unrelated one compares like it, but for its place.
    candidates: Vec<(Compared, f32)>,
}

/// Learns from a sample of the records of the first dataset.
pub(crate) fn learn(a: &[Record], b: &Index<'_>, settings: &Settings) -> Learnt {
    let mut background = Background::of(b.records);
    let chosen = sample(a, settings.sample);
    let around: Vec<Around> = chosen
        .par_iter()
        .with_min_len(CHUNK)
        .map_init(Scratch::default, |scratch, record| Around::of(b, record, scratch))
        .collect();
    measure(&mut background, &chosen, &around);
    let sampled: Vec<Sampled> = chosen
        .par_iter()
        .zip(&around)
        .with_min_len(CHUNK)
        .map_init(Scratch::default, |scratch, (record, around)| {
            compare(record, around, (b, scratch), &background, settings)
        })
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect();
    let mut weights = first_guess(&background);
    #[allow(clippy::cast_precision_loss)] // counts of records
    let scale = a.len() as f32 / chosen.len().max(1) as f32;
    let mut of_sort = [0.0_f32; SORTS];
    b.records.iter().for_each(|record| of_sort[sort(record)] += 1.0);
    for _ in 0..ROUNDS {
        let before = weights.found;
        let sums = sampled
            .par_chunks(CHUNK)
            .map(|chunk| Sums::of(&weights, chunk))
            .collect::<Vec<_>>()
            .into_iter()
            .fold(Sums::default(), Sums::add);
        weights = sums.weights(&background, scale, &of_sort);
        let moved = before.iter().zip(&weights.found).map(|(a, b)| (a - b).abs());
        if moved.fold(0.0, f32::max) < STILL {
            break;
        }
    }
    Learnt { weights, background }
}

/// The records with the smallest keys, so that their order does not matter.
fn sample(records: &[Record], size: usize) -> Vec<Record> {
    let mut chosen = records.to_vec();
    if chosen.len() > size && size > 0 {
        chosen.select_nth_unstable_by_key(size - 1, |record| record.key);
        chosen.truncate(size);
    }
    chosen.sort_unstable_by_key(|record| (cell(record.at), record.key));
    chosen
}

/// What is usual anywhere, from the surroundings of all.
fn measure(background: &mut Background, chosen: &[Record], around: &[Around]) {
    let mut places = [[0.02_f32; PLACES]; PLACE_CLASSES];
    let mut who = [0.5_f32; WHO];
    for (record, around) in chosen.iter().zip(around) {
        let row = &mut places[place_class(record.place)];
        row.iter_mut().zip(around.places).for_each(|(sum, count)| *sum += count);
        if record.names_someone() {
            who.iter_mut().zip(around.who).for_each(|(sum, count)| *sum += count);
        }
    }
    places.iter_mut().for_each(|row| share(row));
    who[WHO - 1] = 0.0;
    share(&mut who);
    (background.places, background.who) = (places, who);
}

fn compare<'i>(
    record: &Record,
    around: &Around,
    (b, scratch): (&'i Index<'_>, &mut Scratch<'i>),
    background: &Background,
    settings: &Settings,
) -> Option<Sampled> {
    let given = Given::of(record)?;
    let chance: Chance = around.chance(background, given.place);
    let dead = record.deaths.map_or(0, |toll| toll.best);
    let mut candidates = Vec::new();
    b.candidates(record, settings.days_max, scratch, |_, other, place| {
        if let Some(compared) = Compared::of(record, other, place, settings.days_max) {
            let unrelated = Unrelated::of(&compared, &chance, background, dead);
            candidates.push((compared, compared.offsets * unrelated.product()));
        }
    });
    Some(Sampled { given, places: chance.places, candidates })
}

fn first_guess(background: &Background) -> Weights {
    let mut when = [0.0_f32; WHEN];
    for (level, guess) in when.iter_mut().enumerate() {
        let (width, bin) = (level / DAY_BINS, level % DAY_BINS);
        #[allow(clippy::cast_precision_loss)] // small
        let nearer = (-0.4 * bin as f32).exp();
        *guess = background.widths[width] * nearer;
    }
    share(&mut when);
    let mut nearer = [[1.0_f32; PLACES]; PLACE_CLASSES];
    for row in &mut nearer {
        for (level, guess) in row.iter_mut().enumerate().take(2 * KM_BINS) {
            #[allow(clippy::cast_precision_loss)] // small
            let bin = (level % KM_BINS) as f32;
            *guess = (-0.5 * bin).exp();
        }
    }
    let mut class = [[0.0_f32; PLACE_CLASSES]; PLACE_CLASSES];
    for (row, places) in class.iter_mut().zip(&background.places) {
        for (level, share) in places.iter().enumerate() {
            row[class_of_level(level)] += share;
        }
    }
    let tolls = [
        0.44, 0.06, 0.03, 0.05, 0.05, 0.05, 0.04, 0.04, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03,
        0.03, 0.0,
    ];
    Weights {
        when: [when; WIDTHS],
        class,
        nearer,
        who: [0.5, 0.2, 0.15, 0.15, 0.0],
        kind: Box::new([background.kinds; KINDS]),
        toll: [tolls; TOLL_CLASSES],
        found: [0.3; SORTS],
        found_b: [0.0; SORTS],
    }
}

/// Expected counts of one round.
struct Sums {
    when: [[f32; WHEN]; WIDTHS],
    place: [[f32; PLACES]; PLACE_CLASSES],
    /// What `place` would be if reports of the same incident lay no nearer than others.
    unrelated: [[f32; PLACES]; PLACE_CLASSES],
    who: [f32; WHO],
    kind: Box<[[f32; KINDS]; KINDS]>,
    toll: [[f32; TOLLS]; TOLL_CLASSES],
    found: [f32; SORTS],
    found_b: [f32; SORTS],
    records: [f32; SORTS],
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            when: [[0.0; WHEN]; WIDTHS],
            place: [[0.0; PLACES]; PLACE_CLASSES],
            unrelated: [[0.0; PLACES]; PLACE_CLASSES],
            who: [0.0; WHO],
            kind: Box::new([[0.0; KINDS]; KINDS]),
            toll: [[0.0; TOLLS]; TOLL_CLASSES],
            found: [0.0; SORTS],
            found_b: [0.0; SORTS],
            records: [0.0; SORTS],
        }
    }
}

impl Sums {
    /// Expectation: how probable each candidate is, given that at most one is right.
    fn of(weights: &Weights, sampled: &[Sampled]) -> Self {
        let mut sums = Self::default();
        let mut odds = Vec::new();
        for Sampled { given, places, candidates } in sampled {
            sums.records[given.sort] += 1.0;
            let found = weights.found[given.sort];
            let chance = weights.chance_of_class(*given, places);
            odds.clear();
            odds.extend(candidates.iter().map(|(compared, unrelated)| {
                let class = class_of_level(usize::from(compared.place));
                let place = weights.class[given.place][class] / chance[class];
                found / (1.0 - found) * likelihood(weights, *given, compared) * place / unrelated
            }));
            let all = 1.0 + odds.iter().sum::<f32>();
            let mut classes = [0.0; PLACE_CLASSES];
            for ((compared, _), odds) in candidates.iter().zip(&odds) {
                sums.count(*given, compared, odds / all);
                classes[class_of_level(usize::from(compared.place))] += odds / all;
            }
            for (level, rate) in places.iter().enumerate() {
                let class = class_of_level(level);
                sums.unrelated[given.place][level] += classes[class] * rate / chance[class];
            }
        }
        sums
    }

    fn count(&mut self, given: Given, compared: &Compared, probability: f32) {
        let row = usize::from;
        self.when[given.width][row(compared.when)] += probability;
        self.place[given.place][row(compared.place)] += probability;
        self.who[row(compared.who)] += probability;
        self.kind[given.kind][row(compared.kind)] += probability;
        self.toll[given.toll][row(compared.toll)] += probability;
        self.found[given.sort] += probability;
        self.found_b[row(compared.sort)] += probability;
    }

    fn add(mut self, other: Self) -> Self {
        let add = |a: &mut [f32], b: &[f32]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        add(self.when.as_flattened_mut(), other.when.as_flattened());
        add(self.place.as_flattened_mut(), other.place.as_flattened());
        add(self.unrelated.as_flattened_mut(), other.unrelated.as_flattened());
        add(&mut self.who, &other.who);
        add(self.kind.as_flattened_mut(), other.kind.as_flattened());
        add(self.toll.as_flattened_mut(), other.toll.as_flattened());
        add(&mut self.found, &other.found);
        add(&mut self.found_b, &other.found_b);
        add(&mut self.records, &other.records);
        self
    }

    /// Classes of the second record's place, and how much nearer than others it lies: the ratio of what was
    /// found to what would be found if it lay no nearer, a step that never lowers the likelihood (Hunter 2004,
    /// Annals of Statistics 32(1), for the model of Luce).
    fn places(&self) -> ([[f32; PLACE_CLASSES]; PLACE_CLASSES], [[f32; PLACES]; PLACE_CLASSES]) {
        let mut class = [[0.0_f32; PLACE_CLASSES]; PLACE_CLASSES];
        let mut nearer = [[1.0_f32; PLACES]; PLACE_CLASSES];
        for (first, found) in self.place.iter().enumerate() {
            for (level, found) in found.iter().enumerate() {
                class[first][class_of_level(level)] += found;
                nearer[first][level] = (found + 0.02) / (self.unrelated[first][level] + 0.1);
            }
            class[first].iter_mut().for_each(|count| *count += 0.05);
            share(&mut class[first]);
        }
        (class, nearer)
    }

    /// Maximisation, with a little of what is usual so that nothing becomes impossible.
    fn weights(self, background: &Background, scale: f32, of_sort: &[f32; SORTS]) -> Weights {
        let (class, nearer) = self.places();
        let Self { mut when, mut who, mut kind, mut toll, found, mut found_b, records, .. } = self;
        for (found, all) in found_b.iter_mut().zip(of_sort) {
            *found = (*found * scale / (all + 1.0)).min(FOUND_MOST);
        }
        for row in &mut when {
            for (level, count) in row.iter_mut().enumerate() {
                *count += 0.1 * background.widths[level / DAY_BINS];
            }
            share(row);
        }
        who[WHO - 1] = 0.0;
        who[..WHO - 1].iter_mut().for_each(|count| *count += 0.5);
        share(&mut who);
        for row in kind.iter_mut() {
            row.iter_mut().zip(&background.kinds).for_each(|(count, usual)| *count += 3.0 * usual);
            share(row);
        }
        for row in &mut toll {
            row[TOLLS - 1] = 0.0;
            row[..TOLLS - 1].iter_mut().for_each(|count| *count += 0.3);
            share(row);
        }
        let all: f32 = found.iter().sum::<f32>() / records.iter().sum::<f32>().max(1.0);
        let mut shares = [all.clamp(FOUND_LEAST, FOUND_MOST); SORTS];
        for ((share, found), records) in shares.iter_mut().zip(found).zip(records) {
            *share = ((found + 5.0 * all) / (records + 5.0)).clamp(FOUND_LEAST, FOUND_MOST);
        }
        Weights { when, class, nearer, who, kind, toll, found: shares, found_b }
    }
}

const FOUND_LEAST: f32 = 1e-4;
const FOUND_MOST: f32 = 0.97;

/// How often reports of one incident compare like this, but for the class of the place.
fn likelihood(weights: &Weights, given: Given, compared: &Compared) -> f32 {
    let row = usize::from;
    let who = if row(compared.who) == WHO - 1 { 1.0 } else { weights.who[row(compared.who)] };
    let toll = if row(compared.toll) == TOLLS - 1 {
        1.0
    } else {
        weights.toll[given.toll][row(compared.toll)]
    };
    weights.when[given.width][row(compared.when)]
        * weights.nearer[given.place][row(compared.place)]
        * who
        * weights.kind[given.kind][row(compared.kind)]
        * toll
}
