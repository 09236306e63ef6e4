//! Learns the weights from the data themselves: expectation-maximisation without labels (Fellegi and Sunter
//! 1969; Winkler 1988), where what unrelated reports are like is not learnt but measured.

use rayon::prelude::*;

use crate::chance::{Around, Background, Chance, share};
use crate::cited::{CITED, NOTHING_CITED};
use crate::cluster::Clustering;
use crate::index::{Index, Scratch, cell};
use crate::level::{
    DAY_BINS, KM_BINS, PLACE_CLASSES, PLACES, TOLL_CLASSES, TOLLS, WHEN, WHO, WIDTHS,
    class_of_level, place_class,
};
use crate::pairing::{PROBABILITY_LEAST, THRESHOLD};
use crate::record::{Day, KINDS, Record};
use crate::settings::Settings;
use crate::sites::{Likely, Sites};
use crate::taught::Taught;
use crate::weights::{Compared, Given, SORTS, Unrelated, Weights, sort};

/// Rounds after which learning stops at the latest.
const ROUNDS: usize = 40;
/// Change of the share of records with a counterpart below which it stops.
const STILL: f32 = 1e-4;
/// Rounds of messages in each round of learning.
const MESSAGES: usize = 2;
/// Records that one thread takes at a time; sums are made in this order on any number of threads.
const CHUNK: usize = 256;

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
}

/// A record with all that may be its counterpart.
struct Sampled {
    given: Given,
    /// How much it says about how often there is a counterpart: nothing where the other dataset, which may
    /// lack the country or the year, tells of nothing around.
    covered: f32,
    /// Unrelated reports a day at each level of place.
    places: [f32; PLACES],
    candidates: Vec<Candidate>,
}

/// What a third dataset contributes to learning about two others.
#[derive(Debug, Default)]
pub(crate) struct Third {
    /// Where things happen.
    pub(crate) sites: Option<Sites>,
    /// Pairs that match the same.
    pub(crate) taught: Option<Taught>,
}

/// What may be a record's counterpart.
struct Candidate {
    compared: Compared,
    /// How often an unrelated one compares like it, but for its place.
    unrelated: f32,
    /// How much nearer than others it is by the sites of both.
    by_site: Option<f32>,
    /// The probability that both match the same report of a third dataset, where that teaches.
    taught: Option<f32>,
    /// Its position in the second dataset.
    other: u32,
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
    Third { sites, taught }: Third,
    settings: &Settings,
) -> Learnt {
    let mut background = Background::of(b.records);
    background.clustering = clustering;
    let chosen = sample(a, settings.sample);
    let around: Vec<Around> = chosen
        .par_iter()
        .with_min_len(CHUNK)
        .map_init(Scratch::default, |scratch, record| Around::of(b, record, scratch))
        .collect();
    measure(&mut background, &chosen, &around);
    let of_second =
        sites.as_ref().map(|sites| (sites, sites.of_second(b.records, settings.km_max)));
    let mut sampled: Vec<Sampled> = chosen
        .par_iter()
        .zip(&around)
        .with_min_len(CHUNK)
        .map_init(Scratch::default, |scratch, (record, around)| {
            let sites = of_second.as_ref().map(|(sites, of_b)| (*sites, of_b.as_slice()));
            let third = (sites, taught.as_ref());
            compare(record, around, (b, scratch), third, &background, (mode, settings))
        })
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect();
    forget_untaught(&mut sampled);
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
    Learnt { weights, background, threshold, span: b.span, sites }
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

/// The least share of the records of a sort that a third dataset teaches something about.
const TAUGHT_LEAST: f32 = 0.02;

/// What the third dataset does not tell of (protests, where it tells of deadly events) it does not teach: there
/// records are learnt from their own candidates.
fn forget_untaught(sampled: &mut [Sampled]) {
    let mut seen = [[0.0_f32; 2]; SORTS];
    for record in sampled.iter() {
        let taught = record.candidates.iter().filter_map(|candidate| candidate.taught);
        seen[record.given.sort][0] += 1.0;
        seen[record.given.sort][1] += taught.sum::<f32>();
    }
    for record in sampled {
        let [records, taught] = seen[record.given.sort];
        if taught < TAUGHT_LEAST * records {
            record.candidates.iter_mut().for_each(|candidate| candidate.taught = None);
        }
    }
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

/// A number for the country and time of a record, mixed as in SplitMix (Steele, Lea and Flood 2014).
fn block(record: &Record) -> u64 {
    let time = record.middle().div_euclid(BLOCK).cast_unsigned();
    let mut mixed =
        (u64::from(record.country) << 32 | u64::from(time)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
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

fn compare<'i>(
    record: &Record,
    around: &Around,
    (b, scratch): (&'i Index<'_>, &mut Scratch<'i>),
    (sites, taught): (Option<(&Sites, &[Likely])>, Option<&Taught>),
    background: &Background,
    (mode, settings): (Mode, &Settings),
) -> Option<Sampled> {
    let given = Given::of(record)?;
    let chance: Chance = around.chance(background, given.place);
    let dead = record.deaths.map_or(0, |toll| toll.best);
    let likely = sites.map(|(sites, _)| sites.likely(record, 0, settings.km_max));
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
                taught: taught.map(|taught| {
                    taught.get(&(record.key, other.key)).copied().unwrap_or_default()
                }),
                other: position,
            });
        }
    });
    Some(Sampled { given, covered: around.covered(), places: chance.places, candidates })
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
        elsewhere: 0.2,
        who: [0.5, 0.2, 0.15, 0.15, 0.0],
        kind: Box::new([background.kinds; KINDS]),
        toll: [tolls; TOLL_CLASSES],
        cited: [0.3, 0.3, 0.4, 0.0],
        found: [0.3; SORTS],
        found_b: [0.0; SORTS],
    }
}

