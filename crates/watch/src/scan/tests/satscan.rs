//! The sample data of `SaTScan` 10.3.2 (Kulldorff and Information Management Services, satscan.org), with
//! the settings of its parameter files and the numbers that it reports.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bellwether_model::{Date, Point};
use jiff::civil::date;

use crate::scan::{
    Case, Census, Cluster, Expected, Places, ScanSettings, Step, StratumCase, TimeAxis, Windows,
    bernoulli, mid_year, permutation, poisson,
};

/// The fields of each line of a sample file; `None`, said aloud, where the samples are not at hand.
fn lines(file: &str) -> Option<Vec<Vec<String>>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/reference/satscan");
    let Ok(text) = fs::read_to_string(Path::new(folder).join(file)) else {
        println!("skipped: the sample file {file} is not at hand");
        return None;
    };
    let fields = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    Some(text.lines().map(fields).filter(|fields| !fields.is_empty()).collect())
}

fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(field: &str) -> T {
    field.parse().expect("a number in a sample file")
}

/// The places of a coordinate file and the numbers of their names.
struct Named {
    names: Vec<String>,
    number: BTreeMap<String, usize>,
}

impl Named {
    fn new(rows: &[Vec<String>]) -> Self {
        let names: Vec<String> = rows.iter().map(|row| row[0].clone()).collect();
        let number = names.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Self { names, number }
    }

    fn of(&self, cluster: &Cluster) -> Vec<&str> {
        let mut names: Vec<&str> =
            cluster.places.iter().map(|place| self.names[*place].as_str()).collect();
        names.sort_unstable();
        names
    }
}

fn globe(rows: &[Vec<String>]) -> Places {
    let point = |row: &Vec<String>| Point::new(number(&row[1]), number(&row[2])).expect("degrees");
    Places::on_globe(&rows.iter().map(point).collect::<Vec<_>>())
}

fn close(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
}

fn ratios(clusters: &[Cluster], wanted: &[f64]) {
    for (cluster, wanted) in clusters.iter().zip(wanted) {
        close(cluster.llr, *wanted, 1e-6);
    }
}

#[test]
fn new_mexico_agrees_with_satscan() {
    let (Some(geo), Some(cas), Some(pop)) = (lines("nm.geo"), lines("nm.cas"), lines("nm.pop"))
    else {
        return;
    };
    let named = Named::new(&geo);
    let axis = TimeAxis::new(date(1973, 1, 1), date(1991, 12, 31), Step::Years(1)).expect("years");
    let stratum = |age: &str, sex: &str| number::<u32>(age) * 10 + number::<u32>(sex);
    let strata: Vec<StratumCase> = cas
        .iter()
        .map(|row| StratumCase {
            place: named.number[&row[0]],
            interval: axis.interval(date(number(&row[2]), 1, 1)).expect("within the study"),
            stratum: stratum(&row[3], &row[4]),
            count: number(&row[1]),
        })
        .collect();
    let censuses: Vec<Census> = pop
        .iter()
        .map(|row| Census {
            place: named.number[&row[0]],
            date: mid_year(1900 + number::<i16>(&row[1])).expect("a year"),
            stratum: stratum(&row[3], &row[4]),
            persons: number(&row[2]),
        })
        .collect();
    let expected = Expected::standardised(geo.len(), &axis, &censuses, &strata).expect("valid");
    let case =
        |row: &StratumCase| Case { place: row.place, interval: row.interval, count: row.count };
    let cases: Vec<Case> = strata.iter().map(case).collect();
    // Half of 19 years, rounded down.
    let windows = Windows::Retrospective { min: 1, max: 9 };
    let settings = ScanSettings { replications: 199, ..ScanSettings::new(windows) };
    let scan = poisson(&globe(&geo), &axis, &cases, &expected, &settings).expect("valid");
    assert_eq!(scan.cases, 1175);
    ratios(&scan.clusters, &[10.979_758, 5.684_828, 3.884_186]);
    let first = &scan.clusters[0];
    assert_eq!((first.start, first.end), (date(1985, 1, 1), date(1989, 12, 31)));
    assert_eq!(first.observed, 236);
    close(first.expected, 176.22, 0.005);
    assert_eq!(
        named.of(first),
        [
            "Bernalillo",
            "Guadelupe",
            "LosAlamos",
            "SanMiguel",
            "Sandoval",
            "SantaFe",
            "Socorro",
            "Torrance",
            "Valencia",
        ]
    );
    assert_eq!(named.of(&scan.clusters[1]), ["Chaves"]);
    assert_eq!(named.of(&scan.clusters[2]), ["Curry", "Roosevelt"]);
}

#[test]
fn new_york_agrees_with_satscan() {
    let (Some(geo), Some(cas)) = (lines("NYCfever.geo"), lines("NYCfever.cas")) else { return };
    let named = Named::new(&geo);
    let axis = TimeAxis::new(date(2001, 11, 1), date(2001, 11, 24), Step::Days(1)).expect("days");
    let day = |text: &str| -> Date {
        let parts: Vec<i16> = text.split('/').map(number).collect();
        let small = |value: i16| i8::try_from(value).expect("a month or a day");
        date(parts[0], small(parts[1]), small(parts[2]))
    };
    let case = |row: &Vec<String>| Case {
        place: named.number[&row[0]],
        interval: axis.interval(day(&row[2])).expect("within the study"),
        count: number(&row[1]),
    };
    let cases: Vec<Case> = cas.iter().map(case).collect();
    let windows = Windows::Prospective { min: 1, max: 7 };
    let settings =
        ScanSettings { radius_max: Some(3.0), replications: 199, ..ScanSettings::new(windows) };
    let scan = permutation(&globe(&geo), &axis, &cases, &settings).expect("valid");
    ratios(&scan.clusters, &[3.845_418, 3.164_201, 2.137_259]);
    let first = &scan.clusters[0];
    assert_eq!((first.start, first.end), (date(2001, 11, 22), date(2001, 11, 24)));
    assert_eq!(first.observed, 4);
    close(first.expected, 0.67, 0.005);
    // The vignette of the R package rsatscan (Kleinman) reports no cluster with p below 0.05 on these data.
    assert!(scan.clusters.iter().all(|cluster| cluster.p > 0.05));
}

#[test]
fn north_humberside_agrees_with_satscan() {
    let (Some(geo), Some(cas), Some(ctl)) =
        (lines("NHumberside.geo"), lines("NHumberside.cas"), lines("NHumberside.ctl"))
    else {
        return;
    };
    let named = Named::new(&geo);
    let points: Vec<(f64, f64)> =
        geo.iter().map(|row| (number(&row[1]), number(&row[2]))).collect();
    let places = Places::on_plane(&points).expect("numbers");
    let axis = TimeAxis::new(date(2001, 11, 1), date(2001, 11, 24), Step::Whole).expect("days");
    let counted = |rows: &[Vec<String>]| -> Vec<Case> {
        rows.iter()
            .map(|row| Case { place: named.number[&row[0]], interval: 0, count: number(&row[1]) })
            .collect()
    };
    let settings = ScanSettings { replications: 199, ..ScanSettings::new(Windows::Whole) };
    let scan = bernoulli(&places, &axis, &counted(&cas), &counted(&ctl), &settings).expect("valid");
    ratios(&scan.clusters, &[4.836_516]);
}
