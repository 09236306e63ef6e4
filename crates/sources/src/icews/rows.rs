//! One row of ICEWS to one report.

use std::borrow::Cow;

use bellwether_model::{
    Batch, DatasetId, DateInterval, DatePrecision, Deaths, Extra, Finding, Place, PlacePrecision,
    Report, ReportId, Severity,
};

use super::parties::{IcewsParty, PartyColumns, party};
use crate::cameo;
use crate::lands::Lands;
use crate::parties::Names;
use crate::reading::{Part, PointColumns, Reading};
use crate::source::ReadRow;
use crate::text::row::owned;
use crate::text::value::DateOrder;
use crate::text::{Column, Header, Row};

/// The columns of the Dataverse, with `_` for the blanks in their names, and the two that
/// re-publishers add.
pub(super) const COLUMNS: [&str; 22] = [
    "event_id",
    "event_date",
    "source_name",
    "source_sectors",
    "source_country",
    "event_text",
    "cameo_code",
    "intensity",
    "target_name",
    "target_sectors",
    "target_country",
    "story_id",
    "sentence_number",
    "publisher",
    "city",
    "district",
    "province",
    "country",
    "latitude",
    "longitude",
    "year",
    "yearmonth",
];

/// Columns without a field of their own, in the order of their names. The event's text is CAMEO's label
/// of the code; year and month follow from the day.
const EXTRA: [&str; 9] = [
    "event_text",
    "intensity",
    "publisher",
    "sentence_number",
    "source_country",
    "source_sectors",
    "story_id",
    "target_country",
    "target_sectors",
];

/// Reads the rows of one table.
pub(super) struct IcewsRows {
    dataset: DatasetId,
    order: Option<DateOrder>,
    id: Column,
    date: Column,
    code: Column,
    source: PartyColumns,
    target: PartyColumns,
    city: Column,
    district: Column,
    province: Column,
    country: Column,
    point: PointColumns,
    extra: Vec<Column>,
    unknown: Vec<(String, Column)>,
    lands: &'static Lands,
    names: &'static Names,
}

/// The column of a name, written with `_` or with blanks.
fn column(header: &Header, name: &'static str) -> Column {
    let spaced: &'static str = match name {
        "event_id" => "event id",
        "event_date" => "event date",
        "source_name" => "source name",
        "source_sectors" => "source sectors",
        "source_country" => "source country",
        "event_text" => "event text",
        "cameo_code" => "cameo code",
        "target_name" => "target name",
        "target_sectors" => "target sectors",
        "target_country" => "target country",
        "story_id" => "story id",
        "sentence_number" => "sentence number",
        other => other,
    };
    header.either(&[name, spaced]).called(name)
}

impl IcewsRows {
    pub(super) fn new(dataset: DatasetId, header: &Header, order: Option<DateOrder>) -> Self {
        let of = |name| column(header, name);
        let party = |name, sectors, country| PartyColumns {
            name: of(name),
            sectors: of(sectors),
            country: of(country),
        };
        Self {
            dataset,
            order,
            id: of("event_id"),
            date: of("event_date"),
            code: of("cameo_code"),
            source: party("source_name", "source_sectors", "source_country"),
            target: party("target_name", "target_sectors", "target_country"),
            city: of("city"),
            district: of("district"),
            province: of("province"),
            country: of("country"),
            point: PointColumns {
                latitude: of("latitude"),
                longitude: of("longitude"),
                wkt: Column::absent("geom_wkt"),
                grid: Column::absent("priogrid_gid"),
                pasted: false,
            },
            extra: EXTRA.iter().map(|name| of(name)).filter(|c| c.is_present()).collect(),
            unknown: header
                .others(&[])
                .into_iter()
                .filter(|(name, _)| !COLUMNS.iter().any(|known| super::same(name, known)))
                .collect(),
            lands: Lands::embedded(),
            names: Names::embedded(),
        }
    }

    fn report(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Report> {
        let mut reading = Reading { row, notes };
        let event = reading.id(self.id)?;
        let code = row.get(self.code);
        let Some(class) = cameo::class(code) else {
            let message = "the CAMEO code must have two to four digits with its leading zero, 01 to 20 at its start";
            return Err(reading.reject(self.code, "type-code", message));
        };
        let day = reading.day(self.date, self.order)?;
        // Event ids come twice, at most, in the whole dataset, and never twice on one day.
        let id = format!("{event}-{day}");
        let date = DateInterval::new(day, day, DatePrecision::Day)
            .map_err(|error| reading.reject(self.date, "date-year", error.to_string()))?;
        let place = self.place(&mut reading)?;
        let source = party(row, self.source, self.lands, self.names);
        let target = party(row, self.target, self.lands, self.names);
        let verdict = cameo::judge(class, source.party, target.party);
        let added = self.added(row, &source, &target);
        Ok(Report {
            id: ReportId { dataset: self.dataset.clone(), native: id },
            relid: None,
            event_type: verdict.event_type,
            native_type: code.to_owned(),
            civilians_targeted: verdict.civilians_targeted,
            conflict: None,
            dyad: None,
            side_a: source.side,
            side_b: target.side,
            date,
            place,
            deaths: Deaths::default(),
            injured: None,
            plover: class.plover.map(Cow::Borrowed),
            targets: verdict.targets,
            clarity: None,
            sources_count: None,
            extra: self.extra(row),
            added,
            row: row.line,
        })
    }

    /// The place by the narrowest name that the row gives.
    fn place(&self, reading: &mut Reading<'_>) -> Part<Place> {
        let row = reading.row;
        let has = |column| !row.get(column).is_empty();
        let precision = if has(self.city) {
            PlacePrecision::Near
        } else if has(self.district) {
            PlacePrecision::Admin2
        } else if has(self.province) {
            PlacePrecision::Admin1
        } else {
            PlacePrecision::Country
        };
        let (point, precision) = reading.point(self.point, precision)?;
        let country = row.get(self.country);
        let land = self.lands.by_name(country);
        if land.is_none() && !country.is_empty() {
            let message = "no country is known by this name; it stands as it is written";
            reading.note(Severity::Warning, self.country, "country-name", message);
        }
        Ok(Place {
            point,
            precision,
            country: owned(country),
            gw: None,
            admin1: row.text(self.province),
            admin2: row.text(self.district),
            name: row.text(self.city),
            iso3: land.map(|land| land.iso3),
            admin1_id: None,
        })
    }

    fn extra(&self, row: &Row<'_>) -> Extra {
        let kept = self.extra.iter().map(|column| (column.name, row.get(*column)));
        kept.filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name.into(), owned(text)))
            .collect()
    }

    /// Whether names were withheld, and columns that nobody knows.
    fn added(&self, row: &Row<'_>, source: &IcewsParty, target: &IcewsParty) -> Extra {
        let mut added = Extra::new();
        for (party, column) in [(source, self.source), (target, self.target)] {
            if party.withheld {
                added.insert(column.name.name.into(), "withheld".to_owned());
            }
        }
        for (name, column) in &self.unknown {
            if let Some(text) = row.text(*column) {
                added.insert(name.clone().into(), text);
            }
        }
        added
    }
}

impl ReadRow for IcewsRows {
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
