//! Live reports as comparison records, with what an incident takes over from them.

use std::cell::OnceCell;

use arrow::array::{
    Array, AsArray as _, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array,
    RecordBatch, StringViewArray,
};
use arrow::datatypes::{Date32Type, Float64Type, Int32Type, Int64Type};
use bellwether_linkage::{Kinds, NameParties, Preparer, Record, ReportWords, SideWords, key_of};
use bellwether_model::Date;
use bellwether_store::{Snapshot, StoreError};
use rustc_hash::FxHashMap;

use crate::{Options, ReconcileError};

/// The columns that are read.
const COLUMNS: [&str; 32] = [
    "report_id",
    "revision",
    "dataset",
    "licence",
    "event_type",
    "plover",
    "civilians_targeted",
    "side_a_id",
    "side_a",
    "side_b_id",
    "side_b",
    "date_start",
    "date_end",
    "date_precision",
    "latitude",
    "longitude",
    "place_precision",
    "country",
    "country_gw",
    "iso3",
    "admin1",
    "admin1_id",
    "admin2",
    "place_name",
    "grid",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "targets",
];

/// The number of a word in [`Lexicon`]; 0 for none.
pub(crate) type Word = u32;

/// Words that many reports share, each kept once.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    numbers: FxHashMap<String, Word>,
    words: Vec<String>,
}

impl Lexicon {
    pub(crate) fn add(&mut self, word: Option<&str>) -> Word {
        let Some(word) = word else { return 0 };
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        self.words.push(word.to_owned());
        let number = Word::try_from(self.words.len()).unwrap_or_default();
        self.numbers.insert(word.to_owned(), number);
        number
    }

    pub(crate) fn get(&self, word: Word) -> Option<&str> {
        self.words.get((word as usize).checked_sub(1)?).map(String::as_str)
    }
}

/// What an incident takes over from a report.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)] // the columns of a report
pub(crate) struct Row {
    pub(crate) revision: i64,
    pub(crate) dataset: Word,
    pub(crate) licence: Word,
    pub(crate) event_type: Word,
    pub(crate) plover: Word,
    pub(crate) civilians_targeted: bool,
    pub(crate) date_precision: Word,
    pub(crate) at: Option<[f64; 2]>,
    pub(crate) place_precision: Word,
    pub(crate) country: Word,
    pub(crate) country_gw: Option<i32>,
    pub(crate) iso3: Word,
    pub(crate) admin1: Word,
    pub(crate) admin1_id: Word,
    pub(crate) admin2: Word,
    pub(crate) place_name: Word,
    pub(crate) grid: Option<i32>,
    pub(crate) deaths: Option<[u32; 3]>,
    pub(crate) injured: Option<[u32; 3]>,
    pub(crate) targets: Word,
}

/// All that was read, by position.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    pub(crate) datasets: Vec<String>,
    pub(crate) ids: Vec<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) records: Vec<Record>,
    pub(crate) lexicon: Lexicon,
    pub(crate) kinds: Kinds,
    /// Positions by the hash of the id, made when one is asked for.
    pub(crate) positions: OnceCell<FxHashMap<u64, u32>>,
}

impl Corpus {
    /// The position of a report.
    pub(crate) fn position(&self, id: &str) -> Option<u32> {
        let hashed = |id: &String| key_of(id);
        let positions =
            self.positions.get_or_init(|| self.ids.iter().map(hashed).zip(0..).collect());
        let at = *positions.get(&key_of(id))?;
        (self.ids.get(at as usize)? == id).then_some(at)
    }
}

/// The datasets that take part: those that have reports, without those that are left out.
pub(crate) fn datasets(
    snapshot: &Snapshot<'_>,
    options: &Options,
) -> Result<Vec<String>, ReconcileError> {
    let mut datasets = Vec::new();
    for batch in snapshot.query("SELECT DISTINCT dataset FROM reports ORDER BY dataset")? {
        let column = arrow::compute::cast(batch.column(0), &arrow::datatypes::DataType::Utf8View)
            .map_err(StoreError::from)?;
        datasets.extend(column.as_string_view().iter().flatten().map(str::to_owned));
    }
    datasets.retain(|dataset| !options.left_out.contains(dataset));
    if datasets.len() > 64 {
        return Err(ReconcileError::TooManyDatasets(datasets.len()));
    }
    Ok(datasets)
}

/// Reads the live reports of these datasets, all or those that touch some days.
pub(crate) fn read(
    snapshot: &Snapshot<'_>,
    parties: &dyn NameParties,
    datasets: &[String],
    days: Option<(Date, Date)>,
    kept: Option<&Kinds>,
) -> Result<Corpus, ReconcileError> {
    let mut preparer = Preparer::new(parties, datasets);
    let mut corpus = Corpus { datasets: preparer.datasets().to_vec(), ..Corpus::default() };
    snapshot.stream_reports(&COLUMNS, days, None, |batch| {
        let columns = Columns::of(&batch)?;
        for at in 0..batch.num_rows() {
            columns.take(at, &mut preparer, &mut corpus);
        }
        Ok(())
    })?;
    if u32::try_from(corpus.ids.len()).is_err() {
        return Err(ReconcileError::TooManyReports(corpus.ids.len()));
    }
    corpus.kinds = preparer.finish(corpus.records.iter_mut(), kept);
    Ok(corpus)
}

