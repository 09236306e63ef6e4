//! What is counted in a round of learning, and the weights that follow: the step of maximisation.

use crate::chance::{Background, share};
use crate::cited::{CITED, NOTHING_CITED};
use crate::claims::Claims;
use crate::learn::{Candidate, Mode, Sampled};
use crate::level::{
    DAY_BINS, KM_BINS, PLACE_CLASSES, PLACES, TOLL_CLASSES, TOLLS, WHEN, WHO, WIDTHS,
    class_of_level, mirrored, step,
};
use crate::record::KINDS;
use crate::weights::{Compared, Given, SORTS, Weights};

/// Weights from which learning begins.
pub(crate) fn first_guess(background: &Background) -> Weights {
    let mut when = [0.0_f32; WHEN];
    for (level, guess) in when.iter_mut().enumerate() {
        let (width, step) = (level / DAY_BINS, step(level % DAY_BINS));
        #[allow(clippy::cast_precision_loss)] // small
        let nearer = (-0.4 * step as f32).exp();
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
        elsewhere: 0.2,
        who: [0.5, 0.2, 0.15, 0.15, 0.0],
        kind: Box::new([background.kinds; KINDS]),
        toll: [tolls; TOLL_CLASSES],
        cited: [0.3, 0.3, 0.4, 0.0],
        found: [0.3; SORTS],
        found_b: [0.0; SORTS],
    }
}

/// Expected counts of one round.
pub(crate) struct Sums {
    when: [[f32; WHEN]; WIDTHS],
    place: [[f32; PLACES]; PLACE_CLASSES],
    /// Pairs whose sites are known, and how many of them have none in common.
    sited: [f32; 2],
    /// What `place` would be if reports of the same incident lay no nearer than others.
    unrelated: [[f32; PLACES]; PLACE_CLASSES],
    who: [f32; WHO],
    kind: Box<[[f32; KINDS]; KINDS]>,
    toll: [[f32; TOLLS]; TOLL_CLASSES],
    cited: [f32; CITED],
    found: [f32; SORTS],
    found_b: [f32; SORTS],
    records: [f32; SORTS],
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            when: [[0.0; WHEN]; WIDTHS],
            place: [[0.0; PLACES]; PLACE_CLASSES],
            sited: [0.0; 2],
            unrelated: [[0.0; PLACES]; PLACE_CLASSES],
            who: [0.0; WHO],
            kind: Box::new([[0.0; KINDS]; KINDS]),
            toll: [[0.0; TOLLS]; TOLL_CLASSES],
            cited: [0.0; CITED],
            found: [0.0; SORTS],
            found_b: [0.0; SORTS],
            records: [0.0; SORTS],
        }
    }
}

impl Sums {
    /// Expectation: what is counted if each candidate is as probable as the claims say.
    pub(crate) fn of(weights: &Weights, sampled: &[Sampled], claims: &Claims, from: usize) -> Self {
        let mut sums = Self::default();
        for (offset, sampled) in sampled.iter().enumerate() {
            let Sampled { given, covered, places, candidates } = sampled;
            sums.records[given.sort] += covered;
            if candidates.is_empty() {
                continue;
            }
            let chance = weights.chance_of_class(*given, places);
            let mut classes = [0.0; PLACE_CLASSES];
            let probable = claims.probable(from + offset);
            for (candidate, probability) in candidates.iter().zip(probable) {
                let Candidate { compared, by_site, taught, .. } = candidate;
                sums.found[given.sort] += probability * covered;
                sums.found_b[usize::from(compared.sort)] += probability;
                // How often there is a counterpart is learnt here in any case, how it compares where it is surest.
                let probability = taught.map_or(probability, |own| own.teaches(probability));
                if by_site.is_some() {
                    let [shared, apart] = weights.place(*given, compared, &chance, *by_site);
                    sums.sited[0] += probability;
                    sums.sited[1] += probability * apart / (shared + apart).max(f32::MIN_POSITIVE);
                }
                sums.count(*given, compared, probability);
                classes[class_of_level(usize::from(compared.place))] += probability;
            }
            for (found, weighed) in classes.iter_mut().zip(chance.weighed) {
                *found /= weighed.max(f32::MIN_POSITIVE);
            }
            for (level, rate) in places.iter().enumerate() {
                sums.unrelated[given.place][level] += classes[class_of_level(level)] * rate;
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
        self.cited[row(compared.cited)] += probability;
    }

    pub(crate) fn add(mut self, other: Self) -> Self {
        let add = |a: &mut [f32], b: &[f32]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        add(self.when.as_flattened_mut(), other.when.as_flattened());
        add(self.place.as_flattened_mut(), other.place.as_flattened());
        add(self.unrelated.as_flattened_mut(), other.unrelated.as_flattened());
        add(&mut self.sited, &other.sited);
        add(&mut self.who, &other.who);
        add(self.kind.as_flattened_mut(), other.kind.as_flattened());
        add(self.toll.as_flattened_mut(), other.toll.as_flattened());
        add(&mut self.cited, &other.cited);
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
    pub(crate) fn weights(
        self,
        background: &Background,
        mode: Mode,
        scale: f32,
        of_sort: &[f32; SORTS],
    ) -> Weights {
        let (class, nearer) = self.places();
        let Self {
            mut when,
            sited,
            mut who,
            mut kind,
            mut toll,
            mut cited,
            found,
            mut found_b,
            records,
            ..
        } = self;
        for (found, all) in found_b.iter_mut().zip(of_sort) {
            *found = match mode {
                Mode::Across => (*found * scale / (all + 1.0)).min(FOUND_MOST),
                Mode::Many | Mode::Within => 0.0,
            };
        }
        // Repeats are counted, not shares: odds of one for each repeat that a record has, of which only those with a
        // larger key were counted.
        let share_of = |found: f32| match mode {
            Mode::Across | Mode::Many => found,
            Mode::Within => 2.0 * found / (1.0 + 2.0 * found),
        };
        for row in &mut when {
            let found = *row;
            let all = found.iter().sum::<f32>().max(1.0);
            for (level, count) in row.iter_mut().enumerate() {
                let other = level / DAY_BINS * DAY_BINS + mirrored(level % DAY_BINS);
                *count += MIRRORED * 0.5 * (found[level] + found[other]) / all;
            }
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
        cited[NOTHING_CITED] = 0.0;
        cited[..NOTHING_CITED].iter_mut().for_each(|count| *count += 0.5);
        share(&mut cited);
        let all: f32 = found.iter().sum::<f32>() / records.iter().sum::<f32>().max(1.0);
        let mut shares = [share_of(all).clamp(FOUND_LEAST, FOUND_MOST); SORTS];
        for ((share, found), records) in shares.iter_mut().zip(found).zip(records) {
            let found = (found + 5.0 * all) / (records + 5.0);
            *share = share_of(found).clamp(FOUND_LEAST, FOUND_MOST);
        }
        let elsewhere = ((sited[1] + 1.0) / (sited[0] + 5.0)).min(0.9);
        Weights { when, class, nearer, elsewhere, who, kind, toll, cited, found: shares, found_b }
    }
}

/// As strong as so many pairs is that neither dataset is later than the other.
const MIRRORED: f32 = 20.0;
const FOUND_LEAST: f32 = 1e-4;
const FOUND_MOST: f32 = 0.97;
