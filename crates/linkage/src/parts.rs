//! Summary events: one report of several days beside reports of single days.
//!
//! A source may sum up a week of fighting in one row while another one has a row for each day. The summary is
//! the same as none of them, and must not be counted beside them. Within one dataset a row of several days is
//! taken at its word: those who keep it count nobody twice, and what it has beside its days are the dead that
//! no day could be found for.

use rustc_hash::FxHashMap;

use crate::assign::Sets;
use crate::link::Link;
use crate::record::{Day, Record};

/// A record that sums up others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Summary {
    pub(crate) record: u32,
    /// What it sums up, in the order of their days and keys; two or more.
    pub(crate) parts: Vec<u32>,
    pub(crate) probability: f32,
}

/// The shortest interval of a summary, in days.
const DAYS_LEAST: i32 = 3;
/// The farthest part, in kilometres.
const KM_MAX: f32 = 30.0;
/// By how much the deaths of the parts may miss those of the summary: a fifth, or one.
const MISS: f64 = 0.2;
/// Share of reports of several days that are summaries.
const PRIOR: f64 = 0.005;
/// Days before and after over which it is counted how much usually happens here, and the gap before it begins.
const USUAL: (Day, Day) = (10, 70);
/// Summaries less probable than this are none.
const PROBABILITY_LEAST: f32 = 0.5;
/// How often the deaths of a true summary agree so well.
const AGREES: f64 = 0.85;
/// So many parts at the most; what has more is a campaign and no incident.
const PARTS_MOST: usize = 60;

/// All records that sum up two or more records of another dataset: those lie within its days and near its place,
/// share an organisation with it, and have together the deaths that it has.
pub(crate) fn summaries(records: &[Record], links: &[Link]) -> Vec<Summary> {
    let days = by_unit_and_day(records);
    let mut joined = Sets::new(records.len());
    for link in links.iter().filter(|link| link.chosen) {
        joined.join(link.a, link.b);
    }
    let mut found: Vec<Summary> = (0_u32..)
        .zip(records)
        .filter(|(_, record)| record.days() >= DAYS_LEAST && deaths(record) >= 2)
        .filter_map(|(at, record)| summary(records, &days, at, record))
        .collect();
    // A summary is no part of another one.
    let all: rustc_hash::FxHashSet<u32> = found.iter().map(|summary| summary.record).collect();
    found.retain(|summary| summary.parts.iter().all(|part| !all.contains(part)));
    for summary in &mut found {
        with_counterparts(records, links, &mut joined, summary);
    }
    found
}

type Days = FxHashMap<u32, Vec<(Day, u32)>>;

/// Records of one or two days with deaths and an organisation, by unit and day.
fn by_unit_and_day(records: &[Record]) -> Days {
    let mut days = Days::default();
    for (at, record) in (0_u32..).zip(records) {
        if record.unit != 0 && record.days() <= 2 && deaths(record) > 0 && record.names_someone() {
            days.entry(record.unit).or_default().push((record.first, at));
        }
    }
    days.values_mut().for_each(|list| list.sort_unstable());
    days
}

fn deaths(record: &Record) -> u32 {
    record.deaths.map_or(0, |toll| toll.best)
}

