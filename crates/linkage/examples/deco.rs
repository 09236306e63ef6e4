//! UCDP's DECO against GED: of the deadly electoral events that say which GED event they are, how many links
//! are found, and what goes wrong with the others.
//!
//! `cargo run --release -p bellwether-linkage --example deco -- DECO.csv GED.csv...`. A DECO event with
//! `ucdp_ged` = 1 has the `relid` of its GED event; one with 0 has none in GED. So every link of a DECO event is
//! right or wrong, also where its GED event is in none of the files. The answer is the last line; before it
//! stands each miss and each wrong link.

#![allow(clippy::print_stdout)]

#[allow(dead_code)]
mod support;

use std::collections::HashMap;
use std::path::PathBuf;

use bellwether_linkage::{Link, LinkKind, Linkage, Record, Settings, link};
use bellwether_sources::{ReadOptions, SourceError, read, recognise};
use support::Outcome;
use support::world::{Names, Prepared, records};

const DECO: &str = "ucdp-deco";

fn main() -> Outcome {
    let files: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let names = Names::load(None)?;
    let prepared = records(&names, &files)?;
    let relids = relids(&files)?;
    let labels = Labels::of(&prepared, &relids);
    let all: Vec<Record> = prepared.rows.iter().map(|row| row.record).collect();
    let linkage = link(&all, &Settings::default());
    let report = Found::of(&prepared, &labels, &linkage);
    report.show(&prepared, &linkage);
    Ok(())
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
#[derive(Default)]
struct Found {
    right: usize,
    labelled: usize,
    wrong: Vec<(u32, u32)>,
    missed: Vec<(u32, u32)>,
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

    fn show(&self, prepared: &Prepared, linkage: &Linkage) {
        for (what, pairs) in [("missed", &self.missed), ("wrong", &self.wrong)] {
            for (deco, ged) in pairs {
                let link = linkage.links.iter().find(|link| is_of(link, *deco, *ged));
                let said = link.map_or_else(
                    || "no candidate".to_owned(),
                    |link| format!("probability {:.2} {:?}", link.probability, link.bits),
                );
                println!("{what}: {said}");
                for at in [deco, ged] {
                    let row = &prepared.rows[*at as usize];
                    println!("  {} {:?}", row.id, row.record);
                }
            }
        }
        #[allow(clippy::cast_precision_loss)] // some hundred links
        let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
        println!(
            "deco labelled={} right={} wrong={} recall={:.4} precision={:.4}",
            self.labelled,
            self.right,
            self.wrong.len(),
            share(self.right, self.labelled),
            share(self.right, self.right + self.wrong.len()),
        );
    }
}

fn is_of(link: &Link, a: u32, b: u32) -> bool {
    (link.a, link.b) == (a, b) || (link.a, link.b) == (b, a)
}
