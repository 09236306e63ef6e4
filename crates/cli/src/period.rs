//! Dates as people write them: a year, a month or a day.

use bellwether_model::Date;

use crate::failure::Failure;

/// The first day of what was written.
pub(crate) fn first_day(text: &str) -> Result<Date, Failure> {
    Ok(bounds(text)?.0)
}

/// The last day of what was written.
pub(crate) fn last_day(text: &str) -> Result<Date, Failure> {
    Ok(bounds(text)?.1)
}

fn bounds(text: &str) -> Result<(Date, Date), Failure> {
    let wrong = || {
        Failure::Usage(format!(
            "{text:?} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, for example 2014-05-07"
        ))
    };
    let parts: Vec<&str> = text.trim().split('-').collect();
    let number = |part: &str, digits: usize| -> Result<i16, Failure> {
        (part.len() == digits).then(|| part.parse().ok()).flatten().ok_or_else(wrong)
    };
    let small =
        |part: &str| -> Result<i8, Failure> { number(part, 2)?.try_into().map_err(|_| wrong()) };
    match parts.as_slice() {
        [year] => {
            let year = number(year, 4)?;
            let first = Date::new(year, 1, 1).map_err(|_| wrong())?;
            Ok((first, first.last_of_year()))
        }
        [year, month] => {
            let first = Date::new(number(year, 4)?, small(month)?, 1).map_err(|_| wrong())?;
            Ok((first, first.last_of_month()))
        }
        [year, month, day] => {
            let date = Date::new(number(year, 4)?, small(month)?, small(day)?);
            date.map(|date| (date, date)).map_err(|_| wrong())
        }
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_and_a_month_reach_from_their_first_to_their_last_day() {
        assert_eq!(bounds("2014").expect("a year"), (date(2014, 1, 1), date(2014, 12, 31)));
        assert_eq!(bounds("2016-02").expect("a month"), (date(2016, 2, 1), date(2016, 2, 29)));
        assert_eq!(bounds("2016-02-03").expect("a day").0, date(2016, 2, 3));
    }

    #[test]
    fn what_is_not_a_date_is_refused_with_an_example() {
        for text in ["", "14", "2014-13", "2014-02-30", "2014/05/07", "May 2014", "2014-5-7"] {
            let error = bounds(text).expect_err(text);
            assert!(error.to_string().contains("YYYY-MM-DD"), "{text}");
        }
    }
}