/// How the sampled records claim their candidates.
struct Claims {
    mode: Mode,
    /// Where the candidates of each record begin, one more at the end.
    starts: Vec<usize>,
    /// Odds of each candidate.
    odds: Vec<f32>,
    /// How free each candidate is, given what the other records claim.
    free: Vec<f32>,
    /// What each record claims of each candidate.
    claims: Vec<f32>,
    /// Of each record of the second dataset the sum of all claims.
    claimed: Vec<f32>,
}

impl Claims {
    fn new(sampled: &[Sampled], others: usize, mode: Mode) -> Self {
        let mut starts = vec![0];
        let mut all = 0;
        for record in sampled {
            all += record.candidates.len();
            starts.push(all);
        }
        Self {
            mode,
            starts,
            odds: vec![0.0; all],
            free: vec![1.0; all],
            claims: vec![0.0; all],
            claimed: vec![0.0; others],
        }
    }

    /// Odds by the weights, and one round of messages between records that claim the same candidate, as in
    /// [`crate::belief`]; over the rounds of learning they come to rest together.
    fn weigh(&mut self, weights: &Weights, sampled: &[Sampled]) {
        let Self { mode, starts, odds, .. } = self;
        let mut rest = odds.as_mut_slice();
        let mut lists = Vec::with_capacity(sampled.len());
        for ends in starts.windows(2) {
            let (own, others) = rest.split_at_mut(ends[1] - ends[0]);
            lists.push(own);
            rest = others;
        }
        lists.par_iter_mut().zip(sampled).with_min_len(CHUNK).for_each(|(odds, sampled)| {
            sampled.weigh(weights, *mode, odds);
        });
        if *mode != Mode::Across {
            return;
        }
        for _ in 0..MESSAGES {
            self.pass(sampled);
        }
    }

    fn pass(&mut self, sampled: &[Sampled]) {
        let Self { starts, odds, free, claims, claimed, .. } = self;
        claimed.fill(1.0);
        for (record, ends) in sampled.iter().zip(starts.windows(2)) {
            let own = ends[0]..ends[1];
            let all = 1.0 + own.clone().map(|at| odds[at] * free[at]).sum::<f32>();
            for (at, candidate) in own.zip(&record.candidates) {
                claims[at] = odds[at] / (all - odds[at] * free[at]).max(1.0);
                claimed[candidate.other as usize] += claims[at];
            }
        }
        for (record, ends) in sampled.iter().zip(starts.windows(2)) {
            for (at, candidate) in (ends[0]..ends[1]).zip(&record.candidates) {
                free[at] = 1.0 / (claimed[candidate.other as usize] - claims[at]).max(1.0);
            }
        }
    }

