//! GDELT's bulk files: events 2.0 and 1.0, and mentions, without a header and without quoting.
//!
//! GDELT codes what news articles say by machine, every quarter of an hour. One thing that happened is
//! many rows, since each article that words it otherwise makes its own; they stay separate reports
//! here. No row counts the dead.

mod columns;
mod events;
mod groups;
mod mentions;
mod parties;
mod place;

use bellwether_model::Date;
use jiff::Span;

use crate::headerless::is_digits;
use crate::recognise::{Recognised, Shape};
use crate::source::{Match, ReadRow, Sample, Source, Verdict};
use crate::text::value::{DateOrder, compact_date};
use crate::text::{Column, Header, Row};
use columns::{EVENTS_1, EVENTS_2, MENTIONS};
pub(crate) use columns::{EVENTS_1_TABLE, EVENTS_2_TABLE, MENTIONS_TABLE};

/// Events, of both versions: they share one series of ids.
pub(crate) const EVENTS: &str = "gdelt";
/// Mentions.
pub(crate) const MENTIONS_DATASET: &str = "gdelt-mentions";
/// What the simulator writes in the same shapes.
const SIMULATED_EVENTS: &str = "sim-gdelt";
const SIMULATED_MENTIONS: &str = "sim-gdelt-mentions";
/// How the address of every simulated row begins, and of no other.
const SIMULATED: &str = "https://simulated.invalid/";

/// Without these an event cannot become a report.
const NEEDED: [&str; 9] = [
    "globaleventid",
    "sqldate",
    "actor1code",
    "actor2code",
    "eventcode",
    "actiongeo_type",
    "actiongeo_lat",
    "actiongeo_long",
    "dateadded",
];

/// Without these a row is no mention.
const NEEDED_OF_MENTIONS: [&str; 6] = [
    "globaleventid",
    "eventtimedate",
    "mentiontimedate",
    "mentiontype",
    "mentionsourcename",
    "mentionidentifier",
];

/// The reader of GDELT's tables.
pub(crate) struct Gdelt;

impl Source for Gdelt {
    fn recognise(&self, sample: &Sample<'_>) -> Verdict {
        let header = sample.header;
        if !header.has("globaleventid") {
            return Verdict::No;
        }
        let is_mentions = header.has("mentionidentifier");
        let dataset = if is_mentions { MENTIONS_DATASET } else { EVENTS };
        let needed = if is_mentions { &NEEDED_OF_MENTIONS[..] } else { &NEEDED[..] };
        let missing = header.lacking(needed);
        if !missing.is_empty() {
            return Verdict::Almost { dataset, missing };
        }
        let (shape, names, address) = if is_mentions {
            (Shape::GdeltMentions, &MENTIONS[..], header.column("mentionidentifier"))
        } else if header.has("actiongeo_adm2code") {
            (Shape::GdeltEvents2, &EVENTS_2[..], header.column("sourceurl"))
        } else {
            (Shape::GdeltEvents1, &EVENTS_1[..], header.column("sourceurl"))
        };
        let mut evidence = vec![if sample.headerless {
            format!("rows of {} fields between tabs, as GDELT has them", names.len())
        } else {
            "the columns of GDELT, GLOBALEVENTID among them".to_owned()
        }];
        let simulated =
            !sample.rows.is_empty() && sample.rows.iter().all(|row| is_simulated(row, address));
        if simulated {
            evidence.push(format!("every address begins with {SIMULATED}"));
        }
        Verdict::Yes(Match {
            dataset: match (simulated, is_mentions) {
                (false, _) => dataset,
                (true, false) => SIMULATED_EVENTS,
                (true, true) => SIMULATED_MENTIONS,
            },
            shape,
            label: None,
            evidence,
            unknown_columns: header.beyond(&[names]),
            missing_columns: header.lacking(names),
        })
    }

    fn version_in(&self, name: &str) -> Option<String> {
        label_in(name)
    }

