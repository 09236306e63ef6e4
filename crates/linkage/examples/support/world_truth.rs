//! What happened in a simulated world, as its oracle needs it: where, when and which groups.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use bellwether_linkage::Day;
use serde::Deserialize;

use super::Outcome;
use super::truth::UNREST;
use super::world::day_of;

/// An incident of armed violence, or unrest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Happened {
    /// Its day.
    pub(crate) day: Day,
    /// Position of its town in [`Happenings::towns`].
    pub(crate) town: u32,
    /// The groups that took part, as positions in [`Happenings::groups`], ascending; none where a state
    /// attacked civilians.
    pub(crate) groups: [Option<u16>; 2],
    /// Number of its kind: type of violence and method, or kind of unrest.
    pub(crate) kind: u16,
    /// Its dead.
    pub(crate) dead: u32,
}

/// A town.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Town {
    /// The unit in which it lies.
    pub(crate) unit: String,
    /// Degrees north and east.
    pub(crate) at: [f32; 2],
}

/// Everything that happened.
#[derive(Debug, Default)]
pub(crate) struct Happenings {
    /// By the incident's number; that of unrest has the bit [`UNREST`].
    pub(crate) incidents: HashMap<u32, Happened>,
    /// All towns.
    pub(crate) towns: Vec<Town>,
    /// Registry ids of armed groups.
    pub(crate) groups: Vec<String>,
}

#[derive(Deserialize)]
struct Line {
    incident: Option<u32>,
    unrest: Option<u32>,
    date: jiff::civil::Date,
    admin1: String,
    town: String,
    #[serde(default)]
    side_a: String,
    #[serde(default)]
    side_b: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    type_of_violence: u8,
    #[serde(default)]
    method: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    deaths: u32,
    #[serde(default)]
    deaths_a: u32,
    #[serde(default)]
    deaths_b: u32,
    #[serde(default)]
    deaths_civilians: u32,
}

/// Reads what happened in the world in a folder.
pub(crate) fn read(folder: &Path) -> Outcome<Happenings> {
    let mut happenings = Happenings::default();
    let mut towns = HashMap::new();
    let places = std::fs::read_to_string(folder.join("registry").join("places.csv"))?;
    for line in places.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [_, name, _, _, unit, north, east, ..] = fields[..] else { continue };
        towns.insert((unit.to_owned(), name.to_owned()), happenings.towns.len());
        let at = [north.parse()?, east.parse()?];
        happenings.towns.push(Town { unit: unit.to_owned(), at });
    }
    let mut groups: HashMap<String, u16> = HashMap::new();
    let mut kinds: HashMap<String, u16> = HashMap::new();
    for line in BufReader::new(File::open(folder.join("truth.ndjson"))?).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let number = line.incident.or(line.unrest.map(|number| number | UNREST));
        let number = number.ok_or("a line of the truth has no number")?;
        let sides = if line.group.is_empty() {
            [line.side_a, line.side_b]
        } else {
            [line.group, String::new()]
        };
        let mut taking = sides.map(|side| {
            if side.is_empty() || side == "civilians" || side.starts_with("government-of-") {
                return None;
            }
            let next = u16::try_from(groups.len()).ok()?;
            Some(*groups.entry(side.clone()).or_insert_with(|| {
                happenings.groups.push(side);
                next
            }))
        });
        taking.sort_unstable_by_key(|group| group.unwrap_or(u16::MAX));
        let town = towns.get(&(line.admin1, line.town)).ok_or("a town is not in places.csv")?;
        let next = u16::try_from(kinds.len())?;
        let kind = format!("{} {} {}", line.type_of_violence, line.method, line.kind);
        let happened = Happened {
            day: day_of(line.date),
            town: u32::try_from(*town)?,
            groups: taking,
            kind: *kinds.entry(kind).or_insert(next),
            dead: line.deaths + line.deaths_a + line.deaths_b + line.deaths_civilians,
        };
        happenings.incidents.insert(number, happened);
    }
    Ok(happenings)
}
