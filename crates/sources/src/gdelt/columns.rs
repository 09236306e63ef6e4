//! The columns of GDELT's tables, which have no header: names as the codebooks have them (GDELT Event
//! Database, codebooks V1.03 of 2013 and V2.0 of 2015), in lower case.

use crate::headerless::{Headerless, is_digits};
use crate::text::{Column, Header};

/// Events 2.0.
pub(super) const EVENTS_2: [&str; 61] = [
    "globaleventid",
    "sqldate",
    "monthyear",
    "year",
    "fractiondate",
    "actor1code",
    "actor1name",
    "actor1countrycode",
    "actor1knowngroupcode",
    "actor1ethniccode",
    "actor1religion1code",
    "actor1religion2code",
    "actor1type1code",
    "actor1type2code",
    "actor1type3code",
    "actor2code",
    "actor2name",
    "actor2countrycode",
    "actor2knowngroupcode",
    "actor2ethniccode",
    "actor2religion1code",
    "actor2religion2code",
    "actor2type1code",
    "actor2type2code",
    "actor2type3code",
    "isrootevent",
    "eventcode",
    "eventbasecode",
    "eventrootcode",
    "quadclass",
    "goldsteinscale",
    "nummentions",
    "numsources",
    "numarticles",
    "avgtone",
    "actor1geo_type",
    "actor1geo_fullname",
    "actor1geo_countrycode",
    "actor1geo_adm1code",
    "actor1geo_adm2code",
    "actor1geo_lat",
    "actor1geo_long",
    "actor1geo_featureid",
    "actor2geo_type",
    "actor2geo_fullname",
    "actor2geo_countrycode",
    "actor2geo_adm1code",
    "actor2geo_adm2code",
    "actor2geo_lat",
    "actor2geo_long",
    "actor2geo_featureid",
    "actiongeo_type",
    "actiongeo_fullname",
    "actiongeo_countrycode",
    "actiongeo_adm1code",
    "actiongeo_adm2code",
    "actiongeo_lat",
    "actiongeo_long",
    "actiongeo_featureid",
    "dateadded",
    "sourceurl",
];

/// Events 1.0: those of 2.0 without the second-level units.
pub(super) const EVENTS_1: [&str; 58] = without_second_level();

const fn without_second_level() -> [&'static str; 58] {
    let (mut names, mut from, mut to) = ([""; 58], 0, 0);
    while from < EVENTS_2.len() {
        if !matches!(from, 39 | 47 | 55) {
            names[to] = EVENTS_2[from];
            to += 1;
        }
        from += 1;
    }
    names
}

/// Mentions 2.0.
pub(super) const MENTIONS: [&str; 16] = [
    "globaleventid",
    "eventtimedate",
    "mentiontimedate",
    "mentiontype",
    "mentionsourcename",
    "mentionidentifier",
    "sentenceid",
    "actor1charoffset",
    "actor2charoffset",
    "actioncharoffset",
    "inrawtext",
    "confidence",
    "mentiondoclen",
    "mentiondoctone",
    "mentiondoctranslationinfo",
    "extras",
];

/// Events 2.0 as they come in the bulk files.
pub(crate) static EVENTS_2_TABLE: Headerless =
    Headerless { names: &EVENTS_2, optional: 0, is_row: is_event };

/// Events 1.0; up to March 2013 without the source's address.
pub(crate) static EVENTS_1_TABLE: Headerless =
    Headerless { names: &EVENTS_1, optional: 1, is_row: is_event };

/// Mentions as they come in the bulk files.
pub(crate) static MENTIONS_TABLE: Headerless =
    Headerless { names: &MENTIONS, optional: 0, is_row: is_mention };

fn is_number(field: &str) -> bool {
    !field.is_empty() && field.bytes().all(|b| b.is_ascii_digit())
}

fn is_event(fields: &[&str]) -> bool {
    is_number(fields[0])
        && is_digits(fields[1], 8)
        && is_digits(fields[2], 6)
        && fields[1].starts_with(fields[2])
        && fields[2].starts_with(fields[3])
        && is_digits(fields[3], 4)
}

fn is_mention(fields: &[&str]) -> bool {
    is_number(fields[0])
        && is_digits(fields[1], 14)
        && is_digits(fields[2], 14)
        && fields[3].len() == 1
        && is_number(fields[3])
}

/// The columns of one actor.
#[derive(Debug)]
pub(super) struct ActorColumns {
    pub(super) code: Column,
    pub(super) name: Column,
    pub(super) country: Column,
    pub(super) group: Column,
    pub(super) ethnic: Column,
    pub(super) religion: Column,
    pub(super) religion2: Column,
    pub(super) types: [Column; 3],
}

/// The columns of one place.
#[derive(Debug)]
pub(super) struct GeoColumns {
    pub(super) kind: Column,
    pub(super) name: Column,
    pub(super) country: Column,
    pub(super) adm1: Column,
    pub(super) adm2: Column,
    pub(super) latitude: Column,
    pub(super) longitude: Column,
    pub(super) feature: Column,
}

