//! What was made: for the caller, and as `world.json`.

use std::path::PathBuf;

use bellwether_model::{Date, Scope};
use serde::Serialize;

/// What a simulated world came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The releases in the order of their publication.
    pub files: Vec<ReleaseFile>,
    /// The armed groups with what was planted for each; the headline group first.
    pub groups: Vec<GroupSummary>,
    /// The registry id of the group with the best story: active, silent for two years, back with rising
    /// tempo and an attack with many dead in the last twelve months.
    pub headline_group: String,
    /// Incidents that happened, also those that killed nobody or that no source found.
    pub incidents: u64,
    /// Distinct reports of the GED-shaped source over all its releases, withdrawn ones too.
    pub reports: u64,
    /// Rows in all files of the GED-shaped source together.
    pub rows: u64,
    /// The folder with `actors/*.toml`, `countries.toml`, `places.csv`, `admin1.csv` and `admin1.geojson`.
    pub registry: PathBuf,
    /// What the further sources wrote; empty where the GED-shaped one is alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceSummary>,
    /// The news, if any was asked for.
    pub news: Option<NewsSummary>,
}

/// What the newspapers of a world came to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NewsSummary {
    /// The folder with `articles.ndjson`, `truth.ndjson`, `feed.xml`, `atom.xml`, `text` and `html`.
    #[serde(skip)]
    pub dir: PathBuf,
    /// The outlets as the articles name them; the first has the RSS feed, the second the Atom feed.
    pub outlets: Vec<String>,
    /// All articles.
    pub articles: u64,
    /// Articles that an outlet wrote itself.
    pub originals: u64,
    /// Articles that were taken over from another outlet.
    pub copies: u64,
    /// Originals that are not about violence.
    pub noise: u64,
    /// Events told by originals, also those that never happened.
    pub events: u64,
    /// Statements made by originals.
    pub statements: u64,
}

/// What a further source wrote.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceSummary {
    /// The dataset, as the selectors of the world's registry name it.
    pub dataset: &'static str,
    /// By what its rows are known to be simulated.
    pub mark: String,
    /// Its files in the order of their publication.
    pub files: Vec<SourceFile>,
    /// Rows in all of them together.
    pub rows: u64,
    /// Distinct reports in them, by the source's id.
    pub reports: u64,
}

/// One file of a further source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What is in it: `acled-csv`, `acled-csv-before-2023`, `acled-json`, `acled-csv-monadic`,
    /// `acled-deletions`, `gtd-csv`, `gtd-xlsx`, `gdelt-events-2.0`, `gdelt-events-1.0`,
    /// `gdelt-mentions` or `gdelt-master-list`.
    pub shape: &'static str,
    /// What the truth calls it.
    pub label: String,
    /// The day of publication.
    pub published: Date,
    /// Rows without a header.
    pub rows: u64,
}

/// One published file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReleaseFile {
    /// Where it lies.
    pub path: PathBuf,
    /// `24.1` for a yearly release, `24.0.3` for a candidate one.
    pub label: String,
    /// The day of publication.
    pub published: Date,
    /// What it is complete for: all countries of the world, from and to the days it covers.
    pub complete_for: Scope,
    /// Whether it is a monthly candidate release.
    pub is_candidate: bool,
    /// Rows without the header.
    pub rows: u64,
    /// What changed against the yearly release before.
    pub changes: Changes,
}

/// How a release differs from the yearly release before it; a first release and a candidate only add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// Rows with an id that the release before did not have.
    pub added: u64,
    /// Of these, rows about the time that the release before covered already.
    pub added_late: u64,
    /// Rows with an id that it had, and other content.
    pub changed: u64,
    /// Ids that it had and this one has not.
    pub withdrawn: u64,
}

/// One armed group and what was planted for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupSummary {
    /// Registry id.
    pub id: String,
    /// The name that the source uses.
    pub name: String,
    /// The source's id.
    pub native_id: String,
    /// ISO 3166-1 alpha-3 codes of the countries where it acts, home first.
    pub countries: Vec<String>,
    /// Registry id of the group it came out of.
    pub split_from: Option<String>,
    /// Registry id of the group whose branch it is.
    pub branch_of: Option<String>,
    /// Registry id of the group it fights.
    pub rival_of: Option<String>,
    /// Whether it is more active around elections.
    pub election_linked: bool,
    /// When it is active; between is silence.
    pub phases: Vec<PhaseSummary>,
    /// Returns after silence.
    pub resurgences: Vec<ResurgenceSummary>,
    /// Series of bombings and attacks with many dead, in order.
    pub planted: Vec<PlantedSummary>,
    /// Months in which it acts several times as much.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub surges: Vec<SurgeSummary>,
    /// Incidents in which it took part, by month from January of the first year.
    pub incidents_by_month: Vec<u32>,
}

/// A stretch of days in which a group acts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PhaseSummary {
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub to: Date,
    /// The rate on the first day, where 1 is the group's ordinary tempo.
    pub rate_from: f64,
    /// The rate on the last day.
    pub rate_to: f64,
}

/// A planted return after silence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ResurgenceSummary {
    /// The first day of silence.
    pub silent_from: Date,
    /// The last day of silence.
    pub silent_to: Date,
    /// The day from which the group may act again.
    pub start: Date,
    /// The mean rate afterwards over the mean rate before the silence.
    pub size: f64,
}

/// A planted surge.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SurgeSummary {
    /// The first day.
    pub start: Date,
    /// The last day, included.
    pub end: Date,
    /// What its rate is multiplied with.
    pub factor: f64,
}

/// A planted day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlantedSummary {
    /// The day.
    pub day: Date,
    /// `sequential-bombing` or `mass-casualty`.
    pub kind: &'static str,
    /// Bombings of a series, or deaths of an attack.
    pub size: u32,
}
