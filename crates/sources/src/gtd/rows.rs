//! One row of GTD to one report.
//!
//! GTD records attacks by others than states, so side A is the perpetrator and side B what was attacked:
//! the type of target with its nationality, never the target's own name, which may be a person's.

use std::borrow::Cow;

use bellwether_model::{
    Batch, DatasetId, Date, DateInterval, DatePrecision, Deaths, Estimate, EventType, Extra,
    LIMITS, Place, PlacePrecision, Point, Report, ReportId, Severity, Side, TargetClass, Targets,
};
use bellwether_registry::crosswalks::{Crosswalk, Scheme, crosswalk};

use super::columns::Columns;
use super::{SIMULATED, SIMULATED_DATASET};
use crate::reading::{Hints, Part, Reading};
use crate::source::ReadRow;
use crate::text::row::owned;
use crate::text::value::{DateOrder, date, decimal, identifier, is_missing};
use crate::text::{Column, Header, Row};

/// Reads the rows of one table.
pub(super) struct GtdRows {
    dataset: DatasetId,
    simulated: bool,
    order: Option<DateOrder>,
    columns: Columns,
    ways: Ways,
}

/// The crosswalks from GTD's codes.
struct Ways {
    target_type: &'static Crosswalk,
    target_class: &'static Crosswalk,
    attack_mode: &'static Crosswalk,
    weapon_mode: &'static Crosswalk,
}

impl Ways {
    fn new() -> Self {
        let way = |from, to| crosswalk(from, to).expect("the registry has this crosswalk, by test");
        Self {
            target_type: way(Scheme::GtdTarget, Scheme::Bellwether),
            target_class: way(Scheme::GtdTarget, Scheme::Target),
            attack_mode: way(Scheme::GtdAttack, Scheme::Plover),
            weapon_mode: way(Scheme::GtdWeapon, Scheme::Plover),
        }
    }
}

/// GTD's attack types in which nobody was meant to be hurt, or the means is open.
const FACILITY: &str = "7";
const OPEN_MEANS: [&str; 2] = ["2", "9"];

impl GtdRows {
    pub(super) fn new(dataset: DatasetId, header: &Header, order: Option<DateOrder>) -> Self {
        let simulated = dataset.as_str() == SIMULATED_DATASET;
        Self { dataset, simulated, order, columns: Columns::of(header), ways: Ways::new() }
    }

