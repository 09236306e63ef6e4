//! Which centres need a closer look: a bound on the best window around each, found without walking its circles.
//!
//! The circles of a centre are cut into blocks of neighbouring sizes. No circle of a block has more cases
//! than the largest, and in none are fewer expected than in the smallest. So for each block and window there
//! is a number of cases, the same for every data set, below which nothing in the block can exceed a given
//! ratio. A data set needs only its cases counted by block: for each place that has any, one addition per
//! centre. What the bound lets pass is searched in full, so the answer is exact.

use std::array;
use std::ops::Range;

use rayon::prelude::*;

use super::frame::Window;
use super::search::{CasesByPlace, Search};

/// Blocks per centre; the last takes what lies outside all circles.
const BLOCKS: usize = 64;
/// The last block.
const OUTSIDE: u8 = 63;
/// Centres whose counts are held together, so that they stay in the processor's cache.
const TILE: usize = 64;
/// The most pairs of centres and places, a byte each.
const PAIRS_MAX: usize = 1 << 30;

/// Counts by block for at most `LANES` windows.
#[derive(Debug)]
pub(super) struct Filter<const LANES: usize> {
    places: usize,
    /// By tile, place and centre within the tile: the block in which the place enters.
    block_of: Vec<u8>,
    /// By centre.
    blocks: Vec<Blocks>,
    /// By segment: 1 for each window that covers it.
    covers: Vec<[u16; LANES]>,
}

/// What must be reached for a ratio to exceed a floor.
#[derive(Debug)]
pub(super) struct Level<const LANES: usize> {
    pub(super) floor: f64,
    /// By centre and block: the fewest cases that are of interest.
    fewest: Vec<[u16; LANES]>,
}

/// The places of one data set that have cases, and how many in each window.
#[derive(Debug)]
pub(super) struct Touched<const LANES: usize>(Vec<(u32, [u16; LANES])>);

/// A centre that may have a window above a floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) centre: usize,
    /// A bit for each block that may have one.
    blocks: u64,
}

/// Room for the counts around the centres of one tile.
#[derive(Debug, Clone)]
pub(super) struct Counts<const LANES: usize> {
    /// By centre of the tile.
    blocks: Vec<[[u16; LANES]; BLOCKS]>,
}

/// Whether a filter is possible at all for so many cases per data set.
pub(super) fn is_possible(search: &Search, cases: usize) -> bool {
    let places = search.circles.len();
    cases < usize::from(u16::MAX) && places.div_ceil(TILE) * TILE * places <= PAIRS_MAX
}

impl<const LANES: usize> Filter<LANES> {
    /// A filter for a frame of at most `LANES` windows.
    pub(super) fn new(search: &Search) -> Self {
        let places = search.circles.len();
        let blocks: Vec<Blocks> =
            (0..places).into_par_iter().map(|centre| Blocks::new(search, centre)).collect();
        // The last block is one that is never looked at.
        let mut block_of = vec![OUTSIDE; places.div_ceil(TILE) * places * TILE];
        block_of.par_chunks_mut((places * TILE).max(1)).enumerate().for_each(|(tile, rows)| {
            for (column, centre) in (tile * TILE..places).take(TILE).enumerate() {
                for (place, block) in blocks[centre].enter(search) {
                    rows[place as usize * TILE + column] = block;
                }
            }
        });
        let covers = |segment: usize| {
            array::from_fn(|lane| {
                let window = search.frame.windows.get(lane);
                window.map_or(0, |at| u16::from((at.start..at.end).contains(&segment)))
            })
        };
        let covers = (0..search.frame.segments()).map(covers).collect();
        Self { places, block_of, blocks, covers }
    }

    /// What must be reached for a ratio to exceed `floor`.
    pub(super) fn level(&self, search: &Search, floor: f64) -> Level<LANES> {
        let fewest = self.blocks.par_iter().flat_map_iter(|blocks| blocks.fewest(search, floor));
        Level { floor, fewest: fewest.collect() }
    }

    pub(super) fn counts(&self) -> Counts<LANES> {
        Counts { blocks: vec![[[0; LANES]; BLOCKS]; TILE] }
    }

    /// The places of a data set that have cases, with their counts, ascending.
    pub(super) fn touched(&self, cases: &CasesByPlace) -> Touched<LANES> {
        let lanes = |place: &u32| {
            let mut sums = [0; LANES];
            let segments = cases.of(*place).iter();
            segments.for_each(|segment| add(&mut sums, &self.covers[*segment as usize]));
            (*place, sums)
        };
        let mut touched: Vec<_> = cases.touched.iter().map(lanes).collect();
        touched.sort_unstable_by_key(|(place, _)| *place);
        Touched(touched)
    }

    /// For each data set the centres around which some window may exceed a floor, in order.
    pub(super) fn candidates(
        &self,
        batch: &[Touched<LANES>],
        level: &Level<LANES>,
        room: &mut Counts<LANES>,
    ) -> Vec<Vec<Near>> {
        let mut found = vec![Vec::new(); batch.len()];
        for (tile, rows) in self.block_of.chunks(self.places * TILE).enumerate() {
            for (Touched(touched), found) in batch.iter().zip(&mut found) {
                room.fill(rows, touched);
                let centres = tile * TILE..self.places.min((tile + 1) * TILE);
                for (centre, blocks) in centres.zip(&room.blocks) {
                    let fewest = &level.fewest[centre * (BLOCKS - 1)..][..BLOCKS - 1];
                    if passes(blocks, fewest) {
                        found.push(Near { centre, blocks: which(blocks, fewest) });
                    }
                }
            }
        }
        found
    }
}

