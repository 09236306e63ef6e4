//! Dates in any form: as a text, in given forms, or with year, month and day in columns of their own.

use std::borrow::Cow;

use bellwether_model::{Date, DateInterval, DatePrecision};
use jiff::fmt::strtime::{self, BrokenDownTime};

use super::cells::{Cells, ColumnId, Columns};
use super::error::MappingError;
use super::tree::Node;
use super::value::{Text, Unlisted};
use crate::text::value::{BadDate, DateOrder, date};

/// Where a date comes from.
#[derive(Debug, Clone)]
pub(super) enum DateFrom {
    /// A text, in one of these forms; without any, ISO, or with slashes in the declared order.
    Text { text: Text, formats: Vec<String> },
    /// Columns of their own; an empty month or day, or 0, is not known.
    Parts(Box<Parts>),
}

/// Year, month and day, each from its own source.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    year: Text,
    month: Option<Text>,
    day: Option<Text>,
}

/// What a text says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) precision: DatePrecision,
}

/// Why a date cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadDay {
    Unlisted(Unlisted),
    Text { column: Option<ColumnId>, value: String, why: String, rule: &'static str },
}

/// What is known when the month, or the day, is not.
fn known(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Known> {
    let (first, last, precision) = match (month, day) {
        (Some(month), Some(day)) => {
            let day = Date::new(year, month, day).ok()?;
            (day, day, DatePrecision::Day)
        }
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            (first, first.last_of_month(), DatePrecision::Month)
        }
        (None, _) => {
            let first = Date::new(year, 1, 1).ok()?;
            (first, first.last_of_year(), DatePrecision::Year)
        }
    };
    Some(Known { first, last, precision })
}

/// ISO and what is left of it when day or month is not known, eight digits, or slashes in an order.
fn usual(field: &str, order: Option<DateOrder>) -> Result<Known, BadDate> {
    let number = |part: &str| -> Option<i16> {
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let short = |part: &str| number(part).and_then(|n| i8::try_from(n).ok());
    let known = |year: &str, month: Option<&str>, day: Option<&str>| {
        let month = month.map(|month| short(month).ok_or(BadDate::Form)).transpose()?;
        let day = day.map(|day| short(day).ok_or(BadDate::Form)).transpose()?;
        known(number(year).ok_or(BadDate::Form)?, month, day).ok_or(BadDate::Calendar)
    };
    match field.as_bytes() {
        [_, _, _, _] => known(field, None, None),
        [_, _, _, _, b'-', _, _] => match (field.get(..4), field.get(5..)) {
            (Some(year), Some(month)) => known(year, Some(month), None),
            _ => Err(BadDate::Form),
        },
        digits if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) => {
            known(&field[..4], Some(&field[4..6]), Some(&field[6..]))
        }
        _ => date(field, order).map(|day| Known {
            first: day,
            last: day,
            precision: DatePrecision::Day,
        }),
    }
}

/// One of the given forms; a form without a day gives a month, one without a month a year.
pub(super) fn in_form(format: &str, field: &str) -> Option<Known> {
    let parts = BrokenDownTime::parse(format, field).ok()?;
    // Other ways to name a day (day of the year, week) are left to the library.
    match (parts.month(), parts.day()) {
        (None, None) if parts.to_date().is_ok() => {
            let day = parts.to_date().ok()?;
            known(day.year(), Some(day.month()), Some(day.day()))
        }
        (month, day) => known(parts.year()?, month, day),
    }
}

impl DateFrom {
    pub(super) fn parse(node: &Node<'_>, columns: &mut Columns) -> Result<Self, MappingError> {
        if let Some(section) = node.as_section() {
            if let Some(year) = section.get("year") {
                section.only(&["year", "month", "day"])?;
                let mut part = |key| {
                    section.get(key).map(|node| Text::parse(&node, columns, None)).transpose()
                };
                let (month, day) = (part("month")?, part("day")?);
                if month.is_none() && day.is_some() {
                    return Err(section.unusable("a day without a month says nothing; give month"));
                }
                let year = Text::parse(&year, columns, None)?;
                return Ok(Self::Parts(Box::new(Parts { year, month, day })));
            }
            if let Some(format) = section.get("format") {
                section.only(&["column", "format"])?;
                let column = section.required("column", "name the column that holds the date")?;
                let formats = format.texts()?;
                formats.iter().try_for_each(|form| check(&format, form))?;
                return Ok(Self::Text { text: Text::parse(&column, columns, None)?, formats });
            }
        }
        Ok(Self::Text { text: Text::parse(node, columns, None)?, formats: Vec::new() })
    }

