use std::path::PathBuf;

use jiff::civil::date;

use super::*;
use crate::Series;

/// A file of the reference; `None`, said in a line, where the data beside the repository are absent.
fn reference(name: &str) -> Option<Vec<Vec<String>>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("../../../shared/data/reference/farrington").join(name);
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        println!(
            "skipped: the reference bounds of Farrington's method are not beside the repository"
        );
        return None;
    };
    let text = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    Some(reader.records().map(|record| text(record.unwrap())).collect())
}

fn compare(rule: &Farrington, name: &str) {
    let Some(counts) = reference("salmonella-newport-weekly.csv") else { return };
    let counts = counts.iter().map(|row| row[1].parse().unwrap()).collect();
    let series = Series::new(Period::Week, date(2004, 1, 5), counts).unwrap();
    let steps = rule.run(&series);
    let bounds = reference(name).unwrap();
    assert_eq!(bounds.len(), 129);
    for row in bounds {
        let week: usize = row[0].parse().unwrap();
        let step = steps[week - 1];
        assert_eq!(step.observed, row[1].parse::<f64>().unwrap());
        if row[2] == "NA" {
            assert_eq!(step.threshold, None, "week {week}");
        } else {
            let wanted: f64 = row[2].parse().unwrap();
            let got = step.threshold.unwrap();
            assert!(
                (got - wanted).abs() <= 1e-6 * wanted.max(1.0),
                "week {week}: {got}, not {wanted}"
            );
        }
        assert_eq!(step.alarm, row[3] == "1", "week {week}");
    }
}

/// R surveillance 1.20.3, `farringtonFlexible`, thresholdMethod "nbPlugin", on Salmonella Newport.
#[test]
fn the_bounds_of_the_flexible_method_are_those_of_r_in_every_week() {
    let rule = Farrington { years: 4, alpha: 0.05, ..Farrington::default() };
    compare(&rule, "farrington-flexible-nbplugin.csv");
}

/// The same with thresholdMethod "delta" and the options of the method of 1996.
#[test]
fn the_bounds_of_the_original_method_are_those_of_r_in_every_week() {
    let rule = Farrington {
        years: 4,
        seasons: 1,
        left_out: 3,
        weights_threshold: 1.0,
        trend_p_max: 0.05,
        threshold: Threshold::Delta(Transform::TwoThirds),
        alpha: 0.05,
        cases_min: 0.0,
        cases_periods: 50,
        ..Farrington::default()
    };
    compare(&rule, "farrington-original-delta.csv");
}

#[test]
fn a_parameter_out_of_range_is_named() {
    let error = Farrington { seasons: 99, ..Farrington::default() }.checked().unwrap_err();
    assert_eq!(
        error.to_string(),
        "seasons is 99, but must lie between 1 and 64; choose a value within"
    );
}
