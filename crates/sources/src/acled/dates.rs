//! ACLED's dates in the forms of the years, and the interval that a code of precision makes of them.

use bellwether_model::{Date, DateError, DateInterval, DatePrecision};

use crate::text::value::{BadDate, DateOrder, date};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Days before and behind the date of an event of which only the week is known: the codebook has the
/// middle of the period coded.
const HALF_A_WEEK: i64 = 3;

/// A day: ISO, with the month in words (`18 April 2019`, `18-Apr-2019`), or with slashes, which in
/// ACLED's files are day, month, year unless an order is declared.
pub(super) fn day(field: &str, order: Option<DateOrder>) -> Result<Date, BadDate> {
    match worded(field) {
        Some(day) => day,
        None => date(field, order.or(Some(DateOrder::Dmy))),
    }
}

/// `None` when the field has not three parts with letters in the middle one.
fn worded(field: &str) -> Option<Result<Date, BadDate>> {
    let mut parts = field.split([' ', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !month.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let named = |name: &&str| {
        name.eq_ignore_ascii_case(month)
            || (month.len() == 3 && name[..3].eq_ignore_ascii_case(month))
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let month = MONTHS.iter().position(named).and_then(|at| i8::try_from(at + 1).ok());
    let whole = (1..=2).contains(&day.len()) && year.len() == 4 && digits(day) && digits(year);
    let (Some(month), true) = (month, whole) else { return Some(Err(BadDate::Form)) };
    let (Ok(day), Ok(year)) = (day.parse::<i8>(), year.parse::<i16>()) else {
        return Some(Err(BadDate::Form));
    };
    Some(Date::new(year, month, day).map_err(|_| BadDate::Calendar))
}

/// What a date stands for: that day; with code 2 the week around it; with code 3 its whole month, of
/// which it is only the middle.
pub(super) fn interval(day: Date, precision: DatePrecision) -> Result<DateInterval, DateError> {
    let (start, end) = match precision {
        DatePrecision::Week => {
            let half = jiff::Span::new().days(HALF_A_WEEK);
            (day.saturating_sub(half), day.saturating_add(half))
        }
        DatePrecision::Month => (day.first_of_month(), day.last_of_month()),
        _ => (day, day),
    };
    DateInterval::new(start, end, precision)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as ymd;

    #[test]
    fn dates_are_read_in_the_forms_of_all_years() {
        for field in [
            "2019-04-08",
            "2019-04-08T00:00:00.000Z",
            "08 April 2019",
            "8 april 2019",
            "8-Apr-2019",
            "08/04/2019",
        ] {
            assert_eq!(day(field, None), Ok(ymd(2019, 4, 8)), "{field}");
        }
        assert_eq!(day("04/08/2019", Some(DateOrder::Mdy)), Ok(ymd(2019, 4, 8)));
        for (field, bad) in [
            ("30 February 2019", BadDate::Calendar),
            ("8 Apr 19", BadDate::Form),
            ("8 Foo 2019", BadDate::Form),
            ("April 2019", BadDate::Form),
            ("x-May-2019", BadDate::Form),
            ("13/13/2019", BadDate::Calendar),
            ("", BadDate::Form),
        ] {
            assert_eq!(day(field, None), Err(bad), "{field}");
        }
    }

    #[test]
    fn a_month_is_the_whole_month_and_a_week_the_days_around_the_date() {
        let of = |code| {
            let precision = DatePrecision::from_acled(code).expect("a documented code");
            let interval = interval(ymd(2020, 2, 15), precision).expect("in range");
            (interval.start(), interval.end(), interval.days())
        };
        assert_eq!(of(1), (ymd(2020, 2, 15), ymd(2020, 2, 15), 1));
        assert_eq!(of(2), (ymd(2020, 2, 12), ymd(2020, 2, 18), 7));
        assert_eq!(of(3), (ymd(2020, 2, 1), ymd(2020, 2, 29), 29));
    }

    #[test]
    fn years_beyond_the_calendar_of_events_are_refused() {
        assert!(interval(ymd(1899, 12, 31), DatePrecision::Day).is_err());
        assert!(interval(ymd(9999, 12, 31), DatePrecision::Week).is_err());
    }
}
