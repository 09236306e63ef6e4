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
    /// Of the records in `order` (see [`ordered`]) those that have a key.
    fn new(records: &[Record], order: &[u32], key: impl Fn(&Record) -> Option<u64>) -> Self {
        // Counted first, then filled: the order within a run is that of `order`.
        let mut runs = Runs::default();
        let mut keyed = Vec::with_capacity(order.len());
        for position in order {
            let record = &records[*position as usize];
            if let Some((key, width)) = key(record).zip(width(record.days())) {
                runs.entry(key).or_default()[width].to += 1;
                keyed.push((key, width, *position));
            }
        }
        let mut from = 0;
        for run in runs.values_mut().flatten() {
            let count = run.to;
            *run = Run { from, to: from };
            from += count;
        }
        let nothing = Entry { middle: 0, record: 0, at: [0.0; 2] };
        let mut entries = vec![nothing; keyed.len()];
        for (key, width, position) in keyed {
            let Some(runs) = runs.get_mut(&key) else { continue };
            let record = &records[position as usize];
            let run = &mut runs[width];
            entries[run.to as usize] =
                Entry { middle: record.middle(), record: position, at: record.at };
            run.to += 1;
        }
        Self { entries, runs }
    }

    /// The entries of a key and a class of width.
    fn run(&self, run: Run) -> &[Entry] {
        &self.entries[run.from as usize..run.to as usize]
    }
}

/// The position of the first entry whose middle is not before a day. It is sought from where it was last time, since
/// records are mostly asked for in the order of their days, and that is remembered.
fn seek(entries: &[Entry], last: &mut u32, day: Day) -> usize {
    let at = (*last as usize).min(entries.len());
    let (mut low, mut high) = (at, at);
    let mut step = 1;
    if at < entries.len() && entries[at].middle < day {
        while high < entries.len() && entries[high].middle < day {
            low = high + 1;
            high = (high + step).min(entries.len());
            step *= 2;
        }
    } else {
        while low > 0 && entries[low - 1].middle >= day {
            high = low - 1;
            low = low.saturating_sub(step);
            step *= 2;
        }
    }
    let found = low + entries[low..high].partition_point(|entry| entry.middle < day);
    *last = u32::try_from(found).unwrap_or(u32::MAX);
    found
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
#[derive(Debug)]
struct Near<'i> {
    list: &'i List,
    runs: [Run; WIDTHS],
    /// Where the days of the record before began and ended: of candidates, and of both other times.
    last: [[u32; 5]; WIDTHS],
}

impl<'i> Near<'i> {
    fn new(list: &'i List, runs: [Run; WIDTHS]) -> Self {
        Self { list, runs, last: [[0; 5]; WIDTHS] }
    }
}

/// What of the record that is looked around is needed for distances, made once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Here {
    at: [f32; 2],
    cos: f32,
    sin: f32,
}

impl Here {
    pub(crate) fn of(record: &Record) -> Self {
        let (sin, cos) = record.at[0].to_radians().sin_cos();
        Self { at: record.at, cos, sin }
    }

    /// Kilometres to a point, as [`Record::distance_km`]; the cosine at the latitude in the middle is that here and
    /// the first terms of its series, which is exact to a metre within 200 km.
    pub(crate) fn distance_km(self, [north, east]: [f32; 2]) -> f32 {
        let north = north - self.at[0];
        let mut east = (east - self.at[1]).abs();
        if east > 180.0 {
            east = 360.0 - east;
        }
        let half = 0.5 * north.to_radians();
        let east = east * (self.cos * (1.0 - 0.5 * half * half) - self.sin * half);
        KM_PER_DEGREE * (north * north + east * east).sqrt()
    }
}

/// What one thread remembers from record to record.
#[derive(Debug, Default)]
pub(crate) struct Scratch<'i> {
    cell: Option<[i32; 2]>,
    points: Vec<Near<'i>>,
    places: Vec<Near<'i>>,
    slices: Vec<(&'i [Entry], bool)>,
}

/// Positions of the records of an incident's length, by their middles, then in the order in which they stand.
fn ordered(records: &[Record]) -> Vec<u32> {
    let mut order: Vec<(Day, u32)> = (0_u32..)
        .zip(records)
        .filter(|(_, record)| width(record.days()).is_some())
        .map(|(at, record)| (record.middle(), at))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}

