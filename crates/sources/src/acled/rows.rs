//! One row of ACLED to one report.

use std::borrow::Cow;

use bellwether_model::{
    Batch, DatasetId, DateError, DateInterval, DatePrecision, Deaths, Estimate, EventType, Extra,
    Finding, Iso3, Place, Report, ReportId, Severity, Side, TargetClass, Targets,
};
use bellwether_registry::countries::Countries;
use bellwether_registry::crosswalks::{Crosswalk, Scheme, crosswalk};

use super::codes::{Inter, interaction_agrees, place_precision};
use super::columns::Columns;
use super::types::{Said, Types};
use super::{SIMULATED, SIMULATED_DATASET, dates, harmonise};
use crate::reading::{Part, Reading};
use crate::source::ReadRow;
use crate::text::row::owned;
use crate::text::value::{BadDate, DateOrder, identifier, is_missing};
use crate::text::{Column, Header, Row};

/// Reads the rows of one table.
pub(super) struct AcledRows {
    dataset: DatasetId,
    simulated: bool,
    order: Option<DateOrder>,
    columns: Columns,
    types: Types,
    classes: Option<&'static Crosswalk>,
    countries: &'static Countries,
}

/// The codes of the two actors.
type Inters = [Option<Inter>; 2];

impl AcledRows {
    pub(super) fn new(dataset: DatasetId, header: &Header, order: Option<DateOrder>) -> Self {
        Self {
            simulated: dataset.as_str() == SIMULATED_DATASET,
            dataset,
            order,
            columns: Columns::of(header),
            types: Types::known(),
            classes: crosswalk(Scheme::AcledActor, Scheme::Target),
            countries: crate::reading::countries(),
        }
    }