impl Near {
    /// The circles that may exceed the floor, as ascending ranges.
    pub(super) fn circles<'a, const LANES: usize>(
        &'a self,
        filter: &'a Filter<LANES>,
        search: &'a Search,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let starts = &filter.blocks[self.centre].starts;
        let all = search.circles[self.centre].sizes.len();
        (0..starts.len())
            .filter(|block| self.blocks >> block & 1 == 1)
            .map(move |block| starts[block]..starts.get(block + 1).copied().unwrap_or(all))
    }
}

impl<const LANES: usize> Counts<LANES> {
    /// Counts the cases of one data set around the centres of one tile.
    fn fill(&mut self, rows: &[u8], touched: &[(u32, [u16; LANES])]) {
        self.blocks.fill([[0; LANES]; BLOCKS]);
        for (place, lanes) in touched {
            let row = &rows[*place as usize * TILE..][..TILE];
            for (blocks, block) in self.blocks.iter_mut().zip(row) {
                add(&mut blocks[usize::from(*block) % BLOCKS], lanes);
            }
        }
    }
}

/// Sums cannot overflow: a data set has fewer than 2^16 cases where a filter is used at all.
#[inline]
fn add<const LANES: usize>(sums: &mut [u16; LANES], more: &[u16; LANES]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = sum.wrapping_add(*more);
    }
}

/// Whether the running sum of the blocks reaches what any of them needs.
#[inline]
fn passes<const LANES: usize>(blocks: &[[u16; LANES]], fewest: &[[u16; LANES]]) -> bool {
    let mut sums = [0; LANES];
    let mut reached = [0; LANES];
    for (block, fewest) in blocks.iter().zip(fewest) {
        add(&mut sums, block);
        for ((reached, sum), fewest) in reached.iter_mut().zip(&sums).zip(fewest) {
            *reached |= u16::from(sum >= fewest);
        }
    }
    reached.iter().any(|reached| *reached > 0)
}

/// The blocks in which the running sum reaches what they need, a bit each.
fn which<const LANES: usize>(blocks: &[[u16; LANES]], fewest: &[[u16; LANES]]) -> u64 {
    let mut sums = [0; LANES];
    let mut found = 0;
    for (index, (block, fewest)) in blocks.iter().zip(fewest).enumerate() {
        add(&mut sums, block);
        if sums.iter().zip(fewest).any(|(sum, fewest)| sum >= fewest) {
            found |= 1 << index;
        }
    }
    found
}

/// The circles of one centre, in blocks.
#[derive(Debug)]
struct Blocks {
    centre: usize,
    /// The first circle of each block.
    starts: Vec<usize>,
}

impl Blocks {
    /// Blocks over which the expected cases grow by about the same part of their standard deviation.
    fn new(search: &Search, centre: usize) -> Self {
        let widest = Self::widest(search);
        let circles = &search.circles[centre];
        let mut circle_measure = search.measure.empty();
        let expected: Vec<f64> = (0..circles.sizes.len())
            .map(|circle| {
                for place in &circles.order[circles.added(circle)] {
                    search.measure.add(&mut circle_measure, *place as usize);
                }
                search.measure.expected(&circle_measure, &widest)
            })
            .collect();
        let mut part = 0.25;
        loop {
            let mut starts = Vec::new();
            let mut limit = f64::NEG_INFINITY;
            for (circle, expected) in expected.iter().enumerate() {
                if *expected > limit {
                    starts.push(circle);
                    limit = expected + part * expected.sqrt();
                }
            }
            if starts.len() < BLOCKS {
                return Self { centre, starts };
            }
            part *= 1.25;
        }
    }

    /// From the first segment to the last.
    fn widest(search: &Search) -> Window {
        let end = search.frame.segments();
        Window { start: 0, end, front_optional: false, back_optional: false }
    }

    /// Each neighbour and the block in which it enters.
    fn enter<'a>(&'a self, search: &'a Search) -> impl Iterator<Item = (u32, u8)> + 'a {
        let circles = &search.circles[self.centre];
        let ends = self.starts.iter().skip(1).copied().chain([circles.sizes.len()]);
        (0u8..).zip(self.starts.iter().zip(ends)).flat_map(|(block, (start, end))| {
            let places = circles.added(*start).start..circles.added(end - 1).end;
            circles.order[places].iter().map(move |place| (*place, block))
        })
    }

    /// What each block needs in each window.
    fn fewest<const LANES: usize>(&self, search: &Search, floor: f64) -> Vec<[u16; LANES]> {
        let circles = &search.circles[self.centre];
        let mut fewest = vec![[u16::MAX; LANES]; BLOCKS - 1];
        let mut measure = search.measure.empty();
        let mut inside = 0;
        for (fewest, start) in fewest.iter_mut().zip(&self.starts) {
            let end = circles.added(*start).end;
            for place in &circles.order[inside..end] {
                search.measure.add(&mut measure, *place as usize);
            }
            inside = end;
            for (fewest, window) in fewest.iter_mut().zip(&search.frame.windows) {
                let expected = search.measure.expected(&measure, window);
                let wanted = search.likelihood.fewest(expected, floor, search.cases_min);
                *fewest = u16::try_from(wanted).unwrap_or(u16::MAX);
            }
        }
        fewest
    }
}
