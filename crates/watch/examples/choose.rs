//! How the parameters of the default rule were chosen: every candidate on the half of the groups that is
//! for choosing, so that the other half can tell what the choice is worth. `choose [FOLDER] [STARTS]`.

#![allow(clippy::print_stdout, reason = "a measurement is what it prints")]

use std::path::PathBuf;

use bellwether_watch::{
    Detector,
    detector::{Dormancy, Farrington, Multiscale, Resurgence},
    scorecard::{Background, Plan, score},
};

mod ged;

fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

fn main() {
    let folder = std::env::args().nth(1).map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ged"),
        PathBuf::from,
    );
    let starts = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or(6);
    let only = std::env::args().nth(3).unwrap_or_default();
    let groups = ged::groups(&folder, 5.0, 60).expect("files");
    let groups: Vec<Background> =
        groups.into_iter().filter(|group| (hash(&group.name) >> 32) % 2 == 0).collect();
    println!("groups={}", groups.len());
    let plan = Plan { starts, ..Plan::default() };
    let base = Resurgence::default();
    let m = |surge: Multiscale| Resurgence { surge, ..base.clone() };
    let s = base.surge.clone();
    let candidates: Vec<(&str, Box<dyn Detector>)> = vec![
        ("farrington", Box::new(Farrington { years: 3, ..Farrington::default() })),
        ("base", Box::new(base.clone())),
        ("w7", Box::new(m(Multiscale { windows: vec![7, 14, 28, 56], ..s.clone() }))),
        ("w84", Box::new(m(Multiscale { windows: vec![14, 28, 56, 84], ..s.clone() }))),
        ("w1456", Box::new(m(Multiscale { windows: vec![21, 42, 70], ..s.clone() }))),
        ("ev5", Box::new(m(Multiscale { events_min: 5.0, ..s.clone() }))),
        ("ev11", Box::new(m(Multiscale { events_min: 11.0, ..s.clone() }))),
        ("re30", Box::new(m(Multiscale { restart: 30, ..s.clone() }))),
        ("re100", Box::new(m(Multiscale { restart: 100, ..s.clone() }))),
        ("re150", Box::new(m(Multiscale { restart: 150, ..s.clone() }))),
        ("bl540", Box::new(m(Multiscale { baseline: 540, ..s.clone() }))),
        ("bl270", Box::new(m(Multiscale { baseline: 270, ..s.clone() }))),
        ("di1460", Box::new(m(Multiscale { dispersion: 1460, ..s.clone() }))),
        ("do60", Box::new(Resurgence { dormancy: Dormancy { silence_days_min: 60, ..base.dormancy.clone() }, ..base.clone() })),
    ];
    for (name, rule) in candidates.into_iter().filter(|(name, _)| only.is_empty() || only.split(',').any(|o| o == *name)) {
        let scores = score(&[rule], &groups, &plan).expect("long enough");
        let one = &scores[0];
        print!("{name:10} limit={:.3} rate={:.3}", one.limit, one.alarms.per_year());
        for found in &one.detections {
            let all: Vec<f64> = found.delays.concat();
            let mean = all.iter().map(|d| d.min(90.0)).sum::<f64>() / all.len() as f64;
            print!("  {:.3}/{:?}/{:.1}", found.probability(), found.delay_median_days, mean);
        }
        println!();
    }
}
