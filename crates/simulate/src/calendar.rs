//! The days of a world as small numbers, with their text made once.

use bellwether_model::Date;

/// Days since 1 January of the world's first year.
pub(crate) type Day = u32;

/// The spare days behind the last year, for newspapers that report an event afterwards.
const SPARE_DAYS: usize = 40;

/// All days from 1 January of the first year to 31 December of the last, and a few more.
#[derive(Debug)]
pub(crate) struct Calendar {
    dates: Vec<Date>,
    texts: Vec<[u8; 10]>,
    year_first: i16,
    /// The first day of each year, by years since the first.
    year_starts: Vec<Day>,
    /// The first day of the world.
    pub(crate) from: Day,
    /// The last day of the world, included.
    pub(crate) to: Day,
}

impl Calendar {
    /// The calendar of a world; `from` must not lie behind `to`.
    pub(crate) fn new(from: Date, to: Date) -> Self {
        let year_first = from.year();
        let first = Date::new(year_first, 1, 1).unwrap_or(from);
        let mut dates: Vec<Date> = first
            .series(jiff::Span::new().days(1))
            .take_while(|day| day.year() <= to.year())
            .collect();
        let mut year_starts = Vec::new();
        for (day, date) in dates.iter().enumerate() {
            if date.day_of_year() == 1 {
                year_starts.push(small(day));
            }
        }
        year_starts.push(small(dates.len()));
        let last = dates.last().copied().unwrap_or(to);
        dates.extend(last.series(jiff::Span::new().days(1)).skip(1).take(SPARE_DAYS));
        let texts = dates.iter().map(|date| text(*date)).collect();
        let position = |wanted: Date| small(dates.partition_point(|day| *day < wanted));
        let (from, to) = (position(from), position(to));
        Self { dates, texts, year_first, year_starts, from, to }
    }

    /// The date of a day; days behind the calendar's end give its last date.
    pub(crate) fn date(&self, day: Day) -> Date {
        self.dates[self.clamp(day)]
    }

    /// The date as `YYYY-MM-DD`.
    pub(crate) fn text(&self, day: Day) -> &[u8; 10] {
        &self.texts[self.clamp(day)]
    }

    /// The day of a date; a date outside the calendar gives its nearest end.
    pub(crate) fn day(&self, date: Date) -> Day {
        small(self.dates.partition_point(|day| *day < date).min(self.dates.len() - 1))
    }

    /// The number of days from the first to the last of the world, both included.
    pub(crate) const fn length(&self) -> u32 {
        self.to - self.from + 1
    }

    /// Years since the first.
    pub(crate) fn year_index(&self, day: Day) -> usize {
        self.year_starts.partition_point(|start| *start <= day).max(1) - 1
    }

    /// How many years the world touches.
    pub(crate) const fn years(&self) -> usize {
        self.year_starts.len() - 1
    }

    /// The calendar year of an index.
    pub(crate) fn year(&self, index: usize) -> i16 {
        self.year_first + i16::try_from(index).unwrap_or(0)
    }

    /// The first and last day of a day's year, within the world.
    pub(crate) fn year_bounds(&self, day: Day) -> (Day, Day) {
        let index = self.year_index(day);
        let end = self.year_starts.get(index + 1).map_or(self.to, |next| next - 1);
        (self.year_starts[index].max(self.from), end.min(self.to))
    }

    /// The first and last day of a day's month, within the world.
    pub(crate) fn month_bounds(&self, day: Day) -> (Day, Day) {
        let date = self.date(day);
        let first = day - u32::try_from(date.day() - 1).unwrap_or(0);
        let last = first + u32::try_from(date.days_in_month() - 1).unwrap_or(0);
        (first.max(self.from), last.min(self.to))
    }

    /// Months since January of the first year.
    pub(crate) fn month_index(&self, day: Day) -> usize {
        let month = usize::try_from(self.date(day).month()).unwrap_or(1);
        self.year_index(day) * 12 + month - 1
    }

    fn clamp(&self, day: Day) -> usize {
        usize::try_from(day).unwrap_or(usize::MAX).min(self.dates.len() - 1)
    }
}

fn small(count: usize) -> Day {
    Day::try_from(count).unwrap_or(Day::MAX)
}

fn text(date: Date) -> [u8; 10] {
    let mut bytes = *b"0000-00-00";
    let mut put = |end: usize, mut value: u16| {
        for place in bytes[..end].iter_mut().rev() {
            if *place == b'-' || value == 0 {
                break;
            }
            *place = b'0' + u8::try_from(value % 10).unwrap_or(0);
            value /= 10;
        }
    };
    put(4, date.year().unsigned_abs());
    put(7, u16::from(date.month().unsigned_abs()));
    put(10, u16::from(date.day().unsigned_abs()));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_dates_go_both_ways() {
        let calendar = Calendar::new(date(2015, 3, 1), date(2020, 6, 30));
        assert_eq!(calendar.date(calendar.from), date(2015, 3, 1));
        assert_eq!(calendar.date(calendar.to), date(2020, 6, 30));
        for wanted in [date(2016, 2, 29), date(2019, 12, 31), date(2020, 1, 1)] {
            let day = calendar.day(wanted);
            assert_eq!(calendar.date(day), wanted);
            assert_eq!(calendar.text(day), wanted.to_string().as_bytes());
        }
    }

    #[test]
    fn years_and_months_stay_within_the_world() {
        let calendar = Calendar::new(date(2015, 3, 10), date(2020, 6, 20));
        let day = calendar.day(date(2015, 3, 15));
        let texts = |(first, last)| (calendar.date(first), calendar.date(last));
        assert_eq!(texts(calendar.year_bounds(day)), (date(2015, 3, 10), date(2015, 12, 31)));
        assert_eq!(texts(calendar.month_bounds(day)), (date(2015, 3, 10), date(2015, 3, 31)));
        let leap = calendar.day(date(2016, 2, 29));
        assert_eq!(texts(calendar.month_bounds(leap)), (date(2016, 2, 1), date(2016, 2, 29)));
        assert_eq!(calendar.month_index(leap), 13);
        assert_eq!((calendar.years(), calendar.year(calendar.year_index(leap))), (6, 2016));
        assert_eq!(calendar.year_index(calendar.day(date(2015, 12, 31))), 0);
        assert_eq!(calendar.year_index(calendar.day(date(2016, 1, 1))), 1);
    }
}
