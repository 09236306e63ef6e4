//! Samples which records are of one incident, by Gibbs sampling over partitions: one record after the other is taken
//! out of its set and put into one near it, or alone, as likely as the intensities of the sets say.
//!
//! Most sets are weighed again round after round, so each intensity is reckoned once and kept ([`Known`]).
//!
//! The calendar of a block is cut into stretches, each sampled with the records around it that could be of the same, so
//! that all cores have something to do and one year can be sampled alone.

use bellwether_linkage::Day;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Block, Oracle};

/// Rounds over all records before anything is counted. They begin hot, so that small sets find each other.
const WARM_UP: usize = 24;
/// Rounds that are counted.
const COUNTED: usize = 48;
/// The temperature of the first round; it falls evenly to 1 over half of the warm-up.
const HOT: f64 = 2.0;
/// Days between two records up to which they may tell of one incident: both errors.
const DAYS: i32 = 6;
/// Pairs with smaller odds are never put into one set because of each other.
const ODDS_LEAST: f64 = 1e-3;
/// Less probable pairs are not kept.
const LEAST: f32 = 1e-3;

/// Days of a stretch.
const STRETCH: Day = 120;
/// Days around a stretch of which records are sampled too: twice as far as those of one incident may lie apart.
const MARGIN: Day = 2 * DAYS + 2;

/// Intensities that are kept at once, for each stretch.
const KNOWN_MOST: usize = 1 << 20;

impl Block {
    /// The stretches of the calendar in which it has records, ascending.
    fn stretches(&self) -> Vec<Day> {
        let mut stretches: Vec<Day> =
            self.seen.iter().map(|seen| seen.day.div_euclid(STRETCH)).collect();
        stretches.dedup();
        stretches
    }

    /// The records of a stretch and of the days around it.
    fn around(&self, stretch: Day) -> Self {
        let (first, last) = (stretch * STRETCH - MARGIN, (stretch + 1) * STRETCH + MARGIN);
        let from = self.seen.partition_point(|seen| seen.day < first);
        let to = self.seen.partition_point(|seen| seen.day < last);
        Self { class: self.class, sets: self.sets.clone(), seen: self.seen[from..to].to_vec() }
    }
}

/// The intensities of sets that were weighed before, by their members in ascending order.
struct Known<'o> {
    oracle: &'o Oracle,
    block: &'o Block,
    intensities: FxHashMap<Box<[u32]>, f64>,
}

impl Known<'_> {
    /// What [`Oracle::intensity`] says; `members` are put in ascending order.
    fn intensity(&mut self, members: &mut [u32]) -> f64 {
        members.sort_unstable();
        if let Some(known) = self.intensities.get(&*members) {
            return *known;
        }
        let intensity = self.oracle.intensity(self.block, members);
        if self.intensities.len() >= KNOWN_MOST {
            self.intensities.clear();
        }
        self.intensities.insert(Box::from(&*members), intensity);
        intensity
    }
}

/// A set of records with its intensity.
#[derive(Default, Clone)]
struct Set {
    members: Vec<u32>,
    intensity: f64,
}

impl Oracle {
    /// How probable it is that two records, named by their positions, tell of one incident, for all pairs for which that
    /// is worth a word. Where days are given, only for those of which the earlier lies in a stretch that has one of them.
    pub(crate) fn links(&self, days: Option<(Day, Day)>) -> Vec<(u32, u32, f32)> {
        let near = |stretch: Day| {
            let (first, last) = (stretch * STRETCH, (stretch + 1) * STRETCH - 1);
            days.is_none_or(|(from, to)| first <= to && from <= last)
        };
        let stretches: Vec<(&Block, Day)> = self
            .blocks
            .iter()
            .flat_map(|block| block.stretches().into_iter().map(move |stretch| (block, stretch)))
            .filter(|(_, stretch)| near(*stretch))
            .collect();
        let links = stretches
            .par_iter()
            .with_max_len(1)
            .map(|(block, stretch)| self.sample(&block.around(*stretch), *stretch));
        let mut links: Vec<(u32, u32, f32)> = links.flatten_iter().collect();
        links.sort_unstable_by_key(|(a, b, _)| (*a, *b));
        links
    }