/// Half the length of the longest interval of each class.
const HALF: [Day; WIDTHS] = [0, 5, 22];

impl<'r> Index<'r> {
    /// `span` is the time of the whole dataset where these are a part of it: its first and last middle.
    pub(crate) fn new(records: &'r [Record], km_max: f32, span: Option<(Day, Day)>) -> Self {
        let order = ordered(records);
        let unit = |record: &Record| (record.unit != 0).then_some(u64::from(record.unit));
        let country = |record: &Record| (record.country != 0).then_some(u64::from(record.country));
        let of = |class: PlaceClass| move |record: &Record| record.place == class;
        let own = (
            order.first().map_or(0, |first| records[*first as usize].middle()),
            order.last().map_or(0, |last| records[*last as usize].middle()),
        );
        let span = match span {
            Some(span) if order.is_empty() => span,
            Some(span) => (span.0.min(own.0), span.1.max(own.1)),
            None => own,
        };
        Self {
            records,
            points: List::new(records, &order, |r| r.is_located().then(|| cell_key(cell(r.at)))),
            points_of_unit: List::new(records, &order, |r| unit(r).filter(|_| r.is_located())),
            units: List::new(records, &order, |r| unit(r).filter(|_| of(PlaceClass::Unit)(r))),
            countries: List::new(records, &order, |r| {
                country(r).filter(|_| of(PlaceClass::Country)(r))
            }),
            all_of_country: List::new(records, &order, |r| {
                country(r).filter(|_| r.place != PlaceClass::Country)
            }),
            citing: Citing::of(records),
            km_max,
            span,
        }
    }

    /// Where anything near `around` can stand.
    fn near<'s>(&'s self, around: &Record, scratch: &mut Scratch<'s>) {
        let Scratch { cell: known, points, places, .. } = scratch;
        places.clear();
        let mut ask = |list: &'s List, key: u32| {
            if let Some(runs) = list.runs.get(&u64::from(key)) {
                places.push(Near::new(list, *runs));
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
                    .filter_map(|key| Some(Near::new(&self.points, *self.points.runs.get(&key)?))),
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
        let here = Here::of(around);
        // Of points the distance decides; whatever else is listed is near.
        for (distance, lists) in [(false, &mut scratch.places), (true, &mut scratch.points)] {
            for near in lists {
                for (width, half_of_class) in HALF.into_iter().enumerate() {
                    let entries = near.list.run(near.runs[width]);
                    if entries.is_empty() {
                        continue;
                    }
                    let reach = days + half + half_of_class;
                    let from = seek(entries, &mut near.last[width][0], middle - reach);
                    let within = entries[from..].iter().take_while(|e| e.middle <= middle + reach);
                    for entry in within {
                        if let Some((record, level)) = self.level((around, here), entry, distance) {
                            take(entry.record, record, level);
                        }
                    }
                }
            }
        }
    }

