//! The verbs that every source has.

use bellwether_model::Batch;

use crate::recognise::{Recognised, Shape};
use crate::text::value::DateOrder;
use crate::text::{Header, Row};

/// What recognition has to go on: the beginning of a file.
pub(crate) struct Sample<'a> {
    /// The columns; for JSON the members of the first elements, for GeoJSON their properties.
    pub(crate) header: &'a Header,
    /// The first rows of data.
    pub(crate) rows: Vec<Row<'a>>,
    /// Whether the row under the header holds HXL hashtags.
    pub(crate) hashtags: bool,
    /// Whether the table has no header of its own, so that the columns are named by their number and
    /// content.
    pub(crate) headerless: bool,
    /// For GeoJSON, the name of the collection (empty when it has none).
    pub(crate) geojson: Option<&'a str>,
    /// Whether the rows are JSON objects (and no features).
    pub(crate) json: bool,
}

/// What a source makes of a sample.
pub(crate) enum Verdict {
    /// Not its own.
    No,
    /// Nearly: columns that it needs are missing.
    Almost { dataset: &'static str, missing: Vec<String> },
    /// Its own, in a form that must not be read: why, and what to do.
    Refused { dataset: &'static str, reason: String },
    /// Its own.
    Yes(Match),
}

/// A sample that a source knows.
pub(crate) struct Match {
    /// The dataset.
    pub(crate) dataset: &'static str,
    /// The shape of its file.
    pub(crate) shape: Shape,
    /// A version that the content itself names.
    pub(crate) label: Option<String>,
    /// Why it is taken for that.
    pub(crate) evidence: Vec<String>,
    /// Columns that it has beyond the known ones.
    pub(crate) unknown_columns: Vec<String>,
    /// Known columns that it lacks.
    pub(crate) missing_columns: Vec<String>,
}

/// One source's table.
pub(crate) trait Source: Sync {
    /// Looks at the beginning of a file.
    fn recognise(&self, sample: &Sample<'_>) -> Verdict;

    /// The version that a file's name (or that of its collection) tells, e.g. `25.1`.
    fn version_in(&self, name: &str) -> Option<String>;

    /// Gets ready to read the rows of a recognised table.
    fn reader(
        &self,
        recognised: &Recognised,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Box<dyn ReadRow>;

    /// The shapes that it reads.
    fn shapes(&self) -> &'static [Shape];

    /// The descriptions of its datasets, as they stand in the data files.
    fn describe(&self) -> &'static [&'static str];
}

/// A row to its outcome.
pub(crate) trait ReadRow: Sync {
    /// Adds what the row is (report, total, actor, statement) and what is wrong with it to the batch.
    fn read(&self, row: &Row<'_>, batch: &mut Batch);

    /// Whether the text of a row that is no record at all may be kept with its reject. Not where it may
    /// hold names of persons, which are kept nowhere.
    fn shows_raw_rows(&self) -> bool {
        true
    }
}
