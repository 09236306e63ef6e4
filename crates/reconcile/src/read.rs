//! Live reports as comparison records, with what an incident takes over from them.

use std::cell::OnceCell;

use arrow::array::{
    Array, ArrowPrimitiveType, AsArray as _, BooleanArray, PrimitiveArray, RecordBatch,
    StringViewArray,
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

/// A column of words.
#[derive(Clone, Copy)]
struct Texts<'b>(Option<&'b StringViewArray>);

impl<'b> Texts<'b> {
    fn get(self, at: usize) -> Option<&'b str> {
        let column = self.0?;
        (!column.is_null(at)).then(|| column.value(at))
    }

    fn must(self, at: usize) -> &'b str {
        self.get(at).unwrap_or_default()
    }
}

/// A column of numbers.
struct Numbers<'b, T: ArrowPrimitiveType>(Option<&'b PrimitiveArray<T>>);

impl<'b, T: ArrowPrimitiveType> Numbers<'b, T> {
    fn of(column: Option<&'b dyn Array>) -> Self {
        Self(column.and_then(|column| column.as_primitive_opt()))
    }

    fn get(&self, at: usize) -> Option<T::Native> {
        let column = self.0?;
        (!column.is_null(at)).then(|| column.value(at))
    }
}

/// Low, best, high.
struct Tolls<'b>([Numbers<'b, Int32Type>; 3]);

impl Tolls<'_> {
    fn get(&self, at: usize) -> Option<[u32; 3]> {
        let [low, best, high] = self
            .0
            .each_ref()
            .map(|column| column.get(at).and_then(|count| u32::try_from(count).ok()));
        let best = best?;
        Some([low.unwrap_or(best), best, high.unwrap_or(best)])
    }
}

/// The columns of a batch by their types, found once for all rows.
struct Columns<'b> {
    report_id: Texts<'b>,
    revision: Numbers<'b, Int64Type>,
    dataset: Texts<'b>,
    licence: Texts<'b>,
    event_type: Texts<'b>,
    plover: Texts<'b>,
    civilians_targeted: Option<&'b BooleanArray>,
    /// The id and the name of either side.
    sides: [[Texts<'b>; 2]; 2],
    days: [Numbers<'b, Date32Type>; 2],
    date_precision: Texts<'b>,
    at: [Numbers<'b, Float64Type>; 2],
    place_precision: Texts<'b>,
    country: Texts<'b>,
    country_gw: Numbers<'b, Int32Type>,
    iso3: Texts<'b>,
    admin1: Texts<'b>,
    admin1_id: Texts<'b>,
    admin2: Texts<'b>,
    place_name: Texts<'b>,
    grid: Numbers<'b, Int32Type>,
    deaths: Tolls<'b>,
    injured: Tolls<'b>,
    targets: Texts<'b>,
}

impl<'b> Columns<'b> {
    fn of(batch: &'b RecordBatch) -> Result<Self, StoreError> {
        if let Some(name) = COLUMNS.iter().find(|name| batch.column_by_name(name).is_none()) {
            return Err(missing(name));
        }
        let column = |name| batch.column_by_name(name).map(AsRef::<dyn Array>::as_ref);
        let text = |name| Texts(column(name).and_then(|column| column.as_string_view_opt()));
        let int = |name| Numbers::of(column(name));
        Ok(Self {
            report_id: text("report_id"),
            revision: Numbers::of(column("revision")),
            dataset: text("dataset"),
            licence: text("licence"),
            event_type: text("event_type"),
            plover: text("plover"),
            civilians_targeted: column("civilians_targeted").and_then(|it| it.as_boolean_opt()),
            sides: [[text("side_a_id"), text("side_a")], [text("side_b_id"), text("side_b")]],
            days: ["date_start", "date_end"].map(|name| Numbers::of(column(name))),
            date_precision: text("date_precision"),
            at: ["latitude", "longitude"].map(|name| Numbers::of(column(name))),
            place_precision: text("place_precision"),
            country: text("country"),
            country_gw: int("country_gw"),
            iso3: text("iso3"),
            admin1: text("admin1"),
            admin1_id: text("admin1_id"),
            admin2: text("admin2"),
            place_name: text("place_name"),
            grid: int("grid"),
            deaths: Tolls(["deaths_low", "deaths_best", "deaths_high"].map(int)),
            injured: Tolls(["injured_low", "injured_best", "injured_high"].map(int)),
            targets: text("targets"),
        })
    }

    fn take(&self, at: usize, preparer: &mut Preparer<'_>, corpus: &mut Corpus) {
        let [north, east] = self.at.each_ref().map(|column| column.get(at));
        let point = north.zip(east).map(|(north, east)| [north, east]);
        let deaths = self.deaths.get(at);
        let [first, last] = self.days.each_ref().map(|column| column.get(at).unwrap_or_default());
        let words = ReportWords {
            report_id: self.report_id.must(at),
            dataset: self.dataset.must(at),
            first,
            last,
            place_precision: self.place_precision.must(at),
            at: point,
            unit: self.admin1_id.get(at).or_else(|| self.admin1.get(at)),
            country: self.iso3.get(at).unwrap_or_else(|| self.country.must(at)),
            place_name: self.place_name.get(at),
            event_type: self.event_type.must(at),
            plover: self.plover.get(at),
            sides: self
                .sides
                .map(|[id, name]| SideWords { native_id: id.get(at), name: name.must(at) }),
            deaths,
            cited: None,
        };
        let Some(record) = preparer.record(&words) else { return };
        let mut word = |column: Texts<'_>| corpus.lexicon.add(column.get(at));
        let row = Row {
            revision: self.revision.get(at).unwrap_or_default(),
            dataset: word(self.dataset),
            licence: word(self.licence),
            event_type: word(self.event_type),
            plover: word(self.plover),
            civilians_targeted: self.civilians_targeted.is_some_and(|column| column.value(at)),
            date_precision: word(self.date_precision),
            at: point,
            place_precision: word(self.place_precision),
            country: word(self.country),
            country_gw: self.country_gw.get(at),
            iso3: word(self.iso3),
            admin1: word(self.admin1),
            admin1_id: word(self.admin1_id),
            admin2: word(self.admin2),
            place_name: word(self.place_name),
            grid: self.grid.get(at),
            deaths,
            injured: self.injured.get(at),
            targets: word(self.targets),
        };
        corpus.ids.push(words.report_id.to_owned());
        corpus.rows.push(row);
        corpus.records.push(record);
    }
}

fn missing(name: &str) -> StoreError {
    StoreError::Integrity(format!("the column {name} of reports is missing"))
}