/// Which column is where in one table of events.
#[derive(Debug)]
pub(super) struct EventColumns {
    pub(super) id: Column,
    pub(super) day: Column,
    pub(super) actors: [ActorColumns; 2],
    pub(super) root_event: Column,
    pub(super) code: Column,
    pub(super) root_code: Column,
    pub(super) quad: Column,
    pub(super) goldstein: Column,
    pub(super) mentions: Column,
    pub(super) sources: Column,
    pub(super) articles: Column,
    pub(super) tone: Column,
    pub(super) actor_places: [GeoColumns; 2],
    pub(super) place: GeoColumns,
    pub(super) added: Column,
    pub(super) url: Column,
    /// Named columns that nobody knows.
    pub(super) unknown: Vec<(String, Column)>,
}

macro_rules! actor {
    ($header:expr, $which:literal) => {
        ActorColumns {
            code: $header.column(concat!($which, "code")),
            name: $header.column(concat!($which, "name")),
            country: $header.column(concat!($which, "countrycode")),
            group: $header.column(concat!($which, "knowngroupcode")),
            ethnic: $header.column(concat!($which, "ethniccode")),
            religion: $header.column(concat!($which, "religion1code")),
            religion2: $header.column(concat!($which, "religion2code")),
            types: [
                $header.column(concat!($which, "type1code")),
                $header.column(concat!($which, "type2code")),
                $header.column(concat!($which, "type3code")),
            ],
        }
    };
}

macro_rules! geo {
    ($header:expr, $which:literal) => {
        GeoColumns {
            kind: $header.column(concat!($which, "geo_type")),
            name: $header.column(concat!($which, "geo_fullname")),
            country: $header.column(concat!($which, "geo_countrycode")),
            adm1: $header.column(concat!($which, "geo_adm1code")),
            adm2: $header.column(concat!($which, "geo_adm2code")),
            latitude: $header.column(concat!($which, "geo_lat")),
            longitude: $header.column(concat!($which, "geo_long")),
            feature: $header.column(concat!($which, "geo_featureid")),
        }
    };
}

impl EventColumns {
    /// Finds the columns in a header.
    pub(super) fn of(header: &Header) -> Self {
        let column = |name| header.column(name);
        Self {
            id: column("globaleventid"),
            day: column("sqldate"),
            actors: [actor!(header, "actor1"), actor!(header, "actor2")],
            root_event: column("isrootevent"),
            code: column("eventcode"),
            root_code: column("eventrootcode"),
            quad: column("quadclass"),
            goldstein: column("goldsteinscale"),
            mentions: column("nummentions"),
            sources: column("numsources"),
            articles: column("numarticles"),
            tone: column("avgtone"),
            actor_places: [geo!(header, "actor1"), geo!(header, "actor2")],
            place: geo!(header, "action"),
            added: column("dateadded"),
            url: column("sourceurl"),
            unknown: header.others(&[&EVENTS_2]),
        }
    }
}

/// The columns of mentions.
#[derive(Debug)]
pub(super) struct MentionColumns {
    pub(super) id: Column,
    pub(super) recorded: Column,
    pub(super) seen: Column,
    pub(super) kind: Column,
    pub(super) outlet: Column,
    pub(super) locator: Column,
    pub(super) sentence: Column,
    pub(super) confidence: Column,
}

impl MentionColumns {
    /// Finds the columns in a header.
    pub(super) fn of(header: &Header) -> Self {
        let column = |name| header.column(name);
        Self {
            id: column("globaleventid"),
            recorded: column("eventtimedate"),
            seen: column("mentiontimedate"),
            kind: column("mentiontype"),
            outlet: column("mentionsourcename"),
            locator: column("mentionidentifier"),
            sentence: column("sentenceid"),
            confidence: column("confidence"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_version_lacks_the_second_level_units_and_nothing_else() {
        assert_eq!(EVENTS_1[56..], ["dateadded", "sourceurl"]);
        let lacking: Vec<_> = EVENTS_2.iter().filter(|name| !EVENTS_1.contains(name)).collect();
        let expected = ["actor1geo_adm2code", "actor2geo_adm2code", "actiongeo_adm2code"];
        assert_eq!(lacking, expected.iter().collect::<Vec<_>>());
    }

    #[test]
    fn rows_of_events_and_mentions_are_told_from_others() {
        let mut event = vec![""; 61];
        event[..4].copy_from_slice(&["1", "20180601", "201806", "2018"]);
        assert!(is_event(&event));
        event[2] = "201807";
        assert!(!is_event(&event));
        let mut mention = vec![""; 16];
        mention[..4].copy_from_slice(&["1", "20180601000000", "20180601000000", "1"]);
        assert!(is_mention(&mention));
        mention[3] = "12";
        assert!(!is_mention(&mention));
    }
}