    pub(super) fn column(&self) -> Option<ColumnId> {
        match self {
            Self::Text { text, .. } => text.column(),
            Self::Parts(parts) => parts.year.column(),
        }
    }

    /// What one row says; `None` when it says nothing.
    pub(super) fn read(
        &self,
        cells: &Cells<'_>,
        order: Option<DateOrder>,
    ) -> Result<Option<Known>, BadDay> {
        match self {
            Self::Text { text, formats } => {
                let field = text.read(cells).map_err(BadDay::Unlisted)?;
                if field.is_empty() || field == "NA" {
                    return Ok(None);
                }
                let bad = |why: String, rule| BadDay::Text {
                    column: text.column(),
                    value: field.clone().into_owned(),
                    why,
                    rule,
                };
                if formats.is_empty() {
                    return usual(&field, order).map(Some).map_err(|error| {
                        let rule = match error {
                            BadDate::Calendar => "date-calendar",
                            _ => "date-form",
                        };
                        bad(error.to_string(), rule)
                    });
                }
                let found = formats.iter().find_map(|format| in_form(format, &field));
                let why = || format!("is no date of the form {}", formats.join(" or "));
                found.map(Some).ok_or_else(|| bad(why(), "date-form"))
            }
            Self::Parts(parts) => parts.read(cells),
        }
    }
}

impl Parts {
    fn read(&self, cells: &Cells<'_>) -> Result<Option<Known>, BadDay> {
        let Self { year, month, day } = self;
        let number = |text: &Text| -> Result<Option<i16>, BadDay> {
            let field: Cow<'_, str> = text.read(cells).map_err(BadDay::Unlisted)?;
            let bad = || BadDay::Text {
                column: text.column(),
                value: field.clone().into_owned(),
                why: "is no number of a year, month or day".to_owned(),
                rule: "date-form",
            };
            match crate::text::value::integer(&field) {
                Ok(None | Some(0)) => Ok(None),
                Ok(Some(number)) => i16::try_from(number).map(Some).map_err(|_| bad()),
                Err(_) => Err(bad()),
            }
        };
        let optional = |text: Option<&Text>| text.map_or(Ok(None), number);
        let Some(y) = number(year)? else { return Ok(None) };
        let (m, d) = (optional(month.as_ref())?, optional(day.as_ref())?);
        let narrow = |part: Option<i16>| part.map(|n| i8::try_from(n).unwrap_or(i8::MAX));
        known(y, narrow(m), narrow(d)).map(Some).ok_or_else(|| BadDay::Text {
            column: year.column(),
            value: format!("{y}-{}-{}", m.unwrap_or_default(), d.unwrap_or_default()),
            why: "is no day of the calendar".to_owned(),
            rule: "date-calendar",
        })
    }
}

/// Refuses a form that could never give a date.
fn check(node: &Node<'_>, format: &str) -> Result<(), MappingError> {
    let day = jiff::civil::date(2018, 7, 23);
    let written = strtime::format(format, day.at(13, 5, 9, 0));
    let usable = written.is_ok_and(|text| in_form(format, &text).is_some());
    if usable {
        return Ok(());
    }
    Err(node.unusable(format!(
        "{format:?} is no form of a date; use %Y year, %m or %B month, %d day, and for example \
         \"%d/%m/%Y\" or \"%B %Y\""
    )))
}

/// The whole interval of the precision around a day.
fn widened(day: Date, precision: DatePrecision) -> (Date, Date) {
    match precision {
        DatePrecision::Day | DatePrecision::Days => (day, day),
        DatePrecision::Week => {
            let since = i64::from(day.weekday().to_monday_zero_offset());
            let back = |days: i64| day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day);
            let first = back(since);
            (first, first.checked_add(jiff::Span::new().days(6)).unwrap_or(day))
        }
        DatePrecision::Month => (day.first_of_month(), day.last_of_month()),
        DatePrecision::Year => (day.first_of_year(), day.last_of_year()),
    }
}

