//! One row to one report.

use std::borrow::Cow;
use std::sync::Arc;

use bellwether_model::{
    Batch, DateInterval, Deaths, EventType, Finding, Place, PlacePrecision, Point, Report,
    ReportId, Severity, TargetClass, Targets,
};

use super::Mapping;
use super::atlas::Atlas;
use super::reading::{Part, Reading};
use super::spec::{EventSpec, PlaceSpec, event_type, is_yes, place_word};
use super::table::Bound;
use super::value::Text;
use crate::source::ReadRow;
use crate::text::value::DateOrder;
use crate::text::{Header, Row};

/// Reads the rows of one table of events.
pub(super) struct EventRows {
    mapping: Arc<Mapping>,
    spec: EventSpec,
    bound: Bound,
    order: Option<DateOrder>,
    atlas: Atlas,
}

impl EventRows {
    pub(super) fn new(
        mapping: &Arc<Mapping>,
        spec: EventSpec,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Self {
        Self {
            mapping: Arc::clone(mapping),
            spec,
            bound: Bound::of(mapping, header),
            order: order.or(mapping.table.dates),
            atlas: Atlas::default(),
        }
    }

    fn report(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Report> {
        let spec = &self.spec;
        let cells = self.bound.cells(*row, &self.mapping);
        let mut reading = Reading { cells, mapping: &self.mapping, order: self.order, notes };
        let native = reading.id(&spec.id, &self.bound.kept)?;
        let kind = reading
            .word(spec.kind.as_ref(), event_type, "event-type")?
            .unwrap_or(EventType::Unspecified);
        let date = reading.interval(&spec.date)?;
        let place = self.place(&mut reading, &date)?;
        let deaths = self.deaths(&mut reading)?;
        let injured = reading.estimate(&spec.injured)?;
        let civilians = reading.word(spec.civilians.as_ref(), is_yes, "yes-no")?;
        let civilians_targeted = civilians.unwrap_or(kind == EventType::OneSided);
        let extra = self.bound.extra(row);
        Ok(Report {
            id: ReportId { dataset: self.mapping.dataset.id.clone(), native },
            relid: reading.text(spec.relid.as_ref())?,
            event_type: kind,
            native_type: self.native_type(&reading)?,
            civilians_targeted,
            conflict: reading.reference(&spec.conflict)?,
            dyad: reading.reference(&spec.dyad)?,
            side_a: reading.side(&spec.side_a)?,
            side_b: reading.side(&spec.side_b)?,
            date,
            place,
            deaths,
            injured,
            plover: reading.text(spec.plover.as_ref())?.map(Cow::Owned),
            targets: self.targets(&reading, civilians_targeted)?,
            clarity: self.clarity(&mut reading)?,
            sources_count: reading.small(spec.sources_count.as_ref())?,
            extra,
            added: self.bound.added(row),
            row: row.line,
        })
    }

    /// The source's own type: where the mapping says, else what stands in the column of the type.
    fn native_type(&self, reading: &Reading<'_, '_>) -> Part<String> {
        let said = match (&self.spec.native_type, &self.spec.kind) {
            (Some(text), _) => reading.text(Some(text))?.unwrap_or_default(),
            (None, Some(kind)) => kind.native(&reading.cells).into_owned(),
            (None, None) => String::new(),
        };
        Ok(said)
    }

    fn targets(&self, reading: &Reading<'_, '_>, civilians: bool) -> Part<Targets> {
        let said = reading.word(self.spec.targets.as_ref(), Targets::parse, "targets")?;
        let none = Targets::NONE;
        Ok(said.unwrap_or(if civilians { none.with(TargetClass::Civilians) } else { none }))
    }

    /// 1 or 2, as in UCDP's `event_clarity`.
    fn clarity(&self, reading: &mut Reading<'_, '_>) -> Part<Option<u8>> {
        let Some(count) = &self.spec.clarity else { return Ok(None) };
        // Read without the reading's lifetime, since a note may follow.
        let number = count.read(&reading.cells, self.mapping.table.numbers).ok().flatten();
        Ok(match number {
            Some(1) => Some(1),
            Some(2) => Some(2),
            None => None,
            Some(_) => {
                let message = "clarity must be 1 or 2; the value is dropped";
                reading.note(Severity::Repair, count.column(), "clarity-code", message);
                None
            }
        })
    }

    fn deaths<'a>(&'a self, reading: &mut Reading<'a, '_>) -> Part<Deaths> {
        let spec = &self.spec.deaths;
        Ok(Deaths {
            total: reading.estimate(&spec.total)?,
            side_a: reading.small(spec.side_a.as_ref())?,
            side_b: reading.small(spec.side_b.as_ref())?,
            civilians: reading.small(spec.civilians.as_ref())?,
            unknown: reading.small(spec.unknown.as_ref())?,
        })
    }

    fn place<'a>(&'a self, reading: &mut Reading<'a, '_>, date: &DateInterval) -> Part<Place> {
        let spec = &self.spec.place;
        let (name, code) = (spec.country.as_ref(), spec.country_code.as_ref());
        let country = reading.country(name, code, &self.atlas, date.start())?;
        let [admin1, admin2, name] =
            [&spec.admin1, &spec.admin2, &spec.name].map(|text| reading.text(text.as_ref()));
        let (admin1, admin2, name) = (admin1?, admin2?, name?);
        let said = reading.word(spec.precision.as_ref(), place_word, "place-precision")?;
        let filled = || match (&name, &admin2, &admin1) {
            (Some(_), _, _) => PlacePrecision::Near,
            (None, Some(_), _) => PlacePrecision::Admin2,
            (None, None, Some(_)) => PlacePrecision::Admin1,
            (None, None, None) => PlacePrecision::Country,
        };
        let precision = said.unwrap_or_else(filled);
        let (point, precision) = self.point(reading, spec, precision)?;
        Ok(Place {
            point,
            precision,
            country: country.words,
            gw: country.gw,
            admin1,
            admin2,
            name,
            iso3: country.iso3,
            admin1_id: None,
        })
    }

