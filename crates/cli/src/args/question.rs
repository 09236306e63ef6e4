//! The flags by which a question says which reports it is about.

use bellwether_store::{By, Measure, SideChoice, Unit};
use clap::{Args, ValueEnum};

/// Which reports.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which reports")]
pub(crate) struct QuestionArgs {
    /// Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset's own.
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<String>,
    /// The side on which the actor must be.
    #[arg(long, value_enum, requires = "actor", value_name = "SIDE")]
    pub(crate) side: Option<SideWord>,
    /// Country, by name or any code; repeat for several.
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Vec<String>,
    /// First-level unit, by gazetteer id (NG.27) or the source's own name; repeat for several.
    #[arg(long, value_name = "UNIT")]
    pub(crate) admin1: Vec<String>,
    /// Only what lies within this box of degrees; what is known only to a unit lies within none.
    #[arg(long, value_name = "WEST,SOUTH,EAST,NORTH", value_parser = bbox, allow_hyphen_values = true)]
    pub(crate) bbox: Option<[f64; 4]>,
    /// First day: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Last day, included: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// Only events directed against civilians.
    #[arg(long)]
    pub(crate) civilian_targets: bool,
    /// Whom or what the event was directed at: civilians, police, health, education, aid-workers, …; repeat for several.
    #[arg(long, value_name = "CLASS")]
    pub(crate) target: Vec<String>,
    /// Type in PLOVER's terms: ASSAULT, or one mode such as ASSAULT/suicide-attack; repeat for several.
    #[arg(long, value_name = "CODE")]
    pub(crate) plover: Vec<String>,
    /// A column of the source's own with the value that it must have (doubtterr=0) or not have (doubtterr!=1);
    /// repeat for several.
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) field: Vec<String>,
    /// Dataset, or `all` to add up datasets that may hold the same events; repeat for several.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Vec<String>,
    /// What counts as one: incidents, each once however many reports tell of it, or reports. Incidents are the
    /// default once the store has some.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) unit: Option<UnitWord>,
}

/// Four numbers of degrees with commas between.
fn bbox(text: &str) -> Result<[f64; 4], String> {
    let wrong = "give WEST,SOUTH,EAST,NORTH in degrees, such as 60,29,75,38.5";
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    let numbers: [f64; 4] =
        numbers.ok().and_then(|numbers| numbers.try_into().ok()).ok_or(wrong)?;
    let [west, south, east, north] = numbers;
    let is_longitude = |degrees: f64| (-180.0..=180.0).contains(&degrees);
    let is_box = is_longitude(west)
        && is_longitude(east)
        && (-90.0..=90.0).contains(&south)
        && (south..=90.0).contains(&north);
    if is_box { Ok(numbers) } else { Err(wrong.into()) }
}

/// What counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitWord {
    /// What happened, as far as reports tell.
    Incidents,
    /// What each source says.
    Reports,
}

impl From<Unit> for UnitWord {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Incidents => Self::Incidents,
            Unit::Reports => Self::Reports,
        }
    }
}

impl From<UnitWord> for Unit {
    fn from(word: UnitWord) -> Self {
        match word {
            UnitWord::Incidents => Self::Incidents,
            UnitWord::Reports => Self::Reports,
        }
    }
}

/// Which side of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideWord {
    /// The government in state-based events, the perpetrator in one-sided ones.
    A,
    /// The other.
    B,
    /// Either.
    Either,
}

impl From<SideWord> for SideChoice {
    fn from(word: SideWord) -> Self {
        match word {
            SideWord::A => Self::A,
            SideWord::B => Self::B,
            SideWord::Either => Self::Either,
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum MeasureWord {
    /// Incidents, or reports of events.
    #[default]
    Events,
    /// Deaths, low / best / high.
    Fatalities,
}

impl From<MeasureWord> for Measure {
    fn from(word: MeasureWord) -> Self {
        match word {
            MeasureWord::Events => Self::Events,
            MeasureWord::Fatalities => Self::Fatalities,
        }
    }
}

/// What an answer is split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByWord {
    /// Days.
    Day,
    /// Weeks, by their Monday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
    /// Countries.
    Country,
    /// First-level units.
    Admin1,
    /// Event types.
    Type,
    /// Actors; an event counts for both of its sides.
    Actor,
    /// Datasets; an incident counts for each that has a report of it.
    Source,
    /// How well the place is known.
    Precision,
    /// Types in PLOVER's terms.
    Plover,
}

impl ByWord {
    /// The name of the column that holds the parts.
    pub(crate) fn column(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

impl From<ByWord> for By {
    fn from(word: ByWord) -> Self {
        match word {
            ByWord::Day => Self::Day,
            ByWord::Week => Self::Week,
            ByWord::Month => Self::Month,
            ByWord::Year => Self::Year,
            ByWord::Country => Self::Country,
            ByWord::Admin1 => Self::Admin1,
            ByWord::Type => Self::Type,
            ByWord::Actor => Self::Actor,
            ByWord::Source => Self::Source,
            ByWord::Precision => Self::Precision,
            ByWord::Plover => Self::Plover,
        }
    }
}
