use jiff::civil::date;

use super::*;

#[test]
fn an_event_over_four_days_counts_a_quarter_on_each() {
    let event = DatedCount { from: date(2020, 1, 30), to: date(2020, 2, 2), count: 1.0 };
    let series = daily(date(2020, 1, 1), date(2020, 2, 1), 31, [event]).unwrap();
    assert_eq!(series.len(), 32);
    assert_eq!(series.counts()[28..], [0.0, 0.25, 0.25, 0.25]);
}

#[test]
fn an_event_known_to_a_year_only_is_left_out() {
    let event = DatedCount { from: date(2020, 1, 1), to: date(2020, 12, 31), count: 1.0 };
    let series = daily(date(2020, 1, 1), date(2020, 12, 31), 31, [event]).unwrap();
    assert_eq!(series.counts().iter().sum::<f64>(), 0.0);
}

#[test]
fn days_become_weeks_from_monday_and_the_last_one_is_incomplete() {
    // 2020-01-01 is a Wednesday; the first Monday is the 6th.
    let series = Series::new(Period::Day, date(2020, 1, 1), vec![1.0; 16]).unwrap();
    let weeks = series.aggregate(Period::Week).unwrap();
    assert_eq!(weeks.date(0), date(2020, 1, 6));
    assert_eq!(weeks.counts(), [7.0, 4.0]);
    assert_eq!(weeks.states(), [State::Complete, State::Incomplete]);
}

#[test]
fn days_become_months_of_their_own_length() {
    let series = Series::new(Period::Day, date(2020, 1, 15), vec![1.0; 77]).unwrap();
    let months = series.aggregate(Period::Month).unwrap();
    assert_eq!(months.date(0), date(2020, 2, 1));
    assert_eq!(months.counts(), [29.0, 31.0]);
    assert_eq!(months.states(), [State::Complete; 2]);
}

#[test]
fn a_week_with_an_uncovered_day_is_not_covered() {
    let series = Series::new(Period::Day, date(2020, 1, 6), vec![1.0; 21])
        .unwrap()
        .not_covered(date(2020, 1, 14), date(2020, 1, 14));
    let weeks = series.aggregate(Period::Week).unwrap();
    assert_eq!(weeks.states(), [State::Complete, State::NotCovered, State::Complete]);
    let offsets: Vec<usize> = weeks.stretches().iter().map(|stretch| stretch.offset).collect();
    assert_eq!(offsets, [0, 2]);
}

#[test]
fn a_break_ends_a_stretch_without_losing_a_period() {
    let series = Series::new(Period::Day, date(2020, 1, 6), vec![1.0; 10])
        .unwrap()
        .break_at(date(2020, 1, 9));
    let lengths: Vec<usize> = series.stretches().iter().map(|part| part.counts.len()).collect();
    assert_eq!(lengths, [3, 7]);
    let weeks = series.aggregate(Period::Week).unwrap();
    assert_eq!(weeks.states()[0], State::NotCovered, "the first week mixes both ways of counting");
}

#[test]
fn a_shorter_period_cannot_be_had() {
    let series = Series::new(Period::Month, date(2020, 1, 1), vec![1.0; 3]).unwrap();
    let error = series.aggregate(Period::Day).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a series by month has no counts by day; aggregate only to longer periods"
    );
}

#[test]
fn a_negative_count_is_refused() {
    let error = Series::new(Period::Day, date(2020, 1, 1), vec![0.0, -1.0]).unwrap_err();
    assert_eq!(error, WatchError::BadCount { index: 1, value: -1.0 });
}
