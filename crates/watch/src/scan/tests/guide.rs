//! Small studies worked by hand.

use jiff::civil::date;

use crate::scan::{
    Case, Expected, Places, ScanError, ScanSettings, Step, TimeAxis, Windows, permutation, poisson,
};

/// Four places on a line, far enough apart to be told apart.
fn line() -> Places {
    Places::on_plane(&[(0.0, 0.0), (1.0, 0.0), (10.0, 0.0), (12.0, 0.0)]).expect("numbers")
}

fn week() -> TimeAxis {
    TimeAxis::new(date(2024, 3, 1), date(2024, 3, 4), Step::Days(1)).expect("days")
}

fn case(place: usize, interval: usize, count: u32) -> Case {
    Case { place, interval, count }
}

#[test]
fn a_burst_in_two_neighbours_on_the_last_day_is_found_with_its_numbers() {
    // Two cases a day everywhere else; the first two places have six and four on the last day.
    let mut cases = vec![case(0, 3, 6), case(1, 3, 4), case(2, 3, 1), case(3, 3, 1)];
    for interval in 0..3 {
        cases.extend((0..4).map(|place| case(place, interval, 2)));
    }
    let settings = ScanSettings::new(Windows::Prospective { min: 1, max: 2 });
    let settings = ScanSettings { share_max: 0.5, replications: 99, ..settings };
    let scan = permutation(&line(), &week(), &cases, &settings).expect("valid");
    // 36 cases; 12 + 10 in the first two places are more than half, so only one of them fits.
    assert_eq!(scan.cases, 36);
    let first = &scan.clusters[0];
    assert_eq!((first.places.as_slice(), first.observed), (&[0][..], 6));
    assert_eq!((first.start, first.end), (date(2024, 3, 4), date(2024, 3, 4)));
    // 12 cases of the place times 12 of the day, over 36.
    assert!((first.expected - 4.0).abs() < 1e-12);
    let by_hand = 6.0 * 1.5f64.ln() + 30.0 * (30.0 / 32.0f64).ln();
    assert!((first.llr - by_hand).abs() < 1e-12);
    assert!((first.relative_risk - 1.5 / (30.0 / 32.0)).abs() < 1e-12);
    let recurrence = first.recurrence_days.expect("prospective");
    assert!((recurrence - 1.0 / first.p).abs() < 1e-9);
}

#[test]
fn a_planted_burst_is_found_with_the_smallest_possible_p() {
    let mut cases = vec![case(2, 2, 30), case(3, 2, 30)];
    for interval in 0..4 {
        cases.extend((0..4).map(|place| case(place, interval, 10)));
    }
    let expected = Expected::table(4, 4, vec![10.0; 16]).expect("valid");
    let settings = ScanSettings {
        replications: 199,
        ..ScanSettings::new(Windows::Retrospective { min: 1, max: 2 })
    };
    let scan = poisson(&line(), &week(), &cases, &expected, &settings).expect("valid");
    let first = &scan.clusters[0];
    assert_eq!(first.places, [2, 3]);
    assert!((first.radius - 2.0).abs() < 1e-12);
    assert_eq!((first.start, first.end), (date(2024, 3, 3), date(2024, 3, 3)));
    assert_eq!(first.observed, 80);
    // 220 cases in 16 equal cells.
    assert!((first.expected - 27.5).abs() < 1e-9);
    assert!((first.p - 0.005).abs() < 1e-12);
    assert!(first.p_gumbel.expect("fitted") < 0.001);
    assert_eq!(first.recurrence_days, None);
}

#[test]
fn no_place_is_in_two_clusters() {
    let mut cases = vec![case(0, 3, 9), case(1, 3, 3), case(2, 3, 8), case(3, 3, 2)];
    for interval in 0..3 {
        cases.extend((0..4).map(|place| case(place, interval, 5)));
    }
    let settings = ScanSettings {
        replications: 9,
        ..ScanSettings::new(Windows::Retrospective { min: 1, max: 2 })
    };
    let scan = permutation(&line(), &week(), &cases, &settings).expect("valid");
    let mut places: Vec<usize> =
        scan.clusters.iter().flat_map(|cluster| cluster.places.clone()).collect();
    let all = places.len();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), all);
    assert!(scan.clusters.windows(2).all(|pair| pair[0].llr >= pair[1].llr));
}

#[test]
fn what_cannot_be_scanned_is_refused_with_its_reason() {
    let good = ScanSettings::new(Windows::Prospective { min: 1, max: 2 });
    let cases = [case(0, 0, 1), case(1, 1, 4)];
    let error = |cases: &[Case], settings: ScanSettings| {
        permutation(&line(), &week(), cases, &settings).expect_err("refused")
    };
    let unknown = error(&[case(4, 0, 1)], good);
    assert_eq!(unknown, ScanError::UnknownPlace { place: 4, places: 4 });
    let late = error(&[case(0, 4, 1)], good);
    assert_eq!(late, ScanError::UnknownInterval { interval: 4, intervals: 4 });
    let few = error(&[case(0, 0, 1)], good);
    assert_eq!(few, ScanError::TooFewCases { cases: 1, wanted: 2 });
    let share = error(&cases, ScanSettings { share_max: 0.7, ..good });
    assert_eq!(share, ScanError::Share(0.7));
    let radius = error(&cases, ScanSettings { radius_max: Some(0.0), ..good });
    assert_eq!(radius, ScanError::Radius(0.0));
    let windows = Windows::Retrospective { min: 1, max: 9 };
    let long = error(&cases, ScanSettings { windows, ..good });
    assert_eq!(long, ScanError::WindowLength { min: 1, max: 9, intervals: 4 });
    let nobody = Expected::table(4, 4, vec![0.0; 16]).expect("valid");
    let error = poisson(&line(), &week(), &cases, &nobody, &good).expect_err("nobody there");
    assert_eq!(error, ScanError::CasesWithoutPopulation { place: 0, interval: 0 });
    assert_eq!(
        Expected::table(2, 2, vec![1.0, -1.0, 0.0, 0.0]),
        Err(ScanError::ExpectedTable { wanted: 4 })
    );
}
