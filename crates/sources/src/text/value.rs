//! Fields to numbers, ids and dates, with words for what is wrong.

use bellwether_model::Date;
use jiff::Timestamp;

/// The order of the parts of a date written with slashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Month, day, year: 2/21/2012.
    Mdy,
    /// Day, month, year: 21/2/2012.
    Dmy,
}

/// Why a field is not the number that it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadNumber {
    #[error("is not a number")]
    NotANumber,
    #[error("is not a whole number")]
    Fraction,
    #[error("is not a finite number")]
    NotFinite,
}

/// Whether a field stands for nothing.
pub(crate) fn is_missing(field: &str) -> bool {
    field.is_empty() || field == "NA"
}

/// A whole number, also as `14.0` or `1e3`; `None` when the field stands for nothing.
pub(crate) fn integer(field: &str) -> Result<Option<i64>, BadNumber> {
    if is_missing(field) {
        return Ok(None);
    }
    let digits = field.strip_prefix('-').unwrap_or(field).as_bytes();
    if digits.len() <= 18 && !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) {
        let value = digits.iter().fold(0i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        return Ok(Some(if field.starts_with('-') { -value } else { value }));
    }
    let Some(value) = decimal(field)? else { return Ok(None) };
    if value.fract() != 0.0 {
        return Err(BadNumber::Fraction);
    }
    // Beyond 2^53 the float is not exact; no column has such numbers and the callers' limits are far
    // below, so the saturated value is refused there with its own words.
    #[allow(clippy::cast_possible_truncation)]
    Ok(Some(value as i64))
}

/// A finite number; `None` when the field stands for nothing.
pub(crate) fn decimal(field: &str) -> Result<Option<f64>, BadNumber> {
    if is_missing(field) {
        return Ok(None);
    }
    let value: f64 = field.parse().map_err(|_| BadNumber::NotANumber)?;
    if value.is_finite() { Ok(Some(value)) } else { Err(BadNumber::NotFinite) }
}

/// An identifier as text: `84.0` is `84`, since some exports make floats of whole numbers.
pub(crate) fn identifier(field: &str) -> &str {
    match field.split_once('.') {
        Some((whole, zeros))
            if !whole.is_empty()
                && !zeros.is_empty()
                && whole.bytes().all(|b| b.is_ascii_digit())
                && zeros.bytes().all(|b| b == b'0') =>
        {
            whole
        }
        _ => field,
    }
}

/// Why a field is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadDate {
    #[error("is not a date of the form YYYY-MM-DD")]
    Form,
    #[error("is not a date of the form YYYYMMDD")]
    Digits,
    #[error("is not a time of the form YYYYMMDDhhmmss")]
    Clock,
    #[error("is no day of the calendar")]
    Calendar,
    #[error(
        "is written with slashes, and nothing says whether the month or the day comes first; declare the date order (mdy or dmy)"
    )]
    Order,
}

/// A date: ISO, also with a time behind it, or with slashes in a declared order.
pub(crate) fn date(field: &str, order: Option<DateOrder>) -> Result<Date, BadDate> {
    let day = match field.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] => field,
        [_, _, _, _, b'-', _, _, b'-', _, _, b' ' | b'T', rest @ ..] if is_time(rest) => {
            field.get(..10).ok_or(BadDate::Form)?
        }
        _ => return slashed(field, order),
    };
    let part = |from: usize, to: usize| -> Result<i64, BadDate> {
        let digits = day.get(from..to).ok_or(BadDate::Form)?;
        if digits.bytes().all(|b| b.is_ascii_digit()) {
            digits.parse().map_err(|_| BadDate::Form)
        } else {
            Err(BadDate::Form)
        }
    };
    calendar(part(0, 4)?, part(5, 7)?, part(8, 10)?)
}

/// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.fff`, with or without `Z`: only digits and their marks.
fn is_time(rest: &[u8]) -> bool {
    let rest = rest.strip_suffix(b"Z").unwrap_or(rest);
    let (clock, fraction) = match rest.iter().position(|b| *b == b'.') {
        Some(dot) => (&rest[..dot], &rest[dot + 1..]),
        None => (rest, &[][..]),
    };
    let digits = |two: &[u8]| two.len() == 2 && two.iter().all(u8::is_ascii_digit);
    matches!(clock.len(), 5 | 8)
        && clock.split(|b| *b == b':').all(digits)
        && fraction.iter().all(u8::is_ascii_digit)
}

