//! Records of one dataset by where and when they are, for a sweep around each record of another.

use rustc_hash::FxHashMap;

use crate::cited::Citing;
use crate::level::{WIDTHS, place_at, place_without_distance, width};
use crate::record::{Day, PlaceClass, Record};

/// Height of a cell of the grid, in degrees.
const CELL: f32 = 0.3;
const KM_PER_DEGREE: f32 = 111.195_08;

/// A run of entries with one key and one class of width, in the order of their middles.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    from: u32,
    to: u32,
}

type Runs = FxHashMap<u64, [Run; WIDTHS]>;

/// One record as it stands in a list: enough to decide whether it is near.
#[derive(Debug, Clone, Copy)]
struct Entry {
    middle: Day,
    record: u32,
    at: [f32; 2],
}

/// Records under one kind of key.
#[derive(Debug, Default)]
struct List {
    entries: Vec<Entry>,
    runs: Runs,
}

impl List {
    fn new(records: &[Record], key: impl Fn(&Record) -> Option<u64>) -> Self {
        let mut keyed: Vec<(u64, usize, Day, u64, u32)> = records
            .iter()
            .enumerate()
            .filter_map(|(position, record)| {
                let position = u32::try_from(position).ok()?;
                Some((key(record)?, width(record.days())?, record.middle(), record.key, position))
            })
            .collect();
        keyed.sort_unstable();
        let mut runs = Runs::default();
        let mut entries = Vec::with_capacity(keyed.len());
        for (at, (key, width, middle, _, position)) in keyed.into_iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let run = &mut runs.entry(key).or_default()[width];
            if run.to == 0 {
                run.from = at;
            }
            run.to = at + 1;
            entries.push(Entry { middle, record: position, at: records[position as usize].at });
        }
        Self { entries, runs }
    }

    /// The entries of a key and a class of width whose middles lie from `from` to `to`.
    fn slice(&self, runs: &[Run; WIDTHS], width: usize, from: Day, to: Day) -> &[Entry] {
        let run = runs[width];
        if run.from == run.to {
            return &[];
        }
        let entries = &self.entries[run.from as usize..run.to as usize];
        let start = entries.partition_point(|entry| entry.middle < from);
        let end = start + entries[start..].partition_point(|entry| entry.middle <= to);
        &entries[start..end]
    }
}

/// The records of one dataset, found by place and day.
#[derive(Debug)]
pub(crate) struct Index<'r> {
    pub(crate) records: &'r [Record],
    points: List,
    points_of_unit: List,
    units: List,
    countries: List,
    all_of_country: List,
    /// What its records cite.
    pub(crate) citing: Citing,
    km_max: f32,
    /// First and last middle.
    pub(crate) span: (Day, Day),
}

/// A list of which a part lies near, and where in it.
type Near<'i> = (&'i List, [Run; WIDTHS]);

/// What one thread remembers from record to record.
#[derive(Debug, Default)]
pub(crate) struct Scratch<'i> {
    cell: Option<[i32; 2]>,
    points: Vec<Near<'i>>,
    places: Vec<Near<'i>>,
    slices: Vec<(&'i [Entry], bool)>,
}