    /// Calls `take` with a sample of the records near `around` in place but in other months: their middles lie in one of
    /// two windows. About `wanted` of them are looked at, evenly spaced, and each stands
    /// for as many as the answer says; what lies too far away is not handed on.
    pub(crate) fn sample<'s>(
        &'s self,
        around: &Record,
        windows: [(Day, Day); 2],
        wanted: usize,
        scratch: &mut Scratch<'s>,
        mut take: impl FnMut(&Record, usize),
    ) -> f32 {
        self.near(around, scratch);
        let mut slices = std::mem::take(&mut scratch.slices);
        slices.clear();
        let mut all = 0;
        for (distance, lists) in [(false, &mut scratch.places), (true, &mut scratch.points)] {
            for near in lists {
                for (width, last) in near.last.iter_mut().enumerate() {
                    let entries = near.list.run(near.runs[width]);
                    if entries.is_empty() {
                        continue;
                    }
                    for ((from, to), last) in windows.into_iter().zip(last[1..].chunks_mut(2)) {
                        let from = seek(entries, &mut last[0], from);
                        let to = seek(entries, &mut last[1], to + 1);
                        if from < to {
                            all += to - from;
                            slices.push((&entries[from..to], distance));
                        }
                    }
                }
            }
        }
        let stride = all.div_ceil(wanted.max(1)).max(1);
        let here = Here::of(around);
        // Where to begin is decided by the record itself.
        let mut next = usize::try_from(around.key % stride as u64).unwrap_or(0);
        for (slice, distance) in &slices {
            while next < slice.len() {
                if let Some((record, level)) = self.level((around, here), &slice[next], *distance) {
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

    fn level(
        &self,
        (around, here): (&Record, Here),
        entry: &Entry,
        distance: bool,
    ) -> Option<(&Record, usize)> {
        // The record itself is only looked at when it is near, since that is what takes time.
        let km = if distance { here.distance_km(entry.at) } else { 0.0 };
        if km > self.km_max {
            return None;
        }
        let record = &self.records[entry.record as usize];
        let level = if distance {
            place_at(record.place, km)
        } else {
            place_without_distance(record.place, around.shares_spot(record))
        };
        Some((record, level))
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

/// The cells that hold everything within so many kilometres of any point of a point's cell: the same for all of them,
/// since what was looked up for one is used for the others too.
pub(crate) fn cells_around(at: [f32; 2], km: f32) -> impl Iterator<Item = u64> {
    let [row, column] = cell(at);
    let north = km / KM_PER_DEGREE;
    #[allow(clippy::cast_precision_loss)] // some hundred
    let edge = (row as f32).abs().max((row as f32 + 1.0).abs()) * CELL;
    // At the far edge of the ring of cells a degree of longitude is shortest.
    let cos = (edge + north).min(89.0).to_radians().cos();
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
    fn all_points_of_a_cell_look_into_the_same_cells() {
        // Where the number of columns changes between both edges of a row of cells.
        let columns = |north: f32| cells_around([north, 10.0], 60.0).count();
        let mut changes = 0;
        for row in 0..290_u16 {
            let south = f32::from(row) * CELL;
            let [low, high] = [0.01, 0.29].map(|north| columns(south + north));
            assert_eq!(low, high, "row {row}");
            changes += usize::from(columns(south + 0.31) != high);
        }
        assert!(changes > 3, "the farther north, the more columns");
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
        let index = Index::new(&records, 60.0, None);
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
            let index = Index::new(&records, 60.0, None);
            assert_eq!(found(&index, &here), [0, 1], "{north} {east}");
        }
    }

    #[test]
    fn a_sample_stands_for_all() {
        let here = at(10.0, 10.0);
        let records: Vec<Record> =
            (-200..=200).map(|day| Record { first: day, last: day, ..here }).collect();
        let index = Index::new(&records, 60.0, None);
        for wanted in [10, 50, 1000] {
            let middle = here.middle();
            let windows = [(middle - 90, middle - 30), (middle + 30, middle + 90)];
            let mut seen = 0.0;
            let scratch = &mut Scratch::default();
            let weight = index.sample(&here, windows, wanted, scratch, |_, _| seen += 1.0);
            assert!((seen * weight - 122.0_f32).abs() <= weight, "{wanted}: {seen} times {weight}");
        }
    }

    #[test]
    fn a_day_is_found_from_wherever_was_looked_before() {
        let here = at(10.0, 10.0);
        let entries: Vec<Entry> =
            [1, 1, 4, 6, 6, 6, 9].map(|middle| Entry { middle, record: 0, at: here.at }).to_vec();
        for last in 0..=8 {
            for day in 0..=10 {
                let expected = entries.partition_point(|entry| entry.middle < day);
                assert_eq!(seek(&entries, &mut last.clone(), day), expected, "{last} {day}");
            }
        }
    }

    #[test]
    fn distances_are_those_of_records() {
        for (north, east) in [(34.5281, 69.1723), (-51.0, 179.9), (0.1, -179.9)] {
            let here = at(north, east);
            for (up, right) in [(0.3, 0.4), (-0.5, 0.2), (0.0, -0.3)] {
                let other = at(north + up, east + right);
                let km = Here::of(&here).distance_km(other.at);
                assert!((km - here.distance_km(&other)).abs() < 0.01, "{north} {east}: {km}");
            }
        }
    }
}
