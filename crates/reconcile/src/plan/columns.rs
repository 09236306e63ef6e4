//! Records and links as columns, and back.

use std::sync::Arc;

use arrow::array::{
    Array as _, ArrayRef, AsArray as _, BooleanArray, Float32Array, Int32Array, RecordBatch,
    StructArray, UInt8Array, UInt32Array, UInt64Array,
};
use arrow::datatypes::{
    DataType, Field, Fields, Float32Type, Int32Type, UInt8Type, UInt32Type, UInt64Type,
};
use bellwether_linkage::{Contributions, DatasetIndex, Link, LinkKind, PlaceClass, Record, Toll};
use bellwether_store::DataFusionError;

const PLACES: [PlaceClass; 4] =
    [PlaceClass::Exact, PlaceClass::Near, PlaceClass::Unit, PlaceClass::Country];

fn fields(of: &[(&str, DataType)]) -> Fields {
    // Deaths alone may be missing.
    of.iter()
        .map(|(name, kind)| Field::new(*name, kind.clone(), name.starts_with("deaths")))
        .collect()
}

fn record_fields() -> Fields {
    fields(&[
        ("position", DataType::UInt32),
        ("key", DataType::UInt64),
        ("dataset", DataType::UInt8),
        ("first", DataType::Int32),
        ("last", DataType::Int32),
        ("place", DataType::UInt8),
        ("north", DataType::Float32),
        ("east", DataType::Float32),
        ("unit", DataType::UInt32),
        ("country", DataType::UInt32),
        ("name", DataType::UInt32),
        ("kind", DataType::UInt8),
        ("organisation_1", DataType::UInt32),
        ("organisation_2", DataType::UInt32),
        ("organisation_3", DataType::UInt32),
        ("deaths_low", DataType::UInt32),
        ("deaths_best", DataType::UInt32),
        ("deaths_high", DataType::UInt32),
        ("spot", DataType::UInt32),
        ("cited", DataType::UInt32),
    ])
}

/// The type of a record with its position.
pub(super) fn record_type() -> DataType {
    DataType::Struct(record_fields())
}

/// Records with their positions as a column.
pub(super) fn records<'r>(records: impl Iterator<Item = (u32, &'r Record)> + Clone) -> StructArray {
    let all = || records.clone().map(|(_, record)| record);
    let place = |record: &Record| PLACES.iter().position(|place| *place == record.place);
    let number = |of: fn(&Record) -> u32| -> ArrayRef {
        Arc::new(UInt32Array::from_iter_values(all().map(of)))
    };
    let small = |of: fn(&Record) -> u8| -> ArrayRef {
        Arc::new(UInt8Array::from_iter_values(all().map(of)))
    };
    let day = |of: fn(&Record) -> i32| -> ArrayRef {
        Arc::new(Int32Array::from_iter_values(all().map(of)))
    };
    let degrees = |of: fn(&Record) -> f32| -> ArrayRef {
        Arc::new(Float32Array::from_iter_values(all().map(of)))
    };
    let dead = |of: fn(Toll) -> u32| -> ArrayRef {
        Arc::new(all().map(|record| record.deaths.map(of)).collect::<UInt32Array>())
    };
    let places =
        all().map(|record| place(record).and_then(|at| u8::try_from(at).ok()).unwrap_or(3));
    let columns = vec![
        Arc::new(UInt32Array::from_iter_values(records.clone().map(|(at, _)| at))) as ArrayRef,
        Arc::new(UInt64Array::from_iter_values(all().map(|record| record.key))),
        small(|record| record.dataset.0),
        day(|record| record.first),
        day(|record| record.last),
        Arc::new(UInt8Array::from_iter_values(places)),
        degrees(|record| record.at[0]),
        degrees(|record| record.at[1]),
        number(|record| record.unit),
        number(|record| record.country),
        number(|record| record.name),
        small(|record| record.kind),
        number(|record| record.organisations[0]),
        number(|record| record.organisations[1]),
        number(|record| record.organisations[2]),
        dead(|toll| toll.low),
        dead(|toll| toll.best),
        dead(|toll| toll.high),
        number(|record| record.spot),
        number(|record| record.cited),
    ];
    StructArray::new(record_fields(), columns, None)
}

/// Columns of a struct by their types; all are there, since the type says so.
struct Columns<'a>(&'a StructArray);

impl Columns<'_> {
    fn of(array: &StructArray, fields: usize) -> Result<Columns<'_>, DataFusionError> {
        if array.num_columns() == fields {
            return Ok(Columns(array));
        }
        Err(DataFusionError::Internal("a record or a link has other columns".into()))
    }

    fn numbers(&self, at: usize) -> &[u32] {
        self.0.column(at).as_primitive::<UInt32Type>().values()
    }

    fn small(&self, at: usize) -> &[u8] {
        self.0.column(at).as_primitive::<UInt8Type>().values()
    }

    fn days(&self, at: usize) -> &[i32] {
        self.0.column(at).as_primitive::<Int32Type>().values()
    }

    fn reals(&self, at: usize) -> &[f32] {
        self.0.column(at).as_primitive::<Float32Type>().values()
    }
}