    fn reader(
        &self,
        recognised: &Recognised,
        header: &Header,
        _order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        let dataset = recognised.dataset.as_str();
        let simulated = matches!(dataset, SIMULATED_EVENTS | SIMULATED_MENTIONS);
        match recognised.shape {
            Shape::GdeltMentions => Box::new(mentions::MentionRows::new(simulated, header)),
            shape => Box::new(events::EventRows::new(shape, simulated, header)),
        }
    }

    fn shapes(&self) -> &'static [Shape] {
        &[Shape::GdeltEvents2, Shape::GdeltEvents1, Shape::GdeltMentions]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[
            include_str!("../../../../data/datasets/gdelt.toml"),
            include_str!("../../../../data/datasets/gdelt-mentions.toml"),
            include_str!("../../../../data/datasets/sim-gdelt.toml"),
            include_str!("../../../../data/datasets/sim-gdelt-mentions.toml"),
        ]
    }
}

/// Whether a row is marked as simulated.
fn is_simulated(row: &Row<'_>, address: Column) -> bool {
    row.get(address).starts_with(SIMULATED)
}

/// What is wrong with a row whose mark is not that of its file.
const fn mixed(simulated_file: bool) -> &'static str {
    if simulated_file {
        "the row's address is not of simulated.invalid and it stands in a simulated file; keep real and simulated rows apart"
    } else {
        "the row's address is of simulated.invalid and it stands in a real file; keep real and simulated rows apart"
    }
}

/// The slot, day, month or year with which a bulk file's name begins: `20180601000000` of
/// `20180601000000.export.CSV.zip`, `20130401` of `20130401.export.CSV.zip`, `201303` of `201303.zip`.
/// The files of translated articles have the slots of the others, so theirs end in `.translation`.
fn label_in(name: &str) -> Option<String> {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (slot, rest) = base.split_once('.')?;
    let day = slot.get(..8).map_or(Ok(()), |day| compact_date(day).map(|_| ()));
    let dated = [4, 6, 8, 14].iter().any(|length| is_digits(slot, *length));
    if !dated || day.is_err() {
        return None;
    }
    let translated = rest.to_ascii_lowercase().starts_with("translation.");
    Some(if translated { format!("{slot}.translation") } else { slot.to_owned() })
}

/// The day on which a bulk file was published: that of a slot of a quarter of an hour, and for a file
/// of a day the day after it. Files of months and years were made at once in 2013, on a day that is not
/// known.
pub(crate) fn published(label: &str) -> Option<Date> {
    let slot = label.split('.').next().unwrap_or(label);
    let day = compact_date(slot.get(..8)?).ok()?;
    match slot.len() {
        14 => Some(day),
        8 => day.checked_add(Span::new().days(1)).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_bulk_files_give_their_slot() {
        for (name, label) in [
            ("20180601000000.export.CSV.zip", Some("20180601000000")),
            ("20180601000000.mentions.CSV", Some("20180601000000")),
            ("20150218224500.translation.export.CSV.zip", Some("20150218224500.translation")),
            ("dir/20130401.export.CSV", Some("20130401")),
            ("201303.csv", Some("201303")),
            ("1979.csv", Some("1979")),
            ("20181301.export.CSV", None),
            ("events.csv", None),
            ("2018060.csv", None),
            ("20180601", None),
        ] {
            assert_eq!(label_in(name).as_deref(), label, "{name}");
        }
    }

    #[test]
    fn a_slot_is_published_on_its_day_and_a_day_on_the_next() {
        let day = |label| published(label).map(|day| day.to_string());
        assert_eq!(day("20180601000000").as_deref(), Some("2018-06-01"));
        assert_eq!(day("20150218224500.translation").as_deref(), Some("2015-02-18"));
        assert_eq!(day("20180630").as_deref(), Some("2018-07-01"));
        assert_eq!(day("201806"), None);
        assert_eq!(day("2018"), None);
    }
}
