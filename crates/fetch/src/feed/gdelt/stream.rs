//! GDELT's three streams of files, and how each names what time a file is for.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// A stream of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// GDELT 2.0 events, a file every 15 minutes since 2015-02-18 23:00 UTC.
    Events,
    /// GDELT 2.0 mentions, a file every 15 minutes.
    Mentions,
    /// GDELT 1.0 events: a file a year to 2005, a month to March 2013, a day since. The file of a day
    /// holds what was added on it and appears on the next.
    EventsV1,
}

/// The first slot of 2.0 and the first day of 1.0, in their units.
const FIRST_SLOT: i64 = 1_424_300_400 / 900;
const FIRST_DAY: i64 = 3287;
/// 2013-04-01, from which on each day has a file.
const FIRST_DAILY: i64 = 15_796;

impl Stream {
    /// The dataset that readers make of it.
    #[must_use]
    pub const fn dataset(self) -> &'static str {
        match self {
            Self::Events => "gdelt",
            Self::Mentions => "gdelt-mentions",
            Self::EventsV1 => "gdelt",
        }
    }

    pub(super) const fn feed(self) -> &'static str {
        match self {
            Self::Events => "gdelt:events",
            Self::Mentions => "gdelt:mentions",
            Self::EventsV1 => "gdelt:events-v1",
        }
    }

    /// Seconds in a unit: 15 minutes, or a day.
    pub(super) const fn unit(self) -> i64 {
        match self {
            Self::Events | Self::Mentions => 15 * 60,
            Self::EventsV1 => 24 * 60 * 60,
        }
    }

    pub(super) const fn first(self) -> i64 {
        match self {
            Self::Events | Self::Mentions => FIRST_SLOT,
            Self::EventsV1 => FIRST_DAY,
        }
    }

    /// Whether each unit should have a file of its own.
    pub(super) const fn is_due(self, unit: i64) -> bool {
        match self {
            Self::Events | Self::Mentions => true,
            Self::EventsV1 => unit >= FIRST_DAILY,
        }
    }

    /// The unit that an instant lies in.
    pub(super) fn unit_of(self, time: Timestamp) -> i64 {
        time.as_second().div_euclid(self.unit())
    }

    /// The instant at which a unit begins.
    pub(super) fn start(self, unit: i64) -> Timestamp {
        Timestamp::from_second(unit.saturating_mul(self.unit())).unwrap_or(Timestamp::MAX)
    }

    /// The name of the file of one unit.
    pub(super) fn file_of(self, unit: i64) -> String {
        let time = self.start(unit).to_zoned(TimeZone::UTC);
        match self {
            Self::Events => format!("{}.export.CSV.zip", time.strftime("%Y%m%d%H%M%S")),
            Self::Mentions => format!("{}.mentions.CSV.zip", time.strftime("%Y%m%d%H%M%S")),
            Self::EventsV1 => format!("{}.export.CSV.zip", time.strftime("%Y%m%d")),
        }
    }

    /// The first and last unit that a file is for; `None` for a file of another stream.
    pub(crate) fn units_of(self, name: &str) -> Option<(i64, i64)> {
        let suffix = match self {
            Self::Events => ".export.CSV.zip",
            Self::Mentions => ".mentions.CSV.zip",
            Self::EventsV1 => return self.days_of(name),
        };
        let digits = name.strip_suffix(suffix).filter(|digits| is_digits(digits, 14))?;
        let time = DateTime::strptime("%Y%m%d%H%M%S", digits).ok()?;
        let unit = self.unit_of(time.to_zoned(TimeZone::UTC).ok()?.timestamp());
        (unit >= FIRST_SLOT).then_some((unit, unit))
    }

    fn days_of(self, name: &str) -> Option<(i64, i64)> {
        let parse = |text: String| Date::strptime("%Y%m%d", text).ok();
        let (first, last) = if let Some(digits) = name.strip_suffix(".export.CSV.zip") {
            let day = is_digits(digits, 8).then(|| parse(digits.to_owned())).flatten()?;
            (day, day)
        } else {
            let digits = name.strip_suffix(".zip")?;
            if is_digits(digits, 4) {
                let first = parse(format!("{digits}0101"))?;
                (first, first.last_of_year())
            } else {
                let first = is_digits(digits, 6).then(|| parse(format!("{digits}01"))).flatten()?;
                (first, first.last_of_month())
            }
        };
        let day = |date: Date| self.unit_of(crate::feed::midnight(date));
        Some((day(first), day(last)))
    }

    /// The day on which the file of these units was published, if that is certain.
    pub(super) fn published(self, first: i64, last: i64) -> Option<Date> {
        let day = self.start(last).to_zoned(TimeZone::UTC).date();
        match self {
            Self::Events | Self::Mentions => Some(day),
            Self::EventsV1 if first == last => day.checked_add(Span::new().days(1)).ok(),
            Self::EventsV1 => None,
        }
    }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_files_are_the_documented_ones() {
        assert_eq!(Stream::Events.file_of(FIRST_SLOT), "20150218230000.export.CSV.zip");
        assert_eq!(Stream::Mentions.file_of(FIRST_SLOT), "20150218230000.mentions.CSV.zip");
        assert_eq!(Stream::EventsV1.file_of(FIRST_DAILY), "20130401.export.CSV.zip");
        assert_eq!(Stream::EventsV1.start(FIRST_DAY).to_string(), "1979-01-01T00:00:00Z");
    }

    #[test]
    fn every_name_gives_back_its_units() {
        for stream in [Stream::Events, Stream::Mentions, Stream::EventsV1] {
            let unit = stream.unit_of("2024-02-29T12:30:00Z".parse().expect("a time"));
            assert_eq!(stream.units_of(&stream.file_of(unit)), Some((unit, unit)));
        }
    }

    #[test]
    fn years_and_months_of_the_first_version_cover_their_days() {
        let v1 = Stream::EventsV1;
        assert_eq!(v1.units_of("1979.zip"), Some((FIRST_DAY, FIRST_DAY + 364)));
        let (first, last) = v1.units_of("200602.zip").expect("a month");
        assert_eq!(last - first + 1, 28);
        assert_eq!(v1.published(first, last), None);
        assert_eq!(
            v1.published(FIRST_DAILY, FIRST_DAILY).map(|d| d.to_string()).as_deref(),
            Some("2013-04-02")
        );
    }

    #[test]
    fn files_of_other_streams_are_not_taken() {
        for name in [
            "20150218230000.gkg.csv.zip",
            "20150218230000.mentions.CSV.zip",
            "20150230230000.export.CSV.zip",
            "20140101000000.export.CSV.zip",
            "GDELT.MASTERREDUCEDV2.1979-2013.zip",
            "",
        ] {
            assert_eq!(Stream::Events.units_of(name), None, "{name}");
        }
        for name in ["GDELT.MASTERREDUCEDV2.1979-2013.zip", "20131301.export.CSV.zip", "19790.zip"]
        {
            assert_eq!(Stream::EventsV1.units_of(name), None, "{name}");
        }
    }
}
