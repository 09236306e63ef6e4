//! Days and intervals as newsrooms say them, with the interval that each form states.

use serde_json::{Value, json};

use crate::{
    calendar::{Calendar, Day},
    observe::news::knowledge::DateKnown,
    rng::Rng,
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A time as it is said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct When {
    pub(crate) words: String,
    pub(crate) from: Day,
    pub(crate) to: Day,
    /// `day`, `week`, `days`, `part-of-month`, `month`, `months`, `part-of-year`, `year` or `years`.
    pub(crate) precision: &'static str,
}

impl When {
    /// The value in truth files.
    pub(crate) fn value(&self, calendar: &Calendar) -> Value {
        json!({
            "from": calendar.date(self.from),
            "to": calendar.date(self.to),
            "precision": self.precision,
        })
    }
}

/// The name of a day's month.
pub(crate) fn month(calendar: &Calendar, day: Day) -> &'static str {
    MONTHS[usize::try_from(calendar.date(day).month()).unwrap_or(1) - 1]
}

fn weekday_index(calendar: &Calendar, day: Day) -> u32 {
    u32::try_from(calendar.date(day).weekday().to_monday_zero_offset()).unwrap_or(0)
}

/// The name of a day of the week.
pub(crate) fn weekday(calendar: &Calendar, day: Day) -> &'static str {
    WEEKDAYS[weekday_index(calendar, day) as usize]
}

/// `12 March` or `March 12`.
pub(crate) fn day_and_month(calendar: &Calendar, day: Day, month_first: bool) -> String {
    let (number, month) = (calendar.date(day).day(), month(calendar, day));
    if month_first { format!("{month} {number}") } else { format!("{number} {month}") }
}

/// How an outlet says days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habit {
    pub(crate) month_first: bool,
    /// `yesterday` instead of the day of the week.
    pub(crate) near_days: bool,
}

/// The day of news, as said on the day `told`.
pub(crate) fn news(
    calendar: &Calendar,
    (day, minute, known): (Day, u32, DateKnown),
    told: Day,
    habit: Habit,
    rng: &mut Rng,
) -> When {
    let ago = told.saturating_sub(day);
    let exact = |words: String| When { words, from: day, to: day, precision: "day" };
    match known {
        DateKnown::Week => week(calendar, day, told),
        DateKnown::PartOfMonth => part_of_month(calendar, day, told),
        DateKnown::Day => match ago {
            0 if habit.near_days && rng.chance(0.5) => exact("today".to_owned()),
            1 if habit.near_days && rng.chance(0.6) => exact("yesterday".to_owned()),
            2..=6
                if day < told.saturating_sub(weekday_index(calendar, told)) && rng.chance(0.25) =>
            {
                exact(format!("last {}", weekday(calendar, day)))
            }
            0..=6 => exact(on_weekday(weekday(calendar, day), minute, rng)),
            _ => exact(format!("on {}", day_and_month(calendar, day, habit.month_first))),
        },
    }
}

fn on_weekday(weekday: &str, minute: u32, rng: &mut Rng) -> String {
    if rng.chance(0.6) {
        return format!("on {weekday}");
    }
    match minute {
        0..=299 => format!("in the early hours of {weekday}"),
        300..=479 => format!("early on {weekday}"),
        480..=719 => format!("on {weekday} morning"),
        720..=1019 => format!("on {weekday} afternoon"),
        1020..=1259 => format!("on {weekday} evening"),
        _ => format!("late on {weekday}"),
    }
}

/// `earlier this week` or `last week`, with weeks from Monday to Sunday; older days by their month.
fn week(calendar: &Calendar, day: Day, told: Day) -> When {
    let monday = told.saturating_sub(weekday_index(calendar, told));
    let in_week = weekday_index(calendar, day);
    if in_week >= 5 && day < monday && day + 5 >= told {
        let saturday = day + 5 - in_week;
        let words = "over the weekend".to_owned();
        return When { words, from: saturday, to: saturday + 1, precision: "days" };
    }
    if day >= monday && told > monday {
        let words = "earlier this week".to_owned();
        When { words, from: monday, to: told, precision: "week" }
    } else if day < monday && day + 7 >= monday {
        let words = "last week".to_owned();
        When {
            words,
            from: monday - 7.min(monday),
            to: monday.saturating_sub(1),
            precision: "week",
        }
    } else {
        part_of_month(calendar, day, told)
    }
}

/// `in early March`: the first ten days, the second ten, or the rest; never beyond the day of telling.
fn part_of_month(calendar: &Calendar, day: Day, told: Day) -> When {
    let date = calendar.date(day);
    let number = u32::try_from(date.day()).unwrap_or(1);
    let first = day + 1 - number;
    let length = u32::try_from(date.days_in_month()).unwrap_or(30);
    let (words, from, to) = match number {
        1..=10 => (format!("in early {}", month(calendar, day)), first, first + 9),
        11..=20 => (format!("in mid-{}", month(calendar, day)), first + 10, first + 19),
        _ => (format!("in late {}", month(calendar, day)), first + 20, first + length - 1),
    };
    When { words, from, to: to.min(told).max(day), precision: "part-of-month" }
}

