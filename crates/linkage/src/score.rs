//! Scores all candidates of two datasets and keeps what may be a link.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::chance::{Around, Chance};
use crate::index::{Index, Scratch};
use crate::learn::{Learnt, Mode};
use crate::link::Packed;
use crate::record::{Day, Record};
use crate::settings::Settings;
use crate::sites::{Likely, Reach, Sites};
use crate::weights::{Compared, Given};

/// Two records that may tell of one incident.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// Position among the records of the first dataset.
    pub(crate) a: u32,
    /// Position among those of the second.
    pub(crate) b: u32,
    /// The odds that they do, against that both have no counterpart at all.
    pub(crate) odds: f32,
    /// What each comparison contributed.
    pub(crate) bits: Packed,
}

/// All edges, by the first record, and the sum of the odds of those that are not worth keeping.
#[derive(Debug, Default)]
pub(crate) struct Edges {
    pub(crate) edges: Vec<Edge>,
    pub(crate) rest_a: Vec<f32>,
    pub(crate) rest_b: Vec<f32>,
}

/// Odds below this are added up and not kept.
const ODDS_LEAST: f32 = 0.02;
/// Records that one thread takes at a time.
const CHUNK: usize = 512;
/// Sums over threads are made of whole numbers, so that their order does not matter.
const PARTS: f32 = 1_048_576.0;

/// Scores every pair of records that lie near each other, around those whose middles lie in some days.
pub(crate) fn score(
    a: &[Record],
    b: &Index<'_>,
    mode: Mode,
    scored: (Day, Day),
    learnt: &Learnt,
    settings: &Settings,
) -> Edges {
    let of_b = learnt.sites.as_ref().map(|sites| sites.of_second(b.records, settings.km_max));
    let sites = learnt.sites.as_ref().zip(of_b.as_deref());
    let rest_b: Vec<AtomicU64> = b.records.iter().map(|_| AtomicU64::new(0)).collect();
    let chunks: Vec<(Vec<Edge>, Vec<f32>)> = a
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(chunk, records)| {
            let mut edges = Vec::new();
            let mut rests = Vec::with_capacity(records.len());
            let mut scratches = [Scratch::default(), Scratch::default()];
            let mut reaches = [Reach::default(), Reach::default()];
            for (offset, record) in records.iter().enumerate() {
                if !(scored.0..=scored.1).contains(&record.middle()) {
                    rests.push(0.0);
                    continue;
                }
                let position = u32::try_from(chunk * CHUNK + offset).unwrap_or(u32::MAX);
                let rest = around(
                    record,
                    position,
                    (b, sites),
                    learnt,
                    (mode, settings),
                    (&mut scratches, &mut reaches),
                    &mut edges,
                    &rest_b,
                );
                rests.push(rest);
            }
            (edges, rests)
        })
        .collect();
    let mut all = Edges { edges: Vec::new(), rest_a: Vec::with_capacity(a.len()), rest_b: vec![] };
    all.edges.reserve_exact(chunks.iter().map(|(edges, _)| edges.len()).sum());
    for (edges, rests) in chunks {
        all.edges.extend(edges);
        all.rest_a.extend(rests);
    }
    #[allow(clippy::cast_precision_loss)] // odds
    let whole = |sum: AtomicU64| sum.into_inner() as f32 / PARTS;
    all.rest_b = rest_b.into_iter().map(whole).collect();
    all
}

/// What a thread remembers of candidates and of what is usual, of sites and of the ground.
type Scratches<'s, 'i> = (&'s mut [Scratch<'i>; 2], &'s mut [Reach; 2]);

/// The edges of one record; answers the sum of the odds that were not kept.
#[allow(clippy::too_many_arguments)]
fn around<'i>(
    record: &Record,
    position: u32,
    (b, sites): (&'i Index<'_>, Option<(&Sites, &[Likely])>),
    learnt: &Learnt,
    (mode, settings): (Mode, &Settings),
    ([scratch, scratch_of_chance], [reach, reach_of_ground]): Scratches<'_, 'i>,
    edges: &mut Vec<Edge>,
    rest_b: &[AtomicU64],
) -> f32 {
    let Some(given) = Given::of(record) else { return 0.0 };
    let Learnt { weights, background, .. } = learnt;
    let likely = sites.map(|(sites, _)| sites.likely(record, 0, settings.km_max, reach));
    let mut chance = None;
    let mut rest = 0.0;
    let from = edges.len();
    b.candidates(record, settings.days_max, scratch, |other_position, other, place| {
        let compared = Compared::of(record, other, (place, &b.citing), settings.days_max);
        let Some(compared) = compared.filter(|_| mode.takes(record, other)) else { return };
        // What is usual here is only looked up where there is something to compare.
        let (chance, of_class) = chance.get_or_insert_with(|| {
            let around = Around::of(b, record, scratch_of_chance);
            let ground = (learnt.ground.as_ref(), settings.km_max);
            let chance = Chance::around(record, &around, background, ground, reach_of_ground);
            let of_class = weights.chance_of_class(given, &chance.places);
            (chance, of_class)
        });
        let by_site = likely.as_ref().zip(sites).and_then(|(likely, (sites, of_b))| {
            sites.nearer(likely, &of_b[other_position as usize].sites)
        });
        let chances = (&*chance, &*of_class, by_site);
        let factors = weights.factors((record, other), given, &compared, chances, background);
        let odds = factors.iter().product::<f32>();
        if odds >= ODDS_LEAST {
            let bits = Packed::of(factors);
            edges.push(Edge { a: position, b: other_position, odds, bits });
        } else {
            rest += odds;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 0.02
            let parts = (odds * PARTS) as u64;
            rest_b[other_position as usize].fetch_add(parts, Ordering::Relaxed);
        }
    });
    edges[from..].sort_unstable_by_key(|edge| edge.b);
    rest
}