/// Adds the records of a column and their positions.
pub(super) fn take_records(
    array: &StructArray,
    positions: &mut Vec<u32>,
    records: &mut Vec<Record>,
) -> Result<(), DataFusionError> {
    let columns = Columns::of(array, record_fields().len())?;
    let keys = array.column(1).as_primitive::<UInt64Type>().values();
    let [datasets, places, kinds] = [2, 5, 11].map(|at| columns.small(at));
    let [firsts, lasts] = [3, 4].map(|at| columns.days(at));
    let [norths, easts] = [6, 7].map(|at| columns.reals(at));
    let [units, countries, names] = [8, 9, 10].map(|at| columns.numbers(at));
    let organisations = [12, 13, 14].map(|at| columns.numbers(at));
    let dead = [15, 16, 17].map(|at| columns.numbers(at));
    let counted = array.column(16);
    let [spots, cited] = [18, 19].map(|at| columns.numbers(at));
    positions.extend_from_slice(columns.numbers(0));
    records.extend((0..array.len()).map(|row| {
        let [low, best, high] = dead.map(|dead| dead[row]);
        Record {
            key: keys[row],
            dataset: DatasetIndex(datasets[row]),
            first: firsts[row],
            last: lasts[row],
            place: PLACES.get(usize::from(places[row])).copied().unwrap_or(PlaceClass::Country),
            at: [norths[row], easts[row]],
            unit: units[row],
            country: countries[row],
            name: names[row],
            kind: kinds[row],
            organisations: organisations.map(|numbers| numbers[row]),
            deaths: counted.is_valid(row).then_some(Toll { low, best, high }),
            spot: spots[row],
            cited: cited[row],
        }
    }));
    Ok(())
}

fn link_fields() -> Fields {
    fields(&[
        ("a", DataType::UInt32),
        ("b", DataType::UInt32),
        ("probability", DataType::Float32),
        ("bits_when", DataType::Float32),
        ("bits_place", DataType::Float32),
        ("bits_who", DataType::Float32),
        ("bits_what", DataType::Float32),
        ("bits_toll", DataType::Float32),
        ("bits_prior", DataType::Float32),
        ("bits_cited", DataType::Float32),
        ("bits_third", DataType::Float32),
        ("bits_rivals", DataType::Float32),
        ("chosen", DataType::Boolean),
    ])
}

/// The type of a link.
pub(super) fn link_type() -> DataType {
    DataType::Struct(link_fields())
}

/// Links as a column. All say that two reports are the same.
pub(super) fn links(links: impl Iterator<Item = Link> + Clone) -> StructArray {
    let end = |of: fn(Link) -> u32| -> ArrayRef {
        Arc::new(UInt32Array::from_iter_values(links.clone().map(of)))
    };
    let real = |of: fn(Link) -> f32| -> ArrayRef {
        Arc::new(Float32Array::from_iter_values(links.clone().map(of)))
    };
    let chosen: BooleanArray = links.clone().map(|link| Some(link.chosen)).collect();
    let columns = vec![
        end(|link| link.a),
        end(|link| link.b),
        real(|link| link.probability),
        real(|link| link.bits.when),
        real(|link| link.bits.place),
        real(|link| link.bits.who),
        real(|link| link.bits.what),
        real(|link| link.bits.toll),
        real(|link| link.bits.prior),
        real(|link| link.bits.cited),
        real(|link| link.bits.third),
        real(|link| link.bits.rivals),
        Arc::new(chosen),
    ];
    StructArray::new(link_fields(), columns, None)
}

/// Adds the links of an answer, whose one column has a list of them in each row.
pub(super) fn take_links(
    answer: &RecordBatch,
    links: &mut Vec<Link>,
) -> Result<(), DataFusionError> {
    for list in answer.column(0).as_list::<i32>().iter().flatten() {
        let columns = Columns::of(list.as_struct(), link_fields().len())?;
        let [firsts, seconds] = [0, 1].map(|at| columns.numbers(at));
        let probabilities = columns.reals(2);
        let bits = [3, 4, 5, 6, 7, 8, 9, 10, 11].map(|at| columns.reals(at));
        let chosen = list.as_struct().column(12).as_boolean();
        links.extend((0..list.len()).map(|row| {
            let [when, place, who, what, toll, prior, cited, third, rivals] =
                bits.map(|bits| bits[row]);
            Link {
                a: firsts[row],
                b: seconds[row],
                kind: LinkKind::Same,
                probability: probabilities[row],
                bits: Contributions { when, place, who, what, toll, cited, third, rivals, prior },
                chosen: chosen.value(row),
            }
        }));
    }
    Ok(())
}
