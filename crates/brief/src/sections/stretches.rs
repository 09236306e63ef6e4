//! The two stretches of months that a brief compares: the latest within its days that the data cover, and as many
//! before them.

use bellwether_model::Date;

use crate::desk::{Desk, months_between};
use crate::instrument::{Source, Unanswered};

/// Months of a stretch at most.
const MONTHS_MAX: usize = 12;
/// From this day of the month on, data that end in it are taken to cover it.
const LATE_IN_MONTH: i8 = 24;

/// The later stretch and the earlier one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stretches {
    /// The first day of the later one.
    pub(crate) since: Date,
    /// Its last day.
    pub(crate) until: Date,
    /// The first day of the earlier one; its last lies before `since`.
    pub(crate) before: Date,
    /// Months of each.
    pub(crate) months: usize,
    /// Whether the data cover the earlier one.
    pub(crate) is_covered: bool,
    /// The day on which the data begin where the group acts.
    pub(crate) data_from: Option<Date>,
    /// The day on which they end there.
    pub(crate) data_until: Option<Date>,
    /// The dataset whose first day that is.
    pub(crate) first_dataset: Option<String>,
    /// The dataset whose last day that is.
    pub(crate) last_dataset: Option<String>,
}

/// The first day of the month so many months before that of a day.
fn back(day: Date, months: usize) -> Date {
    let months = i64::try_from(months).unwrap_or(i64::MAX);
    let first = day.first_of_month();
    first.checked_sub(jiff::Span::new().months(months)).unwrap_or(first)
}

impl Stretches {
    /// The stretches of a brief; none where no whole month of it is covered.
    pub(crate) fn of(desk: &Desk<'_>) -> Result<Option<Self>, Unanswered> {
        let sources = desk.instrument.sources()?;
        // The dataset with the most of the group comes first: another that has a few older events covers nothing.
        let main = sources.iter().find(|source| source.open && source.data_until.is_some());
        Ok(Self::between(desk.request.from, desk.request.to, main, main))
    }

    fn between(
        from: Date,
        to: Date,
        first: Option<&Source>,
        last: Option<&Source>,
    ) -> Option<Self> {
        let (data_from, data_until) =
            (first.and_then(|s| s.data_from), last.and_then(|s| s.data_until));
        let end = match data_until {
            Some(day) if day < to && day.day() >= LATE_IN_MONTH => day.last_of_month().min(to),
            Some(day) if day < to => day,
            _ => to,
        };
        // Whole months only: a month that is cut off is no month.
        let until =
            if end == end.last_of_month() { end } else { end.first_of_month().yesterday().ok()? };
        let first_month = if from == from.first_of_month() {
            from
        } else {
            from.last_of_month().tomorrow().ok()?
        };
        let whole = months_between(first_month, until.tomorrow().ok()?);
        let months = whole.min(MONTHS_MAX);
        if months == 0 || until < first_month {
            return None;
        }
        let since = back(until, months - 1);
        let before = back(since, months);
        let is_covered = data_from.is_some_and(|day| day.first_of_month() <= before);
        Some(Self {
            since,
            until,
            before,
            months,
            is_covered,
            data_from,
            data_until,
            first_dataset: first.map(|source| source.dataset.clone()),
            last_dataset: last.map(|source| source.dataset.clone()),
        })
    }

    /// The last day of the earlier stretch.
    pub(crate) fn before_until(&self) -> Date {
        self.since.yesterday().unwrap_or(self.since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn source(from: Date, until: Date) -> Source {
        Source { data_from: Some(from), data_until: Some(until), open: true, ..Source::default() }
    }

    fn of(from: Date, to: Date, data: (Date, Date)) -> Option<Stretches> {
        let source = source(data.0, data.1);
        Stretches::between(from, to, Some(&source), Some(&source))
    }

    #[test]
    fn two_years_are_two_stretches_of_twelve_months() {
        let both = of(date(2018, 1, 1), date(2019, 12, 31), (date(2016, 1, 1), date(2020, 6, 30)))
            .expect("months");
        assert_eq!((both.since, both.until), (date(2019, 1, 1), date(2019, 12, 31)));
        assert_eq!((both.before, both.before_until()), (date(2018, 1, 1), date(2018, 12, 31)));
        assert!(both.is_covered);
    }

    #[test]
    fn the_end_of_the_data_is_the_end_of_the_stretch() {
        let both = of(date(2018, 1, 1), date(2019, 12, 31), (date(2018, 3, 1), date(2019, 10, 10)))
            .expect("months");
        assert_eq!((both.since, both.until), (date(2018, 10, 1), date(2019, 9, 30)));
        assert!(!both.is_covered, "the data begin within the earlier stretch");
        let late = of(date(2018, 1, 1), date(2019, 12, 31), (date(2010, 3, 1), date(2019, 12, 28)))
            .expect("months");
        assert_eq!(late.until, date(2019, 12, 31));
    }

    #[test]
    fn a_quarter_is_compared_with_the_quarter_before() {
        let both = of(date(2019, 4, 1), date(2019, 6, 30), (date(2010, 1, 1), date(2020, 1, 31)))
            .expect("months");
        assert_eq!((both.before, both.since, both.months), (date(2019, 1, 1), date(2019, 4, 1), 3));
        assert!(
            of(date(2019, 4, 2), date(2019, 4, 20), (date(2010, 1, 1), date(2020, 1, 31)))
                .is_none()
        );
    }
}
