//! Links the records of a world that `prepare_world` wrote, and says how well that agrees with the truth.
//!
//! `cargo run --release -p bellwether-linkage --example link_world -- FOLDER ours|meltt|xsub|oracle|oracle-of-year`
//! prints one JSON object; `oracle-of-year` says the links of the year in the middle only, for which all methods have their
//! figures under `year`. The seconds are those of linking alone, without reading.

#![allow(clippy::print_stdout, clippy::print_stderr)]

#[allow(dead_code)]
mod support;

use std::path::Path;
use std::time::Instant;

use bellwether_linkage::method::{Classed, meltt, xsub};
use bellwether_linkage::{DatasetIndex, Day, LinkKind, Linkage, Record, Role, Settings, link};
use support::arguments::Arguments;
use support::oracle::Oracle;
use support::score::{Bin, Score, calibration, pairs_of_sets, score};
use support::truth::Truth;
use support::world::{Prepared, Row};
use support::{Outcome, table, world_truth};

/// What a method said.
struct Said {
    pairs: Vec<(u32, u32)>,
    /// Each link with its probability; nothing from a rule that knows none.
    links: Vec<(u32, u32, f32)>,
    seconds: f64,
    /// Kilometres and days of a rule.
    windows: Option<(f32, i32)>,
}

fn main() -> Outcome {
    let mut arguments = Arguments::of_process();
    let folder = arguments.path("FOLDER")?;
    let method = arguments.word("METHOD")?;
    let prepared = table::read_records(&folder)?;
    let truth = table::read_truth(&folder, prepared.rows.len())?;
    let records: Vec<Record> = prepared.rows.iter().map(|row| row.record).collect();
    let said = match method.as_str() {
        "ours" => ours(&records, &prepared, &truth),
        "oracle" => by_oracle(&folder, &records, (&prepared, &truth), None)?,
        "oracle-of-year" => {
            by_oracle(&folder, &records, (&prepared, &truth), Some(middle_year(&records)))?
        }
        "meltt" => by_meltt(&records, &prepared, &truth),
        "xsub" => by_xsub(&records, &prepared, &truth),
        other => return Err(format!("there is no method {other}").into()),
    };
    let scored = score(&records, &truth, &said.pairs);
    if arguments.word("show").is_ok() {
        show(&prepared, &truth, &scored);
    }
    let mut answer = answer(&prepared, &truth, &said, &scored);
    answer["year"] = of_days(&records, &truth, &said, middle_year(&records));
    println!("{answer}");
    Ok(())
}

fn ours(records: &[Record], prepared: &Prepared, truth: &Truth) -> Said {
    let start = Instant::now();
    let linkage = link(records, &settings(prepared));
    let said = said(&linkage, start.elapsed().as_secs_f64());
    let summaries = |at: &usize| linkage.roles[*at] == Role::Summary;
    let found = (0..records.len()).filter(summaries).count();
    let planted = |at: &usize| truth.roles[*at] == "summary";
    let right = (0..records.len()).filter(summaries).filter(planted).count();
    let all = (0..records.len()).filter(planted).count();
    eprintln!("summaries: {found} found, {right} of them planted, {all} planted");
    said
}

/// Machine-coded news repeats events.
fn settings(prepared: &Prepared) -> Settings {
    let gdelt = prepared.datasets.iter().position(|dataset| dataset == "sim-gdelt");
    Settings { repeating: gdelt.map_or(0, |at| 1 << at), ..Settings::default() }
}

fn by_oracle(
    folder: &Path,
    records: &[Record],
    (prepared, truth): (&Prepared, &Truth),
    days: Option<(Day, Day)>,
) -> Outcome<Said> {
    let happenings = world_truth::read(&folder.join("world"))?;
    let start = Instant::now();
    let links = Oracle::new(prepared, truth, &happenings).links(days);
    let seconds = start.elapsed().as_secs_f64();
    let dataset = |at: u32| records[at as usize].dataset;
    let pairs = most_expected(&links, |a, b| dataset(a) != dataset(b));
    Ok(Said { pairs, links, seconds, windows: None })
}

