//! What a file is, by its content; its name only adds the version.

use std::path::Path;
use std::sync::Arc;

use bellwether_model::{DatasetId, Limits, ReleaseLabel};

use crate::SourceError;
use crate::describe::readable;
use crate::input::Container;
use crate::list::SOURCES;
use crate::mapped::{self, Mapping};
use crate::probe::Probe;
use crate::source::{Match, Source, Verdict};

/// The shape of a file: which columns, in which container of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// UCDP GED with today's columns.
    GedCurrent,
    /// UCDP GED with the shorter column set of the country files around 2019.
    GedOlder41,
    /// UCDP GED as HDX re-publishes it, with a row of hashtags.
    GedHdx,
    /// UCDP GED up to 5.0, with `best_est`, `high_est` and `low_est`.
    GedEarly,
    /// UCDP GED as a GeoJSON feature collection.
    GedGeoJson,
    /// UCDP GED as JSON objects, such as the pages of UCDP's API.
    GedJson,
    /// ACLED with the columns of today.
    AcledCurrent,
    /// ACLED with the columns before the changes of March 2023.
    AcledOlder,
    /// ACLED as JSON objects, such as the answers of its service.
    AcledJson,
    /// ACLED's list of deleted events.
    AcledDeletions,
    /// UCDP's list of actors.
    ActorList,
    /// UCDP's organized violence by country and year.
    CountryYear,
    /// UCDP's deadly electoral conflict.
    Deco,
    /// The Global Terrorism Database.
    Gtd,
    /// GDELT 2.0 events, 61 columns.
    GdeltEvents2,
    /// GDELT 1.0 events, 57 columns, or 58 with the source's address.
    GdeltEvents1,
    /// GDELT 2.0 mentions, 16 columns.
    GdeltMentions,
    /// ICEWS coded events.
    Icews,
    /// Events in a table that is read through a mapping.
    MappedEvents,
    /// A political calendar that is read through a mapping.
    MappedCalendar,
}

impl Shape {
    /// All shapes.
    pub const ALL: [Self; 20] = [
        Self::GedCurrent,
        Self::GedOlder41,
        Self::GedHdx,
        Self::GedEarly,
        Self::GedGeoJson,
        Self::GedJson,
        Self::AcledCurrent,
        Self::AcledOlder,
        Self::AcledJson,
        Self::AcledDeletions,
        Self::ActorList,
        Self::CountryYear,
        Self::Deco,
        Self::Gtd,
        Self::GdeltEvents2,
        Self::GdeltEvents1,
        Self::GdeltMentions,
        Self::Icews,
        Self::MappedEvents,
        Self::MappedCalendar,
    ];

    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GedCurrent => "ged",
            Self::GedOlder41 => "ged-41",
            Self::GedHdx => "ged-hdx",
            Self::GedEarly => "ged-early",
            Self::GedGeoJson => "ged-geojson",
            Self::GedJson => "ged-json",
            Self::AcledCurrent => "acled",
            Self::AcledOlder => "acled-before-2023",
            Self::AcledJson => "acled-json",
            Self::AcledDeletions => "acled-deletions",
            Self::ActorList => "ucdp-actor-list",
            Self::CountryYear => "ucdp-country-year",
            Self::Deco => "deco",
            Self::Gtd => "gtd",
            Self::GdeltEvents2 => "gdelt-2",
            Self::GdeltEvents1 => "gdelt-1",
            Self::GdeltMentions => "gdelt-mentions",
            Self::Icews => "icews",
            Self::MappedEvents => "mapped-events",
            Self::MappedCalendar => "mapped-calendar",
        }
    }
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recognised {
    /// The dataset that it belongs to.
    pub dataset: DatasetId,
    /// The shape of its rows.
    pub shape: Shape,
    /// The version, as the content or else the file's name tells it.
    pub label: Option<ReleaseLabel>,
    /// Why it is taken for that, for a person.
    pub evidence: Vec<String>,
    /// Columns that the reader does not know. In event tables they are kept beside the content, in
    /// `Report::added`.
    pub unknown_columns: Vec<String>,
    /// Columns of the dataset that the file lacks.
    pub missing_columns: Vec<String>,
    /// How it is packed.
    pub container: Container,
    /// The mapping by which it is read, for a table that no reader knows by itself.
    pub mapping: Option<Arc<Mapping>>,
}

/// Looks at the beginning of a file and says what it is.
///
/// # Errors
/// When the file cannot be opened or unpacked, when its header is not well-formed, or when it is no
/// table that a reader knows; the message says what to do.
pub fn recognise(path: &Path, limits: &Limits) -> Result<Recognised, SourceError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    recognise_as(path, &name.unwrap_or_default(), limits)
}

/// As [`recognise`], for a file that lies under another name than its publisher's.
///
/// # Errors
/// As [`recognise`].
pub fn recognise_as(path: &Path, name: &str, limits: &Limits) -> Result<Recognised, SourceError> {
    let probe = Probe::open(path, limits)?;
    if let Some(mapping) = mapped::calendar(&probe.header) {
        return Ok(mapped::recognised(&probe, mapping));
    }
    let (source, found) = match_sample(&probe)?;
    let mut evidence = found.evidence;
    evidence.extend(evidence_of(&probe));
    let label = found.label.or_else(|| {
        let names = [probe.input.member.clone(), Some(name.to_owned())];
        let (name, label) =
            names.into_iter().flatten().find_map(|n| source.version_in(&n).map(|v| (n, v)))?;
        evidence.push(format!("the name {name} gives version {label}"));
        Some(label)
    });
    Ok(Recognised {
        dataset: DatasetId::new(found.dataset).expect("dataset ids are kebab-case, by test"),
        shape: found.shape,
        label: label.map(ReleaseLabel),
        evidence,
        unknown_columns: found.unknown_columns,
        missing_columns: found.missing_columns,
        container: probe.input.container,
        mapping: None,
    })
}

/// What the way in which a file is written and packed tells a person.
pub(crate) fn evidence_of(probe: &Probe) -> impl Iterator<Item = String> {
    let mark = probe.input.mark.map(|mark| format!("the text begins with a mark: {mark}"));
    let member = probe.input.member.as_ref().map(|name| format!("archive member {name}"));
    mark.into_iter().chain(member)
}

/// Asks every source.
fn match_sample(probe: &Probe) -> Result<(&'static dyn Source, Match), SourceError> {
    let (mut closest, mut fewest) = (None, usize::MAX);
    let sample = probe.sample();
    for source in SOURCES {
        match source.recognise(&sample) {
            Verdict::Yes(found) => return Ok((*source, found)),
            Verdict::Refused { dataset, reason } => {
                return Err(SourceError::WrongForm { dataset, reason });
            }
            Verdict::Almost { dataset, missing } if missing.len() < fewest => {
                fewest = missing.len();
                closest = Some(SourceError::MissingColumns { dataset, missing });
            }
            Verdict::Almost { .. } | Verdict::No => {}
        }
    }
    if let Some((name, mapping)) = mapped::fitting(sample.header) {
        let title = mapping.describe().title.clone();
        return Err(SourceError::BundledMapping { name, title });
    }
    Err(closest.unwrap_or_else(|| {
        let mut columns: Vec<String> =
            sample.header.names().take(12).map(|name| name.chars().take(40).collect()).collect();
        if sample.header.len() > columns.len() {
            columns.push(format!("and {} more", sample.header.len() - columns.len()));
        }
        let ids: Vec<&str> = readable().iter().map(|dataset| dataset.id.as_str()).collect();
        SourceError::Unrecognised { columns, readable: ids.join(", ") }
    }))
}
