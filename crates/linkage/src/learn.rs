//! Learns the weights from the data themselves: expectation-maximisation without labels (Fellegi and Sunter
//! 1969; Winkler 1988), where what unrelated reports are like is not learnt but measured.

use rayon::prelude::*;

use crate::chance::{Around, Background, Chance, share};
use crate::claims::Claims;
use crate::cluster::Clustering;
use crate::draw::mixed;
use crate::index::{Index, Scratch, cell};
use crate::level::{PLACE_CLASSES, PLACES, WHO, place_class};
use crate::pairing::{PROBABILITY_LEAST, THRESHOLD};
use crate::record::{Day, Record};
use crate::settings::Settings;
use crate::sites::{Likely, Reach, Sites};
use crate::sums::{Sums, first_guess};
use crate::taught::{Lesson, Taught};
use crate::told::Told;
use crate::weights::{Compared, Given, SORTS, Unrelated, Weights, sort};

/// Rounds after which learning stops at the latest.
const ROUNDS: usize = 40;
/// Change of the share of records with a counterpart below which it stops.
const STILL: f32 = 1e-4;
/// Candidates that are learnt from, about.
const CANDIDATES: usize = 2_000_000;
/// Records by which it is estimated how many there are.
const LOOKED_AT: usize = 500;
/// Records that one thread takes at a time; sums are made in this order on any number of threads.
pub(crate) const CHUNK: usize = 256;

/// What was measured and learnt for two datasets.
#[derive(Debug)]
pub(crate) struct Learnt {
    pub(crate) weights: Weights,
    pub(crate) background: Background,
    /// Links less probable than this are not chosen.
    pub(crate) threshold: f32,
    /// First and last middle of the second dataset's records.
    pub(crate) span: (Day, Day),
    /// Where things happen, where a third dataset knows that better.
    pub(crate) sites: Option<Sites>,
    /// Where the second dataset's reports lie, where that shows places.
    pub(crate) ground: Option<Sites>,
    /// Of a dataset that repeats events with itself: how often it tells of what others know.
    pub(crate) told: Option<Told>,
}

impl Learnt {
    /// Of a dataset with itself: how many repeats a report has in the mean, by its sort.
    pub(crate) fn repeats(&self) -> f32 {
        let odds = self.weights.found.iter().map(|found| found / (1.0 - found));
        #[allow(clippy::cast_precision_loss)] // few sorts
        let mean = odds.sum::<f32>() / SORTS as f32;
        mean
    }

    /// Of a dataset with itself: the same shares of sorts, with this many repeats of a report in the mean.
    pub(crate) fn repeated(&mut self, repeats: f32) {
        let scale = repeats / self.repeats().max(1e-3);
        for found in &mut self.weights.found {
            let odds = scale * *found / (1.0 - *found);
            *found = odds / (1.0 + odds);
        }
    }
}

/// A record with all that may be its counterpart.
pub(crate) struct Sampled {
    pub(crate) given: Given,
    /// How much it says about how often there is a counterpart: nothing where the other dataset, which may
    /// lack the country or the year, tells of nothing around.
    pub(crate) covered: f32,
    /// Unrelated reports a day at each level of place.
    pub(crate) places: [f32; PLACES],
    pub(crate) candidates: Vec<Candidate>,
}

/// What is known beside the records of two datasets.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// Where the second one's reports lie, where that shows places.
    pub(crate) ground: Option<Sites>,
    /// Where things happen, as a third dataset shows it.
    pub(crate) sites: Option<Sites>,
    /// What a third one teaches about pairs.
    pub(crate) taught: Option<Taught>,
}

/// Where things happen, and the probable sites of the records of the second dataset.
type Shown<'s> = Option<(&'s Sites, &'s [Likely])>;

/// What may be a record's counterpart.
pub(crate) struct Candidate {
    pub(crate) compared: Compared,
    /// How often an unrelated one compares like it, but for its place.
    pub(crate) unrelated: f32,
    /// How much nearer than others it is by the sites of both.
    pub(crate) by_site: Option<f32>,
    /// What a third dataset teaches about both, where it teaches.
    pub(crate) taught: Option<Lesson>,
    /// Its position in the second dataset.
    pub(crate) other: u32,
}

/// Who is compared with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Two datasets, of which a report has at most one counterpart in the other.
    Across,
    /// Two datasets, of which a report of the first has at most one counterpart in the second, which may be that
    /// of many.
    Many,
    /// One dataset with itself, in which a report may have any number of repeats.
    Within,
}

impl Mode {
    /// Whether two records are compared: within a dataset each pair once.
    pub(crate) const fn takes(self, a: &Record, b: &Record) -> bool {
        !matches!(self, Self::Within) || a.key < b.key
    }
}

