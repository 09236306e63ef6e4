//! One row of events to one report.

use bellwether_model::{
    Batch, DatasetId, Date, DateInterval, DatePrecision, Deaths, Extra, Finding, Report, ReportId,
    Severity,
};
use jiff::civil::date;

use super::columns::{ActorColumns, EventColumns};
use super::parties::{Actor, actor};
use super::place::{GeoType, Kept, actor_place, keep_action, place};
use super::{EVENTS, SIMULATED_EVENTS, is_simulated, mixed};
use crate::cameo::{self, Class};
use crate::lands::Lands;
use crate::parties::Names;
use crate::reading::{Part, Reading};
use crate::recognise::Shape;
use crate::source::ReadRow;
use crate::text::value::{BadDate, compact_date};
use crate::text::{Column, Header, Row};

/// Days after which an event that was only now added is likely to be misdated: GDELT takes "last year"
/// and "a decade ago" for that many years to the day, and also misreads dates.
const LATE_DAYS: i32 = 365;

/// The day on which GDELT 1.0 became a daily file; what came before was added at once.
const DAILY_FROM: Date = date(2013, 4, 1);

/// Reads the rows of one table.
pub(super) struct EventRows {
    dataset: DatasetId,
    /// Whether it is of version 1.0.
    first_version: bool,
    simulated: bool,
    columns: EventColumns,
    lands: &'static Lands,
    names: &'static Names,
}

impl EventRows {
    pub(super) fn new(shape: Shape, simulated: bool, header: &Header) -> Self {
        let dataset = if simulated { SIMULATED_EVENTS } else { EVENTS };
        Self {
            dataset: DatasetId::new(dataset).expect("a kebab-case constant"),
            first_version: shape == Shape::GdeltEvents1,
            simulated,
            columns: EventColumns::of(header),
            lands: Lands::embedded(),
            names: Names::embedded(),
        }
    }

    fn report(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Report> {
        let c = &self.columns;
        let mut reading = Reading { row, notes };
        let id = reading.id(c.id)?;
        if is_simulated(row, c.url) != self.simulated {
            return Err(reading.reject(c.url, "simulated", mixed(self.simulated)));
        }
        let class = self.class(&mut reading)?;
        let day = self.day(&mut reading)?;
        let (place, geo) = place(&mut reading, &c.place, self.lands, self.simulated)?;
        let [first, second] =
            [0, 1].map(|which| actor(row, &c.actors[which], self.lands, self.names));
        let verdict = cameo::judge(class, first.party, second.party);
        let added = self.added(row, [&first, &second]);
        Ok(Report {
            id: ReportId { dataset: self.dataset.clone(), native: id },
            relid: None,
            event_type: verdict.event_type,
            native_type: row.get(c.code).to_owned(),
            civilians_targeted: verdict.civilians_targeted,
            conflict: None,
            dyad: None,
            date: day,
            place,
            deaths: Deaths::default(),
            injured: None,
            plover: class.plover.map(Into::into),
            targets: verdict.targets,
            clarity: None,
            sources_count: self.sources(&mut reading)?,
            extra: self.extra(row, geo),
            added,
            side_a: first.side,
            side_b: second.side,
            row: row.line,
        })
    }

    /// The event code, which must be one of CAMEO's; the root that the row gives must be its beginning.
    fn class(&self, reading: &mut Reading<'_>) -> Part<Class> {
        let column = self.columns.code;
        let code = reading.row.get(column);
        let Some(class) = cameo::class(code) else {
            let message = "EventCode must be a CAMEO code of two to four digits with its leading zero, 01 to 20 at its start";
            return Err(reading.reject(column, "type-code", message));
        };
        let root = reading.row.get(self.columns.root_code);
        if !code.starts_with(root) {
            let message = format!("the root code {root} is not that of the event code {code}");
            reading.note(Severity::Warning, self.columns.root_code, "type-root", message);
        }
        Ok(class)
    }

    /// The day of the event, compared with the day on which GDELT added it.
    fn day(&self, reading: &mut Reading<'_>) -> Part<DateInterval> {
        let c = &self.columns;
        let read = |column: Column, digits: &str| {
            compact_date(digits).map_err(|bad| {
                let rule = if bad == BadDate::Calendar { "date-calendar" } else { "date-form" };
                reading.reject(column, rule, format!("{} {bad}", column.name))
            })
        };
        let day = read(c.day, reading.row.get(c.day))?;
        let added = reading.row.get(c.added);
        let added = read(c.added, added.get(..8).unwrap_or(added))?;
        let interval = DateInterval::new(day, day, DatePrecision::Day)
            .map_err(|error| reading.reject(c.day, "date-year", error.to_string()))?;
        let late = (added - day).get_days();
        if late < 0 {
            let message = format!("the day of the event lies {} days after GDELT added it", -late);
            reading.note(Severity::Warning, c.day, "date-after-added", message);
        } else if late >= LATE_DAYS && (!self.first_version || added >= DAILY_FROM) {
            let message = format!(
                "the day of the event lies {late} days before GDELT added it; it is often misread from words such as \"last year\""
            );
            reading.note(Severity::Warning, c.day, "date-long-before-added", message);
        }
        Ok(interval)
    }

    /// `NumSources` of 1.0, which counts all sources; that of 2.0 ends with the first quarter of an hour.
    fn sources(&self, reading: &mut Reading<'_>) -> Part<Option<u32>> {
        let column = self.columns.sources;
        if !self.first_version {
            return Ok(None);
        }
        let count = reading.integer(column, "sources-number")?;
        Ok(count.and_then(|count| u32::try_from(count).ok()))
    }

    /// What GDELT says and no field holds, in the order of the names.
    fn extra(&self, row: &Row<'_>, geo: GeoType) -> Extra {
        let c = &self.columns;
        let mut kept = Kept::with_capacity(24);
        keep_action(row, &c.place, geo, &mut |name, text| kept.put(name, text));
        let places = [
            actor_place(row, &c.actor_places[0], &c.place),
            actor_place(row, &c.actor_places[1], &c.place),
        ];
        for ((actor, place), names) in c.actors.iter().zip(places).zip(ACTOR_NAMES) {
            keep_actor(row, actor, place, &names, &mut kept);
        }
        kept.put("avgtone", row.get(c.tone));
        kept.put("dateadded", row.get(c.added));
        kept.put("goldsteinscale", row.get(c.goldstein));
        kept.put("isrootevent", row.get(c.root_event));
        let counts = [c.articles, c.mentions, c.sources];
        let names = if self.first_version { COUNTS_1 } else { COUNTS_2 };
        for (name, column) in names.into_iter().zip(counts) {
            kept.put(name, row.get(column));
        }
        kept.put("quadclass", row.get(c.quad));
        kept.put("sourceurl", row.get(c.url));
        kept.into_extra()
    }

    /// What is not GDELT's: the countries of the actors by the registry, whether a name was withheld, and
    /// columns that nobody knows.
    fn added(&self, row: &Row<'_>, actors: [&Actor<'_>; 2]) -> Extra {
        const NAMES: [(&str, &str); 2] =
            [("actor1_iso3", "actor1name"), ("actor2_iso3", "actor2name")];
        let mut kept = Kept::with_capacity(2);
        for (actor, (iso3, name)) in actors.into_iter().zip(NAMES) {
            if let Some(country) = actor.country {
                kept.put(iso3, country.iso3.as_str());
            }
            if actor.withheld {
                kept.put(name, "withheld");
            }
        }
        let mut added = kept.into_extra();
        for (name, column) in &self.columns.unknown {
            if let Some(text) = row.text(*column) {
                added.insert(name.clone().into(), text);
            }
        }
        added
    }
}