impl<'i> Scratch<'i> {
    /// Lists whose entries are near, and lists of points of which the distance decides.
    fn lists(&self) -> [(bool, &[Near<'i>]); 2] {
        [(false, &self.places), (true, &self.points)]
    }
}

/// Half the length of the longest interval of each class.
const HALF: [Day; WIDTHS] = [0, 5, 22];

impl<'r> Index<'r> {
    pub(crate) fn new(records: &'r [Record], km_max: f32) -> Self {
        let unit = |record: &Record| (record.unit != 0).then_some(u64::from(record.unit));
        let country = |record: &Record| (record.country != 0).then_some(u64::from(record.country));
        let of = |class: PlaceClass| move |record: &Record| record.place == class;
        let middles = records.iter().map(Record::middle);
        Self {
            records,
            points: List::new(records, |r| r.is_located().then(|| cell_key(cell(r.at)))),
            points_of_unit: List::new(records, |r| unit(r).filter(|_| r.is_located())),
            units: List::new(records, |r| unit(r).filter(|_| of(PlaceClass::Unit)(r))),
            countries: List::new(records, |r| country(r).filter(|_| of(PlaceClass::Country)(r))),
            all_of_country: List::new(records, |r| {
                country(r).filter(|_| r.place != PlaceClass::Country)
            }),
            citing: Citing::of(records),
            km_max,
            span: (middles.clone().min().unwrap_or(0), middles.max().unwrap_or(0)),
        }
    }

    /// Where anything near `around` can stand.
    fn near<'s>(&'s self, around: &Record, scratch: &mut Scratch<'s>) {
        let Scratch { cell: known, points, places, .. } = scratch;
        places.clear();
        let mut ask = |list: &'s List, key: u32| {
            if let Some(runs) = list.runs.get(&u64::from(key)) {
                places.push((list, *runs));
            }
        };
        match around.place {
            PlaceClass::Exact | PlaceClass::Near => {
                ask(&self.units, around.unit);
                ask(&self.countries, around.country);
            }
            PlaceClass::Unit => {
                ask(&self.points_of_unit, around.unit);
                ask(&self.units, around.unit);
                ask(&self.countries, around.country);
            }
            PlaceClass::Country => {
                ask(&self.all_of_country, around.country);
                ask(&self.countries, around.country);
            }
        }
        if !around.is_located() {
            points.clear();
            *known = None;
        } else if *known != Some(cell(around.at)) {
            // Records come cell by cell, so this is seldom done where there are many.
            *known = Some(cell(around.at));
            points.clear();
            points.extend(
                cells_around(around.at, self.km_max)
                    .filter_map(|key| Some((&self.points, *self.points.runs.get(&key)?))),
            );
        }
    }

    /// Calls `take` with each record that may tell of the same as `around`, its position and its level of
    /// place: at most `days` lie between the two, and `km_max` kilometres, or they share a unit or country.
    pub(crate) fn candidates<'s>(
        &'s self,
        around: &Record,
        days: Day,
        scratch: &mut Scratch<'s>,
        mut take: impl FnMut(u32, &Record, usize),
    ) {
        self.near(around, scratch);
        let middle = around.middle();
        let half = (around.days() - 1) / 2;
        for (distance, lists) in scratch.lists() {
            for (list, runs) in lists {
                for (width, half_of_class) in HALF.into_iter().enumerate() {
                    let reach = days + half + half_of_class;
                    for entry in list.slice(runs, width, middle - reach, middle + reach) {
                        if let Some((record, level)) = self.level(around, entry, distance) {
                            take(entry.record, record, level);
                        }
                    }
                }
            }
        }
    }

    /// Calls `take` with a sample of the records near `around` in place but in other months: their middles
    /// lie `apart` days before or after. About `wanted` of them are looked at, evenly spaced, and each stands
    /// for as many as the answer says; what lies too far away is not handed on.
    pub(crate) fn sample<'s>(
        &'s self,
        around: &Record,
        apart: (Day, Day),
        wanted: usize,
        scratch: &mut Scratch<'s>,
        mut take: impl FnMut(&Record, usize),
    ) -> f32 {
        self.near(around, scratch);
        let middle = around.middle();
        let windows = [(middle - apart.1, middle - apart.0), (middle + apart.0, middle + apart.1)];
        let mut slices = std::mem::take(&mut scratch.slices);
        slices.clear();
        let mut all = 0;
        for (distance, lists) in scratch.lists() {
            for (list, runs) in lists {
                for width in 0..WIDTHS {
                    for (from, to) in windows {
                        let slice = list.slice(runs, width, from, to);
                        if !slice.is_empty() {
                            all += slice.len();
                            slices.push((slice, distance));
                        }
                    }
                }
            }
        }
        let stride = all.div_ceil(wanted.max(1)).max(1);
        // Where to begin is decided by the record itself.
        let mut next = usize::try_from(around.key % stride as u64).unwrap_or(0);
        for (slice, distance) in &slices {
            while next < slice.len() {
                if let Some((record, level)) = self.level(around, &slice[next], *distance) {
                    take(record, level);
                }
                next += stride;
            }
            next -= slice.len();
        }
        scratch.slices = slices;
        #[allow(clippy::cast_precision_loss)] // a count of records
        let weight = stride as f32;
        weight
    }

    fn level(&self, around: &Record, entry: &Entry, distance: bool) -> Option<(&Record, usize)> {
        let record = &self.records[entry.record as usize];
        if !distance {
            let same_spot = around.shares_spot(record);
            return Some((record, place_without_distance(record.place, same_spot)));
        }
        // A degree of latitude is the same everywhere, so this settles most.
        if (entry.at[0] - around.at[0]).abs() * KM_PER_DEGREE > self.km_max {
            return None;
        }
        let km = around.distance_km(record);
        (km <= self.km_max).then(|| (record, place_at(record.place, km)))
    }
}

