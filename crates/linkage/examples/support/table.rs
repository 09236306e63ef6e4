//! Records and truth as Parquet files, which other programs read too.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray as _, Float32Array, Int32Array, RecordBatch, StringArray, UInt8Array,
    UInt32Array, UInt64Array,
};
use arrow::datatypes::{Float32Type, Int32Type, UInt8Type, UInt32Type, UInt64Type};
use bellwether_linkage::{DatasetIndex, PlaceClass, Record, Toll};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::Outcome;
use super::truth::Truth;
use super::world::{Prepared, Row, Words};

const RECORDS: &str = "records.parquet";
const TRUTH: &str = "truth.parquet";
/// Rows of a batch that is read.
const BATCH: usize = 1 << 16;

/// Writes records, a row each in their order: `record` is the position.
pub(crate) fn write_records(folder: &Path, prepared: &Prepared) -> Outcome {
    let rows = &prepared.rows;
    let numbers = |value: fn(&Record) -> u32| -> ArrayRef {
        Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| value(&row.record))))
    };
    let days = |value: fn(&Record) -> i32| -> ArrayRef {
        Arc::new(Int32Array::from_iter_values(rows.iter().map(|row| value(&row.record))))
    };
    let bytes = |value: fn(&Record) -> u8| -> ArrayRef {
        Arc::new(UInt8Array::from_iter_values(rows.iter().map(|row| value(&row.record))))
    };
    let degrees = |axis: usize| -> ArrayRef {
        let point = |row: &Row| row.record.is_located().then_some(row.record.at[axis]);
        Arc::new(rows.iter().map(point).collect::<Float32Array>())
    };
    let deaths = |value: fn(Toll) -> u32| -> ArrayRef {
        Arc::new(rows.iter().map(|row| row.record.deaths.map(value)).collect::<UInt32Array>())
    };
    let text = |value: &dyn Fn(&Row) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(value)))
    };
    let positions = UInt32Array::from_iter_values((0..).take(rows.len()));
    let keys = UInt64Array::from_iter_values(rows.iter().map(|row| row.record.key));
    let dataset = |row: &Row| prepared.datasets[usize::from(row.record.dataset.0)].clone();
    write(
        &folder.join(RECORDS),
        vec![
            ("record", Arc::new(positions)),
            ("dataset", text(&dataset)),
            ("report_id", text(&|row| row.id.clone())),
            ("event_type", text(&|row| row.event_type.to_string())),
            ("plover", text(&|row| row.plover.to_string())),
            ("key", Arc::new(keys)),
            ("first", days(|record| record.first)),
            ("last", days(|record| record.last)),
            ("place", bytes(|record| record.place as u8)),
            ("latitude", degrees(0)),
            ("longitude", degrees(1)),
            ("unit", numbers(|record| record.unit)),
            ("spot", numbers(|record| record.spot)),
            ("country", numbers(|record| record.country)),
            ("name", numbers(|record| record.name)),
            ("kind", bytes(|record| record.kind)),
            ("organisation_1", numbers(|record| record.organisations[0])),
            ("organisation_2", numbers(|record| record.organisations[1])),
            ("organisation_3", numbers(|record| record.organisations[2])),
            ("deaths_low", deaths(|toll| toll.low)),
            ("deaths_best", deaths(|toll| toll.best)),
            ("deaths_high", deaths(|toll| toll.high)),
            ("cited", numbers(|record| record.cited)),
        ],
    )
}

/// Writes the truth: a row for each record and incident of which it tells.
pub(crate) fn write_truth(folder: &Path, truth: &Truth) -> Outcome {
    let mut told: (Vec<u32>, Vec<u32>, Vec<&str>) = Default::default();
    for (record, (tells, role)) in (0..).zip(truth.tells.iter().zip(&truth.roles)) {
        for incident in tells {
            told.0.push(record);
            told.1.push(*incident);
            told.2.push(role);
        }
    }
    write(
        &folder.join(TRUTH),
        vec![
            ("record", Arc::new(UInt32Array::from(told.0))),
            ("incident", Arc::new(UInt32Array::from(told.1))),
            ("role", Arc::new(StringArray::from(told.2))),
        ],
    )
}

fn write(path: &Path, columns: Vec<(&str, ArrayRef)>) -> Outcome {
    let batch = RecordBatch::try_from_iter(columns)?;
    let mut writer = ArrowWriter::try_new(File::create(path)?, batch.schema(), None)?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(())
}

fn batches(path: &Path) -> Outcome<Vec<RecordBatch>> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?;
    Ok(reader.with_batch_size(BATCH).build()?.collect::<Result<_, _>>()?)
}