    fn report(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Report> {
        let c = &self.columns;
        let mut reading = Reading { row, notes };
        let id = reading.id(c.id)?;
        self.check_scale(&reading)?;
        let date = self.date(&mut reading)?;
        let inter = self.inter(&mut reading);
        let said = self.said(&mut reading, inter)?;
        let place = self.place(&mut reading)?;
        let deaths = self.deaths(&mut reading)?;
        let civilians_targeted = self.targets_civilians(row, &said, inter);
        let event_type = said.kind.map_or(EventType::Unspecified, |kind| {
            harmonise::event_type(kind, said.regained(), inter, civilians_targeted)
        });
        let [side_a, side_b] = self.sides(&reading)?;
        Ok(Report {
            id: ReportId { dataset: self.dataset.clone(), native: id },
            relid: None,
            event_type,
            extra: self.extra(row, &said, inter),
            native_type: said.native.into_owned(),
            civilians_targeted,
            conflict: None,
            dyad: None,
            side_a,
            side_b,
            date,
            place,
            deaths,
            injured: None,
            plover: said.plover.map(Cow::Borrowed),
            targets: self.targets(row, inter, civilians_targeted),
            clarity: None,
            sources_count: count_sources(row.get(c.source)),
            added: self.added(row),
            row: row.line,
        })
    }

    /// Simulated rows stand only in simulated files.
    fn check_scale(&self, reading: &Reading<'_>) -> Part<()> {
        let column = self.columns.source_scale;
        if (reading.row.get(column) == SIMULATED) == self.simulated {
            return Ok(());
        }
        let message = if self.simulated {
            "the row is not marked SIMULATED and stands in a simulated file; keep real and simulated rows apart"
        } else {
            "the row is marked SIMULATED and stands in a real file; keep real and simulated rows apart"
        };
        Err(reading.reject(column, "simulated", message))
    }

    fn date(&self, reading: &mut Reading<'_>) -> Part<DateInterval> {
        let c = &self.columns;
        let row = reading.row;
        let code = reading.integer(c.time_precision, "time-precision-code")?;
        let Some(precision) = code.and_then(DatePrecision::from_acled) else {
            let message =
                "time_precision must be 1 (day), 2 (within the week) or 3 (only the month)";
            return Err(reading.reject(c.time_precision, "time-precision-code", message));
        };
        let day = dates::day(row.get(c.date), self.order).map_err(|bad| {
            let rule = if bad == BadDate::Calendar { "date-calendar" } else { "date-form" };
            reading.reject(c.date, rule, format!("event_date {bad}"))
        })?;
        let interval = dates::interval(day, precision).map_err(|error| {
            let rule = match error {
                DateError::EndBeforeStart { .. } => "date-order",
                DateError::YearOutOfRange { .. } => "date-year",
            };
            reading.reject(c.date, rule, error.to_string())
        })?;
        let year = identifier(row.get(c.year));
        if !is_missing(year) && year.parse() != Ok(day.year()) {
            let message = format!("the year is not that of event_date, {day}, which counts");
            reading.note(Severity::Warning, c.year, "year", message);
        }
        Ok(interval)
    }

    /// The kinds of the two actors, and whether `interaction` says the same.
    fn inter(&self, reading: &mut Reading<'_>) -> Inters {
        let c = &self.columns;
        let mut known = true;
        let inter = c.inter.map(|column| {
            Inter::parse(reading.row.get(column)).unwrap_or_else(|| {
                known = false;
                let message = "the code of the actor is not one of 1 to 8 or their words, so it decides nothing";
                reading.note(Severity::Warning, column, "inter-code", message);
                None
            })
        });
        let has_codes = c.inter.iter().all(|column| column.is_present());
        let field = reading.row.get(c.interaction);
        if known && has_codes && !is_missing(field) && !interaction_agrees(field, inter) {
            let message = "interaction is not made of inter1 and inter2, which count";
            reading.note(Severity::Warning, c.interaction, "interaction", message);
        }
        inter
    }

    fn said(&self, reading: &mut Reading<'_>, inter: Inters) -> Part<Said> {
        let c = &self.columns;
        let (kind, sub) = (reading.row.get(c.event_type), reading.row.get(c.sub_event_type));
        if is_missing(kind) {
            return Err(reading.reject(c.event_type, "type-code", "the row has no event_type"));
        }
        let sub = if is_missing(sub) { "" } else { sub };
        let said = self.types.read(kind, sub, inter);
        if said.kind.is_none() {
            let message = "no known type of event; the row is read with the type unspecified";
            reading.note(Severity::Warning, c.event_type, "event-type", message);
        } else if said.unknown_sub {
            let message = "no known sub-type of the event's type; the type alone counts";
            reading.note(Severity::Warning, c.sub_event_type, "sub-event-type", message);
        }
        Ok(said)
    }

    fn place(&self, reading: &mut Reading<'_>) -> Part<Place> {
        let c = &self.columns;
        let row = reading.row;
        let admin1 = row.text(c.admin1);
        let code = reading.integer(c.geo_precision, "geo-precision-code")?;
        let Some(precision) = code.and_then(|code| place_precision(code, admin1.is_some())) else {
            let message =
                "geo_precision must be 1 (a town), 2 (near a town) or 3 (a larger region)";
            return Err(reading.reject(c.geo_precision, "geo-precision-code", message));
        };
        let (point, precision) = reading.point(c.point, precision)?;
        let country = row.text(c.country).unwrap_or_default();
        Ok(Place {
            point,
            precision,
            gw: reading.country_code(c.gwno)?,
            iso3: self.iso3(reading, &country)?,
            country,
            admin1,
            admin2: row.text(c.admin2),
            name: row.text(c.location),
            admin1_id: None,
        })
    }

    /// The country by its ISO number, else by its name. Kosovo has the number 0.
    fn iso3(&self, reading: &mut Reading<'_>, country: &str) -> Part<Option<Iso3>> {
        let column = self.columns.iso;
        let number = reading.integer(column, "country-code")?.filter(|number| *number != 0);
        if let Some(number) = number {
            let found =
                u16::try_from(number).ok().and_then(|number| self.countries.by_numeric(number));
            if let Some(found) = found {
                return Ok(Some(found.iso3));
            }
            if !self.simulated {
                let message = "no country has this ISO number; the country's name counts";
                reading.note(Severity::Warning, column, "country-code", message);
            }
        }
        let named = || self.countries.find(country).map(|found| found.iso3);
        Ok(if country.is_empty() { None } else { named() })
    }

    /// One number without a range; a row that has none says nothing of deaths.
    fn deaths(&self, reading: &mut Reading<'_>) -> Part<Deaths> {
        let column = self.columns.fatalities;
        let count = reading.deaths(column)?.and_then(|count| u32::try_from(count).ok());
        if count.is_none() {
            let message = "fatalities is empty, so the number of deaths is not known";
            reading.note(Severity::Warning, column, "fatalities-missing", message);
        }
        Ok(Deaths { total: count.map(Estimate::exactly), ..Deaths::default() })
    }

    /// By ACLED's own column where the table has it, else by the type and the codes.
    fn targets_civilians(&self, row: &Row<'_>, said: &Said, inter: Inters) -> bool {
        let column = self.columns.civilian_targeting;
        if column.is_present() {
            return !matches!(row.get(column), "" | "NA" | "0" | "false" | "FALSE");
        }
        said.kind
            .is_some_and(|kind| harmonise::targets_civilians(kind, said.excessive_force(), inter))
    }

    /// The two actors. An event with one actor has an empty side B: that nobody else is named is what
    /// the source says.
    fn sides(&self, reading: &Reading<'_>) -> Part<[Side; 2]> {
        let columns = self.columns.actors;
        let names = columns.map(|column| {
            let name = reading.row.get(column);
            if is_missing(name) { String::new() } else { owned(name) }
        });
        if names.iter().all(String::is_empty) {
            let message = "actor1 and actor2 are both empty";
            return Err(reading.reject(columns[0], "side-empty", message));
        }
        Ok(names.map(|name| Side { native_id: None, name }))
    }

    /// Whom the event was directed at: what the names of actors and associated actors begin with, on the
    /// sides that are civilians, or protesters who were targeted.
    fn targets(&self, row: &Row<'_>, inter: Inters, civilians_targeted: bool) -> Targets {
        let mut targets = Targets::NONE;
        if civilians_targeted {
            targets = targets.with(TargetClass::Civilians);
        }
        let c = &self.columns;
        for ((inter, actor), assoc) in inter.into_iter().zip(c.actors).zip(c.assoc) {
            let actor = row.get(actor);
            let hit = match inter {
                Some(Inter::Civilians) => true,
                Some(Inter::Protesters) => civilians_targeted,
                Some(_) => false,
                None => actor.starts_with("Civilians"),
            };
            if hit {
                let names = std::iter::once(actor).chain(row.get(assoc).split(';'));
                targets = names.filter_map(|name| self.class(name)).fold(targets, Targets::with);
            }
        }
        targets
    }

    /// The class of a name such as `Health Workers (Vesland)`.
    fn class(&self, name: &str) -> Option<TargetClass> {
        let name = name.split_once('(').map_or(name, |(head, _)| head).trim_ascii();
        if name.is_empty() {
            return None;
        }
        TargetClass::parse(self.classes?.to(name)?)
    }

    fn extra(&self, row: &Row<'_>, said: &Said, inter: Inters) -> Extra {
        let c = &self.columns;
        let text = |column: &Column| row.text(*column).filter(|text| !is_missing(text));
        let kept = c.extra.iter().filter_map(|column| Some((column.name.into(), text(column)?)));
        let named = |name: &'static str, text: Option<String>| Some((name.into(), text?));
        let code = |inter: Option<Inter>| inter.map(|inter| inter.as_str().to_owned());
        let unread = |at: usize| {
            Some(row.get(c.inter[at])).filter(|field| Inter::parse(field).is_none()).map(owned)
        };
        let agrees = interaction_agrees(row.get(c.interaction), inter)
            && c.inter.iter().all(|column| column.is_present());
        let further = [
            named("assoc_actor_1", text(&c.assoc[0])),
            named("assoc_actor_2", text(&c.assoc[1])),
            // The word of old, where today's stands in its place.
            named("event_type", said.old.then(|| row.text(c.event_type)).flatten()),
            named("inter1", code(inter[0]).or_else(|| unread(0))),
            named("inter2", code(inter[1]).or_else(|| unread(1))),
            // Follows from the two codes, whether in numbers or in words.
            named("interaction", text(&c.interaction).filter(|_| !agrees)),
            named("iso", text(&c.iso).map(|iso| identifier(&iso).to_owned())),
        ];
        kept.chain(further.into_iter().flatten()).collect()
    }

    fn added(&self, row: &Row<'_>) -> Extra {
        let c = &self.columns;
        let known = c.added.iter().filter_map(|column| {
            let text = row.get(*column);
            (!text.is_empty()).then(|| (column.name.into(), identifier(text).to_owned()))
        });
        let others = c
            .others
            .iter()
            .filter_map(|(name, column)| Some((Cow::Owned(name.clone()), row.text(*column)?)));
        known.chain(others).collect()
    }
}

/// The sources of an event are listed with semicolons between them.
fn count_sources(field: &str) -> Option<u32> {
    let count = field.split(';').filter(|source| !is_missing(source.trim_ascii())).count();
    u32::try_from(count).ok().filter(|count| *count > 0)
}

impl ReadRow for AcledRows {
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
}