#[allow(clippy::cast_possible_truncation)] // degrees are bounded
pub(crate) fn cell(at: [f32; 2]) -> [i32; 2] {
    [(at[0] / CELL).floor() as i32, (at[1] / CELL).floor() as i32]
}

const COLUMNS: i32 = 1200;

/// The key of a cell.
pub(crate) fn cell_key([row, column]: [i32; 2]) -> u64 {
    let column = column.rem_euclid(COLUMNS);
    u64::from((row + COLUMNS).unsigned_abs()) << 32 | u64::from(column.unsigned_abs())
}

/// The cells that hold everything within so many kilometres.
pub(crate) fn cells_around(at: [f32; 2], km: f32) -> impl Iterator<Item = u64> {
    let [row, column] = cell(at);
    let north = km / KM_PER_DEGREE;
    // At the far edge of the ring of cells a degree of longitude is shortest.
    let cos = (at[0].abs() + north).min(89.0).to_radians().cos();
    #[allow(clippy::cast_possible_truncation)] // bounded by the next line
    let (rows, columns) =
        ((north / CELL).ceil() as i32, ((north / cos / CELL).ceil() as i32).min(COLUMNS / 2 - 1));
    (row - rows..=row + rows)
        .flat_map(move |row| (column - columns..=column + columns).map(move |c| cell_key([row, c])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;

    fn found(index: &Index<'_>, around: &Record) -> Vec<u32> {
        let mut found = Vec::new();
        index.candidates(around, 7, &mut Scratch::default(), |position, _, _| found.push(position));
        found.sort_unstable();
        found
    }

    #[test]
    fn what_is_near_in_place_and_time_is_found_and_nothing_else() {
        let here = at(34.5, 69.2);
        let records = [
            at(34.5, 69.2),
            at(34.9, 69.5),
            at(35.2, 69.2),
            Record { first: 8, last: 8, ..here },
            Record { first: -7, last: -7, ..here },
            Record { place: PlaceClass::Unit, ..here },
            Record { place: PlaceClass::Unit, unit: 2, ..here },
            Record { place: PlaceClass::Country, unit: 0, ..here },
            Record { first: -30, last: -3, ..here },
            Record { first: -300, last: 300, ..here },
        ];
        let index = Index::new(&records, 60.0);
        assert_eq!(found(&index, &here), [0, 1, 4, 5, 7, 8]);
        let unit = Record { place: PlaceClass::Unit, ..here };
        assert_eq!(found(&index, &unit), [0, 1, 2, 4, 5, 7, 8]);
        let country = Record { place: PlaceClass::Country, ..here };
        assert_eq!(found(&index, &country), [0, 1, 2, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn the_date_line_and_high_latitudes_hide_nothing() {
        for (north, east) in [(0.0, 179.95), (-51.0, -179.99), (70.0, 10.0), (84.0, 179.9)] {
            let here = at(north, east);
            let degrees = 40.0 / KM_PER_DEGREE / north.to_radians().cos();
            let mut beyond = east + degrees;
            if beyond > 180.0 {
                beyond -= 360.0;
            }
            let records = [at(north, beyond), at(north + 0.5, east)];
            let index = Index::new(&records, 60.0);
            assert_eq!(found(&index, &here), [0, 1], "{north} {east}");
        }
    }

    #[test]
    fn a_sample_stands_for_all() {
        let here = at(10.0, 10.0);
        let records: Vec<Record> =
            (-200..=200).map(|day| Record { first: day, last: day, ..here }).collect();
        let index = Index::new(&records, 60.0);
        for wanted in [10, 50, 1000] {
            let mut seen = 0.0;
            let scratch = &mut Scratch::default();
            let weight = index.sample(&here, (30, 90), wanted, scratch, |_, _| seen += 1.0);
            assert!((seen * weight - 122.0_f32).abs() <= weight, "{wanted}: {seen} times {weight}");
        }
    }
}