/// The first and the last day of the year in the middle of all records.
fn middle_year(records: &[Record]) -> (Day, Day) {
    let first = records.iter().map(Record::middle).min().unwrap_or(0);
    let last = records.iter().map(Record::middle).max().unwrap_or(0);
    let middle = i32::midpoint(first, last);
    (middle - 182, middle + 182)
}

/// The figures of what was said of records of some days.
fn of_days(
    records: &[Record],
    truth: &Truth,
    said: &Said,
    (from, to): (Day, Day),
) -> serde_json::Value {
    let within = |at: u32| (from..=to).contains(&records[at as usize].middle());
    let told = (0..).zip(&truth.tells);
    let own = Truth {
        tells: told.map(|(at, tells)| if within(at) { tells.clone() } else { vec![] }).collect(),
        roles: Vec::new(),
    };
    let both = |a: u32, b: u32| within(a) && within(b);
    let pairs: Vec<(u32, u32)> = said.pairs.iter().filter(|(a, b)| both(*a, *b)).copied().collect();
    let across = score(records, &own, &pairs).across;
    let links = said.links.iter().filter(|(a, b, _)| both(*a, *b)).copied();
    let (_, error) = calibration(&own, links);
    serde_json::json!({
        "f1": across.f1(),
        "precision": across.precision(),
        "recall": across.recall(),
        "calibration_error": if said.links.is_empty() { None } else { Some(error) },
        "seconds": said.seconds,
    })
}

/// The pairs with the best F1 that can be expected of those that count: the more probable than half of it (Lipton,
/// Elkan and Naryanaswamy 2014).
fn most_expected(links: &[(u32, u32, f32)], counts: impl Fn(u32, u32) -> bool) -> Vec<(u32, u32)> {
    let counted: Vec<f64> = links
        .iter()
        .filter(|(a, b, _)| counts(*a, *b))
        .map(|(.., probability)| f64::from(*probability))
        .collect();
    let all: f64 = counted.iter().sum();
    let mut threshold = 0.45;
    for _ in 0..5 {
        let chosen = counted.iter().filter(|probability| **probability > threshold);
        #[allow(clippy::cast_precision_loss)] // a count of pairs
        let f1 = 2.0 * chosen.clone().sum::<f64>() / (chosen.count() as f64 + all).max(1.0);
        threshold = f1 / 2.0;
    }
    let chosen = links.iter().filter(|(.., probability)| f64::from(*probability) > threshold);
    chosen.map(|(a, b, _)| (*a, *b)).collect()
}

fn said(linkage: &Linkage, seconds: f64) -> Said {
    let mut sets: Vec<Vec<u32>> = vec![Vec::new(); linkage.incident_of.len()];
    for ((record, incident), role) in (0..).zip(&linkage.incident_of).zip(&linkage.roles) {
        if *role == Role::Report {
            sets[*incident as usize].push(record);
        }
    }
    let links = linkage.links.iter().filter(|link| link.kind == LinkKind::Same);
    Said {
        pairs: pairs_of_sets(sets.iter().map(Vec::as_slice)),
        links: links.map(|link| (link.a, link.b, link.probability)).collect(),
        seconds,
        windows: None,
    }
}

/// Records with the classes that all datasets share: the type of event, then the PLOVER event, then both with
/// the mode.
fn classed(prepared: &Prepared) -> Vec<Classed> {
    let mut numbers: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
    let mut number = |word: String| {
        let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
        *numbers.entry(word).or_insert(next)
    };
    let mut class = |row: &Row| {
        let event = row.plover.split('/').next().unwrap_or_default();
        let kind = &row.event_type;
        Classed {
            record: row.record,
            classes: [
                number(kind.to_string()),
                number(format!("{kind} {event}")),
                number(format!("{kind} {}", row.plover)),
            ],
        }
    };
    prepared.rows.iter().map(&mut class).collect()
}

