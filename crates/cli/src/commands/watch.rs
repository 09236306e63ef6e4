//! `watch`: what is watched, and whether it moves.

mod all;
mod define;
mod page;
mod past;
mod replay;
mod run;
pub(crate) mod serve;

use std::process::ExitCode;

use bellwether_model::Date;
use clap::{Args, Subcommand, ValueEnum};

use crate::args::UnitWord;
use crate::failure::Failure;
use crate::session::Session;

pub(crate) use page::sentence_lines;
pub(crate) use run::{WatchRun, run_watch};

/// Arguments of `watch`.
#[derive(Debug, Args)]
#[command(
    after_help = "A watch follows an organisation or an area, never a person. Every alert says how often its rule is to be \
wrong, and how often it was when that was measured.\n\
Example: bellwether watch add boko --actor boko-haram; bellwether watch run"
)]
pub(crate) struct WatchArgs {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What is done.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Add a watch, or give one of this name another definition.
    Add(Box<AddArgs>),
    /// List the watches.
    List,
    /// Remove a watch; its alerts stay.
    Remove {
        /// The watch.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Run watches on what is known, and keep the alerts.
    Run(RunArgs),
    /// Walk the past: what would have been said on which day.
    Replay(ReplayArgs),
    /// Scan for places and days in which events lie closer together than chance explains.
    Clusters(ClustersArgs),
    /// Cut the past where the rate changed.
    Changes(ChangesArgs),
    /// Run the watches by a schedule, and deliver their alerts.
    Serve(serve::ServeArgs),
}

/// Arguments of `watch add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Its name: letters, digits, hyphens.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Actor: a registry id, a name in any spelling, or DATASET:ID for a dataset's own.
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<String>,
    /// Country, by name or any code; repeat for several.
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Vec<String>,
    /// First-level unit, by gazetteer id (NG.27) or the source's own name; repeat for several.
    #[arg(long, value_name = "UNIT")]
    pub(crate) admin1: Vec<String>,
    /// Cell of PRIO-GRID; repeat for several.
    #[arg(long, value_name = "GID")]
    pub(crate) cell: Vec<i32>,
    /// Dataset, or `all`; repeat for several.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Vec<String>,
    /// What counts as one. Incidents are the default once the store has some.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) unit: Option<UnitWord>,
    /// What is tested: tempo, lethality, mass-casualty, spread-units, spread-cells, civilian-share, tactics-share,
    /// sources, or all; repeat for several [default: tempo].
    #[arg(long, value_name = "FACET")]
    pub(crate) facet: Vec<String>,
    /// Rule for facets that are counts; repeat for several [default: resurgence].
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Vec<String>,
    /// False alarms a year that all tests of this watch together may cost.
    #[arg(long, default_value_t = 1.0, value_name = "N")]
    pub(crate) alarms_per_year: f64,
    /// Period by which series are read [default: that of each rule].
    #[arg(long, value_enum, value_name = "PERIOD")]
    pub(crate) period: Option<PeriodWord>,
}

/// The period of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PeriodWord {
    /// Days.
    Day,
    /// Weeks from Monday.
    Week,
    /// Calendar months.
    Month,
}

/// Arguments of `watch run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// The watches; all of them if none is named.
    #[arg(value_name = "NAME", conflicts_with = "all")]
    pub(crate) names: Vec<String>,
    /// Screen every group with enough history instead, with the share of false alarms bounded; nothing is kept.
    #[arg(long)]
    pub(crate) all: bool,
    /// Look only at events up to this day, as they are known now; nothing is kept.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Date>,
    /// End with code 1 if there is a new alert.
    #[arg(long)]
    pub(crate) fail_on_alert: bool,
    /// Days before the last covered day in which a new signal is an alert.
    #[arg(long, default_value_t = crate::watching::BACK_DAYS, value_name = "DAYS")]
    pub(crate) back: i64,
    /// With --all: the rule, `resurgence` (Benjamini-Hochberg) or `e-detector` (e-BH).
    #[arg(long, default_value = "resurgence", value_name = "RULE")]
    pub(crate) rule: String,
    /// With --all: the share of false ones among the groups that are named, at most.
    #[arg(long, default_value_t = 0.1, value_name = "SHARE")]
    pub(crate) false_discovery_rate: f64,
    /// Years that are simulated for each test.
    #[arg(long, default_value_t = 200.0, value_name = "YEARS")]
    pub(crate) simulated_years: f64,
}