/// The interval from a start to an end. The precision is the declared one, else what the texts give,
/// else it follows from the length, as in UCDP's own tables without it. One date with a declared
/// precision of a week, a month or a year stands for the whole of it.
pub(super) fn interval(
    start: Known,
    end: Option<Known>,
    declared: Option<DatePrecision>,
) -> Result<DateInterval, bellwether_model::DateError> {
    let (mut first, mut last) = (start.first, end.unwrap_or(start).last);
    if let (None, Some(precision), DatePrecision::Day) = (end, declared, start.precision) {
        (first, last) = widened(first, precision);
    }
    let coarsest = start.precision.max(end.map_or(DatePrecision::Day, |end| end.precision));
    let by_length = || match (last - first).get_days() {
        ..=0 => DatePrecision::Day,
        1..=5 => DatePrecision::Days,
        6 => DatePrecision::Week,
        7..=30 => DatePrecision::Month,
        _ => DatePrecision::Year,
    };
    let precision = declared.unwrap_or_else(|| match coarsest {
        DatePrecision::Day => by_length(),
        coarse => coarse,
    });
    DateInterval::new(first, last, precision)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    fn of(first: Date, last: Date, precision: DatePrecision) -> Known {
        Known { first, last, precision }
    }

    #[test]
    fn forms_without_a_day_give_the_month_and_without_a_month_the_year() {
        let july = of(day(2018, 7, 1), day(2018, 7, 31), DatePrecision::Month);
        assert_eq!(in_form("%B %Y", "July 2018"), Some(july));
        let whole = of(day(2018, 1, 1), day(2018, 12, 31), DatePrecision::Year);
        assert_eq!(in_form("%Y", "2018"), Some(whole));
        let one = of(day(2018, 7, 23), day(2018, 7, 23), DatePrecision::Day);
        for (format, field) in [
            ("%d/%m/%Y", "23/07/2018"),
            ("%d %b %Y", "23 Jul 2018"),
            ("%d.%m.%y", "23.07.18"),
            ("%Y-%m-%d %H:%M", "2018-07-23 11:30"),
            ("%Y-%j", "2018-204"),
        ] {
            assert_eq!(in_form(format, field), Some(one), "{format}");
        }
        assert_eq!(in_form("%d/%m/%Y", "31/02/2018"), None);
    }

    #[test]
    fn without_a_form_iso_dates_may_lack_day_and_month() {
        let form = |field| usual(field, None);
        assert_eq!(
            form("2018-07"),
            Ok(of(day(2018, 7, 1), day(2018, 7, 31), DatePrecision::Month))
        );
        assert_eq!(form("20180723").map(|k| k.first), Ok(day(2018, 7, 23)));
        assert_eq!(form("2018").map(|k| k.precision), Ok(DatePrecision::Year));
        assert_eq!(form("20181301"), Err(BadDate::Calendar));
        assert_eq!(form("abcd"), Err(BadDate::Form));
        assert_eq!(form("aé1"), Err(BadDate::Form));
        assert_eq!(form("7/23/2018"), Err(BadDate::Order));
    }

    #[test]
    fn one_date_of_a_declared_month_stands_for_the_month() {
        let mid = of(day(2018, 7, 15), day(2018, 7, 15), DatePrecision::Day);
        let month = interval(mid, None, Some(DatePrecision::Month)).expect("valid");
        assert_eq!((month.start(), month.end()), (day(2018, 7, 1), day(2018, 7, 31)));
        let week = interval(mid, None, Some(DatePrecision::Week)).expect("valid");
        assert_eq!((week.start(), week.end()), (day(2018, 7, 9), day(2018, 7, 15)));
        let given = interval(mid, Some(mid), Some(DatePrecision::Month)).expect("valid");
        assert_eq!((given.start(), given.precision()), (day(2018, 7, 15), DatePrecision::Month));
    }

    #[test]
    fn without_a_declared_precision_the_length_decides() {
        let start = of(day(2018, 7, 1), day(2018, 7, 1), DatePrecision::Day);
        for (last, precision) in [
            (day(2018, 7, 1), DatePrecision::Day),
            (day(2018, 7, 3), DatePrecision::Days),
            (day(2018, 7, 7), DatePrecision::Week),
            (day(2018, 7, 31), DatePrecision::Month),
            (day(2018, 9, 1), DatePrecision::Year),
        ] {
            let end = of(last, last, DatePrecision::Day);
            assert_eq!(interval(start, Some(end), None).map(|i| i.precision()), Ok(precision));
        }
        let before = of(day(2018, 6, 1), day(2018, 6, 1), DatePrecision::Day);
        assert!(interval(start, Some(before), None).is_err());
    }
}
