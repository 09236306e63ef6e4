//! The scorecard over the groups of the GED files beside the repository: `scorecard [FOLDER] [SEED]`.
//!
//! The first rule is the default; after each other rule stands how the default differs from it.

#![allow(clippy::print_stdout, reason = "a measurement is what it prints")]

use std::path::PathBuf;

use bellwether_watch::{
    Detector,
    detector::{
        Bocpd, Dormancy, EDetector, Ears, EarsKind, Farrington, GlrCusum, HdxSignals, Multiscale,
        Resurgence, ShiryaevRoberts, Trendfinder,
    },
    scorecard::{Plan, Score, compare, score},
};

mod ged;

fn rules() -> Vec<Box<dyn Detector>> {
    vec![
        Box::new(Resurgence::default()),
        Box::new(Multiscale::default()),
        Box::new(ShiryaevRoberts::default()),
        Box::new(Dormancy::default()),
        Box::new(EDetector::default()),
        // Five years of history leave three years back for the first years that can be judged.
        Box::new(Farrington { years: 3, ..Farrington::default() }),
        Box::new(GlrCusum::default()),
        Box::new(Ears::new(EarsKind::C1)),
        Box::new(Ears::new(EarsKind::C2)),
        Box::new(Ears::new(EarsKind::C3)),
        Box::new(Bocpd::default()),
        Box::new(Trendfinder::default()),
        Box::new(HdxSignals { least: 8.0, ..HdxSignals::default() }),
    ]
}

fn main() {
    let folder = std::env::args().nth(1).map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ged"),
        PathBuf::from,
    );
    let Some(groups) = ged::groups(&folder, 5.0, 60) else {
        println!("skipped: the GED files are not beside the repository");
        return;
    };
    println!("groups={}", groups.len());
    let mut plan = Plan::default();
    if let Some(seed) = std::env::args().nth(2).and_then(|text| text.parse().ok()) {
        plan.seed = seed;
    }
    let mut first: Option<Score> = None;
    for rule in rules() {
        let scores = score(&[rule], &groups, &plan).expect("the groups are long enough");
        for score in scores {
            print(&score);
            match &first {
                Some(first) => print_difference(first, &score, &plan),
                None => first = Some(score),
            }
        }
    }
}

fn print_difference(first: &Score, other: &Score, plan: &Plan) {
    for (left, right) in first.detections.iter().zip(&other.detections) {
        let difference = compare(left, right, plan).expect("the same surges for every rule");
        println!(
            "  {} less {} on {}: detected {:+.3} [{:+.3}, {:+.3}], mean delay {:+.1} days [{:+.1}, {:+.1}]",
            first.rule,
            other.rule,
            left.surge.name(),
            difference.share,
            difference.share_interval.0,
            difference.share_interval.1,
            difference.delay_mean_days,
            difference.delay_interval_days.0,
            difference.delay_interval_days.1,
        );
    }
}

fn print(score: &Score) {
    for found in &score.detections {
        println!(
            "scorecard rule={} limit={:.3} alarms_per_group_year={:.2} [{:.2}, {:.2}] surge=\"{}\" \
             planted={} detected={:.3} [{:.3}, {:.3}] by_chance={:.3} median_delay_days={} [{}, {}]",
            score.rule,
            score.limit,
            score.alarms.per_year(),
            score.alarms.low,
            score.alarms.high,
            found.surge.name(),
            found.planted,
            found.probability(),
            found.share.0,
            found.share.1,
            found.by_chance as f64 / found.planted as f64,
            found.delay_median_days.map_or("none".to_owned(), |days| days.to_string()),
            found.delay_interval_days.0,
            found.delay_interval_days.1,
        );
    }
}
