//! Worlds with planted truth, written in the sources' own file formats.
//!
//! What comes in: a seed and a few sizes ([`Parameters`]). What goes out: a folder with the files that a
//! source in the format of UCDP GED would have published about an invented world, release by release,
//! that world's own registry, and the truth beside it ([`simulate`]); on request ([`Sources`]) also what
//! sources in the formats of ACLED, the GTD and GDELT would have made of the same world, and what its
//! newspapers printed ([`NewsParameters`]). Three things are kept apart: the **world** (what happened), the **observation** (what a source got to know, when, and
//! with which errors) and the **writer** (the file format).
//!
//! The same parameters give the same bytes on any machine: chance comes from streams opened by key
//! (SplitMix64), functions such as the logarithm from the pure-Rust `libm`, and no map without an order
//! is walked. (A workbook holds the same cells anywhere; how they are packed is up to its library.)
//! Nothing made here is real: countries have user-assigned codes and lie on open water, and every file
//! and row says SIMULATED.

mod actor_file;
mod calendar;
mod error;
mod error_parameters;
mod feeds;
mod names;
mod news;
mod news_parameters;
mod observe;
mod parameters;
mod registry_files;
mod releases;
mod rng;
mod run;
mod source_parameters;
mod summary;
mod truth;
mod vintages;
mod world;
mod world_json;
mod write;

pub use error::SimulateError;
pub use error_parameters::{Beyond, Errors};
pub use news_parameters::NewsParameters;
pub use parameters::Parameters;
pub use run::simulate;
pub use source_parameters::{
    AcledParameters, Coverage, GdeltFiles, GdeltParameters, GedParameters, GtdParameters, Sources,
};
pub use summary::{
    Changes, GroupSummary, NewsSummary, PhaseSummary, PlantedSummary, ReleaseFile,
    ResurgenceSummary, SourceFile, SourceSummary, Summary, SurgeSummary,
};

/// The dataset of the GED-shaped files, as the selectors of the world's registry name it.
pub const DATASET: &str = "sim-ged";
/// The dataset of the ACLED-shaped files.
pub const ACLED_DATASET: &str = "sim-acled";
/// The dataset of the GTD-shaped files.
pub const GTD_DATASET: &str = "sim-gtd";
/// The dataset of the GDELT-shaped files.
pub const GDELT_DATASET: &str = "sim-gdelt";
/// The licence of everything that is made here.
pub const LICENCE: &str = "CC0-1.0";