/// Counts of articles, mentions and sources over all time (1.0).
const COUNTS_1: [&str; 3] = ["numarticles", "nummentions", "numsources"];
/// The same up to the end of the first quarter of an hour in which the event was seen (2.0).
const COUNTS_2: [&str; 3] =
    ["num_articles_first_15_min", "num_mentions_first_15_min", "num_sources_first_15_min"];

/// The names under which the columns of an actor are kept: country, ethnic, place, group, religions,
/// types.
type ActorNames = [&'static str; 9];

const ACTOR_NAMES: [ActorNames; 2] = [
    [
        "actor1countrycode",
        "actor1ethniccode",
        "actor1geo",
        "actor1knowngroupcode",
        "actor1religion1code",
        "actor1religion2code",
        "actor1type1code",
        "actor1type2code",
        "actor1type3code",
    ],
    [
        "actor2countrycode",
        "actor2ethniccode",
        "actor2geo",
        "actor2knowngroupcode",
        "actor2religion1code",
        "actor2religion2code",
        "actor2type1code",
        "actor2type2code",
        "actor2type3code",
    ],
];

fn keep_actor(
    row: &Row<'_>,
    columns: &ActorColumns,
    place: String,
    names: &ActorNames,
    kept: &mut Kept,
) {
    kept.put(names[0], row.get(columns.country));
    kept.put(names[1], row.get(columns.ethnic));
    kept.put_owned(names[2], place);
    kept.put(names[3], row.get(columns.group));
    kept.put(names[4], row.get(columns.religion));
    kept.put(names[5], row.get(columns.religion2));
    for (name, column) in names[6..].iter().zip(columns.types) {
        kept.put(name, row.get(column));
    }
}

impl ReadRow for EventRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let noted = batch.findings.len();
        match self.report(row, &mut batch.findings) {
            Ok(report) => batch.reports.push(report),
            Err(reject) => {
                batch.findings.truncate(noted);
                batch.findings.push(*reject);
            }
        }
    }

    fn shows_raw_rows(&self) -> bool {
        false
    }
}
