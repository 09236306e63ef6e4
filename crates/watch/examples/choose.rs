//! How the settings of the scorecard's entrants were chosen: every candidate on the part of the groups that
//! is for choosing, so that the other part can tell what the choice is worth. `choose [FOLDER] [STARTS]
//! [BEGINNING OF THE CANDIDATES' NAMES]`.
//!
//! For each kind of surge: share found, median days, mean days with the horizon for those not found.

#![allow(clippy::print_stdout, reason = "a measurement is what it prints")]

use std::path::PathBuf;

use bellwether_watch::{
    Detector,
    detector::{
        Dormancy, Ears, EarsKind, Farrington, HdxSignals, Multiscale, Resurgence, ShiryaevRoberts,
        Trendfinder,
    },
    scorecard::{Part, Plan, score},
};

mod ged;

fn resurgence(windows: &[usize], events_min: f64, baseline: usize, restart: usize) -> Resurgence {
    let windows = windows.to_vec();
    let surge = Multiscale { windows, events_min, baseline, restart, ..Multiscale::default() };
    Resurgence { surge, ..Resurgence::default() }
}

/// Candidates for the default rule.
fn defaults() -> Vec<(&'static str, Box<dyn Detector>)> {
    let dormancy = |events_min, silence_days_min, silence_probability| Resurgence {
        dormancy: Dormancy {
            events_min,
            silence_days_min,
            silence_probability,
            ..Resurgence::default().dormancy
        },
        ..Resurgence::default()
    };
    vec![
        ("21, 42, 70 days", Box::new(resurgence(&[21, 42, 70], 8.0, 365, 60))),
        ("14, 28, 56 days", Box::new(resurgence(&[14, 28, 56], 8.0, 365, 60))),
        ("7, 14, 28, 56 days", Box::new(resurgence(&[7, 14, 28, 56], 8.0, 365, 60))),
        ("14, 28, 56, 84 days", Box::new(resurgence(&[14, 28, 56, 84], 8.0, 365, 60))),
        ("21, 42, 84 days", Box::new(resurgence(&[21, 42, 84], 8.0, 365, 60))),
        ("5 events", Box::new(resurgence(&[21, 42, 70], 5.0, 365, 60))),
        ("11 events", Box::new(resurgence(&[21, 42, 70], 11.0, 365, 60))),
        ("baseline 540 days", Box::new(resurgence(&[21, 42, 70], 8.0, 540, 60))),
        ("baseline 270 days", Box::new(resurgence(&[21, 42, 70], 8.0, 270, 60))),
        ("restart 30 days", Box::new(resurgence(&[21, 42, 70], 8.0, 365, 30))),
        ("restart 100 days", Box::new(resurgence(&[21, 42, 70], 8.0, 365, 100))),
        ("waking at 2 events", Box::new(dormancy(2.0, 120, 0.005))),
        ("dormant from 120 days", Box::new(dormancy(1.0, 120, 0.005))),
        ("dormant at 2%", Box::new(dormancy(1.0, 200, 0.02))),
        ("Shiryaev-Roberts", Box::new(ShiryaevRoberts::default())),
    ]
}

/// Candidates for those it is held against.
fn comparators() -> Vec<(&'static str, Box<dyn Detector>)> {
    let years = |years| Farrington { years, ..Farrington::default() };
    let ears = |kind, baseline, sd_min| Ears { baseline, sd_min, ..Ears::new(kind) };
    let trend = |baseline| Trendfinder { baseline, ..Trendfinder::default() };
    let hdx = |least| HdxSignals { least, ..HdxSignals::default() };
    vec![
        ("Farrington 3 years", Box::new(years(3))),
        ("Farrington 2 years", Box::new(years(2))),
        ("Farrington 8 cases", Box::new(Farrington { cases_min: 8.0, ..years(3) })),
        ("Farrington 13 left out", Box::new(Farrington { left_out: 13, ..years(3) })),
        ("Farrington no season", Box::new(Farrington { seasons: 1, ..years(3) })),
        ("EARS C1, 7 days", Box::new(ears(EarsKind::C1, 7, 0.5))),
        ("EARS C1, 28 days", Box::new(ears(EarsKind::C1, 28, 0.5))),
        ("EARS C2, 7 days", Box::new(ears(EarsKind::C2, 7, 0.5))),
        ("EARS C2, 28 days", Box::new(ears(EarsKind::C2, 28, 0.5))),
        ("EARS C3, 7 days", Box::new(ears(EarsKind::C3, 7, 0.5))),
        ("EARS C3, 28 days", Box::new(ears(EarsKind::C3, 28, 0.5))),
        ("Trendfinder 4 weeks", Box::new(trend(4))),
        ("Trendfinder 12 weeks", Box::new(trend(12))),
        ("HDX 8 events", Box::new(hdx(8.0))),
        ("HDX 4 events", Box::new(hdx(4.0))),
        ("HDX 12 events", Box::new(hdx(12.0))),
    ]
}

fn main() {
    let folder = std::env::args().nth(1).map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ged"),
        PathBuf::from,
    );
    let starts = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or(10);
    let Some(groups) = ged::groups(&folder, 5.0, 60) else {
        println!("skipped: the GED files are not beside the repository");
        return;
    };
    let groups = Part::Choosing.among(&groups);
    let plan = Plan { starts, ..Plan::default() };
    let only = std::env::args().nth(3).unwrap_or_default();
    let candidates = defaults().into_iter().chain(comparators());
    for (name, rule) in candidates.filter(|(name, _)| name.starts_with(&only)) {
        let scores = score(&[rule], &groups, &plan).expect("the groups are long enough");
        let Some(one) = scores.first() else { continue };
        print!("choose {name:23} limit={:.3} alarms={:.2}", one.limit, one.alarms.per_year());
        for found in &one.detections {
            let horizon = plan.horizon_days as f64;
            let all: Vec<f64> = found.delays.concat();
            let mean = all.iter().map(|days| days.min(horizon)).sum::<f64>() / all.len() as f64;
            let median = found.delay_median_days.map_or("none".to_owned(), |days| days.to_string());
            print!("  {} {:.3} {median} {mean:.1}", found.surge.name(), found.probability());
        }
        println!();
    }
}