fn column<'b>(batch: &'b RecordBatch, name: &str) -> Outcome<&'b ArrayRef> {
    batch.column_by_name(name).ok_or_else(|| format!("the column {name} is missing").into())
}

/// Reads records back.
pub(crate) fn read_records(folder: &Path) -> Outcome<Prepared> {
    let mut prepared = Prepared::default();
    let mut words = Words::default();
    for batch in batches(&folder.join(RECORDS))? {
        let datasets = column(&batch, "dataset")?.as_string::<i32>();
        let text =
            |name| Ok::<_, Box<dyn std::error::Error>>(column(&batch, name)?.as_string::<i32>());
        let (ids, types, plovers) = (text("report_id")?, text("event_type")?, text("plover")?);
        let fields = Fields::of(&batch)?;
        for at in 0..batch.num_rows() {
            let dataset = datasets.value(at);
            if prepared.datasets.last().is_none_or(|last| last != dataset) {
                prepared.datasets.push(dataset.to_owned());
            }
            let dataset = DatasetIndex(u8::try_from(prepared.datasets.len() - 1)?);
            let record = fields.record(at, dataset);
            prepared.rows.push(Row {
                record,
                id: ids.value(at).to_owned(),
                event_type: words.of(types.value(at)),
                plover: words.of(plovers.value(at)),
            });
        }
    }
    Ok(prepared)
}

/// The columns of a batch by their names.
struct Fields<'b> {
    key: &'b UInt64Array,
    days: [&'b Int32Array; 2],
    bytes: [&'b UInt8Array; 2],
    point: [&'b Float32Array; 2],
    numbers: [&'b UInt32Array; 11],
}

const NUMBERS: [&str; 11] = [
    "unit",
    "country",
    "name",
    "organisation_1",
    "organisation_2",
    "organisation_3",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "spot",
    "cited",
];

impl<'b> Fields<'b> {
    fn of(batch: &'b RecordBatch) -> Outcome<Self> {
        let days = |name| {
            Ok::<_, Box<dyn std::error::Error>>(column(batch, name)?.as_primitive::<Int32Type>())
        };
        let bytes = |name| {
            Ok::<_, Box<dyn std::error::Error>>(column(batch, name)?.as_primitive::<UInt8Type>())
        };
        let point = |name| {
            Ok::<_, Box<dyn std::error::Error>>(column(batch, name)?.as_primitive::<Float32Type>())
        };
        let mut numbers = [column(batch, NUMBERS[0])?.as_primitive::<UInt32Type>(); NUMBERS.len()];
        for (array, name) in numbers.iter_mut().zip(NUMBERS) {
            *array = column(batch, name)?.as_primitive::<UInt32Type>();
        }
        Ok(Self {
            key: column(batch, "key")?.as_primitive::<UInt64Type>(),
            days: [days("first")?, days("last")?],
            bytes: [bytes("place")?, bytes("kind")?],
            point: [point("latitude")?, point("longitude")?],
            numbers,
        })
    }

    fn record(&self, at: usize, dataset: DatasetIndex) -> Record {
        let number = |field: usize| self.numbers[field].value(at);
        let toll = || Toll { low: number(6), best: number(7), high: number(8) };
        let degrees = |array: &Float32Array| if array.is_null(at) { 0.0 } else { array.value(at) };
        Record {
            key: self.key.value(at),
            dataset,
            first: self.days[0].value(at),
            last: self.days[1].value(at),
            place: match self.bytes[0].value(at) {
                0 => PlaceClass::Exact,
                1 => PlaceClass::Near,
                2 => PlaceClass::Unit,
                _ => PlaceClass::Country,
            },
            at: self.point.map(degrees),
            spot: number(9),
            unit: number(0),
            country: number(1),
            name: number(2),
            kind: self.bytes[1].value(at),
            organisations: [number(3), number(4), number(5)],
            deaths: (!self.numbers[6].is_null(at)).then(toll),
            cited: number(10),
        }
    }
}

/// Reads the truth about so many records.
pub(crate) fn read_truth(folder: &Path, records: usize) -> Outcome<Truth> {
    let mut truth = Truth { tells: vec![Vec::new(); records], roles: vec![String::new(); records] };
    for batch in batches(&folder.join(TRUTH))? {
        let positions = column(&batch, "record")?.as_primitive::<UInt32Type>();
        let incidents = column(&batch, "incident")?.as_primitive::<UInt32Type>();
        let roles = column(&batch, "role")?.as_string::<i32>();
        for at in 0..batch.num_rows() {
            let record = positions.value(at) as usize;
            truth.tells[record].push(incidents.value(at));
            truth.roles[record] = roles.value(at).to_owned();
        }
    }
    Ok(truth)
}
