//! Any other table, through a mapping that somebody saved.
//!
//! What comes in: a table that no reader knows by itself, and a TOML file that says which dataset it is,
//! how it is written and where each field of a report, or of a political calendar, comes from. What goes
//! out: the same batches as from any reader. Columns that no field takes are kept beside the content.
//! `docs/MAPPINGS.md` is the reference of the format; [`suggest`] drafts one.

mod atlas;
mod bundled;
mod calendar;
mod cases;
mod cells;
mod date;
mod error;
mod events;
mod fields;
mod number;
mod reading;
mod spec;
mod suggest;
mod table;
mod tree;
mod value;

use std::path::Path;
use std::sync::Arc;

use bellwether_model::{Batch, Finding, Limits, MappingOrigin, Severity};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use toml::de::DeTable;

pub use bundled::bundled;
pub(crate) use bundled::{calendar, fitting};
pub use error::{At, MappingError};
pub use suggest::suggest;

use self::cells::Columns;
use self::spec::{CalendarSpec, EventSpec, Id};
use self::table::{Kind, TableSpec};
use self::tree::{Lines, Section};
use crate::SourceError;
use crate::describe::{Dataset, Holds, datasets, readable};
use crate::probe::Probe;
use crate::recognise::{Recognised, Shape, evidence_of};
use crate::source::{ReadRow, Sample, Source, Verdict};
use crate::text::value::DateOrder;
use crate::text::{Header, Row};

/// What a row becomes, and from what.
#[derive(Debug, Clone)]
enum Rows {
    Events(Box<EventSpec>),
    Calendar(Box<CalendarSpec>),
}

/// How the tables of one dataset are to be read.
///
/// Two mappings are equal when their texts are.
#[derive(Debug, Clone)]
pub struct Mapping {
    text: String,
    sha256: String,
    dataset: Dataset,
    table: TableSpec,
    columns: Columns,
    rows: Rows,
}

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Mapping {}

/// `[dataset]`, in the form of the files in `data/datasets`.
#[derive(Deserialize)]
struct Head {
    dataset: Dataset,
}

impl Mapping {
    /// Reads a mapping; `path` is where it stands, or the name of a bundled one, for errors only.
    ///
    /// # Errors
    /// When the text is no TOML, has a key that means nothing, or lacks what a row needs. Each error names
    /// the line and what to do.
    pub fn parse(text: &str, path: &Path) -> Result<Self, MappingError> {
        let lines = Lines::of(text, &path.display().to_string())?;
        let tree = DeTable::parse(text).map_err(|error| lines.syntax(&error))?;
        let root = Section::root(&lines, &tree);
        root.only(&["dataset", "table", "event", "calendar"])?;
        let dataset = dataset(text, &lines, &root)?;
        let mut columns = Columns::default();
        let table =
            root.required("table", "write [table] with kind = \"events\" or \"calendar\"")?;
        let table = TableSpec::parse(&table.section()?, &mut columns)?;
        let holds = match table.kind {
            Kind::Events => Holds::Events,
            Kind::Calendar => Holds::Calendar,
        };
        if dataset.inclusion.holds != holds {
            return Err(
                root.unusable("kind of [table] and holds of the dataset's inclusion do not agree")
            );
        }
        let rows = match (table.kind, root.get("event"), root.get("calendar")) {
            (Kind::Events, Some(event), None) => {
                Rows::Events(Box::new(EventSpec::parse(event.section()?, &mut columns)?))
            }
            (Kind::Calendar, None, Some(calendar)) => {
                Rows::Calendar(Box::new(CalendarSpec::parse(calendar.section()?, &mut columns)?))
            }
            (Kind::Events, None, _) => {
                return Err(root.missing("event", "write [event] with the fields of a row"));
            }
            (Kind::Calendar, _, None) => {
                return Err(root.missing("calendar", "write [calendar] with the fields of a row"));
            }
            _ => return Err(root.unusable("write [event] or [calendar], whichever kind says")),
        };
        let sha256 = bellwether_model::hex(&Sha256::digest(text));
        Ok(Self { text: text.to_owned(), sha256, dataset, table, columns, rows })
    }

    /// SHA-256 of the text, lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The text as it was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the dataset covers, leaves out, and under which licence it stands.
    #[must_use]
    pub fn describe(&self) -> &Dataset {
        &self.dataset
    }

    /// The mapping as part of the provenance of the rows that were read with it.
    #[must_use]
    pub fn origin(&self) -> MappingOrigin {
        MappingOrigin { sha256: self.sha256.clone(), text: self.text.clone() }
    }