    /// The point. 0/0 is no place, as in every reader.
    fn point<'a>(
        &'a self,
        reading: &mut Reading<'a, '_>,
        spec: &'a PlaceSpec,
        precision: PlacePrecision,
    ) -> Part<(Option<Point>, PlacePrecision)> {
        let (Some(latitude), Some(longitude)) = (&spec.latitude, &spec.longitude) else {
            return Ok((None, precision));
        };
        let lat = self.degrees(reading, latitude)?;
        let lon = self.degrees(reading, longitude)?;
        let (lat, lon) = match (lat, lon) {
            (Some(lat), Some(lon)) => (lat, lon),
            (None, None) => return Ok((None, precision)),
            _ => {
                let message = "one of latitude and longitude is missing";
                return Err(reading.reject(latitude.column(), "coordinate-half", message));
            }
        };
        if lat == 0.0 && lon == 0.0 {
            let message = "0/0 stands for an unknown place; the point is dropped and the precision set to the country";
            reading.note(Severity::Repair, latitude.column(), "coordinates-zero", message);
            return Ok((None, PlacePrecision::Country));
        }
        match Point::new(lat, lon) {
            Ok(point) => Ok((Some(point), precision)),
            Err(error) => {
                let (text, rule) = if (-90.0..=90.0).contains(&lat) {
                    (longitude, "longitude-range")
                } else {
                    (latitude, "latitude-range")
                };
                let swapped = Point::new(lon, lat).is_ok();
                let hint = if swapped { "; latitude and longitude look swapped" } else { "" };
                Err(reading.reject(text.column(), rule, format!("{error}{hint}")))
            }
        }
    }

    fn degrees<'a>(&'a self, reading: &Reading<'a, '_>, text: &'a Text) -> Part<Option<f64>> {
        let field = reading.read(text)?;
        self.mapping.table.numbers.decimal(&field).map_err(|bad| {
            let message = format!("the coordinate {field:?} {bad}; use decimal degrees");
            reading.reject(text.column(), "coordinate-number", message)
        })
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
}
