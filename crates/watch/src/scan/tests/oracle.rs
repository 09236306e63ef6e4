//! Every window counted by hand on small random studies.

use jiff::civil::date;
use proptest::prelude::*;

use crate::scan::{
    Case, Expected, Places, Scan, ScanSettings, Step, TimeAxis, Windows, bernoulli, permutation,
    poisson,
};

/// A small study on a grid, where many distances are equal.
#[derive(Debug, Clone)]
struct Small {
    points: Vec<(f64, f64)>,
    intervals: usize,
    cases: Vec<Case>,
    others: Vec<Case>,
    windows: Windows,
}

fn small() -> impl Strategy<Value = Small> {
    let points = prop::collection::vec((0i32..4, 0i32..4), 2..8);
    let windows = (1usize..=3, 0usize..=2, 0..3);
    (points, 4usize..7, windows).prop_flat_map(|(points, intervals, (min, more, kind))| {
        let row = (0..points.len(), 0..intervals, 1u32..4)
            .prop_map(|(place, interval, count)| Case { place, interval, count });
        let max = (min + more).min(intervals);
        let windows = match kind {
            0 => Windows::Whole,
            1 => Windows::Retrospective { min, max },
            _ => Windows::Prospective { min, max },
        };
        let points: Vec<(f64, f64)> =
            points.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
        (prop::collection::vec(row.clone(), 2..25), prop::collection::vec(row, 2..25)).prop_map(
            move |(cases, others)| Small {
                points: points.clone(),
                intervals,
                cases,
                others,
                windows,
            },
        )
    })
}

impl Small {
    fn axis(&self) -> TimeAxis {
        let end = date(2024, 1, i8::try_from(self.intervals).expect("few"));
        TimeAxis::new(date(2024, 1, 1), end, Step::Days(1)).expect("days")
    }

    fn places(&self) -> Places {
        Places::on_plane(&self.points).expect("numbers")
    }

    fn settings(&self) -> ScanSettings {
        ScanSettings { replications: 0, cases_min: 1, ..ScanSettings::new(self.windows) }
    }

    /// All spans of time, the first interval and the one after the last.
    fn spans(&self) -> Vec<(usize, usize)> {
        let n = self.intervals;
        match self.windows {
            Windows::Whole => vec![(0, n)],
            Windows::Prospective { min, max } => {
                (min..=max).map(|length| (n - length, n)).collect()
            }
            Windows::Retrospective { min, max } => (min..=max)
                .flat_map(|length| (0..=n - length).map(move |start| (start, start + length)))
                .collect(),
        }
    }

    fn sum(&self, cases: &[Case], inside: &[bool], span: (usize, usize)) -> f64 {
        let within = |case: &&Case| inside[case.place] && (span.0..span.1).contains(&case.interval);
        cases.iter().filter(within).map(|case| f64::from(case.count)).sum()
    }

    /// The highest ratio over all circles with at most half the weight: each circle is given by a centre
    /// and a place on its rim.
    fn highest(
        &self,
        weight: impl Fn(&[bool]) -> f64,
        ratio: impl Fn(&[bool], (usize, usize)) -> f64,
    ) -> f64 {
        let apart = |a: usize, b: usize| {
            let (a, b) = (self.points[a], self.points[b]);
            (a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)
        };
        let half = weight(&vec![true; self.points.len()]) / 2.0 + 1e-9;
        let mut highest: f64 = 0.0;
        for centre in 0..self.points.len() {
            for rim in 0..self.points.len() {
                let inside: Vec<bool> = (0..self.points.len())
                    .map(|place| apart(centre, place) <= apart(centre, rim))
                    .collect();
                if weight(&inside) <= half {
                    for span in self.spans() {
                        highest = highest.max(ratio(&inside, span));
                    }
                }
            }
        }
        highest
    }
}

fn term(count: f64, rate: f64) -> f64 {
    if count > 0.0 { count * rate.ln() } else { 0.0 }
}

fn poisson_ratio(observed: f64, expected: f64, all: f64) -> f64 {
    if observed <= expected + 1e-12 {
        return 0.0;
    }
    term(observed, observed / expected) + term(all - observed, (all - observed) / (all - expected))
}

fn first(scan: &Scan) -> f64 {
    scan.clusters.first().map_or(0.0, |cluster| cluster.llr)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_permutation_scan_finds_the_highest_of_all_windows(study in small()) {
        let whole = (0, study.intervals);
        let everywhere = vec![true; study.points.len()];
        let all = study.sum(&study.cases, &everywhere, whole);
        let wanted = study.highest(
            |inside| study.sum(&study.cases, inside, whole),
            |inside, span| {
                let margins = study.sum(&study.cases, inside, whole)
                    * study.sum(&study.cases, &everywhere, span);
                poisson_ratio(study.sum(&study.cases, inside, span), margins / all, all)
            },
        );
        let scan = permutation(&study.places(), &study.axis(), &study.cases, &study.settings());
        let found = first(&scan.expect("valid"));
        prop_assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
    }

    #[test]
    fn the_poisson_scan_finds_the_highest_of_all_windows(study in small()) {
        let whole = (0, study.intervals);
        let everywhere = vec![true; study.points.len()];
        // One person everywhere, so that cases have a population, and more here and there.
        let mut people = study.others.clone();
        for place in 0..study.points.len() {
            let here = |interval| Case { place, interval, count: 1 };
            people.extend((0..study.intervals).map(here));
        }
        let mut table = vec![0.0; study.points.len() * study.intervals];
        for row in &people {
            table[row.place * study.intervals + row.interval] += f64::from(row.count);
        }
        let all = study.sum(&study.cases, &everywhere, whole);
        let factor = all / study.sum(&people, &everywhere, whole);
        let wanted = study.highest(
            |inside| study.sum(&people, inside, whole),
            |inside, span| {
                let expected = study.sum(&people, inside, span) * factor;
                poisson_ratio(study.sum(&study.cases, inside, span), expected, all)
            },
        );
        let expected = Expected::table(study.points.len(), study.intervals, table).expect("valid");
        let scan =
            poisson(&study.places(), &study.axis(), &study.cases, &expected, &study.settings());
        let found = first(&scan.expect("valid"));
        prop_assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
    }

    #[test]
    fn the_bernoulli_scan_finds_the_highest_of_all_windows(study in small()) {
        let whole = (0, study.intervals);
        let everywhere = vec![true; study.points.len()];
        let everyone = [study.cases.clone(), study.others.clone()].concat();
        let all = study.sum(&study.cases, &everywhere, whole);
        let individuals = study.sum(&everyone, &everywhere, whole);
        let wanted = study.highest(
            |inside| study.sum(&everyone, inside, whole),
            |inside, span| {
                let cases = study.sum(&study.cases, inside, span);
                let risk = study.sum(&everyone, inside, span);
                let (other_cases, other_risk) = (all - cases, individuals - risk);
                if cases * individuals <= all * risk {
                    return 0.0;
                }
                let likelihood = |cases: f64, risk: f64| {
                    term(cases, cases / risk) + term(risk - cases, (risk - cases) / risk)
                };
                likelihood(cases, risk) + likelihood(other_cases, other_risk)
                    - likelihood(all, individuals)
            },
        );
        let scan = bernoulli(
            &study.places(),
            &study.axis(),
            &study.cases,
            &study.others,
            &study.settings(),
        );
        let found = first(&scan.expect("valid"));
        prop_assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
    }
}
