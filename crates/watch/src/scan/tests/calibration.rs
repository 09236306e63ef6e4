//! On data without clusters small p-values are as rare as they say; with many threads as with one; filtered as
//! in full.

use jiff::civil::date;

use crate::scan::filter::Filter;
use crate::scan::frame::Frame;
use crate::scan::inference::Chance;
use crate::scan::likelihood::Likelihood;
use crate::scan::measure::Measure;
use crate::scan::null::Null;
use crate::scan::rng::Rng;
use crate::scan::search::{CasesByPlace, Search};
use crate::scan::{
    Case, Expected, Places, Scan, ScanSettings, Step, TimeAxis, Windows, bernoulli, neighbours,
    permutation, poisson,
};

fn grid(side: u32) -> Places {
    let at = |index: u32| (f64::from(index % side), f64::from(index / side));
    Places::on_plane(&(0..side * side).map(at).collect::<Vec<_>>()).expect("numbers")
}

fn days(last: i8) -> TimeAxis {
    TimeAxis::new(date(2024, 1, 1), date(2024, 1, last), Step::Days(1)).expect("days")
}

/// Cases that fall anywhere.
fn anywhere(rng: &mut Rng, count: usize, places: u32, intervals: u32) -> Vec<Case> {
    let mut case = || Case {
        place: rng.below(places) as usize,
        interval: rng.below(intervals) as usize,
        count: 1,
    };
    (0..count).map(|_| case()).collect()
}

/// The p of the most likely cluster in each of 200 studies without clusters.
fn p_values(scan: impl Fn(&mut Rng, ScanSettings) -> Scan) -> Vec<f64> {
    let windows = Windows::Prospective { min: 1, max: 4 };
    let settings = ScanSettings { replications: 39, ..ScanSettings::new(windows) };
    (0..200)
        .map(|study| {
            let settings = ScanSettings { seed: study, ..settings };
            let scan = scan(&mut Rng::new(99, study), settings);
            scan.clusters.first().map_or(1.0, |cluster| cluster.p)
        })
        .collect()
}

/// A part of the p-values lies at or below that part, within three and a half standard deviations; ties
/// among data sets without any cluster make large ones larger.
fn is_calibrated(p_values: &[f64]) {
    let count = f64::from(u32::try_from(p_values.len()).expect("few"));
    for level in [0.05, 0.1, 0.25, 0.5] {
        let below = p_values.iter().filter(|p| **p <= level + 1e-9).count();
        let part = f64::from(u32::try_from(below).expect("few")) / count;
        let deviation = (level * (1.0 - level) / count).sqrt();
        assert!((part - level).abs() < 3.5 * deviation, "{part} of p at or below {level}");
    }
}

#[test]
fn the_permutation_scan_is_calibrated() {
    is_calibrated(&p_values(|rng, settings| {
        let cases = anywhere(rng, 120, 25, 10);
        permutation(&grid(5), &days(10), &cases, &settings).expect("valid")
    }));
}

#[test]
fn the_poisson_scan_is_calibrated() {
    is_calibrated(&p_values(|rng, settings| {
        let cases = anywhere(rng, 120, 25, 10);
        let expected = Expected::table(25, 10, vec![1.0; 250]).expect("valid");
        poisson(&grid(5), &days(10), &cases, &expected, &settings).expect("valid")
    }));
}

#[test]
fn the_bernoulli_scan_is_calibrated() {
    is_calibrated(&p_values(|rng, settings| {
        let cases = anywhere(rng, 100, 25, 10);
        let controls = anywhere(rng, 150, 25, 10);
        bernoulli(&grid(5), &days(10), &cases, &controls, &settings).expect("valid")
    }));
}

#[test]
fn any_number_of_threads_gives_the_same_answer() {
    let cases = anywhere(&mut Rng::new(4, 0), 300, 49, 20);
    let settings = ScanSettings {
        replications: 60,
        ..ScanSettings::new(Windows::Prospective { min: 1, max: 5 })
    };
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| permutation(&grid(7), &days(20), &cases, &settings).expect("valid"))
    };
    let one = with(1);
    assert_eq!(one, with(3));
    let mut mixed = cases.clone();
    mixed.reverse();
    assert_eq!(one, permutation(&grid(7), &days(20), &mixed, &settings).expect("valid"));
    let other = ScanSettings { seed: 2, ..settings };
    assert_ne!(one, permutation(&grid(7), &days(20), &cases, &other).expect("valid"));
}

/// A permutation study that is large enough for blocks of several circles.
fn search(windows: Windows) -> (Search, Null) {
    let cases = anywhere(&mut Rng::new(8, 0), 4_000, 400, 30);
    let settings = ScanSettings::new(windows);
    let frame = Frame::new(30, windows);
    let (mut by_place, mut by_interval) = (vec![0.0; 400], vec![0.0; 30]);
    for case in &cases {
        by_place[case.place] += 1.0;
        by_interval[case.interval] += 1.0;
    }
    let circles = neighbours::circles(&grid(20), &by_place, &settings).expect("few");
    let null = Null::permutation(&frame, &cases);
    let measure = Measure::product(&frame, by_place, &by_interval, 4_000.0);
    let likelihood = Likelihood::poisson(4_000.0);
    (Search { frame, measure, likelihood, circles, cases_min: 2 }, null)
}

/// The filter keeps every centre whose best window exceeds the floor, and drops most others.
fn filter_loses_nothing<const LANES: usize>(windows: Windows, floor: f64) {
    let (search, null) = search(windows);
    let filter = Filter::<LANES>::new(&search);
    let level = filter.level(&search, floor);
    let (mut deck, mut drawn, mut counts) = (null.deck(), Vec::new(), filter.counts());
    let (mut cases, mut scratch) = (CasesByPlace::new(400), search.scratch());
    let (mut kept, mut above) = (0, 0);
    for replication in 0..6 {
        null.draw(&mut deck, &mut Rng::new(1, replication), &mut drawn);
        cases.fill(&drawn);
        let touched = [filter.touched(&cases)];
        let candidates = filter.candidates(&touched, &level, &mut counts).concat();
        kept += candidates.len();
        for centre in 0..400 {
            let Some(best) = search.best(centre, &cases, floor, &mut scratch) else { continue };
            above += 1;
            let near = candidates.iter().find(|near| near.centre == centre);
            let circles = near.expect("the centre is kept").circles(&filter, &search);
            let again = search.best_within(centre, circles, &cases, floor, &mut scratch);
            assert_eq!(again, Some(best));
        }
    }
    assert!(above > 0 && kept < 1_200, "{above} above, {kept} kept of 2400");
}

#[test]
fn the_filter_loses_no_centre_with_a_window_above_the_floor() {
    filter_loses_nothing::<8>(Windows::Prospective { min: 1, max: 7 }, 4.5);
    filter_loses_nothing::<32>(Windows::Prospective { min: 1, max: 20 }, 5.5);
    filter_loses_nothing::<64>(Windows::Retrospective { min: 1, max: 2 }, 5.5);
}

#[test]
fn filtered_ratios_are_those_of_the_full_search() {
    let (search, null) = search(Windows::Prospective { min: 1, max: 7 });
    let chance = Chance { search: &search, null: &null, seed: 5 };
    let in_full = chance.unfiltered(3..23);
    // The levels at once, after a second try, and after giving up.
    for lowest in [4.0, 6.5, 50.0] {
        assert_eq!(chance.with_lanes::<8>(3..23, lowest), in_full);
    }
}