/// A day of the past, with its year.
pub(crate) fn history(
    calendar: &Calendar,
    (day, known): (Day, DateKnown),
    told: Day,
    month_first: bool,
    rng: &mut Rng,
) -> When {
    let year = calendar.date(day).year();
    if known == DateKnown::Day {
        let words = if month_first {
            format!("on {}, {year}", day_and_month(calendar, day, true))
        } else {
            format!("on {} {year}", day_and_month(calendar, day, false))
        };
        return When { words, from: day, to: day, precision: "day" };
    }
    let (from, to) = calendar.month_bounds(day);
    match rng.below(4) {
        0 => {
            let (from, to) = whole_year(calendar, day);
            let last = calendar.date(told).year() == year + 1;
            let words =
                if last && rng.chance(0.6) { "last year".to_owned() } else { format!("in {year}") };
            When { words, from, to: to.min(told), precision: "year" }
        }
        1 => third_of_year(calendar, day, told),
        _ => {
            let words = format!("in {} {year}", month(calendar, day));
            When { words, from, to, precision: "month" }
        }
    }
}

fn whole_year(calendar: &Calendar, day: Day) -> (Day, Day) {
    let first = day + 1 - u32::try_from(calendar.date(day).day_of_year()).unwrap_or(1);
    (first, first + u32::try_from(calendar.date(day).days_in_year()).unwrap_or(365) - 1)
}

/// `in early 2016` is January to April, `in mid-2016` May to August, `in late 2016` the rest.
pub(crate) fn third_of_year(calendar: &Calendar, day: Day, told: Day) -> When {
    let year = calendar.date(day).year();
    let (first, last) = whole_year(calendar, day);
    let leap = last - first - 364;
    let (words, from, to) = match calendar.date(day).month() {
        1..=4 => (format!("in early {year}"), first, first + 119 + leap),
        5..=8 => (format!("in mid-{year}"), first + 120 + leap, first + 242 + leap),
        _ => (format!("in late {year}"), first + 243 + leap, last),
    };
    When { words, from, to: to.min(told).max(day), precision: "part-of-year" }
}

/// An interval of whole months or years: `in 2017`, `between 2017 and 2018`, `from April 2020 to March
/// 2021`, `since April 2020`.
pub(crate) fn interval(calendar: &Calendar, (from, to): (Day, Day), rng: &mut Rng) -> When {
    let (first, last) = (calendar.date(from), calendar.date(to));
    let whole = first.day_of_year() == 1 && last.month() == 12;
    let (words, precision) = if whole && first.year() == last.year() {
        (format!("in {}", first.year()), "year")
    } else {
        let (a, b) = if whole {
            (first.year().to_string(), last.year().to_string())
        } else if first.year() == last.year() && first.month() != last.month() {
            (month(calendar, from).to_owned(), format!("{} {}", month(calendar, to), last.year()))
        } else {
            (
                format!("{} {}", month(calendar, from), first.year()),
                format!("{} {}", month(calendar, to), last.year()),
            )
        };
        let words = if a == b {
            format!("in {a}")
        } else if rng.chance(0.5) {
            format!("between {a} and {b}")
        } else {
            format!("from {a} to {b}")
        };
        (words, if whole { "years" } else { "months" })
    };
    When { words, from, to, precision }
}

/// The month or the year of an interval, for `as of` and `in`.
pub(crate) fn month_or_year(calendar: &Calendar, (from, to): (Day, Day)) -> When {
    let year = calendar.date(from).year();
    let (words, precision) = if to - from > 40 {
        (year.to_string(), "year")
    } else {
        (format!("{} {year}", month(calendar, from)), "month")
    };
    When { words, from, to, precision }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;
    use jiff::civil::date;

    fn calendar() -> Calendar {
        Calendar::new(date(2015, 1, 1), date(2020, 12, 31))
    }

    #[test]
    fn what_is_said_of_a_day_holds_the_day() {
        let calendar = calendar();
        let mut rng = Rng::keyed(1, Stream::News, [0; 3]);
        for day in 100..1_800 {
            for known in [DateKnown::Day, DateKnown::Week, DateKnown::PartOfMonth] {
                let told = day + rng.below(12);
                let habit = Habit { month_first: true, near_days: day % 2 == 0 };
                let when = news(&calendar, (day, rng.below(1440), known), told, habit, &mut rng);
                assert!(when.from <= day && day <= when.to, "{when:?} {day} {told}");
                assert!(when.to <= told, "{when:?} {day} {told}");
                let long_ago = history(&calendar, (day, known), day + 90, false, &mut rng);
                assert!(long_ago.from <= day && day <= long_ago.to, "{long_ago:?} {day}");
            }
        }
    }

    #[test]
    fn parts_of_years_and_months_are_as_long_as_is_documented() {
        let calendar = calendar();
        let told = calendar.day(date(2020, 12, 1));
        let mid = third_of_year(&calendar, calendar.day(date(2016, 6, 1)), told);
        assert_eq!(mid.words, "in mid-2016");
        assert_eq!(calendar.date(mid.from), date(2016, 5, 1));
        assert_eq!(calendar.date(mid.to), date(2016, 8, 31));
        let friday = calendar.day(date(2018, 3, 16));
        assert_eq!(weekday(&calendar, friday), "Friday");
        let last_week = week(&calendar, friday, friday + 4);
        assert_eq!(calendar.date(last_week.from), date(2018, 3, 12));
        assert_eq!(calendar.date(last_week.to), date(2018, 3, 18));
    }
}