    #[expect(clippy::too_many_lines, reason = "one step of the sampler, read from top to bottom")]
    fn sample(&self, block: &Block, stretch: Day) -> Vec<(u32, u32, f32)> {
        let count = block.seen.len();
        let alone: Vec<f64> = (0..).take(count).map(|own| self.intensity(block, &[own])).collect();
        let near = self.near(block, &alone);
        let mut sets: Vec<Set> = (0..)
            .zip(&alone)
            .map(|(own, intensity)| Set { members: vec![own], intensity: *intensity })
            .collect();
        let mut set_of: Vec<u32> = (0..).take(count).collect();
        let mut known = Known { oracle: self, block, intensities: FxHashMap::default() };
        let mut empty: Vec<u32> = Vec::new();
        let mut chance = Chance(block.seen.first().map_or(0, |seen| u64::from(seen.at)));
        let mut sums: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        let mut choices: Vec<(u32, f64, f64)> = Vec::new();
        let mut joined = Vec::new();
        for round in 0..WARM_UP + COUNTED {
            #[allow(clippy::cast_precision_loss)] // few rounds
            let warmth = 1.0 - (2.0 * round as f64 / WARM_UP as f64).min(1.0);
            let temperature = 1.0 + (HOT - 1.0) * warmth;
            for own in (0_u32..).take(count) {
                let at = own as usize;
                if near[at].is_empty() || alone[at] <= 0.0 {
                    continue;
                }
                let set = &mut sets[set_of[at] as usize];
                set.members.retain(|member| *member != own);
                if set.members.is_empty() {
                    empty.push(set_of[at]);
                } else {
                    let mut members = std::mem::take(&mut set.members);
                    let intensity = known.intensity(&mut members);
                    *set = Set { members, intensity };
                }
                choices.clear();
                for other in &near[at] {
                    let set = set_of[*other as usize];
                    if *other == own || choices.iter().any(|(chosen, ..)| *chosen == set) {
                        continue;
                    }
                    let Set { members, intensity } = &sets[set as usize];
                    joined.clone_from(members);
                    joined.push(own);
                    let both = known.intensity(&mut joined);
                    if both > 0.0 && *intensity > 0.0 {
                        choices.push((set, both / intensity, both));
                    }
                }
                if round >= WARM_UP {
                    let all = alone[at] + choices.iter().map(|(_, weight, _)| weight).sum::<f64>();
                    for (set, weight, _) in &choices {
                        #[allow(clippy::cast_possible_truncation)] // 0 to 1
                        let share = (weight / all) as f32;
                        if share >= LEAST {
                            for other in &sets[*set as usize].members {
                                let pair = (own.min(*other), own.max(*other));
                                *sums.entry(pair).or_default() += share;
                            }
                        }
                    }
                }
                let weigh = |weight: f64| (weight / alone[at]).powf(1.0 / temperature);
                let all = 1.0 + choices.iter().map(|(_, weight, _)| weigh(*weight)).sum::<f64>();
                let mut left = chance.next() * all - 1.0;
                let mut chosen = None;
                if left >= 0.0 {
                    for (set, weight, both) in &choices {
                        left -= weigh(*weight);
                        chosen = Some((*set, *both));
                        if left < 0.0 {
                            break;
                        }
                    }
                }
                let (set, intensity) = match chosen {
                    Some(chosen) => chosen,
                    None => (empty.pop().unwrap_or(own), alone[at]),
                };
                sets[set as usize].members.push(own);
                sets[set as usize].intensity = intensity;
                set_of[at] = set;
            }
        }
        #[allow(clippy::cast_precision_loss)] // few rounds
        let times = 2.0 * COUNTED as f32;
        let at = |own: u32| block.seen[own as usize].at;
        // Each pair is answered by the stretch of the earlier of both.
        let is_own = |own: u32| block.seen[own as usize].day.div_euclid(STRETCH) == stretch;
        sums.into_iter()
            .filter(|((earlier, _), _)| is_own(*earlier))
            .map(|((a, b), sum)| (at(a).min(at(b)), at(a).max(at(b)), sum / times))
            .filter(|(.., probability)| *probability >= LEAST)
            .collect()
    }

    /// For each record those that may tell of the same.
    fn near(&self, block: &Block, alone: &[f64]) -> Vec<Vec<u32>> {
        let mut near = vec![Vec::new(); block.seen.len()];
        for (own, seen) in (0_u32..).zip(&block.seen) {
            let at = own as usize;
            for (other, also) in (own + 1..).zip(&block.seen[at + 1..]) {
                let apart = also.day - seen.day;
                if apart > DAYS && !also.wide && !seen.wide || apart > 4 * DAYS {
                    break;
                }
                let both = alone[at] * alone[other as usize];
                if both > 0.0 && self.intensity(block, &[own, other]) >= ODDS_LEAST * both {
                    near[at].push(other);
                    near[other as usize].push(own);
                }
            }
        }
        near
    }
}

/// SplitMix (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    /// From 0 to 1.
    #[allow(clippy::cast_precision_loss)] // 53 bits
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