/// Kilometres and days from the papers' own windows to the world's largest errors. They are widened until that
/// no longer helps: what favours the rules, since nobody knows the truth in practice.
const WINDOWS: &[(f32, i32)] = &[(3.0, 1), (5.0, 1), (10.0, 2), (15.0, 3), (25.0, 3)];

/// The answer of a rule with the windows that are best by the truth.
fn best_windows(
    records: &[Record],
    truth: &Truth,
    pairs: impl Fn(f32, i32) -> Vec<(u32, u32)>,
) -> Said {
    let mut best: Option<(f64, Said)> = None;
    for (km, days) in WINDOWS {
        let start = Instant::now();
        let pairs = pairs(*km, *days);
        let seconds = start.elapsed().as_secs_f64();
        let f1 = score(records, truth, &pairs).across.f1();
        if best.as_ref().is_some_and(|(before, _)| f1 < *before) {
            break;
        }
        let windows = Some((*km, *days));
        best = Some((f1, Said { pairs, links: Vec::new(), seconds, windows }));
    }
    best.map(|(_, said)| said).expect("there are windows")
}

fn by_meltt(records: &[Record], prepared: &Prepared, truth: &Truth) -> Said {
    let classed = classed(prepared);
    let order: Vec<DatasetIndex> = (0..).take(prepared.datasets.len()).map(DatasetIndex).collect();
    best_windows(records, truth, |km, days| {
        meltt::pairs(&classed, &order, &meltt::Parameters { km, days, ..Default::default() })
    })
}

fn by_xsub(records: &[Record], prepared: &Prepared, truth: &Truth) -> Said {
    let classed = classed(prepared);
    best_windows(records, truth, |km, days| {
        xsub::pairs(&classed, &xsub::Parameters { km, days, ..Default::default() })
    })
}

fn answer(prepared: &Prepared, truth: &Truth, said: &Said, scored: &Score) -> serde_json::Value {
    let (bins, error) = calibration(truth, said.links.iter().copied());
    let across = &scored.across;
    let curve: Vec<[f64; 3]> = bins
        .iter()
        .map(|Bin { links, said, true_share }| {
            [f64::from(u32::try_from(*links).unwrap_or(u32::MAX)), *said, *true_share]
        })
        .collect();
    let by_datasets: serde_json::Map<String, serde_json::Value> = scored
        .by_datasets
        .iter()
        .map(|((one, other), counts)| {
            let name = |dataset: &u8| &prepared.datasets[usize::from(*dataset)];
            let own = said.links.iter().filter(|(a, b, _)| {
                let datasets = [*a, *b].map(|at| prepared.rows[at as usize].record.dataset.0);
                datasets == [*one, *other] || datasets == [*other, *one]
            });
            let (_, error) = calibration(truth, own.copied());
            let shown = [counts.f1(), counts.precision(), counts.recall(), error];
            (format!("{} {}", name(one), name(other)), shown.as_slice().into())
        })
        .collect();
    serde_json::json!({
        "records": truth.tells.len(),
        "seconds": said.seconds,
        "f1": across.f1(),
        "precision": across.precision(),
        "recall": across.recall(),
        "calibration_error": if said.links.is_empty() { None } else { Some(error) },
        "windows": said.windows.map(|(km, days)| format!("{km} km, {days} d")),
        "by_datasets": by_datasets,
        "within_f1": scored.within.f1(),
        "within_true": scored.within.hits + scored.within.missed,
        "reliability": curve,
    })
}

/// Some of the pairs that went wrong, with both records.
fn show(prepared: &Prepared, truth: &Truth, scored: &Score) {
    for (what, pairs) in [("wrong", &scored.wrong), ("missed", &scored.missed)] {
        for (a, b) in pairs.iter().take(40) {
            println!("{what}");
            for at in [*a, *b] {
                let row = &prepared.rows[at as usize];
                println!("  {} {:?} {:?}", truth.roles[at as usize], row.plover, row.record);
            }
        }
    }
}
