//! The inclusion rules of a dataset in a form that programs can compare.

use std::fmt;

use bellwether_model::{ActorKind, Date, EventType, Iso3};
use serde::{Deserialize, Serialize};

/// What one dataset takes in, what it leaves out, and how its rows are to be handled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inclusion {
    /// What it holds.
    pub holds: Holds,
    /// What one row is, in words.
    pub unit: String,
    /// Whether only events with at least one death are in it.
    pub lethal_only: bool,
    /// The deaths in a calendar year that a dyad, or an actor of one-sided violence, must have reached
    /// once for its events to be in it; `None` when there is no threshold.
    pub threshold: Option<u32>,
    /// The harmonised types that its events can have; empty when it holds no events.
    #[serde(default)]
    pub event_kinds: Vec<EventType>,
    /// The kinds of actors whose violence it records; empty when it records no actors.
    #[serde(default)]
    pub actors: Vec<ActorKind>,
    /// How it counts the dead.
    pub fatalities: Fatalities,
    /// Whether side A is who attacked in each of its events; else it is so in one-sided violence alone.
    #[serde(default)]
    pub attacker_first: bool,
    /// How it is known that an event was against civilians, in words.
    pub civilian_coding: String,
    /// Where and when it covers; empty when nobody says, as for simulated data.
    #[serde(default)]
    pub coverage: Vec<Coverage>,
    /// What is missing within that.
    #[serde(default)]
    pub missing: Vec<Missing>,
    /// The usual days from an event to its first appearance in the dataset; `None` when not known.
    pub reporting_delay_days: Option<u32>,
    /// The least number of events that a cell of an aggregate must have to leave, for datasets whose rows
    /// may not; `None` for the others.
    pub small_cell: Option<u32>,
    /// Whether it is a sample: such a dataset cannot give totals.
    #[serde(default)]
    pub sample: bool,
    /// Whether it tells of one happening many times, as machine-coded news do: only in such a dataset are its own
    /// reports put together to incidents.
    #[serde(default)]
    pub repeating: bool,
    /// What may lawfully be had or passed on instead of its rows, for datasets whose rows may not.
    pub alternative: Option<String>,
}

/// What the rows of a dataset are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// Events.
    Events,
    /// Published totals by country and year.
    Totals,
    /// Actors.
    Actors,
    /// Dates of the political calendar.
    Calendar,
    /// Documents that tell of events.
    Documents,
}

/// How a dataset counts the dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fatalities {
    /// The form of the count.
    pub form: FatalityForm,
    /// Whether dead perpetrators are in it; `None` when nothing is counted.
    pub includes_perpetrators: Option<bool>,
}

/// The form in which deaths are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FatalityForm {
    /// A lowest, a most likely and a highest number.
    Range,
    /// One number.
    OneNumber,
    /// None.
    None,
}

/// One part of the coverage: some countries, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// What the part is called.
    pub name: String,
    /// Its countries.
    pub countries: Countries,
    /// The first day.
    pub from: Date,
    /// The last day; `None` when it goes on.
    pub to: Option<Date>,
    /// Where that was read, or how sure it is.
    pub note: Option<String>,
}

/// The countries of a part of the coverage: `"world"`, or a list of ISO 3166-1 alpha-3 codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Countries {
    /// All.
    World(World),
    /// Those listed.
    Listed(Vec<Iso3>),
}

/// The word `world`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum World {
    /// All countries.
    World,
}

/// A time for which a dataset has nothing although it covers what is before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The first day without.
    pub from: Date,
    /// The last day without.
    pub to: Date,
    /// What is missing and why.
    pub what: String,
}

impl Countries {
    /// Whether a country is among them.
    #[must_use]
    pub fn has(&self, country: Iso3) -> bool {
        match self {
            Self::World(_) => true,
            Self::Listed(listed) => listed.contains(&country),
        }
    }
}

impl Coverage {
    /// Whether it takes in any day of an interval; a missing end is open.
    #[must_use]
    pub fn touches(&self, from: Option<Date>, to: Option<Date>) -> bool {
        to.is_none_or(|to| to >= self.from)
            && self.to.is_none_or(|end| from.is_none_or(|from| from <= end))
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{} from {} to {to}", self.name, self.from),
            None => write!(f, "{} from {}", self.name, self.from),
        }
    }
}
