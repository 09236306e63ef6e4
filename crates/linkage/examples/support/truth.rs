//! The planted truth: which incidents each record tells of.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use serde::Deserialize;

use super::Outcome;
use super::world::Prepared;

/// Added to the number of what was no armed violence, which is numbered by itself.
pub(crate) const UNREST: u32 = 1 << 31;

/// Which incidents each record tells of, ascending, by the record's position.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Truth {
    /// More than one for a summary; none for a record that the truth does not know.
    pub(crate) tells: Vec<Vec<u32>>,
    /// Why the source has the record: `primary`, `duplicate`, `mistake`, `summary`.
    pub(crate) roles: Vec<String>,
}

/// How two records stand to each other in truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// They tell of the same, and of nothing else.
    Same,
    /// What they tell of overlaps: a summary and a part of it, or two summaries. Neither hit nor miss.
    Overlap,
    /// They tell of different things.
    Different,
}

impl Truth {
    /// How two records stand to each other.
    pub(crate) fn relation(&self, a: u32, b: u32) -> Relation {
        let (a, b) = (&self.tells[a as usize], &self.tells[b as usize]);
        if a.is_empty() || b.is_empty() {
            Relation::Different
        } else if a == b {
            Relation::Same
        } else if a.iter().any(|incident| b.contains(incident)) {
            Relation::Overlap
        } else {
            Relation::Different
        }
    }

    /// The records that tell of the same, group by group.
    pub(crate) fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups: HashMap<&[u32], Vec<u32>> = HashMap::new();
        for (record, tells) in (0..).zip(&self.tells).filter(|(_, tells)| !tells.is_empty()) {
            groups.entry(tells).or_default().push(record);
        }
        groups.into_values().collect()
    }
}

/// A line of `truth.ndjson`: an incident, or what was no armed violence.
#[derive(Deserialize)]
struct Line {
    incident: Option<u32>,
    unrest: Option<u32>,
    reports: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    source: Option<String>,
    id: serde_json::Value,
    #[serde(rename = "as")]
    role: String,
}

/// Reads the truth of a simulated world about these records.
pub(crate) fn of_world(folder: &Path, prepared: &Prepared) -> Outcome<Truth> {
    let mut positions: Vec<HashMap<&str, u32>> = vec![HashMap::new(); prepared.datasets.len()];
    for (at, row) in (0..).zip(&prepared.rows) {
        positions[usize::from(row.record.dataset.0)].insert(&row.id, at);
    }
    let mut truth = Truth {
        tells: vec![Vec::new(); prepared.rows.len()],
        roles: vec![String::new(); prepared.rows.len()],
    };
    for line in BufReader::new(File::open(folder.join("truth.ndjson"))?).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let number = line.incident.or(line.unrest.map(|number| number | UNREST));
        for told in line.reports {
            let source = told.source.as_deref().unwrap_or("sim-ged");
            let Some(dataset) = prepared.datasets.iter().position(|name| name == source) else {
                continue;
            };
            let id = told.id.as_str().map_or_else(|| told.id.to_string(), str::to_owned);
            if let (Some(&at), Some(number)) = (positions[dataset].get(id.as_str()), number) {
                truth.tells[at as usize].push(number);
                truth.roles[at as usize] = told.role;
            }
        }
    }
    truth.tells.iter_mut().for_each(|tells| tells.sort_unstable());
    Ok(truth)
}