    fn report(&self, row: &Row<'_>, batch: &mut Batch) -> Part<Report> {
        let c = &self.columns;
        let mut reading = Reading { row, notes: &mut batch.findings };
        let id = reading.id(c.id)?;
        if id.len() != 12 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = "eventid must have twelve digits; a spreadsheet may have rounded it";
            return Err(reading.reject(c.id, "id-form", message));
        }
        self.check_mark(&reading)?;
        let attack = self.code(&reading, c.attack.0, "attack-code", 1..=9)?;
        let targets = self.target_codes(&reading)?;
        let date = self.date(&mut reading)?;
        let place = self.place(&mut reading)?;
        let deaths = self.deaths(&mut reading)?;
        let injured = self.toll(&mut reading, c.wounded)?;
        let event_type = self.event_type(attack, &targets[0]);
        Ok(Report {
            id: ReportId { dataset: self.dataset.clone(), native: id },
            relid: row.text(c.related),
            event_type,
            native_type: row.text(c.attack.1).unwrap_or_else(|| attack.to_owned()),
            civilians_targeted: self.ways.target_type.to(&targets[0])
                == Some(EventType::OneSided.as_str()),
            conflict: None,
            dyad: None,
            side_a: reading.side(Column::absent("gname"), c.group)?,
            side_b: self.target_side(row),
            date,
            place,
            deaths,
            injured,
            plover: Some(self.plover(row, attack)),
            targets: self.target_classes(&targets),
            clarity: None,
            sources_count: None,
            extra: self.extra(row),
            added: self.added(row),
            row: row.line,
        })
    }

    /// Simulated rows stand only in simulated files.
    fn check_mark(&self, reading: &Reading<'_>) -> Part<()> {
        let column = self.columns.mark;
        if (reading.row.get(column) == SIMULATED) == self.simulated {
            return Ok(());
        }
        let message = "simulated and real rows stand in one file; keep them apart";
        Err(reading.reject(column, "simulated", message))
    }

    /// A code of a list, as text.
    fn code<'a>(
        &self,
        reading: &Reading<'a>,
        column: Column,
        rule: &'static str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Part<&'a str> {
        match reading.integer(column, rule)? {
            Some(code) if range.contains(&code) => Ok(identifier(reading.row.get(column))),
            _ => {
                let (from, to) = (range.start(), range.end());
                let message = format!("{} must be a code from {from} to {to}", column.name);
                Err(reading.reject(column, rule, message))
            }
        }
    }

    /// The target types with their sub-types: `14/70`. The first is always there.
    fn target_codes(&self, reading: &Reading<'_>) -> Part<Vec<String>> {
        let mut codes = Vec::new();
        for (place, (kind, sub, _)) in self.columns.targets.into_iter().enumerate() {
            if place > 0 && is_missing(reading.row.get(kind)) {
                continue;
            }
            let code = self.code(reading, kind, "target-code", 1..=22)?;
            let sub = identifier(reading.row.get(sub));
            codes.push(if is_missing(sub) { code.to_owned() } else { format!("{code}/{sub}") });
        }
        Ok(codes)
    }

    /// Who was attacked decides, since the perpetrator is never a state; but an attack on a facility is
    /// not violence against people.
    fn event_type(&self, attack: &str, target: &str) -> EventType {
        let by_target = self.ways.target_type.to(target).and_then(EventType::parse);
        match by_target {
            Some(EventType::OneSided) if attack == FACILITY => EventType::Unspecified,
            Some(kind) => kind,
            None => EventType::Unspecified,
        }
    }

    fn target_classes(&self, codes: &[String]) -> Targets {
        codes
            .iter()
            .flat_map(|code| {
                let rows = self.ways.target_class.all(code);
                let first = rows.first().map(|row| row.to);
                // An alternative that is sensitive counts too: what has left cannot be taken back.
                let sensitive = rows.into_iter().map(|row| row.to).filter(|class| {
                    TargetClass::parse(class).is_some_and(TargetClass::is_sensitive)
                });
                first
                    .into_iter()
                    .chain(sensitive)
                    .filter_map(TargetClass::parse)
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// The means: a suicide attack first, then the attack type unless it leaves the means open, then the
    /// weapon.
    fn plover(&self, row: &Row<'_>, attack: &str) -> Cow<'static, str> {
        if identifier(row.get(self.columns.suicide)) == "1" {
            return Cow::Borrowed("ASSAULT/suicide-attack");
        }
        let by_weapon = || self.ways.weapon_mode.to(identifier(row.get(self.columns.weapon)));
        let by_attack = || self.ways.attack_mode.to(attack);
        let code = if OPEN_MEANS.contains(&attack) {
            by_weapon().or_else(by_attack)
        } else {
            by_attack().or_else(by_weapon)
        };
        Cow::Borrowed(code.unwrap_or("ASSAULT"))
    }

    fn target_side(&self, row: &Row<'_>) -> Side {
        let (code, _, words) = self.columns.targets[0];
        let kind =
            row.text(words).unwrap_or_else(|| format!("target type {}", identifier(row.get(code))));
        let name = match row.text(self.columns.nationality) {
            Some(nationality) => format!("{kind} ({nationality})"),
            None => kind,
        };
        Side { native_id: None, name }
    }

    /// The day, or the month or year when GTD has a zero for what is not known; an incident that went on
    /// for more than a day ends with its resolution.
    fn date(&self, reading: &mut Reading<'_>) -> Part<DateInterval> {
        let c = &self.columns;
        let number = |column: Column, bound: i64| -> Part<i64> {
            let value = reading.integer(column, "date-number")?.unwrap_or(0);
            if (0..=bound).contains(&value) {
                return Ok(value);
            }
            let message = format!("{} must lie between 0 (unknown) and {bound}", column.name);
            Err(reading.reject(column, "date-number", message))
        };
        let (year, month, day) = (number(c.year, 2100)?, number(c.month, 12)?, number(c.day, 31)?);
        let narrow = |value: i64| i8::try_from(value).unwrap_or(0);
        let year = i16::try_from(year).unwrap_or(0);
        let first = Date::new(year, narrow(month.max(1)), narrow(day.max(1)))
            .map_err(|_| reading.reject(c.day, "date-calendar", "it is no day of the calendar"))?;
        let (last, precision) = match (month, day) {
            (0, _) => (Date::new(year, 12, 31).unwrap_or(first), DatePrecision::Year),
            (_, 0) => (first.last_of_month(), DatePrecision::Month),
            _ => (first, DatePrecision::Day),
        };
        let first = if month == 0 { Date::new(year, 1, 1).unwrap_or(first) } else { first };
        let (last, precision) = self.end(reading, first, last, precision);
        DateInterval::new(first, last, precision)
            .map_err(|error| reading.reject(c.year, "date-year", error.to_string()))
    }

    /// The resolution of an extended incident, where it is a date that can be true.
    fn end(
        &self,
        reading: &mut Reading<'_>,
        first: Date,
        last: Date,
        precision: DatePrecision,
    ) -> (Date, DatePrecision) {
        let column = self.columns.resolution;
        let text = reading.row.get(column);
        if identifier(reading.row.get(self.columns.extended)) != "1" || is_missing(text) {
            return (last, precision);
        }
        match date(text, self.order) {
            // GTD codes the start of an incident; its resolution may come years later and is then no
            // part of when it happened.
            Ok(end) if end >= last && (end - first).get_days() <= 366 => {
                let precision = match (end - first).get_days() {
                    0 => precision,
                    1..=5 => precision.max(DatePrecision::Days),
                    6 => precision.max(DatePrecision::Week),
                    7..=30 => precision.max(DatePrecision::Month),
                    _ => DatePrecision::Year,
                };
                (end, precision)
            }
            Ok(_) => (last, precision),
            Err(bad) => {
                let message = format!("resolution {bad}; the incident ends with its first day");
                reading.note(Severity::Warning, column, "resolution", message);
                (last, precision)
            }
        }
    }

    fn place(&self, reading: &mut Reading<'_>) -> Part<Place> {
        let c = &self.columns;
        let code = reading.integer(c.specificity, "specificity-code")?;
        let vicinity = identifier(reading.row.get(c.vicinity)) == "1";
        let precision = match code {
            Some(1) if vicinity => PlacePrecision::Near,
            Some(1) => PlacePrecision::Exact,
            Some(2 | 3) => PlacePrecision::Admin2,
            Some(4) => PlacePrecision::Admin1,
            Some(5) | None => PlacePrecision::Country,
            Some(_) => {
                let message = "specificity must be 1 to 5 (town, unit of the town, unit, first-level unit, unknown)";
                return Err(reading.reject(c.specificity, "specificity-code", message));
            }
        };
        let point = self.point(reading)?;
        let row = reading.row;
        let known = |text: &String| !text.eq_ignore_ascii_case("unknown");
        let country = row.text(c.country).unwrap_or_default();
        if country.is_empty() {
            return Err(reading.reject(c.country, "country-empty", "the row names no country"));
        }
        Ok(Place {
            // Without coordinates a town is known by its name only.
            point: if code == Some(5) { None } else { point },
            precision,
            country,
            gw: None,
            admin1: row.text(c.provstate).filter(known),
            admin2: None,
            name: row.text(c.city).filter(known),
            iso3: None,
            admin1_id: None,
        })
    }

    fn point(&self, reading: &mut Reading<'_>) -> Part<Option<Point>> {
        let c = &self.columns;
        let raw = |column: Column| decimal(reading.row.get(column)).ok().flatten();
        let swapped = matches!(
            (raw(c.latitude), raw(c.longitude)),
            (Some(lat), Some(lon)) if lat.abs() <= 180.0 && lon.abs() <= 90.0
        );
        let latitude = reading.degrees(c.latitude, 90.0, Hints { swapped, pasted: false })?;
        let longitude =
            reading.degrees(c.longitude, 180.0, Hints { swapped: false, pasted: false })?;
        match (latitude, longitude) {
            (Some(0.0), Some(0.0)) => {
                let message = "0/0 stands for an unknown place; the point is dropped";
                reading.note(Severity::Repair, c.latitude, "coordinates-zero", message);
                Ok(None)
            }
            (Some(latitude), Some(longitude)) => Ok(Point::new(latitude, longitude).ok()),
            (None, None) => Ok(None),
            _ => {
                let message = "one of latitude and longitude is missing";
                Err(reading.reject(c.latitude, "coordinate-half", message))
            }
        }
    }

    /// All who died; GTD counts the perpetrators among them.
    fn deaths(&self, reading: &mut Reading<'_>) -> Part<Deaths> {
        let c = &self.columns;
        let total = self.toll(reading, c.killed)?;
        let perpetrators = self.toll(reading, c.killed_perpetrators)?;
        if let (Some(total), Some(perpetrators)) = (total, perpetrators)
            && perpetrators.best() > total.best()
        {
            let message = "more perpetrators than people in all are said to have died";
            reading.note(Severity::Warning, c.killed_perpetrators, "deaths-sum", message);
        }
        Ok(Deaths { total, side_a: perpetrators.map(|toll| toll.best()), ..Deaths::default() })
    }

    /// A count that may be empty, or a fraction where linked incidents share a toll.
    fn toll(&self, reading: &mut Reading<'_>, column: Column) -> Part<Option<Estimate>> {
        let value = decimal(reading.row.get(column)).map_err(|bad| {
            reading.reject(column, "deaths-number", format!("{} {bad}", column.name))
        })?;
        let Some(value) = value else { return Ok(None) };
        // GTD writes -99 for what is not known.
        if value == -99.0 || value == -9.0 {
            return Ok(None);
        }
        if value < 0.0 {
            let message = format!("{} cannot be negative", column.name);
            return Err(reading.reject(column, "deaths-negative", message));
        }
        if value > f64::from(LIMITS.deaths_per_report) {
            let message = format!(
                "{} is above the limit of {} for one report",
                column.name, LIMITS.deaths_per_report
            );
            return Err(reading.reject(column, "deaths-limit", message));
        }
        if value.fract() != 0.0 {
            let message = "linked incidents share a toll, so the count is a fraction; low and high are the whole numbers around it";
            reading.note(Severity::Repair, column, "deaths-fraction", message);
        }
        // Bounded above, and not negative.
        #[allow(clippy::cast_possible_truncation)]
        let whole = |value: f64| value as i64;
        let estimate =
            Estimate::new(whole(value.floor()), whole(value.round()), whole(value.ceil()));
        estimate.map(Some).map_err(|e| reading.reject(column, "deaths-limit", e.to_string()))
    }

    fn extra(&self, row: &Row<'_>) -> Extra {
        self.columns
            .extra
            .iter()
            .filter_map(|column| {
                let text = row.get(*column);
                let text = if text.len() > 20 { text } else { identifier(text) };
                (!text.is_empty()).then(|| (column.name.into(), owned(text)))
            })
            .collect()
    }

    /// What others than START put into the table.
    fn added(&self, row: &Row<'_>) -> Extra {
        let unknown = self.columns.unknown.iter();
        unknown
            .filter_map(|(name, column)| Some((name.clone().into(), row.text(*column)?)))
            .collect()
    }
}

impl ReadRow for GtdRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let noted = batch.findings.len();
        match self.report(row, batch) {
            Ok(report) => batch.reports.push(report),
            Err(reject) => {
                batch.findings.truncate(noted);
                batch.findings.push(*reject);
            }
        }
    }
}
