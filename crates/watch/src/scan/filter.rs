//! Which centres need a closer look: a bound on the best window around each, found without walking its circles.
//!
//! The circles of a centre are cut into blocks of neighbouring sizes. No circle of a block has more cases
//! than the largest, and in none are fewer expected than in the smallest. So for each block and window there
//! is a number of cases, the same for every data set, below which nothing in the block can exceed a given
//! ratio. A data set needs only its cases counted by block: for each place that has any, one addition per
//! centre. What the bound lets pass is searched in full, so the answer is exact.

use std::array;

use rayon::prelude::*;

use super::frame::Window;
use super::search::{CasesByPlace, Search};

/// Blocks per centre; the last takes what lies outside all circles.
const BLOCKS: usize = 64;
/// Centres whose counts are held together, so that they stay in the processor's cache.
const TILE: usize = 64;
/// The most pairs of centres and places, a byte each.
const PAIRS_MAX: usize = 1 << 30;

/// Bounds for at most `LANES` windows.
#[derive(Debug)]
pub(super) struct Filter<const LANES: usize> {
    places: usize,
    /// By tile, place and centre within the tile: the block in which the place enters.
    block_of: Vec<u8>,
    /// By centre and block: the fewest cases that are of interest.
    fewest: Vec<[u16; LANES]>,
    /// By segment: 1 for each window that covers it.
    covers: Vec<[u16; LANES]>,
}

/// Room for the counts of one data set.
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
    /// A filter for ratios above `floor`; the frame has at most `LANES` windows.
    pub(super) fn new(search: &Search, floor: f64) -> Self {
        let places = search.circles.len();
        let parts: Vec<_> = (0..places)
            .into_par_iter()
            .map(|centre| Blocks::new(search, centre).thresholds::<LANES>(search, floor))
            .collect();
        let tiles = places.div_ceil(TILE);
        // The last block is one that is never looked at.
        let mut block_of = vec![(BLOCKS - 1) as u8; tiles * places * TILE];
        block_of.par_chunks_mut(places * TILE).enumerate().for_each(|(tile, rows)| {
            for (column, centre) in (tile * TILE..places).take(TILE).enumerate() {
                for (place, block) in search.circles[centre].order.iter().zip(&parts[centre].0) {
                    rows[*place as usize * TILE + column] = *block;
                }
            }
        });
        let fewest = parts.into_iter().flat_map(|(_, fewest)| fewest).collect();
        let covers = |segment: usize| {
            array::from_fn(|lane| {
                let window = search.frame.windows.get(lane);
                window.map_or(0, |at| u16::from((at.start..at.end).contains(&segment)))
            })
        };
        Self {
            places,
            block_of,
            fewest,
            covers: (0..search.frame.segments()).map(covers).collect(),
        }
    }

    pub(super) fn counts(&self) -> Counts<LANES> {
        Counts { blocks: vec![[[0; LANES]; BLOCKS]; TILE] }
    }

    /// The centres around which some window may exceed the floor, in order.
    pub(super) fn candidates(&self, cases: &CasesByPlace, room: &mut Counts<LANES>) -> Vec<usize> {
        let mut touched: Vec<(u32, [u16; LANES])> =
            cases.touched.iter().map(|place| (*place, self.lanes(cases.of(*place)))).collect();
        touched.sort_unstable_by_key(|(place, _)| *place);
        let mut found = Vec::new();
        for (tile, rows) in self.block_of.chunks(self.places * TILE).enumerate() {
            room.blocks.fill([[0; LANES]; BLOCKS]);
            for (place, lanes) in &touched {
                let row = &rows[*place as usize * TILE..][..TILE];
                for (blocks, block) in room.blocks.iter_mut().zip(row) {
                    add(&mut blocks[usize::from(*block) % BLOCKS], lanes);
                }
            }
            let centres = tile * TILE..self.places.min((tile + 1) * TILE);
            for (centre, blocks) in centres.zip(&room.blocks) {
                let fewest = &self.fewest[centre * (BLOCKS - 1)..][..BLOCKS - 1];
                if passes(blocks, fewest) {
                    found.push(centre);
                }
            }
        }
        found
    }

    fn lanes(&self, segments: &[u32]) -> [u16; LANES] {
        let mut sums = [0; LANES];
        segments.iter().for_each(|segment| add(&mut sums, &self.covers[*segment as usize]));
        sums
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

/// The circles of one centre, in blocks.
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

    /// The block of each neighbour, and what each block needs in each lane.
    fn thresholds<const LANES: usize>(
        &self,
        search: &Search,
        floor: f64,
    ) -> (Vec<u8>, Vec<[u16; LANES]>) {
        let circles = &search.circles[self.centre];
        let mut blocks = vec![0; circles.order.len()];
        let mut fewest = vec![[u16::MAX; LANES]; BLOCKS - 1];
        let mut measure = search.measure.empty();
        let mut block = 0;
        for circle in 0..circles.sizes.len() {
            for position in circles.added(circle) {
                search.measure.add(&mut measure, circles.order[position] as usize);
                while self.starts.get(block + 1).is_some_and(|start| *start <= circle) {
                    block += 1;
                }
                // Blocks are fewer than 64.
                #[allow(clippy::cast_possible_truncation)]
                {
                    blocks[position] = block as u8;
                }
            }
            if self.starts[block] != circle {
                continue;
            }
            for (lane, window) in search.frame.windows.iter().enumerate() {
                let expected = search.measure.expected(&measure, window);
                let wanted = search.likelihood.fewest(expected, floor, search.cases_min);
                fewest[block][lane] = u16::try_from(wanted).unwrap_or(u16::MAX);
            }
        }
        (blocks, fewest)
    }
}