/// Arguments of `watch replay`.
#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// The watch.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The first day: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: String,
    /// The last day, included.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: String,
    /// Go by what was known on the days of knowledge that the store has, instead of by the day of the events.
    #[arg(long)]
    pub(crate) as_known: bool,
    /// Years that are simulated for each test.
    #[arg(long, default_value_t = 200.0, value_name = "YEARS")]
    pub(crate) simulated_years: f64,
}

/// Arguments of `watch clusters`.
#[derive(Debug, Args)]
#[command(after_help = "Exit code 1 where no cluster has p of 0.05 or less.\n\
Example: bellwether watch clusters boko --until 2015-03-31 --days-max 14")]
pub(crate) struct ClustersArgs {
    /// The watch.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The last day of events that is looked at, as they are known now [default: the last that is covered].
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Date>,
    /// What is held fixed: the totals of each cell and each day (permutation), each cell's own past (poisson), or where
    /// and when events are, so that a kind of event stands out among the others (bernoulli).
    #[arg(long, value_enum, default_value = "permutation", value_name = "METHOD")]
    pub(crate) method: MethodWord,
    /// With --method poisson: days before the study that say what each cell is expected to have.
    #[arg(long, default_value_t = 1095, value_name = "DAYS")]
    pub(crate) baseline_days: i64,
    /// With --method bernoulli: the kind of event that is looked for among the others: civilian-share, tactics-share or
    /// mass-casualty.
    #[arg(long, default_value = "civilian-share", value_name = "FACET")]
    pub(crate) cases: String,
    /// Days of the study, back from the last one.
    #[arg(long, default_value_t = 365, value_name = "DAYS")]
    pub(crate) study_days: i64,
    /// The longest cluster.
    #[arg(long, default_value_t = 28, value_name = "DAYS")]
    pub(crate) days_max: usize,
    /// The widest, as a radius [default: a circle that holds half of all events].
    #[arg(long, value_name = "KM")]
    pub(crate) km_max: Option<f64>,
    /// Clusters of any time in the study, not only those that last until its end.
    #[arg(long)]
    pub(crate) past: bool,
    /// Random data sets behind the p-values.
    #[arg(long, default_value_t = 999, value_name = "N")]
    pub(crate) replications: usize,
}

/// What a scan holds fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodWord {
    /// Space-time permutation: no population; what is always violent is no cluster.
    Permutation,
    /// Poisson: more than a cell's own past.
    Poisson,
    /// Bernoulli: more of a kind among the events.
    Bernoulli,
}

/// Arguments of `watch changes`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code 1 where the rate never changed.\nExample: bellwether watch changes boko --period month"
)]
pub(crate) struct ChangesArgs {
    /// The watch.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// A facet that is a count: tempo, mass-casualty, spread-units or spread-cells.
    #[arg(long, default_value = "tempo", value_name = "FACET")]
    pub(crate) facet: String,
    /// The period by which events are counted.
    #[arg(long, value_enum, default_value = "week", value_name = "PERIOD")]
    pub(crate) period: PeriodWord,
    /// The last day of events that is looked at [default: the last that is covered].
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Date>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &WatchArgs) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Add(args) => define::add(session, args),
        What::List => define::list(session),
        What::Remove { name } => define::remove(session, name),
        What::Run(args) if args.all => all::run(session, args),
        What::Run(args) => run::run(session, args),
        What::Replay(args) => replay::run(session, args),
        What::Clusters(args) => past::clusters_of(session, args),
        What::Changes(args) => past::changes_of(session, args),
        What::Serve(args) => serve::run(session, args),
    }
}

/// How much is simulated.
pub(crate) fn effort(years: f64) -> Result<bellwether_vigil::Effort, Failure> {
    if !(10.0..=100_000.0).contains(&years) {
        return Err(Failure::Usage(format!(
            "--simulated-years {years} is too few or too many; choose between 10 and 100000"
        )));
    }
    Ok(bellwether_vigil::Effort { years, ..bellwether_vigil::Effort::default() })
}