    /// The columns that a table must have, in lower case.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.read()
    }

    fn id(&self) -> &Id {
        match &self.rows {
            Rows::Events(spec) => &spec.id,
            Rows::Calendar(spec) => &spec.id,
        }
    }

    const fn shape(&self) -> Shape {
        match self.rows {
            Rows::Events(_) => Shape::MappedEvents,
            Rows::Calendar(_) => Shape::MappedCalendar,
        }
    }

    /// Gets ready to read the rows of one table.
    pub(crate) fn reader(
        self: &Arc<Self>,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        match &self.rows {
            Rows::Events(spec) => {
                let spec = spec.as_ref().clone();
                Box::new(events::EventRows::new(self, spec, header, order))
            }
            Rows::Calendar(spec) => {
                let spec = spec.as_ref().clone();
                Box::new(calendar::CalendarRows::new(self, spec, header, order))
            }
        }
    }

    /// Whether a table has all the columns that are read.
    pub(crate) fn fits(&self, header: &Header) -> bool {
        self.columns.check(header).is_ok()
    }

    /// The mark between fields, when the mapping names one.
    pub(crate) fn delimiter(&self) -> Option<u8> {
        self.table.delimiter
    }
}

/// `[dataset]`, checked: the id of a dataset that the program describes, or a description.
fn dataset(text: &str, lines: &Lines, root: &Section<'_>) -> Result<Dataset, MappingError> {
    let section =
        root.required("dataset", "write [dataset] with id, title, licence and the rest")?;
    let section = section.section()?;
    let id = section.required("id", "give it a short name that stays the same in every release")?;
    let known = datasets().iter().find(|known| id.as_text() == Some(known.id.as_str()));
    if let Some(known) = known {
        if readable().contains(known) {
            return Err(id.unusable(format!(
                "{} is the dataset of a reader of its own, whose ids must not be mixed with others; choose another id",
                known.id
            )));
        }
        if section.entries().count() > 1 {
            return Err(id.unusable(format!(
                "{} is described by the program; write its id alone, or choose another id",
                known.id
            )));
        }
        return Ok(known.clone());
    }
    let Head { dataset } = toml::from_str(text).map_err(|error| lines.syntax(&error))?;
    let must = [
        ("source", &dataset.source),
        ("title", &dataset.title),
        ("citation", &dataset.citation),
        ("covers", &dataset.covers),
    ];
    let empty = must.into_iter().find(|(_, text)| text.trim().is_empty()).map(|(key, _)| key);
    match empty {
        Some(key) => Err(section.missing(key, "say it in a line: it is shown with every number")),
        None if dataset.licence.id.trim().is_empty() => {
            let remedy = "give the licence an id, such as CC-BY-4.0, or UNKNOWN with rows_may_be_exported = false";
            Err(section.missing("licence.id", remedy))
        }
        None => Ok(dataset),
    }
}

/// Looks at the beginning of a table and says whether the mapping can read it.
///
/// # Errors
/// When the file cannot be opened or unpacked, when its header is not well-formed, or when it lacks a
/// column that the mapping reads; the message names the line of the mapping and the nearest column.
pub fn recognise_with(
    path: &Path,
    mapping: &Arc<Mapping>,
    limits: &Limits,
) -> Result<Recognised, SourceError> {
    let probe = Probe::open_as(path, limits, mapping.delimiter())?;
    mapping.columns.check(&probe.header)?;
    Ok(recognised(&probe, mapping))
}

/// What a table is that has all columns that the mapping reads.
pub(crate) fn recognised(probe: &Probe, mapping: &Arc<Mapping>) -> Recognised {
    let read = mapping.columns.read().count();
    let mut evidence = vec![format!(
        "the mapping {} reads {read} of its {} columns",
        &mapping.sha256[..12],
        probe.header.len()
    )];
    if let Id::Hash(_) = mapping.id() {
        let what = "rows have no id of their own: the hash of a row stands for it, so a row that the \
                    source changes is another row";
        evidence.push(what.to_owned());
    }
    evidence.extend(evidence_of(probe));
    let is_known = |name: &str| mapping.table.known.iter().any(|known| known == name);
    let checked = !mapping.table.known.is_empty();
    let names = probe.header.names().filter(|name| !name.is_empty());
    let unknown_columns =
        names.filter(|name| checked && !is_known(name)).map(str::to_owned).collect();
    let missing_columns =
        mapping.table.known.iter().filter(|name| !probe.header.has(name)).cloned().collect();
    Recognised {
        dataset: mapping.dataset.id.clone(),
        shape: mapping.shape(),
        label: None,
        evidence,
        unknown_columns,
        missing_columns,
        container: probe.input.container,
        mapping: Some(Arc::clone(mapping)),
    }
}

/// The source of all mapped tables: it recognises none by itself.
pub(crate) struct Mapped;

impl Source for Mapped {
    fn recognise(&self, _: &Sample<'_>) -> Verdict {
        Verdict::No
    }

    fn version_in(&self, _: &str) -> Option<String> {
        None
    }

    fn reader(
        &self,
        recognised: &Recognised,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        match &recognised.mapping {
            Some(mapping) => mapping.reader(header, order),
            None => Box::new(Unmapped),
        }
    }

    fn shapes(&self) -> &'static [Shape] {
        &[Shape::MappedEvents, Shape::MappedCalendar]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[]
    }
}

/// What reads a mapped table whose mapping was taken from it.
struct Unmapped;

impl ReadRow for Unmapped {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let message =
            "the table is read through a mapping and there is none; recognise it again with one";
        let finding = Finding::new(Severity::Reject, row.line, "", "mapping-missing", message, "");
        batch.findings.push(finding);
    }
}
