//! Columns back to reports.

use arrow::array::{Array, AsArray, RecordBatch, StringViewArray};
use arrow::datatypes::{
    DataType, Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType,
};
use bellwether_model::{
    DatasetId, Date, DateInterval, DatePrecision, Deaths, Estimate, EventType, Extra, GwCode, Iso3,
    NativeRef, Place, PlacePrecision, Point, Report, ReportId, Side, Targets,
};

use super::day_of_number;
use crate::StoreError;

/// Reads single cells of a batch by column name.
pub(crate) struct Cells<'a>(pub(crate) &'a RecordBatch);

/// A column of texts, found once for all rows of a batch.
pub(crate) struct Texts<'a> {
    name: &'a str,
    views: std::borrow::Cow<'a, StringViewArray>,
}

impl Texts<'_> {
    /// A cell that every row has.
    pub(crate) fn must(&self, row: usize) -> Result<&str, StoreError> {
        if self.views.is_null(row) {
            return Err(empty(self.name));
        }
        Ok(self.views.value(row))
    }
}

fn empty(name: &str) -> StoreError {
    StoreError::Integrity(format!("the column {name} is empty in a row"))
}

impl<'a> Cells<'a> {
    /// A column of texts, whatever its layout.
    pub(crate) fn texts(&self, name: &'a str) -> Result<Texts<'a>, StoreError> {
        let column = self.0.column_by_name(name).ok_or_else(|| missing(name))?;
        let views = match column.as_string_view_opt() {
            Some(views) => std::borrow::Cow::Borrowed(views),
            None => std::borrow::Cow::Owned(
                arrow::compute::cast(column, &DataType::Utf8View)?.as_string_view().clone(),
            ),
        };
        Ok(Texts { name, views })
    }
}

fn missing(name: &str) -> StoreError {
    StoreError::Integrity(format!("the column {name} is missing"))
}

impl Cells<'_> {
    fn column(&self, name: &str) -> Result<&dyn Array, StoreError> {
        self.0.column_by_name(name).map(AsRef::as_ref).ok_or_else(|| missing(name))
    }

    /// A text cell, whatever its layout.
    pub(crate) fn text(&self, name: &str, row: usize) -> Result<Option<&str>, StoreError> {
        let array = self.column(name)?;
        if array.is_null(row) {
            return Ok(None);
        }
        Ok(Some(match array.data_type() {
            DataType::Utf8View => array.as_string_view().value(row),
            DataType::LargeUtf8 => array.as_string::<i64>().value(row),
            _ => array.as_string::<i32>().value(row),
        }))
    }

    /// A text cell that every row has.
    pub(crate) fn must(&self, name: &str, row: usize) -> Result<&str, StoreError> {
        self.text(name, row)?.ok_or_else(|| empty(name))
    }

    /// A 32-bit or 64-bit integer cell.
    pub(crate) fn integer(&self, name: &str, row: usize) -> Result<Option<i64>, StoreError> {
        let array = self.column(name)?;
        if array.is_null(row) {
            return Ok(None);
        }
        Ok(Some(match array.data_type() {
            DataType::Int32 => i64::from(array.as_primitive::<Int32Type>().value(row)),
            DataType::Timestamp(..) => array.as_primitive::<TimestampMicrosecondType>().value(row),
            _ => array.as_primitive::<Int64Type>().value(row),
        }))
    }

    /// A cell of a real number.
    pub(crate) fn real(&self, name: &str, row: usize) -> Result<Option<f64>, StoreError> {
        let array = self.column(name)?;
        Ok((!array.is_null(row)).then(|| array.as_primitive::<Float64Type>().value(row)))
    }

    /// A yes-or-no cell.
    pub(crate) fn flag(&self, name: &str, row: usize) -> Result<bool, StoreError> {
        self.column(name)?
            .as_boolean_opt()
            .map(|array| array.value(row))
            .ok_or_else(|| StoreError::Integrity(format!("the column {name} holds no yes or no")))
    }

    /// A yes-or-no cell that may be empty.
    pub(crate) fn maybe_flag(&self, name: &str, row: usize) -> Result<Option<bool>, StoreError> {
        if self.column(name)?.is_null(row) { Ok(None) } else { self.flag(name, row).map(Some) }
    }

    /// A day cell.
    pub(crate) fn day(&self, name: &str, row: usize) -> Result<Option<Date>, StoreError> {
        let array = self.column(name)?;
        if array.is_null(row) {
            return Ok(None);
        }
        let days = array.as_primitive_opt::<Date32Type>().ok_or_else(|| {
            StoreError::Integrity(format!(
                "the column {name} holds no days but {}",
                array.data_type()
            ))
        })?;
        Ok(day_of_number(days.value(row)))
    }

    /// An instant cell.
    pub(crate) fn instant(
        &self,
        name: &str,
        row: usize,
    ) -> Result<Option<jiff::Timestamp>, StoreError> {
        Ok(self
            .integer(name, row)?
            .and_then(|micros| jiff::Timestamp::from_microsecond(micros).ok()))
    }

    /// A cell of bytes.
    pub(crate) fn bytes(&self, name: &str, row: usize) -> Result<&[u8], StoreError> {
        let array = self.column(name)?;
        Ok(match array.data_type() {
            DataType::BinaryView => array.as_binary_view().value(row),
            _ => array.as_binary::<i32>().value(row),
        })
    }

    /// Low, best and high, where there is a best.
    fn estimate(&self, names: [&str; 3], row: usize) -> Result<Option<Estimate>, StoreError> {
        let [low, best, high] = names.map(|name| self.integer(name, row));
        let (low, best, high) = (low?, best?, high?);
        let Some(best) = best else { return Ok(None) };
        let estimate = Estimate::new(low.unwrap_or(best), best, high.unwrap_or(best));
        estimate.map(Some).map_err(damaged)
    }