fn summary(records: &[Record], days: &Days, at: u32, record: &Record) -> Option<Summary> {
    let list = days.get(&record.unit)?;
    let from = list.partition_point(|(day, _)| *day < record.first);
    let within = list[from..].iter().take_while(|(day, _)| *day <= record.last);
    let mut parts: FxHashMap<u8, Vec<u32>> = FxHashMap::default();
    for (_, position) in within {
        let other = &records[*position as usize];
        let near =
            !record.is_located() || !other.is_located() || record.distance_km(other) <= KM_MAX;
        if near && other.dataset != record.dataset && record.shares_organisation(other) {
            parts.entry(other.dataset.0).or_default().push(*position);
        }
    }
    let toll = f64::from(deaths(record));
    let mut best: Option<(f64, u8, Vec<u32>)> = None;
    for (dataset, mut parts) in parts {
        let sum: f64 = parts.iter().map(|part| f64::from(deaths(&records[*part as usize]))).sum();
        let miss = (sum - toll).abs();
        let agrees = miss <= (MISS * toll).max(1.0);
        // One part with all the deaths is the same incident, not a part of it.
        let largest = parts.iter().map(|part| deaths(&records[*part as usize])).max();
        let divided = largest.is_some_and(|largest| f64::from(largest) < 0.9 * toll);
        if !(2..=PARTS_MOST).contains(&parts.len()) || !agrees || !divided {
            continue;
        }
        parts.sort_by_key(|part| (records[*part as usize].first, records[*part as usize].key));
        if best.as_ref().is_none_or(|(least, of, _)| (miss, dataset) < (*least, *of)) {
            best = Some((miss, dataset, parts));
        }
    }
    let (_, dataset, parts) = best?;
    let usual = usual(records, list, record, dataset);
    let many = at_least(parts.len(), usual * f64::from(record.days()));
    // By chance the sum of the parts lies anywhere up to twice the toll.
    let chance = ((2.0 * (MISS * toll).max(1.0) + 1.0) / (2.0 * toll)).min(1.0);
    let odds = PRIOR / (1.0 - PRIOR) * AGREES / (chance * many);
    #[allow(clippy::cast_possible_truncation)] // 0 to 1
    let probability = (odds / (1.0 + odds)) as f32;
    (probability >= PROBABILITY_LEAST).then_some(Summary { record: at, parts, probability })
}

/// Records a day of a dataset that would be parts, at other times.
fn usual(records: &[Record], list: &[(Day, u32)], record: &Record, dataset: u8) -> f64 {
    let (from, to) = (record.first - USUAL.1, record.last + USUAL.1);
    let start = list.partition_point(|(day, _)| *day < from);
    let count = list[start..]
        .iter()
        .take_while(|(day, _)| *day <= to)
        .filter(|(day, _)| *day < record.first - USUAL.0 || *day > record.last + USUAL.0)
        .filter(|(_, other)| {
            let other = &records[*other as usize];
            other.dataset.0 == dataset
                && is_near(record, other)
                && record.shares_organisation(other)
        })
        .count();
    #[allow(clippy::cast_precision_loss)] // a count of records
    let usual = (count as f64 + 0.5) / f64::from(2 * (USUAL.1 - USUAL.0));
    usual
}

/// The probability of so many or more where `mean` are expected (Poisson).
fn at_least(count: usize, mean: f64) -> f64 {
    let (mut term, mut fewer) = ((-mean).exp(), 0.0);
    for below in 0..count {
        fewer += term;
        #[allow(clippy::cast_precision_loss)] // small
        let next = (below + 1) as f64;
        term *= mean / next;
    }
    (1.0 - fewer).max(1e-6)
}

fn is_near(record: &Record, other: &Record) -> bool {
    !record.is_located() || !other.is_located() || record.distance_km(other) <= KM_MAX
}

/// Adds what the parts are joined with in other datasets.
fn with_counterparts(records: &[Record], links: &[Link], joined: &mut Sets, summary: &mut Summary) {
    let known: rustc_hash::FxHashSet<u32> =
        summary.parts.iter().map(|part| joined.root(*part)).collect();
    let mut more: Vec<u32> = Vec::new();
    for part in summary.parts.clone() {
        let key = records[part as usize].key;
        let start = links.partition_point(|link| records[link.a as usize].key < key);
        let own = links[start..].iter().take_while(|link| records[link.a as usize].key == key);
        more.extend(own.filter(|link| link.chosen).map(|link| link.b));
    }
    more.retain(|other| *other != summary.record && known.contains(&joined.root(*other)));
    more.retain(|other| !summary.parts.contains(other));
    more.sort_by_key(|part| (records[*part as usize].first, records[*part as usize].key));
    more.dedup();
    summary.parts.extend(more);
}