/// The columns of a batch by their types.
struct Columns<'b> {
    batch: &'b RecordBatch,
    texts: FxHashMap<&'static str, &'b StringViewArray>,
}

impl<'b> Columns<'b> {
    fn of(batch: &'b RecordBatch) -> Result<Self, StoreError> {
        let mut texts = FxHashMap::default();
        for name in COLUMNS {
            let column = batch.column_by_name(name).ok_or_else(|| missing(name))?;
            if let Some(text) = column.as_string_view_opt() {
                texts.insert(name, text);
            }
        }
        Ok(Self { batch, texts })
    }

    fn text(&self, name: &'static str, at: usize) -> Option<&'b str> {
        let column = self.texts.get(name)?;
        (!column.is_null(at)).then(|| column.value(at))
    }

    fn column(&self, name: &'static str) -> Option<&'b dyn Array> {
        self.batch.column_by_name(name).map(|column| column.as_ref())
    }

    fn int(&self, name: &'static str, at: usize) -> Option<i32> {
        let column: &Int32Array = self.column(name)?.as_primitive_opt::<Int32Type>()?;
        (!column.is_null(at)).then(|| column.value(at))
    }

    fn day(&self, name: &'static str, at: usize) -> i32 {
        let column: Option<&Date32Array> =
            self.column(name).and_then(|column| column.as_primitive_opt::<Date32Type>());
        column.map_or(0, |column| column.value(at))
    }

    fn real(&self, name: &'static str, at: usize) -> Option<f64> {
        let column: &Float64Array = self.column(name)?.as_primitive_opt::<Float64Type>()?;
        (!column.is_null(at)).then(|| column.value(at))
    }

    fn flag(&self, name: &'static str, at: usize) -> bool {
        let column: Option<&BooleanArray> =
            self.column(name).and_then(|column| column.as_boolean_opt());
        column.is_some_and(|column| column.value(at))
    }

    fn revision(&self, at: usize) -> i64 {
        let column: Option<&Int64Array> =
            self.column("revision").and_then(|column| column.as_primitive_opt::<Int64Type>());
        column.map_or(0, |column| column.value(at))
    }

    /// Low, best, high.
    fn toll(&self, names: [&'static str; 3], at: usize) -> Option<[u32; 3]> {
        let number = |name| self.int(name, at).and_then(|count| u32::try_from(count).ok());
        let [low, best, high] = names.map(number);
        let best = best?;
        Some([low.unwrap_or(best), best, high.unwrap_or(best)])
    }

    fn take(&self, at: usize, preparer: &mut Preparer<'_>, corpus: &mut Corpus) {
        let text = |name| self.text(name, at);
        let must = |name| text(name).unwrap_or_default();
        let point = self.real("latitude", at).zip(self.real("longitude", at));
        let deaths = self.toll(["deaths_low", "deaths_best", "deaths_high"], at);
        let side = |id, name| SideWords { native_id: text(id), name: must(name) };
        let words = ReportWords {
            report_id: must("report_id"),
            dataset: must("dataset"),
            first: self.day("date_start", at),
            last: self.day("date_end", at),
            place_precision: must("place_precision"),
            at: point.map(|(north, east)| [north, east]),
            unit: text("admin1_id").or_else(|| text("admin1")),
            country: text("iso3").unwrap_or_else(|| must("country")),
            place_name: text("place_name"),
            event_type: must("event_type"),
            plover: text("plover"),
            sides: [side("side_a_id", "side_a"), side("side_b_id", "side_b")],
            deaths,
            cited: None,
        };
        let Some(record) = preparer.record(&words) else { return };
        let mut word = |name| corpus.lexicon.add(text(name));
        let row = Row {
            revision: self.revision(at),
            dataset: word("dataset"),
            licence: word("licence"),
            event_type: word("event_type"),
            plover: word("plover"),
            civilians_targeted: self.flag("civilians_targeted", at),
            date_precision: word("date_precision"),
            at: point.map(|(north, east)| [north, east]),
            place_precision: word("place_precision"),
            country: word("country"),
            country_gw: self.int("country_gw", at),
            iso3: word("iso3"),
            admin1: word("admin1"),
            admin1_id: word("admin1_id"),
            admin2: word("admin2"),
            place_name: word("place_name"),
            grid: self.int("grid", at),
            deaths,
            injured: self.toll(["injured_low", "injured_best", "injured_high"], at),
            targets: word("targets"),
        };
        corpus.ids.push(words.report_id.to_owned());
        corpus.rows.push(row);
        corpus.records.push(record);
    }
}

fn missing(name: &str) -> StoreError {
    StoreError::Integrity(format!("the column {name} of reports is missing"))
}