/// Learns from a sample of the records of the first dataset.
pub(crate) fn learn(
    a: &[Record],
    b: &Index<'_>,
    (mode, clustering): (Mode, Clustering),
    Beside { ground, sites, taught }: Beside,
    settings: &Settings,
) -> Learnt {
    let mut background = Background::of(b.records);
    background.clustering = clustering;
    let mut chosen = sample(a, settings.sample);
    if let Some(fewer) = fewer(&chosen, b, settings) {
        chosen = sample(&chosen, fewer);
    }
    let around: Vec<Around> = chosen
        .par_iter()
        .with_min_len(CHUNK)
        .map_init(Scratch::default, |scratch, record| Around::of(b, record, scratch))
        .collect();
    measure(&mut background, &chosen, &around);
    let of_second =
        sites.as_ref().map(|sites| (sites, sites.of_second(b.records, settings.km_max)));
    let sampled: Vec<Sampled> = chosen
        .par_iter()
        .zip(&around)
        .with_min_len(CHUNK)
        .map_init(Remembered::default, |remembered, (record, around)| {
            let sites = of_second.as_ref().map(|(sites, of_b)| (*sites, of_b.as_slice()));
            let beside = (ground.as_ref(), sites, taught.as_ref());
            compare(record, around, (b, remembered), beside, &background, (mode, settings))
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
    let mut claims = Claims::new(&sampled, b.records.len(), mode);
    for _ in 0..ROUNDS {
        let before = weights.found;
        claims.weigh(&weights, &sampled);
        let sums = sampled
            .par_chunks(CHUNK)
            .enumerate()
            .map(|(chunk, sampled)| Sums::of(&weights, sampled, &claims, chunk * CHUNK))
            .collect::<Vec<_>>()
            .into_iter()
            .fold(Sums::default(), Sums::add);
        weights = sums.weights(&background, mode, scale, &of_sort);
        let moved = before.iter().zip(&weights.found).map(|(a, b)| (a - b).abs());
        if moved.fold(0.0, f32::max) < STILL {
            break;
        }
    }
    let threshold = threshold((0..sampled.len()).flat_map(|record| claims.probable(record)));
    drop(of_second);
    Learnt { weights, background, threshold, span: b.span, sites, ground, told: None }
}

/// How many records are enough where so much happens that all would have more candidates than are learnt from.
fn fewer(chosen: &[Record], b: &Index<'_>, settings: &Settings) -> Option<usize> {
    let (mut looked_at, mut candidates) = (0, 0);
    let mut scratch = Scratch::default();
    for record in chosen.iter().step_by(chosen.len() / LOOKED_AT + 1) {
        looked_at += 1;
        b.candidates(record, settings.days_max, &mut scratch, |_, _, _| candidates += 1);
    }
    let enough = CANDIDATES * looked_at / usize::max(candidates, 1);
    (enough < chosen.len()).then_some(enough)
}

/// Half of the best F1 that can be expected (Lipton, Elkan and Naryanaswamy 2014): there, one more link no longer
/// raises it.
fn threshold(probable: impl Iterator<Item = f32>) -> f32 {
    let probable: Vec<f64> = probable.filter(|p| *p >= PROBABILITY_LEAST).map(f64::from).collect();
    let all: f64 = probable.iter().sum();
    let mut threshold = THRESHOLD;
    for _ in 0..3 {
        let chosen = probable.iter().filter(|p| **p > threshold);
        #[allow(clippy::cast_precision_loss)] // a count of records
        let f1 = 2.0 * chosen.clone().sum::<f64>() / (chosen.count() as f64 + all).max(1.0);
        threshold = f1 / 2.0;
    }
    #[allow(clippy::cast_possible_truncation)] // 0 to 0.5
    let threshold = threshold as f32;
    threshold
}

/// The records of some blocks of a country and two months, so that those that claim the same candidate are
/// together; which blocks is decided by their numbers alone, so that the order of records does not matter.
pub(crate) fn sample(records: &[Record], size: usize) -> Vec<Record> {
    let mut chosen = records.to_vec();
    if chosen.len() > size && size > 0 {
        chosen.select_nth_unstable_by_key(size - 1, |record| (block(record), record.key));
        chosen.truncate(size);
    }
    chosen.sort_unstable_by_key(|record| (cell(record.at), record.key));
    chosen
}

/// Days of a block.
const BLOCK: Day = 64;

/// A number for the country and time of a record.
fn block(record: &Record) -> u64 {
    let time = record.middle().div_euclid(BLOCK).cast_unsigned();
    mixed(u64::from(record.country) << 32 | u64::from(time))
}

/// What is usual anywhere, from the surroundings of all.
pub(crate) fn measure(background: &mut Background, chosen: &[Record], around: &[Around]) {
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

/// What a thread remembers of candidates, of sites and of the ground.
type Remembered<'i> = (Scratch<'i>, [Reach; 2]);

fn compare<'i>(
    record: &Record,
    around: &Around,
    (b, (scratch, [reach, reach_of_ground])): (&'i Index<'_>, &mut Remembered<'i>),
    (ground, sites, taught): (Option<&Sites>, Shown<'_>, Option<&Taught>),
    background: &Background,
    (mode, settings): (Mode, &Settings),
) -> Option<Sampled> {
    let given = Given::of(record)?;
    let ground = (ground, settings.km_max);
    let chance = Chance::around(record, around, background, ground, reach_of_ground);
    let dead = record.deaths.map_or(0, |toll| toll.best);
    let likely = sites.map(|(sites, _)| sites.likely(record, 0, settings.km_max, reach));
    let mut candidates = Vec::new();
    b.candidates(record, settings.days_max, scratch, |position, other, place| {
        let compared = Compared::of(record, other, (place, &b.citing), settings.days_max);
        if let Some(compared) = compared.filter(|_| mode.takes(record, other)) {
            let unrelated = Unrelated::of(&compared, &chance, background, dead);
            let by_site = likely.as_ref().zip(sites).and_then(|(likely, (sites, of_b))| {
                sites.nearer(likely, &of_b[position as usize].sites)
            });
            candidates.push(Candidate {
                compared,
                unrelated: compared.offsets * unrelated.product(),
                by_site,
                taught: taught.map(|taught| taught.of(record.key, other.key)),
                other: position,
            });
        }
    });
    Some(Sampled { given, covered: around.covered(), places: chance.places, candidates })
}