    /// How probable each candidate of a record is: across datasets at most one is right, and it has no other
    /// counterpart.
    fn probable(&self, record: usize) -> impl Iterator<Item = f32> {
        let own = self.starts[record]..self.starts[record + 1];
        let sum = own.clone().map(|at| self.odds[at] * self.free[at]).sum::<f32>();
        own.map(move |at| {
            let odds = self.odds[at] * self.free[at];
            match self.mode {
                Mode::Across | Mode::Many => odds / (1.0 + sum),
                Mode::Within => odds / (1.0 + odds),
            }
        })
    }
}

impl Sampled {
    fn weigh(&self, weights: &Weights, mode: Mode, odds: &mut [f32]) {
        let Self { given, places, candidates, .. } = self;
        let found = weights.found[given.sort];
        let chance = weights.chance_of_class(*given, places);
        for (candidate, odds) in candidates.iter().zip(odds) {
            let Candidate { compared, unrelated, by_site, .. } = candidate;
            let place: f32 = weights.place(*given, compared, &chance, *by_site).iter().sum();
            let found_b = if mode == Mode::Across {
                weights.found_b[usize::from(compared.sort)]
            } else {
                0.0
            };
            let prior = found / (1.0 - found) / (1.0 - found_b);
            *odds = prior * likelihood(weights, *given, compared) * place / unrelated;
        }
    }
}

/// Expected counts of one round.
struct Sums {
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
    fn of(weights: &Weights, sampled: &[Sampled], claims: &Claims, from: usize) -> Self {
        let mut sums = Self::default();
        for (offset, sampled) in sampled.iter().enumerate() {
            let Sampled { given, covered, places, candidates } = sampled;
            sums.records[given.sort] += covered;
            let chance = weights.chance_of_class(*given, places);
            let mut classes = [0.0; PLACE_CLASSES];
            let probable = claims.probable(from + offset);
            for (candidate, probability) in candidates.iter().zip(probable) {
                let Candidate { compared, by_site, taught, .. } = candidate;
                sums.found[given.sort] += probability * covered;
                sums.found_b[usize::from(compared.sort)] += probability;
                // How often there is a counterpart is learnt here in any case, how it compares where it is surest.
                let probability = taught.unwrap_or(probability);
                if by_site.is_some() {
                    let [shared, apart] = weights.place(*given, compared, &chance, *by_site);
                    sums.sited[0] += probability;
                    sums.sited[1] += probability * apart / (shared + apart).max(f32::MIN_POSITIVE);
                }
                sums.count(*given, compared, probability);
                classes[class_of_level(usize::from(compared.place))] += probability;
            }
            for (level, rate) in places.iter().enumerate() {
                let class = class_of_level(level);
                sums.unrelated[given.place][level] += classes[class] * rate / chance.weighed[class];
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

    fn add(mut self, other: Self) -> Self {
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
    fn weights(
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
        // Repeats are counted, not shares: odds of one for each repeat that a record has.
        let share_of = |found: f32| match mode {
            Mode::Across | Mode::Many => found,
            Mode::Within => found / (1.0 + found),
        };
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

const FOUND_LEAST: f32 = 1e-4;
const FOUND_MOST: f32 = 0.97;

/// How often reports of one incident compare like this, but for the place.
fn likelihood(weights: &Weights, given: Given, compared: &Compared) -> f32 {
    let row = usize::from;
    let who = if row(compared.who) == WHO - 1 { 1.0 } else { weights.who[row(compared.who)] };
    let toll = if row(compared.toll) == TOLLS - 1 {
        1.0
    } else {
        weights.toll[given.toll][row(compared.toll)]
    };
    weights.when[given.width][row(compared.when)]
        * who
        * weights.kind[given.kind][row(compared.kind)]
        * toll
        * weights.cited(compared)
}