    fn native(&self, id: &str, name: &str, row: usize) -> Result<Option<NativeRef>, StoreError> {
        Ok(match (self.text(id, row)?, self.text(name, row)?) {
            (None, None) => None,
            (id, name) => Some(NativeRef {
                id: id.unwrap_or_default().to_owned(),
                name: name.unwrap_or_default().to_owned(),
            }),
        })
    }

    fn side(&self, id: &str, name: &str, row: usize) -> Result<Side, StoreError> {
        Ok(Side {
            native_id: self.text(id, row)?.map(str::to_owned),
            name: self.must(name, row)?.to_owned(),
        })
    }

    fn extra(&self, name: &str, row: usize) -> Result<Extra, StoreError> {
        let Some(text) = self.text(name, row)? else { return Ok(Extra::new()) };
        serde_json::from_str(text).map_err(|error| {
            StoreError::Integrity(format!("the column {name} is not JSON: {error}"))
        })
    }
}

fn damaged(error: impl std::fmt::Display) -> StoreError {
    StoreError::Integrity(format!("a stored report is not valid: {error}"))
}

/// Every row of a batch of `reports` (all of its columns) as a report.
///
/// # Errors
/// [`StoreError::Integrity`] where a row is not what a reader can have written.
pub(crate) fn reports(batch: &RecordBatch) -> Result<Vec<Report>, StoreError> {
    (0..batch.num_rows()).map(|row| report(&Cells(batch), row)).collect()
}

fn report(cells: &Cells<'_>, row: usize) -> Result<Report, StoreError> {
    let count = |name: &str| -> Result<Option<u32>, StoreError> {
        cells.integer(name, row)?.map(|value| u32::try_from(value).map_err(damaged)).transpose()
    };
    let text = |name: &str| -> Result<Option<String>, StoreError> {
        Ok(cells.text(name, row)?.map(str::to_owned))
    };
    let long = |name: &str| -> Result<i64, StoreError> {
        cells.integer(name, row)?.ok_or_else(|| damaged(format!("{name} is empty")))
    };
    Ok(Report {
        id: ReportId {
            dataset: DatasetId::new(cells.must("dataset", row)?).map_err(damaged)?,
            native: cells.must("native_id", row)?.to_owned(),
        },
        relid: text("relid")?,
        event_type: word(cells.must("event_type", row)?, &EventType::ALL, EventType::as_str)?,
        native_type: cells.must("native_type", row)?.to_owned(),
        civilians_targeted: cells.flag("civilians_targeted", row)?,
        conflict: cells.native("conflict_id", "conflict_name", row)?,
        dyad: cells.native("dyad_id", "dyad_name", row)?,
        side_a: cells.side("side_a_id", "side_a", row)?,
        side_b: cells.side("side_b_id", "side_b", row)?,
        date: interval(cells, row)?,
        place: place(cells, row)?,
        deaths: Deaths {
            total: cells.estimate(["deaths_low", "deaths_best", "deaths_high"], row)?,
            side_a: count("deaths_a")?,
            side_b: count("deaths_b")?,
            civilians: count("deaths_civilians")?,
            unknown: count("deaths_unknown")?,
        },
        injured: cells.estimate(["injured_low", "injured_best", "injured_high"], row)?,
        plover: text("plover")?.map(Into::into),
        targets: Targets::parse(cells.text("targets", row)?.unwrap_or_default())
            .ok_or_else(|| damaged("a target class is not known"))?,
        clarity: count("clarity")?.map(u8::try_from).transpose().map_err(damaged)?,
        sources_count: count("sources_count")?,
        extra: cells.extra("extra", row)?,
        added: cells.extra("added", row)?,
        row: long("row")?.unsigned_abs(),
    })
}

fn interval(cells: &Cells<'_>, row: usize) -> Result<DateInterval, StoreError> {
    let day = |name: &str| -> Result<Date, StoreError> {
        cells.day(name, row)?.ok_or_else(|| damaged(format!("{name} is empty")))
    };
    let precision = cells.must("date_precision", row)?;
    DateInterval::new(
        day("date_start")?,
        day("date_end")?,
        word(precision, &DatePrecision::ALL, DatePrecision::as_str)?,
    )
    .map_err(damaged)
}

fn place(cells: &Cells<'_>, row: usize) -> Result<Place, StoreError> {
    let text = |name: &str| -> Result<Option<String>, StoreError> {
        Ok(cells.text(name, row)?.map(str::to_owned))
    };
    let point = match (cells.real("latitude", row)?, cells.real("longitude", row)?) {
        (Some(latitude), Some(longitude)) => Some(Point::new(latitude, longitude)),
        _ => None,
    };
    let gw = cells.integer("country_gw", row)?.map(u16::try_from);
    let precision = cells.must("place_precision", row)?;
    Ok(Place {
        point: point.transpose().map_err(damaged)?,
        precision: word(precision, &PlacePrecision::ALL, PlacePrecision::as_str)?,
        country: cells.must("country", row)?.to_owned(),
        gw: gw.transpose().map_err(damaged)?.map(GwCode),
        admin1: text("admin1")?,
        admin2: text("admin2")?,
        name: text("place_name")?,
        iso3: cells.text("iso3", row)?.map(Iso3::new).transpose().map_err(damaged)?,
        admin1_id: text("admin1_id")?,
    })
}

fn word<T: Copy>(
    word: &str,
    all: &[T],
    as_str: impl Fn(T) -> &'static str,
) -> Result<T, StoreError> {
    all.iter()
        .copied()
        .find(|value| as_str(*value) == word)
        .ok_or_else(|| damaged(format!("{word:?} is not a known word")))
}
