//! An event divided evenly over the days of its interval.

use bellwether_model::Date;

use super::By;

/// Each period that an interval touches, with the share of its days that fall into it.
pub(super) fn shares(by: By, start: Date, end: Date) -> Vec<(String, f64)> {
    let days = (end - start).get_days() + 1;
    let mut shares: Vec<(String, f64)> = Vec::new();
    for day in start.series(jiff::Span::new().days(1)).take_while(|day| *day <= end) {
        let key = by.period_of(day);
        match shares.last_mut() {
            Some((last, count)) if *last == key => *count += 1.0,
            _ => shares.push((key, 1.0)),
        }
    }
    shares.iter_mut().for_each(|(_, count)| *count /= f64::from(days.max(1)));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_event_over_the_turn_of_the_year_counts_to_both_years() {
        let parts = shares(By::Year, date(2014, 12, 31), date(2015, 1, 3));
        assert_eq!(parts, [("2014".to_owned(), 0.25), ("2015".to_owned(), 0.75)]);
    }

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(By::Week.period_of(date(2014, 5, 11)), "2014-05-05");
        assert_eq!(By::Week.period_of(date(2014, 5, 12)), "2014-05-12");
    }

    #[test]
    fn the_shares_of_an_event_add_up_to_one() {
        for by in [By::Day, By::Week, By::Month, By::Year] {
            let sum: f64 =
                shares(by, date(2019, 11, 7), date(2020, 3, 1)).iter().map(|(_, s)| s).sum();
            assert!((sum - 1.0).abs() < 1e-9);
        }
    }
}
