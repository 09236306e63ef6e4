//! `reconcile`: which reports of all datasets tell of the same incident.

use std::process::ExitCode;
use std::time::Instant;

use bellwether_linkage::RowKind;
use bellwether_reconcile::{Method, Options, Outcome, Window, coverage};
use bellwether_store::{AsOf, Store, StoreState};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::json;

use super::incident::contradiction;
use crate::failure::Failure;
use crate::output::thousands;
use crate::reconciling::{options_for, run as put_together};
use crate::session::Session;

/// Arguments of `reconcile`.
#[derive(Debug, Args)]
#[command(
    after_help = "Only the days around which something came in since the last run are done again, unless method, flags or \
datasets differ or --full asks for everything.\n\
Datasets that copy another one (ucdp-deco, aec) take no part where that one is in the store.\n\
Next: bellwether incident list; bellwether incident review; bellwether overlap"
)]
pub(crate) struct ReconcileArgs {
    /// Do everything again, also what nothing changed.
    #[arg(long)]
    pub(crate) full: bool,
    /// How reports are put together.
    #[arg(long, value_enum, default_value_t, value_name = "METHOD")]
    pub(crate) method: MethodWord,
    /// The least probability of a link that joins two reports, 0 to 1; for the method linkage [default: that of the best
    /// expected F1].
    #[arg(long, value_name = "P")]
    pub(crate) threshold: Option<f64>,
    /// The most days between two reports of one incident, 0 to 30 [default: linkage 7, meltt 1, xsub 1].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(0..=30))]
    pub(crate) days_max: Option<i32>,
    /// The most kilometres between two points of one incident, 1 to 150 [default: linkage 60, meltt 3, xsub 5].
    #[arg(long, value_name = "KM")]
    pub(crate) km_max: Option<f32>,
}

/// How reports are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum MethodWord {
    /// Odds learnt from the data, one to one between datasets.
    #[default]
    Linkage,
    /// The rule of MELTT: windows and taxonomies (Donnay et al. 2019).
    Meltt,
    /// The fixed window of xSub (Zhukov, Davenport and Kostyuk 2019).
    Xsub,
}

impl From<MethodWord> for Method {
    fn from(word: MethodWord) -> Self {
        match word {
            MethodWord::Linkage => Self::Linkage,
            MethodWord::Meltt => Self::Meltt,
            MethodWord::Xsub => Self::Xsub,
        }
    }
}

/// How many incidents two datasets both have a report of.
#[derive(Debug, Clone, Serialize)]
struct Pair {
    datasets: [String; 2],
    incidents: u64,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ReconcileArgs) -> Result<ExitCode, Failure> {
    if session.global.as_of.is_some() || session.global.data_version.is_some() {
        return Err(Failure::Usage(
            "reconcile puts together what is known now; a question with --as-of computes the incidents of its day"
                .into(),
        ));
    }
    let output = session.output()?;
    let store = session.store()?;
    let options = options(&store, args)?;
    let begun = Instant::now();
    let outcome = put_together(session, &store, &options)?;
    let seconds = begun.elapsed().as_secs_f64();
    let pairs = pairs(&store)?;
    let page = page(&outcome, &pairs, &options, seconds);
    output.page(&page, &document(&outcome, &pairs, &options, store.state()?))?;
    session.say(
        "next: bellwether incident list; bellwether incident review (the least certain pairs); bellwether overlap",
    );
    Ok(ExitCode::SUCCESS)
}

