//! UCDP's DECO against GED: of the deadly electoral events that say which GED event they are, how many links
//! are found.
//!
//! A DECO event with `ucdp_ged` = 1 has the `relid` of its GED event; one with 0 has none in GED. So every link of a
//! DECO event is right or wrong, also where its GED event is in none of the files.

use std::collections::HashMap;
use std::path::PathBuf;

use bellwether_linkage::{Link, LinkKind, Linkage, Record, Settings, link};
use bellwether_sources::{ReadOptions, SourceError, read, recognise};

use super::Outcome;
use super::world::{Names, Prepared, records};

const DECO: &str = "ucdp-deco";

/// Links the events of the files and compares that with what they say of themselves.
pub(crate) fn compare(files: &[PathBuf]) -> Outcome<(Prepared, Linkage, Found)> {
    let prepared = records(&Names::load(None)?, files)?;
    let labels = Labels::of(&prepared, &relids(files)?);
    let all: Vec<Record> = prepared.rows.iter().map(|row| row.record).collect();
    let linkage = link(&all, &Settings::default());
    let found = Found::of(&prepared, &labels, &linkage);
    Ok((prepared, linkage, found))
}

/// What each report says of its own identity: dataset and id to `relid` and whether it is in GED.
type Relids = HashMap<(String, String), (String, bool)>;

fn relids(files: &[PathBuf]) -> Outcome<Relids> {
    let options = ReadOptions::default();
    let mut relids = Relids::new();
    for path in files {
        let recognised = recognise(path, &options.limits)?;
        read(path, &recognised, &options, |batch| {
            for report in &batch.reports {
                let in_ged =
                    report.extra.iter().any(|(name, value)| name == "ucdp_ged" && value == "1");
                let relid = report
                    .relid
                    .clone()
                    .or_else(|| {
                        let mut extra = report.extra.iter();
                        extra.find(|(name, _)| *name == "relid").map(|(_, value)| value.to_owned())
                    })
                    .unwrap_or_default();
                let key = (report.id.dataset.to_string(), report.id.native.to_string());
                relids.insert(key, (relid, in_ged));
            }
            Ok::<(), SourceError>(())
        })?;
    }
    Ok(relids)
}

/// The GED record of each DECO record that has one in the files.
struct Labels {
    ged_of: HashMap<u32, u32>,
    deco: Vec<u32>,
}

impl Labels {
    fn of(prepared: &Prepared, relids: &Relids) -> Self {
        let said = |at: usize| {
            let row = &prepared.rows[at];
            let dataset = prepared.datasets[usize::from(row.record.dataset.0)].clone();
            relids.get(&(dataset.clone(), row.id.clone())).map(|said| (dataset == DECO, said))
        };
        let mut ged: HashMap<&str, u32> = HashMap::new();
        let mut deco = Vec::new();
        for (position, at) in (0..prepared.rows.len()).zip(0_u32..) {
            match said(position) {
                Some((true, _)) => deco.push(at),
                Some((false, (relid, _))) if !relid.is_empty() => {
                    ged.insert(relid, at);
                }
                _ => {}
            }
        }
        let labelled = deco.iter().filter_map(|at| {
            let (_, (relid, in_ged)) = said(*at as usize)?;
            in_ged.then(|| ged.get(relid.as_str())).flatten().map(|ged| (*at, *ged))
        });
        Self { ged_of: labelled.collect(), deco }
    }
}

/// How the links agree with the labels.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Labelled events that were linked to the right one.
    pub(crate) right: usize,
    /// Events whose GED event is in the files.
    pub(crate) labelled: usize,
    /// Links that are wrong, each from the DECO event.
    pub(crate) wrong: Vec<(u32, u32)>,
    /// Labelled events with their GED event where it was not found.
    pub(crate) missed: Vec<(u32, u32)>,
}

impl Found {
    fn of(prepared: &Prepared, labels: &Labels, linkage: &Linkage) -> Self {
        let mut linked: HashMap<u32, u32> = HashMap::new();
        let joined = |link: &&Link| link.chosen && link.kind == LinkKind::Same;
        for link in linkage.links.iter().filter(joined) {
            for (own, other) in [(link.a, link.b), (link.b, link.a)] {
                let dataset = prepared.rows[own as usize].record.dataset;
                if prepared.datasets[usize::from(dataset.0)] == DECO {
                    linked.insert(own, other);
                }
            }
        }
        let mut found = Self { labelled: labels.ged_of.len(), ..Self::default() };
        for deco in &labels.deco {
            match (labels.ged_of.get(deco), linked.get(deco)) {
                (Some(ged), Some(other)) if ged == other => found.right += 1,
                (label, other) => {
                    found.missed.extend(label.map(|ged| (*deco, *ged)));
                    found.wrong.extend(other.map(|other| (*deco, *other)));
                }
            }
        }
        found
    }

    /// The share of the labelled events that were linked to the right one.
    pub(crate) fn recall(&self) -> f64 {
        share(self.right, self.labelled)
    }

    /// The share of the links that are right.
    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong.len())
    }
}

#[allow(clippy::cast_precision_loss)] // some hundred links
fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

/// The link between two records, if there is one.
pub(crate) fn link_of(linkage: &Linkage, a: u32, b: u32) -> Option<&Link> {
    linkage.links.iter().find(|link| [(a, b), (b, a)].contains(&(link.a, link.b)))
}