fn slashed(field: &str, order: Option<DateOrder>) -> Result<Date, BadDate> {
    let day = field.split_once(' ').map_or(field, |(day, time)| {
        if is_time(time.as_bytes()) || is_time(format!("0{time}").as_bytes()) { day } else { field }
    });
    let mut parts = day.split('/').map(|part| {
        (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i64>().ok())
            .flatten()
    });
    let (Some(Some(a)), Some(Some(b)), Some(Some(year)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(BadDate::Form);
    };
    match order {
        None => Err(BadDate::Order),
        Some(DateOrder::Mdy) => calendar(year, a, b),
        Some(DateOrder::Dmy) => calendar(year, b, a),
    }
}

/// A date as eight digits: 20180601.
pub(crate) fn compact_date(field: &str) -> Result<Date, BadDate> {
    let &[a, b, c, d, e, f, g, h] = field.as_bytes() else { return Err(BadDate::Digits) };
    let number = |digits: &[u8]| -> Result<i64, BadDate> {
        digits.iter().try_fold(0, |sum, digit| match digit {
            b'0'..=b'9' => Ok(sum * 10 + i64::from(digit - b'0')),
            _ => Err(BadDate::Digits),
        })
    };
    calendar(number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?)
}

/// A time in UTC as fourteen digits: 20180601000000.
pub(crate) fn compact_time(field: &str) -> Result<Timestamp, BadDate> {
    let (day, clock) = field.split_at_checked(8).ok_or(BadDate::Clock)?;
    let day = compact_date(day).map_err(|bad| match bad {
        BadDate::Digits => BadDate::Clock,
        other => other,
    })?;
    let [h1, h2, m1, m2, s1, s2] = clock.as_bytes() else { return Err(BadDate::Clock) };
    let two = |tens: &u8, ones: &u8| -> Result<i8, BadDate> {
        if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
            return Err(BadDate::Clock);
        }
        i8::try_from((tens - b'0') * 10 + (ones - b'0')).map_err(|_| BadDate::Clock)
    };
    let clock = jiff::civil::Time::new(two(h1, h2)?, two(m1, m2)?, two(s1, s2)?, 0)
        .map_err(|_| BadDate::Clock)?;
    let zoned = day.to_datetime(clock).to_zoned(jiff::tz::TimeZone::UTC);
    zoned.map(|zoned| zoned.timestamp()).map_err(|_| BadDate::Calendar)
}

fn calendar(year: i64, month: i64, day: i64) -> Result<Date, BadDate> {
    let narrow = |value: i64| i8::try_from(value).map_err(|_| BadDate::Calendar);
    let year = i16::try_from(year).map_err(|_| BadDate::Calendar)?;
    Date::new(year, narrow(month)?, narrow(day)?).map_err(|_| BadDate::Calendar)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn whole_numbers_are_read_in_every_spelling_that_exports_give_them() {
        for (field, value) in
            [("14", 14), ("14.0", 14), ("-1", -1), ("-1.0", -1), ("1e3", 1000), ("007", 7)]
        {
            assert_eq!(integer(field), Ok(Some(value)), "{field}");
        }
        assert_eq!(integer(""), Ok(None));
        assert_eq!(integer("NA"), Ok(None));
        assert_eq!(integer("1.5"), Err(BadNumber::Fraction));
        assert_eq!(integer("NaN"), Err(BadNumber::NotFinite));
        assert_eq!(integer("inf"), Err(BadNumber::NotFinite));
        assert_eq!(integer("12,5"), Err(BadNumber::NotANumber));
        assert_eq!(integer("-"), Err(BadNumber::NotANumber));
        assert_eq!(integer("1000000000000"), Ok(Some(1_000_000_000_000)));
    }

    #[test]
    fn an_id_that_became_a_float_is_the_id_again() {
        assert_eq!(identifier("84.0"), "84");
        assert_eq!(identifier("84.50"), "84.50");
        assert_eq!(identifier("ANG-1989-1-7-62.0"), "ANG-1989-1-7-62.0");
        assert_eq!(identifier(".0"), ".0");
        assert_eq!(identifier("2, 200"), "2, 200");
    }

    #[test]
    fn dates_are_read_in_every_form_of_the_vintages() {
        let expected = Ok(day(2009, 6, 9));
        for field in
            ["2009-06-09", "2009-06-09 00:00:00.000", "2009-06-09T00:00:00", "2009-06-09 00:00"]
        {
            assert_eq!(date(field, None), expected, "{field}");
        }
        assert_eq!(date("6/9/2009", Some(DateOrder::Mdy)), expected);
        assert_eq!(date("9/6/2009 0:00", Some(DateOrder::Dmy)), expected);
    }

    #[test]
    fn dates_and_times_of_digits_alone_are_read_strictly() {
        assert_eq!(compact_date("20180601"), Ok(day(2018, 6, 1)));
        assert_eq!(compact_date("20180631"), Err(BadDate::Calendar));
        for field in ["", "2018060", "201806011", "2018-6-1", "20180é1"] {
            assert_eq!(compact_date(field), Err(BadDate::Digits), "{field}");
        }
        let time = compact_time("20180601134500").expect("a time");
        assert_eq!(time.to_string(), "2018-06-01T13:45:00Z");
        for field in ["20180601", "20180601246000", "2018060113450", "201806é1134500", ""] {
            assert_eq!(compact_time(field), Err(BadDate::Clock), "{field}");
        }
        assert_eq!(compact_time("20180231000000"), Err(BadDate::Calendar));
    }

    #[test]
    fn what_is_no_date_says_why() {
        assert_eq!(date("6/9/2009", None), Err(BadDate::Order));
        assert_eq!(date("2021-02-30", None), Err(BadDate::Calendar));
        assert_eq!(date("13/1/2009", Some(DateOrder::Mdy)), Err(BadDate::Calendar));
        for field in ["", "2009", "2009-6-9", "2009-06-09x", "20é9-06-9", "+009-06-09", "a/b/c"] {
            assert_eq!(date(field, None), Err(BadDate::Form), "{field}");
        }
    }
}
