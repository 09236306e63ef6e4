//! What event tables have in common: ids, places, dates, deaths, checked.

use std::sync::OnceLock;

use bellwether_model::{
    DateError, DateInterval, DatePrecision, Deaths, Estimate, EstimateError, Finding, GwCode,
    LIMITS, NativeRef, PlacePrecision, Point, PrioGridId, Severity, Side,
};

use bellwether_registry::countries::Countries;

use crate::text::value::{BadDate, DateOrder, date, decimal, identifier, integer, is_missing};
use crate::text::{Column, Row};

/// The countries of the world, read once.
pub(crate) fn countries() -> &'static Countries {
    static COUNTRIES: OnceLock<Countries> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        Countries::embedded().expect("the embedded table of countries is valid, by test")
    })
}

/// A row being read: what is wrong with it either ends the reading or is noted.
pub(crate) struct Reading<'a> {
    pub(crate) row: &'a Row<'a>,
    pub(crate) notes: &'a mut Vec<Finding>,
}

/// The outcome of reading one part of a row; the error is the reject.
pub(crate) type Part<T> = Result<T, Box<Finding>>;

impl Reading<'_> {
    /// A reject of this row for one column.
    pub(crate) fn reject(
        &self,
        column: Column,
        rule: &'static str,
        message: impl Into<String>,
    ) -> Box<Finding> {
        let value = self.row.get(column);
        Box::new(Finding::new(Severity::Reject, self.row.line, column.name, rule, message, value))
    }

    /// Notes a repair or a warning.
    pub(crate) fn note(
        &mut self,
        severity: Severity,
        column: Column,
        rule: &'static str,
        message: impl Into<String>,
    ) {
        let value = self.row.get(column);
        self.notes.push(Finding::new(severity, self.row.line, column.name, rule, message, value));
    }

    /// A whole number, `None` when the field is empty.
    pub(crate) fn integer(&self, column: Column, rule: &'static str) -> Part<Option<i64>> {
        integer(self.row.get(column)).map_err(|bad| {
            let name = column.name;
            self.reject(column, rule, format!("{name} {bad}; correct it or leave it empty"))
        })
    }

    /// The id of the row.
    pub(crate) fn id(&self, column: Column) -> Part<String> {
        let id = identifier(self.row.get(column));
        if is_missing(id) {
            let message =
                "the row has no id, so it cannot be told from others; add the source's id";
            return Err(self.reject(column, "id-empty", message));
        }
        if id.len() > 200 {
            return Err(self.reject(column, "id-length", "the id has more than 200 bytes"));
        }
        Ok(id.to_owned())
    }

    /// A conflict or dyad.
    pub(crate) fn reference(&self, id: Column, name: Column) -> Option<NativeRef> {
        let id = identifier(self.row.get(id));
        let name = self.row.text(name).unwrap_or_default();
        (!id.is_empty() || !name.is_empty()).then(|| NativeRef { id: id.to_owned(), name })
    }

    /// A party.
    pub(crate) fn side(&self, id: Column, name: Column) -> Part<Side> {
        let native_id = Some(identifier(self.row.get(id))).filter(|id| !is_missing(id));
        let side = Side {
            native_id: native_id.map(str::to_owned),
            name: self.row.text(name).unwrap_or_default(),
        };
        if side.native_id.is_none() && side.name.is_empty() {
            let message = format!("{} has neither a name nor an id", name.name);
            return Err(self.reject(name, "side-empty", message));
        }
        Ok(side)
    }

    /// One day.
    pub(crate) fn day(
        &self,
        column: Column,
        order: Option<DateOrder>,
    ) -> Part<bellwether_model::Date> {
        date(self.row.get(column), order).map_err(|bad| {
            let rule = match bad {
                BadDate::Calendar => "date-calendar",
                BadDate::Form | BadDate::Order | BadDate::Digits | BadDate::Clock => "date-form",
            };
            self.reject(column, rule, format!("{} {bad}", column.name))
        })
    }

    /// The interval of an event; the precision is given by the code, or follows from its length.
    pub(crate) fn interval(
        &self,
        start: Column,
        end: Column,
        order: Option<DateOrder>,
        precision: Option<DatePrecision>,
    ) -> Part<DateInterval> {
        let (first, last) = (self.day(start, order)?, self.day(end, order)?);
        let precision = precision.unwrap_or_else(|| match (last - first).get_days() {
            ..=0 => DatePrecision::Day,
            1..=5 => DatePrecision::Days,
            6 => DatePrecision::Week,
            7..=30 => DatePrecision::Month,
            _ => DatePrecision::Year,
        });
        DateInterval::new(first, last, precision).map_err(|error| match error {
            DateError::EndBeforeStart { .. } => self.reject(
                end,
                "date-order",
                format!("{error}; one of the two dates must be wrong"),
            ),
            DateError::YearOutOfRange { .. } => {
                let column = if (1900..=2100).contains(&first.year()) { end } else { start };
                self.reject(column, "date-year", error.to_string())
            }
        })
    }

    /// A Gleditsch-Ward number.
    pub(crate) fn country_code(&self, column: Column) -> Part<Option<GwCode>> {
        match self.integer(column, "country-code")? {
            None => Ok(None),
            Some(code) => match u16::try_from(code) {
                Ok(code) if code > 0 => Ok(Some(GwCode(code))),
                _ => {
                    let message = format!(
                        "{} must be a Gleditsch-Ward number of one to three digits",
                        column.name
                    );
                    Err(self.reject(column, "country-code", message))
                }
            },
        }
    }

    /// A coordinate in its range; the other one helps to recognise swapped ones.
    pub(crate) fn degrees(
        &mut self,
        column: Column,
        bound: f64,
        hints: Hints,
    ) -> Part<Option<f64>> {
        let name = column.name;
        let field = self.row.get(column);
        let number = if hints.pasted { without_pasted_text(field) } else { field };
        let value = decimal(number).map_err(|bad| {
            self.reject(column, "coordinate-number", format!("{name} {bad}; use decimal degrees"))
        })?;
        if number.len() < field.len() {
            let message = format!("a name is pasted to the number {number}; it is taken off");
            self.note(Severity::Repair, column, "coordinate-text", message);
        }
        if let Some(degrees) = value.filter(|degrees| !(-bound..=bound).contains(degrees)) {
            let rule = if bound < 100.0 { "latitude-range" } else { "longitude-range" };
            let hint = if hints.swapped { "; latitude and longitude look swapped" } else { "" };
            let message = format!("{name} {degrees} lies outside -{bound} to {bound}{hint}");
            return Err(self.reject(column, rule, message));
        }
        Ok(value)
    }

    /// The point of an event from its coordinate columns, else from its well-known text. 0/0 is no
    /// place: the point is dropped and the precision becomes the country's.
    pub(crate) fn point(
        &mut self,
        columns: PointColumns,
        precision: PlacePrecision,
    ) -> Part<(Option<Point>, PlacePrecision)> {
        let PointColumns { latitude, longitude, wkt, grid, pasted } = columns;
        let raw = |column: Column| decimal(self.row.get(column)).ok().flatten();
        let swapped = matches!(
            (raw(latitude), raw(longitude)),
            (Some(lat), Some(lon)) if lat.abs() <= 180.0 && lon.abs() <= 90.0
        );
        let given = (
            self.degrees(latitude, 90.0, Hints { swapped, pasted })?,
            self.degrees(longitude, 180.0, Hints { swapped: false, pasted })?,
        );
        let point = match given {
            (Some(lat), Some(lon)) => Point::new(lat, lon).ok(),
            (None, None) => self.wkt(wkt)?,
            _ => {
                let message = "one of latitude and longitude is missing";
                return Err(self.reject(latitude, "coordinate-half", message));
            }
        };
        let Some(point) = point else {
            let message = "the row has no coordinates; it is known by its names only";
            self.note(Severity::Warning, latitude, "coordinates-missing", message);
            return Ok((None, precision));
        };
        if point.latitude.degrees() == 0.0 && point.longitude.degrees() == 0.0 {
            let message = "0/0 stands for an unknown place; the point is dropped and the precision set to the country";
            self.note(Severity::Repair, latitude, "coordinates-zero", message);
            return Ok((None, PlacePrecision::Country));
        }
        self.check_grid(grid, point)?;
        Ok((Some(point), precision))
    }

    /// `POINT (lon lat)`.
    fn wkt(&self, column: Column) -> Part<Option<Point>> {
        let text = self.row.get(column);
        if is_missing(text) {
            return Ok(None);
        }
        let point = || {
            let pair = text
                .strip_prefix("POINT")?
                .trim_start()
                .strip_prefix('(')?
                .strip_suffix(')')?
                .split_ascii_whitespace()
                .map(|part| part.parse::<f64>().ok());
            let [Some(lon), Some(lat)] = pair.collect::<Vec<_>>()[..] else { return None };
            Point::new(lat, lon).ok()
        };
        match point() {
            Some(point) => Ok(Some(point)),
            None => {
                let message =
                    "the text is not of the form POINT (longitude latitude) within their ranges";
                Err(self.reject(column, "wkt", message))
            }
        }
    }

    /// Compares the grid cell that the source gives with that of the point.
    fn check_grid(&mut self, column: Column, point: Point) -> Part<()> {
        let Ok(Some(given)) = integer(self.row.get(column)) else { return Ok(()) };
        let ours = PrioGridId::containing(point);
        if i64::from(ours.get()) == given {
            return Ok(());
        }
        let swapped = Point::new(point.longitude.degrees(), point.latitude.degrees())
            .is_ok_and(|point| i64::from(PrioGridId::containing(point).get()) == given);
        if swapped {
            let message = format!(
                "latitude and longitude are swapped: the grid cell {given} fits them the other way round"
            );
            return Err(self.reject(column, "coordinates-swapped", message));
        }
        let message = format!("the coordinates lie in grid cell {ours}, not in {given}");
        self.note(Severity::Warning, column, "grid", message);
        Ok(())
    }

    /// A count of deaths.
    pub(crate) fn deaths(&self, column: Column) -> Part<Option<i64>> {
        let Some(count) = self.integer(column, "deaths-number")? else { return Ok(None) };
        if count < 0 {
            let message = format!("{} cannot be negative", column.name);
            return Err(self.reject(column, "deaths-negative", message));
        }
        if count > i64::from(LIMITS.deaths_per_report) {
            let message = format!(
                "{} is above the limit of {} for one report",
                column.name, LIMITS.deaths_per_report
            );
            return Err(self.reject(column, "deaths-limit", message));
        }
        Ok(Some(count))
    }

    /// All counts of deaths. An estimate out of order keeps its best value and is widened to hold all
    /// three; a best value that is not the sum of its parts is only remarked upon.
    pub(crate) fn toll(&mut self, columns: TollColumns) -> Part<Deaths> {
        let TollColumns { best, high, low, side_a, side_b, civilians, unknown } = columns;
        let Some(best_count) = self.deaths(best)? else {
            let message = format!("{} is empty; a row without a toll is no report", best.name);
            return Err(self.reject(best, "deaths-missing", message));
        };
        let total = self.estimate(best, low, high)?;
        let parts = [
            self.deaths(side_a)?,
            self.deaths(side_b)?,
            self.deaths(civilians)?,
            self.deaths(unknown)?,
        ];
        if let [Some(a), Some(b), Some(c), Some(u)] = parts
            && a + b + c + u != best_count
        {
            let message = format!("the parts {a}, {b}, {c} and {u} do not add up to {best_count}");
            self.note(Severity::Warning, best, "deaths-sum", message);
        }
        let [side_a, side_b, civilians, unknown] =
            parts.map(|part| part.and_then(|count| u32::try_from(count).ok()));
        Ok(Deaths { total: Some(total), side_a, side_b, civilians, unknown })
    }

    /// Low, best and high of any three columns.
    pub(crate) fn estimate(&mut self, best: Column, low: Column, high: Column) -> Part<Estimate> {
        let count = self.deaths(best)?.unwrap_or(0);
        let (least, most) = (self.deaths(low)?, self.deaths(high)?);
        if least.is_none() || most.is_none() {
            let message = "the low or high estimate is empty; the best one stands for it";
            self.note(Severity::Repair, best, "estimate-missing", message);
        }
        let (least, most) = (least.unwrap_or(count), most.unwrap_or(count));
        match Estimate::new(least, count, most) {
            Ok(estimate) => Ok(estimate),
            Err(EstimateError::OutOfOrder { .. }) => {
                let (bottom, top) = (least.min(count).min(most), least.max(count).max(most));
                let message = format!(
                    "low {least}, best {count}, high {most} are not in order; best is kept, low is {bottom} and high {top}"
                );
                self.note(Severity::Repair, best, "estimate-order", message);
                Estimate::new(bottom, count, top)
                    .map_err(|error| self.reject(best, "estimate-order", error.to_string()))
            }
            Err(error) => Err(self.reject(best, "deaths-limit", error.to_string())),
        }
    }
}

/// The columns of a point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PointColumns {
    pub(crate) latitude: Column,
    pub(crate) longitude: Column,
    pub(crate) wkt: Column,
    pub(crate) grid: Column,
    /// Whether the source is known to have names pasted to coordinates.
    pub(crate) pasted: bool,
}

/// What helps to read a coordinate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hints {
    /// Whether the two look swapped.
    pub(crate) swapped: bool,
    /// Whether the source is known to have names pasted to coordinates.
    pub(crate) pasted: bool,
}

/// The number at the start of a field that a capitalised name follows: `123.58333Masbate`.
fn without_pasted_text(field: &str) -> &str {
    let end = field.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')));
    match end {
        Some(end) if end > 0 && field[end..].starts_with(|c: char| c.is_ascii_uppercase()) => {
            &field[..end]
        }
        _ => field,
    }
}

/// The columns of a toll.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TollColumns {
    pub(crate) best: Column,
    pub(crate) high: Column,
    pub(crate) low: Column,
    pub(crate) side_a: Column,
    pub(crate) side_b: Column,
    pub(crate) civilians: Column,
    pub(crate) unknown: Column,
}