/// What the flags choose.
fn options(store: &Store, args: &ReconcileArgs) -> Result<Options, Failure> {
    let mut options = options_for(&store.snapshot(&AsOf::default())?)?;
    options.method = args.method.into();
    options.full = args.full;
    if let Some(threshold) = args.threshold {
        if options.method != Method::Linkage {
            return Err(Failure::Usage(format!(
                "the rule of {} has no probabilities; leave --threshold out, or choose its window by --days-max and \
                 --km-max",
                options.method.as_str()
            )));
        }
        if !(0.0..=1.0).contains(&threshold) {
            return Err(Failure::Usage(format!(
                "--threshold {threshold} is no probability; give 0 to 1"
            )));
        }
        options.settings.threshold = Some(threshold);
    }
    if let Some(km) = args.km_max.filter(|km| !(1.0..=150.0).contains(km)) {
        return Err(Failure::Usage(format!("--km-max {km} is outside 1 to 150")));
    }
    if options.method == Method::Linkage {
        let settings = &mut options.settings;
        settings.km_max = args.km_max.unwrap_or(settings.km_max);
        settings.days_max = args.days_max.unwrap_or(settings.days_max);
    } else {
        options.window = Window { days: args.days_max, km: args.km_max };
    }
    Ok(options)
}

/// For each two datasets how many incidents both have.
fn pairs(store: &Store) -> Result<Vec<Pair>, Failure> {
    let snapshot = store.snapshot(&AsOf::default())?;
    let Some(run) = snapshot.last_run()? else { return Ok(Vec::new()) };
    let coverage = coverage(&snapshot, Some("reports > 1"), &run.datasets)?;
    let name = |index: bellwether_linkage::DatasetIndex| {
        coverage.datasets.get(usize::from(index.0)).cloned().unwrap_or_default()
    };
    let rows = coverage.overlap.rows().into_iter();
    Ok(rows
        .filter(|row| row.kind == RowKind::Pair)
        .filter_map(|row| match row.datasets.as_slice() {
            [a, b] => Some(Pair { datasets: [name(*a), name(*b)], incidents: row.incidents }),
            _ => None,
        })
        .collect())
}

fn n(count: u64) -> String {
    thousands(i64::try_from(count).unwrap_or(i64::MAX))
}

fn page(outcome: &Outcome, pairs: &[Pair], options: &Options, seconds: f64) -> String {
    let did = if outcome.full { "everything" } else { "what changed" };
    let mut text = format!(
        "{} reports compared ({did}, method {}, {seconds:.1} s)\n\
         {} incidents of two or more reports, in which {} reports stand; {} reports sum up several incidents\n\
         {} links kept, {} of them join two reports\n",
        n(outcome.reports),
        outcome.method.as_str(),
        n(outcome.incidents),
        n(outcome.reports_in_incidents),
        n(outcome.summaries),
        n(outcome.links),
        n(outcome.chosen),
    );
    for pair in pairs {
        let [a, b] = &pair.datasets;
        text.push_str(&format!(
            "  {a} and {b}: {} incidents that both tell of\n",
            n(pair.incidents)
        ));
    }
    for (what, counts) in [
        ("links", outcome.run.links),
        ("memberships", outcome.run.members),
        ("incidents", outcome.run.incidents),
    ] {
        text.push_str(&format!(
            "{what}: {} added, {} changed, {} ended, {} as before\n",
            n(counts.added),
            n(counts.changed),
            n(counts.ended),
            n(counts.unchanged)
        ));
    }
    if !options.left_out.is_empty() {
        text.push_str(&format!(
            "took no part, because they copy another dataset or hold no events: {}\n",
            options.left_out.join(", ")
        ));
    }
    if outcome.conflicts_with_judgements > 0 {
        text.push_str(&contradiction(outcome.conflicts_with_judgements));
        text.push('\n');
    }
    text
}

fn document(
    outcome: &Outcome,
    pairs: &[Pair],
    options: &Options,
    store: StoreState,
) -> serde_json::Value {
    json!({
        "outcome": outcome,
        "changes": {
            "links": outcome.run.links,
            "members": outcome.run.members,
            "incidents": outcome.run.incidents,
        },
        "committed": outcome.run.committed,
        "pairs": pairs,
        "left_out": options.left_out,
        "repeating": options.repeating,
        "store": store,
    })
}
